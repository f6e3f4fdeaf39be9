"""Print: clean HTML → Typst code → PDF."""

from daleel.print.compile import Pdf, PrintError, render_pdf
from daleel.print.edition import Document, typst_source

__all__ = ["Document", "Pdf", "PrintError", "render_pdf", "typst_source"]
