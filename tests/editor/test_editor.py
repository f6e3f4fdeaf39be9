"""The editor in real Chromium, on the sample library: against a stand-in for GitHub, and in its local mode."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from github import LIBRARY, GitHub
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect, sync_playwright

from conftest import SAMPLE, served
from test_browser import FLAGS

ENGLISH = "manuals/first-contact/01-listening.md"
ARABIC = "manuals/first-contact/01-listening.ar.md"
CHAPTER = "ar/manuals/first-contact/01-listening/"
API = "https://api.github.com/"
# Said in English, Arabic and French: the interface is in the browser's language.
TOKEN = re.compile("Token|jeton|رمز الوصول")
FOLDER = re.compile("Local|local|محلي")
ENGLISH_PANE = re.compile("English|anglais|الإنجليزية", re.IGNORECASE)
SAVE = re.compile("^(Save|Enregistrer|حفظ)")
# True as soon as the browser has kept a draft.
KEPT = """async () => {
  const opened = (name) => new Promise((resolve) => {
    const opening = indexedDB.open(name);
    opening.onsuccess = () => resolve(opening.result);
  });
  const drafts = (database) => new Promise((resolve) => {
    const counting = database.transaction("draft-backups").objectStore("draft-backups").count();
    counting.onsuccess = () => resolve(counting.result);
  });
  for (let tries = 0; tries < 150; tries++) {
    const database = await opened("github:owner/library");
    const kept = await drafts(database);
    database.close();
    if (kept) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}"""
LONG = [pytest.param(language, marks=pytest.mark.soak) for language in ("en-US", "fr")]
NO_GUARD = "window.daleel = {untouched: () => false, touched: (one) => [one.currentLocales, one.currentValues]}"


def sources() -> dict[str, bytes]:
    return {path.relative_to(SAMPLE).as_posix(): path.read_bytes() for path in sorted(SAMPLE.rglob("*.md"))}


@pytest.fixture(scope="module")
def address(editor_site: Path) -> Iterator[str]:
    with served(editor_site) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


class Desk:
    """A browser of one translator, who reaches the site and the stand-in; who else is asked is noted."""

    def __init__(self, browser: Browser, address: str, hub: GitHub, language: str) -> None:
        self.address, self.hub = address, hub
        self.elsewhere: list[str] = []
        self.context: BrowserContext = browser.new_context(locale=language, viewport={"width": 1366, "height": 768})
        self.context.set_default_timeout(20_000)
        self.context.route("**/*", self._route)

    def close(self) -> None:
        self.context.unroute_all(behavior="ignoreErrors")  # the editor still asks this and that
        self.context.close()

    def _route(self, route: Route) -> None:
        if route.request.url.startswith(API):
            self.hub.answer(route)
        elif route.request.url.startswith((self.address, "data:", "blob:")):
            route.continue_()
        else:
            self.elsewhere.append(route.request.url)
            route.abort()


def dialog(page: Page) -> Locator:
    return page.locator("[role=dialog]:visible, [role=alertdialog]:visible, dialog:visible").first


def edited_page(desk: Desk, place: str = CHAPTER) -> Page:
    """From the chapter to its text in the editor, by "Edit this page"; signed in, with a fork."""
    page = desk.context.new_page()
    page.goto(desk.address + place)
    page.click(".edit a[href*=admin]")
    page.get_by_role("button", name=TOKEN).click()
    dialog(page).locator("input").fill("token")
    dialog(page).get_by_role("button").first.click()
    page.get_by_text(re.compile(LIBRARY)).first.wait_for()
    dialog(page).get_by_role("button").first.click()  # make the fork
    return page


def sent(page: Page, hub: GitHub) -> None:
    """Saved and sent for review."""
    page.get_by_role("button", name=SAVE).first.click()
    with page.expect_response(lambda answer: answer.url == f"{API}repos/{LIBRARY}/pulls"):
        dialog(page).get_by_role("button").first.click()


@pytest.mark.parametrize("language", ["ar", *LONG])
def test_an_arabic_text_goes_into_a_pull_request_and_the_english_one_corrected_meanwhile_stays(
    browser: Browser, address: str, language: str
) -> None:
    hub = GitHub(sources())
    desk = Desk(browser, address, hub, language)
    page = edited_page(desk)
    text = page.locator("textarea[lang=ar]")
    expect(text).to_have_attribute("dir", "rtl")
    page.get_by_role("radio", name=ENGLISH_PANE).last.click()  # beside it
    expect(page.locator("textarea[lang=en][dir=ltr]")).to_be_visible()
    before = hub.main[ARABIC].decode()
    assert text.input_value() == before.strip()
    hub.correct(ENGLISH, "title: Listening", "title: Listening first")
    after = before.replace("title: الإصغاء", "title: الإصغاءُ أولًا")
    assert after != before
    text.fill(after)
    sent(page, hub)
    assert hub.commits == [[ARABIC]]
    assert hub.branch == hub.main | {ARABIC: after.encode()}
    assert [pull["draft"] for pull in hub.pulls] == [False]
    assert hub.pulls[0]["head"].startswith("translator:cms/")
    assert desk.elsewhere == []
    desk.close()


@pytest.mark.soak
def test_what_was_saved_can_be_taken_back(browser: Browser, address: str) -> None:
    hub = GitHub(sources())
    desk = Desk(browser, address, hub, "ar")
    page = edited_page(desk)
    text = page.locator("textarea[lang=ar]")
    before = text.input_value()
    text.fill(before + "\n\nسطر جديد.")
    sent(page, hub)
    expect(text).to_have_count(0)
    page.get_by_role("gridcell", name="Listening").first.click()
    page.get_by_role("radio", name="العربية").first.click()
    expect(text).to_have_value(before + "\n\nسطر جديد.")
    text.fill(before)
    page.get_by_role("button", name=SAVE).first.click()
    expect(text).to_have_count(0)
    assert hub.commits == [[ARABIC], [ARABIC]]
    assert hub.branch == hub.main
    desk.close()


@pytest.mark.soak
def test_a_translation_that_nobody_has_begun_is_not_made(browser: Browser, address: str) -> None:
    hub = GitHub(sources())
    desk = Desk(browser, address, hub, "ar")
    page = edited_page(desk, "ar/briefs/safe-return/")  # there is no French
    text = page.locator("textarea[lang=ar]")
    text.fill(text.input_value() + "\n\nسطر جديد.")
    sent(page, hub)
    assert hub.commits == [["policy_briefs/safe-return/brief.ar.md"]]
    desk.close()


@pytest.mark.soak
def test_without_the_guard_the_correction_would_be_lost(browser: Browser, address: str) -> None:
    hub = GitHub(sources())
    desk = Desk(browser, address, hub, "en-US")
    desk.context.route("**/guard.js", lambda route: route.fulfill(body=NO_GUARD, content_type="text/javascript"))
    page = edited_page(desk)
    text = page.locator("textarea[lang=ar]")
    before = text.input_value()
    stale = hub.main[ENGLISH]
    hub.correct(ENGLISH, "title: Listening", "title: Listening first")
    text.fill(before + "\n\nسطر جديد.")
    sent(page, hub)
    assert ENGLISH in hub.commits[0]
    assert hub.branch[ENGLISH] == stale
    desk.close()


@pytest.mark.soak
def test_a_file_whose_ends_the_editor_would_trim_is_not_put_back_either(browser: Browser, address: str) -> None:
    hub = GitHub(sources())
    hub.main[ENGLISH] = b"\xef\xbb\xbf" + hub.main[ENGLISH].replace(b"\n", b"\r\n") + b"\r\n\r\n"  # by Notepad
    desk = Desk(browser, address, hub, "en-US")
    page = edited_page(desk)
    text = page.locator("textarea[lang=ar]")
    text.fill(text.input_value() + "\n\nسطر جديد.")
    sent(page, hub)
    assert hub.commits == [[ARABIC]]
    assert hub.branch[ARABIC] == hub.main[ARABIC].rstrip() + "\n\nسطر جديد.\n".encode()
    desk.close()


@pytest.mark.soak
def test_a_draft_that_is_restored_brings_no_older_text_of_another_language(browser: Browser, address: str) -> None:
    hub = GitHub(sources())
    desk = Desk(browser, address, hub, "ar")
    page = edited_page(desk)
    text = page.locator("textarea[lang=ar]")
    text.press("Control+End")
    text.press_sequentially(" سطر جديد.")  # what no key has changed is not kept
    after = text.input_value()
    assert page.evaluate(KEPT)
    page.close()
    hub.correct(ENGLISH, "title: Listening", "title: Listening first")
    page = desk.context.new_page()
    page.goto(desk.address + CHAPTER)
    page.click(".edit a[href*=admin]")
    dialog(page).get_by_role("button").first.click()  # restore
    expect(page.locator("textarea[lang=ar]")).to_have_value(after)
    sent(page, hub)
    assert hub.commits == [[ARABIC]]
    assert hub.branch[ARABIC] == (after + "\n").encode()
    desk.close()


# The folder that the translator picks: the browser's own private one, since no test can use the system's dialog.
PICKED = "window.showDirectoryPicker = () => navigator.storage.getDirectory();"
WRITE = """async (files) => {
  for (const [path, text] of Object.entries(files)) {
    let folder = await navigator.storage.getDirectory();
    const names = path.split("/"), own = names.pop();
    for (const name of names) folder = await folder.getDirectoryHandle(name, { create: true });
    const writing = await (await folder.getFileHandle(own, { create: true })).createWritable();
    await writing.write(text);
    await writing.close();
  }
}"""
READ = """async (path) => {
  let folder = await navigator.storage.getDirectory();
  const names = path.split("/"), own = names.pop();
  for (const name of names) folder = await folder.getDirectoryHandle(name);
  return (await (await folder.getFileHandle(own)).getFile()).text();
}"""


@pytest.mark.parametrize("language", ["ar", LONG[0]])
def test_in_a_folder_of_this_computer_the_arabic_text_alone_is_written(
    browser: Browser, address: str, language: str
) -> None:
    desk = Desk(browser, address, GitHub({}), language)
    desk.context.add_init_script(PICKED)
    page = desk.context.new_page()
    page.goto(f"{address}404.html")  # of the same origin
    page.evaluate(WRITE, {".git/HEAD": "", **{path: text.decode() for path, text in sources().items()}})
    page.goto(desk.address + CHAPTER)
    page.click(".edit a[href*=admin]")
    page.get_by_role("button", name=FOLDER).click()
    text = page.locator("textarea[lang=ar]")
    expect(text).to_have_attribute("dir", "rtl")
    corrected = sources()[ENGLISH].decode().replace("title: Listening", "title: Listening first")
    page.evaluate(WRITE, {ENGLISH: corrected})
    after = text.input_value() + "\n\nسطر جديد."
    text.fill(after)
    page.get_by_role("button", name=SAVE).first.click()
    expect(page).to_have_url(re.compile("#/collections/first-contact$"))
    assert page.evaluate(READ, ARABIC) == after + "\n"
    assert page.evaluate(READ, ENGLISH) == corrected
    assert desk.elsewhere == []
    desk.close()
