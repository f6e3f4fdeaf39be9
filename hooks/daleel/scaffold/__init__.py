"""`daleel new`: a publication, a chapter or a translation to begin with, as files that nobody wrote yet.

The templates hold guiding text in the language that is written (see `daleel.placeholders`); a language without templates
of its own gets the first one's.
"""

from daleel.scaffold.files import Scaffold, write
from daleel.scaffold.new import new_chapter, new_publication
from daleel.scaffold.translation import new_translation

__all__ = ["Scaffold", "new_chapter", "new_publication", "new_translation", "write"]
