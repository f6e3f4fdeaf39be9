"""`daleel status`: how current each translation is, and who translated and read it; as a table, and as JSON."""

import datetime
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from pathlib import Path

import msgspec

from daleel.history import earlier
from daleel.ledger import Change, Debt, Standing, State, chapters, digest, page_state, reviews, sections, state
from daleel.model import Chapter, Kind, Library, Publication, SitePage
from daleel.read import Reading, chapter_of, normalised, read_library
from daleel.schema import PageFrontMatter
from daleel.settings import read_settings
from daleel.single import asked_for


class Reviewer(msgspec.Struct):
    name: str
    version: str  # the one that was read
    date: datetime.date
    holds: bool  # for the version that stands


class SectionState(msgspec.Struct):
    """A section of the original that the translation does not render as it now stands."""

    chapter: str  # "01-law"; a page's name
    file: str  # of the translation
    section: str  # id of the heading; "" for what stands before the first one, title and lead
    title: str  # in the original's language; the id of one that is gone
    change: Change  # "changed", "new" or "gone"
    diff: list[str] | None  # of the original since it was rendered, a line each; None where git cannot tell


class EditionStatus(msgspec.Struct):
    language: str
    standing: Standing  # "original", "current", "behind", "unrecorded" or "missing"
    reviewed: bool  # False: it calls itself a draft
    translators: list[str]
    reviewers: list[Reviewer]
    sections: list[SectionState]  # none but where it is behind
    unrecorded: list[str]  # names of texts of which nobody has recorded what they render


class PublicationStatus(msgspec.Struct):
    id: str
    kind: Kind
    version: str
    original: str  # language
    title: str  # in that language
    editions: list[EditionStatus]  # every language of the site


class PageStatus(msgspec.Struct):
    """Of a page of docs/; nobody is named for it."""

    name: str
    original: str
    editions: list[EditionStatus]


class Status(msgspec.Struct):
    publications: list[PublicationStatus]
    pages: list[PageStatus]  # none where one publication was asked for


def status(config: Path, id: str = "") -> Status:
    """Of the whole library, or of one publication. Raises Mistakes where there is none of that id."""
    library, problems = read_library(config.parent, read_settings(config))
    publications = (asked_for(library, problems, id),) if id else library.publications
    return Status(
        [publication_status(library, one) for one in publications],
        [] if id else [page_status(library, page) for page in library.pages if is_written(page)],
    )


def is_written(page: SitePage) -> bool:
    return all(text.source.suffix == ".md" for text in page.texts.values())


def publication_status(library: Library, publication: Publication) -> PublicationStatus:
    return PublicationStatus(
        publication.id,
        publication.kind,
        publication.version,
        publication.original,
        publication.editions[publication.original].title,
        [edition_status(library, publication, language.code) for language in library.languages],
    )


def edition_status(library: Library, publication: Publication, code: str) -> EditionStatus:
    holding = reviews(publication, code)
    both = (
        {one.name: (one, first) for one, first in chapters(publication, code)} if code in publication.editions else {}
    )
    found = state(publication, code)
    return EditionStatus(
        code,
        found.standing,
        bool(holding),
        list(publication.translators.get(code, ())),
        [Reviewer(one.name, one.version, one.date, one in holding) for one in publication.reviews.get(code, ())],
        list(section_states(library.root, found, both)),
        list(found.unrecorded),
    )


def page_status(library: Library, page: SitePage) -> PageStatus:
    original = next(iter(page.texts.values()))
    return PageStatus(
        page.name,
        original.language,
        [
            EditionStatus(
                code,
                found.standing,
                False,
                [],
                [],
                list(section_states(library.root, found, {page.name: (page.texts.get(code, original), original)})),
                list(found.unrecorded),
            )
            for code in (language.code for language in library.languages)
            for found in [page_state(page, code)]
        ],
    )


# --- What has changed -------------------------------------------------------------------------------------------------


def section_states(root: Path, found: State, both: Mapping[str, tuple[Chapter, Chapter]]) -> Iterator[SectionState]:
    """both: by name, a translation and its original."""
    for name in dict.fromkeys(debt.chapter for debt in found.debts):
        translation, original = both[name]
        owed = [debt for debt in found.debts if debt.chapter == name]
        rendered = rendered_texts(root, original, translation, owed)
        now = {section.id: section.text for section in sections(original)}
        for debt in owed:
            lines = changed_lines(rendered.get(debt.section), now.get(debt.section, ""))
            file = translation.source.as_posix()
            yield SectionState(debt.chapter, file, debt.section, debt.title, debt.change, lines)


def rendered_texts(root: Path, original: Chapter, translation: Chapter, owed: list[Debt]) -> dict[str, str]:
    """By id, the sections as they stood when they were rendered, as far as git's history has them; "" for new ones."""
    texts = {debt.section: "" for debt in owed if debt.change == "new"}
    wanted = {(translation.renders or {})[debt.section]: debt.section for debt in owed if debt.change != "new"}
    for data in earlier(root / original.source) if wanted else ():
        for section in sections_then(root, original, data):
            if id := wanted.pop(digest(section), ""):
                texts[id] = section
        if not wanted:
            break
    return texts


def sections_then(root: Path, original: Chapter, data: bytes) -> list[str]:
    """The sections of a file as it once stood; none where it could not be read."""
    try:
        text = normalised(data)
    except UnicodeDecodeError:
        return []
    about = (original.name, original.language, original.site_path, PageFrontMatter)  # it knows a chapter's keys too
    then = chapter_of(Reading(root), text, root / original.source, *about)
    return [section.text for section in sections(then)] if then else []


def changed_lines(then: str | None, now: str) -> list[str] | None:
    if then is None:
        return None
    lines = unified_diff(then.strip().split("\n"), now.strip().split("\n"), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


# --- As a table -------------------------------------------------------------------------------------------------------


def table(status: Status) -> str:
    """For a terminal: a line for each publication and language, below it what is behind."""
    rows = [
        (name, edition)
        for name, editions in [
            *((one.id, one.editions) for one in status.publications),
            *((f"docs/{one.name}", one.editions) for one in status.pages),
        ]
        for edition in editions
    ]
    width = max((len(name) for name, _ in rows), default=0)
    pages = {f"docs/{one.name}" for one in status.pages}
    return "\n".join(line for name, edition in rows for line in edition_lines(name, edition, width, name in pages))


def edition_lines(name: str, edition: EditionStatus, width: int, page: bool) -> Iterator[str]:
    people = [f"translated by {', '.join(edition.translators)}"] if edition.translators else []
    people += [
        f"{'reviewed' if one.holds else f'version {one.version} reviewed'} by {one.name}, {one.date}"
        for one in edition.reviewers
    ]
    read = "" if page or edition.standing == "missing" else "reviewed" if edition.reviewed else "draft"
    yield f"{name:{width}}  {edition.language:3} {standing(edition):22} {read:9} {'; '.join(people)}".rstrip()
    for section in edition.sections:
        yield f"    {section.file}: {section.change}: {section.title}"
        yield from (f"        {line}" for line in section.diff or [])


def standing(edition: EditionStatus) -> str:
    if edition.standing == "behind":
        return f"behind in {len(edition.sections)} section{'s' if len(edition.sections) > 1 else ''}"
    return edition.standing
