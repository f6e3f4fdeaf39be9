"""What PDF readers give back of an edition, measured against the Markdown its author wrote.

    python -m tests.arabic_text.library_recall BOOKLET FILE.pdf CHAPTER.ar.md...

BOOKLET is participant, facilitator or handouts. What counts:

* words: all of the source's blocks (see manuscript.py), each as often as it is written; marks not compared;
* pairs: two words that follow each other within one block. Where the source has a note between them, the reader may
  give the note's mark between them. Where a page ends between them, the words before must end up together on the one
  page and the words after on the next: head, foot and notes stand between them, and nobody reads on there.
"""

import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, cast, get_args

from daleel.model import Booklet

from .manuscript import MARK, source_blocks
from .recall import MARK as VOWEL
from .recall import neighbours, page_texts, share, unmarked, words

AROUND = 3  # words before and after a page's end that must be together
MARKS_MOST = 3  # notes at one place


class Pair(NamedTuple):
    before: tuple[str, ...]  # the words of the block up to the first of the pair, at most AROUND
    after: tuple[str, ...]
    noted: bool  # a note's mark stands between them

    @property
    def words(self) -> tuple[str, str]:
        return self.before[-1], self.after[0]

    def __str__(self) -> str:
        return f"{' '.join(self.before)} {'*' if self.noted else '|'} {' '.join(self.after)}"


@dataclass(frozen=True)
class Kept:
    percent: float  # of the source
    missed: list[str]

    def __str__(self) -> str:
        return f"{self.percent:.2f} %, missed {len(self.missed)}: {' · '.join(self.missed)}"


@dataclass(frozen=True)
class Measured:
    words: Kept
    vowelled: Kept  # the words that carry marks in the source, marks not compared
    marks: Kept  # the same words, marks compared
    pairs: Kept
    reversed: list[str]  # words that came out from end to start

    def below(self, least: Mapping[str, float]) -> list[str]:
        """What falls short of the percentages, by name; and what is reversed."""
        found = [f"{name} {getattr(self, name)}" for name, percent in least.items() if self[name].percent < percent]
        return found + ([f"reversed {' · '.join(self.reversed)}"] if self.reversed else [])

    def __getitem__(self, name: str) -> Kept:
        kept = getattr(self, name)
        assert isinstance(kept, Kept)
        return kept

    def __str__(self) -> str:
        names = ("words", "vowelled", "marks", "pairs")
        return "\n".join([*(f"  {name}: {self[name]}" for name in names), f"  reversed: {' · '.join(self.reversed)}"])


def library_recall(blocks: Sequence[str], pdf: Path, known: Collection[str] = ()) -> dict[str, Measured]:
    """By reader. `known`: words that may stand on the pages beside those of the blocks; none of them is reversed."""
    return {reader: measured(blocks, pages, known) for reader, pages in page_texts(pdf)}


def measured(blocks: Sequence[str], pages: Sequence[str], known: Collection[str] = ()) -> Measured:
    source = [word for block in blocks for word in words(block.replace(MARK, " "))]
    vowelled = [word for word in source if VOWEL.search(word)]
    found_pages = [words(page) for page in pages]
    found = [word for page in found_pages for word in page]
    plain_pages = [[unmarked(word) for word in page] for page in found_pages]
    plain, plain_source = [unmarked(word) for word in found], [unmarked(word) for word in source]
    wanted = [pair for block in blocks for pair in pairs(block)]
    lost = missing_pairs(wanted, plain_pages)
    return Measured(
        words=kept(plain_source, plain),
        vowelled=kept([unmarked(word) for word in vowelled], plain),
        marks=kept(vowelled, found),
        pairs=Kept(100 - 100 * len(lost) / max(1, len(wanted)), [str(pair) for pair in lost]),
        reversed=reversed_words(plain, {*plain_source, *known}),
    )


def kept(source: Sequence[str], found: Sequence[str]) -> Kept:
    return Kept(share(source, found), sorted((Counter(source) - Counter(found)).elements()))


def pairs(block: str) -> Iterator[Pair]:
    """Marks of notes stand between words only where the author put them."""
    found: list[str] = []
    noted: set[int] = set()  # before which word
    for nth, part in enumerate(block.split(MARK)):
        if nth:
            noted.add(len(found))
        found += map(unmarked, words(part))
    for i in range(1, len(found)):
        yield Pair(tuple(found[max(0, i - AROUND) : i]), tuple(found[i : i + AROUND]), i in noted)


def missing_pairs(wanted: Sequence[Pair], pages: Sequence[Sequence[str]]) -> list[Pair]:
    there = Counter(pair for page in pages for pair in neighbours(page))
    over_marks = Counter(pair for page in pages for pair in pairs_over_marks(page))
    missed = []
    for pair in wanted:
        stock = over_marks if pair.noted and over_marks[pair.words] else there
        if stock[pair.words]:
            stock[pair.words] -= 1
        elif not parted_by_page(pair, pages):
            missed.append(pair)
    return missed


def pairs_over_marks(page: Sequence[str]) -> Iterator[tuple[str, str]]:
    for i, word in enumerate(page):
        for end in range(i + 2, min(i + 2 + MARKS_MOST, len(page))):
            if not page[end - 1].isdecimal():
                break
            yield word, page[end]


def parted_by_page(pair: Pair, pages: Sequence[Sequence[str]]) -> bool:
    return any(holds(one, pair.before) and holds(other, pair.after) for one, other in pairwise(pages))


def holds(page: Sequence[str], run: Sequence[str]) -> bool:
    return any(tuple(page[i : i + len(run)]) == tuple(run) for i, word in enumerate(page) if word == run[0])


def reversed_words(found: Sequence[str], known: Collection[str]) -> list[str]:
    return [word for word in found if len(word) > 2 and word.isalpha() and word not in known and word[::-1] in known]


if __name__ == "__main__":
    booklet, file, *chapters = sys.argv[1:]
    if booklet not in get_args(Booklet):
        sys.exit(f"no booklet is called {booklet}")
    shown = [
        block for name in chapters for block in source_blocks(Path(name).read_text("utf-8"), cast(Booklet, booklet))
    ]
    for reader, one in library_recall(shown, Path(file)).items():
        sys.stdout.write(f"{reader}\n{one}\n")
