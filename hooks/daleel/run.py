"""One build of the library under way: read, converted, checked; its PDFs in the making. What the MkDocs adapter asks."""

import gc
import hashlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from typing import Any, TypeAlias, TypeVar

import msgspec
from markupsafe import Markup

from daleel import archive, catalogue, ledger, stage
from daleel.budget import too_heavy
from daleel.build import STORE
from daleel.check import check_library
from daleel.compendium import kept as books
from daleel.compendium.cover import Cover
from daleel.compendium.cover import cover as compendium_cover
from daleel.compendium.text import for_participants, lowered
from daleel.convert import Converted
from daleel.editor import admin_files, editor_link, is_here
from daleel.glyphs import glyphs
from daleel.known import known_differences, known_proofs
from daleel.model import Format, Library, Publication
from daleel.names import check_names
from daleel.offline import Order, write_bundle
from daleel.places import (
    Place,
    chapter_path,
    file_path,
    picture_path,
    places,
    relative,
    staged,
    url,
    withdrawn_places,
)
from daleel.press import (
    BookletKey,
    PictureKey,
    Press,
    Printed,
    Printing,
    PrintingChapters,
    Product,
    TextKey,
    begin_press,
    body_key,
    convert_library,
    draw_library,
    forms_in_use,
    make_assets,
    make_body,
    open_press,
    pool,
    print_library,
    product,
    unprinted,
)
from daleel.problems import Mistakes, PrintError, Problem, codes, errors, ordered, say
from daleel.progress import follow
from daleel.read import read_library
from daleel.settings import read_settings
from daleel.site import search
from daleel.site.behind import behind
from daleel.site.body import site_body
from daleel.site.context import Download, PdfFacts, lost_context, page_context
from daleel.site.covers import covers
from daleel.site.explained import Usage, usage
from daleel.site.keeping import outline, shown, words
from daleel.site.lean import scripts
from daleel.site.machines import machine_files
from daleel.site.metadata import metadata
from daleel.site.offline import chapter_download, last_change, offline_link, readme, show_bundles
from daleel.site.policy import headers
from daleel.site.reader import Reader
from daleel.site.report import Report, report
from daleel.site.sheets import house_sheet
from daleel.site.termbase import files as termbase_files
from daleel.store import Store, digest, engine
from daleel.terms import Forms
from daleel.text import Text

Made = TypeVar("Made")
Body: TypeAlias = Future[str] | str  # a page's HTML below its head in the making, or its name in the store


@dataclass
class Run:
    press: Press
    workers: Executor
    texts: Mapping[TextKey, Text]
    printing: Printing
    chapters: PrintingChapters  # each by itself
    pages: Mapping[PurePosixPath, Place]  # by staged file, in reading order
    forms: Mapping[str, Forms]  # the termbase's wordings by language
    bodies: dict[Place, Body] = field(default_factory=dict)  # of pages
    assets: Future[dict[str, bytes]] | None = None  # `make_assets`
    pictures: Mapping[PictureKey, Future[Printed]] = field(default_factory=dict)
    compendium: bool = False  # it is the whole library in one PDF that is built, and nothing else
    site_only: bool = False  # nothing is made that no page shows: neither files to take away nor pictures for others
    asked: dict[str, None] = field(default_factory=dict)  # codes of the languages whose pages MkDocs has come to
    indexes: dict[str, Future[dict[str, bytes]]] = field(default_factory=dict)  # of the search, by language code
    to_keep: dict[Place, str] = field(default_factory=dict)  # names in the store of pages that are being rendered
    books: Mapping[str, Product] = field(default_factory=dict)  # earlier made of this very library, by language code

    @cached_property
    def usage(self) -> Mapping[str, Usage]:
        """Of the termbase, by language."""
        return {code: usage(self.texts, code, wordings) for code, wordings in self.forms.items()}

    @cached_property
    def page_inputs(self) -> tuple[str, Mapping[str, str]]:
        """Digests, in which a page is looked for in the store: of what all may show, and of words."""
        press, hooks = self.press, sorted((self.library.root / "hooks").glob("*.py"))
        given = (press.sources, press.addresses, press.languages, press.templates, self.site_only)
        used = {code: (one.texts, one.by_term) for code, one in self.usage.items()}
        said = ([path.read_bytes() for path in hooks if path.is_file()], list(codes().items()))
        return digest("page", engine(), given, said, used, outline(self.library)), words(self.library, self.texts)

    @property
    def library(self) -> Library:
        return self.press.library

    def close(self) -> None:
        gc.unfreeze()
        self.workers.shutdown(cancel_futures=True)


