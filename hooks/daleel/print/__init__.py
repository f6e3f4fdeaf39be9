"""Print: clean HTML → Typst code → PDF."""

from daleel.print.compile import Pdf, PrintError, render_pdf
from daleel.print.edition import Document, chapter_source, typst_source

__all__ = ["Document", "Pdf", "PrintError", "chapter_source", "render_pdf", "typst_source"]
