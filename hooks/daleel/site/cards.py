"""A publication's card on the shelf."""

from dataclasses import dataclass

from markupsafe import Markup

from daleel.model import Kind, Language, Publication
from daleel.site.pdf import PdfOf
from daleel.site.reader import Reader
from daleel.wording import typeset


@dataclass(frozen=True)
class Card:
    id: str
    kind: Kind
    topic: str
    facets: dict[str, str]  # facet → values, separated by spaces
    title: Markup
    summary: Markup
    href: str
    art: str  # address of the cover
    pages: str
    time: str  # a manual's teaching hours; else how long it takes to read
    date: str
    languages: tuple[Language, ...]
    other: Language | None  # of title and summary, where the reader's language has no edition
    remark: Markup  # says so; "" otherwise


def card(publication: Publication, reader: Reader, pdf_of: PdfOf, time: str) -> Card:
    edition = reader.edition(publication)
    pages = pdf_of(publication.id, edition.language.code)[0].pages
    other = None if edition.language == reader.language else edition.language
    remark = reader.typeset(reader.strings["site"]["not_in_language"].format(language=edition.language.name))
    return Card(
        id=publication.id,
        kind=publication.kind,
        topic=publication.topic,
        facets={name: " ".join(values) for name, values in facet_values(publication).items()},
        title=typeset(edition.title, edition.language),
        summary=typeset(edition.summary, edition.language),
        href=reader.to(reader.publication(publication)),
        art=reader.href(f"assets/covers/{publication.id}.svg"),
        pages=reader.counted("pages", pages) if pages else "",
        time=time,
        date=reader.date(publication.date),
        languages=tuple(one.language for one in publication.editions.values()),
        other=other,
        remark=remark if other else Markup(""),
    )


def facet_values(publication: Publication) -> dict[str, tuple[str, ...]]:
    """By what a catalogue may be narrowed; the names stand in addresses too: ?kind=manual."""
    return {
        "kind": (publication.kind,),
        "topic": publication.topics,
        "audience": publication.audiences,
        "region": publication.regions,
        "language": tuple(publication.editions),
    }
