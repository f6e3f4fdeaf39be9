"""What a reader does with a text, in real Chromium: notes, definitions, addresses, the facilitator's parts, a report."""

from typing import Any
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

import test_browser

address, browser = test_browser.address, test_browser.browser

FOLDERS = ["", "ar/", "fr/"]
NOTES = "manuals/first-contact/01-listening/"  # has notes, a session plan, a facilitator's note, answers
TERMS = "manuals/first-contact/02-referring/"  # uses a term


def read(browser: Browser, address: str, **options: Any) -> tuple[BrowserContext, Page]:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], **options)
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(address)
    return context, page


def clean(page: Page) -> None:
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()


# --- Notes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_note_opens_under_its_paragraph_and_closes_again(browser: Browser, address: str, folder: str) -> None:
    context, page = read(browser, address + folder + NOTES)
    mark = page.locator(".mark-note").first
    mark.click()
    note = page.locator(".opened")
    text = page.locator("#note-1").text_content() or ""
    assert note.count() == 1
    assert (note.text_content() or "").strip() == text.replace("↑", "").strip()
    assert page.evaluate(
        "document.querySelector('.opened').previousElementSibling.contains(document.querySelector('.mark-note'))"
    )
    assert mark.get_attribute("aria-expanded") == "true"
    assert page.locator("[role=status].visually-hidden").text_content() == note.text_content()
    assert "#" not in page.url
    clean(page)
    mark.click()
    assert note.count() == 0
    assert mark.get_attribute("aria-expanded") == "false"
    context.close()


def test_escape_closes_a_note_and_gives_the_focus_back(browser: Browser, address: str) -> None:
    context, page = read(browser, address + "ar/" + NOTES)
    page.locator(".mark-note").nth(1).focus()
    page.keyboard.press("Enter")
    page.locator(".opened__shut").focus()
    page.keyboard.press("Escape")
    assert page.locator(".opened").count() == 0
    assert page.evaluate("document.activeElement === document.querySelectorAll('.mark-note')[1]")
    context.close()


def test_the_button_of_a_note_is_large_enough_and_closes_it(browser: Browser, address: str) -> None:
    context, page = read(browser, address + NOTES, viewport={"width": 320, "height": 700}, has_touch=True)
    page.locator(".mark-note").first.tap()
    box = page.locator(".opened__shut").bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.locator(".opened__shut").tap()
    assert page.locator(".opened").count() == 0
    context.close()


# --- Terms ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("folder", "word"), [("", "consent"), ("ar/", "موافقة"), ("fr/", "consentement")])
def test_a_definition_comes_at_the_pointer_the_focus_and_a_tap(
    browser: Browser, address: str, folder: str, word: str
) -> None:
    context, page = read(browser, address + folder + TERMS)
    term, definition = page.locator(".term"), page.locator(".definition")
    assert term.all_text_contents() == [word]
    meaning = page.locator("#def-irrelevance-of-consent").text_content() or ""
    term.hover()
    assert meaning in (definition.text_content() or "")
    clean(page)
    definition.hover()  # the pointer may go over it
    page.wait_for_timeout(400)
    assert definition.count() == 1
    page.mouse.move(0, 0)
    page.wait_for_timeout(400)
    assert definition.count() == 0
    page.keyboard.press("Tab")
    while not page.evaluate("document.activeElement.matches('.term')"):
        page.keyboard.press("Tab")
    assert definition.count() == 1
    page.keyboard.press("Tab")  # into the definition, to the glossary
    assert page.evaluate("document.activeElement.closest('.definition') !== null")
    page.keyboard.press("Escape")
    assert definition.count() == 0
    assert page.evaluate("document.activeElement.matches('.term')")
    context.close()
    context, page = read(browser, address + folder + TERMS, viewport={"width": 320, "height": 700}, has_touch=True)
    page.locator(".term").tap()
    box = page.locator(".definition").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.locator(".term").tap()
    assert page.locator(".definition").count() == 0
    context.close()


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_definition_leads_to_its_entry_and_the_entry_to_the_other_languages(
    browser: Browser, address: str, folder: str
) -> None:
    context, page = read(browser, address + folder + TERMS)
    page.locator(".term").click()
    page.locator(".definition a").click()
    assert page.url == f"{address}{folder}glossary/#irrelevance-of-consent"
    assert page.locator("#irrelevance-of-consent dt").count() == 1
    page.locator(f"#irrelevance-of-consent a[hreflang={'ar' if folder != 'ar/' else 'fr'}]").click()
    assert page.url.endswith(f"/{'ar' if folder != 'ar/' else 'fr'}/glossary/#irrelevance-of-consent")
    context.close()


