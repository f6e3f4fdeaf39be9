"""The library of a language, unpacked and opened from a disk in real Chromium; and the chapters' own PDFs."""

import json
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import lxml.html
import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
import zxingcpp
from playwright.sync_api import Browser, Page, sync_playwright

from daleel.offline import Order, write_bundle
from daleel.offline.pages import Folder, offline_page
from daleel.offline.search import classic_script
from test_browser import FLAGS

LANGUAGES = {"en": "", "ar": "ar/", "fr": "fr/"}
SOUGHT = {"en": "safety", "ar": "السلامة", "fr": "sécurité"}
CHAPTERS = ("how-to-use", "01-listening", "02-referring", "test")
WEB = "https://sample.example/"


@pytest.fixture(scope="module")
def unpacked(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    for code in LANGUAGES:
        with zipfile.ZipFile(site / f"downloads/library-{code}.zip") as archive:
            archive.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


def opened(browser: Browser, file: Path) -> tuple[Page, list[str]]:
    """The page without internet, and what went wrong or elsewhere in it."""
    context = browser.new_context(offline=True)
    page, wrong = context.new_page(), []
    elsewhere = ("file:", "data:")
    page.on("request", lambda one: None if one.url.startswith(elsewhere) else wrong.append(one.url))
    page.on("requestfailed", lambda one: wrong.append(f"failed: {one.url}"))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if line.type in ("error", "warning") else None)
    page.goto(file.as_uri())
    return page, wrong


def existing(page: Page, selector: str) -> Path:
    """The file that the link leads to."""
    path = Path(page.locator(selector).first.evaluate("link => decodeURIComponent(new URL(link.href).pathname)"))
    assert path.is_file(), path
    return path


@pytest.mark.parametrize("code", LANGUAGES)
def test_everything_is_reached_from_the_first_page(browser: Browser, unpacked: Path, code: str) -> None:
    page, wrong = opened(browser, unpacked / f"daleel-{code}" / "index.html")
    assert page.evaluate("document.documentElement.lang") == code
    page.click(".card--manual h3 a")
    assert page.url.endswith("/manuals/first-contact/index.html")
    with pikepdf.open(existing(page, ".download")) as pdf:
        assert str(pdf.Root.Lang).startswith(code)
    page.click(".course__chapter a[href*='01-listening']")
    page.locator("h1").wait_for()
    page.click(".brand")
    assert page.url == (unpacked / f"daleel-{code}" / "index.html").as_uri()
    assert wrong == []
    page.context.close()


@pytest.mark.parametrize("code", LANGUAGES)
def test_search_finds_a_word_and_leads_to_its_section(browser: Browser, unpacked: Path, code: str) -> None:
    page, wrong = opened(browser, unpacked / f"daleel-{code}" / "index.html")
    page.click("[data-find] >> visible=true")
    page.fill(".search__words", SOUGHT[code])
    section = page.locator(".search__sections a").first
    section.click()
    page.wait_for_url("**#*")
    assert page.url.startswith((unpacked / f"daleel-{code}").as_uri())
    id = page.url.partition("#")[2]
    assert page.locator(f"[id='{id}']").is_visible()
    assert wrong == []
    page.context.close()


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_catalogue_is_narrowed_and_search_stays_in_the_language(
    browser: Browser, unpacked: Path, code: str
) -> None:
    page, wrong = opened(browser, unpacked / f"daleel-{code}" / "index.html")
    page.click(".hero__doors .door >> nth=0")
    page.check(".facets input[value=brief]")
    page.click("[data-find] >> visible=true")
    page.fill(".search__words", SOUGHT[code])
    page.locator(".search__page").first.wait_for()
    assert page.locator("[data-others]").is_hidden()
    assert wrong == []
    page.context.close()


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_link_leads_out_unmarked_or_astray(unpacked: Path, code: str) -> None:
    folder = unpacked / f"daleel-{code}"
    pages = sorted(folder.rglob("*.html"))
    assert len(pages) > 5
    for path in pages:
        root = lxml.html.parse(path, lxml.html.HTMLParser(encoding="utf-8")).getroot()
        for element, _, target, _ in root.iterlinks():
            name = target.partition("#")[0].partition("?")[0]
            if ":" not in target and name:
                assert (path.parent / name).is_file(), (path, target)
            elif element.tag == "a" and target.startswith(WEB):
                assert "external" in element.get("rel"), target
        assert not root.xpath("//*[@crossorigin] | //*[@data-online]")
    assert not any(f"library-{code}.zip" in path.read_text(encoding="utf-8") for path in pages)


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_holds_its_language_and_no_other(unpacked: Path, code: str) -> None:
    names = [
        path.relative_to(unpacked / f"daleel-{code}").as_posix() for path in unpacked.glob(f"daleel-{code}/**/*.*")
    ]
    index = {name.split("/")[-1].split("_")[0].removeprefix("pagefind.") for name in names if ".pf_" in name}
    assert index == {code}
    assert [name for name in names if name.endswith(".pdf") and not name.endswith(f"-{code}.pdf")] == []
    assert [name for name in names if name.endswith((".epub", ".docx", ".zip"))] == []
    assert len([name for name in names if "first-contact" in name and name.endswith(".pdf")]) == 3
    readme = (unpacked / f"daleel-{code}" / "README.txt").read_text(encoding="utf-8-sig")
    assert f"daleel-{code}" in readme
    assert WEB in readme


