"""Clean HTML (`text.py`) → XHTML of a chapter: labels, notes that open, addresses within the book.

The elements' markup lives in templates/elements.xhtml: one macro for each entry of ELEMENTS. A stranger raises.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import etree
from markupsafe import Markup, escape

from daleel import trees
from daleel.epub.links import Follow
from daleel.model import Audience, Language
from daleel.pages import pieces
from daleel.text import Text
from daleel.trees import HEADINGS, Node, StrangerError, drop_unmarked_notes, element_name, said
from daleel.wording import minutes, typeset

HELD_WITHIN = ("li", "tr")  # nothing can stand before them but their like: they hold the page break within
NO_PAGES: Mapping[int, str] = MappingProxyType({})
DEEPEST = 6  # HTML has no h7
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


@dataclass(frozen=True)
class Part:
    """An element as its macro gets it; texts are XHTML."""

    level: int  # of the label's heading
    title: Markup  # "" without one
    body: Markup
    source: Markup  # "" without one
    minutes: str  # "35 minutes"; "" without them
    addressee: Markup  # of recommendations; "" elsewhere
    id: str  # of a figure or a table
    number: str


@dataclass(frozen=True)
class Surroundings:
    """What a chapter's XHTML depends on beside its tree."""

    text: Text
    language: Language
    follow: Follow
    macros: Any  # the module of elements.xhtml
    notes: Mapping[str, int]  # number by id of the note
    marks: Mapping[str, list[str]]  # ids of the marks by id of the note
    pages: Mapping[Node, str]  # page that the node begins in the PDF


# The tree


def parsed(html: str, audience: Audience) -> Node:
    """The chapter's tree, without what this audience does not see and without the notes to it."""
    root = trees.parsed(html, audience)
    drop_unmarked_notes(root)
    return root


def ids(root: Node) -> frozenset[str]:
    """What links may lead to."""
    return frozenset(str(element.get("id")) for element in root.iter(etree.Element) if element.get("id"))


def contents(root: Node) -> Iterator[tuple[str, str]]:
    """Id and plain title of the headings that stand in the table of contents."""
    for heading in root.findall("h2"):
        if heading.get("id"):
            yield str(heading.get("id")), " ".join("".join(said(heading)).split())


def slanted(root: Node) -> str:
    """All that stands in italics in left-to-right text."""
    return "".join("".join(map(str, element.itertext())) for element in root.iter("em"))


# XHTML


def chapter_xhtml(
    root: Node, text: Text, language: Language, follow: Follow, pages: Mapping[int, str] = NO_PAGES
) -> Markup:
    """`root` comes from `parsed`; `pages`: of the PDF, by the piece that begins each."""
    marks: dict[str, list[str]] = {}
    for mark in root.iterfind(".//a[@data-note]"):
        marks.setdefault(str(mark.get("href")).removeprefix("#"), []).append(str(mark.get("id")))
    notes = {str(note.get("id")): n for n, note in enumerate(root.iterfind("section[@data-notes]/ol/li"), start=1)}
    begun = {piece: pages[number] for piece, number in pieces(root).items() if number in pages}
    macros = TEMPLATES.get_template("elements.xhtml").make_module({"t": language.strings})
    return _inner(root, Surroundings(text, language, follow, macros, notes, marks, begun)).strip()


def _inner(node: Node, around: Surroundings, leave_out: tuple[str, ...] = ()) -> Markup:
    """What stands in the node, without its children of the tags to leave out."""
    pieces = [escape(node.text or "")]
    for child in node:
        if child.tag not in leave_out:
            pieces.append(_outer(child, around))
        pieces.append(escape(child.tail or ""))
    return Markup("").join(pieces)


def _outer(node: Node, around: Surroundings) -> Markup:
    if node.tag not in TAGS:
        raise StrangerError(f"<{node.tag}> has no entry here")
    before = Markup("") if node.tag in HELD_WITHIN else _page_break(node, around)
    return before + TAGS[str(node.tag)](node, around)


def _page_break(node: Node | None, around: Surroundings) -> Markup:
    page = around.pages.get(node) if node is not None else None
    return Markup("") if page is None else page_break(page)


def page_break(page: str) -> Markup:
    """Written with both tags: only void elements may close themselves."""
    return Markup('<span epub:type="pagebreak" role="doc-pagebreak" id="{0}" aria-label="{1}"></span>').format(
        page_id(page), page
    )


def page_id(page: str) -> str:
    return f"page.{page}"  # authors' ids have no dots


def tag(name: str, attributes: Mapping[str, str], inner: Markup) -> Markup:
    opening = Markup(name) + Markup("").join(Markup(' {}="{}"').format(*item) for item in attributes.items())
    return Markup("<{0}>{1}</{2}>").format(opening, inner, name) if inner else Markup("<{0}/>").format(opening)


def _attributes(node: Node, **more: str) -> dict[str, str]:
    """Those that XHTML has too. XML knows languages by xml:lang, HTML by lang: reading systems look at either."""
    found = {name: str(node.get(name)) for name in ("id", "lang", "dir", "title", "start") if node.get(name)}
    if "lang" in found:
        found["xml:lang"] = found["lang"]
    return found | {name: value for name, value in more.items() if value}


def _plain(node: Node, around: Surroundings) -> Markup:
    inner = _inner(node, around)
    # Only void elements may close themselves: XHTML that is taken for HTML would leave the others open.
    return tag(str(node.tag), _attributes(node), inner) if inner else _empty(node)


