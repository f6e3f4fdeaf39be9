"""A page as linked data: schema.org in JSON-LD, for search engines and library systems."""

from collections.abc import Iterator
from math import ceil
from typing import Any

import msgspec
from markupsafe import Markup

from daleel.model import Chapter, Edition, Publication
from daleel.places import Place, chapter_place, picture_path, publication_place
from daleel.site.feeds import MEDIA_TYPES
from daleel.site.pdf import PdfFacts, PdfOf
from daleel.site.reader import Reader
from daleel.site.works import Texts, Work, line, teaching_minutes, work

Data = dict[str, Any]
HTML_SIGNS = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def json_ld(reader: Reader, texts: Texts, place: Place, pdf_of: PdfOf) -> Markup:
    """What stands in the script element."""
    graph = [thing(reader, texts, place, pdf_of), *breadcrumbs(reader, place)]
    return script({"@context": "https://schema.org", "@graph": graph})


def script(data: Data) -> Markup:
    """JSON that cannot end the script element it stands in, nor begin a comment there."""
    written = msgspec.json.encode(data).decode()
    for sign, escape in HTML_SIGNS.items():
        written = written.replace(sign, escape)
    return Markup(written)


def thing(reader: Reader, texts: Texts, place: Place, pdf_of: PdfOf) -> Data:
    if place.publication is None:
        return site_page(reader, place)
    publication = reader.library.publication(place.publication)
    if place.kind == "chapter":
        return chapter(reader, texts, publication, place)
    return book_or_report(reader, texts, publication, pdf_of)


def given(**data: Any) -> Data:
    """Without what is not known; `id` and `type` are JSON-LD's."""
    return {f"@{name}" if name in ("id", "type") else name: value for name, value in data.items() if value}


def house(reader: Reader) -> Data:
    return given(type="Organization", name=reader.strings["site"]["name"], url=reader.library.site_url)


def authors(reader: Reader, one: Work) -> Data | list[Data]:
    return [given(type="Person", name=name) for name in one.persons] or house(reader)


def duration(minutes: int) -> str:
    """ISO 8601; "" for none."""
    return f"PT{minutes}M" if minutes else ""


def absolute(reader: Reader, path: str) -> str:
    return reader.library.site_url + path


# --- The site's own pages ---------------------------------------------------------------------------------------------


def site_page(reader: Reader, place: Place) -> Data:
    address = reader.absolute(place)
    if place.is_home:
        names = reader.strings["site"]
        return given(
            type="WebSite",
            id=address,
            url=address,
            name=names["name"],
            description=names["tagline"],
            inLanguage=place.language,
            publisher=house(reader),
        )
    page = next(page for page in reader.library.pages if page.name == place.name).texts[place.language]
    return given(
        type="CollectionPage" if place.name == "library" else "WebPage",
        id=address,
        url=address,
        name=line(page.title),
        inLanguage=place.language,
        isPartOf=given(id=reader.absolute(reader.site_page("index"))),
    )


# --- Publications -----------------------------------------------------------------------------------------------------


def book_or_report(reader: Reader, texts: Texts, publication: Publication, pdf_of: PdfOf) -> Data:
    """A manual is a book to learn from, a brief a report."""
    edition = reader.edition(publication)
    one = work(reader.library, publication, edition.language.code)
    files = pdf_of(publication.id, edition.language.code)
    manual = publication.kind == "manual"
    return given(
        type=["Book", "LearningResource"] if manual else "Report",
        id=one.address,
        url=one.address,
        name=one.title,
        alternativeHeadline=line(edition.subtitle),
        description=one.summary,
        inLanguage=edition.language.code,
        author=authors(reader, one),
        publisher=house(reader),
        contributor=[given(type="Organization", name=line(name)) for name in publication.partners],
        datePublished=one.date.isoformat(),
        version=one.version,
        license=one.licence.href or one.licence.name,
        isAccessibleForFree=True,
        genre=one.genre,
        about=one.subjects,
        audience=[
            given(type="Audience", audienceType=reader.strings["audiences"][name]) for name in publication.audiences
        ],
        spatialCoverage=[reader.strings["regions"][name] for name in publication.regions],
        educationalLevel=reader.strings["metadata"]["level"] if manual else "",
        learningResourceType=one.genre if manual else "",
        timeRequired=duration(
            sum(teaching_minutes(texts, publication, edition).values())
            if manual
            else reading_minutes(reader, texts, publication, edition)
        ),
        numberOfPages=files[0].pages,
        bookFormat="https://schema.org/EBook" if manual else "",
        isbn=one.isbn.replace("-", ""),
        sameAs=f"https://doi.org/{one.doi}" if one.doi else "",
        image=absolute(reader, picture_path(publication.id, edition.language.code, "social")),
        **translations(reader, publication, edition),
        hasPart=[part(reader, publication, chapter) for chapter in edition.chapters] if manual else [],
        encoding=[encoding(reader, file, manual) for file in files],
    )


