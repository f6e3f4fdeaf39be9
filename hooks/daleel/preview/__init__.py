"""`daleel serve`: a page is drawn when somebody looks at it, with what is wrong in its text shown where it is wrong.

MkDocs renders every page of every language at each save, and nothing where a text has a mistake; an author waits for one page.
"""

from daleel.preview.server import serve

__all__ = ["serve"]
