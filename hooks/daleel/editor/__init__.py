"""The editor in the browser, at /admin/: Sveltia CMS for this library. Off unless mkdocs.yml says `extra.editor`."""

from daleel.editor.collections import editor_link
from daleel.editor.package import Refused, folder, is_here, vendor
from daleel.editor.page import admin_files, policy

__all__ = ["Refused", "admin_files", "editor_link", "folder", "is_here", "policy", "vendor"]
