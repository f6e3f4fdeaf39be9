"""Print: clean HTML → Typst code → PDF."""

from daleel.print.compile import Pdf, render_pdf
from daleel.print.edition import Document, chapter_source, typst_source
from daleel.problems import PrintError

__all__ = ["Document", "Pdf", "PrintError", "chapter_source", "render_pdf", "typst_source"]
