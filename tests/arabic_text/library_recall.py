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
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, cast, get_args

from daleel.model import Booklet

from .manuscript import MARK, source_blocks
from .recall import MARK as VOWEL
from .recall import Recall, neighbours, page_texts, row, share, unmarked, words

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
class Measured:
    figures: Recall
    words: list[str]  # missed
    vowelled: list[str]  # missed
    marks: list[str]  # missed
    pairs: list[str]  # missed, with what stands around them
    reversed: list[str]

    def __str__(self) -> str:
        lists = ("words", "vowelled", "marks", "pairs", "reversed")
        return "\n".join(
            f"  {name} missed ({len(missed)}): {' · '.join(missed)}"
            for name in lists
            if (missed := getattr(self, name))
        )


def library_recall(blocks: Sequence[str], pdf: Path, known: Collection[str] = ()) -> dict[str, Measured]:
    """By reader. `known`: words that may stand on the pages beside those of the blocks; none of them is reversed."""
    return {reader: measured(blocks, pages, known) for reader, pages in page_texts(pdf)}


def measured(blocks: Sequence[str], pages: Sequence[str], known: Collection[str] = ()) -> Measured:
    source = [word for block in blocks for word in words(block.replace(MARK, " "))]
    vowelled = [word for word in source if VOWEL.search(word)]
    wanted = [pair for block in blocks for pair in pairs(block)]
    found_pages = [words(page) for page in pages]
    found = [word for page in found_pages for word in page]
    plain_pages = [[unmarked(word) for word in page] for page in found_pages]
    plain, plain_source = [word for page in plain_pages for word in page], [unmarked(word) for word in source]
    missed_pairs = missing_pairs(wanted, plain_pages)
    turned = reversed_words(plain, {*plain_source, *known})
    figures = Recall(
        words=share(plain_source, plain),
        vowelled=share([unmarked(word) for word in vowelled], plain),
        marks=share(vowelled, found),
        pairs=100 - 100 * len(missed_pairs) / max(1, len(wanted)),
        blocks=0.0,
        reversed=len(turned),
    )
    return Measured(
        figures,
        missing(plain_source, plain),
        missing([unmarked(word) for word in vowelled], plain),
        missing(vowelled, found),
        [str(pair) for pair in missed_pairs],
        turned,
    )


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


def missing(source: Sequence[str], found: Sequence[str]) -> list[str]:
    return sorted((Counter(source) - Counter(found)).elements())


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


def report(measured: dict[str, Measured]) -> str:
    return "\n".join(f"{row(reader, one.figures)}\n{one}" for reader, one in measured.items())


if __name__ == "__main__":
    booklet, file, *chapters = sys.argv[1:]
    if booklet not in get_args(Booklet):
        sys.exit(f"no booklet is called {booklet}")
    shown = [
        block for name in chapters for block in source_blocks(Path(name).read_text("utf-8"), cast(Booklet, booklet))
    ]
    sys.stdout.write(report(library_recall(shown, Path(file))) + "\n")
