"""The page of problems: complete in every language, code in its own direction."""

from dataclasses import replace

import pytest
from site_sample import LANGUAGES, LIBRARY

from daleel.model import Language
from daleel.problems import codes
from daleel.read import with_problems
from daleel.site.problems import Entry, address, groups, with_code
from daleel.site.reader import Reader

EN, AR, FR = LANGUAGES
LIBRARY_ = replace(LIBRARY, pages=with_problems(LIBRARY.pages, LANGUAGES, LIBRARY.root))


def reader(language: Language) -> Reader:
    return Reader(LIBRARY_, language, "problems/")


def entries(language: Language) -> list[Entry]:
    return [entry for group in groups(reader(language)) for entry in group.entries]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_is_explained(language: Language) -> None:
    found = entries(language)
    assert [entry.code for entry in found] == list(codes()), "each group of hooks/daleel/codes.yml stands together"
    assert all(entry.title and entry.say and entry.place for entry in found)
    assert all(example.text.strip() for entry in found for example in entry.examples)
    assert len({entry.title for entry in found}) == len(found)


def test_code_in_a_sentence_keeps_its_direction() -> None:
    assert with_code("يبدأ بـ `##` أو PDF.", reader(AR)) == (
        'يبدأ بـ <code dir="ltr">##</code> أو <bdi dir="ltr">PDF</bdi>.'
    )
    assert with_code("After `<b>`: “x”", reader(EN)) == 'After <code dir="ltr">&lt;b&gt;</code>: “x”'


def test_an_example_says_its_language() -> None:
    (entry,) = [entry for entry in entries(AR) if entry.code == "numbers-differ"]
    assert [(one.name, one.lang, one.direction) for one in entry.examples] == [
        ("original", "en", "ltr"),
        ("wrong", "fr", "ltr"),
        ("right", "fr", "ltr"),
    ]


def test_the_page_has_an_address_in_every_language() -> None:
    assert [address(LIBRARY_, language) for language in (None, *LANGUAGES)] == [
        "https://example.org/daleel/problems/",
        "https://example.org/daleel/problems/",
        "https://example.org/daleel/ar/problems/",
        "https://example.org/daleel/fr/problems/",
    ]
