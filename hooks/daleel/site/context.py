"""What the templates of a page know, as `daleel`. Texts in it are HTML; beside it they have `t`, the language's strings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from daleel.imprint import draft, reviewers
from daleel.ledger import state
from daleel.model import Chapter, Edition, Language, Library, Publication
from daleel.places import Place, url
from daleel.site.behind import behind
from daleel.site.body import site_body
from daleel.site.cards import card
from daleel.site.catalogue import facets
from daleel.site.glossary import files, letters
from daleel.site.navigation import (
    LanguageLink,
    alternates,
    chapter_links,
    language_links,
    neighbours,
    section_links,
    site_links,
    tabs,
)
from daleel.site.pdf import PdfFacts, PdfOf
from daleel.site.problems import groups
from daleel.site.reader import Reader
from daleel.site.reading import reading
from daleel.site.related import related
from daleel.site.status import late, rows, say
from daleel.site.versions import entries, newest_pdf, notices
from daleel.site.withdrawn import farewell
from daleel.site.works import Texts, teaching_minutes
from daleel.sources import source_list, sources_of
from daleel.terms import Forms, other_wordings
from daleel.text import Reference, Text
from daleel.typography import plain
from daleel.wording import citation, licence

__all__ = ["PdfFacts", "PdfOf", "Texts", "lost_context", "page_context", "template"]


@dataclass(frozen=True)
class EditionState:
    language: Language
    href: str  # "" where there is none
    standing: str  # as in `ledger.Standing`
    say: Markup
    current: bool


@dataclass(frozen=True)
class Found:
    """What the search knows of a page beside its text."""

    kind: str
    topic: str
    forms: str  # other wordings of the terms in its title


@dataclass(frozen=True)
class Download:
    name: str
    href: str
    pages: str
    size: str


def template(library: Library, place: Place) -> str:
    if place.publication is not None:
        if library.publication(place.publication).withdrawn is not None:
            return "withdrawn.html"
        kind = library.publication(place.publication).kind
        return (
            "brief.html" if kind == "brief" else "publication.html" if place.kind == "publication" else "chapter.html"
        )
    own = {"index": "home.html", **{name: f"{name}.html" for name in ("library", "glossary", "problems", "status")}}
    return own.get(place.name, "page.html")


def page_context(
    library: Library, texts: Texts, place: Place, pdf_facts: PdfOf, forms: Mapping[str, Forms]
) -> dict[str, Any]:
    """forms: the termbase's wordings by language."""
    reader = Reader(library, library.language(place.language), url(library, place))
    context = _frame(reader, place) | {
        "languages": language_links(reader, place),
        "absolute": reader.absolute(place),
        "alternates": alternates(library, place),
        "behind": late_page.head if (late_page := behind(library, place)) else None,
        "status_href": reader.to(reader.site_page("status")) if has_page(library, "status") else "",
    }
    if place.publication is None:
        return context | _site_page(reader, texts, place, pdf_facts)
    publication = library.publication(place.publication)
    if publication.withdrawn is not None:
        title = reader.typeset(reader.edition(publication).title)
        return context | {"title": title, "withdrawn": farewell(reader, publication)}
    context |= _publication(reader, texts, publication, place)
    if place.kind == "chapter":
        context |= _chapter(reader, texts, publication, place)
    else:
        context |= _front(reader, texts, publication, place, pdf_facts)
    return context | {"found": _found(reader, publication, context["title"], forms)}


def has_page(library: Library, name: str) -> bool:
    return any(page.name == name for page in library.pages)


def _found(reader: Reader, publication: Publication, title: Markup, forms: Mapping[str, Forms]) -> Found:
    library, language = reader.library, reader.language
    groups = library.words.get(language.code, ())
    wordings = other_wordings(title.striptags(), library.terms, language, forms[language.code], groups)
    return Found(publication.kind, publication.topic, " ".join(wordings))


