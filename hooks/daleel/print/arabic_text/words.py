"""The spelling of words: one character a glyph, in the exact reverse of the logical order.

Readers put each glyph's characters in a row from left to right and then turn right-to-left words round. A letter
with marks is therefore spelt [an empty glyph for each mark, the last mark first][one glyph drawn from all parts].
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple

from daleel.print.arabic_text.content import SPACES, Cluster, PlacedShow, Show, base
from daleel.print.arabic_text.fonts import RTL, EmbeddedFont, Part

RLM = "\u200f"
RLM_ADVANCE = 1  # at the start of a show: PDFium takes two glyphs in one place for text without direction
REPLACEMENT = "\ufffd"
KERN_SEEN = 40  # readers take a greater gap between letters for a space
KERN_MOST = 600  # beyond it the gap is not a kern
PEN_MOVES = 0.3  # lesser differences come from rounding


class Atom(NamedTuple):
    """A space, or as much of a word as one show holds."""

    x: float
    width: float
    operand: str  # strings and kerns of a TJ operator
    is_space: bool = False
    leading_marks: int = 0  # how many its first letter carries
    starts_weak: bool = False  # its first character takes its direction from its neighbours
    ends_weak: bool = False
    starts_number: bool = False
    ends_number: bool = False
    starts_mark: bool = False  # one that stands alone

    @property
    def end(self) -> float:
        return self.x + self.width


class Letter(NamedTuple):
    """A cluster, spelt."""

    x: float
    advance: float
    codes: str  # hexadecimal
    marks: int  # how many it carries
    weak: bool
    digit: bool = False
    alone: bool = False  # marks without a letter


class Speller:
    """Spells the shows of one font; remembers them, as words come again and again."""

    def __init__(self, font: EmbeddedFont, keep_marks: bool) -> None:
        """Without keep_marks, PDFium passes over the marks."""
        self.font = font
        self.keep_marks = keep_marks
        self.memory: dict[tuple[Show, int], list[Atom]] = {}

    def atoms(self, shows: Sequence[PlacedShow]) -> list[Atom]:
        """The atoms of a run, from left to right."""
        atoms: list[Atom] = []
        for i, (x, show) in enumerate(shows):
            gap = gap_between(shows[i], shows[i + 1]) if i + 1 < len(shows) else 0
            for atom in self.show_atoms(show, gap):
                if self.parted(atom, atoms[-1] if atoms else None):
                    atom = self.marked(atom)
                atoms.append(atom._replace(x=x + atom.x))
        return atoms

    def parted(self, atom: Atom, left: Atom | None) -> bool:
        """Does a mark of direction stand left of the atom? Before a run's last stop, one parts it from what follows."""
        if not self.keep_marks:
            return False
        if left is None:
            return atom.starts_number or (atom.starts_weak and not atom.starts_mark)
        return (atom.leading_marks > 0 and left.ends_weak) or (atom.starts_number and not left.ends_number)

    def show_atoms(self, show: Show, gap_behind: int) -> list[Atom]:
        """gap_behind: the kern between the show's last letter and the next show's first one."""
        key = show, gap_behind
        if key not in self.memory:
            self.memory[key] = self.spell(show.clusters, gap_behind)
        return self.memory[key]

    def spell(self, clusters: Sequence[Cluster], gap_behind: int) -> list[Atom]:
        atoms: list[Atom] = []
        word: list[Letter] = []
        for cluster, following in zip(clusters, [*clusters[1:], None], strict=True):
            if is_space(cluster):
                atoms += self.word_atom(word)
                word = []
                atoms.append(self.space_atom(cluster))
            else:
                gap = self.gap_to(cluster, following) if following else gap_behind
                word.append(self.letter(cluster, gap))
        return atoms + self.word_atom(word)

    def space_atom(self, cluster: Cluster) -> Atom:
        code, x, _ = cluster.glyphs[0]
        return Atom(x, self.font.widths[code], f"<{code:04X}>", is_space=True)

    def gap_to(self, cluster: Cluster, following: Cluster) -> float:
        """The kern between two letters; 0 before a space."""
        if following.text in SPACES:
            return 0
        letter, next_letter = (c.glyphs[base(self.font, c.glyphs)] for c in (cluster, following))
        return next_letter.x - letter.x - self.font.widths[letter.code]

    def letter(self, cluster: Cluster, gap: float) -> Letter:
        index = base(self.font, cluster.glyphs)
        code, x, y = cluster.glyphs[index]
        width = self.font.widths[code]
        advance = round(width + gap) if KERN_SEEN < abs(gap) < KERN_MOST and width + gap >= 0 else width
        weak = cluster.text[:1] in self.font.weak
        if (
            advance == width
            and y == 0
            and len(cluster.glyphs) == 1
            and len(cluster.text) == 1
            and self.font.text.get(code) == cluster.text
        ):
            return Letter(x, advance, f"{code:04X}", 0, weak, cluster.text.isdecimal())
        marks = tuple(Part(g.code, round(g.x - x), round(g.y)) for i, g in enumerate(cluster.glyphs) if i != index)
        text = cluster.text or REPLACEMENT
        codes = "".join(self.codes(text, (*marks, Part(code, 0, round(y))), round(advance)))
        return Letter(x, advance, codes, trailing_marks(text), weak, text.isdecimal(), all(map(is_mark, text)))

    def codes(self, text: str, parts: tuple[Part, ...], advance: int) -> Iterator[str]:
        """From left to right. A ligature's letters share its advance; the leftmost of them draws it.

        pdf.js wants letters with a width: one without, and the one beside it, would each get the space between two words.
        """
        if all(map(is_mark, text)):  # marks that stand alone: the first one draws them
            yield (
                "".join(f"{self.font.add(mark):04X}" for mark in reversed(text[1:]))
                + f"{self.font.add(text[0], parts, advance):04X}"
            )
            return
        shares = share_out(advance, sum(not is_mark(character) for character in text))
        for are_marks, characters in groupby(reversed(text) if RTL.search(text) else text, is_mark):
            if are_marks:
                marks = "".join(f"{self.font.add(mark):04X}" for mark in characters)
                yield marks if self.keep_marks else f">]TJ[<{marks}>]TJ[<"  # PDFium leaves out a show that has no width
            else:
                for letter in characters:
                    yield f"{self.font.add(letter, parts, shares.pop()):04X}"
                    parts = ()

    def word_atom(self, word: Sequence[Letter]) -> list[Atom]:
        """The letters as one atom; none of no letters."""
        if not word:
            return []
        first, last = word[0], word[-1]
        pen, operand, after_weak = first.x, "", False
        for i, letter in enumerate(word):
            parted = (letter.marks and after_weak) or (i > 0 and starts_number(word, i))
            codes = self.rtl_mark() + letter.codes if parted and self.keep_marks else letter.codes
            kern = pen - letter.x
            if abs(kern) >= PEN_MOVES:
                operand += f"{number(kern)}<{codes}>"
                pen = letter.x
            else:
                operand = f"{operand[:-1]}{codes}>" if operand else f"<{codes}>"
            pen += letter.advance
            after_weak = letter.weak
        width = pen - first.x
        return [
            Atom(
                first.x, width, operand, False, first.marks, first.weak, last.weak, first.digit, last.digit, first.alone
            )
        ]

    def marked(self, atom: Atom) -> Atom:
        mark = f"<{self.rtl_mark(RLM_ADVANCE)}>"
        return atom._replace(x=atom.x - RLM_ADVANCE, width=atom.width + RLM_ADVANCE, operand=mark + atom.operand)

    def rtl_mark(self, advance: int = 0) -> str:
        """Without it, PDFium puts the marks of a word's last letter behind the stop that follows, and poppler puts
        what follows a number (a bracket and another number, a stop, a space) before it."""
        return f"{self.font.add(RLM, (), advance):04X}"


def starts_number(word: Sequence[Letter], i: int) -> bool:
    """3 and 5 are no starts in 3.14 and 15: one weak character between digits belongs to their number."""
    joined = word[i - 1].digit or (i > 1 and word[i - 1].weak and word[i - 2].digit)
    return word[i].digit and not joined


@cache
def is_mark(character: str) -> bool:
    return unicodedata.category(character) == "Mn"


def trailing_marks(text: str) -> int:
    return next((i for i, character in enumerate(reversed(text)) if not is_mark(character)), 0)


def share_out(advance: int, letters: int) -> list[int]:
    share, rest = divmod(advance, max(1, letters))
    return [share + rest, *[share] * (letters - 1)]


def is_space(cluster: Cluster) -> bool:
    return cluster.text in SPACES and len(cluster.glyphs) == 1


def gap_between(left: PlacedShow, right: PlacedShow) -> int:
    """The kern between two shows of one word that readers would see; else 0."""
    if left.show.right is None or right.show.left is None:
        return 0
    gap = round(right.x + right.show.left - left.x - left.show.right)
    return gap if abs(gap) > KERN_SEEN else 0


def number(value: float) -> str:
    """PDF's notation, to a ten-thousandth."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
