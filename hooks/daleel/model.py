"""The values that everything passes on: languages, publications, editions, chapters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, Literal

Kind = Literal["manual", "brief"]
Direction = Literal["ltr", "rtl"]
Audience = Literal["participant", "facilitator"]
Format = Literal["pdf", "epub", "docx"]
# A PDF: the text for an audience, sheets to copy, or what a brief says on one page.
Booklet = Literal["participant", "facilitator", "handouts", "summary"]


@dataclass(frozen=True)
class Settings:
    """Of mkdocs.yml."""

    site_url: str
    languages: tuple[str, ...]  # codes; the first is the default
    extensions: tuple[str, ...]  # of Markdown
    editor: Any  # extra.editor as written; None: the editor in the browser is off
    source: Path  # the file that says all this


@dataclass(frozen=True)
class Language:
    code: str  # BCP 47; also the suffix of files: 01-law.ar.md
    name: str  # in the language itself
    direction: Direction
    locale: str  # CLDR, for dates and plurals
    strings: Mapping[str, Any]  # texts for readers, keys as in strings/en.yml
    fonts: str = "latin"  # which row of the print template's table of scripts

    @property
    def rtl(self) -> bool:
        return self.direction == "rtl"


@dataclass(frozen=True)
class Source:
    """An entry of the bibliography."""

    id: str
    title: Mapping[str, str]  # by language; at least one
    short: Mapping[str, str]  # how later notes name it, by language; may be empty
    place: Mapping[str, str]  # the State whose law it is, where the title does not say; may be empty
    issuing_body: str
    year: str
    number: str
    url: str
    type: str = ""  # "treaty", "law", "guideline" …


@dataclass(frozen=True)
class Wording:
    """A term in one language."""

    preferred: str
    admitted: tuple[str, ...]
    deprecated: tuple[str, ...]


@dataclass(frozen=True)
class Term:
    """An entry of the termbase."""

    id: str
    wordings: Mapping[str, Wording]  # by language code
    definition: Mapping[str, str]
    note: str
    sources: tuple[str, ...] = ()  # ids


@dataclass(frozen=True)
class Respect:
    """A rule of respectful and exact language, in one language."""

    avoid: tuple[str, ...]  # in the base form; `wave/flood of migrant`: either word
    allowed: tuple[str, ...]  # wordings that hold one of them and are right; likewise
    instead: tuple[str, ...]
    advice: str  # may be empty
    reason: str


@dataclass(frozen=True)
class Rule:
    """Which wordings are not used of people, and why."""

    id: str
    texts: Mapping[str, Respect]  # by language code
    sources: tuple[str, ...] = ()  # ids; none: editorial advice


@dataclass(frozen=True)
class Chapter:
    """One Markdown file in one language."""

    name: str  # stem shared by its languages: "01-law", "brief"
    language: str
    source: Path  # relative to the repository root; shown to authors
    site_path: PurePosixPath  # the staged Markdown file, relative to the stage: "manuals/investigation/01-law.ar.md"
    title: str
    lead: str
    markdown: str  # front matter removed, normalised: NFC, LF
    first_line: int  # line of the file on which `markdown` begins
    number: int | None = None  # within its manual; None in its front and back matter, in briefs and on the site's pages
    meta: Mapping[str, Any] = field(default_factory=dict)  # the front matter's other keys (site pages only)
    renders: Mapping[str, str] | None = (
        None  # `ledger.record` of the original that it translates; None: nobody recorded it
    )


@dataclass(frozen=True)
class Edition:
    """A publication in one language. A language without an edition is absent."""

    language: Language
    title: str
    subtitle: str
    summary: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True)
class Contributor:
    name: str
    role: str


@dataclass(frozen=True)
class Review:
    """Somebody read an edition and answers for it. It holds for the version that it names, and for no later one."""

    name: str
    version: str
    date: date


@dataclass(frozen=True)
class Version:
    """A state of a publication that was published."""

    number: str  # "0.2"
    date: date
    changes: Mapping[str, str]  # by language code: what is new in it; may be empty


@dataclass(frozen=True)
class Withdrawal:
    date: date
    reason: Mapping[str, str]  # by language code; of every edition
    replaced_by: str = ""  # id of a publication


@dataclass(frozen=True)
class Publication:
    id: str
    kind: Kind
    folder: Path  # relative to the repository root: manuals/investigation
    version: str
    date: date
    original: str  # language code
    topics: tuple[str, ...]  # the first one gives colour and cover
    audiences: tuple[str, ...]
    regions: tuple[str, ...]
    licence: str  # SPDX, "CC-BY-4.0" unless said otherwise
    editions: Mapping[str, Edition]  # by language code, in the site's order of languages
    contributors: tuple[Contributor, ...] = ()
    partners: tuple[str, ...] = ()
    begun: bool = False  # more chapters are to come
    isbn: Mapping[str, str] = field(default_factory=dict)  # by language code, as printed
    doi: str = ""  # "10.…"
    changes: Mapping[str, str] = field(default_factory=dict)  # by language code: what is new in this version
    earlier: tuple[Version, ...] = ()  # newest first
    withdrawn: Withdrawal | None = None  # its chapters then have no text
    translators: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # names, by language code
    reviews: Mapping[str, tuple[Review, ...]] = field(default_factory=dict)  # by language code

    @property
    def topic(self) -> str:
        return self.topics[0]

    @property
    def versions(self) -> tuple[Version, ...]:
        """Newest first; the first is the one that stands."""
        return Version(self.version, self.date, self.changes), *self.earlier


@dataclass(frozen=True)
class SitePage:
    """A page of docs/ in one or more languages."""

    name: str  # "index", "about"
    texts: Mapping[str, Chapter]  # by language code; the first is the original

    @property
    def below(self) -> tuple[str, ...]:
        """Names of the pages of its section, in reading order. Its translations need not repeat them."""
        return tuple(next(iter(self.texts.values())).meta.get("pages", ()))


@dataclass(frozen=True)
class Editor:
    """Where the editor in the browser reads the texts and sends what was changed."""

    repo: str  # owner/name
    branch: str
    host: Literal["github", "gitlab"]


@dataclass(frozen=True)
class Library:
    root: Path  # absolute
    languages: tuple[Language, ...]  # in the site's order; the first is the default
    publications: tuple[Publication, ...]  # manuals, then briefs, each by id; without withdrawn ones
    pages: tuple[SitePage, ...]
    sources: Mapping[str, Source]
    terms: Mapping[str, Term]
    words: Mapping[str, tuple[tuple[str, ...], ...]]  # by language, groups of forms of one word that no rule joins
    site_url: str  # ends with a slash
    rules: tuple[Rule, ...] = ()  # of respectful language
    withdrawn: tuple[Publication, ...] = ()  # they keep their addresses, and nothing else
    editor: Editor | None = None  # None: switched off

    def language(self, code: str) -> Language:
        return next(language for language in self.languages if language.code == code)

    def publication(self, id: str) -> Publication:
        """One that stands, or a withdrawn one."""
        return next(one for one in (*self.publications, *self.withdrawn) if one.id == id)
