"""What the site says of a PDF."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class PdfFacts:
    path: str  # relative to the site's root
    bytes: int
    pages: int


PdfOf = Callable[[str, str], PdfFacts]  # publication id, language code; asked only where a page shows the answer
