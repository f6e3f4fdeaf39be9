"""Characters that no font of the library has: Typst refuses them under PDF/A, so authors are told before."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from fontTools.ttLib import TTFont

DRAWS_NOTHING = {"Cc", "Cf", "Zs", "Zl", "Zp"}  # Unicode general categories: controls, formats, separators


def glyphs(fonts: Path) -> list[int]:
    """Code points that at least one font of the folder can draw, sorted."""
    found: set[int] = set()
    for path in fonts.glob("*.[ot]tf"):
        with TTFont(path, lazy=True) as font:
            found.update(font.getBestCmap())
    return sorted(found)


def strangers(text: str, known: frozenset[int]) -> Iterator[tuple[int, int, str]]:
    """The first place of each character that no font has: line and column, from 1; character."""
    unknown = {char for char in set(text) if ord(char) not in known and unicodedata.category(char) not in DRAWS_NOTHING}
    if not unknown:
        return
    seen: set[str] = set()
    for number, line in enumerate(text.split("\n"), start=1):
        for column, char in enumerate(line, start=1):
            if char in unknown and char not in seen:
                seen.add(char)
                yield number, column, char
