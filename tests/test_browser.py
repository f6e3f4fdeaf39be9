"""The sample library in real Chromium: direction, width, hosts, accessibility."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from conftest import served

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
OLD = "manuals/first-contact/?v=0.9"
PAGES = ["", OLD, "library/", "manuals/first-contact/", "manuals/first-contact/01-listening/", "briefs/safe-return/"]
VIEWS = [(folder, page) for folder in ("", "ar/", "fr/") for page in PAGES if (folder, page) != ("fr/", PAGES[-1])]


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


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
@pytest.mark.parametrize("width", [390, 1280])
def test_the_drawing_of_the_home_page_reaches_the_edge(browser: Browser, address: str, folder: str, width: int) -> None:
    page, _ = opened(browser, address + folder, width=width)
    box = page.locator(".hero__art").bounding_box()
    assert box
    assert box["x"] <= 0 if folder == "ar/" or width == 390 else box["x"] + box["width"] >= width
    assert box["x"] + box["width"] >= width or width == 1280
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
    page.fill(".search__words", words)  # at once: after a part of the word there would be results too
    expect(page.locator(".search__count")).not_to_have_text("", timeout=15_000)
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    page.keyboard.press("ArrowDown")
    title = page.evaluate("document.activeElement.textContent")
    assert title == page.locator(".search__title").first.text_content()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    assert not page.locator(".search").is_visible()
    page.wait_for_timeout(600)  # the browser has its own way with Escape, a moment later
    page.keyboard.press("s")
    expect(page.locator(".search__words")).to_be_focused()
    first = str(page.locator(".search__title").first.get_attribute("href"))
    page.press(".search__words", "Enter", no_wait_after=True)
    expect(page).to_have_url(first, timeout=20_000)
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
    expect(page.locator(".search__title")).to_have_count(1)
    expect(page.locator(".search__title")).to_have_attribute("href", f"{address}briefs/safe-return/")
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


NOTICES = {  # what a reader of version 0.9, of the current version 1.0, of one that never was, is told
    "": ("You hold version 0.9 of 1 October 2026.", "It is the current one.", "not in the list of versions"),
    "ar/": ("من الإصدار 0.9 (1 أكتوبر 2026)", "وهو الإصدار الحالي", "لا يرد في قائمة الإصدارات"),
    "fr/": ("Vous avez en main la version 0.9", "C’est la version actuelle.", "ne figure pas dans la liste"),
}
CHANGED = {"": "A test for before and after", "ar/": "أُضيف اختبار", "fr/": "Un test à passer"}


def notice(page: Page) -> str:
    return page.locator(".held").inner_text() if page.locator(".held").is_visible() else ""


@pytest.mark.parametrize("folder", ["", "ar/", "fr/"])
def test_who_holds_an_older_version_is_told_what_stands_and_what_changed(
    browser: Browser, address: str, folder: str
) -> None:
    page, wrong = opened(browser, f"{address}{folder}manuals/first-contact/?v=0.9", until="networkidle")
    said = notice(page)
    assert NOTICES[folder][0] in said
    assert CHANGED[folder] in said
    links = page.locator(".held a").evaluate_all("links => links.map((link) => link.href.split('/').slice(-2)[0])")
    assert links == (["1.0"] if folder == "fr/" else ["1.0", "0.9"])  # what is kept
    assert wrong == []
    page.close()


@pytest.mark.parametrize("folder", ["", "ar/", "fr/"])
@pytest.mark.parametrize(("version", "told"), [("1.0", 1), ("7.3", 2), ("<b>x</b>", 2)])
def test_who_holds_another_version_is_told_so_in_a_line(
    browser: Browser, address: str, folder: str, version: str, told: int
) -> None:
    page, _ = opened(browser, f"{address}{folder}manuals/first-contact/?v={version}", until="networkidle")
    assert NOTICES[folder][told] in notice(page)
    assert version not in notice(page) or told == 1
    assert page.locator(".held a").count() == page.locator(".held a:not(:visible)").count()
    page.close()


@pytest.mark.parametrize("folder", ["", "ar/", "fr/"])
def test_nothing_is_said_to_who_holds_no_version(browser: Browser, address: str, folder: str) -> None:
    page, _ = opened(browser, f"{address}{folder}manuals/first-contact/", until="networkidle")
    assert notice(page) == ""
    assert page.locator("script[src*=versions]").count() == 0
    page.close()


def test_a_chapter_leads_to_what_has_changed(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}ar/manuals/first-contact/01-listening/?v=0.9", until="networkidle")
    page.click(".held a >> nth=0")
    assert page.url == f"{address}ar/manuals/first-contact/?v=0.9#versions"
    page.close()


def test_the_version_held_stays_when_another_language_is_chosen(browser: Browser, address: str) -> None:
    page, _ = opened(browser, f"{address}manuals/first-contact/?v=0.9", until="networkidle")
    page.click("a[hreflang=ar]")
    page.wait_for_selector(".held:visible")
    assert page.url == f"{address}ar/manuals/first-contact/?v=0.9"
    assert NOTICES["ar/"][0] in notice(page)
    page.close()


# The sample has one publication of each kind: the manual for police in Egypt and the Sahel, the brief for the Horn.
FACETS = [("kind", "brief"), ("topic", "gender"), ("audience", "police"), ("region", "horn"), ("language", "fr")]


@pytest.mark.parametrize(("name", "value"), FACETS)
@pytest.mark.parametrize(
    ("folder", "one", "two"), [("", "1 publication", "2 publications"), ("ar/", "منشور واحد", "منشوران")]
)
def test_each_facet_narrows_counts_and_stays_in_the_address(
    browser: Browser, address: str, folder: str, one: str, two: str, name: str, value: str
) -> None:
    page, _ = opened(browser, f"{address}{folder}library/")
    assert page.inner_text(".count") == two
    page.check(f"[name={name}][value={value}]")
    assert (page.inner_text(".count"), page.locator(".card:visible").count()) == (one, 1)
    assert page.url == f"{address}{folder}library/?{name}={value}"
    page.reload()
    assert page.inner_text(".count") == one
    page.close()


def test_without_script_everything_is_listed(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}ar/library/?kind=brief")
    assert page.locator(".card:visible").count() == 2
    assert not page.locator(".facets").is_visible()
    page.goto(f"{address}ar/{OLD}")
    assert not page.locator(".held").is_visible()
    assert page.locator(".versions__entry:visible").count() == 2
    context.close()


@pytest.mark.parametrize("folder", ["", "ar/", "fr/"])
def test_forced_colours_still_show_what_is_current_and_what_has_focus(
    browser: Browser, address: str, folder: str
) -> None:
    page, _ = opened(browser, address + folder + "library/")
    page.emulate_media(forced_colors="active")
    tab = page.locator(".tabs-bar [aria-current]")
    style = "element => getComputedStyle(element)"
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    if tab.count():
        assert tab.first.evaluate(f"{style}.borderBlockEndStyle") == "solid"
    assert Axe().run(page, options={"resultTypes": ["violations"]}).violations_count == 0
    page.close()


def test_nothing_moves_for_readers_who_asked_for_that(browser: Browser, address: str) -> None:
    page, _ = opened(browser, address + "manuals/first-contact/01-listening/")
    page.emulate_media(reduced_motion="reduce")
    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter(element => {
            const style = getComputedStyle(element);
            return parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none';
        }).length"""
    )
    assert moving == 0
    page.close()


@pytest.mark.parametrize(("folder", "place"), VIEWS)
def test_at_twice_the_size_everything_is_in_view(browser: Browser, address: str, folder: str, place: str) -> None:
    """200 % on a screen of 1280 by 900 leaves a page 640 by 450."""
    page = browser.new_page(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    page.goto(address + folder + place)
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    assert page.locator("h1").first.is_visible()
    page.close()


@pytest.mark.parametrize(("folder", "place"), VIEWS)
def test_what_is_touched_is_large_enough(browser: Browser, address: str, folder: str, place: str) -> None:
    """WCAG 2.2, 2.5.8: 24 by 24 pixels, but for links in running text and where there is room around."""
    page, _ = opened(browser, address + folder + place, width=390)
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, summary, input, .header a, .languages a, .tabs a, .door, .download')]
            .filter(element => element.checkVisibility({ visibilityProperty: true }))
            .map(element => [element, (element.closest('label') ?? element).getBoundingClientRect()])
            .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
            .map(([element, box]) => `${element.outerHTML.slice(0, 90)} ${box.width} ${box.height}`)"""
    )
    assert small == []
    page.close()
