"""The pages for authors: what they say of elements, commands, keys and codes is so; their section leads from page to page.

All versions of a page are held to it, in every language in which somebody has written one.
"""

import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, get_args, get_origin, get_type_hints

import msgspec
import pytest
import yaml

from conftest import PROJECT
from daleel.cli import commands_parser
from daleel.elements import ELEMENTS
from daleel.model import Library
from daleel.places import Place, url
from daleel.problems import codes
from daleel.read import files_by_name, read_library
from daleel.schema import PublicationFile
from daleel.settings import read_settings
from daleel.site.navigation import section, section_links, site_links
from daleel.site.reader import Reader
from test_bad_input import check

FENCED = re.compile(r"^(`{3,})\n(?P<source>.*?)^\1\n", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")


@cache
def names() -> tuple[str, ...]:
    head = (PROJECT / "docs" / "authors.md").read_text(encoding="utf-8")
    return "authors", *yaml.safe_load(head.split("---\n")[1])["pages"]


def versions(*wanted: str) -> list[Path]:
    found = files_by_name(PROJECT / "docs")
    return [path for name in wanted for path in found.get(name, {}).values()]


def spans(path: Path) -> list[str]:
    return SPAN.findall(FENCED.sub("", path.read_text(encoding="utf-8")))


def by_name(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", versions("elements"), ids=by_name)
@pytest.mark.parametrize("name", ELEMENTS)
def test_every_element_is_shown_as_it_is_written_and_as_it_looks(name: str, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    written = [one for one in FENCED.finditer(text) if re.search(rf"^/+ {name}\b", one["source"], re.MULTILINE)]
    live = [one for one in written if text[one.end() :].lstrip("\n").startswith(one["source"])]
    assert live, f"{path.name} has no example of `{name}` with the same text live right below it"


@pytest.mark.parametrize("path", versions("elements"), ids=by_name)
def test_every_option_is_named_and_every_live_example_has_its_source(path: Path) -> None:
    options = {option for element in ELEMENTS.values() for option in element.options}
    assert options | ELEMENTS.keys() <= set(spans(path))
    text = path.read_text(encoding="utf-8")
    sources = "".join(one["source"] for one in FENCED.finditer(text))
    opened = re.findall(r"^/{3,} .+$", FENCED.sub("", text), re.MULTILINE)
    assert [line for line in opened if f"{line}\n" not in sources] == []


def commands(path: Path) -> Iterator[list[str]]:
    for span in spans(path):
        words = shlex.split(span) if re.match(r"(uv run )?daleel( |$)", span) else []
        if words:
            yield words[words.index("daleel") + 1 :]


@pytest.mark.parametrize("path", versions(*names()), ids=by_name)
def test_every_command_can_be_typed(path: Path) -> None:
    for words in commands(path):
        if words[-1:] == ["--help"]:
            with pytest.raises(SystemExit, match=r"^0$"):
                commands_parser().parse_args(words)
            continue
        try:
            commands_parser().parse_args(words)
        except SystemExit:
            pytest.fail(f"{path.name}: daleel {shlex.join(words)}")


@pytest.mark.parametrize("path", versions(*names()), ids=by_name)
def test_every_code_that_is_mentioned_is_one(path: Path) -> None:
    mentioned = {match[1] for span in spans(path) if (match := re.fullmatch(r"\[([a-z-]+)\]", span))}
    assert mentioned <= codes().keys()


def keys_and_values(hint: object) -> Iterator[str]:
    """Of a type of publication.yml: its keys, those of the structs in it, and the words that stand for themselves."""
    if get_origin(hint) is Literal:
        yield from map(str, get_args(hint))
    elif isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        for key, inner in get_type_hints(hint).items():
            yield key
            yield from keys_and_values(inner)
    else:
        for inner in get_args(hint):
            yield from keys_and_values(inner)


@pytest.mark.parametrize("path", versions("writing"), ids=by_name)
def test_every_key_of_a_publication_is_described(path: Path) -> None:
    missing = set(keys_and_values(PublicationFile)) - set(spans(path))
    assert missing == set(), f"{path.name} says nothing of {missing}"


@pytest.mark.parametrize("path", versions("handover"), ids=by_name)
def test_every_law_that_is_cited_is_in_the_yearly_review(path: Path) -> None:
    listed = yaml.safe_load((PROJECT / "docs" / "data" / "sources.yml").read_text(encoding="utf-8"))["sources"]
    laws = {one["id"] for one in listed if one["type"] == "law"}
    assert laws - set(spans(path)) == set()


# --- The section ------------------------------------------------------------------------------------------------------


def page(config: Path, name: str, head: str = "") -> None:
    title = name.split(".")[0]
    (config.parent / "docs" / f"{name}.md").write_text(f"---\ntitle: {title}\n{head}---\n{title}.\n", encoding="utf-8")


@pytest.fixture
def guided(sample: Path) -> Library:
    """The sample library with a section of three pages; in Arabic its first page and one more, in French one alone."""
    page(sample, "guide", "pages: [second, third]\n")
    for name in ("second", "third", "guide.ar", "third.ar", "second.fr"):
        page(sample, name)
    return read_library(sample.parent, read_settings(sample))[0]


def reader(library: Library, place: Place) -> Reader:
    return Reader(library, library.language(place.language), url(library, place))


@pytest.mark.parametrize(
    ("code", "name", "pages", "before", "after"),
    [
        ("en", "guide", ["../second/", "../third/"], None, "../second/"),
        ("en", "second", ["./", "../third/"], "../guide/", "../third/"),
        ("en", "third", ["../second/", "./"], "../second/", None),
        ("ar", "guide", ["../third/"], None, "../third/"),
        ("ar", "third", ["./"], "../guide/", None),
    ],
)
def test_a_section_leads_from_page_to_page(
    guided: Library, code: str, name: str, pages: list[str], before: str | None, after: str | None
) -> None:
    place = Place("page", code, name)
    links = section_links(reader(guided, place), place)
    assert [link.href for link in links["chapters"]] == pages
    assert [link.href for link in links["chapters"] if link.current] == (["./"] if name != "guide" else [])
    neighbours = links["neighbours"]
    assert [one and one.href for one in (neighbours.previous, neighbours.next)] == [before, after]


def test_where_the_first_page_is_missing_there_is_no_section(guided: Library) -> None:
    assert section(guided, Place("page", "fr", "second")) == []
    assert section(guided, Place("page", "en", "about")) == []


@pytest.mark.parametrize(("code", "listed"), [("en", {"guide"}), ("ar", {"guide"}), ("fr", {"second"})])
def test_the_imprint_names_a_section_by_its_first_page_where_it_has_one(
    guided: Library, code: str, listed: set[str]
) -> None:
    names = [link.title.striptags() for link in site_links(reader(guided, Place("page", code, "index")))]
    assert {"guide", "second", "third"} & set(names) == listed


def test_a_page_that_is_listed_and_not_there_is_named(sample: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    page(sample, "guide", "pages: [second]\n")
    assert check(sample, capfdbinary)[1][0] == (
        "docs/guide.md:3:1: error: `second` leads to a text that does not exist; check the file's name [link-target]"
    )
