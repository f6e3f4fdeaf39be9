"""Clean HTML → page HTML: each case beside its golden file. `DALEEL_GOLDEN=1 pytest tests/site` rewrites them."""

import os
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest
from site_sample import LIBRARY, place, text

from daleel.elements import ELEMENTS
from daleel.site import body
from daleel.site.body import site_body

HERE = Path(__file__).parent
CASES = sorted(path.stem for path in (HERE / "cases").glob("*.html"))


def page(html: str, code: str) -> str:
    return site_body(text(html, minutes=105), LIBRARY, place("chapter", code, "01-springs", "water"))


@pytest.mark.parametrize("name", CASES)
def test_each_case_gives_its_golden_page(name: str) -> None:
    written = page((HERE / "cases" / f"{name}.html").read_text(encoding="utf-8"), name.rpartition(".")[2])
    golden = HERE / "golden" / f"{name}.html"
    if os.environ.get("DALEEL_GOLDEN"):
        golden.write_text(written, encoding="utf-8")
    assert written == golden.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert sorted(path.stem for path in (HERE / "golden").glob("*.html")) == CASES


def test_each_case_has_an_arabic_twin() -> None:
    stems = {name.rpartition(".")[0] for name in CASES}
    assert sorted(f"{stem}.{code}" for stem in stems for code in ("ar", "en")) == CASES


@pytest.mark.parametrize("name", [name for name in ELEMENTS if name != "answer"])
def test_each_element_has_a_case(name: str) -> None:
    assert f"{name}.en" in CASES


@pytest.mark.parametrize("name", ELEMENTS)
def test_each_element_has_a_macro(name: str) -> None:
    macros = body._environment().get_template("partials/elements.html").make_module({"t": {}})
    assert hasattr(macros, name)


def test_an_element_without_a_macro_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ELEMENTS, "riddle", replace(ELEMENTS["note"], name="riddle"))
    with pytest.raises(LookupError, match="riddle"):
        page('<section data-element="riddle"><p>?</p></section>', "en")


def test_the_name_of_a_helper_macro_is_no_element() -> None:
    with pytest.raises(LookupError, match="scroll"):
        page('<section data-element="scroll"><p>?</p></section>', "en")


@pytest.mark.parametrize("name", CASES)
def test_no_text_is_lost(name: str) -> None:
    html = (HERE / "cases" / f"{name}.html").read_text(encoding="utf-8")
    before = lxml.html.fragment_fromstring(html, create_parent="div").text_content().split()
    after = lxml.html.fragment_fromstring(page(html, name.rpartition(".")[2]), create_parent="div").text_content()
    assert [word for word in before if word.strip(".,،") not in after] == []


def test_every_address_in_a_page_leads_back_to_where_its_mark_stands() -> None:
    html = (HERE / "cases" / "notes.en.html").read_text(encoding="utf-8")
    root = lxml.html.fragment_fromstring(page(html, "en"), create_parent="div")
    inside = [str(link.get("href"))[1:] for link in root.iter("a") if str(link.get("href")).startswith("#")]
    assert set(inside) == {str(one.get("id")) for one in root.iterfind(".//*[@id]")}
