"""PDFs of earlier versions: kept in docs/archive/<id>/<version>/, published where they stood when their version was the newest.

Every build writes the participants' PDFs of the version that stands to the same kind of address.
"""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

from daleel.model import Library, Publication
from daleel.places import file_path, version_path
from daleel.problems import Problem, say

FOLDER = Path("docs") / "archive"


def pdf_name(publication: Publication, code: str) -> str:
    return PurePosixPath(file_path(publication.id, code, "participant", "pdf")).name


def own_path(publication: Publication, version: str, code: str) -> str:
    """Of the participants' PDF of a version, from the site's root."""
    return version_path(publication.id, version, pdf_name(publication, code))


def kept(library: Library, publication: Publication, version: str) -> dict[PurePosixPath, Path]:
    """Its archived PDFs: where they are published, and the files."""
    folder = library.root / FOLDER / publication.id / version
    return {
        PurePosixPath(version_path(publication.id, version, path.name)): path
        for path in sorted(folder.glob("*.pdf"))
        if path.is_file() and path.resolve() == library.root.resolve() / path.relative_to(library.root)
    }


def kept_pdf(library: Library, publication: Publication, version: str, code: str) -> str:
    """Address of the edition's archived PDF; "" where it is not kept."""
    path = own_path(publication, version, code)
    return path if PurePosixPath(path) in kept(library, publication, version) else ""


def all_kept(library: Library) -> dict[PurePosixPath, Path]:
    return {
        address: path
        for publication in library.publications
        for version in publication.earlier
        for address, path in kept(library, publication, version.number).items()
    }


ACTIVE = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToR",
    "/GoToE",
    "/Rendition",
    "/RichMedia",
    "/Movie",
}
ACTIVE_KEYS = ("/JS", "/AA", "/EmbeddedFiles", "/XFA")


def is_still(data: bytes) -> bool:
    """A PDF that runs nothing, sends nothing and holds no other files."""
    import pikepdf  # 0.1 s, which a build without an archive need not take

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return not any(_acts(one) for one in pdf.objects)
    except (pikepdf.PdfError, ValueError):
        return False


def _acts(one: Any) -> bool:
    """Direct objects within it too."""
    import pikepdf

    if isinstance(one, pikepdf.Stream):
        return _acts(one.stream_dict)
    if isinstance(one, pikepdf.Dictionary):
        if one.get("/S") in ACTIVE or one.get("/Subtype") in ACTIVE or any(key in one for key in ACTIVE_KEYS):
            return True
        inner = [value for _, value in one.items()]
    else:
        inner = list(one) if isinstance(one, pikepdf.Array) else []
    return any(_acts(value) for value in inner if isinstance(value, pikepdf.Object) and not value.is_indirect)


def check_still(library: Library, known_still: Callable[[bytes], bool]) -> Iterator[Problem]:
    for path in all_kept(library).values():
        if not known_still(path.read_bytes()):
            message = say(
                "this is no PDF, or one that runs scripts or holds files; put the one that `daleel archive` made here"
            )
            yield Problem(path.relative_to(library.root), 1, "docs-file", message)


def remarks(library: Library) -> Iterator[Problem]:
    """What an author should know of the archive."""
    for publication in library.publications:
        path = publication.folder / "publication.yml"
        for version in publication.earlier:
            if not kept(library, publication, version.number):
                where = (FOLDER / publication.id / version.number).as_posix()
                message = say(
                    "version {version} has no PDF in {where}/; run `daleel archive` before you raise a version",
                    version=version.number,
                    where=where,
                )
                yield Problem(path, 1, "archive-missing", message)
        folder = library.root / FOLDER / publication.id
        known = {version.number for version in publication.versions}
        for name in sorted(one.name for one in folder.iterdir()) if folder.is_dir() else []:
            if name not in known:
                where = (FOLDER / publication.id / name).as_posix()
                message = say(
                    "{where} is not published: `changes` has no entry for {version}; add one or remove the folder",
                    where=where,
                    version=name,
                )
                yield Problem(path, 1, "archive-unknown", message)
