"""A chapter's clean HTML → Typst code, with string literals only, never Typst markup: no author's text can become code.

Every element of elements.py and every tag of text.py has its entry in a table below; a stranger raises.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from types import MappingProxyType
from typing import TypeAlias, TypeVar

import lxml.html
from lxml import etree

from daleel.model import Language
from daleel.print.wording import WHITESPACE, block, literal, ltr_run, text_code, words
from daleel.trees import StrangerError, element_name, parsed, sheets
from daleel.wording import minutes

Element: TypeAlias = etree._Element
Node = str | Element
Code = TypeVar("Code")
NARROW = 12  # characters; a column of cells so short takes no more room than it needs
TO_FILL = 40  # characters; what an empty column is taken to hold
TICK = 3  # characters; an empty column under so short a head ("4") is to be ticked
WIDE = 5  # columns; a table of so many takes the side column too
RLM = literal("\u200f")
NO_PIECES: Mapping[Element, int] = MappingProxyType({})
NEW_PAGE = "pagebreak(weak: true)"

HEADINGS = ("h2", "h3", "h4")


@dataclass(frozen=True)
class Surroundings:
    """What a chapter's code depends on beside its HTML."""

    language: Language
    chapter: str  # its name or its handout's, with which the labels of its ids begin
    follow: Callable[[str], str | None]  # href → code of the destination; None where this edition has none
    notes: Mapping[str, Element]  # by id, the li of each note
    first_marks: frozenset[str]  # ids of the marks at which the notes stand; later marks repeat a number
    pieces: Mapping[Element, int]  # whose pages are to be known


# The tree


def summary(html: str) -> Element:
    """A brief's key messages and recommendations, without the marks of notes."""
    tree = lxml.html.Element("div")
    for section in parsed(html, "participant").iterfind(".//section[@data-element]"):
        if element_name(section) in ("messages", "recommendations"):
            tree.append(deepcopy(section))
            tree[-1].tail = None
    for mark in [mark.getparent() for mark in tree.iterfind(".//a[@data-note]")]:
        assert mark is not None
        mark.drop_tree()
    return tree


def handouts(html: str) -> Iterator[Element]:
    return sheets(html, title_level=2)


def attribute(element: Element, name: str) -> str:
    value = element.get(name)
    if value is None:
        raise StrangerError(f"<{element.tag}> without {name}")
    return str(value)


def label_name(chapter: str, id: str) -> str:
    return f"{chapter}#{id}"


def labels(root: Element, chapter: str) -> set[str]:
    """What links may lead to. Notes and their marks are Typst's own affair."""
    return {
        label_name(chapter, attribute(element, "id"))
        for element in root.iter(*BLOCKS, *INLINES)
        if element.get("id") and element.get("data-note") is None
    }


def chapter_code(
    root: Element,
    language: Language,
    chapter: str,
    follow: Callable[[str], str | None],
    pieces: Mapping[Element, int] = NO_PIECES,
) -> str:
    """The chapter's text as statements, one a line. `root` comes from `parsed`; `pieces` whose pages are to be known."""
    return "\n".join(statements(nodes(root), surroundings(root, language, chapter, follow, pieces)))


def handout_arguments(root: Element, language: Language, name: str, follow: Callable[[str], str | None]) -> list[str]:
    """What it is, its title, its text. `root` comes from `handouts`; `name` begins the labels of its ids."""
    around = surroundings(root, language, name, follow)
    return [*arguments(root[0], around), body(root[0], around)]


def surroundings(
    root: Element,
    language: Language,
    chapter: str,
    follow: Callable[[str], str | None],
    pieces: Mapping[Element, int] = NO_PIECES,
) -> Surroundings:
    notes = {attribute(note, "id"): note for note in root.findall("section[@data-notes]/ol/li")}
    first_marks: dict[str, str] = {}
    for mark in root.findall(".//a[@data-note]"):
        first_marks.setdefault(attribute(mark, "href"), attribute(mark, "id"))
    return Surroundings(language, chapter, follow, notes, frozenset(first_marks.values()), pieces)


