"""The real library's search in Chromium: what readers type, and where the library answers.

held_out/queries.yml was written by someone who had not seen the index, and is never tuned to.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page, expect, sync_playwright

from conftest import served
from test_browser import FLAGS

HERE = Path(__file__).parent
FOLDERS = {"en": "", "ar": "ar/", "fr": "fr/"}
FIRST = 5
OURS, HELD_OUT = HERE / "queries.yml", HERE / "held_out" / "queries.yml"


@pytest.fixture(scope="module")
def pages(library_site: Path) -> Iterator[dict[str, Page]]:
    """The home page of each language with its search open."""
    with served(library_site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        opened = {}
        for code, folder in FOLDERS.items():
            opened[code] = browser.new_page()
            opened[code].goto(address + folder)
            opened[code].keyboard.press("/")
        yield opened
        browser.close()


def found(page: Page, words: str) -> list[str]:
    """The first results as publication or publication/chapter."""
    page.fill(".search__words", "")
    expect(page.locator(".search__count")).to_have_text("")
    page.fill(".search__words", words)
    expect(page.locator(".search__count")).not_to_have_text("", timeout=15_000)
    paths = page.eval_on_selector_all(
        ".search__results:not(.search__results--other) .search__title", "links => links.map(link => link.pathname)"
    )
    return [path.split("manuals/")[-1].split("briefs/")[-1].strip("/") for path in paths[:FIRST]]


def answered(pages: dict[str, Page], file: Path) -> tuple[list[str], int]:
    """What was missed, and how many were asked."""
    asked: dict[str, list[dict[str, Any]]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    missed, number = [], 0
    for code, queries in asked.items():
        for query in queries:
            number += 1
            seen = found(pages[code], query["q"])
            if not set(seen) & set(query["pages"]):
                missed.append(f"{code}: {query['q']} → {', '.join(seen) or 'nothing'}; expected {query['pages']}")
    return missed, number


@pytest.mark.parametrize(("file", "least"), [(OURS, 0.95), (HELD_OUT, 0.75)], ids=["ours", "held out"])
def test_readers_find_what_the_library_says(
    pages: dict[str, Page], file: Path, least: float, record_property: Any
) -> None:
    missed, number = answered(pages, file)
    record_property("answered", f"{number - len(missed)} of {number}")
    print(f"{file.parent.name}: {number - len(missed)} of {number}", *missed, sep="\n")
    assert 1 - len(missed) / number >= least, "\n".join(missed)


def test_there_are_enough_queries_and_a_third_is_held_out() -> None:
    ours, others = (
        sum(map(len, yaml.safe_load(file.read_text(encoding="utf-8")).values())) for file in (OURS, HELD_OUT)
    )
    assert ours + others >= 60
    assert others >= (ours + others) / 3
