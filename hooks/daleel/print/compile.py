"""A Typst document → PDF/A-2a and PDF/UA-1, the same bytes for the same document."""

import json
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import typst

from daleel.apart import apart
from daleel.model import Language
from daleel.pages import Start, first_on_each_page
from daleel.print.arabic_text import readable_arabic
from daleel.print.arabic_text.streams import MISTAKABLE, padded, saved, written
from daleel.print.drawings import prepare_drawings
from daleel.print.edition import Document
from daleel.problems import PrintError

HERE = Path(__file__).parent
MAIN = "main.typ"
TEMPLATE = ("daleel.typ", "look.typ", "parts.typ", "card.typ")
BINDING_SHIFT_PT = 8 / 25.4 * 72  # look.typ's inner margin less its outer one: 24 mm - 16 mm


@dataclass(frozen=True)
class Pdf:
    content: bytes
    pages: int
    starts: tuple[Start, ...] = ()  # what begins each page of the text


def render_pdf(document: Document, day: date, language: Language, fonts: Path) -> Pdf:
    """`day`: of the publication; written as the time of making, so that a build on another day gives the same bytes."""
    made = int(datetime.combine(day, time(), UTC).timestamp())
    with TemporaryDirectory(prefix="daleel-print-") as folder:
        write_root(document, Path(folder))
        content, starts = apart(compiled, document, Path(folder), fonts, made)
    if language.rtl:
        content = readable(content)
    return replace(finished(content, document, language), starts=starts)


def write_root(document: Document, root: Path) -> None:
    """Copies, not links: Typst would follow a link out of its root."""
    for name in TEMPLATE:
        shutil.copyfile(HERE / name, root / name)
    for name, content in document.files.items():
        target = root / name
        if not target.resolve().is_relative_to(root.resolve()):
            raise PrintError(f"the file {name} would lie outside the document")
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            shutil.copyfile(content, target)
        else:
            target.write_bytes(content)


def compiled(document: Document, root: Path, fonts: Path, timestamp: int) -> tuple[bytes, tuple[Start, ...]]:
    (root / MAIN).write_text(document.source, encoding="utf-8")
    compiler = opened(root, fonts)
    try:
        prepare_drawings(root, compiler)
        data, warnings = compiler.compile_with_warnings(
            root / MAIN, format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=timestamp
        )
        starts = json.loads(compiler.query("<starts>", field="value", one=True))
    except typst.TypstError as error:
        raise PrintError(error.diagnostic) from error
    if warnings:
        raise PrintError("\n".join(warning.diagnostic for warning in warnings))
    assert isinstance(data, bytes)
    return data, first_on_each_page(starts)


def opened(root: Path, fonts: Path) -> typst.Compiler:
    """It reads nothing outside root, and no font but these."""
    return typst.Compiler(root=root, font_paths=[fonts], ignore_system_fonts=True)


def as_png(source: str, root: Path, fonts: Path, ppi: int) -> bytes:
    """A page as a picture. Raises PrintError."""
    try:
        png = opened(root, fonts).compile(source.encode(), format="png", ppi=ppi)
    except typst.TypstError as error:
        raise PrintError(error.diagnostic) from error
    assert isinstance(png, bytes)
    return png


def readable(data: bytes) -> bytes:
    """Right-to-left text that every reader finds and copies as it was written."""
    rewritten, unknown = readable_arabic(data)
    if unknown:
        raise PrintError(f"{unknown} pieces of text in the PDF have a form that the text step does not know")
    return rewritten


def finished(data: bytes, document: Document, language: Language) -> Pdf:
    """What Typst can't say: reading direction of the pages, and left pages moved away from the binding."""
    with pikepdf.open(BytesIO(data)) as pdf:
        if "/ViewerPreferences" not in pdf.Root:
            pdf.Root["/ViewerPreferences"] = pikepdf.Dictionary()
        pdf.Root["/ViewerPreferences"]["/Direction"] = pikepdf.Name("/R2L" if language.rtl else "/L2R")
        if document.bound:
            pdf.Root["/PageLayout"] = pikepdf.Name("/TwoPageRight")
            move_versos(pdf, -BINDING_SHIFT_PT if language.rtl else BINDING_SHIFT_PT)
        return Pdf(saved_small(pdf), len(pdf.pages))


def saved_small(pdf: pikepdf.Pdf) -> bytes:
    """As `saved`, but it need not give up object streams when one stream ends badly (see streams.py): white space
    mends content and character maps; one object more, and one for each page, renumbers those that follow, so that
    object streams get other bytes. Of a hundred of them one ends badly in a third of all cases."""
    for stream in pdf.objects:
        if isinstance(stream, pikepdf.Stream) and may_end_in_spaces(stream):
            data = stream.read_bytes()
            if (mended := padded(data)) != data:
                stream.write(mended)
    for page in pdf.pages:
        content = written(pdf, pikepdf.ObjectStreamMode.generate)
        if MISTAKABLE not in content:
            return content
        page.obj["/MediaBox"] = pdf.make_indirect(page.mediabox)
    return saved(pdf)


def may_end_in_spaces(stream: pikepdf.Stream) -> bool:
    """Content of pages and forms, character maps; not pictures, fonts, profiles, metadata."""
    return stream.get("/Subtype") in (None, "/Form") and not {"/Length1", "/N"} & set(stream.stream_dict.keys())


def move_versos(pdf: pikepdf.Pdf, shift_pt: float) -> None:
    """Move the window over each even page, and so what it shows the other way. Typst can only mirror margins, and
    the side column stays at the reader's start on every page."""
    for page in list(pdf.pages)[1::2]:
        left, bottom, right, top = (float(number) for number in page.mediabox)
        page.mediabox = pikepdf.Array([left + shift_pt, bottom, right + shift_pt, top])