def check_root(
    config: Path, taken_for: Callable[[Library], Library] = lambda library: library
) -> tuple[Press, dict[TextKey, Text], list[Problem]]:
    """Read, convert and check what the configuration's folder holds.

    taken_for: what is checked in place of what was read.
    """
    settings = read_settings(config)
    library, problems = read_library(config.parent, settings)
    library = taken_for(library)
    press = open_press(library, settings.extensions, Store(library.root / STORE))
    with pool(press) as workers:
        converted = convert_library(press, workers)
    problems += library_problems(press, converted)
    problems += remarks(library, problems)
    problems += archive.check_still(library, partial(known_still, press))
    problems += [*stage.check_own_files(library.root), *check_names(library.root)]
    return press, {key: value.text for key, value in converted.items()}, ordered(problems)


def library_problems(press: Press, converted: Mapping[TextKey, Converted]) -> Iterator[Problem]:
    """All that the rules find; what earlier checks found in the same texts is taken from the store."""
    numbers, proofread = partial(known_differences, press), partial(known_proofs, press)
    return check_library(press.library, converted, known_glyphs(press), numbers, proofread)


def remarks(library: Library, problems: list[Problem]) -> list[Problem]:
    """What an author should know of files in which nothing is wrong: else the mistake comes first."""
    wrong = {one.path for one in errors(problems)}
    return [*(one for one in archive.remarks(library) if one.path not in wrong), *ledger.remarks(library, wrong)]


def known_still(press: Press, pdf: bytes) -> bool:
    key = digest("still", engine(), hashlib.sha256(pdf).digest())
    stored = press.store.kept(key, lambda: msgspec.msgpack.encode(archive.is_still(pdf)))
    return msgspec.msgpack.decode(stored, type=bool)


def known_glyphs(press: Press) -> frozenset[int]:
    key = digest("glyphs", press.fonts, engine())
    fonts = press.library.root / "overrides" / "fonts"
    stored = press.store.kept(key, lambda: msgspec.msgpack.encode(glyphs(fonts)))
    return msgspec.msgpack.decode(stored, type=frozenset[int])


def begin(config: Path, compendium: bool = False, site_only: bool = False) -> Run:
    """Raises Mistakes."""
    press, texts, problems = check_root(config)
    if not compendium and press.library.editor is not None and not is_here(press.library.root):
        message = say("the editor is switched on, but not here yet; run `daleel vendor-editor` once, with the internet")
        problems.append(Problem(Path("mkdocs.yml"), 1, "editor-missing", message))
    if errors(problems):
        raise Mistakes(errors(problems))
    there = places(press.library) + ([] if compendium else withdrawn_places(press.library))
    pages = {staged(press.library, place): place for place in there}
    begin_press(press)
    wordings = {one.code: forms_in_use(one.code) for one in press.library.languages}
    workers = pool(press)  # new ones: those that checked hold models of languages, some 90 MB each
    if compendium:
        return Run(press, workers, texts, {}, {}, pages, wordings, compendium=True)
    bodies = draw_bodies(press, workers, texts, there, wordings)  # first: MkDocs asks for them before it asks for files
    assets = workers.submit(make_assets)
    if site_only:
        printing, chapters = unprinted(press.library, texts)
        return Run(press, workers, texts, printing, chapters, pages, wordings, bodies, assets, site_only=True)
    printing, chapters = print_library(press, texts, workers)
    follow([*printing.values(), *chapters.values()], "booklets")
    pictures = draw_library(press, workers)
    kept = books.kept(press.library, press.store)
    return Run(press, workers, texts, printing, chapters, pages, wordings, bodies, assets, pictures, books=kept)


def draw_bodies(
    press: Press,
    workers: Executor,
    texts: Mapping[TextKey, Text],
    there: list[Place],
    wordings: Mapping[str, Forms],
) -> dict[Place, Body]:
    """Of every page that has a text; starts those that are not in the store."""
    used = {code: usage(texts, code, forms) for code, forms in wordings.items()}
    orders = {
        place: (place, texts[key], used[place.language].texts, used[place.language].by_term)
        for place in there
        if (key := text_key(press.library, place)) is not None
    }
    keys = {place: body_key(press, *order) for place, order in orders.items()}
    return {
        place: key if press.store.has(key) else workers.submit(make_body, *orders[place]) for place, key in keys.items()
    }