def translations(reader: Reader, publication: Publication, edition: Edition) -> Data:
    """The original names its translations, each translation its original."""

    def other(code: str) -> Data:
        return {"@id": reader.absolute(publication_place(publication, code)), "inLanguage": code}

    code = edition.language.code
    if code != publication.original:
        return (
            {"translationOfWork": other(publication.original)} if publication.original in publication.editions else {}
        )
    return {"workTranslation": [other(there) for there in publication.editions if there != code]}


def reading_minutes(reader: Reader, texts: Texts, publication: Publication, edition: Edition) -> int:
    words = sum(texts[publication.id, one.name, edition.language.code].words for one in edition.chapters)
    per_minute = int(reader.strings["units"]["words_per_minute"])
    return max(1, ceil(words / per_minute))


def part(reader: Reader, publication: Publication, chapter: Chapter) -> Data:
    address = reader.absolute(chapter_place(publication, chapter))
    return given(type="Chapter", id=address, name=line(chapter.title), position=chapter.number)


def encoding(reader: Reader, file: PdfFacts, named: bool) -> Data:
    return given(
        type="MediaObject",
        name=reader.strings["print"]["editions"][file.booklet] if named else "",
        contentUrl=absolute(reader, file.path),
        encodingFormat=MEDIA_TYPES[file.format],
        contentSize=f"{max(1, round(file.bytes / 1000))} kB",
    )


def chapter(reader: Reader, texts: Texts, publication: Publication, place: Place) -> Data:
    edition = reader.edition(publication)
    text = texts[publication.id, place.name, place.language]
    one = work(reader.library, publication, place.language)
    found = next(chapter for chapter in edition.chapters if chapter.name == place.name)
    return part(reader, publication, found) | given(
        type=["Chapter", "LearningResource"],
        url=reader.absolute(place),
        description=line(found.lead),
        inLanguage=place.language,
        timeRequired=duration(text.minutes or 0),
        datePublished=one.date.isoformat(),
        license=one.licence.href or one.licence.name,
        isPartOf=given(type="Book", id=one.address, name=one.title),
    )


# --- The way to a page ------------------------------------------------------------------------------------------------


def breadcrumbs(reader: Reader, place: Place) -> Iterator[Data]:
    """Of every page but the home page."""
    steps = list(way(reader, place))
    if len(steps) > 1:
        items = [
            given(type="ListItem", position=number, name=name, item=reader.absolute(step))
            for number, (name, step) in enumerate(steps, start=1)
        ]
        yield given(type="BreadcrumbList", itemListElement=items)


def way(reader: Reader, place: Place) -> Iterator[tuple[str, Place]]:
    """Names and places from the home page to this one."""
    names = reader.strings["site"]
    yield names["home"], reader.site_page("index")
    if place.publication is None:
        if not place.is_home:
            page = next(page for page in reader.library.pages if page.name == place.name)
            yield line(page.texts[place.language].title), place
        return
    yield names["library"], reader.site_page("library")
    publication = reader.library.publication(place.publication)
    edition = reader.edition(publication)
    yield line(edition.title), publication_place(publication, place.language)
    if place.kind == "chapter":
        yield line(next(one.title for one in edition.chapters if one.name == place.name)), place
