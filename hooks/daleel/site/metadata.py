"""What a page's head says to those who show links, to catalogues and to reference managers."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from daleel.model import Library, Publication
from daleel.places import Place, in_language, picture_path, reference_path, url
from daleel.site.feeds import ATOM_TYPE, OPDS_TYPE, feed_path
from daleel.site.linked import json_ld
from daleel.site.pdf import PdfOf
from daleel.site.reader import Reader
from daleel.site.references import REFERENCES
from daleel.site.works import Texts, Work, line, work
from daleel.typography import plain

PICTURE_SIZE = (1200, 630)  # pixels

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Address:
    title: str  # HTML
    href: str
    media_type: str


@dataclass(frozen=True)
class Metadata:
    """Texts are plain: the template escapes them."""

    open_graph: Pairs  # https://ogp.me/
    picture_alt: str
    names: Pairs  # Dublin Core and Highwire's tags, on the pages that are cited
    linked: Markup  # JSON-LD, ready to stand in its script element
    feed: Address
    shelf: Address | None  # the OPDS catalogue, on the home page and in the library
    references: list[Address]  # on a publication's own page


def metadata(library: Library, texts: Texts, place: Place, pdf_of: PdfOf, description: str) -> Metadata:
    """description: what the page says of itself, plain."""
    reader = Reader(library, library.language(place.language), url(library, place))
    publication = library.publication(place.publication) if place.publication else None
    shelf = place.publication is None and place.name in ("index", "library")
    own = publication if place.kind == "publication" else None
    return Metadata(
        open_graph=[pair for pair in open_graph(reader, place, publication, description) if pair[1]],
        picture_alt=plain(picture_alt(reader, publication), reader.language),
        names=[pair for pair in cited_as(reader, own, pdf_of) if pair[1]] if own else [],
        linked=json_ld(reader, texts, place, pdf_of),
        feed=feed(reader, "feed.xml", ATOM_TYPE, "atom"),
        shelf=feed(reader, "opds.xml", OPDS_TYPE, "opds") if shelf else None,
        references=references(reader, own) if own else [],
    )


def feed(reader: Reader, name: str, media_type: str, said: str) -> Address:
    href = reader.href(feed_path(reader.library, reader.language, name))
    return Address(reader.typeset(reader.strings["metadata"][said]), href, media_type)


def references(reader: Reader, publication: Publication) -> list[Address]:
    names = reader.strings["metadata"]["references"]
    code = reader.language.code
    return [
        Address(reader.typeset(names[kind]), reader.href(reference_path(publication.id, code, kind)), media_type)
        for kind, (media_type, _) in REFERENCES.items()
    ]


def title(reader: Reader, place: Place) -> str:
    if place.is_home:
        return str(reader.strings["site"]["name"])
    if place.publication is None:
        return next(page for page in reader.library.pages if page.name == place.name).texts[place.language].title
    edition = reader.edition(reader.library.publication(place.publication))
    if place.kind == "publication":
        return edition.title
    return f"{next(one.title for one in edition.chapters if one.name == place.name)} – {edition.title}"


# --- Open Graph -------------------------------------------------------------------------------------------------------


def open_graph(
    reader: Reader, place: Place, publication: Publication | None, description: str
) -> Iterator[tuple[str, str]]:
    manual = publication is not None and publication.kind == "manual" and place.kind == "publication"
    yield "type", "website" if publication is None else "book" if manual else "article"
    yield "site_name", reader.strings["site"]["name"]
    yield "title", plain(line(title(reader, place)), reader.language)
    yield "description", description
    yield "url", reader.absolute(place)
    yield "locale", reader.language.locale
    for language in reader.library.languages:
        if language != reader.language and in_language(reader.library, place, language.code):
            yield "locale:alternate", language.locale
    id = publication.id if publication else ""
    yield "image", reader.library.site_url + picture_path(id, reader.language.code, "social")
    yield "image:width", str(PICTURE_SIZE[0])
    yield "image:height", str(PICTURE_SIZE[1])


def picture_alt(reader: Reader, publication: Publication | None) -> str:
    """The words in the picture."""
    colon = reader.strings["elements"]["colon"]
    if publication is None:
        return str(reader.strings["site"]["name"] + colon + reader.strings["site"]["tagline"])
    return str(reader.strings["kinds"][publication.kind] + colon + line(reader.edition(publication).title))


# --- Dublin Core (https://www.dublincore.org/specifications/dublin-core/dc-html/) and Highwire's tags -----------------


def cited_as(reader: Reader, publication: Publication, pdf_of: PdfOf) -> Iterator[tuple[str, str]]:
    one = work(reader.library, publication, reader.language.code)
    pdf = pdf_of(publication.id, reader.language.code)[0]
    yield from dublin_core(one)
    yield from highwire(one, reader.library, pdf.path)


def dublin_core(one: Work) -> Iterator[tuple[str, str]]:
    yield "DC.title", one.title
    for author in one.authors:
        yield "DC.creator", author
    yield "DC.publisher", one.house
    yield "DC.date", one.date.isoformat()
    yield "DC.language", one.language.code
    yield "DC.type", "Text"  # of the DCMI Type Vocabulary
    yield "DC.identifier", one.cited_address
    yield "DC.identifier", f"doi:{one.doi}" if one.doi else ""
    yield "DC.identifier", f"urn:isbn:{one.isbn}" if one.isbn else ""
    yield "DC.rights", one.licence.href or one.licence.name
    for subject in one.subjects:
        yield "DC.subject", subject


def highwire(one: Work, library: Library, pdf: str) -> Iterator[tuple[str, str]]:
    """As Google Scholar and Zotero read them: https://scholar.google.com/intl/en/scholar/inclusion.html#indexing"""
    yield "citation_title", one.title
    for author in one.authors:
        yield "citation_author", author
    yield "citation_publication_date", one.date.strftime("%Y/%m/%d")
    yield "citation_language", one.language.code
    yield "citation_publisher" if one.kind == "manual" else "citation_technical_report_institution", one.house
    yield "citation_public_url", one.address
    yield "citation_pdf_url", library.site_url + pdf
    yield "citation_isbn", one.isbn
    yield "citation_doi", one.doi
