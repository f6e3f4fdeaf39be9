"""Drawings and photographs: which files may be one, and how large they are."""

import re
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from PIL import Image, UnidentifiedImageError

from daleel.problems import Message, say

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
ENDINGS = {".svg", *FORMATS}
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


MOST_DRAWN = 50_000  # elements
DEEPEST = 50  # references that lead to references
LARGEST = 5_000  # units of a drawing's width or height; it is printed as a picture where it has Arabic words
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
REFERENCE = re.compile(r"url\(\s*['\"]?#([^)'\"\s]+)")
WARNED = (Image.DecompressionBombWarning,)  # where warnings are errors


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
        with Image.open(path, formats=[FORMATS[path.suffix.lower()]]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise FigureError(
                    "{width} × {height} pixels are too many; make it smaller", width=image.width, height=image.height
                )
            image.load()  # a picture that breaks off is found now, not by the printer
            return Figure(image.width, image.height)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError, *WARNED) as error:
        raise FigureError("the picture cannot be read; save it again as PNG or JPEG") from error


def _drawing(path: Path) -> Figure:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        data = path.read_bytes()
        data.decode("utf-8")
        tree = etree.fromstring(data, parser).getroottree()  # of a path, lxml would unpack what is packed
    except UnicodeDecodeError as error:
        raise FigureError(
            "the SVG is not UTF-8; a browser may read something else in it; export it as UTF-8"
        ) from error
    except (etree.XMLSyntaxError, LookupError, ValueError) as error:
        raise FigureError("not a readable SVG file ({error}); export it again", error=error) from error
    _check_document(tree)
    root = tree.getroot()
    for element in root.iter():
        _check_svg_element(element)
    if _drawn(root) > MOST_DRAWN:
        raise FigureError(
            "the drawing repeats its parts more than {most} times, or without end; make it simpler", most=MOST_DRAWN
        )
    return _svg_size(root)


def _check_document(tree: etree._ElementTree) -> None:
    if (tree.docinfo.encoding or "UTF-8").upper() not in ("UTF-8", "ASCII", "US-ASCII"):
        raise FigureError("the SVG is not UTF-8; a browser may read something else in it; export it as UTF-8")
    if tree.docinfo.internalDTD is not None:
        raise FigureError("the SVG declares a document type; remove the <!DOCTYPE …> lines")


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
        if OUTSIDE.search(str(value)) or local == "base" or (local == "style" and "\\" in str(value)):
            raise FigureError("the attribute {name} refers to something outside the drawing; remove it", name=local)


def _is_editors_own(tag: str) -> bool:
    """Elements in Inkscape's and RDF's name spaces draw nothing."""
    return tag.startswith("{") and not tag.startswith(SVG) and "xhtml" not in tag


def _drawn(root: etree._Element) -> int:
    """How many elements are drawn when each reference to a part of the drawing is followed; too many where they go in circles."""
    parts = {str(part.get("id")): part for part in root.iter(etree.Element) if part.get("id")}
    counts: dict[str, int] = {}

    def count(part: etree._Element, depth: int) -> int:
        total = 0
        for element in part.iter(etree.Element):
            total += 1
            for attribute, value in element.attrib.items():
                for id in REFERENCE.findall(str(value)) + (
                    [str(value)[1:]] if str(attribute).endswith("href") and str(value).startswith("#") else []
                ):
                    total += known(id, depth + 1)
        return total

    def known(id: str, depth: int) -> int:
        if id not in counts and id in parts and depth > DEEPEST:
            return MOST_DRAWN + 1
        if id not in counts and id in parts:
            counts[id] = MOST_DRAWN + 1  # what it is while it leads back to itself
            counts[id] = min(count(parts[id], depth), MOST_DRAWN + 1)
        return counts.get(id, 0)

    return count(root, 0)


def _svg_size(root: etree._Element) -> Figure:
    box = re.split(r"[\s,]+", str(root.get("viewBox", "")).strip())
    if len(box) == 4 and all(map(NUMBER.fullmatch, box)) and all(1 <= float(side) <= LARGEST for side in box[2:]):
        return Figure(round(float(box[2])), round(float(box[3])))
    raise FigureError(
        'the SVG has no viewBox; add viewBox="0 0 width height" to its first element, each at most {largest}',
        largest=LARGEST,
    )
