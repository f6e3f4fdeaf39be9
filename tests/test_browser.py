"""The sample library in real Chromium: direction, width, hosts, accessibility."""

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

Until = Literal["load", "networkidle"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGES = ["", "library/", "manuals/first-contact/", "manuals/first-contact/01-listening/", "briefs/safe-return/"]
VIEWS = [(folder, page) for folder in ("", "ar/", "fr/") for page in PAGES if (folder, page) != ("fr/", PAGES[-1])]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


def opened(browser: Browser, address: str, width: int = 1280, until: Until = "load") -> tuple[Page, list[str]]:
    """The page, and what went wrong or elsewhere while it loaded."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    wrong: list[str] = []
    host = "/".join(address.split("/")[:3])
    page.on("request", lambda request: None if request.url.startswith((host, "data:")) else wrong.append(request.url))
    page.on("response", lambda answer: wrong.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)  # the policy's refusals
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(address, wait_until=until)
    return page, wrong


@pytest.mark.parametrize(("folder", "place"), VIEWS)
def test_a_page_fits_a_small_phone_and_asks_nobody_else(
    browser: Browser, address: str, folder: str, place: str
) -> None:
    page, wrong = opened(browser, address + folder + place, width=320, until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert wrong == []
    page.close()


@pytest.mark.parametrize("folder", ["", "ar/", "fr/"])
def test_direction_is_what_the_reader_sees(browser: Browser, address: str, folder: str) -> None:
    page, _ = opened(browser, address + folder + "manuals/first-contact/01-listening/")
    rtl = folder == "ar/"
    for element in ("html", "body", "article p"):
        seen = page.evaluate(f"getComputedStyle(document.querySelector('{element}')).direction")
        assert seen == ("rtl" if rtl else "ltr"), element
    assert page.evaluate("getComputedStyle(document.querySelector('article h2 ~ p')).textAlign") == "start"
    # Where the first word of the first paragraph of the text stands within it.
    left, right = page.evaluate(
        """() => {
            const paragraph = document.querySelector('article h2 ~ p');
            const range = document.createRange();
            const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
            const text = walker.nextNode();
            range.setStart(text, 0); range.setEnd(text, 3);
            const word = range.getBoundingClientRect(), box = paragraph.getBoundingClientRect();
            return [word.left - box.left, box.right - word.right];
        }"""
    )
    assert (right < left) if rtl else (left < right)
    page.close()


@pytest.mark.parametrize("folder", ["", "ar/", "fr/"])
def test_a_page_for_wrong_addresses_is_whole_in_each_language(browser: Browser, address: str, folder: str) -> None:
    page, wrong = opened(browser, f"{address}{folder}404.html", width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    assert wrong == []
    page.click(".lost .door")
    assert page.url == f"{address}{folder}library/"
    page.close()


def test_the_language_switch_leads_to_the_same_page(browser: Browser, address: str) -> None:
    page, _ = opened(browser, address + "manuals/first-contact/02-referring/")
    page.click("a[hreflang=ar]")
    assert page.url == address + "ar/manuals/first-contact/02-referring/"
    page.click("a[hreflang=fr]")
    assert page.url == address + "fr/manuals/first-contact/02-referring/"
    page.close()


@pytest.mark.parametrize(
    ("folder", "place", "scheme"),
    [*((folder, place, "light") for folder, place in VIEWS), *(("", place, "dark") for place in PAGES)],
)
def test_axe_finds_nothing(
    browser: Browser, address: str, folder: str, place: str, scheme: Literal["light", "dark"]
) -> None:
    page, _ = opened(browser, address + folder + place)
    page.emulate_media(color_scheme=scheme)
    options = {"resultTypes": ["violations"]} | ({"runOnly": ["color-contrast"]} if scheme == "dark" else {})
    for width in (1280, 390) if scheme == "light" else (1280,):
        page.set_viewport_size({"width": width, "height": 900})
        found = Axe().run(page, options=options)
        assert found.violations_count == 0, found.generate_report()
    page.close()


@pytest.mark.parametrize(("folder", "words"), [("", "victim"), ("ar/", "الضحية"), ("fr/", "victime")])
def test_the_search_works_by_keyboard_and_axe_finds_nothing_in_it(
    browser: Browser, address: str, folder: str, words: str
) -> None:
    page, wrong = opened(browser, address + folder + "library/", width=390)
    page.keyboard.press("/")
    page.keyboard.type(words)
    expect(page.locator(".search__count")).not_to_have_text("", timeout=15_000)
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    page.keyboard.press("ArrowDown")
    title = page.evaluate("document.activeElement.textContent")
    assert title == page.locator(".search__title").first.text_content()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    assert not page.locator(".search").is_visible()
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    page.wait_for_url("**/first-contact/**")
    assert wrong == []
    page.close()


def test_terms_are_asked_for_in_the_other_languages_by_their_names_there(browser: Browser, address: str) -> None:
    page, wrong = opened(browser, address)
    page.click("[data-find] >> nth=0")
    page.fill(".search__words", "witness")
    page.click("[data-others]")
    arabic = page.locator(".search__results--other [lang=ar][dir=rtl] .search__title")
    expect(arabic.first).to_be_visible()
    assert "/ar/" in str(arabic.first.get_attribute("href"))
    assert wrong == []
    page.close()


def test_filters_narrow_what_is_found(browser: Browser, address: str) -> None:
    page, _ = opened(browser, address)
    page.click("[data-find] >> nth=0")
    page.fill(".search__words", "return")
    expect(page.locator(".search__count")).not_to_have_text("")
    page.check(".search__filters [value=brief]")
    expect(page.locator(".search__title").first).to_have_attribute("href", f"{address}briefs/safe-return/")
    assert all("/briefs/" in link.get_attribute("href") for link in page.locator(".search__title").all())
    page.close()


@pytest.mark.parametrize("folder", ["", "ar/"])
def test_colours_are_chosen_and_kept(browser: Browser, address: str, folder: str) -> None:
    page, _ = opened(browser, address + folder)
    assert page.get_attribute("html", "data-scheme") == "light"
    page.click("[data-scheme-switch]")
    page.goto(address + folder + "library/")
    assert page.get_attribute("html", "data-scheme") == "dark"
    page.close()


@pytest.mark.parametrize(("folder", "place"), VIEWS)
def test_nothing_breaks_the_policy(browser: Browser, address: str, folder: str, place: str) -> None:
    page = browser.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
    page.goto(address + folder + place, wait_until="networkidle")
    assert "unsafe-inline" not in str(page.get_attribute("meta[http-equiv]", "content"))
    assert told == []
    page.close()
