"""Every PDF of the real library and of the sample library: Arabic that machines read, languages that are what they say."""

from functools import cache
from pathlib import Path

import pikepdf
import pytest

from conftest import copy_sample

from .languages import language_of
from .library_recall import Measured, library_recall
from .printed import Print, Shelf, print_shelf
from .recall import has_pdfjs, pdfium_text

PROJECT = Path(__file__).parents[2]
SAMPLE = "sample"
PUBLICATIONS = sorted(path.parent.name for path in PROJECT.glob("*/*/publication.yml"))
READERS = ["pdftotext", "PDFium", "pdf.js"]
LEAST = {"words": 99.5, "vowelled": 99.0, "marks": 99.0, "pairs": 98.0}  # percentages of the source


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return print_shelf(PROJECT / "mkdocs.yml", tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="session")
def sample_shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder = tmp_path_factory.mktemp("sample")
    return print_shelf(copy_sample(folder / "library"), folder)


@pytest.fixture
def shelf(request: pytest.FixtureRequest) -> Shelf:
    return request.getfixturevalue("sample_shelf" if request.param == SAMPLE else "real")


@cache
def readings(shelf: Shelf, printed: Print) -> dict[str, Measured]:
    return library_recall(shelf.source(printed), printed.pdf, shelf.known(printed.edition.language.code))


def prints(shelf: Shelf, publication: str) -> list[Print]:
    return [one for one in shelf.prints if publication in (SAMPLE, one.publication)]


SHELVES = [pytest.param("real", id, id=id) for id in PUBLICATIONS] + [pytest.param(SAMPLE, SAMPLE, id=SAMPLE)]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(("shelf", "publication"), SHELVES, indirect=["shelf"])
def test_readers_get_the_words_of_the_markdown_in_order(shelf: Shelf, publication: str, reader: str) -> None:
    if reader == "pdf.js" and not has_pdfjs():
        pytest.skip("node with pdfjs-dist is not here")
    rtl = [one for one in prints(shelf, publication) if one.edition.language.rtl]
    if not rtl:
        pytest.skip(f"{publication} has no edition that runs from right to left")
    below = {one.name: short for one in rtl if (short := readings(shelf, one)[reader].below(LEAST))}
    assert not below, "\n".join(f"{name}: {line}" for name, short in below.items() for line in short)


@pytest.mark.parametrize(("shelf", "publication"), SHELVES, indirect=["shelf"])
def test_the_language_that_a_file_names_is_that_of_its_text(shelf: Shelf, publication: str) -> None:
    strings = {language.code: language.strings for language in shelf.library.languages}
    found = {one.name: language_of(pdfium_text(one.pdf), strings) for one in prints(shelf, publication)}
    assert found == {one.name: named_language(one.pdf) for one in prints(shelf, publication)}
    assert found == {one.name: one.edition.language.code for one in prints(shelf, publication)}


def named_language(pdf: Path) -> str:
    with pikepdf.open(pdf) as opened:
        return str(opened.Root.Lang)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The officer asks the victim about what happened, and writes it down.", "en"),
        ("L’enquêteur demande à la victime ce qui s’est passé et le consigne par écrit.", "fr"),
        ("يسأل المحقِّق الضحية عمّا جرى في ذلك اليوم ثم يدوّنه في المحضر.", "ar"),
        ("القانون رقم 64 لسنة 2010، من Trafficking in Persons Report of the Department of State", "en"),
    ],
)
def test_a_sentence_is_enough_to_tell_the_language(real: Shelf, text: str, code: str) -> None:
    assert language_of(text, {language.code: language.strings for language in real.library.languages}) == code
