"""The test manual: its words (corpus.yml) and the PDF that Typst writes of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typst
import yaml

FOLDER = Path(__file__).parent
WORDS, MANUAL = FOLDER / "corpus.yml", FOLDER / "manual.typ"
FONTS = FOLDER.parents[1] / "overrides" / "fonts"


def source_blocks(words: Path) -> list[str]:
    """What a manual says, one string for each paragraph, cell, list item, footnote and label."""
    return list(blocks(yaml.safe_load(words.read_text("utf-8"))))


def blocks(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        for item in node:
            yield from blocks(item)
    elif "spans" in node:
        yield "".join(words for _, words in node["spans"])
    else:
        for value in node.values():
            yield from blocks(value)


def typst_pdf(source: Path) -> bytes:
    """PDF/UA-1 and PDF/A-2a; the same bytes on each call."""
    compiler = typst.Compiler(root=source.parent, font_paths=[FONTS], ignore_system_fonts=True)
    pdf = compiler.compile(input=source, format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=1_700_000_000)
    assert isinstance(pdf, bytes)
    return pdf


def typst_file(body: str, folder: Path) -> bytes:
    """A page of the Typst markup as PDF/UA-1 and PDF/A-2a."""
    source = folder / "file.typ"
    source.write_text(
        '#set document(title: "x")\n#set text(font: ("Amiri", "Source Serif 4"), lang: "ar", dir: rtl)\n' + body,
        "utf-8",
    )
    return typst_pdf(source)


def arabic_page(body: str, folder: Path, *, language: str = "ar") -> bytes:
    """A small document of the Typst markup, in the manual's faces."""
    direction = "rtl" if language == "ar" else "ltr"
    look = f'#set text(font: ("Amiri", "Source Serif 4"), size: 13.5pt, lang: "{language}", dir: {direction})'
    source = folder / "page.typ"
    source.write_text(f'#set document(title: "x")\n{look}\n{body}', "utf-8")
    compiler = typst.Compiler(root=folder, font_paths=[FONTS], ignore_system_fonts=True)
    pdf = compiler.compile(input=source, format="pdf", timestamp=1_700_000_000)
    assert isinstance(pdf, bytes)
    return pdf
