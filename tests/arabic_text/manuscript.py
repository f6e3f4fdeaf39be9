"""The words of a Markdown file as its author wrote them, straight from the raw text: nothing here knows our HTML.

A block is what stands in one piece on the page: a paragraph, heading, list item, table cell, title of an element, or
the place that a citation names ("المادة 3(أ)" in its footnote). Left out is what the page does not show as text:
front matter, minutes, descriptions of pictures, ids of sources, addresses of links.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile
from typing import NamedTuple

from daleel.elements import ELEMENTS
from daleel.model import Booklet

MARK = "\ufffc"  # stands for the mark of a note

FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
FENCE = re.compile(r"/{3,}(?: *(?P<name>\w+) *(?:\| *(?P<title>.*))?)?\s*")
OPTION = re.compile(r" {4}(?:(?:for|source): *(?P<shown>.*)|minutes:.*)")
CELL_END = re.compile(r"(?<!\\)\|")
TABLE_RULE = re.compile(r"[\s|:-]+")
ITEM = re.compile(r"\s*(?:#{1,6} |(?:[-*+]|\d+\.) +(?:\[[ xX]\] )?|\[\^[^\]]+\]: |> ?|: +)")

CITATION = re.compile(r"\s*\[@([^\[\]]+)\]")
PLACE = re.compile(r"@?[a-z0-9-]+[,،]\s*(.+)", re.DOTALL)
NOTE = re.compile(r"\s*\[\^[^\]]+\]")
PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
MARKUP = re.compile(r"\*+|`+|~~|\\(?=[^\w\s])")


class Piece(NamedTuple):
    """Of a line."""

    starts: bool  # a block; else it goes on with the one before
    text: str


class RawBlock(NamedTuple):
    elements: tuple[str, ...]  # in which it stands, the outermost first
    text: str


def source_blocks(markdown: str, booklet: Booklet) -> list[str]:
    """What the booklet shows of the file, MARK where a note's mark stands."""
    raw = [block.text for block in raw_blocks(markdown) if is_shown(block.elements, booklet)]
    notes = booklet != "summary"  # it has none
    return [text for block in raw for text in (shown(block), *(places(block) if notes else ())) if text]


def raw_blocks(markdown: str) -> Iterator[RawBlock]:
    elements: list[str] = []
    block = RawBlock((), "")
    for line in FRONT_MATTER.sub("", markdown).split("\n"):
        if fence := FENCE.fullmatch(line):
            elements = [*elements, fence["name"]] if fence["name"] else elements[:-1]
        for starts, text in pieces(line):
            if starts:
                yield block
                block = RawBlock(tuple(elements), text)
            else:
                block = block._replace(text=f"{block.text} {text}")
    yield block


def pieces(line: str) -> list[Piece]:
    end = Piece(True, "")
    if fence := FENCE.fullmatch(line):
        return [Piece(True, fence["title"] or ""), end]
    if option := OPTION.fullmatch(line):
        return [Piece(True, option["shown"] or ""), end]
    if line.startswith("|"):
        cells = [] if TABLE_RULE.fullmatch(line) else CELL_END.split(line.strip())
        return [*(Piece(True, cell.strip()) for cell in cells), end]
    if item := ITEM.match(line):
        return [Piece(True, line[item.end() :].strip())]
    return [Piece(False, line.strip()) if line.strip() else end]


def is_shown(elements: Sequence[str], booklet: Booklet) -> bool:
    """A handout is copied for participants even where it stands in a note for facilitators."""
    inside = [ELEMENTS[name] for name in elements]
    if booklet == "handouts":
        inside = list(dropwhile(lambda element: not element.handout, inside))
        return bool(inside) and not any(element.facilitator_only for element in inside)
    if booklet == "summary":
        return bool(elements) and elements[0] in ("messages", "recommendations")
    return booklet == "facilitator" or not any(element.facilitator_only for element in inside)


def shown(block: str) -> str:
    text = NOTE.sub(MARK, CITATION.sub(MARK, PICTURE.sub("", block)))
    return MARKUP.sub("", LINK.sub(r"\1", text)).strip()


def places(block: str) -> Iterator[str]:
    for body in CITATION.findall(block):
        for one in re.split(r"[;؛]\s*(?=@)", body):
            if place := PLACE.fullmatch(one.strip()):
                yield place[1]
