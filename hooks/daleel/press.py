"""The work that goes to the process pool: chapters to convert, editions to print. Each result is kept in the store."""

import gc
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from daleel.convert import Converted, Manuscript, convert
from daleel.elements import ELEMENTS
from daleel.known import data_files, known_differences, known_proofs
from daleel.ledger import ids_in
from daleel.model import Booklet, Chapter, Edition, Format, Language, Library, Publication
from daleel.pages import Pages, Start
from daleel.places import Picture, Place, file_path, places
from daleel.read import leaves, normalised
from daleel.site.behind import behind
from daleel.site.body import OVERRIDES, site_body
from daleel.site.explained import Usage
from daleel.store import Store, digest, engine
from daleel.terms import Forms, forms
from daleel.terms_check import Watch, watch
from daleel.text import Text

if TYPE_CHECKING:
    from daleel.print.edition import Document

TextKey = tuple[str, str, str]  # publication id or "", chapter or page name, language code
BookletKey = tuple[str, str, Booklet]  # publication id, language code, which of its booklets
PictureKey = tuple[str, str, Picture]  # publication id, or "" for the site itself; language code; what for

FORMATS: tuple[Format, ...] = ("pdf", "epub", "docx")


@dataclass(frozen=True)
class Order:
    """One chapter in all its languages, the original first: translations take its headings' ids."""

    publication: Publication | None
    chapters: tuple[Chapter, ...]
    figures: str  # digest of the folder's figures

    def keys(self) -> Iterator[TextKey]:
        id = self.publication.id if self.publication else ""
        for chapter in self.chapters:
            yield id, chapter.name, chapter.language


@dataclass(frozen=True)
class Press:
    """What a worker knows."""

    library: Library
    extensions: tuple[str, ...]  # of Markdown
    store: Store
    sources: str  # digest of the bibliography and of the termbase
    addresses: str  # digest of what decides where a link to another text of the library leads
    fonts: str  # digest of the fonts
    templates: str  # digest of the pages' templates
    languages: Mapping[str, str]  # digest of each one's strings, by code


_press: Press | None = None


def begin_press(press: Press) -> None:
    """What this process, a worker or not, then works for."""
    global _press
    before, _press = _press, press
    if before is None or (before.sources, before.library.languages) != (press.sources, press.library.languages):
        forms_in_use.cache_clear()
        _watch.cache_clear()


def open_press(library: Library, extensions: tuple[str, ...], store: Store) -> Press:
    """What every job depends on is digested here, once."""
    fonts = font_digest(library.root / "overrides" / "fonts")
    # As text, which keeps the order of mappings: pages show it.
    sources = digest(*map(repr, (library.sources, library.terms, library.words, library.rules)))
    originals = [(one.id, one.original) for one in library.publications]
    addresses = digest([one.code for one in library.languages], places(library), originals)
    templates = digest([files_digest(folder, "*.html") for folder in (OVERRIDES, library.root / "overrides")])
    languages = {one.code: digest(one.code, one.direction, repr(one.strings)) for one in library.languages}
    return Press(library, extensions, store, sources, addresses, fonts, templates, languages)


def files_digest(folder: Path, pattern: str) -> str:
    """Of the files of that name in the folder and below."""
    files = sorted(path for path in folder.rglob(pattern) if path.is_file())  # an editor's lock is a link to nothing
    return digest([(path.relative_to(folder).as_posix(), path.read_bytes()) for path in files])


def font_digest(fonts: Path) -> str:
    """Of every font of the folder, and of the licences beside them."""
    files = sorted(path for path in fonts.iterdir() if path.is_file())
    return digest([(path.name, hashlib.sha256(path.read_bytes()).digest()) for path in files])


def pool(press: Press) -> ProcessPoolExecutor:
    gc.freeze()  # else the workers' collectors would touch, and so copy, all that they share with this process
    return ProcessPoolExecutor(os.cpu_count() or 1, initializer=_begin_worker, initargs=(press,))


