"""The translation ledger: which state of its original each translation renders, section by section.

A section goes from a heading to the next; its id is the heading's. What stands before the first heading has the id "",
and the chapter's title and lead with it. Recorded is a digest of each section's text without regard to white space: no
date and no commit, so that a record outlives squash merges, line ends of Windows and paragraphs broken anew. Records
keep the original's order: a translation that is behind thereby knows which headings are its own.
"""

import hashlib
import unicodedata
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from daleel.model import Chapter, Library, Publication, Review, SitePage
from daleel.problems import Problem, say
from daleel.scan import heading_ids, scan

Change = Literal["changed", "new", "gone"]
Standing = Literal["original", "current", "behind", "unrecorded", "missing"]
Record = Mapping[str, str]  # id of a section → digest, in the original's order
NAMED = 4  # sections that a remark lists


@dataclass(frozen=True)
class Section:
    id: str
    title: str  # as its heading is written; the chapter's for ""
    text: str  # Markdown, with the heading
    digest: str
    line: int  # from 1 within the Markdown text


@dataclass(frozen=True)
class Debt:
    """A section that the translation does not render as the original now has it."""

    chapter: str  # name
    section: str  # id
    title: str  # as the original writes it; the id of one that is gone
    change: Change


@dataclass(frozen=True)
class State:
    """Of an edition."""

    standing: Standing
    debts: tuple[Debt, ...] = ()
    unrecorded: tuple[str, ...] = ()  # names of chapters


def sections(chapter: Chapter) -> tuple[Section, ...]:
    """In order; the first is that before the first heading."""
    return _sections(chapter.title, chapter.lead, chapter.markdown)


@lru_cache(maxsize=512)  # an original is asked for by each of its translations, and by every renderer
def _sections(title: str, lead: str, markdown: str) -> tuple[Section, ...]:
    lines, headings = markdown.split("\n"), scan(markdown).headings
    starts = [line for line, _, _ in headings]
    ids = heading_ids(name for _, _, name in headings)
    ends = [*(start - 1 for start in starts[1:]), len(lines)]
    opening = "\n".join([title, "", lead, "", *lines[: starts[0] - 1 if starts else len(lines)]])
    texts = ["\n".join(lines[start - 1 : end]) for start, end in zip(starts, ends, strict=False)]
    return Section("", title, opening, digest(opening), 1), *(
        Section(id, name, text, digest(text), start)
        for id, (start, _, name), text in zip(ids, headings, texts, strict=True)
    )


def digest(text: str) -> str:
    """48 bits: enough to tell a section from its earlier states."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(plain.encode()).hexdigest()[:12]


def record(original: Chapter) -> Record:
    return {section.id: section.digest for section in sections(original)}


def debts(original: Chapter, translation: Chapter) -> tuple[Debt, ...]:
    """In the original's order, then what it no longer has. Nothing where nobody recorded what is rendered."""
    rendered = translation.renders
    if rendered is None:
        return ()
    now = record(original)
    owed = [
        Debt(original.name, one.id, one.title, "changed" if one.id in rendered else "new")
        for one in sections(original)
        if rendered.get(one.id) != now[one.id]
    ]
    return *owed, *(Debt(original.name, id, id, "gone") for id in rendered if id not in now)


