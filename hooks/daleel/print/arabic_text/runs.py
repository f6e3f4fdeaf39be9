"""A right-to-left run, written so that poppler, PDFium and pdf.js read it in order.

* Within a segment only word spaces move the pen; glyphs stand from left to right.
* Segments are written in logical order, right to left, wherever pdf.js would mix up what one of them held; the space
  between two is a span of its own: ActualText " " over [space][U+034F, empty]. Only so does pdf.js keep a space
  where the text jumps back to the left.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from daleel.print.arabic_text.content import (
    Block,
    Cluster,
    Glyph,
    PlacedShow,
    Show,
    show_of,
    wrapped,
)
from daleel.print.arabic_text.fonts import EmbeddedFont, Part
from daleel.print.arabic_text.latin import origin, space_show, text_object_start
from daleel.print.arabic_text.words import PEN_MOVES, Atom, Speller, is_mark, number

STRING = re.compile("<((?:[0-9A-F]{4})*)>")
STOPS = ".:،؛؟!»)]"
SPACE_SEEN_TWICE = 550  # over a wider gap, space included, pdf.js sees a second space
GAP_LEAST = 130  # below 102, pdf.js does not take a gap for a space within its text
MARK_GAP_MOST = 70  # from 102 on, pdf.js takes it for a second space, behind a word's last mark
MARK_WIDTH = 10  # so far left of its letter a mark is shown that must stand apart
STEP = 20  # advances change by multiples of it, so that few glyphs are added


@dataclass(frozen=True)
class Before:
    """The run that was written before, as far as the next one must know it."""

    left_pt: float
    y_pt: float
    spaced: bool  # it ends with a space or an opening bracket
    number: bool  # it ends with a digit


def write_run(
    run: Sequence[Block], y_pt: float, speller: Speller, before: Before | None, *, apart: bool
) -> tuple[bytes, Before]:
    """run: from left to right. Its text stands in the first block; the others stay, empty, for the structure tree.

    Apart: in a span of its own, so that pdf.js does not turn round the left-to-right line that it stands in.
    """
    first, font = run[0], run[0].font
    shows = on_one_line(run, y_pt)
    atoms = speller.atoms(with_whole_clusters(font, shows))
    if needs_space(before, first, y_pt, atoms, shows):
        atoms.append(space_after(font, atoms[-1]))
    written = "".join(segment_code(segment, first) for segment in reversed(segments(atoms, font)))
    text_object = text_object_start(first, y_pt) + (f"/Span BMC{written}\nEMC" if apart else written) + "\nET\nQ"
    empty = b"".join(block.head + b" EMC" for block in run[1:] if first.mcid is not None)
    return wrapped(first.head, text_object.encode("ascii")) + empty, Before(
        first.x_pt + atoms[0].x * first.em_pt, y_pt, atoms[0].is_space, ends_in_digit(shows[0].show)
    )


def ends_in_digit(show: Show) -> bool:
    """The leftmost show of a run; a number's last digit stands at its right end."""
    number = re.match(r"[\d.,:/،٫٬+-]*", "".join(cluster.text for cluster in show.clusters))
    return number is not None and number[0][-1:].isdecimal()


def height_pt(run: Sequence[Block]) -> float:
    """The baseline of most of the run."""
    votes: Counter[float] = Counter()
    for block in run:
        votes[block.y_pt] += len(block.shows) if block.wide else 0
    return votes.most_common(1)[0][0]


def on_one_line(run: Sequence[Block], y_pt: float) -> list[PlacedShow]:
    """The run's shows from the first block's origin, at one height."""
    shows = []
    for block in run:
        dx, dy = (block.x_pt - run[0].x_pt) / block.em_pt, round((block.y_pt - y_pt) / block.em_pt)
        shows += [PlacedShow(dx + x, raised(block.font, show, dy)) for x, show in block.shows]
    return shows


def raised(font: EmbeddedFont, show: Show, dy: int) -> Show:
    if dy == 0:
        return show
    return show_of(
        font, tuple(Cluster(tuple(Glyph(g.code, g.x, dy) for g in glyphs), text) for glyphs, text in show.clusters)
    )


def with_whole_clusters(font: EmbeddedFont, shows: Sequence[PlacedShow]) -> list[PlacedShow]:
    """Marks that stand in another show than their letter come to their letter; both bear the cluster's text."""
    if all(show.open_text is None for _, show in shows):
        return list(shows)
    whole: list[PlacedShow] = []
    for placed in shows:
        x, show = placed
        if whole and whole[-1].show.open_text == show.clusters[0].text:
            marks_x, marks = whole.pop()
            shift = x - marks_x
            letters = [
                Cluster(tuple(Glyph(g.code, g.x + shift, g.y) for g in glyphs), text) for glyphs, text in show.clusters
            ]
            joined = Cluster(marks.clusters[-1].glyphs + letters[0].glyphs, letters[0].text)
            placed = PlacedShow(marks_x, show_of(font, (*marks.clusters[:-1], joined, *letters[1:])))
        whole.append(placed)
    return whole


def needs_space(
    before: Before | None, first: Block, y_pt: float, atoms: Sequence[Atom], shows: Sequence[PlacedShow]
) -> bool:
    """Must a space part the run from the one before, further right on its line? (pdf.js: cells, list labels.)"""
    return (
        before is not None
        and abs(before.y_pt - y_pt) < 0.35 * first.size_pt
        and before.left_pt - atoms[-1].end * first.em_pt - first.x_pt > 0.1 * first.size_pt
        and not before.spaced
        and not atoms[-1].is_space
        and first.font.space is not None
        and shows[-1].show.clusters[-1].text[:1] not in STOPS
    )


