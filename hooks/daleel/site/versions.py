"""The versions of a publication as its page lists them, and what a page says to the reader of an older copy."""

from dataclasses import dataclass

from markupsafe import Markup

from daleel.archive import kept_pdf, own_path
from daleel.model import Language, Publication, Version
from daleel.site.navigation import Link
from daleel.site.reader import Reader
from daleel.wording import typeset, versioned


@dataclass(frozen=True)
class VersionEntry:
    number: str
    name: Markup  # "Version 0.2, 27 November 2026"
    say: Markup  # what is new in it; "" where nobody noted it
    other: Language | None  # of what is said, where it is not the reader's
    pdf: Link | None  # None where it is not kept


@dataclass(frozen=True)
class Notice:
    """To the reader of a copy."""

    held: str  # number of the version; "" for one that is not known
    say: Markup
    old: Link | None  # PDF of the version held; None for the current one, and where it is not kept
    since: str  # address of the list of what has changed since; "" for the current version


def entries(reader: Reader, publication: Publication) -> list[VersionEntry]:
    return [_entry(reader, publication, version) for version in publication.versions]


def _entry(reader: Reader, publication: Publication, version: Version) -> VersionEntry:
    language = _language_of(reader, publication, version)
    said = version.changes.get(language.code, "")
    return VersionEntry(
        number=version.number,
        name=named(reader, version),
        say=typeset(said, language),
        other=None if language == reader.language else language,
        pdf=_pdf(reader, publication, version),
    )


def _language_of(reader: Reader, publication: Publication, version: Version) -> Language:
    """The reader's, or else the original's: an edition may be younger than the version."""
    there = reader.language.code in version.changes or publication.original not in version.changes
    return reader.language if there else reader.library.language(publication.original)


def named(reader: Reader, version: Version) -> Markup:
    form: str = reader.strings["publication"]["version"]
    return reader.typeset(form.format(version=version.number, date=reader.date(version.date)))


def newest_pdf(reader: Reader, publication: Publication) -> Link:
    code = reader.edition(publication).language.code
    return _pdf_link(reader, publication.version, own_path(publication, publication.version, code))


def _pdf(reader: Reader, publication: Publication, version: Version) -> Link | None:
    if version == publication.versions[0]:
        return newest_pdf(reader, publication)
    code = reader.edition(publication).language.code
    path = kept_pdf(reader.library, publication, version.number, code)
    return _pdf_link(reader, version.number, path) if path else None


def _pdf_link(reader: Reader, version: str, path: str) -> Link:
    form: str = reader.strings["versions"]["pdf"]
    return Link(reader.typeset(form.format(version=version)), reader.href(path))


def notices(reader: Reader, publication: Publication) -> list[Notice]:
    """One for each version, the newest first, and one for versions that are not known."""
    newest, *older = publication.versions
    return [
        Notice(newest.number, _said(reader, "same", newest, newest), None, ""),
        *(_outdated(reader, publication, version) for version in older),
        Notice("", _said(reader, "unknown", newest, newest), None, ""),
    ]


def _outdated(reader: Reader, publication: Publication, version: Version) -> Notice:
    say = _said(reader, "older", publication.versions[0], version)
    since = versioned(reader.to(reader.publication(publication)), version.number) + "#versions"
    return Notice(version.number, say, _pdf(reader, publication, version), since)


def _said(reader: Reader, key: str, newest: Version, held: Version) -> Markup:
    form: str = reader.strings["versions"][key]
    return reader.typeset(
        form.format(
            version=newest.number,
            date=reader.date(newest.date),
            held=held.number,
            held_date=reader.date(held.date),
        )
    )