def staged_files(run: Run) -> dict[PurePosixPath, bytes]:
    library = run.library
    used: dict[str, set[str]] = {}
    for (id, _, _), text in run.texts.items():
        used.setdefault(id, set()).update(text.images)
    used.pop("", None)
    return {
        **stage.own_files(library),
        **stage.stubs(library, run.pages.values()),
        **stage.figures(library, used),
        **(covers(library) if run.compendium else {}),  # the book reads them; pages get them with the other assets
        **house_sheet(library.root / "overrides"),
        **scripts(library.root / "overrides"),
    }


def body(run: Run, place: Place) -> str:
    """The page's HTML below its head. A manual's own page has none: its template writes it from the context."""
    key = text_key(run.library, place)
    if key is None:
        return ""
    drawn = run.bodies.pop(place, None)
    if isinstance(drawn, Future):
        return drawn.result()
    if drawn is not None and (stored := run.press.store.get(drawn)) is not None:
        return stored.decode()
    if run.compendium:
        return lowered(site_body(for_participants(run.texts[key]), run.library, place))
    return site_body(run.texts[key], run.library, place, run.usage[place.language], behind(run.library, place))


def kept_page(run: Run, place: Place, told: tuple[Any, ...]) -> str | None:
    """The page as an earlier build rendered it; None where something in it may have changed.

    told: what its template gets from elsewhere.
    """
    if run.compendium:
        return None
    run.asked.setdefault(place.language)
    key = digest(page_key(run, place), told)
    stored = run.press.store.get(key)
    if stored is None:
        run.to_keep[place] = key
        return None
    return stored.decode()


def page_key(run: Run, place: Place) -> str:
    common, of_texts = run.page_inputs
    return digest(common, place, shown(place, of_texts), list(files_told(run, place)))


def keep_page(run: Run, place: Place, html: str) -> None:
    """As `kept_page` will find it, if it has asked in vain."""
    if key := run.to_keep.pop(place, None):
        run.press.store.put(key, html.encode())


def files_told(run: Run, place: Place) -> Iterator[Any]:
    """What the page says of files to take away."""
    publications = [run.library.publication(place.publication)] if place.publication else run.library.publications
    if place.kind == "chapter":
        yield from (_made_chapter(run, key) for key in [text_key(run.library, place)] if key in run.chapters)
    elif asks_for_pdfs(place):
        for one in publications:
            reader = Reader(run.library, run.library.language(place.language), None)
            yield _facts(run, one.id, reader.edition(one).language.code)
        if place.publication is None:
            yield [(code, book.pages, len(book.content)) for code, book in run.books.items()]
        yield [
            _made_chapter(run, key) for key in run.chapters if (key[0], key[2]) == (place.publication, place.language)
        ]


def report_link(run: Run, place: Place, email: str | None, repository: str | None) -> Report | None:
    return report(run.library, place, email, repository)


def source_file(library: Library, place: Place) -> Path | None:
    """What an author edits to change the page; relative to the repository root. None where there is no such file."""
    if place.publication is None:
        source = next(page for page in library.pages if page.name == place.name).texts[place.language].source
        return source if source.name else None
    publication = library.publication(place.publication)
    if publication.withdrawn is not None:
        return publication.folder / "publication.yml"
    chapters = publication.editions[place.language].chapters
    if place.kind == "publication" and publication.kind == "manual":
        return publication.folder / "publication.yml"
    return next(chapter.source for chapter in chapters if place.kind == "publication" or chapter.name == place.name)


def edit_link(run: Run, place: Place) -> str | None:
    """To the editor in the browser, as the page sees it; None where that does not hold the page's text."""
    source = source_file(run.library, place)
    if source is None or run.compendium or not is_here(run.library.root):
        return None
    target = editor_link(run.library, place, source)
    return relative(target, url(run.library, place)) if target else None


def text_key(library: Library, place: Place) -> TextKey | None:
    if place.publication is None:
        return "", place.name, place.language
    publication = library.publication(place.publication)
    if publication.withdrawn is not None:
        return None
    if place.kind == "chapter":
        return publication.id, place.name, place.language
    if publication.kind == "brief":
        return publication.id, publication.editions[place.language].chapters[0].name, place.language
    return None


def context(run: Run, place: Place) -> dict[str, Any]:
    if run.compendium and place.publication is None:
        return {}  # not in the book
    run.asked.setdefault(place.language)

    def files(id: str, code: str) -> tuple[PdfFacts, ...]:
        return _facts(run, id, code)

    known = page_context(run.library, run.texts, place, files, run.forms)
    if run.compendium or known["template"] == "withdrawn.html":
        return known
    about = metadata(run.library, run.texts, place, files, known["description"])
    reader = Reader(run.library, run.library.language(place.language), url(run.library, place))
    return known | {
        "compendium": book_download(run, place),
        "offline": offline_link(reader) if place.name == "library" and has_folder(run, place.language) else None,
        "chapter_pdfs": chapter_pdfs(run, reader, place),
        "metadata": about,
    }


