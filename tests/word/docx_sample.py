"""The print tests' cases as Word documents: every element in a manual and a brief, in three languages."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx as python_docx
from lxml import etree

from daleel.model import Booklet, Library
from daleel.text import Text
from daleel.word import docx

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "print"))
import print_sample  # noqa: E402

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
Node = etree._Element
FILES: list[tuple[str, str, Booklet]] = [
    *(("sample", code, booklet) for code in ("en", "ar") for booklet in ("participant", "facilitator", "handouts")),  # type: ignore[misc]
    *(("sample", "fr", booklet) for booklet in ("participant", "facilitator")),  # type: ignore[misc]
    *(("short", code, "participant") for code in ("en", "ar", "fr")),  # type: ignore[misc]
]


@cache
def shelf() -> tuple[Library, dict[tuple[str, str], dict[str, Text]]]:
    """Its root is the project's, where the fonts are; its figures stand beside the print tests."""
    library, texts = print_sample.library()
    folder = print_sample.HERE.relative_to(print_sample.ROOT)
    publications = tuple(replace(one, folder=folder, begun=True) for one in library.publications)
    return replace(library, root=print_sample.ROOT, publications=publications), texts


@cache
def file(id: str, code: str, booklet: Booklet = "facilitator") -> bytes:
    return written(id, code, booklet, shelf()[1][id, code])


def written(id: str, code: str, booklet: Booklet, texts: dict[str, Text]) -> bytes:
    library = shelf()[0]
    publication = library.publication(id)
    return docx(library, publication, publication.editions[code], texts, booklet)


def with_chapter(html: str, code: str = "en", booklet: Booklet = "facilitator") -> bytes:
    """The manual with this as its first chapter."""
    texts = shelf()[1]["sample", code] | {
        "01-sample": print_sample.text(html),
        "02-twin": print_sample.text("<p>—</p>"),
    }
    return written("sample", code, booklet, texts)


def chapter(html: str, code: str = "en", booklet: Booklet = "facilitator") -> Node:
    return part(with_chapter(html, code, booklet), "document")


def unzipped(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def part(content: bytes, name: str) -> Node:
    return etree.fromstring(unzipped(content)[f"word/{name}.xml"])


def opened(content: bytes) -> "python_docx.document.Document":
    return python_docx.Document(BytesIO(content))


def found(root: Node, path: str) -> list[Node]:
    return list(root.xpath(path, namespaces=NAMES))


def value(element: Node, path: str = "") -> str | None:
    """The w:val of what stands at the path below the element."""
    target = element.find(path, NAMES) if path else element
    return None if target is None else target.get(f"{W}val")


def said(root: Node) -> str:
    return "".join(one.text or "" for one in root.iter(f"{W}t"))


def paragraphs(root: Node, style: str) -> Iterator[str]:
    for one in root.iter(f"{W}p"):
        if value(one, "w:pPr/w:pStyle") == style:
            yield said(one)