def nodes(parent: Element) -> list[Node]:
    """Text and elements in order."""
    found: list[Node] = [parent.text or ""]
    for child in parent:
        found += [child, child.tail or ""]
    return [node for node in found if not isinstance(node, str) or node]


def without(parent: Element, *tags: str) -> list[Node]:
    return [node for node in nodes(parent) if isinstance(node, str) or node.tag not in tags]


def plain(node: Node) -> str:
    return node if isinstance(node, str) else "".join(map(str, node.itertext()))


def collapsed(element: Element) -> str:
    return WHITESPACE.sub(" ", plain(element)).strip()


# Text inside a line


def inline(run: list[Node], around: Surroundings) -> list[str]:
    """Expressions for a run of text and inline elements; white space as HTML has it."""
    out: list[str] = []
    for nth, node in enumerate(run):
        if isinstance(node, str):
            before, after = run[nth - 1] if nth else None, run[nth + 1] if nth + 1 < len(run) else None
            out += words(_trimmed(node, before, after), around.language)
            continue
        if is_mark(node) and around.language.rtl and not _ends_in_letter(run[:nth]):
            out.append(RLM)  # else a mark after a number joins the number on its wrong side (typst#3108)
            out += ["mark-gap"] if _ends_in_digit(run[:nth]) else []
        out += anchor(node, around)
        out.append(entry(INLINES, node)(node, around))
    return out


def _trimmed(text: str, before: Node | None, after: Node | None) -> str:
    """Without white space at the run's ends and after a line break."""
    text = WHITESPACE.sub(" ", text)
    if before is None or (not isinstance(before, str) and before.tag == "br"):
        text = text.lstrip(" ")
    return text.rstrip(" ") if after is None else text


def _ends_in_letter(run: list[Node]) -> bool:
    before = _last(run)
    return before.isalpha() and not before.isascii()


def _ends_in_digit(run: list[Node]) -> bool:
    return _last(run).isdecimal()


def _last(run: list[Node]) -> str:
    return "".join(map(plain, run[-1:]))[-1:]


def content(element: Element, around: Surroundings) -> str:
    return block(inline(nodes(element), around))


def is_mark(element: Element) -> bool:
    return element.tag == "sup" and element.find("a[@data-note]") is not None


def wrapped(function: str) -> Callable[[Element, Surroundings], str]:
    return lambda element, around: f"{function}({content(element, around)})"


def superior(element: Element, around: Surroundings) -> str:
    mark = element.find("a[@data-note]")
    return f"super({content(element, around)})" if mark is None else footnote(mark, around)


def footnote(mark: Element, around: Surroundings) -> str:
    id = attribute(mark, "href").removeprefix("#")
    name = literal(label_name(around.chapter, id))
    if attribute(mark, "id") not in around.first_marks:
        return f"footnote(label({name}))"
    return f"labelled({name}, footnote({note_body(around.notes[id], around)}))"


def note_body(note: Element, around: Surroundings) -> str:
    paragraphs = list(note)
    if paragraphs and all(child.tag == "p" for child in paragraphs):
        return block(between("parbreak()", [content(child, around) for child in paragraphs]))
    return block(statements(nodes(note), around))


def link(element: Element, around: Surroundings) -> str:
    body, destination = content(element, around), around.follow(element.get("href", ""))
    return body if destination is None else f"link({destination}, {body})"


def isolated(element: Element, around: Surroundings) -> bool:
    """Does it stand in a run that is isolated already?"""
    return any(parent.get("dir") not in (None, around.language.direction) for parent in element.iterancestors())


