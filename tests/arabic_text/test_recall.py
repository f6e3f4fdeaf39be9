"""What readers give back of the manual; and that the measure itself tells good from bad."""

import pytest

from .conftest import Manual
from .recall import Recall, compared, has_pdfjs, recall, table, words

READERS = ["pdftotext", "PDFium", "pdf.js"]


@pytest.fixture(scope="session")
def measured(manual: Manual) -> dict[str, Recall]:
    return recall(manual.blocks, manual.after)


@pytest.mark.parametrize("reader", READERS)
def test_readers_get_the_manual_in_order(measured: dict[str, Recall], reader: str) -> None:
    if reader == "pdf.js" and not has_pdfjs():
        pytest.skip("node with pdfjs-dist is not here")
    figures = measured[reader]
    assert (
        figures.words >= 99.5,
        figures.vowelled >= 99,
        figures.marks >= 98,
        figures.pairs >= 98,
        figures.reversed,
    ) == (
        True,
        True,
        True,
        True,
        0,
    ), table(measured)


def test_the_measure_sees_what_typst_alone_gives(manual: Manual) -> None:
    figures = recall(manual.blocks, manual.before)["PDFium"]
    assert figures.words < 95
    assert figures.pairs < 90
    assert figures.reversed > 0


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("كتاب مفتوح", (100, 100, 0)),
        ("مفتوح كتاب", (100, 0, 0)),  # words in another order
        ("كتاب", (50, 0, 0)),
        ("باتك حوتفم", (0, 0, 2)),  # letters turned round
        ("كـتاب\u200f مفتوح", (100, 100, 0)),  # what a reader passes over
    ],
)
def test_words_order_and_reversal_are_told_apart(found: str, expected: tuple[float, float, int]) -> None:
    figures = compared([words("كتاب مفتوح")], words(found))
    assert (figures.words, figures.pairs, figures.reversed) == expected


def test_a_lost_mark_counts_only_where_marks_are_compared() -> None:
    figures = compared([words("مُحقّق")], words("محقّق"))
    assert (figures.words, figures.vowelled, figures.marks) == (100, 100, 0)


def test_presentation_forms_are_read_as_letters() -> None:
    assert words("ﻛﺘﺎﺏ") == ["كتاب"]
