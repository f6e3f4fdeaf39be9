"""The page that tells the state of every translation."""

from dataclasses import dataclass

from babel.lists import format_list
from markupsafe import Markup

from daleel.imprint import reviewers
from daleel.ledger import Debt, State, state
from daleel.model import Language, Publication
from daleel.places import chapter_place, publication_place
from daleel.site.reader import Reader
from daleel.wording import typeset


@dataclass(frozen=True)
class Cell:
    """An edition."""

    standing: str  # as in `ledger.Standing`
    say: Markup
    href: str  # "" where there is none
    language: Language
    draft: bool
    people: tuple[Markup, ...]  # who translated it, who reviewed it


@dataclass(frozen=True)
class Row:
    title: Markup
    other: Language | None  # of the title, where it is not the reader's
    cells: tuple[Cell, ...]  # every language of the site


@dataclass(frozen=True)
class Missed:
    """A section that a translation does not have as the original has it."""

    title: Markup
    href: str
    kind: str  # in the reader's words


@dataclass(frozen=True)
class Late:
    """A translation that is behind."""

    title: Markup
    other: Language | None
    language: Language
    original: Language  # of the titles below
    sections: tuple[Missed, ...]


def rows(reader: Reader) -> list[Row]:
    return [_row(reader, publication) for publication in reader.library.publications]


def late(reader: Reader) -> list[Late]:
    return [
        _late(reader, publication, code, found)
        for publication in reader.library.publications
        for code in publication.editions
        for found in [state(publication, code)]
        if found.debts
    ]


def say(reader: Reader, found: State) -> Markup:
    """How current an edition is."""
    if found.standing == "behind":
        return reader.typeset(reader.counted_in("ledger", "behind", len(found.debts)))
    section = "publication" if found.standing in ("original", "missing") else "ledger"
    return reader.typeset(reader.strings[section][found.standing])


def _row(reader: Reader, publication: Publication) -> Row:
    edition = reader.edition(publication)
    cells = tuple(_cell(reader, publication, language) for language in reader.library.languages)
    return Row(typeset(edition.title, edition.language), _other(reader, edition.language), cells)


def _other(reader: Reader, language: Language) -> Language | None:
    return None if language == reader.language else language


def _cell(reader: Reader, publication: Publication, language: Language) -> Cell:
    found = state(publication, language.code)
    if found.standing == "missing":
        return Cell(found.standing, say(reader, found), "", language, False, ())
    words, locale = reader.strings["ledger"], reader.language.locale
    own = reviewers(publication, language, reader.language)
    named = (("translated", publication.translators.get(language.code, ())), ("reviewed", own))
    people = [
        reader.typeset(words[key].format(names=format_list(list(names), locale=locale)))
        for key, names in named
        if names
    ]
    href = reader.to(publication_place(publication, language.code))
    return Cell(found.standing, say(reader, found), href, language, not own, tuple(people))


def _late(reader: Reader, publication: Publication, code: str, found: State) -> Late:
    edition = reader.edition(publication)
    return Late(
        typeset(edition.title, edition.language),
        _other(reader, edition.language),
        reader.library.language(code),
        reader.library.language(publication.original),
        tuple(_missed(reader, publication, debt) for debt in found.debts),
    )


def _missed(reader: Reader, publication: Publication, debt: Debt) -> Missed:
    original = publication.editions[publication.original]
    chapter = next(one for one in original.chapters if one.name == debt.chapter)
    page = reader.to(chapter_place(publication, chapter))
    title = (
        debt.title if debt.title == chapter.title or publication.kind == "brief" else f"{chapter.title} – {debt.title}"
    )
    anchor = f"#{debt.section}" if debt.section and debt.change != "gone" else ""
    return Missed(typeset(title, original.language), page + anchor, reader.strings["ledger"]["kinds"][debt.change])
