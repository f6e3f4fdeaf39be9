"""Baselines: what stands on a right-to-left line a little higher or lower gets the baseline of the line.

Footnote marks and side labels are drawn where they were, but by glyphs that are raised in themselves. Otherwise
PDFium, which sorts from left to right only what has one baseline, puts a mark before its line and a label behind.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from daleel.print.arabic_text.content import Block
from daleel.print.arabic_text.lines import Directions
from daleel.print.arabic_text.runs import height_pt

REACH = 0.5  # of the line's font size


class Line(NamedTuple):
    y_pt: float
    size_pt: float


def text_lines(runs: Iterable[bytes | Sequence[Block]], directions: Directions) -> list[Line]:
    """The right-to-left lines of a page, once each."""
    found = {
        Line(height_pt(run), run[0].size_pt): None
        for run in runs
        if not isinstance(run, bytes)
        and run[0].upright
        and any(block.rtl for block in run)
        and directions.rtl(height_pt(run))
    }
    return list(found)


def baseline_pt(run: Sequence[Block], lines: Iterable[Line]) -> float:
    """The baseline of the nearest line of larger text within reach, else the run's own."""
    y_pt, size_pt = height_pt(run), run[0].size_pt
    if not run[0].upright or not run[0].font.can_grow:
        return y_pt
    near = [line for line in lines if line.size_pt > size_pt and abs(line.y_pt - y_pt) < REACH * line.size_pt]
    return min(near, key=lambda line: abs(line.y_pt - y_pt)).y_pt if near else y_pt
