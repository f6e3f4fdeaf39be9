"""A new publication or chapter."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from string import Template
from typing import get_args

from daleel import schema
from daleel.model import Kind, Library, Publication
from daleel.problems import Message, Mistakes, Problem, say
from daleel.read import FOLDERS, load_yaml, normalised
from daleel.scaffold.files import Scaffold, as_written
from daleel.yaml_edit import with_item

TEMPLATES = Path(__file__).parent / "templates"
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FILL_IN = say("Write your text in the place of all that stands in {guide}.", guide="{{ … }}")
NAMED = say("`daleel check` names every line that still waits for it.")
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
        message = say("the id `{id}` is taken by {folder}; choose another", id=id, folder=taken[0].as_posix())
        raise _mistake(about, "id-duplicate", message)
    name = FIRST if kind == "manual" else "brief"
    chapters = f"\n  - {FIRST}" if kind == "manual" else " [brief]"
    values = {"id": id, "kind": kind, "date": str(today), "original": code, "chapters": chapters, **CHOICES}
    text = folder / f"{name}.md"
    made = {
        about: filled("publication", code, "yml", values),
        text: filled("chapter" if kind == "manual" else "brief", code, "md", {}),
    }
    return Scaffold(made, next=(FILL_IN, NAMED, *(_more(id) if kind == "manual" else ())))


def _more(id: str) -> Iterator[Message]:
    yield say("For another chapter: `{command}`", command=f"daleel new chapter {id} 02-name")
    yield say("While chapters are still to come, write `{line}` in publication.yml.", line="begun: true")


def new_chapter(library: Library, publication: Publication, name: str) -> Scaffold:
    """In the original's language, last in the list of chapters if it is not in the list. Raises Mistakes."""
    about = publication.folder / "publication.yml"
    if publication.kind != "manual":
        message = say("`{id}` is a brief, which has one text; name a manual", id=publication.id)
        raise _mistake(about, "brief-chapters", message)
    path = publication.folder / f"{name}.md"
    check_name(path, name, "03-evidence")
    text = as_written(library, about)
    said = load_yaml(normalised(text.encode()))
    listed = name in [*said.get("front", ()), *said["chapters"], *said.get("back", ())]
    made = {path: filled("chapter", publication.original, "md", {})}
    edited = {} if listed else {about: with_item(text, "chapters", name)}
    others = [code for code in publication.editions if code != publication.original]
    translate = (f"daleel new translation {path.as_posix()} --lang {code}" for code in others)
    then = (say("When it is written, translate it: `{command}`", command=command) for command in translate)
    return Scaffold(made, edited, (FILL_IN, NAMED, *then))


def filled(name: str, code: str, ending: str, values: Mapping[str, str]) -> str:
    """A template in the language, or else in English."""
    own = TEMPLATES / f"{name}.{code}.{ending}"
    path = own if own.exists() else TEMPLATES / f"{name}.en.{ending}"
    text = path.read_text(encoding="utf-8")
    return Template(text).substitute(values) if values else text


def check_name(path: Path, name: str, example: str) -> None:
    if not ID.fullmatch(name):
        message = say(
            "`{name}` cannot stand in an address; write small letters a to z, digits and hyphens, as in {example}",
            name=name,
            example=example,
        )
        raise _mistake(path, "id", message)


def check_language(library: Library, path: Path, code: str) -> None:
    known = [language.code for language in library.languages]
    if code not in known:
        message = say("`{code}` is not a language of this site; there are: {known}", code=code, known=", ".join(known))
        raise _mistake(path, "language", message)


def _mistake(path: Path, code: str, message: Message) -> Mistakes:
    return Mistakes([Problem(path, 1, code, message)])
