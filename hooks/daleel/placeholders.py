"""Guiding text: what `daleel new` writes for an author to replace. It stands in {{ … }}, and what still has it is not published.

HTML comments would not do: conversion drops them without a word, and numbers and citations in them would count.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from daleel.model import Chapter, Library
from daleel.problems import Problem, say
from daleel.read import normalised
from daleel.scan import scan

CODE = "placeholder"
GUIDE = re.compile(r"\{\{(?P<text>.*?)(?:\}\}|$)|\}\}")  # one brace pair alone is what is left of a mark
LONGEST = 60  # characters shown


def guide(text: str) -> str:
    """In braces; what has some stays as it is."""
    return text if "{{" in text else f"{{{{ {text} }}}}"


def check_placeholders(library: Library) -> Iterator[Problem]:
    """One problem a line."""
    for publication in (*library.publications, *library.withdrawn):
        path = publication.folder / "publication.yml"
        yield from _left(path, enumerate(_lines(library.root / path), start=1))
        for chapter in chain.from_iterable(edition.chapters for edition in publication.editions.values()):
            yield from left_in(library, chapter)
    for chapter in chain.from_iterable(page.texts.values() for page in library.pages):
        yield from left_in(library, chapter)


def left_in(library: Library, chapter: Chapter) -> Iterator[Problem]:
    if any("{{" in text or "}}" in text for text in (chapter.title, chapter.lead, str(chapter.meta))):
        head = _lines(library.root / chapter.source)[: chapter.first_line - 1]
        yield from _left(chapter.source, enumerate(head, start=1))
    if "{{" in chapter.markdown or "}}" in chapter.markdown:
        yield from _left(chapter.source, enumerate(scan(chapter.markdown).lines, start=chapter.first_line))


def _lines(path: Path) -> list[str]:
    return normalised(path.read_bytes()).split("\n")


def _left(path: Path, lines: Iterable[tuple[int, str]]) -> Iterator[Problem]:
    for number, line in lines:
        if found := GUIDE.search(line):
            text = " ".join((found["text"] or line).split())
            shown = text if len(text) <= LONGEST else text[:LONGEST].rstrip() + "…"
            message = say(
                "guiding text is left: “{guide}”; write your text in its place, without {open} and {close}",
                guide=shown,
                open="{{",
                close="}}",
            )
            yield Problem(path, number, CODE, message, found.start() + 1)
