"""Left-to-right words in a right-to-left line.

PDFium sorts what is shown on a line by the start of each show, and turns round the order of whatever has a direction
of its own: words, the spaces between them, the letters and digits of "006/PR/2018". So each of these is shown apart;
each but the first starts left of the block with an empty glyph, in falling order, and ends with another one there,
since PDFium takes a gap between two shows for a space. pdf.js leaves out the empty glyphs, as they are format
characters; poppler goes by where letters stand.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from daleel.print.arabic_text.content import SPACES, Block, without_reversed_marks, wrapped
from daleel.print.arabic_text.fonts import RTL, SPACELESS, WEAK, EmbeddedFont, Part
from daleel.print.arabic_text.words import PEN_MOVES, RLM, RLM_ADVANCE, number, share_out

LRM = "\u200e"
JOINER = "\u2060"  # word joiner, weak
CGJ = "\u034f"  # combining grapheme joiner
STEP_PT = 0.01  # how far each piece starts left of the one before
EMPTY_ADVANCE = 5  # PDFium allows for a gap of half a glyph's advance

Class = Literal["left", "weak", "neutral"]


class Letter(NamedTuple):
    x: float  # from the block's origin
    code: int


Piece = list[Letter]  # letters of one direction; empty: the space between two words


def latin_block(block: Block, y_pt: float, *, spaced: bool = False) -> bytes:
    """A block of a right-to-left line, its glyphs raised from the baseline y_pt to where they were.

    spaced: behind a space that some reader would miss otherwise.
    """
    if not block.font.can_grow:
        y_pt = block.y_pt
    words = latin_words(block)
    if not words or not all(words) or (len(words) > 1 and block.font.space is None):
        return untouched(block)
    dy = round((block.y_pt - y_pt) / block.em_pt)
    codes = [code for word in words for _, code in word]
    if all(block.font.text[code] in SPACES for code in codes):
        shows = space_show(block, words[0][0].x, codes[0])
    elif any(block.font.text[code][0].isalnum() for code in codes):
        found = with_end(block.font, [spelt(block.font, piece, dy) for piece in pieces(block.font, words)])
        shows = "".join(shows_of(block, found))
    else:  # brackets and stops go with the line
        shows = "".join(show(block, marked(block.font, spelt(block.font, word, dy))) for word in words)
    before = space_before(block) if spaced and block.font.space is not None else ""
    return wrapped(block.head, (text_object_start(block, y_pt) + before + shows + "\nET\nQ").encode("ascii"))


def untouched(block: Block) -> bytes:
    return wrapped(block.head, without_reversed_marks(block.raw))


def text_object_start(block: Block, y_pt: float) -> str:
    matrix, paint = (part.decode("ascii") for part in (block.matrix, block.paint))
    return f"q {matrix} {number(block.x_pt)} {number(y_pt)} cm{paint}\nBT {face(block)}"


def face(block: Block, suffix: str = "") -> str:
    return f"{block.face.decode('ascii')}{suffix} {number(block.size_pt)} Tf"


def latin_words(block: Block) -> list[list[Letter]]:
    """The words of the block; none if it has letters of another kind."""
    words: list[list[Letter]] = [[]]
    for x, show in block.shows:
        for glyphs, text in show.clusters:
            if len(glyphs) > 1 or not text or RTL.search(text):
                return []
            if text == " ":
                words.append([])
            else:
                words[-1].append(Letter(x + glyphs[0].x, glyphs[0].code))
    return words


def pieces(font: EmbeddedFont, words: Sequence[list[Letter]]) -> list[Piece]:
    """The words in pieces, spaces between them."""
    found: list[Piece] = []
    for word in words:
        found += [[], *word_pieces(font, word)] if found else word_pieces(font, word)
    return found


def word_pieces(font: EmbeddedFont, word: list[Letter]) -> list[Piece]:
    if not font.can_grow:
        return [word]
    return [list(letters) for _, letters in groupby(word, lambda letter: class_of(font, letter))]


def class_of(font: EmbeddedFont, letter: Letter) -> Class:
    """As PDFium sees it."""
    bidi = unicodedata.bidirectional(font.text[letter.code][0])
    return "left" if bidi == "L" else "weak" if bidi in WEAK else "neutral"


def spelt(font: EmbeddedFont, piece: Piece, dy: int) -> Piece:
    """The piece raised by dy, with one character a glyph: poppler turns the letters of a ligature round with the line."""
    letters: Piece = []
    for x, code in piece:
        text, width = font.text[code], round(font.widths[code])
        if not font.can_grow or (dy == 0 and len(text) == 1):
            letters.append(Letter(x, code))
            continue
        parts: tuple[Part, ...] = (Part(code, 0, dy),)
        for character, advance in zip(text, share_out(width, len(text)), strict=True):
            letters.append(Letter(x, font.add(character, parts, advance)))
            x, parts = x + advance, ()
    return letters


def with_end(font: EmbeddedFont, found: list[Piece]) -> list[Piece]:
    """Behind a bracket or a stop, a mark of their own direction: else poppler puts it before the words."""
    x, code = found[-1][-1]
    if not font.can_grow or font.text[code].isalnum():
        return found
    return [*found[:-1], [*found[-1], Letter(x + font.widths[code], font.add(LRM))]]


def shows_of(block: Block, found: Sequence[Piece]) -> Iterator[str]:
    """The last piece begins with a mark of the line's direction: poppler ends its left-to-right section there."""
    font, left, step = block.font, found[0][0].x, STEP_PT / block.em_pt
    if len(found) == 1 or not font.can_grow:
        for piece in filter(None, found):
            yield show(block, marked(font, piece))
        return
    font.shows_spaceless = True
    for index, piece in enumerate(found):
        start, mark = left - index * step, RLM if index + 1 == len(found) else ""
        if not piece:
            yield f" {face(block)}{space_show(block, start, font.space or 0)}"
            continue
        advance = EMPTY_ADVANCE + index  # PDFium leaves out the second of two shows with the same glyphs
        letters = jumping(font, piece, start, start + step, mark, advance) if index else piece
        yield f" {face(block, SPACELESS)}{show(block, letters)}"


