"""The library as it stands on disk at one moment, ready to be looked at page by page."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from pathlib import Path, PurePosixPath

import msgspec
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from daleel import run as engine
from daleel.build import STORE
from daleel.check import find_text
from daleel.convert import Converted
from daleel.model import Booklet, Format, Library, Publication
from daleel.places import Place, chapter_path, file_path, places, staged, url, withdrawn_places
from daleel.press import (
    Printed,
    TextKey,
    begin_press,
    convert_order,
    forms_in_use,
    make_assets,
    make_booklet,
    make_chapter,
    open_press,
    orders,
    product,
    texts_of,
    unprinted,
)
from daleel.preview.marks import marked
from daleel.problems import Problem, errors, ordered, words
from daleel.read import read_library
from daleel.settings import read_settings
from daleel.side_by_side import html, pair_of
from daleel.site.context import lost_context
from daleel.store import Store
from daleel.text import Text

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Sight:
    run: engine.Run
    problems: tuple[Problem, ...]
    environment: Environment

    @property
    def library(self) -> Library:
        return self.run.library

    @cached_property
    def addresses(self) -> Mapping[str, Place]:
        """Pages by address, relative to the site's root."""
        return {url(self.library, place): place for place in self.run.pages.values()}

    @cached_property
    def sources(self) -> Mapping[Path, Place]:
        """The page on which a file's text is read; of a publication.yml the publication's own."""
        found: dict[Path, Place] = {}
        for place in self.run.pages.values():
            if source := engine.source_file(self.library, place):
                found.setdefault(source, place)
        return found

    @cached_property
    def files(self) -> Mapping[PurePosixPath, bytes]:
        """What pages load: figures, covers, fonts, style sheet, scripts; and the editor, if it is switched on."""
        staged = {path: data for path, data in engine.staged_files(self.run).items() if path.suffix != ".md"}
        begin_press(self.run.press)
        assets = {PurePosixPath(path): content for path, content in make_assets().items()}
        return staged | assets | engine.editor_files(self.run)

    @cached_property
    def downloads(self) -> Mapping[str, Callable[[], Printed]]:
        """What makes the file at each address."""
        return dict([*self._chapters(), *self._booklets()])

    def _chapters(self) -> Iterator[tuple[str, Callable[[], Printed]]]:
        for id, name, code in self.run.chapters:
            publication = self.library.publication(id)
            own = texts_of(publication, code, self.run.texts)
            yield chapter_path(id, code, name), partial(make_chapter, publication, code, name, own)

    def _booklets(self) -> Iterator[tuple[str, Callable[[], Printed]]]:
        for (id, code, booklet), made in self.run.printing.items():
            publication = self.library.publication(id)
            own = texts_of(publication, code, self.run.texts)
            for format in made.result():
                yield file_path(id, code, booklet, format), partial(_file, publication, code, booklet, own, format)


def _file(publication: Publication, code: str, booklet: Booklet, texts: Mapping[str, Text], format: Format) -> Printed:
    return make_booklet(publication, code, booklet, texts, (format,))[format]


def look(config: Path) -> Sight:
    """Read, converted and checked in this process: of a save little is new, and the store has the rest."""
    settings = read_settings(config)
    library, problems = read_library(config.parent, settings)
    press = open_press(library, settings.extensions, Store(library.root / STORE))
    begin_press(press)
    converted = {key: one for order in orders(library) for key, one in convert_order(order)}
    problems += engine.library_problems(press, converted)
    problems += engine.remarks(library, problems)
    library = _readable(library, converted.keys())
    press = replace(press, library=library)
    texts = {key: _linked(library, key, one) for key, one in converted.items()}
    printing, chapters = unprinted(library, texts)
    pages = {staged(library, place): place for place in [*places(library), *withdrawn_places(library)]}
    forms = {one.code: forms_in_use(one.code) for one in library.languages}
    run = engine.Run(press, ThreadPoolExecutor(1), texts, printing, chapters, pages, forms)
    return Sight(run, tuple(ordered(problems)), _environment(library.root / "overrides"))


@lru_cache(maxsize=1)
def _environment(overrides: Path) -> Environment:
    """Templates are compiled once, and again when they change."""
    return Environment(loader=FileSystemLoader([overrides, HERE]), autoescape=True)


def _readable(library: Library, texts: Collection[TextKey]) -> Library:
    """Without what cannot be shown, because its original cannot be read."""

    def readable(publication: Publication) -> Publication:
        editions = {
            code: replace(
                edition, chapters=tuple(one for one in edition.chapters if (publication.id, one.name, code) in texts)
            )
            for code, edition in publication.editions.items()
        }
        return replace(publication, editions={code: one for code, one in editions.items() if one.chapters})

    publications = tuple(one for one in map(readable, library.publications) if one.original in one.editions)
    there = {one.id for one in (*publications, *library.withdrawn)}
    withdrawn = tuple(
        replace(one, withdrawn=replace(one.withdrawn, replaced_by=""))
        if one.withdrawn is not None and one.withdrawn.replaced_by not in there
        else one
        for one in library.withdrawn
    )
    return replace(library, publications=publications, withdrawn=withdrawn)


