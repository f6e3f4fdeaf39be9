"""Citations as files, read back by others' parsers."""

import json
from dataclasses import replace
from datetime import date

import pybtex.database
import pytest
import rispy
from site_sample import LANGUAGES, LIBRARY

from daleel.site.references import bibtex, csl_json, ris
from daleel.site.works import Work, work

EN, AR, FR = LANGUAGES
WATER = LIBRARY.publication("water")
BOOKS = {code: work(LIBRARY, WATER, code) for code in ("en", "ar", "fr")}
REPORT = work(LIBRARY, LIBRARY.publication("rain"), "en")
HOSTILE = [
    'He said "stop"',
    "50 % of $1 & #2_x ~ ^",
    r"C:\new {one} brace } and { more",
    "@book{evil, title={x}}",
    "two\nlines\r\nTY  - JOUR",
    "a bell \x07 and a page \x0c",
    "</script><script>alert(1)</script>",
    "لا تعاقبوا الضحايا {أبدًا} 100 %",
]


def hostile(title: str) -> Work:
    return work(LIBRARY, replace(WATER, editions={"en": replace(WATER.editions["en"], title=title)}), "en")


def read_bibtex(written: str) -> pybtex.database.Entry:
    (entry,) = pybtex.database.parse_string(written, "bibtex").entries.values()
    return entry


def as_tex_prints(text: str) -> str:
    for code, sign in (
        (r"\textbackslash{}", "\\"),
        (r"\textbraceleft{}", "\x01"),
        (r"\textbraceright{}", "\x02"),
        (r"\textasciitilde{}", "~"),
        (r"\textasciicircum{}", "^"),
        *((f"\\{sign}", sign) for sign in "&%$#_"),
    ):
        text = text.replace(code, sign)
    return text.replace("{", "").replace("}", "").replace("\x01", "{").replace("\x02", "}")


@pytest.mark.parametrize("code", BOOKS)
def test_a_manual_is_a_manual_to_bibtex(code: str) -> None:
    entry = read_bibtex(bibtex(BOOKS[code]))
    assert entry.type == "manual"
    assert entry.key == f"daleel-water-{code}"
    folder = "" if code == "en" else f"{code}/"
    assert entry.fields["url"] == f"https://example.org/daleel/{folder}manuals/water/?v=1.2"
    assert entry.fields["organization"] == BOOKS[code].language.strings["site"]["name"]
    assert entry.fields["langid"] == {"en": "english", "ar": "arabic", "fr": "french"}[code]
    assert entry.fields["version"] == "1.2"
    assert (entry.fields["date"], entry.fields["month"]) == ("2026-10-12", "October")
    assert as_tex_prints(entry.fields["title"]) == BOOKS[code].title


def test_a_brief_is_a_report() -> None:
    entry = read_bibtex(bibtex(REPORT))
    assert (entry.type, entry.fields["institution"], entry.fields["type"]) == ("techreport", "Daleel", "Policy brief")
    assert rispy.loads(ris(REPORT))[0]["type_of_reference"] == "RPRT"
    assert json.loads(csl_json(REPORT))[0]["type"] == "report"


@pytest.mark.parametrize("title", HOSTILE)
def test_no_title_breaks_out_of_its_field(title: str) -> None:
    shown = " ".join(title.replace("\x07", " ").split())
    entry = read_bibtex(bibtex(hostile(title)))
    assert as_tex_prints(entry.fields["title"]) == shown
    (read,) = rispy.loads(ris(hostile(title)))
    assert (read["title"], read["type_of_reference"]) == (shown, "BOOK")
    assert json.loads(csl_json(hostile(title)))[0]["title"] == shown


def test_authors_are_who_is_named_or_else_the_house() -> None:
    assert [str(one) for one in read_bibtex(bibtex(BOOKS["ar"])).persons["author"]] == ["Mona"]
    nobody = replace(BOOKS["ar"], persons=())
    assert [str(one) for one in read_bibtex(bibtex(nobody)).persons["author"]] == ["{دليل}"]
    assert rispy.loads(ris(nobody))[0]["authors"] == ["دليل"]
    assert json.loads(csl_json(nobody))[0]["author"] == [{"literal": "دليل"}]


@pytest.mark.parametrize("name", ["Ministry of Law and Order", "Hassan, Mona", "AND", "Mona {the} Hassan"])
def test_bibtex_takes_no_name_for_two(name: str) -> None:
    two = replace(BOOKS["en"], persons=(name, "Amina Yusuf"))
    _, second = read_bibtex(bibtex(two)).persons["author"]
    assert second.last_names == ["Yusuf"]


def test_csl_says_all_that_a_style_asks_for() -> None:
    (item,) = json.loads(csl_json(BOOKS["ar"]))
    assert item == {
        "id": "daleel-water-ar",
        "type": "book",
        "title": "الماء والآبار",
        "author": [{"literal": "Mona"}],
        "issued": {"date-parts": [[2026, 10, 12]]},
        "version": "1.2",
        "genre": "دليل تدريبي",
        "publisher": "دليل",
        "language": "ar",
        "URL": "https://example.org/daleel/ar/manuals/water/?v=1.2",
        "abstract": "الماء والآبار.",
    }


def test_numbers_of_books_are_told_where_they_are_given() -> None:
    numbered = replace(BOOKS["fr"], isbn="978-3-16-148410-0", doi="10.5555/a_b", date=date(2026, 1, 2))
    entry = read_bibtex(bibtex(numbered))
    assert (entry.fields["isbn"], entry.fields["doi"]) == ("978-3-16-148410-0", "10.5555/a_b")
    (read,) = rispy.loads(ris(numbered))
    assert (read["issn"], read["doi"], read["date"]) == ("978-3-16-148410-0", "10.5555/a_b", "2026/01/02/")
    (item,) = json.loads(csl_json(numbered))
    assert (item["ISBN"], item["DOI"]) == ("978-3-16-148410-0", "10.5555/a_b")


def test_every_line_of_ris_is_a_tag_and_a_value() -> None:
    lines = ris(BOOKS["fr"]).split("\r\n")
    assert lines[0] == "TY  - BOOK"
    assert lines[-2:] == ["ER  - ", ""]
    assert all(line[2:6] == "  - " for line in lines[:-1])
