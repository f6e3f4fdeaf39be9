"""A chapter's clean HTML (`text.py`) as a tree, and what of it a booklet shows: what every renderer begins with."""

from collections.abc import Iterator
from copy import deepcopy
from typing import TypeAlias

import lxml.html
from lxml import etree

from daleel.elements import ELEMENTS
from daleel.model import Audience

Node: TypeAlias = etree._Element
HEADINGS = ("h2", "h3", "h4")


class StrangerError(Exception):
    """Markup that a renderer has no entry for. The sanitizer should have stopped it."""


def parsed(html: str, audience: Audience) -> Node:
    """The chapter's tree, without what this audience does not see."""
    root: Node = lxml.html.fragment_fromstring(html, create_parent="div")
    return for_participants(root) if audience == "participant" else root


def for_participants(root: Node) -> Node:
    for section in root.findall(".//section[@data-element]"):
        if ELEMENTS[element_name(section)].facilitator_only:
            section.drop_tree()
    return root


def element_name(section: Node) -> str:
    name = section.get("data-element", "")
    if name not in ELEMENTS:
        raise StrangerError(f"no element is called {name!r}")
    return str(name)


def sheets(html: str, title_level: int) -> Iterator[Node]:
    """What the chapter gives to copy: each in a tree of its own, the chapter's notes behind it."""
    root = parsed(html, "facilitator")
    for section in root.iter("section"):
        if is_sheet(section) and not any(is_sheet(parent) for parent in section.iterancestors()):
            tree = lxml.html.Element("div")
            for part in (section, *root.findall("section[@data-notes]")):
                tree.append(deepcopy(part))
                tree[-1].tail = None
            set_heading_levels(tree, title_level)
            yield for_participants(tree)


def is_sheet(element: Node) -> bool:
    return element.get("data-element") is not None and ELEMENTS[element_name(element)].handout


def set_heading_levels(sheet: Node, title_level: int) -> None:
    """Below its title, and none skipped: PDF/UA-1 asks for that."""
    headings = list(sheet.iter(*HEADINGS))
    written = [int(str(heading.tag)[1]) for heading in headings]
    level = title_level
    for heading, own in zip(headings, written, strict=True):
        level = min(own - min(written) + title_level + 1, level + 1, 4)
        heading.tag = f"h{level}"


def drop_unmarked_notes(root: Node) -> None:
    """Those that only what was taken away cites."""
    marked = {str(mark.get("href")).removeprefix("#") for mark in root.iterfind(".//a[@data-note]")}
    for note in root.findall("section[@data-notes]/ol/li"):
        if note.get("id") not in marked:
            note.drop_tree()
    for notes in root.findall("section[@data-notes]"):
        if notes.find("ol/li") is None:
            notes.drop_tree()


def said(element: Node) -> Iterator[str]:
    """Its text without the marks of notes."""
    yield element.text or ""
    for child in element:
        if child.find("a[@data-note]") is None:
            yield from said(child)
        yield child.tail or ""