def foreign(element: Element, around: Surroundings) -> str:
    """bdi and span: a run of another language or direction."""
    lang = element.get("lang", "").partition("-")[0]
    if element.get("dir") in (None, around.language.direction) or isolated(element, around):
        body = content(element, around)
        return f"text(lang: {literal(lang)}, {body})" if lang else body
    if element.get("dir") == "rtl":
        return f"text(dir: rtl, lang: {literal(lang or 'ar')}, {content(element, around)})"
    if all(child.tag in ("bdi", "span") for child in element.iterdescendants()):
        # One string: neighbouring strings of another direction would each be isolated, and stand in the wrong order.
        parts = [literal(WHITESPACE.sub(" ", plain(element)))]
    else:
        parts = inline(nodes(element), around)
    return ltr_run(parts, collapsed(element), lang or "en", heading=in_heading(element))


def in_heading(element: Element) -> bool:
    return any(parent.tag in HEADINGS for parent in element.iterancestors())


def picture(element: Element, around: Surroundings) -> str:
    path, description = literal("/" + attribute(element, "src")), literal(element.get("alt", ""))
    return (
        f"parts.picture({path}, {description}, {int(attribute(element, 'width'))}, {int(attribute(element, 'height'))})"
    )


# Blocks


def statements(run: Iterable[Node], around: Surroundings) -> list[str]:
    """Statements for blocks and for the lines of text between them."""
    out: list[str] = []
    for is_block, group in groupby(run, key=lambda node: not isinstance(node, str) and node.tag in BLOCKS):
        if is_block:
            for element in group:
                assert not isinstance(element, str)
                out += placed(element, around)
        elif line := inline(_stripped(list(group)), around):
            out.append(block(line))
    return out


def _stripped(run: list[Node]) -> list[Node]:
    """Without the white space between blocks."""
    return run if any(not isinstance(node, str) or node.strip() for node in run) else []


def placed(element: Element, around: Surroundings) -> list[str]:
    """A block with what it is found by: on its page, not on the one before."""
    code = entry(BLOCKS, element)(element, around)
    new_page = code[:1] if code[:1] == [NEW_PAGE] else []
    return [*new_page, *start(element, around), *anchor(element, around), *code[len(new_page) :]]


def item_code(item: Element, around: Surroundings) -> str:
    return block([*start(item, around), *statements(nodes(item), around)])


def start(element: Element, around: Surroundings) -> list[str]:
    """Something to find its page by."""
    number = around.pieces.get(element)
    return [] if number is None else [f"begins({literal(around.chapter)}, {number})"]


def body(parent: Element, around: Surroundings) -> str:
    return block(statements(without(parent, "header", "footer"), around))


def anchor(element: Element, around: Surroundings) -> list[str]:
    """Something to lead links to, for tags that bear no label of their own."""
    if element.get("id") is None or element.tag in (*HEADINGS, "a") or element.get("data-number"):
        return []
    return [f"anchor({literal(label_name(around.chapter, attribute(element, 'id')))})"]


def heading(element: Element, around: Surroundings) -> list[str]:
    code = f"heading(level: {str(element.tag)[1]}, {content(element, around)})"
    if element.get("id") is None:
        return [code]
    return [f"labelled({literal(label_name(around.chapter, attribute(element, 'id')))}, {code})"]


def paragraph(element: Element, around: Surroundings) -> list[str]:
    if len(element) == 1 and element[0].tag == "img" and not plain(element).strip():
        return [picture(element[0], around)]
    return [f"par({content(element, around)})"]


def unordered(element: Element, around: Surroundings) -> list[str]:
    items = [(item.get("data-done") == "true", item_code(item, around)) for item in element]
    if element.get("data-tasks") is None:
        return [f"list({', '.join(code for _, code in items)})"]
    return [
        f"parts.tasks({'true' if done else 'false'}, {', '.join(code for _, code in group)})"
        for done, group in groupby(items, key=lambda item: item[0])
    ]


