"""The booklet of a manual's handouts and checklists."""

import json
import re

import msgspec
import page as page_validation
import pytest
from print_sample import DAY, FONTS, LANGUAGES, case, text
from test_pdf import LIBRARY, document, page_texts

from daleel.press import booklets
from daleel.print import Pdf, render_pdf
from daleel.print.typst_code import collapsed, handouts, parsed

STATED = {
    "en": ("The rule is older.", "Ask first.", "Ask again.", "Protocol, art. 3.", "Law 64."),
    "ar": ("القاعدة أقدم.", "اسأل أولًا.", "اسأل ثانية.", "البروتوكول، المادة 3.", "القانون المصري."),
}


def mark(note: int, nth: int) -> str:
    return f'<sup><a data-note="{note}" id="ref-{nth}" href="#note-{note}">{note}</a></sup>'


def noted(code: str) -> str:
    """A chapter whose body cites both notes, and two sheets that cite the second."""
    body, first, second, one, other = STATED[code]
    sheets = "".join(
        f'<section data-element="checklist"><ul data-tasks="1"><li data-done="false">{words}{mark(2, nth)}</li></ul>'
        "</section>"
        for nth, words in enumerate((first, second), start=3)
    )
    notes = f'<section data-notes="1"><ol><li id="note-1">{one}</li><li id="note-2">{other}</li></ol></section>'
    return f"<p>{body}{mark(1, 1)}{mark(2, 2)}</p>{sheets}{notes}"


@pytest.fixture(scope="module", params=["en", "ar"])
def printed(request: pytest.FixtureRequest) -> tuple[str, Pdf]:
    code = str(request.param)
    return code, render_pdf(document("sample", code, "handouts"), DAY, LANGUAGES[code], FONTS)


def letters(text: str) -> str:
    """PDFium mirrors quotation marks and moves full stops after digits in right-to-left lines."""
    return " ".join(re.findall(r"[^\W\d_]+", text))


def words_of(html: str) -> str:
    return collapsed(parsed(html, "facilitator"))


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_it_is_accessible_and_fit_for_archives(printed: tuple[str, Pdf], profile: str) -> None:
    assert "no failures" in str(page_validation.validate_pdf_bytes(printed[1].content, profile=profile))


def test_it_holds_the_sheets_and_not_the_body(printed: tuple[str, Pdf]) -> None:
    code, pdf = printed
    found = letters(" ".join(page_texts(pdf)))
    for name in ("checklist", "handout"):
        cells = re.findall("<(?:li[^>]*|header|p|td|th)>([^<]+)</", case(name, code))
        assert [cell for cell in cells if letters(cell) not in found] == []
    for name in ("keypoint", "case", "facilitator", "exercise"):
        paragraph = re.findall("<p>.*?</p>", case(name, code))[0]
        assert letters(words_of(paragraph)[:30]) not in found


def test_each_sheet_has_a_page_with_its_chapter_above_its_title(printed: tuple[str, Pdf]) -> None:
    code, pdf = printed
    first, *sheets, imprint = page_texts(pdf)
    strings = LANGUAGES[code].strings
    edition = LIBRARY.publication("sample").editions[code]
    titles = [
        words_of(case(name, code).split("</header>")[0].split("<header>")[1]) for name in ("checklist", "handout")
    ]
    chapters = [strings["publication"]["chapter"].format(n=chapter.number) for chapter in edition.chapters]
    expected = [(chapter, title) for chapter in chapters for title in titles]
    assert len(sheets) == len(expected)
    for page, (chapter, title) in zip(sheets, expected, strict=True):
        assert page.index(chapter) < page.index(title)
    assert all(title in first for title in titles)
    assert strings["print"]["editions"]["handouts"] in first
    assert strings["publication"]["draft"].split(".")[0] in imprint


@pytest.mark.parametrize("code", ["en", "ar"])
def test_notes_come_along_numbered_anew_on_each_sheet(code: str) -> None:
    changed = {"01_sample": noted(code), "02_twin": "<p>—</p>"}
    pdf = render_pdf(document("sample", code, "handouts", **changed), DAY, LANGUAGES[code], FONTS)
    body, first, second, one, other = STATED[code]
    found = page_texts(pdf)
    assert len(found) == 4
    for page, words in zip(found[1:3], (first, second), strict=True):
        assert letters(words) in letters(page)
        assert re.search(f"1 ?{re.escape(other[:-1])}", page)
    assert [words for words in (body, one) if letters(words) in letters(" ".join(found))] == []
    contents = LANGUAGES[code].strings["publication"]["contents"]
    assert contents not in found[0]  # two sheets need no list


def test_facilitators_words_are_taken_out_of_a_sheet_and_sheets_out_of_their_notes() -> None:
    sheet = '<section data-element="handout"><header>A</header><p>B</p>{}</section>'
    note = '<section data-element="facilitator">{}</section>'
    html = sheet.format(note.format("<p>C</p>")) + note.format("<p>D</p>" + sheet.format(sheet.format("")))
    assert [collapsed(tree) for tree in handouts(html)] == ["AB", "ABAB"]


@pytest.mark.parametrize(
    ("written", "made"),
    [("h2 h3 h4 h2", "h3 h4 h4 h3"), ("h3 h4 h3", "h3 h4 h3"), ("h4 h4", "h3 h3"), ("h4 h3", "h3 h3"), ("", "")],
)
def test_headings_of_a_sheet_stand_below_its_title(written: str, made: str) -> None:
    headings = "".join(f"<{tag}>x</{tag}>" for tag in written.split())
    (tree,) = handouts(f'<section data-element="handout"><header>A</header>{headings}<p>B</p></section>')
    assert [element.tag for element in tree[0] if element.tag not in ("header", "p")] == made.split()


def test_a_sheet_s_link_leads_to_another_part_of_itself_or_to_the_website() -> None:
    html = (
        '<h2 id="law">Law</h2><section data-element="handout"><header>A</header><h3 id="act">Act</h3>'
        '<p><a href="#act">x</a><a href="#law">y</a><a href="daleel:sample/02-twin#law">z</a></p></section>'
    )
    source = document("sample", "en", "handouts", **{"01_sample": html}).source
    assert 'link(label("01-sample/1#act"), "x"); "y"; ' in source
    assert 'link("https://daleel.example/manuals/sample/02-twin/#law", "z")' in source


def test_it_is_printed_in_black_on_loose_sheets() -> None:
    made = document("sample", "en", "handouts")
    assert not made.bound
    settings = json.loads(made.files["settings.json"])  # type: ignore[arg-type]
    assert (settings["bound"], settings["copied"]) == (False, True)


def test_a_manual_without_handouts_has_no_such_booklet() -> None:
    manual, brief = LIBRARY.publication("sample"), LIBRARY.publication("short")
    plain = text(case("text", "en"))
    with_sheet = msgspec.structs.replace(plain, elements=("case", "checklist"))
    assert booklets(manual, [plain]) == ("participant", "facilitator")
    assert booklets(manual, [plain, with_sheet]) == ("participant", "facilitator", "handouts")
    assert booklets(brief, [with_sheet]) == ("participant",)