def _empty(node: Node) -> Markup:
    return tag(str(node.tag), _attributes(node), Markup("\u200b")) if node.get("id") else Markup("")


def _void(node: Node, around: Surroundings) -> Markup:
    return tag(str(node.tag), _attributes(node), Markup(""))


def _code(node: Node, around: Surroundings) -> Markup:
    """`direction` is forbidden in the CSS of an EPUB (CSS-001): code has the attribute."""
    return tag(str(node.tag), _attributes(node) | {"dir": "ltr"}, _inner(node, around))


def _list(node: Node, around: Surroundings) -> Markup:
    role = next((name for name in ("tasks", "questions") if node.get(f"data-{name}") is not None), "")
    return tag(str(node.tag), _attributes(node, **{"class": role}), _inner(node, around))


def _item(node: Node, around: Surroundings) -> Markup:
    done = "done" if node.get("data-done") == "true" else ""
    inner = _page_break(node, around) + _inner(node, around)
    return Markup("<li{}>{}</li>").format(_written(_attributes(node, **{"class": done})), inner)


def _table(node: Node, around: Surroundings) -> Markup:
    """Without a head of empty cells."""
    head = node.find("thead")
    blank = head is not None and not "".join(map(str, head.itertext())).strip()
    return tag("table", _attributes(node), _inner(node, around, ("thead",) if blank else ()))


def _cell(node: Node, around: Surroundings) -> Markup:
    attributes = _attributes(node, **{"class": str(node.get("data-align", ""))})
    if node.tag == "th":
        attributes["scope"] = "col" if next(node.iterancestors("thead"), None) is not None else "row"
    row = None if node.getprevious() is not None else node.getparent()
    inner = _page_break(row, around) + _inner(node, around)
    return Markup("<{0}{1}>{2}</{0}>").format(str(node.tag), _written(attributes), inner)


def _written(attributes: Mapping[str, str]) -> Markup:
    return Markup("").join(Markup(' {}="{}"').format(*item) for item in attributes.items())


def _link(node: Node, around: Surroundings) -> Markup:
    if node.get("data-note"):
        note = str(node.get("href")).removeprefix("#")
        return Markup(around.macros.mark(around.notes[note], note, node.get("id")))
    href, inner = around.follow(str(node.get("href", ""))), _inner(node, around)
    return inner if href is None else tag("a", {"href": href, **_attributes(node)}, inner)


def _image(node: Node, around: Surroundings) -> Markup:
    size = {name: str(node.get(name)) for name in ("width", "height") if node.get(name)}
    return tag("img", {"src": quote(str(node.get("src"))), "alt": str(node.get("alt", "")), **size}, Markup(""))


# Elements and notes


def _section(node: Node, around: Surroundings) -> Markup:
    if node.get("data-notes") is not None:
        notes = [_note(note, around) for note in node.iterfind("ol/li")]
        return Markup(around.macros.notes(Markup("\n").join(notes)))
    name = element_name(node)
    macro = getattr(around.macros, name, None)
    if macro is None:
        raise StrangerError(f"the element {name!r} has no macro in templates/elements.xhtml")
    return Markup(macro(_part(name, node, around)))


def _part(name: str, node: Node, around: Surroundings) -> Part:
    time = around.text.minutes if name == "session" else int(node.get("data-minutes", 0))
    image = node.find(".//img") if name == "figure" else None
    body = _inner(node, around, ("header", "footer")) if image is None else _image(image, around)
    return Part(
        level=_level(node),
        title=_child(node, "header", around),
        body=body.strip(),
        source=_child(node, "footer", around),
        minutes=minutes(time, around.language) if time else "",
        addressee=typeset(str(node.get("data-for", "")), around.language),
        id=str(node.get("id", "")),
        number=str(node.get("data-number", "")),
    )


def _child(node: Node, name: str, around: Surroundings) -> Markup:
    child = node.find(name)
    return Markup("") if child is None else _inner(child, around).strip()


def _level(node: Node) -> int:
    """One below the heading under which the element stands; the chapter's title is of level 1."""
    outer = [node, *(above for above in node.iterancestors("section"))]
    before = next((one for one in outer[-1].itersiblings(*HEADINGS, preceding=True)), None)
    return min(DEEPEST, (1 if before is None else int(str(before.tag)[1])) + len(outer))


def _note(note: Node, around: Surroundings) -> Markup:
    id = str(note.get("id"))
    number = around.notes[id]
    paragraphs = list(note) if len(note) and all(child.tag == "p" for child in note) else []
    bodies = [_inner(child, around).strip() for child in paragraphs or [note]]
    blocks = not paragraphs and any(child.tag in BLOCKS for child in note)
    return Markup(around.macros.note_text(id, number, bodies, blocks, around.marks[id]))


Xhtml: TypeAlias = Callable[[Node, Surroundings], Markup]
BLOCKS: dict[str, Xhtml] = {
    **dict.fromkeys(("h2", "h3", "h4", "p", "dl", "dt", "dd", "blockquote", "thead", "tbody", "tr"), _plain),
    "ul": _list,
    "ol": _list,
    "li": _item,
    "pre": _code,
    "hr": _void,
    "table": _table,
    "th": _cell,
    "td": _cell,
    "section": _section,
}
TAGS: dict[str, Xhtml] = {
    **BLOCKS,
    **dict.fromkeys(("em", "strong", "sub", "sup", "del", "abbr", "span", "bdi"), _plain),
    "code": _code,
    "br": _void,
    "a": _link,
    "img": _image,
}
