"""The closed table of elements, and the Markdown blocks (pymdownx) made from it.

In the stored HTML every element is

    <section data-element="exercise" data-minutes="35">
      <header>title, inline markup</header>      only if the author gave one
      …blocks…
      <footer>source, inline markup</footer>     only figure and table with a source
    </section>

The option `consent` of a figure (who agreed to be shown, and for what) is for the library's own keeping: it is not in it.

No label stands in it ("Exercise", "Case study (fictional)"): each renderer adds it in the reader's language.
"""

from dataclasses import dataclass
from typing import Literal

from daleel.model import Kind

Content = Literal["list", "numbered", "tasks", "table", "image", "questions", "text"]


@dataclass(frozen=True)
class Element:
    name: str
    content: Content  # what its body must be
    options: tuple[str, ...] = ()  # "minutes" is a whole number, the others are text
    required: tuple[str, ...] = ()  # options without which it makes no sense; "title" for the text after |
    facilitator_only: bool = False
    least: int = 0  # items of a list, rows of a table
    most: int = 99
    kinds: tuple[Kind, ...] = ("manual", "brief")
    handout: bool = False  # goes into the booklet of handouts
    inside: str | None = None  # the only element it may stand in


ELEMENTS: dict[str, Element] = {
    element.name: element
    for element in (
        Element("outcomes", "list", least=2, most=6),
        Element("session", "table", facilitator_only=True, least=1, kinds=("manual",)),
        Element("keypoint", "text", least=1, most=3),  # sentences
        Element("case", "text"),
        Element("exercise", "text", options=("minutes",)),
        Element("discussion", "numbered", options=("minutes",), least=1),
        Element("checklist", "tasks", least=1, handout=True),
        Element("handout", "text", required=("title",), handout=True),
        Element("check", "questions", least=1),
        Element("answer", "text", facilitator_only=True, inside="check"),
        Element("facilitator", "text", facilitator_only=True),
        Element("messages", "numbered", least=3, most=5, kinds=("brief",)),
        Element("recommendations", "list", options=("for",), required=("for",), least=1, kinds=("brief",)),
        Element("note", "text"),
        Element("warning", "text"),
        Element("quote", "text"),
        Element("figure", "image", options=("source", "consent"), required=("title", "source")),
        Element("table", "table", options=("source",), required=("title",), least=1),
    )
}