def lost_context(library: Library, language: Language | None = None) -> dict[str, Any]:
    """For 404.html, which is served at any address: addresses from the server's root.

    In every language at once; in one for a host that looks for the nearest 404.html up from the address.
    """
    everyone = [Reader(library, language, None) for language in library.languages]
    readers = [one for one in everyone if language in (None, one.language)]
    return _frame(readers[0], None) | {
        "languages": [
            LanguageLink(one.language, one.to(one.site_page("index")), one.language == language, "") for one in everyone
        ],
        "title": Markup(readers[0].strings["site"]["not_found"]),
        "lost": [{"language": one.language, "library": one.to(one.site_page("library"))} for one in readers],
    }


def _frame(reader: Reader, place: Place | None) -> dict[str, Any]:
    return {
        "place": place,
        "template": template(reader.library, place) if place else "404.html",
        "language": reader.language,
        "other_languages": [
            {"code": one.code, "name": one.name, "direction": one.direction}
            for one in reader.library.languages
            if one != reader.language
        ],
        "found": None,
        "root": reader.href(""),
        "tabs": tabs(reader, place),
        "site_links": site_links(reader),
        "home": reader.to(reader.site_page("index")),
        "library": reader.to(reader.site_page("library")),
        "title": Markup(""),
        "description": "",
        "publication": None,
        "cite": None,
        "chapters": [],
        "headings": (),
        "neighbours": None,
        "metadata": None,
    }


# --- The site's own pages ---------------------------------------------------------------------------------------------


def _site_page(reader: Reader, texts: Texts, place: Place, pdf_of: PdfOf) -> dict[str, Any]:
    page = next(page for page in reader.library.pages if page.name == place.name)
    chapter = page.texts[place.language]
    context = {
        "title": reader.typeset(chapter.title),
        "headline": reader.typeset(chapter.meta.get("headline") or chapter.title),
        "lead": reader.typeset(chapter.lead),
        "description": plain(chapter.lead or reader.strings["site"]["tagline"], reader.language),
        "headings": texts["", place.name, place.language].headings,
    } | section_links(reader, place)
    if place.name == "glossary":
        return context | {"letters": letters(reader, place), "files": files(reader)}
    if place.name == "problems":
        return context | {"groups": groups(reader)}
    if place.name == "status":
        return context | {"states": rows(reader), "late": late(reader)}
    if place.name not in ("index", "library"):
        return context
    cards = [card(one, reader, pdf_of, _time(reader, texts, one)) for one in reader.library.publications]
    return context | {
        "cards": cards,
        "facets": facets(reader) if place.name == "library" else [],
        "count": reader.counted_in("catalogue", "count", len(cards)),
    }


# --- Publications -----------------------------------------------------------------------------------------------------


def _publication(reader: Reader, texts: Texts, publication: Publication, place: Place) -> dict[str, Any]:
    """What every page of a publication shows."""
    edition = reader.edition(publication)
    minutes = teaching_minutes(texts, publication, edition)
    version = reader.strings["publication"]["version"]
    return {
        "publication": publication,
        "publication_title": reader.typeset(edition.title),
        "publication_href": reader.to(reader.publication(publication)),
        "version": reader.typeset(version.format(version=publication.version, date=reader.date(publication.date))),
        "chapters": chapter_links(reader, publication, place, minutes),
        "total": reader.duration(sum(minutes.values())) if minutes else "",
        "notices": notices(reader, publication),
        "draft": reader.typeset(draft(publication, edition.language)),
        "newest_pdf": newest_pdf(reader, publication),
    }


def _time(reader: Reader, texts: Texts, publication: Publication) -> str:
    """What it takes to teach a manual, or to read what has no session plan."""
    edition = reader.edition(publication)
    if minutes := teaching_minutes(texts, publication, edition):
        return reader.duration(sum(minutes.values()))
    return reader.reading(sum(text.words for text in _texts(texts, publication, edition)))


def _texts(texts: Texts, publication: Publication, edition: Edition) -> list[Text]:
    return [texts[publication.id, chapter.name, edition.language.code] for chapter in edition.chapters]