def _begin_worker(press: Press) -> None:
    begin_press(press)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A process that is killed tells its workers nothing: they would wait for work for ever."""
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def orders(library: Library) -> Iterator[Order]:
    for publication in library.publications:
        figures = folder_digest(library.root / publication.folder)
        original = publication.editions.get(publication.original)
        for chapter in original.chapters if original else ():
            others = [
                other
                for code, edition in publication.editions.items()
                if code != publication.original
                for other in edition.chapters
                if other.name == chapter.name
            ]
            yield Order(publication, (chapter, *others), figures)
    figures = folder_digest(library.root / "docs")
    for page in library.pages:
        yield Order(None, tuple(page.texts.values()), figures)


def folder_digest(folder: Path) -> str:
    """Of every file but texts, and but the archive's PDFs: what a chapter's images depend on.

    A link to elsewhere is no file, whatever lies there.
    """
    files = sorted(path for path in folder.rglob("*") if path.suffix not in (".md", ".yml", ".pdf") and path.is_file())
    return digest([(os.fsencode(path.relative_to(folder).as_posix()), _content_digest(folder, path)) for path in files])


def _content_digest(folder: Path, path: Path) -> bytes:
    return b"" if leaves(folder, path) else hashlib.sha256(path.read_bytes()).digest()


def _manuscript(press: Press, order: Order, chapter: Chapter, ids: tuple[str, ...] | None) -> Manuscript:
    folder = order.publication.folder if order.publication else Path("docs")
    return Manuscript(
        markdown=chapter.markdown,
        first_line=chapter.first_line,
        language=press.library.language(chapter.language),
        folder=press.library.root / folder,
        folder_name=folder.as_posix(),
        kind=order.publication.kind if order.publication else None,
        ids=ids,
    )


@lru_cache
def forms_in_use(code: str) -> Forms:
    """The termbase's in use. Once a worker and language."""
    assert _press is not None
    return forms(_press.library.terms, _press.library.language(code), _press.library.words.get(code, ()))


@lru_cache
def _watch(code: str) -> Watch:
    """Once a worker and language."""
    assert _press is not None
    library = _press.library
    return watch(library.terms, library.rules, library.sources, library.language(code), forms_in_use(code))


def _converted(press: Press, manuscript: Manuscript) -> bytes:
    code = manuscript.language.code
    return msgspec.msgpack.encode(
        convert(manuscript, press.library.sources, forms_in_use(code), _watch(code), press.extensions)
    )


def convert_order(order: Order) -> list[tuple[TextKey, Converted]]:
    """Runs in a worker."""
    assert _press is not None
    press, ids, done = _press, None, []
    for key, chapter in zip(order.keys(), order.chapters, strict=True):
        manuscript = _manuscript(press, order, chapter, None if ids is None else ids_in(chapter, ids))
        language = press.languages[chapter.language]
        inputs = (manuscript.markdown, manuscript.first_line, manuscript.folder_name, manuscript.kind, manuscript.ids)
        name = digest("text", engine(), language, press.sources, press.extensions, order.figures, inputs)
        stored = press.store.kept(name, partial(_converted, press, manuscript))
        converted = msgspec.msgpack.decode(stored, type=Converted)
        if ids is None:
            ids = tuple(heading.id for heading in converted.text.headings)
        done.append((key, converted))
    return done


def convert_and_look(order: Order) -> list[tuple[TextKey, Converted]]:
    """Converted; and what a look at each text tells is in the store when the checks ask for it. Runs in a worker."""
    assert _press is not None
    original = order.chapters[0]
    for chapter in order.chapters:
        if chapter.source.suffix == ".md":
            text = normalised((_press.library.root / chapter.source).read_bytes())
            known_proofs(_press, text, _press.library.language(chapter.language))
        if chapter is not original and order.publication:
            known_differences(_press, chapter.markdown, original.markdown)
    return convert_order(order)


def look_at_data(path: Path) -> None:
    """As with texts. Runs in a worker."""
    assert _press is not None
    if not leaves(_press.library.root, _press.library.root / path):
        with suppress(UnicodeDecodeError):  # told when it was read
            known_proofs(_press, normalised((_press.library.root / path).read_bytes()), None)


