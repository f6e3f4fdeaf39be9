"""An edition as an EPUB 3.3 (https://www.w3.org/TR/epub-33/): its pages in order, and the files they need."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

import lxml.html
from markupsafe import Markup

from daleel.epub.chapter import TEMPLATES, chapter_xhtml, contents, ids, page_break, page_id, parsed, slanted
from daleel.epub.container import zipped
from daleel.epub.fonts import FEATURES, faces
from daleel.epub.links import TITLE_PAGE, Shelf, chapter_file
from daleel.imprint import also_in, behind, joined, kind, licensed, notices, people, state, version
from daleel.lattice import COLOURS
from daleel.matter import Matter
from daleel.model import Audience, Chapter, Edition, Library, Publication
from daleel.pages import Pages
from daleel.places import urn
from daleel.print.cards import DrawCover, cover_picture
from daleel.subset import subset
from daleel.text import Text
from daleel.wording import citation, minutes, typeset

MEDIA_TYPES = {  # https://www.w3.org/TR/epub-33/#sec-core-media-types
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".ttf": "font/ttf",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
COVER = "cover.png"
NO_PAGES = Pages("", ())
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # https://www.w3.org/TR/xml/#charsets


@dataclass(frozen=True)
class Licence:
    """A sentence with the licence's name in it."""

    before: str
    name: str
    after: str
    url: str  # "" if unknown


@dataclass(frozen=True)
class Page:
    """A chapter as the table of contents sees it."""

    href: str
    title: str
    headings: tuple[tuple[str, str], ...]  # id and plain title of the h2


@dataclass(frozen=True)
class Item:
    """A row of the manifest."""

    id: str
    href: str
    media_type: str
    properties: str


@dataclass(frozen=True)
class Book(Matter):
    """All that the pages of one edition are made from."""

    pages: Pages  # of the PDF of the same booklet
    draw: DrawCover

    @property
    def shelf(self) -> Shelf:
        known = {name: ids(tree) for name, tree in self.trees.items()}
        return Shelf(self.library, self.publication, self.edition, known)

    @property
    def address(self) -> str:
        return self.shelf.address(self.publication.id)

    def say(self, text: str) -> Markup:
        return typeset(text, self.language)


def epub(
    library: Library,
    publication: Publication,
    edition: Edition,
    texts: Mapping[str, Text],
    audience: Audience,
    pages: Pages = NO_PAGES,
    draw: DrawCover = cover_picture,
) -> bytes:
    """`texts`: by the name of each chapter; `pages`: of the PDF of the same booklet; `draw`: as `cover_picture`.

    Same arguments and fonts, same bytes.
    """
    trees = {chapter.name: parsed(texts[chapter.name].html, audience) for chapter in edition.chapters}
    return zipped(files(Book(library, publication, edition, texts, trees, audience, pages, draw)))


def files(book: Book) -> dict[str, bytes]:
    """By path, as the package document sees them."""
    written = {name: NOT_XML.sub("", text) for name, text in pages(book)}
    fonts = dict(faces(book.language, said(written), "".join(map(slanted, book.trees.values()))))
    folder = book.library.root / "overrides" / "fonts"
    picture = book.draw(book.library, book.publication, book.edition, folder, book.booklet)
    found = {
        **{name: text.encode() for name, text in written.items()},
        COVER: picture,
        "book.css": render("book.css", book, faces=list(fonts), colour=COLOURS[book.publication.topic][0]).encode(),
        **{
            face.file: subset(folder / f"{face.source}.ttf", map(ord, chars), FEATURES) for face, chars in fonts.items()
        },
        **dict(figures(book)),
    }
    return {**found, "package.opf": package(book, found)}


def figures(book: Book) -> Iterator[tuple[str, bytes]]:
    """Only those that this audience sees."""
    for tree in book.trees.values():
        for image in tree.iter("img"):
            path = str(image.get("src"))
            yield path, (book.library.root / book.publication.folder / path).read_bytes()


def said(written: Mapping[str, str]) -> str:
    """All characters that the pages show."""
    return "".join(str(lxml.html.document_fromstring(text.encode()).text_content()) for text in written.values())


