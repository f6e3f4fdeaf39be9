"""A subset is the same font for its characters: every glyph stands where it stood."""

from pathlib import Path

import pytest
import uharfbuzz as harfbuzz

from daleel.epub.fonts import FEATURES
from daleel.site.fonts import SHAPING
from daleel.subset import subset

FONTS = Path(__file__).parents[1] / "overrides" / "fonts"
SAYINGS = [
    ("Amiri-Regular", "لا يُعَدُّ المجنيُّ عليهم جُناةً؛ المادة (3)، «بالغ 18 سنة»."),
    ("Amiri-Bold", "التحقيق في الاتجار بالأشخاص وتهريب المهاجرين"),
    ("IBMPlexSansArabic-Regular", "دليل تدريبي · التحقيق، 35 دقيقة"),
    ("SourceSerif4-Regular", "L’office et la traite : « difficile », ḥ ā ʿ, fi ffi."),
    ("SourceSerif4-Italic", "prima facie, Office"),
]


def shaped(font: bytes, text: str) -> list[tuple[int, int, int, int, int]]:
    """Of each glyph its character, advance and offset."""
    buffer = harfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    harfbuzz.shape(harfbuzz.Font(harfbuzz.Face(font)), buffer)
    return [
        (info.cluster, at.x_advance, at.y_advance, at.x_offset, at.y_offset)
        for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


@pytest.mark.parametrize("features", [FEATURES, SHAPING])
@pytest.mark.parametrize(("name", "text"), SAYINGS)
def test_a_subset_shapes_as_the_whole_font(name: str, text: str, features: tuple[str, ...]) -> None:
    source = FONTS / f"{name}.ttf"
    part = subset(source, map(ord, text), features)
    assert shaped(part, text) == shaped(source.read_bytes(), text)
    assert len(part) < source.stat().st_size / 2


def test_the_same_characters_give_the_same_bytes_in_any_order() -> None:
    source, text = FONTS / "Amiri-Regular.ttf", SAYINGS[0][1]
    assert subset(source, map(ord, text), FEATURES) == subset(source, map(ord, reversed(text)), FEATURES)