def convert_library(press: Press, workers: ProcessPoolExecutor) -> dict[TextKey, Converted]:
    """Every text of the library, in the library's order."""
    looks = workers.map(look_at_data, data_files(press.library), chunksize=4)
    found: dict[TextKey, Converted] = {}
    for batch in workers.map(convert_and_look, list(orders(press.library)), chunksize=2):
        found.update(batch)
    list(looks)  # what went wrong in one is raised here
    return found


@dataclass(frozen=True)
class Printed:
    """A file in the store."""

    key: str
    bytes: int
    pages: int


LATER = Printed("", 0, 0)  # a file that is not made now


def booklets(publication: Publication, texts: Iterable[Text]) -> tuple[Booklet, ...]:
    """As what it is printed, the participants' text first; a brief has nothing that only facilitators see."""
    texts = tuple(texts)
    if publication.kind == "brief":
        summed_up = any({"messages", "recommendations"} <= set(text.elements) for text in texts)
        return ("participant", "summary") if summed_up else ("participant",)
    copied = any(ELEMENTS[name].handout for text in texts for name in text.elements)
    return ("participant", "facilitator", "handouts") if copied else ("participant", "facilitator")


class Product(msgspec.Struct, frozen=True):
    """A file as the store keeps it."""

    content: bytes
    pages: int  # 0 where a format has none
    starts: tuple[Start, ...] = ()  # what begins each page of a PDF's text


Recipe = tuple[str, Callable[[], Product]]  # a file's name in the store, and what makes it


def formats(booklet: Booklet) -> tuple[Format, ...]:
    """As what it is made, in this order; sheets to copy are for paper, and one page is nothing to adapt."""
    fewer: dict[Booklet, tuple[Format, ...]] = {"handouts": ("pdf", "docx"), "summary": ("pdf",)}
    return fewer.get(booklet, FORMATS)


def make_booklet(
    publication: Publication, code: str, booklet: Booklet, texts: Mapping[str, Text], wanted: tuple[Format, ...]
) -> dict[Format, Printed]:
    """Runs in a worker. Raises PrintError."""
    assert _press is not None
    about = (_press, publication, code, booklet, texts)
    made: dict[Format, tuple[str, Product]] = {}
    if "pdf" in wanted or "epub" in wanted:  # the e-book lists the PDF's pages
        made["pdf"] = _made(_press, *_pdf(*about))
    if "epub" in wanted:
        pages = Pages(_press.library.site_url + file_path(publication.id, code, booklet, "pdf"), made["pdf"][1].starts)
        made["epub"] = _made(_press, *_epub(*about, pages))
    if "docx" in wanted:
        made["docx"] = _made(_press, *_docx(*about))
    return {format: Printed(key, len(file.content), file.pages) for format in wanted for key, file in [made[format]]}


def product(store: Store, printed: Printed) -> Product:
    stored = store.get(printed.key)
    assert stored is not None
    return msgspec.msgpack.decode(stored, type=Product)


def _made(press: Press, key: str, make: Callable[[], Product]) -> tuple[str, Product]:
    """From the store, or made and put there."""
    stored = press.store.kept(key, lambda: msgspec.msgpack.encode(make()))
    return key, msgspec.msgpack.decode(stored, type=Product)


def make_chapter(publication: Publication, code: str, name: str, texts: Mapping[str, Text]) -> Printed:
    """A chapter's own PDF. Runs in a worker. Raises PrintError."""
    from daleel.print.edition import chapter_source

    assert _press is not None
    edition = publication.editions[code]
    document = chapter_source(_press.library, publication, edition, texts, name)
    key, file = _made(_press, *_typeset(_press, document, publication.date, edition.language))
    return Printed(key, len(file.content), file.pages)


def _pdf(press: Press, publication: Publication, code: str, booklet: Booklet, texts: Mapping[str, Text]) -> Recipe:
    from daleel.print.edition import typst_source

    edition = publication.editions[code]
    document = typst_source(press.library, publication, edition, texts, booklet)
    return _typeset(press, document, publication.date, edition.language)