def ordered(element: Element, around: Surroundings) -> list[str]:
    items = [item_code(item, around) for item in element]
    first = int(element.get("start", "1"))
    if element.get("data-questions") is not None:
        return [f'parts.question("{number}.", {item})' for number, item in enumerate(items, first)]
    return [f"enum({f'start: {first}, ' if first != 1 else ''}{', '.join(items)})"]


def definitions(element: Element, around: Surroundings) -> list[str]:
    items: list[tuple[list[str], list[str]]] = []
    for child in element:
        if child.tag == "dt" and (not items or items[-1][1]):
            items.append(([], []))
        terms, meanings = items[-1]
        if child.tag == "dt":
            terms.append(content(child, around))
        else:
            meanings.append(block(statements(nodes(child), around)))
    described = [
        "terms.item(" + ", ".join([block(between("linebreak()", terms)), block(between("parbreak()", meanings))]) + ")"
        for terms, meanings in items
    ]
    return [f"terms({', '.join(described)})"]


def between(separator: str, parts: list[str]) -> list[str]:
    """The parts with the separator between them."""
    return [piece for part in parts for piece in (separator, part)][1:]


def preformatted(element: Element, around: Surroundings) -> list[str]:
    lines = plain(element).strip("\n")
    return [f"raw(block: true, {literal(lines)})"]


def table(element: Element, around: Surroundings, bold_first: bool = False) -> list[str]:
    """Rows of cells. `bold_first`: the cells of the first column are bold, as row headers are."""
    head = [cell for row in element.findall("thead/tr") for cell in row]
    rows = [list(row) for row in element.findall("tbody/tr")]
    cells = [
        block(
            [*(start(cell.getparent(), around) if nth == 0 else []), cell_code(cell, around, bold_first and nth == 0)]
        )
        for row in rows
        for nth, cell in enumerate(row)
    ]
    if not any(map(collapsed, head)):
        head = []
    columns = columns_of([*([head] if head else []), *rows])
    aligned = [cell.get("data-align", "start") for cell in (head or rows[0])]
    heads = [content(cell, around) for cell in head]
    return [f"parts.rows({array(columns)}, {array(aligned)}, {array(heads)}, {', '.join(cells)})"]


def cell_code(cell: Element, around: Surroundings, bold: bool) -> str:
    if bold or cell.tag == "th":
        return f"strong({content(cell, around)})"
    return block(statements(nodes(cell), around) or ["parts.blank"])


def array(items: list[str]) -> str:
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})"


def columns_of(rows: list[list[Element]]) -> list[str]:
    """Widths: what the short columns need; the rest shared by how much the others hold, or are to be filled with."""
    columns = [[len(collapsed(cell)) for cell in column] for column in zip(*rows, strict=True)]
    widths = [column_width(*column) for column in columns]
    return widths if any(width != "auto" for width in widths) else [*widths[:-1], "1fr"]


def column_width(head: int, *cells: int) -> str:
    if cells and not any(cells) and 0 < head <= TICK:
        return "14mm"
    longest = max(head, *cells) if any(cells) else TO_FILL
    return "auto" if longest <= NARROW else f"{sqrt(longest):.1f}fr"


# Elements


def arguments(section: Element, around: Surroundings) -> list[str]:
    """The label in the reader's language; minutes and title where the author gave them."""
    language, name = around.language, element_name(section)
    found = [text_code(language.strings["elements"][name], language)]
    if time := section.get("data-minutes"):
        found.append(f"minutes: {text_code(minutes(int(time), language), language)}")
    if (header := section.find("header")) is not None:
        found.append(f"title: {content(header, around)}")
    return found


def call(name: str, *arguments: str) -> str:
    return f"parts.{name}({', '.join(arguments)})"


def framed(section: Element, around: Surroundings) -> list[str]:
    return [call(element_name(section), *arguments(section, around), body(section, around))]


