"""catalogue.json: what the library holds, for other tools, and its JSON Schema."""

import datetime
from collections.abc import Callable
from typing import Any, Literal

import msgspec

from daleel.archive import kept_pdf
from daleel.ledger import Standing, reviews, state
from daleel.model import Booklet, Format, Kind, Library, Publication
from daleel.places import publication_place, url


class File(msgspec.Struct):
    format: Format
    edition: Booklet  # the facilitator's has the notes, answers and session plans too; handouts are to copy, a summary is one page
    path: str  # relative to the site's root
    bytes: int
    pages: int | None  # e-books and Word files have none
    chapter: str | None = None  # the file holds only this chapter; the name is the last part of its address
    permanent: str | None = None  # of the participants' PDF: where it stays when later versions have come


class Earlier(msgspec.Struct):
    """A PDF of an earlier version that is kept."""

    version: str
    path: str  # relative to the site's root


class Offline(msgspec.Struct):
    """A language's pages and PDFs in a folder, zipped."""

    language: str
    path: str  # relative to the site's root
    bytes: int
    pdfs: int


class EditionEntry(msgspec.Struct):
    language: str
    title: str
    summary: str
    url: str  # absolute
    status: Literal["original", "translation"]
    standing: Standing  # "unrecorded": a translation of which nobody has said what state of the original it renders
    behind: int  # sections of the original that have changed since; 0 where nothing has, or nothing is known
    reviewed: bool  # by a person named in publication.yml; else the text calls itself a draft
    files: list[File]
    earlier: list[Earlier]  # newest first


class PublicationEntry(msgspec.Struct):
    id: str
    kind: Kind
    version: str
    date: datetime.date
    topics: list[str]
    audiences: list[str]
    regions: list[str]
    original: str
    licence: str
    begun: bool  # more chapters are to come
    editions: list[EditionEntry]


class Catalogue(msgspec.Struct):
    publications: list[PublicationEntry]
    offline: list[Offline]


def catalogue(library: Library, files: Callable[[str, str], list[File]], offline: list[Offline]) -> Catalogue:
    """files: publication id, language code → the files of that edition."""
    return Catalogue([_entry(library, publication, files) for publication in library.publications], offline)


def _entry(library: Library, publication: Publication, files: Callable[[str, str], list[File]]) -> PublicationEntry:
    return PublicationEntry(
        id=publication.id,
        kind=publication.kind,
        version=publication.version,
        date=publication.date,
        topics=list(publication.topics),
        audiences=list(publication.audiences),
        regions=list(publication.regions),
        original=publication.original,
        licence=publication.licence,
        begun=publication.begun,
        editions=[
            EditionEntry(
                language=code,
                title=edition.title,
                summary=edition.summary,
                url=library.site_url + url(library, publication_place(publication, code)),
                status="original" if code == publication.original else "translation",
                standing=state(publication, code).standing,
                behind=len(state(publication, code).debts),
                reviewed=bool(reviews(publication, code)),
                files=files(publication.id, code),
                earlier=[
                    Earlier(version.number, path)
                    for version in publication.earlier
                    if (path := kept_pdf(library, publication, version.number, code))
                ],
            )
            for code, edition in publication.editions.items()
        ],
    )


def as_json(value: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def catalogue_schema() -> dict[str, Any]:
    schema = msgspec.json.schema(Catalogue)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "catalogue.json", **schema}