def space_after(font: EmbeddedFont, atom: Atom) -> Atom:
    space = font.space or 0
    return Atom(atom.end, font.widths[space], f"<{space:04X}>", is_space=True)


def segments(atoms: Sequence[Atom], font: EmbeddedFont) -> list[list[Atom]]:
    """The atoms cut at the spaces that must be written apart, each of which is a segment of its own."""
    letters = [i for i, atom in enumerate(atoms) if not atom.is_space]
    inner = range(letters[0], letters[-1]) if letters else range(0)
    cut: list[list[Atom]] = [[]]
    for i, atom in enumerate(atoms):
        if not atom.is_space:
            cut[-1].append(atom)
            continue
        following = atoms[i + 1] if i in inner else None
        start = min(atom.x, cut[-1][-1].end) if cut[-1] else atom.x
        if following is None or following.x - start > SPACE_SEEN_TWICE:
            cut += [[atom], []]
            continue
        if cut[-1]:
            cut[-1][-1] = fitted(cut[-1][-1], following, font)
            atom = fitted_space(cut[-1][-1], atom, following, font)
        cut[-1].append(atom)
    return [segment for segment in cut if segment]


def fitted(word: Atom, following: Atom, font: EmbeddedFont) -> Atom:
    """The word with an advance that leaves a gap before the following word that pdf.js takes for one space."""
    gap = following.x - word.end
    extra = max(0, steps(gap - MARK_GAP_MOST)) if following.leading_marks else min(0, steps(gap - GAP_LEAST))
    if extra == 0 or word.is_space:
        return word
    code = font.widened(int(word.operand[-5:-1], 16), extra)
    return word._replace(width=word.width + extra, operand=f"{word.operand[:-5]}{code:04X}>")


def steps(length: float) -> int:
    """The length as whole steps, rounded down."""
    return int(length // STEP * STEP)


def fitted_space(word: Atom, space: Atom, following: Atom, font: EmbeddedFont) -> Atom:
    """The space; where a kern draws the following word over it (IBM Plex Sans Arabic), one as wide as the gap."""
    gap = round(following.x - word.end)
    if following.x > space.end - PEN_MOVES or gap <= 0 or font.space is None:
        return space
    return Atom(word.end, gap, f"<{font.widened(font.space, gap - round(font.widths[font.space])):04X}>", is_space=True)


def segment_code(segment: Sequence[Atom], block: Block) -> str:
    first = segment[0]
    if len(segment) == 1 and first.is_space:
        return space_show(block, first.x, int(first.operand[1:-1], 16))
    marks = leading_marks(first, block.font)
    if not marks:
        return show(segment, block)
    letter = first._replace(operand=f"<{marks.letter:04X}{first.operand[5 + 4 * first.leading_marks :]}")
    return show([letter, *segment[1:]], block) + marks_show(marks, first.x, block)


def show(segment: Sequence[Atom], block: Block) -> str:
    return f" {origin(segment[0].x, block)}[{joined_operands(segment)}]TJ"


class LeadingMarks(NamedTuple):
    """The leftmost letter of a segment apart from its marks."""

    letter: int
    marks: tuple[int, ...]  # from left to right
    parts: tuple[Part, ...]  # what draws them, from the letter's origin


def leading_marks(first: Atom, font: EmbeddedFont) -> LeadingMarks | None:
    """None: there are none, or the font draws them in the letter's own glyph."""
    string = STRING.match(first.operand)
    codes = code_list(string[1])[: first.leading_marks + 1] if string else []
    if first.leading_marks == 0 or len(codes) <= first.leading_marks:
        return None
    *marks, code = codes
    glyph = font.of_code.get(code)
    if glyph is None or len(glyph.parts) < 2 or not all(is_mark(font.text[mark]) for mark in marks):
        return None
    *parts, letter = glyph.parts
    return LeadingMarks(font.add(glyph.character, (letter,), glyph.advance), tuple(marks), tuple(parts))


def code_list(hexadecimal: str) -> list[int]:
    return [int(hexadecimal[i : i + 4], 16) for i in range(0, len(hexadecimal), 4)]


def marks_show(leading: LeadingMarks, x: float, block: Block) -> str:
    """The marks of a segment's leftmost letter, shown after the segment.

    pdf.js compares only letters with what it read last: marks before the first one would end up on the line before.
    PDFium leaves out what draws nothing, so the first mark draws them all. The span makes pdf.js end its text item.
    """
    leftmost, *others = leading.marks
    parts = tuple(part._replace(dx=part.dx + MARK_WIDTH) for part in leading.parts)
    drawn = block.font.add(block.font.text[leftmost], parts, MARK_WIDTH)
    codes = "".join(f"{code:04X}" for code in (drawn, *others))
    return f"/Span BMC {origin(x - MARK_WIDTH, block)}<{codes}>Tj\nEMC"


def joined_operands(segment: Sequence[Atom]) -> str:
    pen, operands = segment[0].x, ""
    for atom in segment:
        if abs(pen - atom.x) > PEN_MOVES:
            operands, pen = operands + number(pen - atom.x), atom.x
        operands, pen = operands + atom.operand, pen + atom.width
    return operands.replace("><", "").replace("<>", "").replace("[]TJ", "")