def jumping(font: EmbeddedFont, piece: Piece, start: float, end: float, mark: str, advance: int) -> Piece:
    """The piece between two empty glyphs, at start and before end. Two of them stand around the jump to the letters:
    PDFium measures a gap by what follows it."""
    empty = LRM if class_of(font, piece[0]) == "left" else JOINER
    first, jump = Letter(start, font.add(mark or empty)), Letter(piece[0].x, font.add(empty))
    return [first, jump, *piece, Letter(end - advance, font.add(empty, (), advance))]


def marked(font: EmbeddedFont, piece: Piece) -> Piece:
    """Behind a mark of the line's direction."""
    return [Letter(piece[0].x - RLM_ADVANCE, font.add(RLM, (), RLM_ADVANCE)), *piece] if font.can_grow else piece


def show(block: Block, letters: Piece) -> str:
    start = pen = letters[0].x
    operand = ""
    for x, code in letters:
        if abs(pen - x) >= PEN_MOVES:
            operand, pen = operand + number(pen - x), x
        operand, pen = operand + f"<{code:04X}>", pen + block.font.widths[code]
    return f" {origin(start, block)}[{operand.replace('><', '')}]TJ"


def space_show(block: Block, x: float, space: int) -> str:
    """Only with a character behind it does pdf.js keep a space where the text jumps back to the left."""
    joiner = f"{block.font.add(CGJ):04X}" if block.font.can_grow else ""
    return f"/Span<</ActualText<FEFF0020>>>BDC {origin(x, block)}<{space:04X}{joiner}>Tj\nEMC"


def space_before(block: Block) -> str:
    """Right of the block's start, and left of all that the one before shows."""
    return space_show(block, (block.right_pt - block.x_pt) / block.em_pt / 2, block.font.space or 0)


def origin(x: float, block: Block) -> str:
    return f"1 0 0 -1 {number(x * block.em_pt)} 0 Tm"
