"""What the site says of a PDF."""

from collections.abc import Callable
from dataclasses import dataclass

from daleel.model import Booklet


@dataclass(frozen=True)
class PdfFacts:
    path: str  # relative to the site's root
    bytes: int
    pages: int
    booklet: Booklet = "participant"


# Publication id, language code → its PDFs, the participants' first; asked only where a page shows the answer.
PdfOf = Callable[[str, str], tuple[PdfFacts, ...]]