def ids_in(translation: Chapter, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Which its headings take: the original's `ids`, or those that it had, if the translation still has as many headings.

    Else an author who adds a section to the original would shift the addresses in every translation.
    """
    rendered = tuple(id for id in translation.renders or () if id)
    if translation.renders is None or rendered == ids:
        return ids
    return rendered if len(scan(translation.markdown).headings) == len(rendered) else ids


def section_at(translation: Chapter, ids: tuple[str, ...], line: int) -> str:
    """Id of the translation's section on a line of its Markdown text; ids: of its headings."""
    starts = [start for start, _, _ in scan(translation.markdown).headings]
    above = [id for start, id in zip(starts, ids, strict=False) if start <= line]
    return above[-1] if above else ""


def pairs(library: Library) -> Iterator[tuple[str, Chapter, Chapter]]:
    """Id of the publication ("" for the site's pages), translation, original. Without pages that nobody writes."""
    for publication in library.publications:
        for code in publication.editions:
            for translation, original in chapters(publication, code):
                yield publication.id, translation, original
    for page in library.pages:
        for translation, original in page_pairs(page):
            yield "", translation, original


def page_pairs(page: SitePage) -> Iterator[tuple[Chapter, Chapter]]:
    """Each translation with its original. Nothing of a page that nobody writes."""
    original, *others = page.texts.values()
    for translation in others:
        if original.source.suffix == translation.source.suffix == ".md":
            yield translation, original


def chapters(publication: Publication, code: str) -> Iterator[tuple[Chapter, Chapter]]:
    """The edition's, each with its original; nothing for the original itself."""
    edition, first = publication.editions[code], publication.editions.get(publication.original)
    if first is None or edition is first:
        return
    originals = {chapter.name: chapter for chapter in first.chapters}
    for chapter in edition.chapters:
        if chapter.name in originals:
            yield chapter, originals[chapter.name]


def state(publication: Publication, code: str) -> State:
    if code not in publication.editions:
        return State("missing")
    if code == publication.original:
        return State("original")
    both = list(chapters(publication, code))
    owed = tuple(debt for translation, original in both for debt in debts(original, translation))
    unrecorded = tuple(translation.name for translation, _ in both if translation.renders is None)
    return State("behind" if owed else "unrecorded" if unrecorded else "current", owed, unrecorded)


def page_state(page: SitePage, code: str) -> State:
    original = next(iter(page.texts.values()))
    translation = page.texts.get(code)
    if translation is None:
        return State("missing")
    if translation is original:
        return State("original")
    if translation.renders is None:
        return State("unrecorded", (), (page.name,))
    owed = debts(original, translation)
    return State("behind" if owed else "current", owed)


def reviews(publication: Publication, code: str) -> tuple[Review, ...]:
    """Those that hold: of the version that stands, and of no translation that is behind. Without one it is a draft."""
    if state(publication, code).standing == "behind":
        return ()
    return tuple(one for one in publication.reviews.get(code, ()) if one.version == publication.version)


def recorded(library: Library, files: Container[Path]) -> Library:
    """The library as it is when these translations render their originals as they now stand."""
    renewed = {
        translation.source: replace(translation, renders=record(original))
        for _, translation, original in pairs(library)
        if translation.source in files
    }

    def current(chapter: Chapter) -> Chapter:
        return renewed.get(chapter.source, chapter)

    publications = tuple(
        replace(
            publication,
            editions={
                code: replace(edition, chapters=tuple(map(current, edition.chapters)))
                for code, edition in publication.editions.items()
            },
        )
        for publication in library.publications
    )
    pages = tuple(
        replace(page, texts={code: current(text) for code, text in page.texts.items()}) for page in library.pages
    )
    return replace(library, publications=publications, pages=pages)


def remarks(library: Library, wrong: Container[Path]) -> Iterator[Problem]:
    """What translators should know; nothing that stops an author from mending an original.

    wrong: files with mistakes. An original's own slip is mended first: nobody should translate it.
    """
    for _, translation, original in pairs(library):
        if original.source in wrong:
            continue
        path = translation.source.as_posix()
        if translation.renders is None:
            message = say(
                "nobody has recorded which state of the original this renders; run `daleel translated {path}`",
                path=path,
            )
            yield Problem(translation.source, 1, "translation-unrecorded", message)
        elif owed := debts(original, translation):
            listed = [f"“{debt.title}”" for debt in owed[:NAMED]] + ["…"] * (len(owed) > NAMED)
            message = say(
                "the original has changed since this was translated: {sections}; "
                "translate that anew, then run `daleel translated {path}`",
                sections=", ".join(listed),
                path=path,
            )
            yield Problem(translation.source, first_line(translation, original, owed), "translation-behind", message)


def first_line(translation: Chapter, original: Chapter, owed: tuple[Debt, ...]) -> int:
    """Of its file: the heading of the first section that is behind; 1 where that is new."""
    ids = ids_in(translation, tuple(one.id for one in sections(original) if one.id))
    starts = dict(zip(ids, (line for line, _, _ in scan(translation.markdown).headings), strict=False))
    lines = [starts[debt.section] for debt in owed if debt.section in starts]
    return min(lines) + translation.first_line - 1 if lines and owed[0].section else 1
