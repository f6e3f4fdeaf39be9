"""Clean HTML (`text.py`) → WordprocessingML. Every tag has its entry in a table below; a stranger raises."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from math import sqrt
from typing import TypeVar

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

from daleel.trees import StrangerError, element_name
from daleel.word import look
from daleel.word.draft import bookmark_name, bookmarked
from daleel.word.look import BOXES, STEP
from daleel.word.markup import Node, field, local, paragraph_properties, run, text, w
from daleel.word.setting import (
    BlockMarkup,
    InlineMarkup,
    Marks,
    Surroundings,
    add,
    gap,
    hyperlink,
    paragraph,
    properties_of,
    turned_back,
    words,
)
from daleel.word.styles import BULLETS, QUESTIONS
from daleel.word.tree import WHITESPACE, plain

Entry = TypeVar("Entry")
NARROW = 12  # characters; a column of cells so short takes no more room than it needs
TO_FILL = 40  # characters; what an empty column is taken to hold
CHARACTER = 105  # twentieths of a point, of the tables' letters
CELL = 180  # twentieths of a point; the room at the sides of a cell
DEEPEST = 2  # level of lists, from 0


def chapter(root: Node, around: Surroundings) -> list[Node]:
    """Paragraphs and tables; the last one is a paragraph."""
    found = list(flow(nodes(root), around))
    if not found or local(found[-1]) != "p":
        found.append(gap(around))
    return found


def nodes(parent: Node, *leave_out: str) -> list[str | Node]:
    """Text and elements in order."""
    found: list[str | Node] = [parent.text or ""]
    for child in parent:
        found += [child, child.tail or ""]
    return [node for node in found if (node if isinstance(node, str) else node.tag not in leave_out)]


def entry(table: Mapping[str, Entry], element: Node) -> Entry:
    if element.tag not in table:
        raise StrangerError(f"<{element.tag}> has no entry here")
    return table[str(element.tag)]


def flow(run_of_nodes: Iterable[str | Node], around: Surroundings) -> Iterator[Node]:
    """Blocks, and paragraphs for the lines of text between them."""
    for is_block, group in groupby(run_of_nodes, key=lambda node: not isinstance(node, str) and node.tag in BLOCKS):
        members = list(group)
        if is_block:
            for element in members:
                assert not isinstance(element, str)
                yield from anchored(element, list(entry(BLOCKS, element)(element, around)), around)
        elif any(not isinstance(node, str) or node.strip() for node in members):
            yield paragraph(around, inline(members, around, Marks()))


def anchored(element: Node, blocks: list[Node], around: Surroundings) -> list[Node]:
    """With a bookmark in the first paragraph, if the element has an id."""
    id = element.get("id")
    target = next((one for block in blocks for one in block.iter(qn("w:p"))), None)
    if id and target is not None:
        start, end = bookmarked(bookmark_name(around.chapter, str(id)), next(around.draft.ids), [])
        target.insert(1, start)
        target.append(end)
    return blocks


def inline(run_of_nodes: Iterable[str | Node], around: Surroundings, marks: Marks) -> Iterator[Node]:
    for node in run_of_nodes:
        if isinstance(node, str):
            yield from words(WHITESPACE.sub(" ", node), around, marks)
            continue
        found = list(entry(INLINES, node)(node, around, marks))
        if node.get("id") and node.tag != "a":
            found = bookmarked(bookmark_name(around.chapter, str(node.get("id"))), next(around.draft.ids), found)
        yield from found


# Tags within a line


def styled(style: str) -> InlineMarkup:
    def markup(node: Node, around: Surroundings, marks: Marks) -> Iterator[Node]:
        styles = marks.styles if style in marks.styles else (*marks.styles, style)
        yield from inline(nodes(node), around, replace(marks, styles=styles))

    return markup


def set_with(name: str, value: str = "") -> InlineMarkup:
    def markup(node: Node, around: Surroundings, marks: Marks) -> Iterator[Node]:
        yield from inline(nodes(node), around, replace(marks, properties=(*marks.properties, (name, value))))

    return markup


def as_it_is(node: Node, around: Surroundings, marks: Marks) -> Iterator[Node]:
    yield from inline(nodes(node), around, marks)


def superior(node: Node, around: Surroundings, marks: Marks) -> Iterator[Node]:
    mark = node.find("a[@data-note]")
    yield from set_with("vertAlign", "superscript")(node, around, marks) if mark is None else note_mark(mark, around)


def foreign(node: Node, around: Surroundings, marks: Marks) -> Iterator[Node]:
    """bdi and span: a run of another language or direction."""
    named = str(node.get("lang", "")) or marks.language
    direction = str(node.get("dir", "")) or marks.direction
    yield from inline(nodes(node), around, replace(marks, language=named, direction=direction))
    if around.language.rtl and direction == "ltr" != marks.direction:
        yield turned_back()


def symbol(node: Node, around: Surroundings, marks: Marks) -> Iterator[Node]:
    yield from styled("DaleelSymbol")(node, around, replace(marks, direction="ltr"))
    if around.language.rtl and marks.direction != "ltr":
        yield turned_back()


def line_break(node: Node, around: Surroundings, marks: Marks) -> Iterator[Node]:
    yield run(w("br"))


def link(node: Node, around: Surroundings, marks: Marks) -> Iterator[Node]:
    target = around.follow(str(node.get("href", "")))
    if target is None:
        yield from inline(nodes(node), around, marks)
        return
    content = inline(nodes(node), around, replace(marks, styles=(*marks.styles, "Hyperlink")))
    yield hyperlink(target, content, around.part)


def note_mark(mark: Node, around: Surroundings) -> Iterator[Node]:
    """A note that is marked once more is referred to: it stays one note."""
    id = str(mark.get("href")).removeprefix("#")
    name = bookmark_name(around.chapter, id)
    superscript = Marks(("FootnoteReference",))
    if around.language.rtl:
        yield turned_back()  # a mark after a number would join the number on its wrong side
    if id in around.numbers:
        number = words(str(around.numbers[id]), around, superscript)
        yield from field(f"NOTEREF {name} \\f \\h", list(number), [w("rStyle", val="FootnoteReference")])
        return
    note = write_note(around.notes[id], around)
    around.numbers[id] = int(note)  # through the whole document: LibreOffice 7.4 numbers notes of sections 0
    reference = w("footnoteReference", id=note)
    own = [run(reference, properties=properties_of(around, superscript, around.language.rtl))]
    yield from bookmarked(name, next(around.draft.ids), own) if id in around.again else own


def write_note(source: Node, around: Surroundings) -> str:
    """Its id."""
    note = around.draft.new_note()
    within = replace(around, part=around.draft.notes_part, style="FootnoteText", indent=0, level=0)
    blocks = list(flow(nodes(source), within))
    if not blocks or local(blocks[0]) != "p":
        blocks.insert(0, paragraph(within, []))
    number = properties_of(around, Marks(("FootnoteReference",)), around.language.rtl)
    blocks[0].insert(1, run(text("\u00a0")))
    blocks[0].insert(1, run(w("footnoteRef"), properties=number))
    note.extend(blocks)
    return str(note.get(qn("w:id")))


def picture(node: Node, around: Surroundings, marks: Marks) -> Iterator[Node]:
    """At its own size, as far as the page allows. Pixels are CSS pixels: 96 to the inch."""
    width, height = (int(node.get(name)) * 15 for name in ("width", "height"))
    scale = min(1, around.width / width, look.PICTURE_HEIGHT / height)
    image = around.image(str(node.get("src")))
    yield run(around.draft.picture(image, round(width * scale), round(height * scale), str(node.get("alt", ""))))


# Blocks


def heading(node: Node, around: Surroundings) -> Iterator[Node]:
    yield paragraph(around, inline(nodes(node), around, Marks()), style=f"Heading{str(node.tag)[1]}")


def plain_paragraph(node: Node, around: Surroundings) -> Iterator[Node]:
    if len(node) == 1 and node[0].tag == "img" and not plain(node):
        yield paragraph(around, picture(node[0], around, Marks()), style="DaleelFigure")
        return
    yield paragraph(around, inline(nodes(node), around, Marks()))


def items(node: Node, around: Surroundings) -> Iterator[Node]:
    if node.get("data-tasks") is not None:
        yield from tasks(node, around)
        return
    ordered, level = node.tag == "ol", min(around.level, DEEPEST)
    number = around.draft.new_list(level, int(node.get("start", 1))) if ordered else BULLETS
    for item in node:
        yield from listed(item, around, "ListNumber" if ordered else "ListBullet", number, level)


def listed(item: Node, around: Surroundings, style: str, number: int, level: int) -> Iterator[Node]:
    """An item's first paragraph bears the mark; what follows stands below it."""
    suffix = "" if level == 0 else str(level + 1)
    body = around.style in ("Normal", "ListContinue", "ListContinue2", "ListContinue3")
    below = (
        replace(around, style=f"ListContinue{suffix}", level=level + 1, width=around.width - STEP)
        if body
        else replace(around, indent=STEP * (level + 1), level=level + 1, width=around.width - STEP)
    )
    blocks = list(flow(nodes(item), below))
    if not blocks or local(blocks[0]) != "p" or blocks[0].find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None:
        blocks.insert(0, paragraph(below, []))
    first = blocks[0]
    numbered = w("numPr", w("ilvl", val=level), w("numId", val=number))
    kept = [one for one in first.find(qn("w:pPr")) if local(one) not in ("pStyle", "ind")]
    named = f"{style}{suffix}" if body else around.style
    first.replace(first.find(qn("w:pPr")), paragraph_properties([*kept, w("pStyle", val=named), numbered]))
    yield from blocks


