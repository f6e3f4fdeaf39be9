"""A new publication or chapter."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from string import Template
from typing import get_args

from daleel import schema
from daleel.model import Kind, Library, Problem, Publication
from daleel.read import FOLDERS
from daleel.run import Mistakes
from daleel.scaffold.files import Scaffold, as_written
from daleel.yaml_edit import with_item

TEMPLATES = Path(__file__).parent / "templates"
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FIRST = "01-introduction"  # a manual's first chapter
CHOICES = {
    "topics": ", ".join(get_args(schema.Topic)),
    "audiences": ", ".join(get_args(schema.Audience)),
    "regions": ", ".join(get_args(schema.Region)),
}


def new_publication(library: Library, kind: Kind, id: str, code: str, today: date) -> Scaffold:
    """code: of the original's language, "" for the site's first. Raises Mistakes."""
    folder = FOLDERS[kind] / id
    about = folder / "publication.yml"
    code = code or library.languages[0].code
    check_name(about, id, "trauma-informed-interviews")
    check_language(library, about, code)
    taken = [FOLDERS[one] / id for one in FOLDERS if (library.root / FOLDERS[one] / id / "publication.yml").exists()]
    if taken:
        raise _mistake(about, "id", f"the id `{id}` is taken by {taken[0].as_posix()}; choose another")
    name = FIRST if kind == "manual" else "brief"
    chapters = f"\n  - {FIRST}" if kind == "manual" else " [brief]"
    values = {"id": id, "kind": kind, "date": str(today), "original": code, "chapters": chapters, **CHOICES}
    text = folder / f"{name}.md"
    made = {
        about: filled("publication", code, "yml", values),
        text: filled("chapter" if kind == "manual" else "brief", code, "md", {}),
    }
    return Scaffold(made, next=(*FILL_IN, *(MORE_CHAPTERS.format(id=id),) * (kind == "manual")))


FILL_IN = (
    "Write your text in the place of every {{ … }}, first in publication.yml.",
    "`daleel check` names every line that still waits for it.",
)
MORE_CHAPTERS = (
    "More chapters: `daleel new chapter {id} 02-name`. While some are to come, write `begun: true` in publication.yml."
)


def new_chapter(library: Library, publication: Publication, name: str) -> Scaffold:
    """In the original's language, last in the list of chapters. Raises Mistakes."""
    about = publication.folder / "publication.yml"
    if publication.kind != "manual":
        raise _mistake(about, "brief-chapters", f"{publication.id} is a brief, which has one text; name a manual")
    path = publication.folder / f"{name}.md"
    check_name(path, name, "03-evidence")
    original = publication.editions[publication.original]
    if any(chapter.name == name for chapter in original.chapters):
        raise _mistake(path, "exists", "this file exists and stays as it is; choose another name")
    made = {path: filled("chapter", publication.original, "md", {})}
    edited = {about: with_item(as_written(library, about), "chapters", name)}
    others = [code for code in publication.editions if code != publication.original]
    translate = tuple(
        f"Then translate it: `daleel new translation {path.as_posix()} --lang {code}`." for code in others
    )
    return Scaffold(made, edited, (FILL_IN[0].replace(", first in publication.yml", ""), FILL_IN[1], *translate))


def filled(name: str, code: str, ending: str, values: Mapping[str, str]) -> str:
    """A template in the language, or else in English."""
    own = TEMPLATES / f"{name}.{code}.{ending}"
    path = own if own.exists() else TEMPLATES / f"{name}.en.{ending}"
    text = path.read_text(encoding="utf-8")
    return Template(text).substitute(values) if values else text


def check_name(path: Path, name: str, example: str) -> None:
    if not ID.fullmatch(name):
        message = (
            f"`{name}` cannot stand in an address; write small letters a to z, digits and hyphens, as in {example}"
        )
        raise _mistake(path, "id", message)


def check_language(library: Library, path: Path, code: str) -> None:
    known = [language.code for language in library.languages]
    if code not in known:
        raise _mistake(path, "language", f"`{code}` is not a language of this site; there are: {', '.join(known)}")


def _mistake(path: Path, code: str, message: str) -> Mistakes:
    return Mistakes([Problem(path, 1, code, message)])
