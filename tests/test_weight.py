"""What the real library costs a reader with a weak line: bytes as a server with gzip sends them, images apart."""

import gzip
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from conftest import served
from test_browser import FLAGS

FIRST_VIEW = {"": 150_000, "fr/": 150_000, "ar/": 200_000}
SECOND_PAGE, FIRST_SEARCH = 30_000, 200_000
BRIEFS = ["tip-or-som", "follow-the-money"]
COMPRESSED = {".woff2", ".pagefind", ".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter"}
IMAGES = {".svg", ".png", ".jpg", ".webp"}


class Measuring:
    """A browser at a site; what it asks for is weighed."""

    def __init__(self, site: Path, browser: Browser, address: str) -> None:
        self.site, self.address = site, address
        self.context: BrowserContext = browser.new_context(viewport={"width": 390, "height": 844})
        self.page = self.context.new_page()
        self.asked: set[str] = set()
        self.page.on("request", lambda request: self.asked.add(request.url.split("#")[0]))

    def weight_of_new(self, seen: set[str]) -> int:
        return sum(weight(self.site, urlsplit(url).path) for url in self.asked - seen)


def weight(site: Path, path: str) -> int:
    file = site / unquote(path).lstrip("/")
    file = file / "index.html" if file.is_dir() else file
    if file.suffix in IMAGES:
        return 0
    data = file.read_bytes()
    return len(data) if file.suffix in COMPRESSED else len(gzip.compress(data, 6))


@pytest.fixture(scope="module")
def measuring(library_site: Path) -> Iterator[partial[Measuring]]:
    with served(library_site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield partial(Measuring, library_site, browser, address)
        browser.close()


@pytest.mark.parametrize("folder", FIRST_VIEW)
@pytest.mark.parametrize("brief", BRIEFS)
def test_a_brief_is_light_and_the_page_after_it_lighter(measuring: partial[Measuring], folder: str, brief: str) -> None:
    reader = measuring()
    reader.page.goto(f"{reader.address}{folder}briefs/{brief}/", wait_until="networkidle")
    first = reader.weight_of_new(set())
    seen = set(reader.asked)
    reader.page.goto(f"{reader.address}{folder}library/", wait_until="networkidle")
    second = reader.weight_of_new(seen)
    print(f"{folder}{brief}: first view {first}, second page {second}")
    assert first <= FIRST_VIEW[folder]
    assert second <= SECOND_PAGE
    reader.context.close()


@pytest.mark.parametrize(("folder", "words"), [("", "consent"), ("ar/", "الضحية"), ("fr/", "l’enquête financière")])
def test_a_first_search_is_light(measuring: partial[Measuring], folder: str, words: str) -> None:
    reader = measuring()
    reader.page.goto(f"{reader.address}{folder}", wait_until="networkidle")
    seen = set(reader.asked)
    reader.page.keyboard.press("/")
    reader.page.fill(".search__words", words)
    expect(reader.page.locator(".search__count")).not_to_have_text("", timeout=15_000)
    found = reader.weight_of_new(seen)
    print(f"{folder}: first search {found}, {len(reader.asked - seen)} requests")
    assert found <= FIRST_SEARCH
    reader.context.close()
