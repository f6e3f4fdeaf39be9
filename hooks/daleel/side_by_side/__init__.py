"""`daleel side-by-side`: an original and its translation in two columns, as Markdown, for who translates or revises.

The source is shown, not what readers see: a translator takes text from here back into the file, and has to see what must
stay (elements, citations, paths). Nothing is added to it: no spaces, no marks of direction; the help is in colour and in
isolates that copying leaves behind.
"""

from daleel.side_by_side.page import html
from daleel.side_by_side.pair import Pair, pair_of, read_pairs
from daleel.side_by_side.table import docx

__all__ = ["Pair", "docx", "html", "pair_of", "read_pairs"]