@pytest.mark.parametrize("folder", FOLDERS)
def test_without_script_notes_and_terms_are_links_and_nothing_is_hidden(
    browser: Browser, address: str, folder: str
) -> None:
    context, page = read(browser, address + folder + TERMS, java_script_enabled=False)
    page.locator(".term").click()
    assert page.url == f"{address}{folder}glossary/#irrelevance-of-consent"
    page.goto(address + folder + NOTES)
    page.locator(".mark-note").first.click()
    assert page.url.endswith("#note-1")
    for part in (".part--session", ".part--facilitator", ".answer"):
        assert page.locator(part).first.is_visible()
    assert not page.locator(".tools__switch").is_visible()
    context.close()


# --- The glossary -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_glossary_is_accessible_and_offers_its_files(browser: Browser, address: str, folder: str) -> None:
    context, page = read(browser, address + folder + "glossary/", viewport={"width": 320, "height": 700})
    clean(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.locator(".letters a").first.click()
    assert page.url.endswith("#letter-1")
    for format in ("csv", "tbx"):
        link = page.locator(f"a[href$='glossary.{format}']")
        assert page.request.get(str(link.evaluate("link => link.href"))).ok
    context.close()


# --- The page of problems ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_code_is_found_on_a_small_screen_and_its_example_reads_from_the_left(
    browser: Browser, address: str, folder: str
) -> None:
    context, page = read(browser, address + folder + "problems/#numbers-differ", viewport={"width": 320, "height": 700})
    clean(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    entry = page.locator("#numbers-differ")
    assert entry.evaluate("entry => entry.matches(':target') && entry.getBoundingClientRect().top < 200")
    example = entry.locator("pre").first
    assert example.evaluate("pre => [pre.lang, getComputedStyle(pre).direction]") == ["en", "ltr"]
    assert entry.locator("p").first.evaluate("p => getComputedStyle(p).direction") == (
        "rtl" if folder == "ar/" else "ltr"
    )
    context.close()


# --- Addresses --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("folder", "says"), [("", "“Practice”"), ("ar/", "«التطبيق»"), ("fr/", "« Mise en pratique »")]
)
def test_the_link_of_a_heading_is_copied_with_its_citation(
    browser: Browser, address: str, folder: str, says: str
) -> None:
    context, page = read(browser, address + folder + NOTES)
    link = page.locator("#practice > .anchor")
    box = link.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24
    link.focus()
    assert link.evaluate("link => getComputedStyle(link).opacity") == "1"
    page.keyboard.press("Enter")
    page.locator(".said").wait_for()
    citation, line = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert says in citation
    assert line.startswith(f"https://sample.example/{folder}{NOTES}?v=")
    assert line.endswith("#practice")
    assert page.url.endswith("#practice")
    clean(page)
    context.close()


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_paragraph_offers_its_address_to_the_pointer_and_to_the_keyboard(
    browser: Browser, address: str, folder: str
) -> None:
    context, page = read(browser, address + folder + NOTES)
    number = page.locator(".anchor--paragraph")
    page.locator("#p-1").hover()
    assert number.text_content() == "#1"
    place, paragraph = number.bounding_box(), page.locator("#p-1").bounding_box()
    assert place is not None
    assert paragraph is not None
    assert min(place["width"], place["height"]) >= 24
    before = place["x"] > paragraph["x"] + paragraph["width"] if folder == "ar/" else place["x"] < paragraph["x"]
    assert before  # in the margin where lines begin
    page.locator("#safety-comes-first > .anchor").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.hash") == "#p-2"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.locator(".said").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").endswith("#p-1")
    context.close()


def test_paragraphs_have_the_same_numbers_in_every_language(browser: Browser, address: str) -> None:
    context, page = read(browser, address + NOTES)
    found = []
    for folder in FOLDERS:
        page.goto(address + folder + NOTES)
        found.append(page.evaluate("[...document.querySelectorAll('.text [id^=\"p-\"]')].map((one) => one.id)"))
    assert found[0] == found[1] == found[2] == [f"p-{n}" for n in range(1, len(found[0]) + 1)]
    context.close()


@pytest.mark.parametrize("folder", FOLDERS)
def test_sharing_copies_where_the_system_cannot_share(browser: Browser, address: str, folder: str) -> None:
    context, page = read(browser, address + folder + NOTES)
    page.locator("[data-share]").click()
    page.locator(".said").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").split("\n")[1].startswith("https://sample.example/")
    context.close()


