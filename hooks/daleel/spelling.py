"""Words that neither a language's dictionary nor the library's own lists know.

The dictionaries are Hunspell's, and it is asked as a program of its own: every system has it, none needs it.
"""

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from daleel.characters import Places
from daleel.model import Chapter, Edition, Language, Library
from daleel.problems import Message, Problem, say
from daleel.prose import chapter_prose, data_prose, not_set_apart
from daleel.read import normalised
from daleel.tongues import in_script

MARKS = "\u064b-\u0652\u0670\u0640"  # Arabic vowel signs and tatweel
LETTER = rf"[^\W\d_\u0640][{MARKS}]*"
WORD = re.compile(rf"(?<![\w-]){LETTER}(?:[’'-]?{LETTER})*(?![\w-])")
# And, so, with, like, to, the: written in one with an Arabic word.
CLITICS = re.compile("[وف]?(?:لل|[بكل]?(?:ال)?)")
MOST_SUGGESTIONS = 3
MOST_WORDS = 30  # that get suggestions: Hunspell thinks about one for a third of a second


def spelling(library: Library) -> tuple[list[Problem], list[Message]]:
    """What is wrong, and which languages could not be looked at."""
    problems: list[Problem] = []
    unchecked = []
    for language in library.languages:
        found = check_spelling(library, language)
        problems += found or []
        if found is None:
            message = say(
                "spelling was not checked in {language}; install Hunspell and its dictionary {locale}",
                language=language.name,
                locale=language.locale,
            )
            unchecked.append(message)
    return problems, unchecked


def check_spelling(library: Library, language: Language) -> list[Problem] | None:
    """Each unknown word where a text has it first; None where the language's dictionary is not installed."""
    if not _is_installed(language.locale):
        return None
    places = {(path, word): place for path, word, place in _words(library, language)}
    strange = _strange({word for _, word in places}, language.locale, _known(library, language))
    near = _suggestions(language.locale, strange[:MOST_WORDS])
    problems = []
    for (path, word), (line, column) in places.items():
        if word in strange:
            if near.get(word):
                message = say(
                    "the dictionary does not know `{word}`; did you mean {near}? "
                    "If it is right, add it to docs/data/spelling.{code}.txt",
                    word=word,
                    near=" / ".join(f"`{one}`" for one in near[word]),
                    code=language.code,
                )
            else:
                message = say(
                    "the dictionary does not know `{word}`; correct it, or add it to docs/data/spelling.{code}.txt",
                    word=word,
                    code=language.code,
                )
            problems.append(Problem(path, line, "spelling", message, column))
    return problems


def _strange(words: set[str], locale: str, known: set[str]) -> list[str]:
    """What is put together with an apostrophe is known if its parts are: relative's, l'ONUDC."""
    unknown = [word for word in _asked("-l", locale, sorted(words)) if word and not _is_known(word, known)]
    parts = {part for word in unknown for part in word.split("'") if len(part) > 1}
    unknown_parts = set(_asked("-l", locale, sorted(parts)))
    return [word for word in unknown if not unknown_parts.isdisjoint(word.split("'"))]


def _words(library: Library, language: Language) -> Iterator[tuple[Path, str, tuple[int, int]]]:
    """Path, word as a dictionary writes it, its first place there."""
    for path, text, prose in _read(library, language):
        places, seen = Places(text), set[str]()
        for match in WORD.finditer(not_set_apart(prose)):
            word = re.sub(f"[{MARKS}]", "", match[0]).replace("’", "'")
            acronym = word.isupper()
            if word not in seen and not acronym and all(in_script(char, language) for char in word if char.isalpha()):
                seen.add(word)
                yield path, word, places.of(match.start())


def _read(library: Library, language: Language) -> Iterator[tuple[Path, str, str]]:
    """Path, text and prose of all that is published in the language; the termbase and the sources are known words."""
    for publication in library.publications:
        path = publication.folder / "publication.yml"
        text = normalised((library.root / path).read_bytes())
        yield path, text, data_prose(text, lambda keys: language.code in keys)
    chapters = [
        *(one for publication in library.publications for one in _chapters(publication.editions.get(language.code))),
        *(page.texts[language.code] for page in library.pages if language.code in page.texts),
    ]
    for chapter in chapters:
        if chapter.source.suffix == ".md":
            text = normalised((library.root / chapter.source).read_bytes())
            yield chapter.source, text, chapter_prose(text)


def _chapters(edition: Edition | None) -> tuple[Chapter, ...]:
    return edition.chapters if edition else ()


def _known(library: Library, language: Language) -> set[str]:
    """The library's own list, and the words of termbase and sources."""
    path = library.root / "docs" / "data" / f"spelling.{language.code}.txt"
    lines = normalised(path.read_bytes()).splitlines() if path.is_file() else []
    texts = [line for line in lines if not line.startswith("#")]
    for term in library.terms.values():
        if wording := term.wordings.get(language.code):
            texts += [wording.preferred, *wording.admitted]
    for source in library.sources.values():
        texts += [some.get(language.code, "") for some in (source.title, source.short, source.place)]
    return {part for text in texts for match in WORD.finditer(text) for part in _parts(match[0])}


def _parts(word: str) -> set[str]:
    """Itself and what it is made of, in small letters: l'ONUDC is of ONUDC, Amina's of Amina, وراحيل of راحيل."""
    bare = re.sub(f"[{MARKS}]", "", word).replace("’", "'").casefold()
    pieces = {bare, *(piece for piece in bare.split("'") if len(piece) > 1)}
    return pieces | {piece[match.end() :] for piece in pieces if (match := CLITICS.match(piece)) and match.end()}


def _is_known(word: str, known: set[str]) -> bool:
    return not _parts(word).isdisjoint(known)


def _is_installed(locale: str) -> bool:
    return shutil.which("hunspell") is not None and _hunspell("-l", locale, "").returncode == 0


def _suggestions(locale: str, words: list[str]) -> dict[str, list[str]]:
    """Of Hunspell's lines "& word count offset: one, another"."""
    found = {}
    for line in _asked("-a", locale, words):
        if line.startswith("& "):
            about, _, near = line.partition(": ")
            found[about.split()[1]] = near.split(", ")[:MOST_SUGGESTIONS]
    return found


def _asked(mode: str, locale: str, words: Iterable[str]) -> list[str]:
    return _hunspell(mode, locale, "".join(f"{word}\n" for word in words)).stdout.split("\n")


def _hunspell(mode: str, locale: str, text: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["hunspell", "-i", "utf-8", "-d", locale, mode], input=text, capture_output=True, encoding="utf-8", check=False
    )
