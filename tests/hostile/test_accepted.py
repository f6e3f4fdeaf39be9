"""Hostile words that a text may hold: they are printed as they stand, and nothing that is made of them acts.

hostile/library holds them in every field that authors fill; here its strings get some, too.
"""

import shutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Any
from zipfile import ZipFile

import markdown
import pytest
from hostile_sample import CODES, copy_hostile
from hostile_scan import SCANS, pdf_text, scan, scanned
from jinja2 import Environment, FileSystemLoader
from lxml import etree
from markupsafe import Markup
from playwright.sync_api import sync_playwright

from conftest import SAMPLE, built, once, served
from daleel import side_by_side, single, wording
from daleel.citations import named
from daleel.model import Format, Source
from daleel.preview import sight
from daleel.print import wording as print_wording
from daleel.read import read_library
from daleel.settings import read_settings
from daleel.site import termbase
from daleel.word import markup

SHOWN = "<script>alert(1)</script>"
MANUAL = "hostile-words"
CODE = '" + "daleel6x7is" + str(6*7) + "'


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    return once("hostile", tmp_path_factory, worker_id, lambda folder: built(copy_hostile(folder / "library")))


@pytest.fixture
def hostile(hostile_site: Path, tmp_path: Path) -> Path:
    """Its mkdocs.yml, without anything that was made earlier."""
    return copy_hostile(tmp_path / "library")


def test_nothing_that_is_made_of_hostile_words_acts(hostile_site: Path) -> None:
    assert list(scanned(hostile_site)) == []
    assert {path.suffix for path in hostile_site.rglob("*")} >= SCANS.keys() - {
        ".xhtml",
        ".opf",
    }  # those are in e-books


@pytest.mark.parametrize("code", CODES)
def test_hostile_words_can_be_read_as_they_stand(hostile_site: Path, code: str) -> None:
    folder = hostile_site / "downloads" / MANUAL
    page = hostile_site / ("" if code == "en" else code) / "manuals" / MANUAL / "01-words/index.html"
    with ZipFile(folder / f"{MANUAL}-{code}.docx") as package:
        document = etree.fromstring(package.read("word/document.xml"))
    with ZipFile(folder / f"{MANUAL}-{code}.epub") as package:
        chapter = etree.fromstring(package.read("EPUB/01-words.xhtml"))
    for text in (
        page.read_text(encoding="utf-8").replace("&lt;", "<").replace("&gt;", ">"),
        "".join(document.itertext()),
        "".join(chapter.itertext()),
        pdf_text((folder / f"{MANUAL}-{code}.pdf").read_bytes()) if code == "en" else SHOWN,  # else in drawing order
    ):
        assert SHOWN in text


@pytest.mark.parametrize(("address", "code"), [("", "en"), ("ar/", "ar")])
def test_no_browser_runs_hostile_words(hostile_site: Path, address: str, code: str) -> None:
    """Without the policy of each page, which would hide what is wrong."""
    with served(hostile_site) as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_context(bypass_csp=True, service_workers="block").new_page()
        wrong: list[str] = []
        page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda asked: None if asked.url.startswith(host) else wrong.append(asked.url))
        page.on("response", lambda answer: None if answer.status < 400 else wrong.append(answer.url))
        for name in ("", "library/", "glossary/", "problems/", f"manuals/{MANUAL}/", f"manuals/{MANUAL}/01-words/"):
            page.goto(host + address + name, wait_until="networkidle")
        page.locator("[data-find]").click()
        page.locator(".search__words").fill("alert")
        page.locator(".search__results a").first.wait_for()
        browser.close()
    assert wrong == []


SOURCES = [
    '"><script>alert(1)</script> &lt; R & D',
    "A [law](javascript:x) of `<b>`",
    "# 1",
    "1. A law",
    "- A law",
    "A law\n\n/// note\nx\n///",
    "قانون <b>\n\n# رقم 1",
]


@pytest.mark.parametrize("address", ["", "https://x.example/?a='b'"])
@pytest.mark.parametrize("title", SOURCES)
def test_a_source_is_named_as_it_is_written(title: str, address: str) -> None:
    language = read_library(SAMPLE, read_settings(SAMPLE / "mkdocs.yml"))[0].language("en")
    source = Source("law", {"en": title}, {}, {}, "", "", "", address, "law")
    made = etree.fromstring(markdown.markdown(named(source, language)))
    assert "".join(made.itertext()) == " ".join(title.split())
    assert [one.attrib for one in made.iter("a")] == ([{"href": address}] if address else [])