def has_folder(run: Run, code: str) -> bool:
    """To take away: of a language that has a home page."""
    return not run.site_only and Place("page", code, "index") in run.pages.values()


def chapter_pdfs(run: Run, reader: Reader, place: Place) -> list[Download]:
    """Of a chapter's page its own; of a manual's page each chapter's."""
    if place.publication is None:
        return []
    publication = run.library.publication(place.publication)
    keys = [(publication.id, chapter.name, place.language) for chapter in reader.edition(publication).chapters]
    return [
        chapter_download(reader, chapter_path(key[0], key[2], key[1]), _made_chapter(run, key))
        for key in keys
        if key in run.chapters and (place.kind == "publication" or place.name == key[1])
    ]


def lost(run: Run) -> dict[PurePosixPath, dict[str, Any]]:
    """What 404.html knows, by where it stands: one in every language, and below each further language's folder its own."""
    if run.compendium:
        return {}
    found = {PurePosixPath("404.html"): lost_context(run.library)}
    for language in run.library.languages[1:]:
        found[PurePosixPath(language.code, "404.html")] = lost_context(run.library, language)
    return found


def book_download(run: Run, place: Place) -> Download | None:
    """The whole library in the page's language; None while nobody has made it."""
    book = run.books.get(place.language)
    if book is None:
        return None
    reader = Reader(run.library, run.library.language(place.language), url(run.library, place))
    pages = Markup(reader.counted("pages", book.pages))
    name = reader.typeset(reader.strings["compendium"]["download"])
    return Download(name, reader.href(books.site_path(place.language)), pages, reader.size(len(book.content)))


def cover(run: Run, code: str) -> Cover:
    """Of the compendium."""
    return compendium_cover(run.library, code)


def _facts(run: Run, id: str, code: str) -> tuple[PdfFacts, ...]:
    """Of the edition's files, in the order of printing."""
    return tuple(
        PdfFacts(file_path(*key, format), printed.bytes, printed.pages, key[2], format)
        for key in run.printing
        if key[:2] == (id, code)
        for format, printed in _made(run, key).items()
    )


def _made(run: Run, key: BookletKey) -> dict[Format, Printed]:
    return _result(run, run.printing[key], key[0], file_path(*key, "pdf"))


def _made_chapter(run: Run, key: TextKey) -> Printed:
    id, name, code = key
    return _result(run, run.chapters[key], id, chapter_path(id, code, name))


def _result(run: Run, work: Future[Made], id: str, path: str) -> Made:
    """Raises Mistakes where Typst refuses what the rules let through."""
    try:
        return work.result()
    except PrintError as error:
        raise Mistakes([print_problem(run.library.publication(id), path, error)]) from error


def _picture(run: Run, key: PictureKey) -> Printed:
    """Raises Mistakes."""
    try:
        return run.pictures[key].result()
    except PrintError as error:
        name = PurePosixPath(picture_path(*key)).name
        folder = run.library.publication(key[0]).folder if key[0] else Path()
        source = folder / "publication.yml" if key[0] else Path("mkdocs.yml")
        message = say("{name} cannot be drawn: {error}; please report it with this text", name=name, error=error)
        raise Mistakes([Problem(source, 1, "print", message)]) from error


def print_problem(publication: Publication, name: str, error: PrintError) -> Problem:
    message = say(
        "{name} cannot be printed: {error}; please report it with this text",
        name=PurePosixPath(name).name,
        error=error,
    )
    return Problem(publication.folder / "publication.yml", 1, "print", message)


def asks_for_pdfs(place: Place) -> bool:
    """Pages that name sizes of PDFs are best rendered last."""
    return place.kind in ("publication", "chapter") or place.name in ("index", "library")


def outputs(run: Run) -> dict[PurePosixPath, bytes]:
    """What stands in the site beside its pages. Raises Mistakes."""
    if run.compendium:
        return {}
    found = {PurePosixPath(books.site_path(code)): book.content for code, book in run.books.items()}
    found |= {PurePosixPath(path): content for path, content in (run.assets.result() if run.assets else {}).items()}
    for path, printed in printed_files(run).items():
        found[PurePosixPath(path)] = product(run.press.store, printed).content
    found |= {address: path.read_bytes() for address, path in archive.all_kept(run.library).items()}
    found |= machine_files(run.library, lambda id, code: _facts(run, id, code))
    for id, code, picture in run.pictures:
        content = product(run.press.store, _picture(run, (id, code, picture))).content
        found[PurePosixPath(picture_path(id, code, picture))] = content
    found |= termbase_files(run.library)
    found |= editor_files(run)
    found[PurePosixPath("catalogue.schema.json")] = catalogue.as_json(catalogue.catalogue_schema())
    return found


