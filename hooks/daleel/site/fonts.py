"""The site's fonts: subsets in WOFF2, without hinting, made from overrides/fonts/*.ttf when the site is built."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from fontTools.ttLib import TTFont

from daleel.subset import subset

FOLDER = PurePosixPath("assets/fonts")

# What English and French write.
LATIN = (
    "0020-007E 00A0 00AB 00B0 00B7 00BB 00C0-00C2 00C7-00CB 00CE-00CF 00D4 00D9 00DB-00DC 00E0-00E2 00E7-00EB"
    " 00EE-00EF 00F4 00F9 00FB-00FC 0152-0153 2010-2015 2018-201A 201C-201E 2022 2026 202F 2190-2193 2197"
)
# Names in transliteration (ā ḥ ʿ), other languages, and signs: a file of its own, which few pages load.
LATIN_REST = (
    "00A1-00AA 00AC-00AF 00B1-00B6 00B8-00BA 00BC-00BF 00C3-00C6 00CC-00CD 00D0-00D3 00D5-00D8 00DA 00DD-00DF"
    " 00E3-00E6 00EC-00ED 00F0-00F3 00F5-00F8 00FA 00FD-0101 0106-0107 010C-010D 0112-0113 011E-011F 012A-012B"
    " 0130-0131 014C-014D 015E-0161 016A-016B 0178 017D-017E 02BE-02BF 02C6 02DA 02DC 1E0C-1E0D 1E24-1E25"
    " 1E2A-1E2B 1E62-1E63 1E6C-1E6D 1E92-1E93 2009 2020-2021 2030 2032-2033 2039-203A 2044 20AC 2116 2122 2212"
    " 2248 2260 2264-2265 25CB 25CF"
)
# Standard Arabic; the range of type.css is wider.
ARABIC = "0020 002E 003A 00AB 00BB 2026 200C-200F 060C 061B-061C 061F 0621-063A 0640-0655 0660-066C 0670-0671"
# The letters and digits that names from the neighbours need: a file of its own, which few pages load.
ARABIC_REST = "067E 0686 0698 06A4 06A9 06AF 06BE 06CC 06D2 06D4 06F0-06F9"
# Everything that joins, places and exchanges letters; only a designer's alternates are left out (ss01, cv01, salt …).
SHAPING = (
    *("ccmp", "locl", "isol", "init", "medi", "med2", "fina", "fin2", "fin3", "rlig", "rclt", "calt", "clig", "liga"),
    *("mset", "curs", "kern", "mark", "mkmk", "rtlm", "rvrn", "abvm", "blwm"),
)
READING = ("ccmp", "locl", "calt", "clig", "liga", "rlig", "kern", "mark", "mkmk", "onum", "lnum", "pnum", "tnum")


@dataclass(frozen=True)
class Face:
    file: str  # in assets/fonts, as in type.css
    source: str  # in overrides/fonts
    characters: str  # hexadecimal ranges, or the words themselves after "="
    features: tuple[str, ...]


FACES = (
    Face("serif-400", "SourceSerif4-Regular", LATIN, READING),
    Face("serif-400-rest", "SourceSerif4-Regular", LATIN_REST, READING),
    Face("serif-400i", "SourceSerif4-Italic", LATIN, READING),
    Face("serif-400i-rest", "SourceSerif4-Italic", LATIN_REST, READING),
    Face("serif-600", "SourceSerif4-SemiBold", LATIN, READING),
    Face("serif-600-rest", "SourceSerif4-SemiBold", LATIN_REST, READING),
    Face("sans-400", "IBMPlexSans-Regular", LATIN, READING),
    Face("sans-400-rest", "IBMPlexSans-Regular", LATIN_REST, READING),
    Face("sans-600", "IBMPlexSans-SemiBold", LATIN, READING),
    Face("sans-600-rest", "IBMPlexSans-SemiBold", LATIN_REST, READING),
    Face("naskh-400", "Amiri-Regular", ARABIC, SHAPING),
    Face("naskh-400-rest", "Amiri-Regular", ARABIC_REST, SHAPING),
    Face("naskh-700", "Amiri-Bold", ARABIC, SHAPING),
    Face("naskh-700-rest", "Amiri-Bold", ARABIC_REST, SHAPING),
    Face("sans-ar-400", "IBMPlexSansArabic-Regular", ARABIC, SHAPING),
    Face("sans-ar-400-rest", "IBMPlexSansArabic-Regular", ARABIC_REST, SHAPING),
    Face("sans-ar-600", "IBMPlexSansArabic-SemiBold", ARABIC, SHAPING),
    Face("sans-ar-600-rest", "IBMPlexSansArabic-SemiBold", ARABIC_REST, SHAPING),
    # Two words stand on every page; with fonts of their own, English and French pages load no other Arabic.
    Face("mark", "Amiri-Bold", "=دليل", SHAPING),
    Face("name-400", "IBMPlexSansArabic-Regular", "=العربية", SHAPING),
    Face("name-600", "IBMPlexSansArabic-SemiBold", "=العربية", SHAPING),
)


def site_fonts(folder: Path) -> dict[PurePosixPath, bytes]:
    """folder: holds the full fonts and their licences, which go along. Same fonts, same bytes."""
    files = {FOLDER / f"{face.file}.woff2": woff2(folder / f"{face.source}.ttf", face) for face in FACES}
    return files | {FOLDER / path.name: path.read_bytes() for path in sorted(folder.glob("*-LICENSE.txt"))}


def woff2(source: Path, face: Face) -> bytes:
    font = TTFont(BytesIO(subset(source, characters(face.characters), face.features)), recalcTimestamp=False)
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def characters(written: str) -> Iterator[int]:
    if written.startswith("="):
        yield from map(ord, written[1:])
        return
    for span in written.split():
        first, _, last = span.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)
