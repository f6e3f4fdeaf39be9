"""Counted texts in the languages of the house, and their strings."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from site_sample import LANGUAGES

from daleel.plurals import CATEGORIES, counted

EN, AR, FR = LANGUAGES


@pytest.mark.parametrize(
    ("language", "n", "expected"),
    [
        (EN, 0, "0 pages"),
        (EN, 1, "1 page"),
        (EN, 6, "6 pages"),
        (FR, 0, "0 page"),
        (FR, 1, "1 page"),
        (FR, 2, "2 pages"),
        (FR, 1_000_000, "1000000 pages"),  # CLDR's "many", which our French has not
        (AR, 1, "صفحة واحدة"),
        (AR, 2, "صفحتان"),
        (AR, 3, "3 صفحات"),
        (AR, 10, "10 صفحات"),
        (AR, 11, "11 صفحة"),
        (AR, 100, "100 صفحة"),
        (AR, 103, "103 صفحات"),
    ],
)
def test_the_form_follows_the_number(language: Any, n: int, expected: str) -> None:
    assert counted(language.strings["units"]["pages"], n, language) == expected


def is_counted(strings: Any) -> bool:
    return isinstance(strings, Mapping) and "other" in strings and set(strings) <= set(CATEGORIES)


def keys(strings: Mapping[str, Any], above: str = "") -> Iterator[str]:
    for key, value in strings.items():
        if isinstance(value, Mapping) and not is_counted(value):
            yield from keys(value, f"{above}{key}.")
        else:
            yield above + key


@pytest.mark.parametrize("language", [AR, FR], ids=["ar", "fr"])
def test_each_language_has_the_keys_of_english(language: Any) -> None:
    optional = {"language.spacing"}
    assert sorted(set(keys(language.strings)) - optional) == sorted(set(keys(EN.strings)) - optional)


def placeholders(strings: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    for key, value in strings.items():
        if isinstance(value, Mapping):
            yield from placeholders(
                value["other"] and {"": value["other"]} if is_counted(value) else value, f"{above}{key}."
            )
        else:
            names = {part.partition("}")[0] for part in str(value).split("{")[1:]}
            yield above + key, frozenset(names)


@pytest.mark.parametrize("language", [AR, FR], ids=["ar", "fr"])
def test_each_text_has_the_places_of_the_english_one(language: Any) -> None:
    own, english = dict(placeholders(language.strings)), dict(placeholders(EN.strings))
    assert {key: names for key, names in own.items() if names != english.get(key, names)} == {}


@pytest.mark.parametrize("language", LANGUAGES, ids=["en", "ar", "fr"])
def test_no_key_is_the_name_of_a_method(language: Any) -> None:
    """Jinja would find dict.items before the text."""
    assert [key for key in keys(language.strings) if set(key.split(".")) & set(dir(dict))] == []
