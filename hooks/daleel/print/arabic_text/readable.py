"""The whole file: every page with right-to-left text is written anew, then the fonts that grew."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf

from daleel.print.arabic_text.baselines import baseline_pt, text_lines
from daleel.print.arabic_text.content import SPACES, Block, ContentReader, Unknown
from daleel.print.arabic_text.fonts import SPACELESS, EmbeddedFont, FormError, read_fonts, write_font, write_spaceless
from daleel.print.arabic_text.latin import latin_block, untouched
from daleel.print.arabic_text.lines import Directions, Kin, runs
from daleel.print.arabic_text.runs import Before, write_run
from daleel.print.arabic_text.streams import padded, saved
from daleel.print.arabic_text.words import Speller

RTL_LANGUAGES = ("ar", "fa", "he", "ur")
# In a right-to-left publication a line with a quarter of right-to-left characters is a right-to-left line.
RTL_WEIGHT = 4
GAP_SEEN = 0.1  # of the font's size


def readable_arabic(pdf: bytes, *, keep_marks: bool = True) -> tuple[bytes, int]:
    """The PDF of Typst 0.15 with right-to-left text that readers get in order; pages look the same as before.

    The number counts the text blocks of a form not known here, which stay as they were: 0, or Typst writes
    otherwise than it did, and the build must fail.

    Vowel marks are kept: copied and spoken text has them. The price is paid in Chrome, whose find bar does not pass
    over marks: there a vowelled word is found only as it is written, not as people type it. Firefox finds
    both. Without keep_marks PDFium (Chrome) gets vowelled words without their marks, and loses them in copying.
    """
    with pikepdf.open(BytesIO(pdf)) as document, no_garbage_collection():
        file = File(document, keep_marks)
        unknown = sum(file.write_page(page) for page in document.pages)
        try:
            for font in file.fonts.values():
                write_font(font, document)
        except FormError:
            return pdf, unknown + 1
        file.add_spaceless_fonts()
        return saved(document), unknown


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Many small tuples and no cycles: saves a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@dataclass
class File:
    """The file that is being written, and what its pages share."""

    document: pikepdf.Pdf
    keep_marks: bool
    fonts: dict[tuple[int, int], EmbeddedFont] = field(default_factory=dict)  # by object
    reader: ContentReader = field(default_factory=ContentReader)
    spellers: dict[tuple[EmbeddedFont, bool], Speller] = field(default_factory=dict)
    named: list[tuple[pikepdf.Object, dict[bytes, EmbeddedFont]]] = field(default_factory=list)  # on each page

    def __post_init__(self) -> None:
        self.rtl_weight = RTL_WEIGHT if str(self.document.Root.get("/Lang", ""))[:2] in RTL_LANGUAGES else 1
        structure = self.document.Root.get("/StructTreeRoot", pikepdf.Dictionary())
        self.parents = dict(number_tree(structure.get("/ParentTree", pikepdf.Dictionary())))

    def write_page(self, page: pikepdf.Page) -> int:
        """Write the page's right-to-left text anew; return how many blocks were not understood."""
        resources = page.obj.get("/Resources", pikepdf.Dictionary())
        fonts = read_fonts(resources.get("/Font", pikepdf.Dictionary()), self.fonts)
        if not any(font.has_rtl for font in fonts.values()):
            return 0
        self.named.append((resources.Font, fonts))
        parts = list(self.reader.parts(content_of(page), fonts))
        blocks = [part for part in parts if isinstance(part, Block)]
        kin = same_element(self.parents.get(int(page.obj.get("/StructParents", -1)), pikepdf.Array()))
        page.obj.Contents = self.document.make_stream(
            padded(self.content(parts, Directions(blocks, self.rtl_weight), kin))
        )
        return sum(isinstance(part, Unknown) for part in parts)

    def content(self, parts: Sequence[bytes | Block | Unknown], directions: Directions, kin: Kin) -> bytes:
        whole = list(runs(parts, directions, kin))
        lines = text_lines(whole, directions)
        written: list[bytes] = []
        before: Before | None = None
        for run in whole:
            if isinstance(run, bytes):
                written.append(run)
                continue
            y_pt = baseline_pt(run, lines)
            if any(block.rtl for block in run):
                rtl_line = directions.rtl(y_pt)
                speller = self.speller(
                    run[0].font, self.keep_marks and rtl_line
                )  # PDFium takes no marks in other lines
                code, before = write_run(run, y_pt, speller, before, apart=not rtl_line)
                written.append(code)
            else:
                for block in run:
                    spaced = before is not None and goes_apart(before, block, y_pt)
                    written.append(
                        latin_block(block, y_pt, spaced=spaced) if directions.turned(y_pt) else untouched(block)
                    )
                    before = before_latin(block, y_pt)
        return b"\n".join(written)

    def add_spaceless_fonts(self) -> None:
        copies = {font: write_spaceless(font, self.document) for font in self.fonts.values() if font.shows_spaceless}
        for page, fonts in self.named:
            for name, font in fonts.items():
                if font in copies:
                    page[name.decode("ascii") + SPACELESS] = copies[font]

    def speller(self, font: EmbeddedFont, keep_marks: bool) -> Speller:
        return self.spellers.setdefault((font, keep_marks), Speller(font, keep_marks))


def before_latin(block: Block, y_pt: float) -> Before:
    last = block.shows[-1].show.clusters[-1].text
    return Before(block.x_pt, y_pt, last in (*SPACES, "("), last.isdecimal())


def goes_apart(before: Before, block: Block, y_pt: float) -> bool:
    """Would a reader miss a space before the block: behind a number its note's mark, behind a cell the next one?"""
    first = block.shows[0].show.clusters[0].text
    if before.spaced or before.y_pt != y_pt:
        return False
    gap = (before.left_pt - block.right_pt) / block.size_pt
    if before.number and first.isdecimal():
        return gap > -GAP_SEEN
    return gap > GAP_SEEN and first.isalnum()


def content_of(page: pikepdf.Page) -> bytes:
    contents = page.obj.Contents
    return (
        b"\n".join(stream.read_bytes() for stream in contents)
        if isinstance(contents, pikepdf.Array)
        else contents.read_bytes()
    )


def number_tree(node: pikepdf.Object) -> Iterator[tuple[int, pikepdf.Object]]:
    """ISO 32000-1, 7.9.7."""
    numbers = node.get("/Nums", pikepdf.Array())
    for i in range(0, len(numbers), 2):
        yield int(numbers[i]), numbers[i + 1]
    for kid in node.get("/Kids", pikepdf.Array()):
        yield from number_tree(kid)


def same_element(parents: pikepdf.Object) -> Kin:
    """Whether two blocks belong to one structure element; parents: of each marked content number of the page."""
    elements = [parent.objgen if isinstance(parent, pikepdf.Object) else None for parent in parents]

    def kin(a: Block, b: Block) -> bool:
        if a.mcid is None or b.mcid is None:
            return a.head == b.head
        return max(a.mcid, b.mcid) < len(elements) and elements[a.mcid] == elements[b.mcid]

    return kin
