"""Fonts that grow, seen by a library of fonts that is not ours."""

from io import BytesIO

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from daleel.print.arabic_text import sfnt
from daleel.print.arabic_text.fonts import (
    EmbeddedFont,
    Part,
    read_to_unicode,
    read_widths,
    to_unicode,
    without_controls,
)

from .corpus import FONTS

AMIRI = FONTS / "Amiri-Regular.ttf"
CMAP = b"begincmap\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n2 beginbfchar\n<0001> <0628>\n<0002> <0627>\nendbfchar\nendcmap"


@pytest.fixture(scope="module")
def grown() -> TTFont:
    tables = sfnt.read_tables(AMIRI.read_bytes())
    beh, fatha = (TTFont(AMIRI).getGlyphID(name) for name in ("uni0628", "uni064E"))
    glyphs = [sfnt.Composite([sfnt.Component(fatha, 10, 20), sfnt.Component(beh, 0, 0)], 777), sfnt.Composite([], 0)]
    return TTFont(BytesIO(sfnt.font_file(sfnt.with_composites(tables, glyphs))), checkChecksums=2)


def test_added_glyphs_stand_behind_the_fonts_own(grown: TTFont) -> None:
    own = TTFont(AMIRI)
    count = own["maxp"].numGlyphs
    assert grown["maxp"].numGlyphs == count + 2
    names = own.getGlyphOrder()
    assert all(
        grown["hmtx"].metrics[a] == own["hmtx"].metrics[b] for a, b in zip(grown.getGlyphOrder(), names, strict=False)
    )


def test_a_composite_is_drawn_from_its_parts(grown: TTFont) -> None:
    name = grown.getGlyphOrder()[-2]
    glyph = grown["glyf"][name]
    assert [(part.x, part.y) for part in glyph.components] == [(10, 20), (0, 0)]
    box = (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax)
    glyph.recalcBounds(grown["glyf"])
    assert box == (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax)
    assert grown["hmtx"][name] == (777, glyph.xMin)


def test_a_glyph_of_no_parts_is_empty(grown: TTFont) -> None:
    assert grown["glyf"][grown.getGlyphOrder()[-1]].numberOfContours == 0


def test_a_font_is_written_as_it_was_read() -> None:
    tables = sfnt.read_tables(AMIRI.read_bytes())
    again = sfnt.read_tables(sfnt.font_file(tables))
    assert {tag: data for tag, data in again.items() if tag != "head"} == {
        tag: data for tag, data in tables.items() if tag != "head"
    }


def test_the_same_glyph_is_added_once() -> None:
    font = EmbeddedFont(pikepdf.Dictionary(), {1: 500.0}, {1: "ب"}, True, next_code=10)
    parts = (Part(1, 0, 0),)
    assert [font.add("ب", parts, 500), font.add("َ"), font.add("ب", parts, 500)] == [10, 11, 10]
    assert font.text[font.widened(1, 60)] == "ب"
    assert font.widths[font.widened(font.widened(1, 60), -20)] == 540


def test_a_font_holds_no_more_than_its_codes_can_name() -> None:
    font = EmbeddedFont(pikepdf.Dictionary(BaseFont=pikepdf.Name("/Amiri")), {}, {}, True, next_code=0x10000)
    with pytest.raises(ValueError, match="Amiri"):
        font.add("َ")


def test_widths_come_one_by_one_and_in_ranges() -> None:
    widths = read_widths(pikepdf.Dictionary(DW=600, W=pikepdf.Array([1, pikepdf.Array([10, 20]), 5, 6, 30])))
    assert [widths[code] for code in (1, 2, 3, 5, 6)] == [10, 20, 600, 30, 30]


def test_a_character_map_grows() -> None:
    text = dict(read_to_unicode(CMAP))
    assert text == {1: "ب", 2: "ا"}
    assert dict(read_to_unicode(to_unicode(CMAP, {**text, **{code: "َ" for code in range(10, 300)}}))) == {
        **text,
        **{code: "َ" for code in range(10, 300)},
    }


@pytest.mark.parametrize(("filed", "text"), [(" \u2066", " "), ("\u202bا", "ا"), ("\u200f", "\u200f"), ("لا", "لا")])
def test_controls_of_direction_are_taken_from_what_a_code_stands_for(filed: str, text: str) -> None:
    assert without_controls(filed) == text
