"""Left-to-right words in a right-to-left line.

PDFium sorts what is shown on a line by the start of each show and turns the order of the words round. So each word
but the first starts with its space, left of the run, in falling order.
"""

from collections.abc import Sequence

from daleel.print.arabic_text.content import Block, without_reversed_marks, wrapped
from daleel.print.arabic_text.fonts import RTL, EmbeddedFont, Part
from daleel.print.arabic_text.words import PEN_MOVES, number, share_out

Word = list[tuple[float, int]]  # (x, code) of each letter
STEP_PT = 0.01  # how far each word's space starts left of the one before


def latin_block(block: Block, y_pt: float) -> bytes:
    """A block of a right-to-left line, its words apart, its glyphs raised from the baseline y_pt to where they were."""
    if not block.font.can_grow:
        y_pt = block.y_pt
    words = [spelt(block.font, word, round((block.y_pt - y_pt) / block.em_pt)) for word in latin_words(block)]
    if not words or not all(words) or (len(words) > 1 and block.font.space is None):
        return untouched(block)
    shows = "".join(word_show(block, words, i) for i in range(len(words)))
    return wrapped(block.head, (text_object_start(block, y_pt) + shows + "\nET\nQ").encode("ascii"))


def untouched(block: Block) -> bytes:
    return wrapped(block.head, without_reversed_marks(block.raw))


def text_object_start(block: Block, y_pt: float) -> str:
    matrix, paint, face = (part.decode("ascii") for part in (block.matrix, block.paint, block.face))
    return f"q {matrix} {number(block.x_pt)} {number(y_pt)} cm{paint}\nBT {face} {number(block.size_pt)} Tf"


def latin_words(block: Block) -> list[Word]:
    """The words of the block; none if it has letters of another kind."""
    words: list[Word] = [[]]
    for x, show in block.shows:
        for glyphs, text in show.clusters:
            if len(glyphs) > 1 or not text or RTL.search(text):
                return []
            if text == " ":
                words.append([])
            else:
                words[-1].append((x + glyphs[0].x, glyphs[0].code))
    return words


def spelt(font: EmbeddedFont, word: Word, dy: int) -> Word:
    """The word raised by dy, with one character a glyph: poppler turns the letters of a ligature round with the line."""
    letters: Word = []
    for x, code in word:
        text, width = font.text[code], round(font.widths[code])
        if not font.can_grow or (dy == 0 and len(text) == 1):
            letters.append((x, code))
            continue
        parts: tuple[Part, ...] = (Part(code, 0, dy),)
        for character, advance in zip(text, share_out(width, len(text)), strict=True):
            letters.append((x, font.add(character, parts, advance)))
            x, parts = x + advance, ()
    return letters


def word_show(block: Block, words: Sequence[Word], index: int) -> str:
    widths, space_code = block.font.widths, block.font.space or 0
    space = f"<{space_code:04X}>"
    start = pen = words[0][0][0] if index == 0 else -index * STEP_PT / block.em_pt
    operand = ""
    if index > 0:
        operand, pen = space, pen + widths[space_code]
    for x, code in words[index]:
        if abs(pen - x) >= PEN_MOVES:
            operand, pen = operand + number(pen - x), x
        operand, pen = operand + f"<{code:04X}>", pen + widths[code]
    if index == 1:
        operand += space
    return f" 1 0 0 -1 {number(start * block.em_pt)} 0 Tm[{operand.replace('><', '')}]TJ"