def tasks(node: Node, around: Surroundings) -> Iterator[Node]:
    for item in node:
        below = replace(around, indent=STEP, level=1, width=around.width - STEP)
        blocks = list(flow(nodes(item), below))
        if not blocks or local(blocks[0]) != "p":
            blocks.insert(0, paragraph(below, []))
        first = blocks[0]
        add(first, w("pStyle", val="DaleelTasks"), w("ind", left=STEP, hanging=STEP))
        first.insert(1, run(w("tab")))
        first.insert(1, tick_box(item.get("data-done") == "true", next(around.draft.ids)))
        yield from blocks


def tick_box(done: bool, id: int) -> Node:
    """[MS-DOCX] 2.6.1.12: checkbox. Word ticks it at a click; on paper it is a square."""
    box: Node = parse_xml(f"""<w:sdt {nsdecls("w", "w14")}><w:sdtPr><w:id w:val="{id}"/>
        <w14:checkbox><w14:checked w14:val="{int(done)}"/><w14:checkedState w14:val="2612" w14:font="{BOXES.name}"/>
        <w14:uncheckedState w14:val="2610" w14:font="{BOXES.name}"/></w14:checkbox></w:sdtPr><w:sdtContent/></w:sdt>""")
    box[-1].append(run(text("☒" if done else "☐"), properties=[look.fonts(BOXES, BOXES)]))
    return box