def editor_files(run: Run) -> dict[PurePosixPath, bytes]:
    """None while the editor is switched off, or not here."""
    editor = run.library.editor
    return admin_files(run.library, editor) if editor is not None and is_here(run.library.root) else {}


def printed_files(run: Run) -> dict[str, Printed]:
    """By path from the site's root."""
    if run.site_only:
        return {}
    booklets = {
        (key[0], path): printed
        for key in run.printing
        for format, printed in _made(run, key).items()
        for path in (file_path(*key, format), _permanent(run, key, format))
        if path is not None
    }
    chapters = {
        (id, chapter_path(id, code, name)): _made_chapter(run, (id, name, code)) for id, name, code in run.chapters
    }
    found = booklets | chapters
    heavy = [
        problem
        for (id, path), printed in found.items()
        if path.endswith(".pdf") and (problem := too_heavy(run.library.publication(id), path, printed.bytes))
    ]
    if heavy:
        raise Mistakes(ordered(heavy))
    return {path: printed for (_, path), printed in found.items()}


def catalogue_files(run: Run, id: str, code: str) -> list[catalogue.File]:
    chapters = [
        (name, _made_chapter(run, (id, name, code))) for one, name, in_ in run.chapters if (one, in_) == (id, code)
    ]
    return [
        *(
            catalogue.File(
                file.format,
                file.booklet,
                file.path,
                file.bytes,
                file.pages or None,
                permanent=_permanent(run, (id, code, file.booklet), file.format),
            )
            for file in _facts(run, id, code)
        ),
        *(
            catalogue.File("pdf", "participant", chapter_path(id, code, name), made.bytes, made.pages, name)
            for name, made in chapters
        ),
    ]


def _permanent(run: Run, key: BookletKey, format: Format) -> str | None:
    """The participants' PDF stands at its version's address too."""
    id, code, booklet = key
    if (booklet, format) != ("participant", "pdf"):
        return None
    publication = run.library.publication(id)
    return archive.own_path(publication, publication.version, code)


def finish(run: Run, site: Path) -> None:
    """What is made of the built pages."""
    if run.compendium:
        return
    words = {language.code: run.library.words.get(language.code, ()) for language in run.library.languages}
    start_indexes(run, site)
    indexes = [run.indexes[code].result() for code in words if code in run.indexes]
    search.write_index(site, indexes, words, run.library.terms.values())
    orders = bundle_orders(run, site)
    bundles = {order.code: bundle for order, bundle in zip(orders, run.workers.map(write_bundle, orders), strict=True)}
    show_bundles(run.library, site, bundles)
    offline = [catalogue.Offline(code, bundle.path, bundle.bytes, bundle.pdfs) for code, bundle in bundles.items()]
    listed = catalogue.catalogue(run.library, partial(catalogue_files, run), offline)
    (site / "catalogue.json").write_bytes(catalogue.as_json(listed))
    (site / "_headers").write_bytes(headers(sorted(site.iterdir()), run.library.editor))


def start_indexes(run: Run, site: Path) -> None:
    """The search index of each language whose pages are all there: MkDocs builds one language after the other."""
    for code in run.asked:
        if code not in run.indexes and not run.compendium:
            run.indexes[code] = run.workers.submit(search.language_index, search_order(run, site, code))


def search_order(run: Run, site: Path, code: str) -> search.Order:
    addresses = [url(run.library, place) for place in run.pages.values() if place.language == code]
    return search.Order(site, tuple(sorted(f"{address}index.html" for address in addresses)), run.press.store)


def bundle_orders(run: Run, site: Path) -> list[Order]:
    """One a language that has a home page."""
    return [
        Order(
            site=site,
            code=language.code,
            pages=tuple(url(run.library, place) for place in pages),
            pdfs=tuple(file_path(*key, "pdf") for key in run.printing if key[1] == language.code),
            site_url=run.library.site_url,
            readme=readme(run.library, language),
            day=last_change(run.library),
        )
        for language in run.library.languages
        for pages in [in_language_home_first(run, language.code)]
        if pages and pages[0].is_home and not run.site_only
    ]


def in_language_home_first(run: Run, code: str) -> list[Place]:
    return sorted(
        (place for place in run.pages.values() if place.language == code), key=lambda place: not place.is_home
    )
