"""How much of a source text do PDF readers give back, and in which order?

    python tests/arabic_text/recall.py SOURCE.txt FILE.pdf...

SOURCE holds one block (paragraph, cell, list item, footnote) a line. The readers are poppler's pdftotext,
PDFium (Chrome) and, where node finds pdfjs-dist (from the working folder or NODE_PATH), pdf.js (Firefox).
"""

import json
import re
import shutil
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import pypdfium2

MARKS = "\u064b-\u065f\u0670"
MARK = re.compile(f"[{MARKS}]")
WORD = re.compile(f"[\u0621-\u063a\u0641-\u064a{MARKS}]+|[A-Za-z\u00c0-\u024f]+|[0-9]+|[\u0660-\u0669]+")
# What a reader passes over: kashida, soft hyphen, joiners, direction controls, variation selectors, U+FFFE (PDFium's hyphen).
IGNORED = re.compile(
    "[\u0640\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\ufffe\x00\x02]"
)
PRESENTATION_FORM = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")

# The text that the find bar of Firefox searches.
PDFJS_TEXT = """
const {pathToFileURL} = require('url');
const library = require.resolve('pdfjs-dist/legacy/build/pdf.mjs');
const file = process.argv[1];
import(pathToFileURL(library)).then(async ({getDocument}) => {
  if (!file) return;
  const data = new Uint8Array(require('fs').readFileSync(file));
  const pdf = await getDocument({data, verbosity: 0}).promise;
  const pages = [];
  for (let i = 1; i <= pdf.numPages; i++) {
    const {items} = await (await pdf.getPage(i)).getTextContent({disableNormalization: true});
    pages.push(items.map(item => item.str + (item.hasEOL ? '\\n' : '')).join(''));
  }
  console.log(JSON.stringify(pages));
});
"""

T = TypeVar("T")


@dataclass(frozen=True)
class Recall:
    """Percentages of the source, except where a count is named."""

    words: float  # marks not compared
    vowelled: float  # words that carry marks in the source, marks not compared
    marks: float  # the same words, marks compared
    pairs: float  # two words that follow each other in a block
    blocks: float  # blocks found whole and in order
    reversed: int  # number of words that came out from end to start


def recall(source_blocks: Sequence[str], pdf: Path) -> dict[str, Recall]:
    """What each reader found on this machine gives back of the blocks, in any order of blocks.

    Text that the PDF holds more often than the source (running heads, contents) does no harm.
    """
    blocks = [words(block) for block in source_blocks]
    return {reader: compared(blocks, words(text)) for reader, text in texts(pdf)}


def texts(pdf: Path) -> Iterator[tuple[str, str]]:
    """(reader, the whole file's text) for each reader found on this machine."""
    for reader, pages in page_texts(pdf):
        yield reader, "\n".join(pages)


def page_texts(pdf: Path) -> Iterator[tuple[str, list[str]]]:
    """(reader, the text of each page) for each reader found on this machine."""
    if shutil.which("pdftotext"):
        yield "pdftotext", output("pdftotext", "-enc", "UTF-8", str(pdf), "-").removesuffix("\f").split("\f")
    yield "PDFium", pdfium_pages(pdf)
    if has_pdfjs():
        yield "pdf.js", json.loads(output("node", "-e", PDFJS_TEXT, str(pdf)))


@cache
def has_pdfjs() -> bool:
    return (
        shutil.which("node") is not None
        and subprocess.run(["node", "-e", PDFJS_TEXT], capture_output=True).returncode == 0
    )


def pdfium_text(pdf: Path) -> str:
    return "\n".join(pdfium_pages(pdf))


def pdfium_pages(pdf: Path) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout


def words(text: str) -> list[str]:
    """Runs of one script or of digits; NFC, so that marks come in one order."""
    text = IGNORED.sub("", text)
    if PRESENTATION_FORM.search(text):
        text = IGNORED.sub("", unicodedata.normalize("NFKC", text))
    return WORD.findall(unicodedata.normalize("NFC", text))


def unmarked(word: str) -> str:
    return MARK.sub("", word)


def compared(blocks: Sequence[Sequence[str]], found_words: Sequence[str]) -> Recall:
    source = [word for block in blocks for word in block]
    plain, found = [unmarked(word) for word in source], [unmarked(word) for word in found_words]
    vowelled = [word for word in source if MARK.search(word)]
    known, flat = set(plain), " ".join(word for word in found if word)
    pairs = [pair for block in blocks for pair in neighbours([unmarked(word) for word in block])]
    return Recall(
        words=share(plain, found),
        vowelled=share([unmarked(word) for word in vowelled], found),
        marks=share(vowelled, found_words),
        pairs=share(pairs, neighbours(found)),
        blocks=100 * sum(" ".join(map(unmarked, block)) in flat for block in blocks) / max(1, len(blocks)),
        reversed=sum(len(word) > 2 and word not in known and word[::-1] in known for word in found),
    )


def neighbours(block: Sequence[str]) -> list[tuple[str, str]]:
    return list(pairwise(block))


def share(source: Sequence[T], found: Sequence[T]) -> float:
    """Percentage of source that is in found, each as often as it comes; 100 for an empty source."""
    wanted, there = Counter(source), Counter(found)
    return 100 * sum(min(count, there[item]) for item, count in wanted.items()) / len(source) if source else 100.0


def table(measured: dict[str, Recall]) -> str:
    head = f"{'reader':12}{'words':>8}{'vowelled':>10}{'marks':>8}{'pairs':>8}{'blocks':>8}{'reversed':>10}"
    return "\n".join([head, *(row(reader, figures) for reader, figures in measured.items())])


def row(reader: str, r: Recall) -> str:
    return f"{reader:12}{r.words:8.2f}{r.vowelled:10.2f}{r.marks:8.2f}{r.pairs:8.2f}{r.blocks:8.1f}{r.reversed:10d}"


if __name__ == "__main__":
    source_text, *files = sys.argv[1:]
    for file in files:
        measured = recall(Path(source_text).read_text("utf-8").splitlines(), Path(file))
        sys.stdout.write(f"{file}\n{table(measured)}\n")
