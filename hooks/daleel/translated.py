"""`daleel translated <path>…`: translations are recorded to render their originals as these now stand."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from daleel.ledger import Record, pairs, recorded
from daleel.model import Chapter, Library
from daleel.problems import Message, Mistakes, Problem, errors, say
from daleel.read import record_path
from daleel.run import check_root
from daleel.single import meant

HEAD = """\
# Which state of the original this language renders: written by `daleel translated`, not by hand.
"""


def translated(config: Path, named: Sequence[str], unrecorded: bool) -> list[Path]:
    """The records written, below the library's root. Raises Mistakes, and writes nothing, while `daleel check` has a
    problem in one of the translations or in its original.

    named: ids of publications, and paths. unrecorded: those of which nothing is recorded yet, too.
    """
    chosen: list[tuple[str, Chapter, Chapter]] = []

    def renewed(library: Library) -> Library:
        chosen.extend(asked_for(library, [meant(library, one) for one in named], unrecorded))
        return recorded(library, {translation.source for _, translation, _ in chosen})

    press, _, problems = check_root(config, renewed)
    files = {chapter.source for _, *both in chosen for chapter in both}
    if found := errors([one for one in problems if one.path in files]):
        raise Mistakes(found)
    library, written = press.library, []
    for id, code in dict.fromkeys((id, translation.language) for id, translation, _ in chosen):
        path = record_path(library.publication(id).folder if id else Path("docs", "data"), code)
        write(library.root / path, record_text(records(library, id, code)))
        written.append(path)
    return written


def asked_for(library: Library, paths: Sequence[Path], unrecorded: bool) -> Iterator[tuple[str, Chapter, Chapter]]:
    """As in `pairs`. Raises Mistakes: of paths that lead to no translation. paths: absolute."""
    both = list(pairs(library))
    mistakes = [
        Problem(shown(path, library.root), 1, "translation-unknown", why)
        for path in paths
        if (why := refused(path, library))
    ]
    if not paths and not unrecorded:
        mistakes.append(
            Problem(
                Path("mkdocs.yml"),
                1,
                "translation-unknown",
                say("name a publication, a translation's file, a folder, or --all"),
            )
        )
    if mistakes:
        raise Mistakes(mistakes)
    for id, translation, original in both:
        file = library.root / translation.source
        if (unrecorded and translation.renders is None) or any(file.is_relative_to(path) for path in paths):
            yield id, translation, original


def refused(path: Path, library: Library) -> Message | None:
    """Why nothing can be recorded of it; None if something can."""
    if not path.exists():
        return say("there is no such file or folder; check its name")
    if any((library.root / original.source) == path for _, _, original in pairs(library)):
        return say("this is an original; name the translation that renders it")
    if not any((library.root / translation.source).is_relative_to(path) for _, translation, _ in pairs(library)):
        return say("no translation that can be read stands here; `daleel check` says what is wrong")
    return None


def shown(path: Path, root: Path) -> Path:
    return path.relative_to(root) if path.is_relative_to(root) else path


def records(library: Library, id: str, code: str) -> dict[str, Record]:
    """Of all that is recorded in a language: of a publication, or ("") of the site's pages."""
    return {
        translation.name: translation.renders
        for one, translation, _ in pairs(library)
        if (one, translation.language) == (id, code) and translation.renders is not None
    }


def record_text(records: Mapping[str, Record]) -> str:
    """A line for each section, so that two translators' changes seldom meet. In quotes: YAML takes `no` for false."""
    lines = [HEAD]
    for name, record in records.items():
        lines.append(f"{json.dumps(name)}:\n")
        lines += (f'  {json.dumps(id)}: "{digest}"\n' for id, digest in record.items())
    return "".join(lines)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ".new")
    aside.write_bytes(text.encode())
    os.replace(aside, path)
