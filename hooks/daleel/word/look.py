"""The house's look in Word: colours, fonts, sizes and measures, as print/look.typ has them."""

from dataclasses import dataclass

from daleel.lattice import COLOURS
from daleel.model import Booklet, Language, Publication
from daleel.word.markup import Node, w

Size = tuple[
    int, int
]  # half points, of Latin letters and of Arabic ones (Amiri at 13.5 pt stands beside Source Serif at 11)

TITLE: Size = (60, 66)
H1: Size = (46, 52)
H2: Size = (30, 36)
H3: Size = (25, 30)
LARGE: Size = (25, 30)
TEXT: Size = (22, 27)
NOTES: Size = (18, 22)
# In IBM Plex, whose Arabic letters are drawn larger than Amiri's.
SANS: Size = (19, 20)
LABEL: Size = (17, 18)

# Twentieths of a point. A4, ISO 216: 210 × 297 mm; the text is 155 mm wide.
MM = 1440 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = round(210 * MM), round(297 * MM)
MARGIN_SIDE, MARGIN_TOP, MARGIN_BOTTOM = round(27.5 * MM), round(27 * MM), round(29 * MM)
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN_SIDE
HEAD, FOOT = round(12.5 * MM), round(10 * MM)  # from the page's edge
PICTURE_HEIGHT = round(185 * MM)
STEP = 425  # of an indent


@dataclass(frozen=True)
class Font:
    """What Word takes where it is not installed: `others` by name, else one of the family."""

    name: str
    family: str  # "roman" or "swiss"
    others: tuple[str, ...]  # on Windows or Macs with Word


SERIF = Font("Source Serif 4", "roman", ("Georgia", "Cambria", "Times New Roman"))
NASKH = Font("Amiri", "roman", ("Sakkal Majalla", "Traditional Arabic", "Times New Roman"))
PLEX = Font("IBM Plex Sans", "swiss", ("Segoe UI", "Calibri", "Arial"))
PLEX_ARABIC = Font("IBM Plex Sans Arabic", "swiss", ("Segoe UI", "Arial"))
MONO = Font("Consolas", "modern", ("Menlo", "Courier New"))
BOXES = Font("Segoe UI Symbol", "swiss", ("Apple Symbols", "MS Gothic", "DejaVu Sans"))  # ☐ and ☒
FONTS = (SERIF, NASKH, PLEX, PLEX_ARABIC, MONO, BOXES)


@dataclass(frozen=True)
class Palette:
    colour: str
    ink: str
    ink2: str  # of labels and notes
    hairline: str
    wash: str
    link: str


def palette(publication: Publication, booklet: Booklet) -> Palette:
    """A photocopier makes pale lines vanish and pale grounds dirty: what is to be copied is black on white."""
    if booklet == "handouts":
        return Palette("000000", "000000", "000000", "000000", "FFFFFF", "000000")
    colour = COLOURS[publication.topic][0].removeprefix("#").upper()
    return Palette(colour, "17232B", "4A5A63", "9AA7AC", "F1F4F4", "0B5563")


def fonts(latin: Font, arabic: Font) -> Node:
    return w("rFonts", ascii=latin.name, hAnsi=latin.name, eastAsia=latin.name, cs=arabic.name)


# What proofing takes the other script's words for, where nothing says it: Word knows languages by region only.
OTHER_LATIN, OTHER_ARABIC = "en-GB", "ar-EG"


def tag(language: Language) -> str:
    """BCP 47, with the region: en-GB."""
    return language.locale.replace("_", "-")


def languages(language: Language, name: str = "lang") -> Node:
    latin, arabic = (OTHER_LATIN, tag(language)) if language.rtl else (tag(language), OTHER_ARABIC)
    return w(name, val=latin, eastAsia=latin, bidi=arabic)