def questions(node: Node, around: Surroundings) -> Iterator[Node]:
    number = around.draft.new_list(0, int(node.get("start", 1)), QUESTIONS)
    for item in node:
        blocks = list(listed(item, around, "DaleelQuestion", number, 0))
        if item.find("section") is not None:
            for block in blocks:
                if local(block) == "tbl":
                    break
                add(block, w("keepNext"))
        yield from blocks


def ordered(node: Node, around: Surroundings) -> Iterator[Node]:
    yield from (questions if node.get("data-questions") is not None else items)(node, around)


def definitions(node: Node, around: Surroundings) -> Iterator[Node]:
    for child in node:
        style = {"dt": "DaleelTerm", "dd": "DaleelDefinition"}.get(str(child.tag))
        if style is None:
            raise StrangerError(f"<{child.tag}> in a list of terms")
        yield from flow(nodes(child), replace(around, style=style, indent=0))


def block_quote(node: Node, around: Surroundings) -> Iterator[Node]:
    yield from flow(nodes(node), replace(around, style="Quote", indent=0))


def code(node: Node, around: Surroundings) -> Iterator[Node]:
    """Left to right in any language."""
    pieces: list[Node] = []
    for line in "".join(map(str, node.itertext())).strip("\n").split("\n"):
        pieces += [w("br"), text(line)] if pieces else [text(line)]
    yield paragraph(around, [run(*pieces)], w("bidi", val=0), style="DaleelCode")


def rule(node: Node, around: Surroundings) -> Iterator[Node]:
    yield paragraph(around, [], style="DaleelRule")


def section(node: Node, around: Surroundings) -> Iterator[Node]:
    if node.get("data-notes") is None:  # each note stands at its mark
        yield from around.parts[element_name(node)](node, around)


# Tables