def _linked(library: Library, key: TextKey, converted: Converted) -> Text:
    """Without the links that lead nowhere."""
    html = converted.text.html
    for link in converted.links:
        if link.target and not find_text(library, link.target, key[2])[1]:
            html = html.replace(f'href="daleel:{link.target}', 'href="#')
    return msgspec.structs.replace(converted.text, html=html)


def download(sight: Sight, path: str) -> bytes | None:
    """The file at this address, made now; None if the library has none there. Raises PrintError."""
    make = sight.downloads.get(path)
    if make is None:
        return None
    begin_press(sight.run.press)
    return product(sight.run.press.store, make()).content


@dataclass(frozen=True)
class Told:
    """A problem as the page shows it."""

    where: str  # line and column; on other pages with the path
    severity: str
    code: str
    message: Markup
    href: str  # to its place in the page, or to the page that it belongs to; "" for none


@dataclass(frozen=True)
class DrawnPage:
    """What templates know of MkDocs' page."""

    content: Markup
    edit_url: str | None  # None without the editor in the browser


def page(sight: Sight, place: Place) -> str:
    """Its HTML, as a build would write it, with what is wrong in it."""
    strings = sight.library.language(place.language).strings
    own = [problem for problem in sight.problems if sight.sources.get(problem.path) == place]
    key = engine.text_key(sight.library, place)
    body = engine.body(sight.run, place)
    placed: Mapping[Problem, str] = {}
    if key is not None and own:
        body, placed = marked(body, own, (sight.library.root / own[0].path).read_text("utf-8"), _say(sight, place))
    known = engine.context(sight.run, place) | {"policy": "", "report": None}
    drawn = sight.environment.get_template(known["template"]).render(
        daleel=known, t=strings, page=DrawnPage(Markup(body), engine.edit_link(sight.run, place))
    )
    return with_panel(sight, place, drawn, own, placed)


def _say(sight: Sight, place: Place) -> Callable[[Problem], Markup]:
    """In the page's language; what stands between backticks is code."""
    said = words(place.language, sight.library.language(place.language).rtl)
    return lambda problem: Markup(
        re.sub("`([^`]+)`", r"<code><bdi>\1</bdi></code>", str(escape(problem.message.in_words(said))))
    )


def with_panel(sight: Sight, place: Place, drawn: str, own: list[Problem], placed: Mapping[Problem, str]) -> str:
    """The list of problems below the header, and what renews the page."""
    others = [problem for problem in sight.problems if problem not in own]
    panel = sight.environment.get_template("panel.html").render(
        own=[_here(sight, place, problem, placed.get(problem, "")) for problem in own],
        others=[_elsewhere(sight, place, problem) for problem in others],
        wrong=len(errors(list(sight.problems))),
        beside=beside_original(sight, place),
        help=f"/{url(sight.library, Place('page', place.language, 'problems'))}",
        t=sight.library.language(place.language).strings,
    )
    head, main, rest = drawn.partition('<main class="main">')
    return head.replace("</head>", HEAD + "</head>", 1) + main + panel + rest


def beside_original(sight: Sight, place: Place) -> str:
    """Address of the text side by side with its original; "" for an original."""
    source = next((path for path, there in sight.sources.items() if there == place and path.suffix == ".md"), None)
    return f"/{BESIDE}{source.as_posix()}" if source and pair_of(sight.library, source) else ""


def side_by_side(sight: Sight, path: str) -> bytes | None:
    """path: of a translation's file. None where there is none."""
    pair = pair_of(sight.library, Path(path))
    return html(pair, pair.behind) if pair else None


BESIDE = "_preview/beside/"
HEAD = '<link rel="stylesheet" href="/_preview/preview.css"><script src="/_preview/preview.js" defer></script>\n'


def _here(sight: Sight, place: Place, problem: Problem, anchor: str) -> Told:
    where, href = f"{problem.line}:{problem.column}", f"#{anchor}" if anchor else ""
    return Told(where, problem.severity, problem.code, _say(sight, place)(problem), href)


def _elsewhere(sight: Sight, place: Place, problem: Problem) -> Told:
    there = sight.sources.get(problem.path)
    href = f"/{url(sight.library, there)}" if there else ""
    return Told(problem.place, problem.severity, problem.code, _say(sight, place)(problem), href)


def lost(sight: Sight, code: str) -> str:
    """For an address that has no page, perhaps because its text cannot be read: what is wrong stands on it too."""
    languages = sight.library.languages
    language = next((one for one in languages if one.code == code), languages[0])
    known = lost_context(sight.library, language) | {"policy": "", "report": None}
    page = sight.environment.get_template("404.html").render(daleel=known, t=language.strings)
    return with_panel(sight, Place("page", language.code, "404"), page, [], {})
