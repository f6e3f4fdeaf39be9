"""The glossary page: the termbase in the order of a language, each term with its name in the others."""

from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from daleel.model import Language, Source, Term
from daleel.places import Place, in_language
from daleel.site.reader import Reader
from daleel.site.termbase import CSV, TBX
from daleel.terms import listed_under
from daleel.wording import typeset


@dataclass(frozen=True)
class Elsewhere:
    language: Language
    name: Markup
    href: str  # of the entry on the glossary page in that language


@dataclass(frozen=True)
class Entry:
    id: str
    name: Markup
    definition: Markup  # "" without one
    admitted: tuple[Markup, ...]
    deprecated: tuple[Markup, ...]
    elsewhere: tuple[Elsewhere, ...]
    sources: tuple[Markup, ...]


@dataclass(frozen=True)
class Letter:
    id: str
    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Termbase:
    """As a file."""

    format: str
    href: str


def letters(reader: Reader, place: Place) -> list[Letter]:
    code = reader.language.code
    terms = [term for term in reader.library.terms.values() if code in term.wordings]
    listed = sorted((listed_under(term.wordings[code].preferred, reader.language), term.id) for term in terms)
    return [
        Letter(f"letter-{number}", letter, tuple(_entry(reader, place, reader.library.terms[id]) for _, id in group))
        for number, (letter, group) in enumerate(groupby(listed, key=lambda pair: pair[0][:1].upper()), start=1)
    ]


def files(reader: Reader) -> list[Termbase]:
    return [Termbase("CSV", reader.href(CSV)), Termbase("TBX", reader.href(TBX))]


def _entry(reader: Reader, place: Place, term: Term) -> Entry:
    wording = term.wordings[reader.language.code]
    return Entry(
        term.id,
        reader.typeset(wording.preferred),
        reader.typeset(term.definition.get(reader.language.code, "")),
        tuple(map(reader.typeset, wording.admitted)),
        tuple(map(reader.typeset, wording.deprecated)),
        tuple(_elsewhere(reader, place, term)),
        tuple(
            reader.typeset(_short(reader.library.sources[id], reader))
            for id in term.sources
            if id in reader.library.sources
        ),
    )


def _elsewhere(reader: Reader, place: Place, term: Term) -> list[Elsewhere]:
    found = []
    for language in reader.library.languages:
        there = in_language(reader.library, place, language.code)
        if language != reader.language and there is not None and language.code in term.wordings:
            name = typeset(term.wordings[language.code].preferred, language)
            found.append(Elsewhere(language, name, f"{reader.to(there)}#{term.id}"))
    return found


def _short(source: Source, reader: Reader) -> str:
    code = reader.language.code
    return source.short.get(code) or source.title.get(code) or next(iter(source.title.values()))
