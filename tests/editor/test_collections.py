"""The configuration of the editor, made from the sample library."""

import json
import tarfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from conftest import copy_sample, switch_on
from daleel.editor import editor_link
from daleel.editor.collections import configuration
from daleel.model import Editor, Library
from daleel.places import Place
from daleel.read import read_library
from daleel.run import source_file
from daleel.settings import read_settings

GITHUB = Editor("owner/library", "main", "github")
CHAPTER = Place("chapter", "ar", "01-listening", "first-contact")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    config = copy_sample(tmp_path_factory.mktemp("collections") / "library")
    found, problems = read_library(config.parent, read_settings(config))
    assert problems == []
    return replace(found, editor=GITHUB)


def collections(library: Library) -> dict[str, Any]:
    return {one["name"]: one for one in configuration(library, GITHUB)["collections"]}


def test_each_publication_is_a_collection_of_its_texts_in_order(library: Library) -> None:
    found = collections(library)
    assert list(found) == ["first-contact", "safe-return", "site_pages"]  # nothing of a withdrawn one
    manual = found["first-contact"]
    assert manual["label"] == "First contact with a victim"
    assert [(text["label"], text["file"]) for text in manual["files"]] == [
        ("How to use this manual", "manuals/first-contact/how-to-use.{{locale}}.md"),
        ("\u20681. Listening\u2069", "manuals/first-contact/01-listening.{{locale}}.md"),
        ("\u20682. Referring\u2069", "manuals/first-contact/02-referring.{{locale}}.md"),
        ("Test before and after", "manuals/first-contact/test.{{locale}}.md"),
    ]
    assert [text["file"] for text in found["site_pages"]["files"]] == [
        f"docs/{name}.{{{{locale}}}}.md" for name in ("about", "index", "library")
    ]


def test_every_file_is_plain_text_in_the_languages_of_the_site(library: Library) -> None:
    for collection in collections(library).values():
        assert collection["format"] == "raw"
        assert collection["i18n"]["locales"] == ["en", "ar", "fr"]
        for text in collection["files"]:
            assert [field["widget"] for field in text["fields"]] == ["text"]


def test_an_arabic_original_is_the_file_without_a_suffix(library: Library) -> None:
    manual = replace(library.publications[0], original="ar")
    found = collections(replace(library, publications=(manual,)))["first-contact"]
    assert (found["label"], found["files"][1]["label"]) == ("اللقاء الأول مع الضحية", "\u20681. الإصغاء\u2069")
    assert found["i18n"]["default_locale"] == "ar"
    assert found["files"][0]["fields"][0]["required"] == ["ar"]


def test_in_an_arabic_site_the_editor_speaks_arabic(library: Library) -> None:
    arabic_first = replace(library, languages=tuple(sorted(library.languages, key=lambda one: not one.rtl)))
    found = collections(arabic_first)
    assert found["site_pages"]["label"] == "صفحات الموقع"
    assert {field["label"] for text in found["first-contact"]["files"] for field in text["fields"]} == {"النص"}


@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_the_package_understands_every_key(library: Library, editor_archive: Path, host: Any) -> None:
    schema = json.loads(editor_schema(editor_archive))
    jsonschema.validate(configuration(library, replace(GITHUB, host=host)), schema)


def editor_schema(archive: Path) -> bytes:
    with tarfile.open(archive) as package:
        file = package.extractfile("package/schema/sveltia-cms.json")
        assert file is not None
        return file.read()


@pytest.mark.parametrize(
    ("place", "link"),
    [
        (CHAPTER, "admin/#/collections/first-contact/entries/01-listening?_locale=ar"),
        (replace(CHAPTER, language="en"), "admin/#/collections/first-contact/entries/01-listening?_locale=en"),
        (
            Place("publication", "ar", "index", "safe-return"),
            "admin/#/collections/safe-return/entries/brief?_locale=ar",
        ),
        (Place("page", "ar", "about"), "admin/#/collections/site_pages/entries/about?_locale=ar"),
        (Place("publication", "ar", "index", "first-contact"), None),  # publication.yml
        (Place("page", "ar", "glossary"), None),  # the termbase
    ],
)
def test_edit_this_page_leads_to_the_text_in_the_readers_language(
    library: Library, place: Place, link: str | None
) -> None:
    assert editor_link(library, place, source_file(library, place)) == link


def test_switched_off_nothing_leads_to_the_editor(library: Library) -> None:
    off = replace(library, editor=None)
    assert editor_link(off, CHAPTER, source_file(off, CHAPTER)) is None


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("editor: true", "`editor` names no repository; write `editor: {repo: owner/name}`, or take the line out"),
        ("editor: {branch: main}", "the key `repo` is missing; add it"),
        ("editor: {repo: library}", "`library` is no repository; write its owner and its name: owner/name"),
        ("editor: {repo: a/b, hots: github}", "unknown key `hots`; did you mean `host`?"),
        ("editor: {repo: a/b, host: gitea}", "`host`: `gitea` is unknown; one of: github, gitlab"),
    ],
)
def test_a_slip_in_the_setting_is_named(sample: Path, lines: str, said: str) -> None:
    switch_on(sample, lines)
    line = len(sample.read_text(encoding="utf-8").splitlines())
    _, problems = read_library(sample.parent, read_settings(sample))
    assert [str(problem) for problem in problems] == [f"mkdocs.yml:{line}:1: error: {said} [editor]"]