def table(node: Node, around: Surroundings, bold_first: bool = False, name: str = "") -> Iterator[Node]:
    """`bold_first`: the cells of the first column are bold, as row headers are. `name`: what it is, for those who hear it."""
    head = [list(row) for row in node.findall("thead/tr") if plain(row)]
    rows = [list(row) for row in node.findall("tbody/tr")]
    widths = columns([*head, *rows], around.width)
    look_for = w(
        "tblLook", val="0420", firstRow=int(bool(head)), lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1
    )
    yield w(
        "tbl",
        table_properties("DaleelTable", sum(widths), around, look_for, name),
        w("tblGrid", *(w("gridCol", w=width) for width in widths)),
        *(table_row(cells, widths, around, head=True) for cells in head),
        *(table_row(cells, widths, around, bold_first=bold_first) for cells in rows),
    )
    yield gap(around)


def table_properties(style: str, width: int, around: Surroundings, look_for: Node, name: str, start: int = 0) -> Node:
    return w(
        "tblPr",
        w("tblStyle", val=style),
        w("bidiVisual") if around.language.rtl else None,
        w("tblW", w=width, type="dxa"),
        w("tblInd", w=start, type="dxa") if start else None,
        w("tblLayout", type="fixed"),
        look_for,
        w("tblCaption", val=name) if name else None,
    )


def table_row(
    cells: list[Node], widths: list[int], around: Surroundings, head: bool = False, bold_first: bool = False
) -> Node:
    height = w("trHeight", val=620 if around.roomy else 370, hRule="atLeast") if not all(map(plain, cells)) else None
    properties = w("trPr", w("cantSplit"), height, w("tblHeader") if head else None)
    return w(
        "tr",
        properties,
        *(
            cell(
                one,
                width,
                around,
                cell_style(one, head, bold_first and nth == 0),
            )
            for nth, (one, width) in enumerate(zip(cells, widths, strict=True))
        ),
    )


def cell_style(node: Node, head: bool, bold: bool) -> str:
    return "DaleelTableHead" if head else "DaleelTableFirst" if bold or node.tag == "th" else "DaleelTableText"


def cell(node: Node, width: int, around: Surroundings, style: str) -> Node:
    if node.tag not in ("th", "td"):
        raise StrangerError(f"<{node.tag}> in a row of a table")
    within = replace(around, style=style, indent=0, level=0, width=width - CELL)
    blocks = list(flow(nodes(node), within))
    if not blocks or local(blocks[-1]) != "p":
        blocks.append(paragraph(within, []))
    align = {"center": "center", "end": "right"}.get(str(node.get("data-align", "")))
    for block in blocks:
        if align and local(block) == "p":
            add(block, w("jc", val=align))  # in a right-to-left paragraph Word's right is the end of the line
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa")), *blocks)


def columns(rows: list[list[Node]], whole: int) -> list[int]:
    """Widths: what the short columns need; the rest shared by how much the others hold, or are to be filled with."""
    held = [[len(plain(one)) for one in column] for column in zip(*rows, strict=True)]
    longest = [max(column) if any(column[1:]) else TO_FILL for column in held]
    shares = [sqrt(length) if length > NARROW else 0 for length in longest]
    needed = [0 if share else CELL + CHARACTER * max(3, length) for share, length in zip(shares, longest, strict=True)]
    if not any(shares):
        shares, needed = [max(3.0, length) for length in longest], [0] * len(longest)
    unit = max(0, whole - sum(needed)) / sum(shares)
    return [round(need + share * unit) for need, share in zip(needed, shares, strict=True)]


INLINES: dict[str, InlineMarkup] = {
    "em": styled("Emphasis"),
    "strong": styled("Strong"),
    "sub": set_with("vertAlign", "subscript"),
    "sup": superior,
    "del": set_with("strike"),
    "abbr": as_it_is,
    "code": symbol,
    "br": line_break,
    "span": foreign,
    "bdi": foreign,
    "a": link,
    "img": picture,
}
BLOCKS: dict[str, BlockMarkup] = {
    "h2": heading,
    "h3": heading,
    "h4": heading,
    "p": plain_paragraph,
    "ul": items,
    "ol": ordered,
    "dl": definitions,
    "blockquote": block_quote,
    "pre": code,
    "hr": rule,
    "table": table,
    "section": section,
}
