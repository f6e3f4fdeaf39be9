"""The sample library as PDF: asked many questions, rendered once."""

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from types import MappingProxyType

import page as page_validation
import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from print_sample import DAY, FONTS, LANGUAGES, case, library, text

from daleel.model import Booklet, Publication
from daleel.pages import pieces
from daleel.print import Document, Pdf, PrintError, edition, render_pdf, typst_source
from daleel.print.typst_code import parsed
from daleel.text import Text

LIBRARY, TEXTS = library()
EDITIONS = [(id, code) for id in ("sample", "short") for code in LANGUAGES]
IGNORABLE = re.compile("[\u200e\u200f\u202a-\u202e\u2060-\u2069]")


def document(id: str, code: str, booklet: Booklet = "facilitator", **changed: str) -> Document:
    """`changed`: HTML in place of a chapter's, by the chapter's name with _ for -."""
    texts: dict[str, Text] = dict(TEXTS[id, code])
    for name, html in changed.items():
        texts[name.replace("_", "-")] = text(html)
    publication = LIBRARY.publication(id)
    return typst_source(LIBRARY, publication, publication.editions[code], texts, booklet)


@pytest.fixture(scope="session")
def printed() -> Callable[[str, str], Pdf]:
    done: dict[tuple[str, str], Pdf] = {}

    def pdf(id: str, code: str) -> Pdf:
        if (id, code) not in done:
            done[id, code] = render_pdf(document(id, code), DAY, LANGUAGES[code], FONTS)
        return done[id, code]

    return pdf


def page_texts(pdf: Pdf) -> list[str]:
    """As PDFium, and so Chrome, reads them: without direction marks, white space made one."""
    with pypdfium2.PdfDocument(pdf.content) as opened:
        raw = [opened[index].get_textpage().get_text_range() for index in range(len(opened))]
    return [" ".join(IGNORABLE.sub("", one).split()) for one in raw]


def whole_text(pdf: Pdf) -> str:
    return " ".join(page_texts(pdf))


def labels(pdf: Pdf) -> list[str]:
    with pikepdf.open(BytesIO(pdf.content)) as opened:
        return [str(page.label) for page in opened.pages]


@pytest.mark.parametrize(("id", "code"), EDITIONS)
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_pdf_is_accessible_and_fit_for_archives(
    printed: Callable[[str, str], Pdf], id: str, code: str, profile: str
) -> None:
    report = page_validation.validate_pdf_bytes(printed(id, code).content, profile=profile)
    assert "no failures" in str(report)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", ["explain why the first interview serves safety", "Selam agreed to the job", "Make safe", "دليل"]),
        ("ar", ["المقابلة الأولى ليست الأخيرة", "من الاتصال الأول إلى الإحالة", "UNODC"]),
        ("fr", ["Pourquoi c’est important ?", "64/2010"]),
    ],
)
def test_words_are_found(printed: Callable[[str, str], Pdf], code: str, words: list[str]) -> None:
    found = whole_text(printed("sample", code))
    assert [word for word in words if word not in found.replace("\u202f", " ")] == []


@pytest.mark.parametrize(("id", "code"), EDITIONS)
def test_what_must_be_said_is_said(printed: Callable[[str, str], Pdf], id: str, code: str) -> None:
    strings = LANGUAGES[code].strings["publication"]
    found = whole_text(printed(id, code))
    for key in ("draft", "fictional"):
        sentence = strings[key].split(".")[0]
        assert " ".join(sentence.split()) in found


@pytest.mark.parametrize("code", ["en", "ar"])
def test_front_matter_is_numbered_in_roman_and_the_text_in_arabic(
    printed: Callable[[str, str], Pdf], code: str
) -> None:
    found = labels(printed("sample", code))
    assert "iii" in found
    assert found[found.index("1") :][:3] == ["1", "2", "3"]


@pytest.mark.parametrize(("id", "code"), [(id, code) for id, code in EDITIONS if code != "fr"])
def test_it_is_known_what_begins_each_page(printed: Callable[[str, str], Pdf], id: str, code: str) -> None:
    """Not asked of tables and drawings, whose words PDFium reads in another order or not at all."""
    pdf = printed(id, code)
    said = dict(zip(labels(pdf), map(letters, page_texts(pdf)), strict=True))
    trees = {name: parsed(text.html, "facilitator") for name, text in TEXTS[id, code].items()}
    asked = 0
    for start in pdf.starts:
        (element,) = (one for one, number in pieces(trees[start.chapter]).items() if number == start.piece)
        if start.piece and element.tag != "tr" and element.find(".//img") is None:
            asked += 1
            assert letters(element.text_content())[:20] in said[start.page]
    assert asked
    heads = [start for start in pdf.starts if start.piece == 0]
    assert [start.chapter for start in heads] == list(trees)
    assert heads[0].page == "1"
    reached = {start.page for start in pdf.starts}
    assert [label for label, text in said.items() if label.isdecimal() and text and label not in reached] == []


def letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def test_marks_of_pages_do_not_change_the_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    marked = render_pdf(document("short", "ar"), DAY, LANGUAGES["ar"], FONTS)
    monkeypatch.setattr(edition, "pieces", lambda tree: {})
    bare = render_pdf(document("short", "ar"), DAY, LANGUAGES["ar"], FONTS)
    assert bare.content == marked.content
    assert bare.starts != marked.starts


@pytest.mark.parametrize("code", ["en", "ar"])
def test_chapters_begin_on_a_recto_and_the_back_cover_is_a_verso(printed: Callable[[str, str], Pdf], code: str) -> None:
    pdf = printed("sample", code)
    lead = next(iter(LIBRARY.publication("sample").editions[code].chapters)).lead
    starts = [number for number, words in enumerate(page_texts(pdf), start=1) if lead[:-1] in words]
    assert len(starts) == 2
    assert all(number % 2 for number in starts)
    assert pdf.pages % 2 == 0


@pytest.mark.parametrize(("code", "direction"), [("en", "/L2R"), ("ar", "/R2L")])
def test_pages_turn_in_the_direction_of_the_language(
    printed: Callable[[str, str], Pdf], code: str, direction: str
) -> None:
    with pikepdf.open(BytesIO(printed("sample", code).content)) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == direction
        assert str(pdf.Root.Lang).startswith(code)
        left = [float(page.mediabox[0]) for page in pdf.pages]
    assert left[0] == 0
    assert (left[1] > 0) == (direction == "/L2R")  # the window moves, and the text the other way: from the binding
    assert left[1::2] == [left[1]] * len(left[1::2])


@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_same_document_gives_the_same_bytes(printed: Callable[[str, str], Pdf], code: str) -> None:
    again = render_pdf(document("short", code), DAY, LANGUAGES[code], FONTS)
    assert again == printed("short", code)


def test_injected_code_comes_out_as_text() -> None:
    html = '<p>"); #panic("x"); #import "/x.typ" $y$ *b* \\u{41} //z</p>'
    pdf = render_pdf(document("short", "en", brief=html), DAY, LANGUAGES["en"], FONTS)
    assert '"); #panic("x"); #import "/x.typ" $y$ *b* \\u{41} //z' in whole_text(pdf)


def test_participants_get_no_answers_and_no_plans() -> None:
    pdf = render_pdf(document("sample", "en", "participant"), DAY, LANGUAGES["en"], FONTS)
    found = whole_text(pdf)
    strings = LANGUAGES["en"].strings
    assert "Must a border be crossed?" in found
    for element in ("session", "facilitator", "answer"):
        assert strings["elements"][element] not in found
    assert strings["print"]["editions"]["participant"] in found


@pytest.mark.parametrize("code", ["en", "ar"])
def test_a_long_case_breaks_and_a_short_one_does_not(code: str) -> None:
    strings = LANGUAGES[code].strings["elements"]
    filler = "<p>" + "word " * 330 + "</p>"
    short = render_pdf(
        document("short", code, brief=filler + case("case", code).replace("</section>", "<p>ZZZ</p></section>")),
        DAY,
        LANGUAGES[code],
        FONTS,
    )
    label = strings["case"].split("(")[0].strip()
    (start,) = [n for n, words in enumerate(page_texts(short)) if label in words]
    assert "ZZZ" in page_texts(short)[start]
    long = render_pdf(document("short", code, brief=case("long-case", code)), DAY, LANGUAGES[code], FONTS)
    assert long.pages > short.pages - 1 >= 1


@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_head_of_a_long_table_repeats(code: str) -> None:
    pdf = render_pdf(document("short", code, brief=case("wide", code)), DAY, LANGUAGES[code], FONTS)
    heading = re.findall("<th>(.*?)</th>", case("wide", code))[3]
    assert sum(heading in words for words in page_texts(pdf)) > 1


def test_a_glyph_that_no_font_has_is_an_error() -> None:
    with pytest.raises(PrintError):
        render_pdf(document("short", "en", brief="<p>\U00013000</p>"), DAY, LANGUAGES["en"], FONTS)


def test_no_file_lies_outside_the_document() -> None:
    sample = document("short", "en")
    files = MappingProxyType({**sample.files, "../outside.svg": b""})
    with pytest.raises(PrintError, match="outside"):
        render_pdf(replace(sample, files=files), DAY, LANGUAGES["en"], FONTS)


def test_the_script_is_chosen_by_the_language_file_not_by_its_code() -> None:
    """A fourth language takes only data: Sorani in Arabic letters, right to left."""
    arabic = LANGUAGES["ar"]
    sorani = replace(arabic, code="ckb", name="سۆرانی", locale="ckb")
    short = LIBRARY.publication("short")
    edition = replace(short.editions["ar"], language=sorani)
    publication: Publication = replace(short, editions={"ckb": edition})
    shelf = replace(LIBRARY, publications=(LIBRARY.publication("sample"), publication))
    made = typst_source(shelf, publication, edition, TEXTS["short", "ar"], "facilitator")
    assert b'"script": "arabic"' in made.files["settings.json"]  # type: ignore[operator]
