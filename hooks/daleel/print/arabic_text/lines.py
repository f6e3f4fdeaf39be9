"""Lines: which way they run, and which blocks belong together on them.

Typst starts a new block wherever a glyph leaves the baseline (a raised letter, a mark) or the text stops for a
link. Blocks that touch form a chain; chains of a right-to-left line that touch form a run. A run is written as one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from daleel.print.arabic_text.content import Block, Unknown, without_reversed_marks

ARTIFACT = b"/Artifact"  # marked content: leaves the graphics state as it was
SAME_LINE_PT = 3  # letters leave the baseline by less

Kin = Callable[[Block, Block], bool]  # do both belong to one structure element?


class Directions:
    """Which way each line of a page runs: the way of most of its letters; the way of the text where it has none."""

    def __init__(self, blocks: Iterable[Block], rtl_weight: int) -> None:
        """rtl_weight: how many left-to-right letters one right-to-left character outweighs; above 1 in right-to-left text."""
        self.votes: Counter[int] = Counter()
        self.least = 0 if rtl_weight > 1 else 1
        for block in blocks:
            text = text_of([block])
            if any(map(str.isalpha, text)):
                self.votes[line_number(block.y_pt)] += len(text) * (rtl_weight if block.rtl else -1)

    def rtl(self, y_pt: float) -> bool:
        return self.votes[line_number(y_pt)] >= self.least

    def turned(self, y_pt: float) -> bool:
        """Does PDFium turn the line round? In a file whose pages turn to the right it does so with every line."""
        return self.least == 0 or self.rtl(y_pt)


def line_number(y_pt: float) -> int:
    return round(y_pt / SAME_LINE_PT)


class Chain:
    """Blocks that touch, in the order of the file."""

    def __init__(self, blocks: Sequence[Block], directions: Directions) -> None:
        self.blocks = blocks
        drawn = [block for block in blocks if block.wide] or blocks
        self.y_pt = Counter(block.y_pt for block in drawn).most_common(1)[0][0]
        self.left_pt = min(block.x_pt for block in drawn)
        self.right_pt = max(block.right_pt for block in drawn)
        self.joins_line = directions.rtl(self.y_pt) and (
            any(block.rtl for block in blocks) or is_one_word(text_of(blocks))
        )

    def goes_on(self, left: "Chain", kin: Kin) -> bool:
        """Does the line of this chain go on to the left with the other one?"""
        last, first, size_pt = self.blocks[-1], left.blocks[0], self.blocks[0].size_pt
        return (
            self.joins_line
            and left.joins_line
            and same_face(last, first)
            and abs(self.y_pt - left.y_pt) < 0.05 * size_pt
            and abs(left.right_pt - self.left_pt) < 0.5 * size_pt
            and kin(last, first)
        )


def text_of(blocks: Sequence[Block]) -> str:
    return "".join(cluster.text for block in blocks for _, show in block.shows for cluster in show.clusters)


def is_one_word(text: str) -> bool:
    return " " not in text and any(map(str.isalnum, text))


def same_face(a: Block, b: Block) -> bool:
    return (
        a.face == b.face
        and a.font is b.font
        and a.size_pt == b.size_pt
        and a.paint == b.paint
        and a.upright
        and b.upright
    )


def runs(parts: Iterable[bytes | Block | Unknown], directions: Directions, kin: Kin) -> Iterator[bytes | list[Block]]:
    """The page from start to end: what is left as it is, and runs, each from left to right."""
    run: list[Chain] = []
    for chain in chains(parts, directions, kin):
        if isinstance(chain, bytes):
            yield from left_to_right(run)
            run = []
            yield chain
            continue
        next_chain = Chain(chain, directions)
        if run and not run[-1].goes_on(next_chain, kin):
            yield from left_to_right(run)
            run = []
        run.append(next_chain)
    yield from left_to_right(run)


def left_to_right(run: Sequence[Chain]) -> Iterator[list[Block]]:
    if run:
        yield [block for chain in sorted(run, key=lambda chain: chain.left_pt) for block in chain.blocks]


def chains(parts: Iterable[bytes | Block | Unknown], directions: Directions, kin: Kin) -> Iterator[bytes | list[Block]]:
    """Artifacts (underlines, highlights) between two blocks of a chain come before it: text covers them as it did."""
    chain: list[Block] = []
    drawings: list[bytes] = []  # behind the chain so far
    pen_pt = 0.0
    for part in parts:
        if isinstance(part, bytes) and part.startswith(ARTIFACT) and chain:
            drawings.append(part)
            continue
        if (
            isinstance(part, Block)
            and chain
            and goes_with(chain[-1], part, directions, kin)
            and touches(chain[-1], pen_pt, part)
        ):
            yield from drawings
        elif chain:
            yield chain
            yield from drawings
            chain = []
        drawings = []
        if not isinstance(part, Block):
            yield part if isinstance(part, bytes) else without_reversed_marks(part.raw)
            continue
        if part.wide or not chain:
            pen_pt = part.x_pt if part.blank or not part.wide else part.right_pt
        chain.append(part)
    if chain:
        yield chain
    yield from drawings


def goes_with(last: Block, block: Block, directions: Directions, kin: Kin) -> bool:
    """In a left-to-right line, right-to-left words stand apart from the others."""
    return same_face(last, block) and kin(last, block) and (last.rtl == block.rtl or directions.rtl(block.y_pt))


def touches(last: Block, pen_pt: float, block: Block) -> bool:
    """Does the block go on where the chain that ends with last stopped, at pen_pt?"""
    gap = (block.x_pt - pen_pt) / block.size_pt
    near = -0.06 < gap < 0.5 if block.wide else -1.2 < gap < 1.2  # a mark may stand anywhere over its letter
    return near and abs(block.y_pt - last.y_pt) < 0.9 * block.size_pt
