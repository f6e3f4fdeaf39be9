"""A translation and its original, in sections that stand beside each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from daleel.check import chapters
from daleel.ledger import debts, pairs
from daleel.model import Chapter, Language, Library
from daleel.problems import Mistakes, Problem, say
from daleel.read import read_library
from daleel.scan import heading_ids, scan
from daleel.settings import read_settings
from daleel.single import meant, named_text


@dataclass(frozen=True)
class Pair:
    original: Chapter
    translation: Chapter
    original_language: Language
    language: Language  # of the translation, and of what is said about both

    @property
    def ids(self) -> tuple[str, ...]:
        """Of the original's headings."""
        return tuple(heading_ids(title for _, _, title in scan(self.original.markdown).headings))

    @property
    def behind(self) -> frozenset[str]:
        """Ids of sections that the translation does not render as the original now has them; "" for what is above all."""
        return frozenset(debt.section for debt in debts(self.original, self.translation))

    @property
    def name(self) -> str:
        """For a file: with the publication's id where there is one."""
        folder = self.original.source.parent.name
        return self.original.name if folder == "docs" else f"{folder}-{self.original.name}"


Blocks = tuple[str, ...]  # of Markdown, between blank lines


@dataclass(frozen=True)
class Section:
    id: str  # of the original's heading; "" for title, lead and what stands before the first heading
    heading: (
        tuple[str, str] | None
    )  # the lines of original and translation, "" where one is missing; None above the first
    rows: tuple[tuple[Blocks, Blocks], ...]


def read_pairs(config: Path, written: str) -> list[Pair]:
    """written: the path of a translation, or the id of a publication: all of its translations. Raises Mistakes."""
    settings = read_settings(config)
    library, problems = read_library(config.parent, settings)
    folder = meant(library, written)
    inside = [one.source for _, one, _ in pairs(library) if (library.root / one.source).parent == folder]
    if inside:
        return [pair for source in inside if (pair := pair_of(library, source))]
    source = dict(chapters(library))[named_text(library, problems, written)].source
    if found := pair_of(library, source):
        return [found]
    message = say("this is an original; name one of its translations, as in {example}", example="01-law.ar.md")
    raise Mistakes([Problem(source, 1, "path-unknown", message)])


def pair_of(library: Library, source: Path) -> Pair | None:
    """source: the translation's file, relative to the root; None for one that is an original."""
    both = next(((one, first) for _, one, first in pairs(library) if one.source == source), None)
    if both is None:
        return None
    translation, original = both
    return Pair(original, translation, library.language(original.language), library.language(translation.language))


def sections(pair: Pair) -> Iterator[Section]:
    """Paired by their order, as the rules for translations ask; what only one has stands alone."""
    ours, theirs = list(_sections(pair.original)), list(_sections(pair.translation))
    for nth, (first, second) in enumerate(zip_longest(ours, theirs, fillvalue=("", ()))):
        heading = (first[0], second[0]) if nth else None
        # A heading of the translation that the original lacks has no id: nothing leads to it.
        id = pair.ids[nth - 1] if 0 < nth <= len(pair.ids) else "" if nth == 0 else f"section-{nth}"
        yield Section(id, heading, tuple(_rows(first[1], second[1])))


def _rows(ours: Blocks, theirs: Blocks) -> Iterator[tuple[Blocks, Blocks]]:
    """Block by block where both have as many, else the section in one row."""
    if len(ours) == len(theirs):
        yield from (((our,), (their,)) for our, their in zip(ours, theirs, strict=True))
    else:
        yield ours, theirs


def _sections(chapter: Chapter) -> Iterator[tuple[str, Blocks]]:
    """The heading's line and the blocks below it; first what stands above all headings, with title and lead."""
    lines = chapter.markdown.split("\n")
    starts = [line for line, _, _ in scan(chapter.markdown).headings]
    ends = [*(start - 1 for start in starts), len(lines)]
    head = [f"{key}: {text}" for key, text in (("title", chapter.title), ("lead", chapter.lead)) if text]
    yield "", (*head, *_blocks(lines[: ends[0]]))
    for start, end in zip(starts, ends[1:], strict=True):
        yield lines[start - 1], tuple(_blocks(lines[start:end]))


def _blocks(lines: list[str]) -> Iterator[str]:
    """Runs of lines between blank ones; fenced code may fall apart into several."""
    block: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            block.append(line)
        elif block:
            yield "\n".join(block)
            block = []
