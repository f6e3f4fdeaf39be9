"""EPUB 3.3: clean HTML → XHTML, in one file for reading systems."""

from daleel.epub.book import epub
from daleel.trees import StrangerError

__all__ = ["StrangerError", "epub"]