def _chapter(reader: Reader, texts: Texts, publication: Publication, place: Place) -> dict[str, Any]:
    chapter = next(one for one in reader.edition(publication).chapters if one.name == place.name)
    text = texts[publication.id, chapter.name, place.language]
    return {
        "title": reader.typeset(chapter.title),
        "number": chapter.number,
        "lead": reader.typeset(chapter.lead),
        "description": plain(chapter.lead, reader.language),
        "duration": reader.counted("minutes", text.minutes) if text.minutes else "",
        "reading": reader.reading(text.words),
        "headings": text.headings,
        "neighbours": neighbours(reader, publication, chapter),
    } | reading(reader, publication, text, place)


def _front(reader: Reader, texts: Texts, publication: Publication, place: Place, pdf_of: PdfOf) -> dict[str, Any]:
    """A publication's own page; a brief's text stands on it."""
    edition = reader.edition(publication)
    first = texts[publication.id, edition.chapters[0].name, place.language]
    own = _texts(texts, publication, edition)
    references = sources_of(own, edition.language)
    return {
        "title": reader.typeset(edition.title),
        "subtitle": reader.typeset(edition.subtitle),
        "lead": reader.typeset(_lead(publication, edition)),
        "description": plain(edition.summary, reader.language),
        "reading": reader.reading(sum(text.words for text in own)),
        "headings": first.headings if publication.kind == "brief" else (),
        "art": reader.href(f"assets/covers/{publication.id}.svg"),
        "cover": reader.href(f"assets/covers/{publication.id}-tall.svg"),
        "downloads": [_download(reader, publication, file) for file in pdf_of(publication.id, edition.language.code)],
        "editions": _editions(reader, publication),
        "citation": reader.typeset(citation(publication, edition, reader.absolute(place))),
        "audiences": [reader.strings["audiences"][name] for name in publication.audiences],
        "regions": [reader.strings["regions"][name] for name in publication.regions],
        "contributors": [(reader.typeset(one.name), reader.typeset(one.role)) for one in publication.contributors],
        "translators": [reader.typeset(name) for name in publication.translators.get(edition.language.code, ())],
        "reviewers": [reader.typeset(name) for name in reviewers(publication, edition.language)],
        "partners": [reader.typeset(name) for name in publication.partners],
        "licence": licence(publication.licence),
        "versions": entries(reader, publication),
        "related": related(reader, publication),
        "sources": _sources(reader, references, place),
        "source_count": reader.counted("sources", len(references)),
    } | reading(reader, publication, first, place)


def _sources(reader: Reader, references: list[Reference], place: Place) -> Markup:
    """A list; "" without any."""
    if not references:
        return Markup("")
    text = Text(source_list(references), (), (), None, 0, (), ())
    return Markup(site_body(text, reader.library, place))


def _lead(publication: Publication, edition: Edition) -> str:
    chapter: Chapter = edition.chapters[0]
    return chapter.lead if publication.kind == "brief" and chapter.lead else edition.summary


def _download(reader: Reader, publication: Publication, pdf: PdfFacts) -> Download:
    name = reader.strings["publication"][pdf.format]
    if publication.kind == "manual" or pdf.booklet == "summary":
        name += reader.strings["elements"]["separator"] + reader.strings["print"]["editions"][pdf.booklet]
    return Download(
        name,
        reader.href(pdf.path),
        reader.counted("pages", pdf.pages) if pdf.pages else Markup(""),
        reader.size(pdf.bytes),
    )


def _editions(reader: Reader, publication: Publication) -> list[EditionState]:
    return [_edition_state(reader, publication, language) for language in reader.library.languages]


def _edition_state(reader: Reader, publication: Publication, language: Language) -> EditionState:
    found = state(publication, language.code)
    if language.code not in publication.editions:
        return EditionState(language, "", found.standing, say(reader, found), False)
    there = Reader(reader.library, language, reader.address).publication(publication)
    return EditionState(language, reader.to(there), found.standing, say(reader, found), language == reader.language)
