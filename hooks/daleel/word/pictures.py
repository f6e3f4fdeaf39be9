"""Figures as Word takes them: drawings become PNG, twice as fine as on screen, with the project's fonts."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import typst
from lxml import etree
from PIL import Image

from daleel.print.compile import PrintError
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
        compiler = typst.Compiler(root=folder, font_paths=[fonts], ignore_system_fonts=True)
        page = '#set page(width: auto, height: auto, margin: 0pt)\n#image("/drawing.svg")'
        try:
            png = compiler.compile(page.encode(), format="png", ppi=POINTS_PER_INCH)
        except typst.TypstError as error:
            raise PrintError(error.diagnostic) from error
    assert isinstance(png, bytes)
    return small(png)


def small(png: bytes) -> bytes:
    out = BytesIO()
    with Image.open(BytesIO(png)) as image:
        flat = Image.new("RGB", image.size, "white")
        flat.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
        flat.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()
