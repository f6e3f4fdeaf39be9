"""A small library for the site's tests: a manual on water in three languages, a brief on rain in English only."""

from datetime import date
from pathlib import Path, PurePosixPath

from daleel.model import Chapter, Contributor, Edition, Kind, Language, Library, Publication, SitePage
from daleel.places import Place, places
from daleel.read import read_language
from daleel.site.pdf import PdfFacts
from daleel.text import Heading, Text

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
LANGUAGES: tuple[Language, ...] = tuple(read_language(ROOT, code) for code in ("en", "ar", "fr"))
TITLES = {"en": "Water & wells", "ar": "الماء والآبار", "fr": "L’eau : puits et sources"}
CHAPTERS = {
    "01-springs": {"en": "Springs", "ar": "الينابيع", "fr": "Les sources"},
    "02-wells": {"en": "Wells", "ar": "الآبار", "fr": "Les puits"},
}
PAGES = {
    "index": {"en": "Home", "ar": "الرئيسية", "fr": "Accueil"},
    "library": {"en": "Library", "ar": "المكتبة", "fr": "Bibliothèque"},
    "about": {"en": "About", "ar": "عن الموقع", "fr": "À propos"},
    "authors": {"en": "For authors"},  # in English only
}


def chapter(name: str, code: str, title: str, number: int | None) -> Chapter:
    path = PurePosixPath(f"{name}.{code}.md")
    return Chapter(name, code, Path(path), path, title, f"{title}.", "", 1, number)


def edition(language: Language, title: str, chapters: dict[str, dict[str, str]], numbered: bool) -> Edition:
    made = [
        chapter(name, language.code, titles[language.code], number if numbered else None)
        for number, (name, titles) in enumerate(chapters.items(), start=1)
    ]
    return Edition(language, title, "", f"{title}.", tuple(made))


def publication(id: str, kind: Kind, titles: dict[str, str], chapters: dict[str, dict[str, str]]) -> Publication:
    editions = {
        one.code: edition(one, titles[one.code], chapters, kind == "manual") for one in LANGUAGES if one.code in titles
    }
    return Publication(
        id=id,
        kind=kind,
        folder=Path(kind, id),
        version="1.2",
        date=date(2026, 10, 12),
        original="en",
        topics=("technology",) if kind == "manual" else ("gender", "technology"),
        audiences=("police", "trainers"),
        regions=("egypt",),
        licence="CC-BY-SA-4.0",
        editions=editions,
        contributors=(Contributor("Mona", "editor"),),
    )


LIBRARY = Library(
    root=ROOT,
    languages=LANGUAGES,
    publications=(
        publication("water", "manual", TITLES, CHAPTERS),
        publication("rain", "brief", {"en": "Rain"}, {"brief": {"en": "Rain"}}),
    ),
    pages=tuple(
        SitePage(name, {code: chapter(name, code, title, None) for code, title in titles.items()})
        for name, titles in PAGES.items()
    ),
    sources={},
    terms={},
    words={},
    site_url="https://example.org/daleel/",
)


def text(html: str = "", minutes: int | None = None, words: int = 0) -> Text:
    return Text(html, (Heading(2, "here", "Here"),), (), minutes, words, (), ())


TEXTS: dict[tuple[str, str, str], Text] = {
    (one.id, made.name, code): text(minutes=135 if made.number == 2 else None, words=1900)
    for one in LIBRARY.publications
    for code, there in one.editions.items()
    for made in there.chapters
} | {("", page.name, code): text() for page in LIBRARY.pages for code in page.texts}


def pdf_facts(publication_id: str, code: str) -> tuple[PdfFacts, ...]:
    return (PdfFacts(f"pdf/{publication_id}.{code}.pdf", 1_940_000, 11),)


def place(kind: str, code: str, name: str = "index", publication: str | None = None) -> Place:
    """One of the library's own places, so that a test cannot ask for a page that is not there."""
    wanted = (kind, code, name, publication)
    return next(one for one in places(LIBRARY) if (one.kind, one.language, one.name, one.publication) == wanted)
