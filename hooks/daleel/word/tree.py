"""The chapter's tree as a Word file names and reads it."""

import re

from lxml import etree

from daleel.trees import Node, said

WHITESPACE = re.compile(r"[ \t\r\n\f]+")  # HTML's; no-break spaces are the typographer's
TITLE_LEVEL = 1  # of a sheet to copy


def ids(root: Node) -> frozenset[str]:
    """What links may lead to. Notes and their marks are Word's own affair."""
    return frozenset(
        str(element.get("id"))
        for element in root.iter(etree.Element)
        if element.get("id") and element.get("data-note") is None
    )


def plain(element: Node) -> str:
    """Its text without the marks of notes, in one line."""
    return WHITESPACE.sub(" ", "".join(said(element))).strip(" ")