def test_sharing_uses_the_system_where_it_can(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("navigator.share = async (what) => { window.shared = what; };")
    page.goto(address + "ar/" + NOTES)
    page.locator("[data-share]").click()
    assert page.evaluate("window.shared.url").startswith("https://sample.example/ar/")
    context.close()


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_chapter_leads_to_the_pdf_in_its_language(browser: Browser, address: str, folder: str) -> None:
    context, page = read(browser, address + folder + NOTES)
    href = str(page.locator(".tools a").evaluate("link => link.href"))
    assert href.endswith(f"-{folder.strip('/') or 'en'}.pdf")
    assert page.request.get(href).ok
    context.close()


# --- For the facilitator ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", FOLDERS)
def test_one_switch_hides_what_is_for_facilitators_and_is_remembered(
    browser: Browser, address: str, folder: str
) -> None:
    context, page = read(browser, address + folder + NOTES)
    switch = page.get_by_role("switch")
    parts = [".part--session", ".part--facilitator", ".answer"]
    assert switch.is_checked()
    assert all(page.locator(part).first.is_visible() for part in parts)
    switch.focus()
    page.keyboard.press("Space")
    assert not any(page.locator(part).first.is_visible() for part in parts)
    page.goto(address + folder + TERMS)
    page.goto(address + folder + NOTES)
    assert not switch.is_checked()
    assert not page.locator(".part--session").is_visible()
    assert page.evaluate("Object.keys(localStorage)") == ["facilitator"]
    clean(page)
    inside = page.evaluate("document.querySelector('.part--facilitator p[id]').id")
    page.goto(f"{address}{folder}{NOTES}#{inside}")
    page.reload()
    assert page.locator(f"#{inside}").is_visible()  # an address within them shows them
    assert switch.is_checked()
    switch.click()
    switch.click()
    assert page.evaluate("Object.keys(localStorage)") == []
    context.close()


# --- A report, and paper ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_report_names_the_place_and_the_words_that_were_selected(browser: Browser, address: str, folder: str) -> None:
    context, page = read(browser, address + folder + NOTES)
    link = page.locator("[data-report]")
    link.evaluate("link => link.addEventListener('click', (event) => event.preventDefault())")
    words = page.evaluate(
        """() => {
            const text = document.querySelector("#p-1").firstChild;
            getSelection().setBaseAndExtent(text, 0, text, 12);
            return getSelection().toString().trim();
        }"""
    )
    link.click()
    href = unquote(str(link.get_attribute("href")))
    assert href.startswith("mailto:errors@sample.example?subject=")
    heading = page.locator("#safety-comes-first").evaluate("heading => heading.firstChild.textContent.trim()")
    assert f" – {heading}\r\n" in href
    assert f"https://sample.example/{folder}{NOTES}?v=" in href
    assert "#p-1" in href
    assert href.endswith(f"> {words}\r\n")
    page.goto(f"{address}{folder}{NOTES}#practice")
    page.reload()
    link.evaluate("link => link.addEventListener('click', (event) => event.preventDefault())")
    link.click()
    assert "#practice\r\n" in unquote(str(link.get_attribute("href")))
    context.close()


@pytest.mark.parametrize("page_name", ["", "library/", "about/", "glossary/", "briefs/safe-return/"])
def test_every_page_takes_a_report(browser: Browser, address: str, page_name: str) -> None:
    context, page = read(browser, address + page_name)
    assert page.locator("a[href^='mailto:errors@']").count() == 1
    context.close()


@pytest.mark.parametrize("folder", FOLDERS)
def test_paper_shows_neither_tools_nor_what_was_opened(browser: Browser, address: str, folder: str) -> None:
    context, page = read(browser, address + folder + NOTES)
    page.locator(".mark-note").first.click()
    page.locator("#p-1").hover()
    page.emulate_media(media="print")
    for part in (".opened", ".tools", ".anchor", ".edit", "[data-glossary]"):
        assert not any(one.is_visible() for one in page.locator(part).all()), part
    assert page.locator(".notes").is_visible()
    page.goto(address + folder + TERMS)
    page.emulate_media(media="screen")
    page.locator(".term").click()
    page.emulate_media(media="print")
    assert not page.locator(".definition").is_visible()
    assert page.locator(".term").evaluate("term => getComputedStyle(term).textDecorationLine") == "none"
    context.close()


@pytest.mark.parametrize("folder", FOLDERS)
def test_notes_and_definitions_are_read_in_the_dark_too(browser: Browser, address: str, folder: str) -> None:
    context, page = read(browser, address + folder + NOTES, color_scheme="dark")
    page.locator(".mark-note").first.click()
    clean(page)
    page.goto(address + folder + TERMS)
    page.locator(".term").click()
    clean(page)
    context.close()
