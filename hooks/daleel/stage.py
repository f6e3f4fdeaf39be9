"""The folder of files that MkDocs builds from: a stub for each page, figures, fonts, covers."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from daleel.figures import ENDINGS, FigureError, read_figure
from daleel.model import Library
from daleel.places import Place, figure_path, staged
from daleel.problems import Problem, say
from daleel.read import leaves

TEMPLATES = {"chapter": "chapter.html", "manual": "publication.html", "brief": "brief.html"}
NOT_PUBLISHED = {".md", ".yml", ".yaml"}
PLAIN = {"CNAME", ".nojekyll"}  # for hosts of sites
KEPT_APART = {"data", "archive"}  # folders of docs/ with a place or a use of their own


def stub(library: Library, place: Place) -> bytes:
    """What MkDocs needs to know of a page before the engine gives it its content."""
    meta: dict[str, Any]
    if place.publication is None:
        page = next(page for page in library.pages if page.name == place.name).texts[place.language]
        meta = {"title": page.title, "template": page.meta["template"]}
    elif library.publication(place.publication).withdrawn is not None:
        title = library.publication(place.publication).editions[place.language].title
        meta = {"title": title, "template": "withdrawn.html"}
    else:
        publication = library.publication(place.publication)
        edition = publication.editions[place.language]
        kind = place.kind if place.kind == "chapter" else publication.kind
        chapter = next((chapter for chapter in edition.chapters if chapter.name == place.name), None)
        meta = {"title": chapter.title if chapter else edition.title, "template": TEMPLATES[kind]}
        meta["description"] = (chapter.lead if chapter else "") or edition.summary
    return f"---\n{yaml.dump(meta, Dumper=yaml.CSafeDumper, allow_unicode=True)}---\n".encode()


def stubs(library: Library, pages: Iterable[Place]) -> dict[PurePosixPath, bytes]:
    return {staged(library, place): stub(library, place) for place in pages}


def figures(library: Library, used: Mapping[str, set[str]]) -> dict[PurePosixPath, bytes]:
    """Images in use, by publication id; unused ones are not published."""
    return {
        figure_path(library.publication(id), image): (
            library.root / library.publication(id).folder / image
        ).read_bytes()
        for id, images in used.items()
        for image in images
    }


def own_files(library: Library) -> dict[PurePosixPath, bytes]:
    """Files of docs/ that are neither text nor data."""
    docs = library.root / "docs"
    return {PurePosixPath(path.relative_to(docs).as_posix()): path.read_bytes() for path in own_paths(library.root)}


def own_paths(root: Path) -> Iterator[Path]:
    docs = root / "docs"
    for path in sorted(docs.rglob("*")):
        apart = path.suffix in NOT_PUBLISHED or path.relative_to(docs).parts[0] in KEPT_APART
        if path.is_file() and not apart:
            yield path


def check_own_files(root: Path) -> Iterator[Problem]:
    """Pictures and plain text: a page or a script put here would be published as it is."""
    for path in own_paths(root):
        source = path.relative_to(root)
        if leaves(root, path):
            message = say("the file is a link that leads elsewhere; put the file itself here")
            yield Problem(source, 1, "outside", message)
        elif path.suffix.lower() in ENDINGS:
            try:
                read_figure(path)
            except FigureError as error:
                yield Problem(source, 1, "docs-file", error.message)
        elif path.suffix != ".txt" and path.name not in PLAIN:
            message = say(
                "such a file is not published from docs/; pictures (SVG, PNG, JPEG) and .txt files are; take it out"
            )
            yield Problem(source, 1, "docs-file", message)


def write_tree(files: Mapping[PurePosixPath, bytes], root: Path) -> list[Path]:
    """Make root hold exactly files; return the paths that changed.

    An unchanged file keeps its mtime: `mkdocs serve` would otherwise rebuild for ever.
    """
    changed = []
    wanted = {root / path for path in files}
    for path in sorted(root.rglob("*"), reverse=True) if root.exists() else []:
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
        elif (path.is_file() or path.is_symlink()) and path not in wanted:
            path.unlink()
            changed.append(path)
    for name, content in files.items():
        path = root / name
        if path.is_file() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(path.name + ".new")
        aside.write_bytes(content)
        os.replace(aside, path)
        changed.append(path)
    return changed
