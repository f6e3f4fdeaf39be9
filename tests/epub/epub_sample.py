"""The print tests' cases as a library of books: every element in a manual and a brief, in three languages."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from daleel.epub import epub
from daleel.model import Audience, Library
from daleel.pages import Pages
from daleel.print import render_pdf, typst_source
from daleel.text import Text

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "print"))
import print_sample  # noqa: E402

X = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
NAMES = {
    "x": "http://www.w3.org/1999/xhtml",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
}
BOOKS: list[tuple[str, str, Audience]] = [
    *(("sample", code, audience) for code in ("en", "ar", "fr") for audience in ("participant", "facilitator")),  # type: ignore[misc]
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
def pages(id: str, code: str, audience: Audience) -> Pages:
    """Of the PDF of the same booklet."""
    library, texts = shelf()
    publication = library.publication(id)
    edition = publication.editions[code]
    document = typst_source(library, publication, edition, texts[id, code], audience)
    pdf = render_pdf(document, publication.date, edition.language, print_sample.FONTS)
    return Pages(f"https://daleel.example/{id}.pdf", pdf.starts)


@cache
def book(id: str, code: str, audience: Audience = "facilitator") -> bytes:
    library, texts = shelf()
    publication = library.publication(id)
    return epub(library, publication, publication.editions[code], texts[id, code], audience, pages(id, code, audience))


def unzipped(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def page(name: str, id: str, code: str, audience: Audience = "facilitator") -> etree._Element:
    return etree.fromstring(unzipped(book(id, code, audience))[f"EPUB/{name}"])


def chapters(id: str, code: str) -> Iterator[tuple[str, etree._Element]]:
    for chapter in shelf()[0].publication(id).editions[code].chapters:
        yield chapter.name, page(f"{chapter.name}.xhtml", id, code)
