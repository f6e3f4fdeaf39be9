"""The fonts embedded in a PDF: how wide their glyphs are, what they stand for, and the glyphs we add.

Adding a glyph is what lets one character be one glyph: a letter with its marks becomes one composite, and a mark,
already drawn with its letter, an empty glyph of no width that only carries its character.
"""

import re
import struct
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

import pikepdf

from daleel.print.arabic_text import sfnt
from daleel.print.arabic_text.streams import padded, unmistakable

# Letters of the right-to-left scripts, without their marks and digits.
RTL = re.compile("[\u0590-\u05ff\u061b-\u065f\u066e-\u06d5\u06e5-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Bidi classes (UAX #9) that take their direction from what stands beside them.
WEAK = frozenset({"EN", "AN", "CS", "ES", "ET", "BN", "NSM"})
# Marks, embeddings and isolates of direction. Typst files them with the glyph beside them, often a space, and the
# font's space then stands for " \u2066" in the whole file.
DIRECTION_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Behind a font's name: its copy without a space. PDFium measures gaps by the space of the font; where there is none,
# and what follows has no width, it sees no gap.
SPACELESS = "s"
LAST_CODE = 0xFFFF  # codes have two bytes
ROWS_OF_A_SECTION = 100  # at most, in a CMap (Adobe Technical Note 5014)

BFCHAR_SECTION = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
BFCHAR = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")


class FormError(Exception):
    """Text is placed as Typst does not place it."""


class Part(NamedTuple):
    """A glyph as it is drawn within another one."""

    code: int
    dx: int
    dy: int


class AddedGlyph(NamedTuple):
    character: str
    parts: tuple[Part, ...]  # none: empty
    advance: int


@dataclass(eq=False)
class EmbeddedFont:
    """A composite font whose codes are the glyph numbers of its TrueType file (krilla writes no others of Arabic)."""

    dictionary: pikepdf.Object  # the Type 0 font
    widths: dict[int, float]
    text: dict[int, str]  # what a code stands for
    can_grow: bool  # it has TrueType outlines, so that glyphs can be added
    cleaned: bool = False  # its text differs from the file's
    next_code: int = 0
    shows_spaceless: bool = False  # something is shown in its copy without a space
    added: dict[AddedGlyph, int] = field(default_factory=dict)
    of_code: dict[int, AddedGlyph] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.has_rtl = any(RTL.search(text) for text in self.text.values())
        self.space = next((code for code, text in self.text.items() if text == " "), None)
        self.weak = {text[0] for text in self.text.values() if text and unicodedata.bidirectional(text[0]) in WEAK}

    def add(self, character: str, parts: tuple[Part, ...] = (), advance: int = 0) -> int:
        """The code of a glyph drawn from the parts that stands for one character; the same one when asked again."""
        glyph = AddedGlyph(character, parts, advance)
        code = self.added.get(glyph)
        return self.append(glyph) if code is None else code

    def append(self, glyph: AddedGlyph) -> int:
        code = self.next_code
        if code > LAST_CODE:
            raise ValueError(f"more than {LAST_CODE} glyphs in the font {self.dictionary.BaseFont}")
        self.next_code += 1
        self.added[glyph], self.of_code[code] = code, glyph
        self.widths[code], self.text[code] = float(glyph.advance), glyph.character
        return code

    def widened(self, code: int, extra: int) -> int:
        """The code of the same glyph with a greater advance."""
        glyph = self.of_code.get(code) or AddedGlyph(self.text[code], (Part(code, 0, 0),), round(self.widths[code]))
        return self.add(glyph.character, glyph.parts, glyph.advance + extra)


def read_fonts(resources: pikepdf.Object, known: dict[tuple[int, int], EmbeddedFont]) -> dict[bytes, EmbeddedFont]:
    """The composite fonts of a page by name (with its slash); a font that several pages name is read once, into known."""
    fonts = {}
    for name, dictionary in resources.items():
        if dictionary.get("/Subtype") != "/Type0" or "/ToUnicode" not in dictionary:
            continue
        if dictionary.objgen not in known:
            known[dictionary.objgen] = read_font(dictionary)
        fonts[name.encode("ascii")] = known[dictionary.objgen]
    return fonts


def read_font(dictionary: pikepdf.Object) -> EmbeddedFont:
    descendant = dictionary.DescendantFonts[0]
    can_grow = "/FontFile2" in descendant.FontDescriptor and descendant.get("/CIDToGIDMap") == "/Identity"
    filed = dict(read_to_unicode(dictionary.ToUnicode.read_bytes()))
    text = {code: without_controls(characters) for code, characters in filed.items()}
    count = sfnt.glyph_count(font_tables(descendant)) if can_grow else 0
    return EmbeddedFont(dictionary, read_widths(descendant), text, can_grow, text != filed, count)


def without_controls(text: str) -> str:
    """The text without controls of direction, unless it has nothing else."""
    return DIRECTION_CONTROLS.sub("", text) or text


def font_tables(descendant: pikepdf.Object) -> dict[str, bytes]:
    return sfnt.read_tables(descendant.FontDescriptor.FontFile2.read_bytes())


def read_widths(descendant: pikepdf.Object) -> dict[int, float]:
    """/W of a CID font: `code [width ...]` or `first last width` (ISO 32000-1, 9.7.4.3)."""
    default = default_width(descendant)
    widths: dict[int, float] = defaultdict(lambda: default)
    entries = iter(descendant.get("/W", []))
    for first in entries:
        second = next(entries)
        if isinstance(second, pikepdf.Array):
            widths.update((int(first) + i, float(width)) for i, width in enumerate(second))
        else:
            width = float(next(entries))
            widths.update((code, width) for code in range(int(first), int(second) + 1))
    return widths


def default_width(descendant: pikepdf.Object) -> float:
    return float(descendant.get("/DW", 1000))


def read_to_unicode(cmap: bytes) -> Iterator[tuple[int, str]]:
    for section in BFCHAR_SECTION.findall(cmap):
        for code, text in BFCHAR.findall(section):
            yield int(code, 16), bytes.fromhex(text.decode("ascii")).decode("utf-16-be")


def write_font(font: EmbeddedFont, pdf: pikepdf.Pdf) -> None:
    """Put what changed into the file: outlines and widths of the added glyphs, and what the codes stand for."""
    if font.added:
        write_added_glyphs(font, pdf)
    if font.added or font.cleaned:
        write_to_unicode(font.dictionary, font.text, pdf)


def write_to_unicode(dictionary: pikepdf.Object, text: Mapping[int, str], pdf: pikepdf.Pdf) -> None:
    dictionary.ToUnicode = pdf.make_stream(padded(to_unicode(dictionary.ToUnicode.read_bytes(), text)))


def write_spaceless(font: EmbeddedFont, pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The font once more, in which nothing stands for a space."""
    copy = pdf.make_indirect(pikepdf.Dictionary(dict(font.dictionary.items())))
    write_to_unicode(copy, {code: text for code, text in font.text.items() if text != " "}, pdf)
    return copy


def write_added_glyphs(font: EmbeddedFont, pdf: pikepdf.Pdf) -> None:
    descendant = font.dictionary.DescendantFonts[0]
    tables = font_tables(descendant)
    scale = sfnt.units_per_em(tables) / 1000
    try:
        grown = sfnt.with_composites(tables, [composite(glyph, scale) for glyph in font.added])
    except struct.error as error:  # TrueType counts in sixteen bits
        raise FormError(
            f"a glyph for {font.dictionary.BaseFont} would be too wide, or its parts too far apart"
        ) from error
    data = unmistakable(sfnt.font_file(sfnt.revised(grown, times)) for times in count())
    descriptor = descendant.FontDescriptor
    descriptor.FontFile2 = pdf.make_stream(data, Length1=len(data))
    if "/CIDSet" in descriptor:
        del descriptor[
            "/CIDSet"
        ]  # it no longer lists all glyphs, and PDF/A-2 does not ask for it (ISO 19005-2, 6.2.11.4.2)
    descendant.W = pikepdf.Array([*descendant.get("/W", []), *width_entries(font, default_width(descendant))])


def composite(glyph: AddedGlyph, scale: float) -> sfnt.Composite:
    components = [sfnt.Component(part.code, round(part.dx * scale), round(part.dy * scale)) for part in glyph.parts]
    return sfnt.Composite(components, round(glyph.advance * scale))


def width_entries(font: EmbeddedFont, default: float) -> Iterator[int]:
    for glyph, code in font.added.items():
        if glyph.advance != default:
            yield from (code, code, glyph.advance)


def to_unicode(cmap: bytes, text: Mapping[int, str]) -> bytes:
    """The CMap with other rows; what stands before and after them stays."""
    rows = [
        f"<{code:04X}> <{characters.encode('utf-16-be').hex().upper()}>"
        for code, characters in sorted(text.items())
        if characters
    ]
    sections = [rows[i : i + ROWS_OF_A_SECTION] for i in range(0, len(rows), ROWS_OF_A_SECTION)]
    start = re.search(rb"\d+ beginbfchar", cmap)
    if start is None:
        raise ValueError("a ToUnicode CMap without bfchar rows")
    end = cmap.rindex(b"endbfchar") + len(b"endbfchar")
    body = "\n".join(f"{len(section)} beginbfchar\n" + "\n".join(section) + "\nendbfchar" for section in sections)
    return cmap[: start.start()] + body.encode("ascii") + cmap[end:]
