"""What the site says of a PDF, an e-book or a Word file."""

from collections.abc import Callable
from dataclasses import dataclass

from daleel.model import Booklet, Format


@dataclass(frozen=True)
class PdfFacts:
    path: str  # relative to the site's root
    bytes: int
    pages: int  # 0 where a format has none
    booklet: Booklet = "participant"
    format: Format = "pdf"


# Publication id, language code → its files, the participants' PDF first; asked only where a page shows the answer.
PdfOf = Callable[[str, str], tuple[PdfFacts, ...]]
