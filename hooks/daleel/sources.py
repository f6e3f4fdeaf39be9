"""The sources that texts cite, in the order in which a list names them."""

from collections.abc import Iterable

import lxml.html

from daleel.model import Language
from daleel.terms import listed_under
from daleel.text import Reference, Text


def sources_of(texts: Iterable[Text], language: Language) -> list[Reference]:
    """Each once."""
    cited = {one.id: one for text in texts for one in text.sources}
    return sorted(cited.values(), key=lambda one: (listed_under(_plain(one.html), language), one.id))


def source_list(references: Iterable[Reference]) -> str:
    """Clean HTML."""
    return f"<ul>{''.join(f'<li>{one.html}</li>' for one in references)}</ul>"


def _plain(html: str) -> str:
    text = lxml.html.fragment_fromstring(html, create_parent="p").text_content()
    return " ".join(str(text).split())