def test_the_library_page_and_the_catalogue_tell_its_size(site: Path) -> None:
    listed: list[dict[str, Any]] = json.loads((site / "catalogue.json").read_bytes())["offline"]
    assert [one["language"] for one in listed] == list(LANGUAGES)
    for one in listed:
        assert (site / one["path"]).stat().st_size == one["bytes"]
        with zipfile.ZipFile(site / one["path"]) as archive:
            assert sum(name.endswith(".pdf") for name in archive.namelist()) == one["pdfs"]
        page = (site / LANGUAGES[one["language"]] / "library/index.html").read_text(encoding="utf-8")
        facts = lxml.html.fromstring(page).xpath("string(//*[@data-online]/span)")
        assert "ZIP" in facts
        assert str(one["pdfs"]) in facts
        assert "daleel-offline-facts" not in page


def test_the_same_site_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    copies = []
    for name in ("one", "two"):
        shutil.copytree(site, tmp_path / name)
        home, brief = "ar/", "ar/briefs/safe-return/"
        order = Order(tmp_path / name, "ar", (home, brief), (), WEB, "اقرأ\n", date(2026, 5, 1))
        copies.append((tmp_path / name / write_bundle(order).path).read_bytes())
    assert copies[0] == copies[1]
    other = replace(order, readme="غير ذلك\n")
    assert (tmp_path / "two" / write_bundle(other).path).read_bytes() != copies[0]


@pytest.mark.parametrize(
    ("target", "written"),
    [
        ("../../", "../../../index.html"),
        ("../../?kind=manual#top", "../../../index.html?kind=manual#top"),
        ("../other/", "../other/index.html"),
        ("#here", "#here"),
        ("../../../", WEB),
        ("../../../manuals/a/#s", f"{WEB}manuals/a/#s"),
        ("../../../assets/a.css", "../../../assets/a.css"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("https://else.example/", "https://else.example/"),
    ],
)
def test_links_of_a_page_in_the_folder(tmp_path: Path, target: str, written: str) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/a.css").write_text("")
    pages = {
        "ar/": "index.html",
        "ar/briefs/a/": "ar/briefs/a/index.html",
        "ar/briefs/other/": "ar/briefs/other/index.html",
    }
    folder = Folder(tmp_path, WEB, pages, frozenset())
    html = f'<!doctype html><html data-root="../../../"><body><a href="{target}">x</a></body></html>'.encode()
    page = offline_page(html, "ar/briefs/a/", folder)
    root = lxml.html.document_fromstring(page.content)
    assert root.get("data-root") == "../../../"
    assert root.xpath("//a/@href") == [written]


def test_a_pagefind_of_another_make_is_refused() -> None:
    with pytest.raises(ValueError, match="exports"):
        classic_script('const a=1;export default a;import("x")')


# --- A chapter by itself ----------------------------------------------------------------------------------------------


def chapter_pdf(site: Path, code: str, name: str) -> Path:
    return site / f"downloads/first-contact/chapters/{name}-{code}.pdf"


@pytest.mark.parametrize(("code", "folder"), LANGUAGES.items())
def test_a_chapters_pdf_tells_what_it_is_and_leads_back(site: Path, code: str, folder: str) -> None:
    path = chapter_pdf(site, code, "02-referring")
    address = f"{WEB}{folder}manuals/first-contact/02-referring/?v=1.0"
    with pypdfium2.PdfDocument(path) as pdf:
        found = [one.text for one in zxingcpp.read_barcodes(pdf[len(pdf) - 1].render(scale=2).to_pil())]
    assert found == [address]
    with pikepdf.open(path) as opened_pdf:
        links = [
            str(note.A.URI)
            for page in opened_pdf.pages
            for note in page.get("/Annots", [])
            if "/A" in note and "/URI" in note.A
        ]
    assert f"{WEB}{folder}manuals/first-contact/01-listening/#safety-comes-first" in links


@pytest.mark.parametrize(("code", "folder"), LANGUAGES.items())
def test_pages_name_the_chapters_pdfs(site: Path, code: str, folder: str) -> None:
    manual = site / folder / "manuals/first-contact"
    (link,) = lxml.html.parse(manual / "01-listening/index.html").xpath(
        "//*[@class='tools']//a[contains(@href, '/chapters/')]/@href"
    )
    assert (manual / "01-listening" / link).resolve() == chapter_pdf(site, code, "01-listening").resolve()
    listed = lxml.html.parse(manual / "index.html").xpath("//a[@class='course__pdf']/@href")
    assert [(manual / one).resolve() for one in listed] == [
        chapter_pdf(site, code, name).resolve() for name in CHAPTERS
    ]
