"""What a change touches: editions, pages of the site, and translations whose original went on without them."""

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from daleel.ledger import debts, pairs
from daleel.model import Chapter, Library, Publication
from daleel.places import Place, chapter_place, file_path, publication_place, url
from daleel.problems import Mistakes, errors
from daleel.read import FOLDERS, MARKDOWN_FILE, read_library
from daleel.schema import Id, LanguageCode
from daleel.settings import read_settings

Differences: TypeAlias = Mapping[PurePosixPath, str]  # path from the library's root → git's letter: A, M, D, T
State = Literal["new", "changed", "withdrawn"]
SHARED = ("docs/data", "hooks", "overrides", "mkdocs.yml", "uv.lock")  # what shapes more than one publication

# The bounds hold for a file that somebody else's build wrote: `read_changes`.
Line = Annotated[str, Meta(min_length=1, max_length=500)]
# No part begins with a dot, so it never leads out of the site. Parts end with a slash: no two ways to read one text.
Address = Annotated[
    str, Meta(pattern=r"^([a-zA-Z0-9_-][a-zA-Z0-9_.-]*/)*([a-zA-Z0-9_-][a-zA-Z0-9_.-]*)?\Z", max_length=300)
]
MANY = Meta(max_length=2000)
MOST_BYTES = 2_000_000


class Page(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    language: LanguageCode
    title: Line
    address: Address  # from the site's root


class ChangedEdition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    page: Page
    state: State
    pdf: Address  # from the site's root; "" of a withdrawn one
    chapters: Annotated[tuple[Page, ...], MANY]  # those of a manual whose text changed


class Behind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A translation of a text that does not say what its original says now."""

    publication: Line  # its title
    page: Page
    sections: Annotated[tuple[Line, ...], MANY] = ()  # their headings, if it is known which


class Changes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    editions: Annotated[tuple[ChangedEdition, ...], MANY]
    pages: Annotated[tuple[Page, ...], MANY]  # of the site itself
    behind: Annotated[tuple[Behind, ...], MANY]
    removed: Annotated[tuple[Id, ...], MANY]  # publications whose folder is gone
    shared: bool  # what shapes more than one publication changed: any page may look different


class NoList(Exception):
    """Nothing to compare with, no way to, or no list in the file."""


def since(config: Path, base: str) -> Changes:
    """What the files as they are change. Raises Mistakes and NoList."""
    library, problems = read_library(config.parent, read_settings(config))
    if errors(problems):
        raise Mistakes(errors(problems))
    found = differences(config.parent, base)
    return changes(library, found, list(left_behind(library, found)))


def differences(root: Path, base: str) -> Differences:
    """Between the commit where the work left `base` and the files as they are, those too that git was not told of yet.

    Raises NoList.
    """
    said = git(
        root,
        "diff",
        "--merge-base",
        "--name-status",
        "--no-renames",
        "--relative",
        "-z",
        "--end-of-options",
        base,
        "--",
    )
    new = git(root, "ls-files", "--others", "--exclude-standard", "-z")
    known = {PurePosixPath(path): letter for letter, path in zip(said[::2], said[1::2], strict=False)}
    return dict.fromkeys(map(PurePosixPath, filter(None, new)), "A") | known


def git(root: Path, *command: str) -> list[str]:
    """What it says, parted at zero bytes. Raises NoList."""
    try:
        done = subprocess.run(["git", *command], cwd=root, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise NoList("git is not installed; install it, it does the comparing") from error
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip()
        raise NoList(f"nothing to compare with ({told}); name a branch or commit that is here, such as main")
    return done.stdout.decode(errors="surrogateescape").split("\0")


def changes(library: Library, differences: Differences, behind: Sequence[Behind]) -> Changes:
    """behind: translations that it leaves so."""
    return Changes(
        editions=tuple(_editions(library, differences)),
        pages=tuple(
            page_of(library, Place("page", code, page.name), text.title)
            for page in library.pages
            for code, text in page.texts.items()
            if PurePosixPath(text.source.as_posix()) in differences
        ),
        behind=tuple(behind),
        removed=tuple(sorted(_removed(library, differences))),
        shared=any(path.is_relative_to(place) for path in differences for place in SHARED),
    )


def left_behind(library: Library, differences: Differences) -> Iterator[Behind]:
    """Translations of what this work changes that do not say what their originals now say.

    Of one of which nothing is recorded, it is known only that it stayed as it was.
    """
    for id, translation, original in pairs(library):
        if PurePosixPath(original.source.as_posix()) not in differences:
            continue
        owed = debts(original, translation)
        stayed = PurePosixPath(translation.source.as_posix()) not in differences
        if owed or (translation.renders is None and stayed):
            title = library.publication(id).editions[translation.language].title if id else translation.title
            page = page_of(library, _place(library, id, translation), translation.title)
            yield Behind(title, page, tuple(debt.title for debt in owed))


def _place(library: Library, id: str, chapter: Chapter) -> Place:
    if id:
        return chapter_place(library.publication(id), chapter)
    return Place("page", chapter.language, chapter.name)


def page_of(library: Library, place: Place, title: str) -> Page:
    return Page(place.language, title, url(library, place))


def _editions(library: Library, differences: Differences) -> Iterator[ChangedEdition]:
    for publication in (*library.publications, *library.withdrawn):
        folder = PurePosixPath(publication.folder.as_posix())
        touched = {
            code
            for path in differences
            if path.is_relative_to(folder)
            for code in _languages(publication, path.relative_to(folder))
        }
        for code in publication.editions:
            if code in touched:
                yield _edition(library, publication, code, differences)


def _edition(library: Library, publication: Publication, code: str, differences: Differences) -> ChangedEdition:
    edition = publication.editions[code]
    page = page_of(library, publication_place(publication, code), edition.title)
    if publication.withdrawn is not None:
        return ChangedEdition(page, "withdrawn", "", ())
    letters = [differences.get(PurePosixPath(chapter.source.as_posix())) for chapter in edition.chapters]
    return ChangedEdition(
        page,
        "new" if all(letter == "A" for letter in letters) else "changed",
        file_path(publication.id, code, "participant", "pdf"),
        tuple(
            page_of(library, chapter_place(publication, chapter), chapter.title)
            for chapter, letter in zip(edition.chapters, letters, strict=True)
            if letter and publication.kind == "manual"
        ),
    )


def _languages(publication: Publication, path: PurePosixPath) -> Sequence[str]:
    """Of the editions that a file of the publication's folder shows in; path: from that folder."""
    if text := MARKDOWN_FILE.fullmatch(path.name):
        return [text["language"] or publication.original]
    suffix = path.suffixes[0].removeprefix(".") if len(path.suffixes) > 1 else ""  # figures/steps.ar.svg
    return [suffix] if suffix in publication.editions else list(publication.editions)


def _removed(library: Library, differences: Differences) -> set[str]:
    folders = {folder.as_posix() for folder in FOLDERS.values()}
    known = {publication.id for publication in (*library.publications, *library.withdrawn)}
    gone = {path.parts[1] for path in differences if path.parts[0] in folders and path.name == "publication.yml"}
    return gone - known


def read_changes(path: Path) -> Changes:
    """What another build wrote. It may be a stranger's: nothing but these types passes. Raises NoList."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise NoList(f"{path} cannot be read ({error.strerror})") from error
    try:
        if len(data) <= MOST_BYTES:
            return msgspec.json.decode(data, type=Changes)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        pass  # its message would repeat what the stranger wrote
    raise NoList(f"{path.name} is no list as `daleel changed --format json` writes it")
