"""Small claims about the engine's parts."""

import posixpath
from pathlib import Path, PurePosixPath
from typing import Any

import lxml.html
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from conftest import PROJECT, SAMPLE
from daleel.elements import ELEMENTS
from daleel.model import Language
from daleel.places import relative
from daleel.read import read_language
from daleel.scan import OPENING
from daleel.settings import read_settings
from daleel.stage import write_tree
from daleel.store import Store, digest
from daleel.typography import plain, typeset

STRINGS = PROJECT / "hooks/daleel/strings"
EN, AR, FR = (read_language(PROJECT, code) for code in ("en", "ar", "fr"))
PLURALS = {"zero", "one", "two", "few", "many", "other"}  # CLDR


def keys(value: Any, path: str = "") -> set[str]:
    if not isinstance(value, dict) or set(value) <= PLURALS:
        return {path}
    return {found for key, inner in value.items() for found in keys(inner, f"{path}.{key}")}


@pytest.mark.parametrize("code", ["ar", "fr"])
def test_every_language_has_the_same_strings(code: str) -> None:
    ours, english = (yaml.safe_load((STRINGS / f"{one}.yml").read_text(encoding="utf-8")) for one in (code, "en"))
    assert keys(ours) - {".language.spacing"} == keys(english) - {".language.spacing"}


def test_the_languages_of_the_site_have_strings() -> None:
    codes = read_settings(PROJECT / "mkdocs.yml").languages
    languages = [read_language(PROJECT, code) for code in codes]
    assert [language.direction for language in languages if language.rtl] == ["rtl"]
    assert all(language.name and language.locale for language in languages)


def test_the_sample_uses_every_element_and_the_projects_markdown() -> None:
    lines = [line for path in SAMPLE.rglob("*.md") for line in path.read_text(encoding="utf-8").splitlines()]
    assert {match["name"] for line in lines if (match := OPENING.match(line))} == set(ELEMENTS)
    ours, theirs = (yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8")) for root in (PROJECT, SAMPLE))
    for key in ("theme", "plugins", "markdown_extensions", "validation", "strict"):
        assert ours[key] == theirs[key], key


def test_a_damaged_entry_of_the_store_counts_as_absent(tmp_path: Path) -> None:
    store, key = Store(tmp_path), digest("text", {"b": 1, "a": 2})
    assert store.get(key) is None
    store.put(key, "نص".encode())
    assert store.get(key) == "نص".encode()
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    file.write_bytes(file.read_bytes()[:-1])
    assert store.get(key) is None


def test_a_digest_does_not_hang_on_order() -> None:
    assert digest({"a": 1, "b": {"x", "y"}}) == digest({"b": {"y", "x"}, "a": 1})
    assert digest("a", "b") != digest("ab")


def test_staging_twice_changes_nothing(tmp_path: Path) -> None:
    files = {PurePosixPath("manuals/water/01.ar.md"): "# ماء".encode(), PurePosixPath("index.md"): b"x"}
    assert len(write_tree(files, tmp_path)) == 2
    times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.md")}
    assert write_tree(files, tmp_path) == []
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.md")} == times


def test_what_is_staged_no_more_goes(tmp_path: Path) -> None:
    write_tree({PurePosixPath("a/b.md"): b"x", PurePosixPath("c.md"): b"y"}, tmp_path)
    write_tree({PurePosixPath("c.md"): b"y"}, tmp_path)
    assert [path.name for path in tmp_path.rglob("*")] in (["c.md"], ["a", "c.md"], ["c.md", "a"])
    assert not list(tmp_path.rglob("b.md"))


def set_in(text: str, language: Language) -> str:
    root = lxml.html.fragment_fromstring(f"<p>{text}</p>", create_parent="div")
    typeset(root, language)
    return lxml.html.tostring(root[0], encoding="unicode").removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("written", "set_"),
    [
        ("Vraiment ? Oui !", "Vraiment\u202f? Oui\u202f!"),
        ("Vraiment? Oui; non", "Vraiment\u202f? Oui\u202f; non"),
        ("deux choses : ceci", "deux choses\u00a0: ceci"),
        ("il dit « non » ici", "il dit «\u00a0non\u00a0» ici"),
        ("à 10:30, https://a.example/?x=1", "à 10:30, https://a.example/?x=1"),
        ("8 % et 1 200", "8\u202f% et 1\u202f200"),
        ("loi n° 2005-06, art. 3", "loi n°\u00a02005-06, art.\u00a03"),
        ("<code>a ; b</code>", "<code>a ; b</code>"),
    ],
)
def test_french_spaces(written: str, set_: str) -> None:
    assert set_in(written, FR) == set_


def test_english_has_no_french_spaces() -> None:
    assert set_in("Really? Yes; no: «a»", EN) == "Really? Yes; no: «a»"


@pytest.mark.parametrize(
    ("written", "set_"),
    [
        ("التوجيه 2004/81/EC، المادة 6", 'التوجيه <bdi dir="ltr">2004/81/EC</bdi>، المادة 6'),
        ("القانون 006/PR/2018.", 'القانون <bdi dir="ltr">006/PR/2018</bdi>.'),
        ("ملف PDF، 6 صفحات", 'ملف <bdi dir="ltr">PDF</bdi>، 6 صفحات'),
        ("هاتف +20 2 1234 5678 مجاني", 'هاتف <bdi dir="ltr">+20 2 1234 5678</bdi> مجاني'),
        ("المادة 3(أ) والفقرة 5", "المادة 3(أ) والفقرة 5"),
        ("معيار ISO/IEC 27037 الدولي", 'معيار <bdi dir="ltr">ISO/IEC 27037</bdi> الدولي'),
        ("<strong>UNODC</strong> ومكتبه", '<strong><bdi dir="ltr">UNODC</bdi></strong> ومكتبه'),
        ("انظر https://a.example/?v=0.1، ثم", 'انظر <bdi dir="ltr">https://a.example/?v=0.1</bdi>، ثم'),
        ("ما هو PDF? لا", 'ما هو <bdi dir="ltr">PDF</bdi>? لا'),
        ("<code>a.pdf</code> و b.pdf", '<code>a.pdf</code> و <bdi dir="ltr">b.pdf</bdi>'),
    ],
)
def test_left_to_right_runs_are_isolated_in_arabic(written: str, set_: str) -> None:
    assert set_in(written, AR) == set_


def test_isolates_without_markup() -> None:
    assert plain("ملف PDF، 6", AR) == "ملف \u2066PDF\u2069، 6"


NAMES = st.from_regex(r"[a-z0-9]{1,6}", fullmatch=True)
ADDRESSES = st.lists(NAMES, max_size=4).map(lambda parts: "".join(f"{part}/" for part in parts))


@given(target=ADDRESSES, page=ADDRESSES)
def test_a_relative_address_leads_to_its_target(target: str, page: str) -> None:
    assert posixpath.normpath(posixpath.join("/", page, relative(target, page))) == posixpath.normpath("/" + target)


@given(page=ADDRESSES, name=NAMES)
def test_a_relative_address_of_a_file_has_no_slash_at_its_end(page: str, name: str) -> None:
    assert not relative(f"assets/{name}.svg", page).endswith("/")
