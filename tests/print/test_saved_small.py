"""A file with many object streams stays small: in a third of all files one of them ends badly at first."""

import random
from io import BytesIO

import pikepdf
import pytest

from daleel.print.arabic_text.streams import MISTAKABLE, written
from daleel.print.compile import saved_small


def long_pdf(seed: int) -> pikepdf.Pdf:
    chance, pdf = random.Random(seed), pikepdf.new()
    pdf.Root["/ViewerPreferences"] = pikepdf.Dictionary()
    for _ in range(12):
        page = pdf.add_blank_page()
        numbers = [pdf.make_indirect(pikepdf.Array([chance.random()])) for _ in range(2500)]
        page.obj["/Numbers"] = pikepdf.Array(numbers)
    return pdf


@pytest.mark.parametrize("seed", range(6))
def test_it_keeps_its_object_streams_and_none_ends_badly(seed: int) -> None:
    content = saved_small(long_pdf(seed))
    assert b"/ObjStm" in content
    assert MISTAKABLE not in content
    assert content == saved_small(long_pdf(seed))
    assert len(pikepdf.open(BytesIO(content)).pages) == 12


def test_some_of_these_end_badly_at_first() -> None:
    assert any(MISTAKABLE in written(long_pdf(seed), pikepdf.ObjectStreamMode.generate) for seed in range(6))
