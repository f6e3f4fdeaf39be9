"""A file read for its letters, marks and languages. One file tells it all: nothing here knows the library."""

from collections.abc import Iterator, Sequence
from functools import partial

from daleel.characters import Places, deceiving
from daleel.model import Language
from daleel.problems import Mistake
from daleel.prose import chapter_prose, data_prose, unquoted
from daleel.punctuation import unusual
from daleel.tongues import strange_paragraphs


def proofread_chapter(text: str, language: Language, languages: Sequence[Language]) -> Iterator[Mistake]:
    """text: of a whole Markdown file, normalised; languages: the library's."""
    places = Places(text)
    yield from deceiving(text, places)
    yield from unusual(chapter_prose(text), places, language)
    yield from strange_paragraphs(unquoted(chapter_prose(text, quotations=False)), places, language, languages)


def proofread_data(text: str, languages: Sequence[Language]) -> Iterator[Mistake]:
    """text: of a whole YAML file. What stands under a language's code is in that language."""
    places = Places(text)
    yield from deceiving(text, places)
    for language in languages:
        yield from unusual(data_prose(text, partial(_in_language, language.code)), places, language)
        own = data_prose(text, partial(_own_words, language.code))
        yield from strange_paragraphs(unquoted(own), places, language, languages)


def _in_language(code: str, keys: tuple[str, ...]) -> bool:
    return code in keys


def _own_words(code: str, keys: tuple[str, ...]) -> bool:
    """No lists of wordings; titles of sources are names."""
    return keys[-1] == code and keys[0] != "sources"
