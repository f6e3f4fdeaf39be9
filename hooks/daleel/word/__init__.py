"""Word (DOCX) of an edition, for trainers who adapt it: clean HTML → WordprocessingML on python-docx's package."""

from daleel.word.document import docx
from daleel.word.tree import StrangerError

__all__ = ["StrangerError", "docx"]
