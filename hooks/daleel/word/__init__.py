"""Word (DOCX) of an edition, for trainers who adapt it: clean HTML → WordprocessingML on python-docx's package."""

from daleel.trees import StrangerError
from daleel.word.document import docx

__all__ = ["StrangerError", "docx"]
