"""A line of Markdown in pieces, by what a translator does with them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from unicodedata import bidirectional

from daleel.model import Language
from daleel.typography import runs

PieceKind = Literal["text", "mark", "guide"]  # to translate; to leave as it is; guiding text, to replace

MARK = re.compile(
    r"""(?P<guide>\{\{.*?\}\})
    |(?P<mark>
      ^/{3,}[^|\n]*\|?               # an element's fence, up to its title
     |^[ ]{4,}[\w-]+:                # the name of its option
     |^\#{1,6}(?=[ ])
     |^(?:title|lead):(?=[ ])
     |\[@[^\[\]]+\]                  # a citation
     |(?<=\])\([^)\s]+\)             # a link's address
     |\[\^[^\]]+\]:?                 # the mark of a note
     |^\|[-:| ]+$                    # below a table's head
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Piece:
    text: str
    kind: PieceKind
    ltr: bool  # a left-to-right run in a right-to-left text


def pieces(line: str, language: Language) -> Iterator[Piece]:
    """Joined they are the line again."""
    end = 0
    for match in MARK.finditer(line):
        yield from _directed(line[end : match.start()], "text", language)
        yield from _directed(match[0], "guide" if match["guide"] else "mark", language)
        end = match.end()
    yield from _directed(line[end:], "text", language)


def _directed(text: str, kind: PieceKind, language: Language) -> Iterator[Piece]:
    if kind != "text" and not _right_to_left(text):  # a fence, an address, the original as guiding text: whole
        yield Piece(text, kind, language.rtl)
    elif text and language.rtl:
        yield from (Piece(run, kind, ltr) for run, ltr in runs(text))
    elif text:
        yield Piece(text, kind, False)


def _right_to_left(text: str) -> bool:
    """Has it a letter of such a script?"""
    return any(bidirectional(character) in ("R", "AL") for character in text)
