"""An edition as bibliographies and catalogues know it: what citations, feeds and metadata say alike, without typography."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from daleel.model import Booklet, Edition, Kind, Language, Library, Publication
from daleel.places import publication_place, url, urn
from daleel.text import Text
from daleel.wording import Licence, licence, versioned

NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
Texts = Mapping[tuple[str, str, str], Text]  # publication id or "", chapter's or page's name, language code


@dataclass(frozen=True)
class Work:
    """Texts are single lines without markup."""

    id: str
    kind: Kind
    language: Language
    title: str
    summary: str
    persons: tuple[str, ...]  # named in publication.yml
    house: str  # publisher; the author too, where no person is named
    version: str
    date: date
    address: str  # of its page, absolute
    topics: tuple[str, ...]  # keys of strings["topics"]
    licence: Licence
    isbn: str  # "" where there is none
    doi: str

    @property
    def authors(self) -> tuple[str, ...]:
        return self.persons or (self.house,)

    @property
    def cited_address(self) -> str:
        """It tells the page which version the reader of a citation has in mind."""
        return versioned(self.address, self.version)

    @property
    def subjects(self) -> list[str]:
        return [self.language.strings["topics"][topic] for topic in self.topics]

    @property
    def genre(self) -> str:
        return str(self.language.strings["kinds"][self.kind])

    def urn(self, booklet: Booklet) -> str:
        return urn(self.address, booklet)


def line(text: str) -> str:
    """On one line, and without what XML cannot hold (https://www.w3.org/TR/xml/#charsets)."""
    return " ".join(NOT_XML.sub(" ", text).split())


def work(library: Library, publication: Publication, code: str) -> Work:
    edition = publication.editions[code]
    return Work(
        id=publication.id,
        kind=publication.kind,
        language=edition.language,
        title=line(edition.title),
        summary=line(edition.summary),
        persons=tuple(line(one.name) for one in publication.contributors),
        house=edition.language.strings["site"]["name"],
        version=publication.version,
        date=publication.date,
        address=library.site_url + url(library, publication_place(publication, code)),
        topics=publication.topics,
        licence=licence(publication.licence),
        isbn=publication.isbn.get(code, ""),
        doi=publication.doi,
    )


def works(library: Library, code: str) -> list[Work]:
    """Every edition in the language, the newest first."""
    found = [work(library, one, code) for one in library.publications if code in one.editions]
    return sorted(found, key=lambda one: one.date, reverse=True)


def teaching_minutes(texts: Texts, publication: Publication, edition: Edition) -> dict[str, int]:
    """By name of chapter; chapters without a session plan are absent."""
    read = {one.name: texts[publication.id, one.name, edition.language.code].minutes for one in edition.chapters}
    return {name: minutes for name, minutes in read.items() if minutes is not None}
