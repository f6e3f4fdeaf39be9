"""`daleel pdf | epub | word <id>`: one file of one edition, without the rest of the library."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import watchfiles

from daleel.build import STORE
from daleel.check import chapters
from daleel.model import Booklet, Format, Library, Publication
from daleel.places import file_path
from daleel.press import (
    Press,
    TextKey,
    begin_press,
    booklets,
    convert_order,
    formats,
    make_booklet,
    open_press,
    orders,
    product,
    texts_of,
)
from daleel.problems import Message, Mistakes, PrintError, Problem, errors, ordered, say
from daleel.read import read_library
from daleel.run import library_problems, print_problem
from daleel.settings import read_settings
from daleel.store import Store
from daleel.text import Text


@dataclass(frozen=True)
class Wish:
    """What is asked for."""

    id: str
    code: str  # "" = the original's language
    booklet: Booklet
    format: Format


def make(config: Path, wish: Wish) -> tuple[str, bytes]:
    """The file's name and content. Raises Mistakes: of this publication and of what is not there."""
    settings = read_settings(config)
    library, problems = read_library(config.parent, settings)
    publication = asked_for(library, problems, wish.id)
    press = open_press(library, settings.extensions, Store(library.root / STORE))
    begin_press(press)
    mine = [order for order in orders(library) if order.publication == publication]
    converted = {key: value for order in mine for key, value in convert_order(order)}
    problems += library_problems(press, converted)
    if found := errors([one for one in problems if one.path.is_relative_to(publication.folder)]):
        raise Mistakes(ordered(found))
    texts = {key: value.text for key, value in converted.items()}
    code = wish.code or publication.original
    if code not in publication.editions:
        message = say(
            "{id} has no edition in `{code}`; there are: {known}",
            id=publication.id,
            code=code,
            known=", ".join(publication.editions),
        )
        raise Mistakes([_missing(publication, message)])
    own_texts = texts_of(publication, code, texts)
    return _made(press, publication, code, own_texts, wish)


def _made(press: Press, publication: Publication, code: str, texts: dict[str, Text], wish: Wish) -> tuple[str, bytes]:
    there = [one for one in booklets(publication, texts.values()) if wish.format in formats(one)]
    if wish.booklet not in there:
        message = say(
            "{id} has no {format} of the edition `{booklet}`; there are: {known}",
            id=publication.id,
            format=wish.format,
            booklet=wish.booklet,
            known=", ".join(there),
        )
        raise Mistakes([_missing(publication, message)])
    name = file_path(publication.id, code, wish.booklet, wish.format)
    try:
        printed = make_booklet(publication, code, wish.booklet, texts, (wish.format,))
    except PrintError as error:
        raise Mistakes([print_problem(publication, name, error)]) from error
    return PurePosixPath(name).name, product(press.store, printed[wish.format]).content


def asked_for(library: Library, problems: list[Problem], id: str) -> Publication:
    """Raises Mistakes: what made it unreadable, or that there is none."""
    own = [one for one in problems if id in one.path.parts]
    for publication in library.publications:
        if publication.id == id and not any(one.code == "schema" for one in own):
            return publication
    known = ", ".join(one.id for one in library.publications)
    message = say("no publication has the id `{id}`; there are: {known}", id=id, known=known)
    raise Mistakes(own or [Problem(Path(id), 1, "id-unknown", message)])


def named_text(library: Library, problems: list[Problem], written: str) -> TextKey:
    """The text whose file is named, from this folder or from the library's. Raises Mistakes."""
    path = _path_in(library, written)
    for key, chapter in chapters(library):
        if chapter.source == path and path.suffix == ".md":
            return key
    own = [one for one in problems if one.path == path]
    message = say(
        "no text of the library has this path; write it as in {example}", example="manuals/investigation/01-law.md"
    )
    raise Mistakes(own or [Problem(path, 1, "path-unknown", message)])


def meant(library: Library, written: str) -> Path:
    """A publication's folder where its id is written, else the path as it is; absolute."""
    folders = {one.id: one.folder for one in library.publications}
    return library.root / folders[written] if written in folders else Path(written).resolve()


def _path_in(library: Library, written: str) -> Path:
    """Relative to the library's root if it lies there. Windows' own way to write a path is understood everywhere."""
    path = Path(written.replace("\\", "/"))
    for folder in (Path.cwd(), library.root):
        found = (folder / path).resolve()
        if found.is_file() and found.is_relative_to(library.root):
            return found.relative_to(library.root)
    return path


def _missing(publication: Publication, message: Message) -> Problem:
    return Problem(publication.folder / "publication.yml", 1, "edition-missing", message)


def saves(config: Path) -> Iterator[None]:
    """Once now, and again after each save of a source."""
    yield
    places = [config.parent / name for name in ("docs", "manuals", "policy_briefs", "overrides", "mkdocs.yml")]
    for _ in watchfiles.watch(*(place for place in places if place.exists()), raise_interrupt=False):
        yield
