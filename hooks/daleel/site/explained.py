"""Terms of the termbase in a text: which a page explains, and where each of them is first used."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree

from daleel.model import Library, Term
from daleel.terms import TOKEN, Forms, uses
from daleel.text import Text

Node: TypeAlias = etree._Element
MOST = 15  # terms that a page explains
FAMILIAR = 0.5  # a term that more of the texts use is met everywhere
FEW_TEXTS = 8  # too few to tell what is familiar
LEGAL = {"treaty", "law", "model law"}  # kinds of sources
# Headings, links and labels do other work; tables scroll; the last three may be hidden.
LEFT_OUT = {"a", "h2", "h3", "h4", "header", "footer", "table", "dt", "pre", "code", "abbr", "sup", "sub"}
LEFT_OUT_ELEMENTS = {"figure", "table", "session", "facilitator", "answer"}


@dataclass(frozen=True)
class Usage:
    """What the texts of a language use of the termbase."""

    forms: Forms
    texts: int
    by_term: Mapping[str, int]  # id → texts that use it


@dataclass(frozen=True)
class Use:
    term: str  # id
    element: Node
    tail: bool  # it stands in the text behind the element, not in its own
    start: int
    end: int


def usage(texts: Mapping[tuple[str, str, str], Text], code: str, forms: Forms) -> Usage:
    """texts: by id of the publication ("" without one), name and language."""
    own = [text for (publication, _, language), text in texts.items() if publication and language == code]
    return Usage(forms, len(own), Counter(term for text in own for term in text.terms))


def mark_terms(root: Node, usage: Usage, library: Library, code: str) -> tuple[str, ...]:
    """Put `a[data-term]` around the first use of each term worth it, in place; their ids, in the order of the text.

    The law's own terms first, of these the rarest in the library.
    """
    found = first_uses(root, usage.forms)
    chosen = sorted(
        (use for use in found if _worth(library.terms[use.term], usage, code)),
        key=lambda use: (not _legal(library.terms[use.term], library), usage.by_term.get(use.term, 0)),
    )[:MOST]
    kept = [use for use in found if use in chosen]
    for use in reversed(kept):  # from the end: what stands before keeps its place
        _mark(use)
    return tuple(use.term for use in kept)


def _worth(term: Term, usage: Usage, code: str) -> bool:
    familiar = usage.texts >= FEW_TEXTS and usage.by_term.get(term.id, 0) > FAMILIAR * usage.texts
    return code in term.definition and not familiar


def _legal(term: Term, library: Library) -> bool:
    return any(id in library.sources and library.sources[id].type in LEGAL for id in term.sources)


def first_uses(root: Node, forms: Forms) -> list[Use]:
    """Of each term, where a reader can be shown what it means."""
    found: dict[str, Use] = {}
    for element, tail, text in _texts(root):
        places = [(match.start(), match.end(), match[0]) for match in TOKEN.finditer(text)]
        words = [forms.keys(word.casefold()) for _, _, word in places]
        for at, form in uses(words, forms):
            end = places[at + len(form.words) - 1][1]
            found.setdefault(form.term, Use(form.term, element, tail, places[at][0], end))
    return list(found.values())


def _texts(element: Node) -> Iterator[tuple[Node, bool, str]]:
    if not _left_out(element):
        if element.text:
            yield element, False, element.text
        for child in element:
            yield from _texts(child)
    if element.tail and element.getparent() is not None:
        yield element, True, element.tail


def _left_out(element: Node) -> bool:
    return (
        element.tag in LEFT_OUT
        or element.get("data-notes") is not None
        or element.get("data-element") in LEFT_OUT_ELEMENTS
    )


def _mark(use: Use) -> None:
    text = (use.element.tail if use.tail else use.element.text) or ""
    link = etree.Element("a", {"data-term": use.term})
    link.text, link.tail = text[use.start : use.end], text[use.end :]
    if use.tail:
        use.element.tail = text[: use.start]
        parent = use.element.getparent()
        assert parent is not None
        parent.insert(parent.index(use.element) + 1, link)
    else:
        use.element.text = text[: use.start]
        use.element.insert(0, link)
