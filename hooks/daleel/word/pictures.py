"""Figures as Word takes them: drawings become PNG, twice as fine as on screen, with the project's fonts."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from lxml import etree
from PIL import Image

from daleel.apart import apart
from daleel.print.compile import as_png
from daleel.print.drawings import has_arabic_words, right_to_left

POINTS_PER_INCH = 192  # CSS pixels are 96 to the inch
COLOURS = 255  # drawings have few: a palette makes the file a third


Draw: TypeAlias = Callable[[bytes, Path], bytes]  # SVG and the folder of fonts → PNG


def picture(path: Path, fonts: Path, draw: Draw) -> bytes:
    """A figure's file as PNG or JPEG."""
    content = path.read_bytes()
    return draw(content, fonts) if path.suffix.lower() == ".svg" else content


def drawn(svg: bytes, fonts: Path) -> bytes:
    """Same drawing and fonts, same bytes. Raises PrintError."""
    drawing = etree.fromstring(svg)
    if has_arabic_words(drawing):
        right_to_left(drawing)
    with TemporaryDirectory(prefix="daleel-word-") as folder:
        (Path(folder) / "drawing.svg").write_bytes(etree.tostring(drawing))
        page = '#set page(width: auto, height: auto, margin: 0pt)\n#image("/drawing.svg")'
        return small(apart(as_png, page, Path(folder), fonts, POINTS_PER_INCH))


def small(png: bytes) -> bytes:
    out = BytesIO()
    with Image.open(BytesIO(png)) as image:
        flat = Image.new("RGB", image.size, "white")
        flat.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
        flat.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()
