"""Clean HTML (`text.py`) → the HTML of a page: labels, frames, addresses.

The elements' markup lives in overrides/partials/elements.html: one macro for each entry of ELEMENTS.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, TypeAlias

import lxml.html
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import etree
from markupsafe import Markup

from daleel.elements import ELEMENTS
from daleel.model import Library
from daleel.places import Place, figure_path, target_place, url
from daleel.site.anchors import number_paragraphs
from daleel.site.behind import Behind, Note
from daleel.site.explained import Usage, mark_terms
from daleel.site.reader import Reader
from daleel.text import Text

Node: TypeAlias = etree._Element
OVERRIDES = Path(__file__).parents[3] / "overrides"
MACROS = "partials/elements.html"
VOID = {"br", "hr", "img"}


@dataclass(frozen=True)
class Part:
    """An element as its macro gets it; texts are HTML."""

    title: Markup  # "" without one
    body: Markup
    source: Markup  # "" without one
    minutes: str  # "35 minutes"; "" without them
    addressee: Markup  # of recommendations; "" elsewhere
    id: str  # of a figure or a table
    number: str
    image: str = ""  # address of a figure's image


@dataclass(frozen=True)
class Page:
    text: Text
    place: Place
    reader: Reader
    macros: Any  # the module of elements.html
    marks: Mapping[str, list[str]]  # number of a note → ids of its marks
    anchors: bool  # each heading links to itself
    late: Mapping[str, Note]  # by id of a heading: what it says where the original has changed


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(OVERRIDES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def site_body(
    text: Text, library: Library, place: Place, usage: Usage | None = None, late: Behind | None = None
) -> str:
    """With `usage` as a page to read: its paragraphs have addresses, it explains its terms. late: what it says where it is behind."""
    root = lxml.html.fragment_fromstring(text.html, create_parent="div")
    language = library.language(place.language)
    terms: tuple[str, ...] = ()
    if usage is not None:
        number_paragraphs(root)
        terms = mark_terms(root, usage, library, place.language) if place.publication else ()
    macros = _environment().get_template(MACROS).make_module({"t": language.strings})
    marks: dict[str, list[str]] = {}
    for mark in root.iterfind(".//a[@data-note]"):
        marks.setdefault(str(mark.get("data-note")), []).append(str(mark.get("id")))
    notes = late.sections if late else {}
    page = Page(text, place, Reader(library, language, url(library, place)), macros, marks, usage is not None, notes)
    return str(_late("", page)) + str(_inner(root, page)).strip() + "\n" + str(_definitions(terms, page))


def _inner(node: Node, page: Page, leave_out: tuple[str, ...] = ()) -> Markup:
    """What stands in the node, without its children of the tags to leave out."""
    pieces = [escape(node.text or "", quote=False)]
    for child in node:
        if child.tag not in leave_out:
            pieces.append(_outer(child, page))
        pieces.append(escape(child.tail or "", quote=False))
    return Markup("".join(pieces))


def _outer(node: Node, page: Page) -> Markup:
    if node.get("data-element") is not None:
        return _element(node, page)
    if node.get("data-notes") is not None:
        return _notes(node, page)
    return OWN.get(str(node.tag), _plain)(node, page)


def _plain(node: Node, page: Page) -> Markup:
    return _tag(str(node.tag), dict(node.items()), _inner(node, page))


def _tag(tag: str, attributes: Mapping[str, str], inner: Markup) -> Markup:
    opening = tag + "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return Markup(f"<{opening}>" if tag in VOID else f"<{opening}>{inner}</{tag}>")


# --- Elements ---------------------------------------------------------------------------------------------------------


def _element(node: Node, page: Page) -> Markup:
    name = str(node.get("data-element"))
    macro = getattr(page.macros, name, None)
    if name not in ELEMENTS or macro is None:
        raise LookupError(f"no macro for the element {name!r} in overrides/partials/elements.html")
    return Markup(macro(_part(name, node, page)))


def _part(name: str, node: Node, page: Page) -> Part:
    minutes = page.text.minutes if name == "session" else int(node.get("data-minutes", 0))
    image = node.find(".//img") if name == "figure" else None
    body = _inner(node, page, ("header", "footer")) if image is None else _image(image, page)
    return Part(
        title=_child(node, "header", page),
        body=Markup(body.strip()),
        source=_child(node, "footer", page),
        minutes=page.reader.counted("minutes", minutes) if minutes else "",
        addressee=page.reader.typeset(str(node.get("data-for", ""))),
        id=str(node.get("id", "")),
        number=str(node.get("data-number", "")),
        image="" if image is None else _image_address(image, page),
    )


def _child(node: Node, tag: str, page: Page) -> Markup:
    child = node.find(tag)
    return Markup("") if child is None else Markup(_inner(child, page).strip())


# --- Notes ------------------------------------------------------------------------------------------------------------


def _notes(node: Node, page: Page) -> Markup:
    items = Markup("\n").join(_note(item, page) for item in node.iterfind("ol/li"))
    return Markup(page.macros.notes(items))


def _note(item: Node, page: Page) -> Markup:
    """The ways back stand at the end of the note's last line."""
    number = str(item.get("id")).removeprefix("note-")
    back = Markup(page.macros.back(number, page.marks[number]))
    last = item[-1] if len(item) else None
    if last is not None and last.tag == "p" and not (last.tail or "").strip():
        inner = Markup(_inner(item, page).rstrip().removesuffix("</p>") + " " + back + Markup("</p>"))
    else:
        inner = Markup(_inner(item, page).rstrip() + " " + back)
    return _tag("li", {"id": str(item.get("id"))}, inner)


