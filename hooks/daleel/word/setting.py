"""Words and paragraphs as Word sets them: runs of one script each, direction, styles."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.ns import qn

from daleel import typography
from daleel.model import Language
from daleel.word import look
from daleel.word.draft import Draft
from daleel.word.links import Follow
from daleel.word.look import TEXT_WIDTH
from daleel.word.markup import Node, local, paragraph_properties, run, text, w

ARABIC_RUN = re.compile(
    "([\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]+(?:[ \u00a0][\u0600-\u06ff]+)*)"
)
LRM, RLM = "\u200e", "\u200f"


@dataclass(frozen=True)
class Marks:
    """How words are set."""

    styles: tuple[str, ...] = ()  # of characters; a run can name only one, the others are set beside it
    properties: tuple[tuple[str, str], ...] = ()  # name and value, "" without one
    direction: str = ""  # "" for the language's
    language: str = ""  # BCP 47; "" for the document's


@dataclass(frozen=True)
class Surroundings:
    """What a chapter's markup depends on beside its tree."""

    language: Language
    draft: Draft
    chapter: str  # its name or its sheet's, with which the names of its bookmarks begin
    follow: Follow
    image: Callable[[str], bytes]  # a figure's file as PNG or JPEG
    parts: Mapping[str, "BlockMarkup"]  # by element
    characters: Mapping[str, list[Node]]  # properties of each character style
    notes: Mapping[str, Node]  # by id, the li of each note
    again: frozenset[str]  # ids of notes that are marked more than once
    numbers: dict[str, int]  # the last "figure" and "table"; of notes by id
    part: Part  # where relationships of links are kept
    style: str = "Normal"  # of paragraphs
    indent: int = 0  # of paragraphs whose style has none
    level: int = 0  # of the next list
    width: int = TEXT_WIDTH
    roomy: bool = False  # to be written on

    @property
    def strings(self) -> Mapping[str, str]:
        found: Mapping[str, str] = self.language.strings["elements"]
        return found


InlineMarkup: TypeAlias = Callable[[Node, Surroundings, Marks], Iterator[Node]]
BlockMarkup: TypeAlias = Callable[[Node, Surroundings], Iterator[Node]]


# Runs


def words(written: str, around: Surroundings, marks: Marks) -> Iterator[Node]:
    """Runs of one script each: by run Word chooses font, size and direction."""
    if around.language.rtl:
        rtl = marks.direction != "ltr"
        if written:
            yield word_run(written if rtl else guarded(written), around, marks, rtl)
        return
    if marks.direction == "rtl":
        yield word_run(written, around, marks, True)
        return
    for nth, piece in enumerate(ARABIC_RUN.split(written)):  # every other one is Arabic
        if piece:
            yield word_run(piece, around, marks, bool(nth % 2))


def guarded(written: str) -> str:
    """Kept in order where it begins or ends in digits or signs: LibreOffice goes by characters, not by runs."""
    before = "" if written[0].isalpha() else LRM
    return f"{before}{written}{'' if written[-1].isalpha() else LRM}"


def turned_back() -> Node:
    """After a left-to-right run: else signs and numbers behind it would follow its direction."""
    return run(text(RLM), properties=[w("rtl")])


def word_run(written: str, around: Surroundings, marks: Marks, rtl: bool) -> Node:
    return run(text(written), properties=properties_of(around, marks, rtl))


def properties_of(around: Surroundings, marks: Marks, rtl: bool) -> Iterator[Node]:
    for nth, style in enumerate(marks.styles):
        if nth == 0:
            yield w("rStyle", val=style)
        else:
            yield from (w(local(one), **_attributes(one)) for one in around.characters[style])
    for name, value in marks.properties:
        yield w(name, **({"val": value} if value else {}))
    if rtl:
        yield w("rtl")
        if marks.language or not around.language.rtl:
            yield w("lang", bidi=marks.language or look.OTHER_ARABIC)
    elif marks.language:
        yield w("lang", val=marks.language)


def _attributes(property: Node) -> dict[str, str]:
    return {str(name).rpartition("}")[2]: str(value) for name, value in property.attrib.items()}


def say(written: str, around: Surroundings, marks: Marks | None = None) -> Iterator[Node]:
    """A text without markup, typeset as its language asks."""
    marks = marks or Marks()
    if not around.language.rtl:
        yield from words(typography.spaced(written, around.language), around, marks)
        return
    for piece, ltr in typography.runs(written):
        yield from words(piece, around, replace(marks, direction="ltr") if ltr else marks)
        if ltr:
            yield turned_back()


def hyperlink(target: str, content: Iterable[Node], part: Part) -> Node:
    """`target`: "#" and a bookmark, or an address."""
    if target.startswith("#"):
        return w("hyperlink", *content, anchor=target[1:], history=1)
    element = w("hyperlink", *content, history=1)
    element.set(qn("r:id"), part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    return element


# Paragraphs


def paragraph(around: Surroundings, content: Iterable[Node], *properties: Node, style: str = "") -> Node:
    named = style or around.style
    own = [] if named == "Normal" else [w("pStyle", val=named)]
    if around.language.rtl:
        own.append(w("bidi"))
    if around.indent and not style:
        own.append(w("ind", left=around.indent))
    return w("p", paragraph_properties([*own, *properties]), *content)


def add(target: Node, *properties: Node) -> None:
    """Properties to a paragraph."""
    old = target.find(qn("w:pPr"))
    target.replace(old, paragraph_properties([*old, *properties]))


def gap(around: Surroundings, *properties: Node) -> Node:
    """Word joins two tables that touch, and a cell must end in a paragraph."""
    return paragraph(around, [], *properties, style="DaleelGap")


def trim(target: Node) -> None:
    """White space as HTML has it: none at the ends of a line."""
    pieces = [one for one in target.iter(qn("w:t"), qn("w:br"), qn("w:p"), qn("w:drawing"), qn("w:tab"))][1:]
    for nth, piece in enumerate(pieces):
        if piece.tag == qn("w:t") and _within_code(piece) is False:
            before = pieces[nth - 1] if nth else None
            if before is None or before.tag == qn("w:br") or (before.text or "").endswith(" "):
                piece.text = (piece.text or "").lstrip(" ")
            if nth + 1 == len(pieces) or pieces[nth + 1].tag == qn("w:br"):
                piece.text = (piece.text or "").rstrip(" ")


def _within_code(piece: Node) -> bool:
    return any(
        one.get(qn("w:val")) == "DaleelCode" for one in next(piece.iterancestors(qn("w:p"))).iter(qn("w:pStyle"))
    )