def _typeset(press: Press, document: "Document", day: date, language: Language) -> Recipe:
    from daleel.print.compile import render_pdf

    files = sorted((name, _content(content)) for name, content in document.files.items())
    key = digest("pdf", engine(), press.fonts, document.source, files, str(day))

    def make() -> Product:
        pdf = render_pdf(document, day, language, press.library.root / "overrides" / "fonts")
        return Product(pdf.content, pdf.pages, pdf.starts)

    return key, make


def _epub(
    press: Press, publication: Publication, code: str, booklet: Booklet, texts: Mapping[str, Text], pages: Pages
) -> Recipe:
    from daleel.epub import epub

    assert booklet in ("participant", "facilitator")
    library, edition = press.library, publication.editions[code]
    key = digest("epub", _booklet_digest(press, publication, code, booklet, texts), pages)
    draw = partial(_cover, press)
    return key, lambda: Product(epub(library, publication, edition, texts, booklet, pages, draw), 0)


def _docx(press: Press, publication: Publication, code: str, booklet: Booklet, texts: Mapping[str, Text]) -> Recipe:
    from daleel.word import docx
    from daleel.word.pictures import drawn

    library, edition = press.library, publication.editions[code]
    key = digest("docx", _booklet_digest(press, publication, code, booklet, texts))

    def draw(svg: bytes, fonts: Path) -> bytes:
        return press.store.kept(digest("drawing", engine(), press.fonts, svg), lambda: drawn(svg, fonts))

    return key, lambda: Product(docx(library, publication, edition, texts, booklet, draw), 0)


def _booklet_digest(
    press: Press, publication: Publication, code: str, booklet: Booklet, texts: Mapping[str, Text]
) -> str:
    """Of all that a booklet depends on, in any format."""
    figures = folder_digest(press.library.root / publication.folder)
    editions = [
        (code, one.title, one.subtitle, one.summary, repr(one.chapters)) for code, one in publication.editions.items()
    ]
    own = (repr(replace(publication, editions={})), editions, booklet, code, dict(texts), figures)
    return digest(engine(), press.fonts, press.languages, press.library.site_url, press.addresses, own)


def make_picture(publication: Publication | None, code: str, picture: Picture) -> Printed:
    """Runs in a worker. None: of the site itself. Raises PrintError."""
    assert _press is not None
    key, file = _made(_press, *_picture(_press, publication, code, picture))
    return Printed(key, len(file.content), 0)


def _picture(press: Press, publication: Publication | None, code: str, picture: Picture) -> Recipe:
    from daleel.print.cards import site_picture, social_picture, thumbnail

    library, language = press.library, press.library.language(code)
    fonts = library.root / "overrides" / "fonts"
    if publication is None:
        key = digest("picture", engine(), press.fonts, press.languages[code], picture)
        return key, lambda: Product(site_picture(language, fonts), 0)
    edition = publication.editions[code]

    def make() -> Product:
        if picture == "social":
            return Product(social_picture(library, publication, edition, fonts), 0)
        return Product(thumbnail(_cover(press, library, publication, edition, fonts, "participant")), 0)

    return digest("picture", _drawing_digest(press, publication, edition), picture), make


def _cover(
    press: Press, library: Library, publication: Publication, edition: Edition, fonts: Path, booklet: Booklet
) -> bytes:
    """The site shows the one that the e-book has."""
    from daleel.print.cards import cover_picture

    key = digest("cover", _drawing_digest(press, publication, edition), booklet)
    return press.store.kept(key, lambda: cover_picture(library, publication, edition, fonts, booklet))


def _drawing_digest(press: Press, publication: Publication, edition: Edition) -> str:
    """Without the texts: a new comma in a chapter draws no picture anew."""
    own = (repr(replace(publication, editions={})), edition.title, edition.subtitle)
    return digest(engine(), press.fonts, press.languages[edition.language.code], own)


