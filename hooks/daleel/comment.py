"""Changes as Markdown for a pull request: each language's part in that language, for those who read it."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from daleel.changed import Behind, ChangedEdition, Changes, Page
from daleel.model import Language
from daleel.offline import bundle_path
from daleel.plurals import counted

LONGEST = 65_536  # characters that GitHub takes
MOST_SHOWN = (20, 10, 5, 2)  # of a list; the most with which it is not too long
MOST_LETTERS = 120  # of a title
TEMPLATES = Environment(  # it writes no HTML from a text: `quoted` is the one way in
    loader=FileSystemLoader(Path(__file__).parent), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
Item = TypeVar("Item")


@dataclass(frozen=True)
class Where:
    """Where a reader finds what was built. Given by whoever runs the command, never read from the changes."""

    site: str = ""  # address of a preview, with a slash at its end; "" if there is none
    files: str = ""  # address of a page that offers the folders to read offline


@dataclass(frozen=True)
class Part:
    """What changed in a language."""

    language: Language
    strings: Mapping[str, Any]
    editions: Sequence[ChangedEdition]
    pages: Sequence[Page]
    behind: Sequence[Behind]
    bundle: str  # name of its folder to read offline


def comment(changes: Changes, languages: Sequence[Language], where: Where) -> str:
    template = TEMPLATES.get_template("comment.md")
    known = {"changes": changes, "parts": list(_parts(changes, languages)), "where": where}
    for most in MOST_SHOWN:
        text = template.render(
            known, file_of=file_of, quoted=quoted, first=partial(_first, most), more=partial(_more, most)
        )
        if len(text) <= LONGEST:
            break
    return text


def _parts(changes: Changes, languages: Sequence[Language]) -> Iterator[Part]:
    """In the site's order. What is in a language that the site does not have is left out."""
    for_all = changes.removed or changes.shared or not (changes.editions or changes.pages or changes.behind)
    for language in languages:
        editions = [one for one in changes.editions if one.page.language == language.code]
        pages = [one for one in changes.pages if one.language == language.code]
        behind = [one for one in changes.behind if one.page.language == language.code]
        if editions or pages or behind or for_all:
            bundle = Path(bundle_path(language.code)).name
            yield Part(language, language.strings["change"], editions, pages, behind, bundle)


def file_of(page: Page) -> str:
    """In the folder to read offline, whose index.html is the language's home page."""
    home = page.address in ("", f"{page.language}/")
    return "index.html" if home else f"{page.address}index.html"


def _first(most: int, items: Sequence[Item]) -> Sequence[Item]:
    return items[:most]


def _more(most: int, items: Sequence[object], language: Language) -> str:
    """Says how many are not shown; "" if all are."""
    left = len(items) - most
    return counted(language.strings["change"]["more"], left, language) if left > 0 else ""


def quoted(text: str) -> str:
    """As a code span: the host makes no mention, link, reference, picture or HTML of what stands in one.

    https://spec.commonmark.org/0.31.2/#code-spans. A backtick, which would end it, becomes an apostrophe (longer fences
    have an end too: cmark-gfm takes 80). Invisible characters go: they could show another order than is written.
    """
    spaced = " ".join(text.replace("`", "'").split())
    shown = "".join(char for char in spaced if unicodedata.category(char)[0] != "C")
    return f"`{shown[: MOST_LETTERS - 1]}…`" if len(shown) > MOST_LETTERS else f"`{shown or '–'}`"
