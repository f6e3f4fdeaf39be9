"""Ways on from a page: its other languages, the tabs, the chapters of its publication, the neighbours."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from daleel.model import Chapter, Language, Library, Publication, SitePage
from daleel.places import Place, chapter_place, in_language, publication_place, url
from daleel.site.reader import Reader


@dataclass(frozen=True)
class Link:
    title: Markup
    href: str
    current: bool = False


@dataclass(frozen=True)
class LanguageLink:
    language: Language
    href: str
    current: bool
    remark: str  # in that language: that the page is missing there; "" if it exists


@dataclass(frozen=True)
class ChapterLink:
    number: int | None  # None in front and back matter
    title: Markup
    href: str
    current: bool
    duration: str  # "105 minutes"; "" without a session plan


@dataclass(frozen=True)
class Neighbours:
    previous: Link | None
    next: Link | None


def language_links(reader: Reader, place: Place) -> list[LanguageLink]:
    return [_language_link(reader, place, language) for language in reader.library.languages]


def _language_link(reader: Reader, place: Place, language: Language) -> LanguageLink:
    same = in_language(reader.library, place, language.code)
    library = Reader(reader.library, language, reader.address).site_page("library")
    remark = "" if same else str(language.strings["site"]["not_here"])
    return LanguageLink(language, reader.to(same or library), language.code == place.language, remark)


def alternates(library: Library, place: Place) -> list[tuple[str, str]]:
    """hreflang → absolute address, x-default last; a page in one language has none."""
    places = [in_language(library, place, language.code) for language in library.languages]
    there = [(one.language, library.site_url + url(library, one)) for one in places if one is not None]
    return [*there, ("x-default", there[0][1])] if len(there) > 1 else []


def tabs(reader: Reader, place: Place | None) -> list[Link]:
    """place: None on the page for wrong addresses."""
    words = reader.strings["site"]
    library = url(reader.library, reader.site_page("library"))
    kind = reader.library.publication(place.publication).kind if place and place.publication else None
    name = place.name if place and place.kind == "page" else None
    glossary = [
        Link(Markup(reader.strings["print"]["glossary"]), reader.to(reader.site_page("glossary")), name == "glossary")
        for page in reader.library.pages
        if page.name == "glossary"
    ]
    return [
        Link(Markup(words["home"]), reader.to(reader.site_page("index")), name == "index"),
        Link(Markup(words["manuals"]), reader.href(f"{library}?kind=manual"), kind == "manual"),
        Link(Markup(words["briefs"]), reader.href(f"{library}?kind=brief"), kind == "brief"),
        *glossary,
        Link(Markup(words["about"]), reader.to(reader.site_page("about")), name == "about"),
    ]


def site_links(reader: Reader) -> list[Link]:
    """The site's own pages, for the imprint; of a section its first page, where the language has it."""
    there = [page for page in reader.library.pages if reader.language.code in page.texts]
    below = {name for page in there for name in page.below}
    return [_page_link(reader, one) for one in there if one.name != "index" and (one.below or one.name not in below)]


def _page_link(reader: Reader, page: SitePage) -> Link:
    code = reader.language.code
    return Link(reader.typeset(page.texts[code].title), reader.to(Place("page", code, page.name)))


def section(library: Library, place: Place) -> list[SitePage]:
    """The pages to read together with a page of the site, as far as its language has them: first the one that lists them."""
    heads = [page for page in library.pages if page.below]
    head = next((page for page in heads if page.name == place.name), None)
    head = head or next((page for page in heads if place.name in page.below), None)
    if head is None or place.language not in head.texts:
        return []
    by_name = {page.name: page for page in library.pages}
    below = [by_name[name] for name in head.below if name in by_name]
    return [head, *(page for page in below if place.language in page.texts)]


def section_links(reader: Reader, place: Place) -> dict[str, Any]:
    """For the templates: as of a publication and its chapters."""
    pages = section(reader.library, place)
    if len(pages) < 2:
        return {}
    links = [_page_link(reader, page) for page in pages]
    at = [page.name for page in pages].index(place.name)
    return {
        "publication_title": links[0].title,
        "publication_href": links[0].href,
        "chapters": [
            ChapterLink(number, link.title, link.href, number == at, "")
            for number, link in enumerate(links[1:], start=1)
        ],
        "neighbours": Neighbours(
            previous=links[at - 1] if at else None, next=links[at + 1] if at + 1 < len(links) else None
        ),
    }


def chapter_links(reader: Reader, publication: Publication, place: Place, minutes: dict[str, int]) -> list[ChapterLink]:
    """minutes: by name of chapter; chapters without a session plan are absent."""
    chapters = reader.edition(publication).chapters if publication.kind == "manual" else ()
    return [
        ChapterLink(
            number=chapter.number,
            title=reader.typeset(chapter.title),
            href=reader.to(chapter_place(publication, chapter)),
            current=chapter_place(publication, chapter) == place,
            duration=reader.counted("minutes", minutes[chapter.name]) if chapter.name in minutes else "",
        )
        for chapter in chapters
    ]


def neighbours(reader: Reader, publication: Publication, chapter: Chapter) -> Neighbours:
    """Before the first chapter stands the publication's page."""
    edition = reader.edition(publication)
    at = edition.chapters.index(chapter)
    start = Link(reader.typeset(edition.title), reader.to(publication_place(publication, edition.language.code)))
    return Neighbours(
        previous=_chapter_link(reader, publication, edition.chapters[at - 1]) if at else start,
        next=_chapter_link(reader, publication, edition.chapters[at + 1]) if at + 1 < len(edition.chapters) else None,
    )


def _chapter_link(reader: Reader, publication: Publication, chapter: Chapter) -> Link:
    title = reader.typeset(chapter.title)
    if chapter.number is not None:
        title = Markup("{}. {}").format(chapter.number, title)
    return Link(title, reader.to(chapter_place(publication, chapter)))