def session(section: Element, around: Surroundings) -> list[str]:
    """Minutes stand in the first column; their sum beside the table."""
    numbers = [collapsed(row[0]) for row in section.findall(".//tbody/tr")]
    total = minutes(sum(int(number) for number in numbers if number.isdecimal()), around.language)
    parts: list[str] = []
    for child in section:
        if child.tag == "table":
            parts += table(child, around, bold_first=True)
        elif child.tag != "header":
            parts += statements([child], around)
    label, *title = arguments(section, around)
    return [call("session", label, f"minutes: {text_code(total, around.language)}", *title, block(parts))]


def handout(section: Element, around: Surroundings) -> list[str]:
    """On pages of its own, unless it stands inside something."""
    code = framed(section, around)
    on_top = section.getparent() is not None and section.getparent().getparent() is None
    return [NEW_PAGE, *code, NEW_PAGE] if on_top else code


def recommendations(section: Element, around: Surroundings) -> list[str]:
    addressee = f"addressee: {text_code(attribute(section, 'data-for'), around.language)}"
    return [call("recommendations", *arguments(section, around), addressee, body(section, around))]


def numbered(section: Element, around: Surroundings) -> list[str]:
    """A figure or a table with number, caption and source."""
    name, language = element_name(section), around.language
    mark = language.strings["elements"][name].format(n=attribute(section, "data-number"))
    header, footer = section.find("header"), section.find("footer")
    title = '""' if header is None else content(header, around)
    source = "none" if footer is None else source_code(footer, around)
    label = literal(label_name(around.chapter, attribute(section, "id")))
    wide = [] if name == "figure" else [str(is_wide(section)).lower()]
    return [call(name, label, text_code(mark, language), title, source, *wide, body(section, around))]


def is_wide(section: Element) -> bool:
    return any(len(row) >= WIDE for row in section.iter("tr"))


def source_code(footer: Element, around: Surroundings) -> str:
    before, _, after = around.language.strings["elements"]["source"].partition("{source}")
    return block([literal(before), content(footer, around), *([literal(after)] if after else [])])


def section(element: Element, around: Surroundings) -> list[str]:
    if element.get("data-notes") is not None:
        return []  # each note stands at its mark
    return ELEMENT_CODE[element_name(element)](element, around)


def entry(table: Mapping[str, Code], element: Element) -> Code:
    if element.tag not in table:
        raise StrangerError(f"<{element.tag}> has no entry here")
    return table[str(element.tag)]


InlineCode = Callable[[Element, Surroundings], str]
BlockCode = Callable[[Element, Surroundings], list[str]]

INLINES: dict[str, InlineCode] = {
    "em": wrapped("emph"),
    "strong": wrapped("strong"),
    "sub": wrapped("sub"),
    "del": wrapped("strike"),
    "sup": superior,
    "abbr": content,
    "code": lambda element, around: f"raw({literal(plain(element))})",
    "br": lambda element, around: "linebreak()",
    "span": foreign,
    "bdi": foreign,
    "a": link,
    "img": picture,
}
BLOCKS: dict[str, BlockCode] = {
    "h2": heading,
    "h3": heading,
    "h4": heading,
    "p": paragraph,
    "ul": unordered,
    "ol": ordered,
    "dl": definitions,
    "blockquote": lambda element, around: [f"quote(block: true, {body(element, around)})"],
    "pre": preformatted,
    "hr": lambda element, around: ["separator"],
    "table": table,
    "section": section,
}
ELEMENT_CODE: dict[str, BlockCode] = {
    "outcomes": framed,
    "session": session,
    "keypoint": framed,
    "case": framed,
    "exercise": framed,
    "discussion": framed,
    "checklist": framed,
    "handout": handout,
    "check": framed,
    "answer": framed,
    "facilitator": framed,
    "messages": framed,
    "recommendations": recommendations,
    "note": framed,
    "warning": framed,
    "quote": framed,
    "figure": numbered,
    "table": numbered,
}
