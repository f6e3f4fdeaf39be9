"""The project's own manual, its chapters repeated until it is a long one; no two of them have the same lines."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import lxml.html
import msgspec
from lxml import etree

from daleel.model import Chapter, Edition, Library, Publication
from daleel.run import check_root
from daleel.text import Text

PROJECT = Path(__file__).parents[2]
MANUAL = "investigation"


@dataclass(frozen=True)
class LongManual:
    library: Library
    publication: Publication
    edition: Edition
    texts: dict[str, Text]  # by the chapter's name


def long_manual(code: str, rounds: int) -> LongManual:
    press, texts, problems = check_root(PROJECT / "mkdocs.yml")
    assert not problems, problems
    publication = press.library.publication(MANUAL)
    edition = publication.editions[code]
    repeated = list(repeat(edition.chapters, {name: texts[MANUAL, name, code] for name in names(edition)}, rounds))
    long = replace(edition, chapters=tuple(chapter for chapter, _ in repeated))
    return LongManual(press.library, publication, long, {chapter.name: text for chapter, text in repeated})


def names(edition: Edition) -> list[str]:
    return [chapter.name for chapter in edition.chapters]


def repeat(chapters: tuple[Chapter, ...], texts: dict[str, Text], rounds: int) -> Iterator[tuple[Chapter, Text]]:
    for nth in range(rounds):
        for chapter in chapters:
            name = chapter.name if nth == 0 else f"{chapter.name}-{nth}"
            number = nth * len(chapters) + (chapter.number or 0)
            text = texts[chapter.name]
            yield replace(chapter, name=name, number=number), msgspec.structs.replace(text, html=turned(text.html, nth))


def turned(html: str, by: int) -> str:
    """The words of each piece of text moved round: a renderer that remembers a line finds it nowhere again."""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    for element in root.iter(etree.Element):
        for place in ("text", "tail"):
            written = getattr(element, place) or ""
            words = written.split()
            if len(words) > 3:
                start, end = " " * written[0].isspace(), " " * written[-1].isspace()
                turn = by % len(words)
                setattr(element, place, start + " ".join(words[turn:] + words[:turn]) + end)
    return "".join(etree.tostring(child, encoding="unicode", method="html") for child in root)