def draw_library(press: Press, workers: ProcessPoolExecutor) -> dict[PictureKey, Future[Printed]]:
    """Starts every edition's pictures, and the site's own in each language."""
    wanted: list[tuple[Publication | None, str, Picture]] = [
        (None, one.code, "social") for one in press.library.languages
    ]
    for publication in press.library.publications:
        for code in publication.editions:
            wanted += [(publication, code, "social"), (publication, code, "cover")]
    return {
        (publication.id if publication else "", code, picture): workers.submit(make_picture, publication, code, picture)
        for publication, code, picture in wanted
    }


def _content(content: bytes | Path) -> bytes:
    return content if isinstance(content, bytes) else content.read_bytes()


def make_body(place: Place, text: Text, texts: int, by_term: Mapping[str, int]) -> str:
    """A page's HTML below its head. Runs in a worker. texts, by_term: of `Usage`."""
    assert _press is not None
    library, usage = _press.library, Usage(forms_in_use(place.language), texts, by_term)

    def make() -> bytes:
        return site_body(text, library, place, usage, behind(library, place)).encode()

    return _press.store.kept(body_key(_press, place, text, texts, by_term), make).decode()


def body_key(press: Press, place: Place, text: Text, texts: int, by_term: Mapping[str, int]) -> str:
    """Name in the store."""
    late = repr(behind(press.library, place))
    of_library = (press.sources, press.addresses, press.languages, texts, by_term)
    return digest("body", engine(), press.templates, of_library, place, text, late)


def make_assets() -> dict[str, bytes]:
    """Covers, and the fonts as pages load them, by path from the site's root. Runs in a worker."""
    from daleel.site.covers import covers
    from daleel.site.fonts import site_fonts

    assert _press is not None
    library, fonts = _press.library, _press.library.root / "overrides" / "fonts"

    def make() -> bytes:
        return msgspec.msgpack.encode({str(path): content for path, content in site_fonts(fonts).items()})

    stored = _press.store.kept(digest("fonts", _press.fonts, engine()), make)  # subsetting takes seconds: once
    made = msgspec.msgpack.decode(stored, type=dict[str, bytes])
    return made | {str(path): content for path, content in covers(library).items()}


Printing: TypeAlias = dict[BookletKey, Future[dict[Format, Printed]]]
PrintingChapters: TypeAlias = dict[TextKey, Future[Printed]]


def print_library(
    press: Press, texts: Mapping[TextKey, Text], workers: ProcessPoolExecutor
) -> tuple[Printing, PrintingChapters]:
    """Starts every edition's booklets and every manual's chapters, language by language, as the site asks for them."""
    printing: Printing = {}
    chapters: PrintingChapters = {}
    for language in press.library.languages:
        editions = [
            (publication, texts_of(publication, language.code, texts))
            for publication in press.library.publications
            if language.code in publication.editions
        ]
        for publication, own in editions:
            for name in own if publication.kind == "manual" else ():
                work = workers.submit(make_chapter, publication, language.code, name, {name: own[name]})
                chapters[publication.id, name, language.code] = work
        for publication, own in editions:
            for booklet in booklets(publication, own.values()):
                about = (publication, language.code, booklet)
                work_on_booklet = workers.submit(make_booklet, *about, own, formats(booklet))
                printing[publication.id, language.code, booklet] = work_on_booklet
    return printing, chapters


def unprinted(library: Library, texts: Mapping[TextKey, Text]) -> tuple[Printing, PrintingChapters]:
    """As of a build, with nothing printed yet."""
    printing: Printing = {}
    chapters: PrintingChapters = {}
    for publication in library.publications:
        for code in publication.editions:
            own = texts_of(publication, code, texts)
            for booklet in booklets(publication, own.values()):
                printing[publication.id, code, booklet] = _done(dict.fromkeys(formats(booklet), LATER))
            for name in own if publication.kind == "manual" else ():
                chapters[publication.id, name, code] = _done(LATER)
    return printing, chapters


def _done(result: Any) -> Future[Any]:
    future: Future[Any] = Future()
    future.set_result(result)
    return future


def texts_of(publication: Publication, code: str, texts: Mapping[TextKey, Text]) -> dict[str, Text]:
    names: Iterable[str] = (chapter.name for chapter in publication.editions[code].chapters)
    return {name: texts[publication.id, name, code] for name in names if (publication.id, name, code) in texts}