def test_what_is_shown_to_authors_does_not_act_either(hostile: Path) -> None:
    seen = sight.look(hostile)
    for address, place in seen.addresses.items():
        assert list(scan(f"{address}.html", sight.page(seen, place).encode())) == []
    (pair,) = side_by_side.read_pairs(hostile, f"manuals/{MANUAL}/01-words.ar.md")
    assert list(scan("x.docx", side_by_side.docx(pair))) == []


# --- Each defence taken out -------------------------------------------------------------------------------------------


def everywhere(monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str, instead: Any) -> None:
    """Also where the function was imported by its name."""
    own = getattr(module, name)
    for one in list(sys.modules.values()):
        if one.__name__.startswith("daleel") and getattr(one, name, None) is own:
            monkeypatch.setattr(one, name, instead)


def found_in(config: Path, format: Format, code: str) -> list[str]:
    name, content = single.make(config, single.Wish(MANUAL, code, "facilitator", format))
    return list(scan(name, content))


@pytest.mark.parametrize("code", CODES)
def test_without_its_literals_a_pdf_runs_a_text(hostile: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = print_wording.literal

    def bare(text: str) -> str:
        return f'"{text}"' if text == CODE else real(text)

    everywhere(monkeypatch, print_wording, "literal", bare)
    assert any("code was run" in one for one in found_in(hostile, "pdf", code))


@pytest.mark.parametrize("code", CODES)
def test_without_text_nodes_a_word_file_gets_a_field(hostile: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = markup.text

    def written_out(written: str, tag: str = "t") -> Any:
        if not written.strip("\u200e").startswith("<w:fldSimple"):
            return real(written, tag)
        space = markup.w("t").nsmap["w"]
        return etree.fromstring(f'<w:t xmlns:w="{space}">{written}</w:t>')

    everywhere(monkeypatch, markup, "text", written_out)
    assert any("a field: [" in one for one in found_in(hostile, "docx", code))


@pytest.mark.parametrize("code", CODES)
def test_without_escapes_an_e_book_breaks_or_acts(hostile: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    everywhere(monkeypatch, wording, "typeset", lambda text, _: Markup(text))
    assert found_in(hostile, "epub", code) != []


def test_without_escapes_pages_act(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def bare(overrides: Path) -> Environment:
        return Environment(loader=FileSystemLoader([overrides, Path(sight.__file__).parent]))

    monkeypatch.setattr(sight, "_environment", bare)
    seen = sight.look(hostile)
    for code in CODES:
        place = next(place for place in seen.addresses.values() if place.language == code)
        assert any("onload on" in one for one in scan("x.html", sight.page(seen, place).encode()))


def test_without_apostrophes_cells_are_formulas(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(termbase, "harmless", str)
    library, _ = read_library(hostile.parent, read_settings(hostile))
    found = list(scan("x.csv", termbase.as_csv(library)))
    assert any("=HYPERLINK" in one for one in found)
    assert any("=الضحية" in one for one in found)


ACTING = {
    ".html": [
        b"<p onclick=x>",
        b"<script>x</script>",
        b"<a href='java&#115;cript:x'>",
        b"<img src=//x.example>",
        b"<base href=x>",
    ],
    ".xhtml": [b"<p><script/></p>", b"<p", b"<p><img src='https://x.example'/></p>"],
    ".svg": [b"<svg><set/></svg>", b"<svg fill='url(//x)'/>", b"<?xml-stylesheet href='x'?><svg/>"],
    ".opf": [b"<package onload='x'/>"],
    ".tbx": [b"<tbx><iframe/></tbx>"],
    ".xml": [b"<feed><title type='html'>x</title></feed>", b"<feed><link href='javascript:x'/></feed>"],
    ".csv": [b"id,=1", b"id,x;=1", "id,＝1".encode()],
    ".ris": [b"TY  - BOOK\nUR  - x\nER  - \nTY  - BOOK\n"],
    ".bib": [b"@manual{x,\n  title = {\\input{x}},\n}", b"@manual{x,\n  title = {}, url = {{x}},\n}"],
}


@pytest.mark.parametrize("ending", ACTING)
def test_the_scans_see_what_acts(ending: str) -> None:
    assert [one for one in ACTING[ending] if not list(scan(f"x{ending}", one))] == []
