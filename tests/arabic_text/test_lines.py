"""Which blocks of a page are written as one."""

from collections.abc import Sequence

import pikepdf
import pytest

from daleel.print.arabic_text.baselines import Line, baseline_pt
from daleel.print.arabic_text.content import Block, Cluster, Glyph, PlacedShow, show_of
from daleel.print.arabic_text.fonts import EmbeddedFont
from daleel.print.arabic_text.lines import Directions, runs

FONT = EmbeddedFont(
    pikepdf.Dictionary(), {1: 1000.0, 2: 1000.0, 3: 1000.0}, {1: "ب", 2: "x", 3: "7"}, True, next_code=10
)
CLIP = b"q 0 0 9 9 re W n"
DRAWING = b"/Artifact BMC\nq 0 0 m S\nQ\nEMC"


def block(x_pt: float, y_pt: float = 100, *, code: int = 1, size_pt: float = 10, colour: bytes = b" 0 scn") -> Block:
    """One letter, as wide as it is high."""
    show = show_of(FONT, (Cluster((Glyph(code, 0, 0),), FONT.text[code]),), 1000)
    return Block(b"", b"", b"1 0 0 -1", x_pt, y_pt, colour, b"0 Tr/f0", FONT, size_pt, (PlacedShow(0, show),))


def shape(parts: Sequence[bytes | Block], *, kin: bool = True) -> list[bytes | list[float]]:
    """Each run as the places of its blocks."""
    directions = Directions([part for part in parts if isinstance(part, Block)], rtl_weight=4)
    found = runs(parts, directions, lambda a, b: kin)
    return [run if isinstance(run, bytes) else [part.x_pt for part in run] for run in found]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([block(10), block(20)], [[10, 20]]),  # touch
        ([block(10), block(20, 101)], [[10, 20]]),  # a raised letter
        ([block(20), block(10)], [[10, 20]]),  # goes on to the left
        ([block(10), block(80)], [[10], [80]]),  # cells
        ([block(10, 100), block(10, 80)], [[10], [10]]),  # lines
        ([block(10), block(20, colour=b" 1 scn")], [[10], [20]]),  # another colour
        ([block(10), block(20, size_pt=9)], [[10], [20]]),  # another size
        ([block(10), DRAWING, block(20)], [DRAWING, [10, 20]]),  # an underline
        ([block(10), DRAWING, block(80)], [[10], DRAWING, [80]]),  # a cell's line
        ([block(10), CLIP, block(20)], [[10], CLIP, [20]]),  # the graphics state changes
    ],
)
def test_blocks_that_touch_are_one_run(parts: Sequence[bytes | Block], expected: list[bytes | list[float]]) -> None:
    assert shape(parts) == expected


def test_blocks_of_different_elements_stay_apart() -> None:
    assert shape([block(10), block(20)], kin=False) == [[10], [20]]


@pytest.mark.parametrize(("rtl_weight", "expected"), [(4, [True, False, True]), (1, [False, False, False])])
def test_a_line_runs_the_way_of_most_of_its_letters_and_without_letters_the_way_of_the_text(
    rtl_weight: int, expected: list[bool]
) -> None:
    blocks = [block(10), block(30, code=2), block(50, code=2), block(10, 50, code=2), block(10, 20, code=3)]
    directions = Directions(blocks, rtl_weight)
    assert [directions.rtl(y_pt) for y_pt in (100, 50, 20)] == expected


@pytest.mark.parametrize(
    ("y_pt", "size_pt", "expected"),
    [
        (104, 6, 100),  # a footnote mark
        (97, 9, 100),  # a label in the side column
        (110, 6, 110),  # further off
        (104, 13, 104),  # as large as the line itself
    ],
)
def test_small_text_beside_a_line_gets_its_baseline(y_pt: float, size_pt: float, expected: float) -> None:
    assert baseline_pt([block(10, y_pt, size_pt=size_pt)], [Line(100, 13), Line(60, 13)]) == expected
