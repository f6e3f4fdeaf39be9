"""A page of the site as it stands in the folder: its links lead to files of the folder, or to the site on the web."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

import lxml.html

SHOWN = {"stylesheet", "icon", "preload"}  # what a <link> brings into a page; feeds and the like stay on the web
ONLINE = "data-online"  # marks what has no sense in the folder


@dataclass(frozen=True)
class Folder:
    site: Path
    site_url: str
    pages: Mapping[str, str]  # address on the site → path in the folder
    downloads: frozenset[str]  # paths below downloads/ that are inside


@dataclass(frozen=True)
class OfflinePage:
    content: bytes
    files: frozenset[str]  # that it shows or leads to, from the site's root


def offline_page(html: bytes, address: str, folder: Folder) -> OfflinePage:
    """address: of the page, from the site's root."""
    root = lxml.html.document_fromstring(html, parser=lxml.html.HTMLParser(encoding="utf-8"))
    own, files = folder.pages[address], set()
    for element in root.xpath(f"//*[@{ONLINE}]"):
        element.drop_tree()
    for element, attribute, target, _ in list(root.iterlinks()):
        if attribute is None or not is_internal(target):
            continue
        parts = urlsplit(target)
        path = joined(parts.path, address)
        if path in folder.pages:
            element.set(attribute, beside(folder.pages[path], own, parts))
        elif is_inside(element, path, folder):
            files.add(path)
            element.set(attribute, beside(path, own, parts))
        else:
            lead_to_the_web(element, attribute, folder.site_url + urlunsplit(parts._replace(path=path)))
    for element in root.xpath("//*[@crossorigin]"):
        del element.attrib["crossorigin"]  # a browser would refuse the file
    root.set("data-root", beside("", own))
    content = lxml.html.tostring(root, encoding="utf-8", doctype="<!doctype html>")
    return OfflinePage(content, frozenset(files))


def is_internal(target: str) -> bool:
    parts = urlsplit(target)
    return not parts.scheme and not parts.netloc and bool(parts.path)


def joined(target: str, seen_from: str) -> str:
    """The path from the site's root of what a page or style sheet names; the root is ""; folders end in a slash."""
    path = posixpath.normpath(posixpath.join("/", posixpath.dirname(seen_from), unquote(target))).lstrip("/")
    is_folder = target.endswith(("/", "/.", "/..")) or target in (".", "..")
    return f"{path}/" if path and is_folder else path


def is_inside(element: Any, path: str, folder: Folder) -> bool:
    if element.tag == "link" and not SHOWN & set(element.get("rel", "").split()):
        return False
    if path.startswith("downloads/"):
        return path in folder.downloads
    return not path.endswith(("/", ".html")) and (folder.site / path).is_file()


def beside(path: str, own: str, parts: SplitResult | None = None) -> str:
    """The path as the page sees it, both in the folder. `parts`: a link whose query and fragment it keeps."""
    seen = posixpath.relpath(path or ".", posixpath.dirname(own) or ".") + ("" if path else "/")
    return urlunsplit(("", "", seen, parts.query, parts.fragment)) if parts else seen


def lead_to_the_web(element: Any, attribute: str, url: str) -> None:
    element.set(attribute, url)
    if element.tag == "a":
        for name in ("rel", "class"):
            element.set(name, " ".join(dict.fromkeys([*element.get(name, "").split(), "external"])))