def render(template: str, book: Book, **more: Any) -> str:
    return TEMPLATES.get_template(template).render(
        t=book.strings,
        say=book.say,
        language=book.language,
        edition=book.edition,
        publication=book.publication,
        **more,
    )


# Pages


def pages(book: Book) -> Iterator[tuple[str, str]]:
    """In the order of the spine, by file."""
    about = (book.publication, book.language)
    facts = joined(book.language, version(*about), *audience(book))
    front = {"facts": facts, "notices": notices(*about)}
    yield "cover.xhtml", render("cover.xhtml", book)
    yield TITLE_PAGE, render("title.xhtml", book, kind=kind(*about), **front)
    yield (
        "imprint.xhtml",
        render(
            "imprint.xhtml",
            book,
            **front,
            editions=[
                line for line in (state(*about), behind(book.publication, book.edition), also_in(*about)) if line
            ],
            people=people(*about),
            licence=licence(book),
            citation=citation(book.publication, book.edition, book.address),
            address=book.address,
        ),
    )
    chapters = {chapter_file(chapter.name): chapter_page(book, chapter) for chapter in book.edition.chapters}
    contents = [page(book, chapter) for chapter in book.edition.chapters]
    yield "nav.xhtml", render("nav.xhtml", book, pages=contents, breaks=list(breaks(book, chapters)))
    yield from chapters.items()


def breaks(book: Book, chapters: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each page that a chapter marks, and where. `chapters`: XHTML by file."""
    for start in book.pages.starts:
        file, id = chapter_file(start.chapter), page_id(start.page)
        if f'id="{id}"' in chapters.get(file, ""):
            yield start.page, f"{file}#{id}"


def page(book: Book, chapter: Chapter) -> Page:
    return Page(chapter_file(chapter.name), numbered(book, chapter), tuple(contents(book.trees[chapter.name])))


def numbered(book: Book, chapter: Chapter) -> str:
    return chapter.title if chapter.number is None else f"{chapter.number}. {chapter.title}"


def chapter_page(book: Book, chapter: Chapter) -> str:
    text = book.texts[chapter.name]
    pages = book.pages.of_chapter(chapter.name)
    body = chapter_xhtml(book.trees[chapter.name], text, book.language, book.shelf.follow(chapter.name), pages)
    begun = page_break(pages[0]) if 0 in pages else ""
    return render("chapter.xhtml", book, chapter=chapter, over=over(book, chapter), body=body, page_break=begun)


def over(book: Book, chapter: Chapter) -> str:
    """The line above the title: number and time of a manual's chapter."""
    if chapter.number is None:
        return ""
    number, time = book.strings["publication"]["chapter"].format(n=chapter.number), book.texts[chapter.name].minutes
    return joined(book.language, number, *([minutes(time, book.language)] if time else []))


# What is said about the edition


def audience(book: Book) -> list[str]:
    """For whom a manual is; a brief has one audience."""
    return [book.strings["print"]["editions"][book.booklet]] if book.publication.kind == "manual" else []


def licence(book: Book) -> Licence:
    before, named, after = licensed(book.publication, book.language)
    return Licence(before, named.name, after, named.href)


# The package document


def package(book: Book, found: Mapping[str, bytes]) -> bytes:
    items = [item(name) for name in found]
    spine = [one.id for one in items if one.media_type == MEDIA_TYPES[".xhtml"]]
    has_figures = any(tree.find(".//img") is not None for tree in book.trees.values())
    written = render(
        "package.opf",
        book,
        items=items,
        spine=spine,
        has_figures=has_figures,
        identifier=urn(book.address, book.booklet),
        licence=licence(book),
        page_source=book.pages.source if book.pages.starts else "",
    )
    return NOT_XML.sub("", written).encode()


def item(name: str) -> Item:
    properties = {"nav.xhtml": "nav", COVER: "cover-image"}.get(name, "")
    id = "file-" + re.sub("[^A-Za-z0-9.]", lambda match: f"_{ord(match[0]):x}", name)
    return Item(id, quote(name), MEDIA_TYPES[PurePosixPath(name).suffix.lower()], properties)
