"""Where the pages of the PDF begin in its texts: what print finds out and the e-book shows."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import msgspec
from lxml import etree

Element: TypeAlias = etree._Element


class Start(msgspec.Struct, frozen=True):
    """A piece of a chapter, and the page on which it begins."""

    chapter: str  # its name
    piece: int  # as in `pieces`
    page: str  # as printed: "12"


class Pages(msgspec.Struct, frozen=True):
    """The pages of a PDF in the order of reading. A page on which nothing begins is not among them."""

    source: str  # the PDF's address
    starts: tuple[Start, ...]

    def of_chapter(self, name: str) -> Mapping[int, str]:
        """Page by the piece that begins it."""
        return {start.piece: start.page for start in self.starts if start.chapter == name}


def pieces(root: Element) -> Mapping[Element, int]:
    """Numbers of the elements of a chapter's tree, without its notes; the tree itself, with the chapter's head, is 0.

    Every renderer leaves out the same for the same audience, so that the numbers are the same in each.
    """
    found = {element: number for number, element in enumerate(root.iter(etree.Element))}
    in_notes = {element for notes in root.findall("section[@data-notes]") for element in notes.iter()}
    return {element: number for element, number in found.items() if element not in in_notes}


def first_on_each_page(rows: Iterable[Any]) -> tuple[Start, ...]:
    """Of all that begins on a page what comes first. `rows`: chapter, piece and page, in the order of reading."""
    found: dict[str, Start] = {}
    for start in (Start(*row) for row in rows):
        found.setdefault(start.page, start)
    return tuple(found.values())
