"""The book's fonts: of each face the characters that the book uses.

TrueType, not WOFF2: both are core media types of EPUB 3.3, but reading systems with an older heart know only the first,
and the container compresses anyway.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from daleel.model import Language

ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
# What shapes and places letters; the rest (alternates, ornaments) is a designer's choice that nobody makes here.
FEATURES = (
    *("ccmp", "locl", "isol", "init", "medi", "med2", "fina", "fin2", "fin3", "rlig", "rclt", "calt", "clig", "liga"),
    *("mset", "curs", "kern", "mark", "mkmk", "rtlm", "rvrn"),
)


@dataclass(frozen=True)
class Face:
    family: str  # as in book.css
    source: str  # in overrides/fonts
    weight: str = "normal"
    style: str = "normal"

    @property
    def file(self) -> str:
        return f"fonts/{self.source}.ttf"


LATIN = (Face("Daleel Latin", "SourceSerif4-Regular"), Face("Daleel Latin", "SourceSerif4-SemiBold", weight="bold"))
SLANTED = Face("Daleel Latin", "SourceSerif4-Italic", style="italic")
NASKH = (Face("Daleel Arabic", "Amiri-Regular"), Face("Daleel Arabic", "Amiri-Bold", weight="bold"))


def faces(language: Language, text: str, slanted: str) -> Iterator[tuple[Face, str]]:
    """Each face with its characters, sorted. `text` is all that the book says; `slanted` what stands in italics."""
    used = set(text)
    for face in LATIN:
        yield face, _sorted(char for char in used if not ARABIC.match(char))
    if slanted and not language.rtl:
        yield SLANTED, _sorted(char for char in slanted if not ARABIC.match(char))
    if language.rtl or any(map(ARABIC.match, used)):
        for face in NASKH:  # its own Latin letters must not come before those of the Latin face
            yield face, _sorted(char for char in used if not LATIN_LETTER.match(char))


def _sorted(characters: Iterator[str]) -> str:
    return "".join(sorted({char for char in characters if char.isprintable() or char in "\u00a0\u202f"} | {" "}))
