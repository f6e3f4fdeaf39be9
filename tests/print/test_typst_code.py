"""HTML → Typst code: each case beside its golden file. `DALEEL_GOLDEN=1 pytest tests/print` rewrites them."""

import os
import re

import lxml.html
import pytest
from print_sample import CASES, HERE, LANGUAGES, case, library

from daleel.elements import ELEMENTS
from daleel.model import Audience
from daleel.print.edition import Matter, follow
from daleel.print.typst_code import ELEMENT_CODE, StrangerError, chapter_code, column_width, labels, parsed
from daleel.print.wording import literal, text_code

GOLDEN = HERE / "golden"
NAMES = sorted(path.name.removesuffix(".html") for path in CASES.glob("*.html"))


def code(html: str, language: str, audience: Audience = "facilitator") -> str:
    """As in the sample manual's first chapter."""
    shelf, texts = library()
    edition = shelf.publication("sample").editions[language]
    root = parsed(html, audience)
    trees = {"01-sample": root, "02-twin": parsed('<h2 id="law">x</h2>', audience)}
    matter = Matter(shelf, shelf.publication("sample"), edition, texts["sample", language], trees, audience)
    return chapter_code(root, LANGUAGES[language], "01-sample", follow(matter, "01-sample"))


@pytest.mark.parametrize("name", NAMES)
def test_each_case_gives_its_golden_code(name: str) -> None:
    stem, language = name.split(".")
    written, golden = code(case(stem, language), language) + "\n", GOLDEN / f"{name}.typ"
    if os.environ.get("DALEEL_GOLDEN"):
        golden.write_text(written, encoding="utf-8")
    assert written == golden.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert {path.name.removesuffix(".typ") for path in GOLDEN.iterdir()} == set(NAMES)


def test_every_element_has_an_entry_and_cases_in_both_directions() -> None:
    assert set(ELEMENT_CODE) == set(ELEMENTS)
    assert {f"{element}.{language}" for element in ELEMENTS for language in ("en", "ar")} <= set(NAMES)


@pytest.mark.parametrize(
    "html",
    [
        "<p>A <marquee>word</marquee></p>",
        "<aside>words</aside>",
        '<section data-element="riddle"><p>words</p></section>',
        "<section><p>words</p></section>",
    ],
)
def test_strangers_are_refused(html: str) -> None:
    with pytest.raises(StrangerError):
        code(html, "en")


INJECTIONS = [
    '"); #panic("x"); ("',
    r"\"); panic()",
    '#import "/etc/passwd"',
    "$ x $ *bold* _it_ `raw` = heading <label> @cite // comment /* */",
    '[#image("/settings.json")]',
    "\\u{41} \\n \\",
    "line\u2028separator\u0000null",
]


@pytest.mark.parametrize("text", INJECTIONS)
def test_author_text_is_one_string(text: str) -> None:
    """Nothing but one literal: quotation marks and backslashes inside are escaped."""
    assert re.fullmatch(r'"(?:[^"\\\n]|\\["\\]|\\u\{[0-9a-f]+\})*"', literal(text))


@pytest.mark.parametrize("text", INJECTIONS[:-1])
def test_author_text_keeps_its_characters(text: str) -> None:
    inner = literal(text)[1:-1]
    assert re.sub(r"\\(.)", r"\1", inner) == text


def test_participants_see_neither_answers_nor_notes_for_the_facilitator() -> None:
    for element in ("session", "facilitator"):
        assert code(case(element, "ar"), "ar", "participant") == ""
    check = code(case("check", "en"), "en", "participant")
    assert "Must a border" in check
    assert "parts.answer" not in check


def test_labels_are_told_apart_by_chapter() -> None:
    root = lxml.html.fragment_fromstring(case("text", "en"), "div")
    assert "01-sample#law" in labels(root, "01-sample")


def test_a_link_to_what_this_edition_lacks_is_plain_text() -> None:
    assert code('<p>See <a href="#gone">there</a>.</p>', "en") == 'par({"See "; "there"; "."})'


@pytest.mark.parametrize(
    ("href", "destination"),
    [
        ("#law", 'label("01-sample#law")'),
        ("daleel:sample/02-twin#law", 'label("02-twin#law")'),
        ("daleel:sample/02-twin#gone", 'label("02-twin")'),
        ("daleel:sample", 'label("01-sample")'),
        ("daleel:short", '"https://daleel.example/ar/briefs/short/"'),
        ("daleel:about#team", '"https://daleel.example/about/#team"'),
        ("mailto:desk@example.org", '"mailto:desk@example.org"'),
    ],
)
def test_links_lead_into_the_edition_or_to_an_address(href: str, destination: str) -> None:
    html = f'<h2 id="law">القانون</h2><p><a href="{href}">هنا</a></p>'
    assert f'link({destination}, "هنا")' in code(html, "ar")


def test_left_to_right_runs_are_isolated_in_right_to_left_texts() -> None:
    assert text_code("ملف PDF، 6 صفحات", LANGUAGES["ar"]) == '{"ملف "; ltr-run(true, lang: "en", "PDF"); "، 6 صفحات"}'
    assert text_code("The word دليل here", LANGUAGES["en"]) == '{"The word "; arabic-run("دليل"); " here"}'


@pytest.mark.parametrize(
    ("column", "width"),
    [
        ((1, 0, 0), "14mm"),
        ((9, 0, 0), "6.3fr"),
        ((4, 5, 6), "auto"),
        ((4, 25), "5.0fr"),
        ((0, 0), "6.3fr"),
        ((30,), "6.3fr"),
    ],
)
def test_a_column_is_as_wide_as_what_it_holds_or_is_to_hold(column: tuple[int, ...], width: str) -> None:
    assert column_width(*column) == width
