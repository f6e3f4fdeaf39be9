"""Drawings with Arabic words, made ready for PDF/A.

Typst 0.15 writes the words of an SVG glyph by glyph. Glyphs of joined letters then lack the characters that PDF/A-2a
asks for ("text with missing codepoints"), and no reader could find the words anyway. A figure has its description for
that; so the drawing is drawn as a picture, fine enough for print, and put in the SVG's place. Others stay lines.
"""

import re
from base64 import b64encode
from pathlib import Path

import typst
from lxml import etree

from daleel.print.wording import ARABIC

POINTS_PER_INCH = 300  # of the picture
SVG = "{http://www.w3.org/2000/svg}"
RLI, PDI = "\u2067", "\u2069"
TURNED = {"start": "end", "end": "start", "middle": "middle"}


def prepare_drawings(root: Path, compiler: typst.Compiler) -> None:
    """Rewrite the drawings below the compiler's root that need it."""
    for path in sorted(root.rglob("*.svg")):
        drawing = etree.fromstring(path.read_bytes())
        if has_arabic_words(drawing):
            right_to_left(drawing)
            path.write_bytes(etree.tostring(drawing))
            path.write_bytes(pictured(drawing, compiler, path.relative_to(root).as_posix()))


def has_arabic_words(drawing: etree._Element) -> bool:
    return any(re.search(ARABIC, "".join(map(str, text.itertext()))) for text in drawing.iter(f"{SVG}text"))


def right_to_left(drawing: etree._Element) -> None:
    for text in drawing.iter(f"{SVG}text", f"{SVG}tspan"):
        if inherited(text, "direction") == "rtl":
            set_right_to_left(text)


def set_right_to_left(text: etree._Element) -> None:
    """Typst's SVG library does not know `direction`: for it, text starts on the left and sentences run from there."""
    if text.tag == f"{SVG}text" or text.get("text-anchor"):
        text.set("text-anchor", TURNED[inherited(text, "text-anchor") or "start"])
    if text.text and text.text.strip():
        text.text = f"{RLI}{text.text}{PDI}"


def inherited(element: etree._Element, property: str) -> str | None:
    """An SVG presentation attribute, from the element or what it stands in."""
    return next((str(value) for one in (element, *element.iterancestors()) if (value := one.get(property))), None)


def pictured(drawing: etree._Element, compiler: typst.Compiler, path: str) -> bytes:
    """An SVG that holds the drawing as a picture; `path` names the drawing below the compiler's root."""
    page = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("/{path}")'
    png = compiler.compile(page.encode(), format="png", ppi=POINTS_PER_INCH)
    assert isinstance(png, bytes)
    _, _, width, height = re.split(r"[\s,]+", str(drawing.get("viewBox")).strip())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{b64encode(png).decode()}"/></svg>'
    ).encode()