# --- Terms and headings -----------------------------------------------------------------------------------------------


def _definitions(ids: tuple[str, ...], page: Page) -> Markup:
    """What the marked terms mean, once for mouse, keyboard and screen reader."""
    say, code, terms = page.reader.typeset, page.place.language, page.reader.library.terms
    rows = [(id, say(terms[id].wordings[code].preferred), say(terms[id].definition[code])) for id in ids]
    return Markup(page.macros.definitions(rows)) if rows else Markup("")


def _term(id: str, node: Node, page: Page) -> Markup:
    glossary = page.reader.to(page.reader.site_page("glossary"))
    return Markup(page.macros.term(id, f"{glossary}#{id}", _inner(node, page)))


def _heading(node: Node, page: Page) -> Markup:
    if not page.anchors:
        return _plain(node, page)
    id = str(node.get("id"))
    link = Markup(page.macros.anchor(id))
    return _tag(str(node.tag), dict(node.items()), Markup("{} {}").format(_inner(node, page), link)) + _late(id, page)


def _late(id: str, page: Page) -> Markup:
    return Markup(page.macros.late(page.late[id])) if id in page.late else Markup("")


# --- Tables, lists, links, images -------------------------------------------------------------------------------------


def _table(node: Node, page: Page) -> Markup:
    return Markup(page.macros.scroll(_table_name(node, page), _plain(node, page)))


def _table_name(node: Node, page: Page) -> str:
    """What a screen reader says of the box that scrolls."""
    section = next((above for above in node.iterancestors("section") if above.get("data-element")), None)
    strings = page.reader.strings["elements"]
    if section is not None and section.get("data-element") == "session":
        return str(strings["session"])
    if section is not None and section.get("data-element") == "table":
        return str(strings["table"]).format(n=section.get("data-number"))
    return str(strings["plain_table"])


def _heading_cell(node: Node, page: Page) -> Markup:
    return _tag("th", {"scope": "col", **dict(node.items())}, _inner(node, page))


def _list(node: Node, page: Page) -> Markup:
    attributes = dict(node.items())
    for data, role in (("data-tasks", "tasks"), ("data-questions", "questions")):
        if attributes.pop(data, None) is not None:
            attributes["class"] = role
    return _tag(str(node.tag), attributes, _inner(node, page))


def _link(node: Node, page: Page) -> Markup:
    if number := node.get("data-note"):
        return Markup(page.macros.mark(number, node.get("id")))
    if term := node.get("data-term"):
        return _term(term, node, page)
    href = str(node.get("href", ""))
    attributes = dict(node.items())
    if href.startswith("daleel:"):
        attributes |= _within(href.removeprefix("daleel:"), page)
    elif href.startswith(("http:", "https:")):
        attributes |= {"class": "external", "rel": "external"}
    return _tag("a", attributes, _inner(node, page))


def _within(target: str, page: Page) -> Iterator[tuple[str, str]]:
    """The address of "<publication>/<chapter>#id", "<publication>" or "<site page>"; the language if it is another."""
    name, mark, anchor = target.partition("#")
    place = target_place(page.reader.library, name, page.place.language)
    yield "href", page.reader.to(place) + mark + anchor
    if place.language != page.place.language:
        yield "hreflang", place.language


def _image(node: Node, page: Page) -> Markup:
    attributes = {**dict(node.items()), "src": _image_address(node, page)}
    return _tag("img", attributes, Markup(""))


def _image_address(node: Node, page: Page) -> str:
    """Images stand once, without a language in their address."""
    image = str(node.get("src"))
    if page.place.publication is None:
        return page.reader.href(image)
    return page.reader.href(figure_path(page.reader.library.publication(page.place.publication), image).as_posix())


OWN: Mapping[str, Callable[[Node, Page], Markup]] = {
    "h2": _heading,
    "h3": _heading,
    "h4": _heading,
    "table": _table,
    "th": _heading_cell,
    "ul": _list,
    "ol": _list,
    "a": _link,
    "img": _image,
}
