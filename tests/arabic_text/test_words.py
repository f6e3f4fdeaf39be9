"""The spelling of words: one character a glyph, the logical order turned round."""

import re

import pikepdf
import pytest

from daleel.print.arabic_text.content import Cluster, Glyph, PlacedShow, show_of
from daleel.print.arabic_text.fonts import EmbeddedFont, Part
from daleel.print.arabic_text.words import (
    Atom,
    Speller,
    number,
    share_out,
    trailing_marks,
)

ALEF, BEH, SPACE, FATHA, LAM_ALEF, STOP, FOUR = range(1, 8)


@pytest.fixture
def font() -> EmbeddedFont:
    widths = {ALEF: 200.0, BEH: 600.0, SPACE: 250.0, FATHA: 0.0, LAM_ALEF: 501.0, STOP: 180.0, FOUR: 500.0}
    text = {ALEF: "ا", BEH: "ب", SPACE: " ", FATHA: "َ", LAM_ALEF: "لا", STOP: ".", FOUR: "4"}
    return EmbeddedFont(pikepdf.Dictionary(), widths, text, True, next_code=10)


def spelt(font: EmbeddedFont, *clusters: Cluster, keep_marks: bool = True) -> list[Atom]:
    return Speller(font, keep_marks).atoms([PlacedShow(0, show_of(font, clusters))])


def cluster(text: str, *glyphs: tuple[int, float, float]) -> Cluster:
    return Cluster(tuple(Glyph(*glyph) for glyph in glyphs), text)


def characters(font: EmbeddedFont, atom: Atom) -> str:
    """What the atom's glyphs stand for, from left to right."""
    codes = "".join(re.findall("<([0-9A-F]*)>", atom.operand))
    return "".join(font.text[int(codes[i : i + 4], 16)] for i in range(0, len(codes), 4))


def test_plain_letters_stay_the_glyphs_they_are(font: EmbeddedFont) -> None:
    (atom,) = spelt(font, cluster("ب", (BEH, 0, 0)), cluster("ا", (ALEF, 600, 0)))
    assert (atom.operand, atom.width) == ("<00020001>", 800)


def test_a_letter_with_a_mark_is_an_empty_mark_and_one_drawn_glyph(font: EmbeddedFont) -> None:
    (atom,) = spelt(font, cluster("بَ", (FATHA, 280, 90), (BEH, 0, 0)))
    assert characters(font, atom) == "َب"
    by_character = {glyph.character: glyph for glyph in font.added}
    assert (by_character["َ"].parts, by_character["َ"].advance) == ((), 0)
    assert (by_character["ب"].parts, by_character["ب"].advance) == ((Part(FATHA, 280, 90), Part(BEH, 0, 0)), 600)


def test_a_ligatures_letters_share_its_width(font: EmbeddedFont) -> None:
    (atom,) = spelt(font, cluster("لا", (LAM_ALEF, 0, 0)))
    assert characters(font, atom) == "ال"
    assert [(glyph.advance, len(glyph.parts)) for glyph in font.added] == [(250, 1), (251, 0)]


def test_a_kern_within_a_word_goes_into_the_advance(font: EmbeddedFont) -> None:
    (atom,) = spelt(font, cluster("ا", (ALEF, 0, 0)), cluster("ب", (BEH, 120, 0)))
    assert "-" not in atom.operand
    assert [glyph.advance for glyph in font.added] == [120]


def test_spaces_part_words(font: EmbeddedFont) -> None:
    atoms = spelt(font, cluster("ا", (ALEF, 0, 0)), cluster(" ", (SPACE, 200, 0)), cluster("ب", (BEH, 450, 0)))
    assert [(atom.x, atom.is_space) for atom in atoms] == [(0, False), (200, True), (450, False)]


def test_marks_alone_are_drawn(font: EmbeddedFont) -> None:
    (atom,) = spelt(font, cluster("َّ", (FATHA, 0, 0)))
    assert characters(font, atom) == "َّ"[::-1]
    assert sum(len(glyph.parts) for glyph in font.added) == 1


def test_a_mark_behind_a_stop_gets_a_direction_of_its_own(font: EmbeddedFont) -> None:
    (atom,) = spelt(font, cluster(".", (STOP, 0, 0)), cluster("بَ", (FATHA, 460, 90), (BEH, 180, 0)))
    assert characters(font, atom) == "\u200f.\u200fَب"


def test_a_number_and_a_run_s_last_stop_are_parted_from_what_follows(font: EmbeddedFont) -> None:
    four, stop = cluster("4", (FOUR, 0, 0)), cluster(".", (STOP, 0, 0))
    (atom,) = spelt(font, four, stop, four)
    assert characters(font, atom) == "\u200f4.4"
    (atom,) = spelt(font, stop, four)
    assert characters(font, atom) == "\u200f.\u200f4"


def test_marks_may_stand_where_chrome_passes_over_them(font: EmbeddedFont) -> None:
    (atom,) = spelt(font, cluster("بَ", (FATHA, 280, 90), (BEH, 0, 0)), keep_marks=False)
    assert re.fullmatch(r"<>\]TJ\[<[0-9A-F]{4}>\]TJ\[<[0-9A-F]{4}>", atom.operand)


@pytest.mark.parametrize(("text", "marks"), [("ب", 0), ("بَ", 1), ("بَّ", 2), ("لَا", 0), ("", 0)])
def test_marks_of_the_last_letter_are_counted(text: str, marks: int) -> None:
    assert trailing_marks(text) == marks


@pytest.mark.parametrize(("advance", "letters", "shares"), [(501, 2, [251, 250]), (500, 1, [500]), (0, 3, [0, 0, 0])])
def test_shares_add_up(advance: int, letters: int, shares: list[int]) -> None:
    assert share_out(advance, letters) == shares


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0"), (-0.00001, "0"), (12.5, "12.5"), (1 / 3, "0.3333"), (100.0, "100")]
)
def test_numbers_are_short(value: float, text: str) -> None:
    assert number(value) == text
