"""The chapter's tree as a booklet shows it."""

import re
from collections.abc import Iterator
from copy import deepcopy

import lxml.html
from lxml import etree

from daleel.elements import ELEMENTS
from daleel.model import Audience
from daleel.word.markup import Node

HEADINGS = ("h2", "h3", "h4")
WHITESPACE = re.compile(r"[ \t\r\n\f]+")  # HTML's; no-break spaces are the typographer's


class StrangerError(Exception):
    """Markup that has no entry here. The sanitizer should have stopped it."""


def parsed(html: str, audience: Audience) -> Node:
    root: Node = lxml.html.fragment_fromstring(html, create_parent="div")
    return for_participants(root) if audience == "participant" else root


def for_participants(root: Node) -> Node:
    for section in root.findall(".//section[@data-element]"):
        if ELEMENTS[element_name(section)].facilitator_only:
            section.drop_tree()
    return root


def sheets(html: str) -> Iterator[Node]:
    """What the chapter gives to copy: each in a tree of its own, the chapter's notes behind it."""
    root = parsed(html, "facilitator")
    for section in root.iter("section"):
        if is_sheet(section) and not any(is_sheet(parent) for parent in section.iterancestors()):
            tree = lxml.html.Element("div")
            for part in (section, *root.findall("section[@data-notes]")):
                tree.append(deepcopy(part))
                tree[-1].tail = None
            set_heading_levels(tree)
            yield for_participants(tree)


def set_heading_levels(sheet: Node) -> None:
    """Its title is a heading of the first level; those in it follow, and none is skipped."""
    headings = list(sheet.iter(*HEADINGS))
    written = [int(str(heading.tag)[1]) for heading in headings]
    level = 1
    for heading, own in zip(headings, written, strict=True):
        level = min(own - min(written) + 2, level + 1, 4)
        heading.tag = f"h{level}"


def is_sheet(element: Node) -> bool:
    return element.get("data-element") is not None and ELEMENTS[element_name(element)].handout


def element_name(section: Node) -> str:
    name = section.get("data-element", "")
    if name not in ELEMENTS:
        raise StrangerError(f"no element is called {name!r}")
    return str(name)


def ids(root: Node) -> frozenset[str]:
    """What links may lead to. Notes and their marks are Word's own affair."""
    return frozenset(
        str(element.get("id"))
        for element in root.iter(etree.Element)
        if element.get("id") and element.get("data-note") is None
    )


def plain(element: Node) -> str:
    """Its text without the marks of notes, in one line."""
    return WHITESPACE.sub(" ", "".join(_said(element))).strip(" ")


def _said(element: Node) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.find("a[@data-note]") is None:
            yield from _said(child)
        yield child.tail or ""
