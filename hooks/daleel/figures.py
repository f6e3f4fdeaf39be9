"""Drawings and photographs: which files may be one, and how large they are."""

import re
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from PIL import Image, UnidentifiedImageError

from daleel.problems import Message, say

ENDINGS = {".svg", ".png", ".jpg", ".jpeg"}
MOST_BYTES = 2_000_000  # a page of a phone on a weak line
MOST_PIXELS = 40_000_000
SVG = "{http://www.w3.org/2000/svg}"
# Shapes, text, paint servers, markers: what a still drawing needs. No script, style sheet, foreignObject, animation or image.
SVG_TAGS = set(
    [
        "svg",
        "g",
        "defs",
        "symbol",
        "use",
        "title",
        "desc",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "textPath",
        "marker",
        "linearGradient",
        "radialGradient",
        "stop",
        "pattern",
        "clipPath",
        "mask",
        "metadata",
        "switch",
    ]
)
OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|expression\(|@import|javascript:", re.IGNORECASE)


class FigureError(Exception):
    """What is wrong with a figure's file, and what to do."""

    def __init__(self, text: str, **values: object) -> None:
        self.message: Message = say(text, **values)
        super().__init__(str(self.message))


@dataclass(frozen=True)
class Figure:
    width: int  # CSS pixels
    height: int


def localised(path: Path, language: str) -> Path:
    """figures/x.ar.svg beside figures/x.svg is taken for Arabic."""
    own = path.with_suffix(f".{language}{path.suffix}")
    return own if own.is_file() else path


def read_figure(path: Path) -> Figure:
    """Raises FigureError."""
    if path.suffix.lower() not in ENDINGS:
        raise FigureError(
            "a figure is an SVG, PNG or JPEG file, not `{ending}`; save it as one of these", ending=path.suffix
        )
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise FigureError(
            "the file has {size} MB; make it smaller than {most} MB",
            size=f"{size / 1e6:.1f}",
            most=MOST_BYTES // 1_000_000,
        )
    return _drawing(path) if path.suffix.lower() == ".svg" else _photograph(path)


def _photograph(path: Path) -> Figure:
    try:
        with Image.open(path) as image:
            if image.width * image.height > MOST_PIXELS:
                raise FigureError(
                    "{width} × {height} pixels are too many; make it smaller", width=image.width, height=image.height
                )
            image.verify()
            return Figure(image.width, image.height)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise FigureError("the picture cannot be read; save it again as PNG or JPEG") from error


def _drawing(path: Path) -> Figure:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.parse(str(path), parser)
    except etree.XMLSyntaxError as error:
        raise FigureError("not a readable SVG file ({error}); export it again", error=error.msg) from error
    if tree.docinfo.internalDTD is not None:
        raise FigureError("the SVG declares a document type; remove the <!DOCTYPE …> lines")
    root = tree.getroot()
    for element in root.iter():
        _check_svg_element(element)
    return _svg_size(root)


def _check_svg_element(element: etree._Element) -> None:
    if element.tag is etree.Comment:
        return
    if not isinstance(element.tag, str):
        raise FigureError("the SVG holds a processing instruction or entity; remove it")
    name = element.tag.removeprefix(SVG)
    if name not in SVG_TAGS and not _is_editors_own(element.tag):
        raise FigureError(
            "<{name}> is not allowed in a drawing; export it as plain SVG with shapes and text only", name=name
        )
    for attribute, value in element.attrib.items():
        local = str(attribute).rpartition("}")[2]
        if local.lower().startswith("on"):
            raise FigureError("the attribute {name} runs a script; remove it", name=local)
        if local == "href" and not str(value).startswith("#"):
            raise FigureError("a drawing must not link to anything outside itself; remove the href")
        if OUTSIDE.search(str(value)):
            raise FigureError("the attribute {name} refers to something outside the drawing; remove it", name=local)


def _is_editors_own(tag: str) -> bool:
    """Elements in Inkscape's and RDF's name spaces draw nothing."""
    return tag.startswith("{") and not tag.startswith(SVG) and "xhtml" not in tag


def _svg_size(root: etree._Element) -> Figure:
    box = re.findall(r"-?[\d.]+", str(root.get("viewBox", "")))
    if len(box) == 4 and float(box[2]) > 0 and float(box[3]) > 0:
        return Figure(round(float(box[2])), round(float(box[3])))
    raise FigureError('the SVG has no viewBox; add viewBox="0 0 width height" to its first element')
