"""A new translation: of one text, or of all texts of a publication that have none yet."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from daleel.model import Chapter, Library, Publication
from daleel.placeholders import CODE, guide, left_in
from daleel.problems import Message, Mistakes, Problem, say
from daleel.read import load_yaml, normalised
from daleel.scaffold.files import Scaffold, as_written
from daleel.scaffold.new import NAMED, check_language
from daleel.schema import steps
from daleel.single import asked_for, named_text
from daleel.skeleton import skeleton
from daleel.yaml_edit import with_key

BY_LANGUAGE = ("title", "subtitle", "summary", "changes[0].what")  # keys that say something to readers in each language


def new_translation(library: Library, problems: list[Problem], what: str, code: str) -> Scaffold:
    """what: a publication's id, or the path of one of its texts or of a page of the site. Raises Mistakes."""
    check_language(library, Path("mkdocs.yml"), code)
    if "/" in what or "\\" in what or what.endswith(".md"):
        id, name, _ = named_text(library, problems, what)
        if not id:
            return _of_page(library, name, code)
        publication = asked_for(library, problems, id)
        chapters = [one for one in _originals(publication) if one.name == name]
    else:
        publication = asked_for(library, problems, what)
        chapters = [
            one for one in _originals(publication) if not (library.root / _path(publication, one, code)).exists()
        ]
    about = publication.folder / "publication.yml"
    if code == publication.original:
        message = say("`{code}` is the language of the original; choose another", code=code)
        raise Mistakes([Problem(about, 1, "language", message)])
    if not chapters:
        message = say("every text of `{id}` has a file in `{code}`; write in those", id=publication.id, code=code)
        raise Mistakes([Problem(about, 1, "file-exists", message)])
    if unwritten := [chapter for chapter in chapters if any(left_in(library, chapter))]:
        message = say("guiding text is left in this original; write it before it is translated")
        raise Mistakes([Problem(chapter.source, 1, CODE, message) for chapter in unwritten])
    made = {_path(publication, chapter, code): skeleton(chapter) for chapter in chapters}
    edited = with_language(library, publication, code)
    return Scaffold(made, edited, (*_said(library, code), *_next(library, publication, made, code)))


def _said(library: Library, code: str) -> Iterator[Message]:
    yield say("Write the translation in the place of all that stands in {guide}; the rest stays.", guide="{{ … }}")
    example = library.language(code).strings["citations"]["example"]
    yield say("In citations write the place in your language: {example}", example=example)
    yield NAMED


def _originals(publication: Publication) -> tuple[Chapter, ...]:
    return publication.editions[publication.original].chapters if publication.original in publication.editions else ()


def _path(publication: Publication, chapter: Chapter, code: str) -> Path:
    return publication.folder / f"{chapter.name}.{code}.md"


def _next(library: Library, publication: Publication, made: dict[Path, str], code: str) -> Iterator[Message]:
    yield _beside(next(iter(made)))
    paths = [_path(publication, chapter, code) for chapter in _originals(publication)]
    if not all(path in made or (library.root / path).exists() for path in paths):
        command = f"daleel new translation {publication.id} --lang {code}"
        yield say("The edition needs all its texts; this makes the others: `{command}`", command=command)


def _beside(path: Path) -> Message:
    return say("To see it beside its original: `{command}`", command=f"daleel side-by-side {path.as_posix()}")


def with_language(library: Library, publication: Publication, code: str) -> dict[Path, str]:
    """publication.yml with what it says to readers, to be translated too; nothing if it is there."""
    path = publication.folder / "publication.yml"
    before = as_written(library, path)
    about, text = load_yaml(normalised(before.encode())), before
    for key in BY_LANGUAGE:
        said = _value(about, key)
        if said and code not in said:
            text = with_key(text, key, code, guide(said.get(publication.original, next(iter(said.values())))))
    return {path: text} if text != before else {}


def _value(about: Any, path: str) -> dict[str, str]:
    for step in steps(path):
        if isinstance(step, int) and step >= len(about):
            return {}
        about = about[step] if isinstance(step, int) else about.get(step, {})
    found: dict[str, str] = about
    return found


def _of_page(library: Library, name: str, code: str) -> Scaffold:
    """A page of docs/ is written first in the first language that has it."""
    page = next(page for page in library.pages if page.name == name)
    suffix = "" if code == library.languages[0].code else f".{code}"
    path = Path("docs", f"{name}{suffix}.md")
    original = next(iter(page.texts.values()))
    return Scaffold({path: skeleton(original)}, next=(*_said(library, code), _beside(path)))
