"""Clean HTML (`text.py`) → WordprocessingML. Every tag and every element has its entry in a table below; a stranger raises."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from math import sqrt
from typing import TypeVar

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

from daleel import typography
from daleel.model import Language
from daleel.word import look
from daleel.word.draft import Draft, bookmark_name, bookmarked
from daleel.word.links import Follow
from daleel.word.look import BOXES, STEP, TEXT_WIDTH
from daleel.word.markup import Node, field, local, paragraph_properties, run, text, w
from daleel.word.styles import BULLETS, QUESTIONS
from daleel.word.tree import WHITESPACE, StrangerError, element_name, plain
from daleel.wording import minutes

Entry = TypeVar("Entry")
ARABIC_RUN = re.compile(
    "([\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]+(?:[ \u00a0][\u0600-\u06ff]+)*)"
)
LRM, RLM = "\u200e", "\u200f"
KEPT = 1200  # characters; a part that holds no more is not broken between pages
BROKEN = ("DaleelDiscussionBox", "DaleelFacilitatorBox")  # these may be: they follow another box, and pages stay fuller
NARROW = 12  # characters; a column of cells so short takes no more room than it needs
TO_FILL = 40  # characters; what an empty column is taken to hold
CHARACTER = 105  # twentieths of a point, of the tables' letters
CELL = 180  # twentieths of a point; the room at the sides of a cell
DEEPEST = 2  # level of lists, from 0


@dataclass(frozen=True)
class Marks:
    """How words are set."""

    styles: tuple[str, ...] = ()  # of characters; a run can name only one, the others are set beside it
    properties: tuple[tuple[str, str], ...] = ()  # name and value, "" without one
    direction: str = ""  # "" for the language's
    language: str = ""  # BCP 47; "" for the document's


@dataclass(frozen=True)
class Surroundings:
    """What a chapter's markup depends on beside its tree."""

    language: Language
    draft: Draft
    chapter: str  # its name or its sheet's, with which the names of its bookmarks begin
    follow: Follow
    image: Callable[[str], bytes]  # a figure's file as PNG or JPEG
    characters: Mapping[str, list[Node]]  # properties of each character style
    notes: Mapping[str, Node]  # by id, the li of each note
    again: frozenset[str]  # ids of notes that are marked more than once
    numbers: dict[str, int]  # the last "figure" and "table"; of notes by id
    part: Part  # where relationships of links are kept
    style: str = "Normal"  # of paragraphs
    indent: int = 0  # of paragraphs whose style has none
    level: int = 0  # of the next list
    width: int = TEXT_WIDTH
    roomy: bool = False  # to be written on

    @property
    def strings(self) -> Mapping[str, str]:
        found: Mapping[str, str] = self.language.strings["elements"]
        return found


def chapter(root: Node, around: Surroundings) -> list[Node]:
    """Paragraphs and tables; the last one is a paragraph."""
    found = list(flow(nodes(root), around))
    if not found or local(found[-1]) != "p":
        found.append(gap(around))
    return found


def sheet(part: Node, around: Surroundings) -> list[Node]:
    """What a part holds, without its frame and its label."""
    found = content(part, around)
    return found if found and local(found[-1]) == "p" else [*found, gap(around)]


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


# Paragraphs


def paragraph(around: Surroundings, content: Iterable[Node], *properties: Node, style: str = "") -> Node:
    named = style or around.style
    own = [] if named == "Normal" else [w("pStyle", val=named)]
    if around.language.rtl:
        own.append(w("bidi"))
    if around.indent and not style:
        own.append(w("ind", left=around.indent))
    return w("p", paragraph_properties([*own, *properties]), *content)


def add(target: Node, *properties: Node) -> None:
    """Properties to a paragraph."""
    old = target.find(qn("w:pPr"))
    target.replace(old, paragraph_properties([*old, *properties]))


def gap(around: Surroundings, *properties: Node) -> Node:
    """Word joins two tables that touch, and a cell must end in a paragraph."""
    return paragraph(around, [], *properties, style="DaleelGap")


def trim(target: Node) -> None:
    """White space as HTML has it: none at the ends of a line."""
    pieces = [one for one in target.iter(qn("w:t"), qn("w:br"), qn("w:p"), qn("w:drawing"), qn("w:tab"))][1:]
    for nth, piece in enumerate(pieces):
        if piece.tag == qn("w:t") and _within_code(piece) is False:
            before = pieces[nth - 1] if nth else None
            if before is None or before.tag == qn("w:br") or (before.text or "").endswith(" "):
                piece.text = (piece.text or "").lstrip(" ")
            if nth + 1 == len(pieces) or pieces[nth + 1].tag == qn("w:br"):
                piece.text = (piece.text or "").rstrip(" ")


def _within_code(piece: Node) -> bool:
    return any(
        one.get(qn("w:val")) == "DaleelCode" for one in next(piece.iterancestors(qn("w:p"))).iter(qn("w:pStyle"))
    )


def flow(run_of_nodes: Iterable[str | Node], around: Surroundings) -> Iterator[Node]:
    """Blocks, and paragraphs for the lines of text between them."""
    for is_block, group in groupby(run_of_nodes, key=lambda node: not isinstance(node, str) and node.tag in BLOCKS):
        members = list(group)
        if is_block:
            for element in members:
                assert not isinstance(element, str)
                if element.get("data-element") in BOXED and element.getprevious() is not None:
                    yield gap(around, w("keepNext"))
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


# Text inside a line


def inline(run_of_nodes: Iterable[str | Node], around: Surroundings, marks: Marks) -> Iterator[Node]:
    for node in run_of_nodes:
        if isinstance(node, str):
            yield from words(WHITESPACE.sub(" ", node), around, marks)
            continue
        found = list(entry(INLINES, node)(node, around, marks))
        if node.get("id") and node.tag != "a":
            found = bookmarked(bookmark_name(around.chapter, str(node.get("id"))), next(around.draft.ids), found)
        yield from found


def words(written: str, around: Surroundings, marks: Marks) -> Iterator[Node]:
    """Runs of one script each: by run Word chooses font, size and direction."""
    if around.language.rtl:
        rtl = marks.direction != "ltr"
        if written:
            yield word_run(written if rtl else guarded(written), around, marks, rtl)
        return
    if marks.direction == "rtl":
        yield word_run(written, around, marks, True)
        return
    for nth, piece in enumerate(ARABIC_RUN.split(written)):  # every other one is Arabic
        if piece:
            yield word_run(piece, around, marks, bool(nth % 2))


def guarded(written: str) -> str:
    """Kept in order where it begins or ends in digits or signs: LibreOffice goes by characters, not by runs."""
    before = "" if written[0].isalpha() else LRM
    return f"{before}{written}{'' if written[-1].isalpha() else LRM}"


def turned_back() -> Node:
    """After a left-to-right run: else signs and numbers behind it would follow its direction."""
    return run(text(RLM), properties=[w("rtl")])


def word_run(written: str, around: Surroundings, marks: Marks, rtl: bool) -> Node:
    return run(text(written), properties=properties_of(around, marks, rtl))


def properties_of(around: Surroundings, marks: Marks, rtl: bool) -> Iterator[Node]:
    for nth, style in enumerate(marks.styles):
        if nth == 0:
            yield w("rStyle", val=style)
        else:
            yield from (w(local(one), **_attributes(one)) for one in around.characters[style])
    for name, value in marks.properties:
        yield w(name, **({"val": value} if value else {}))
    if rtl:
        yield w("rtl")
        if marks.language or not around.language.rtl:
            yield w("lang", bidi=marks.language or look.OTHER_ARABIC)
    elif marks.language:
        yield w("lang", val=marks.language)


def _attributes(property: Node) -> dict[str, str]:
    return {str(name).rpartition("}")[2]: str(value) for name, value in property.attrib.items()}


def say(written: str, around: Surroundings, marks: Marks | None = None) -> Iterator[Node]:
    """A text without markup, typeset as its language asks."""
    marks = marks or Marks()
    if not around.language.rtl:
        yield from words(typography.spaced(written, around.language), around, marks)
        return
    for piece, ltr in typography.runs(written):
        yield from words(piece, around, replace(marks, direction="ltr") if ltr else marks)
        if ltr:
            yield turned_back()


def styled(style: str) -> "InlineMarkup":
    def markup(node: Node, around: Surroundings, marks: Marks) -> Iterator[Node]:
        styles = marks.styles if style in marks.styles else (*marks.styles, style)
        yield from inline(nodes(node), around, replace(marks, styles=styles))

    return markup


def set_with(name: str, value: str = "") -> "InlineMarkup":
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


def hyperlink(target: str, content: Iterable[Node], part: Part) -> Node:
    """`target`: "#" and a bookmark, or an address."""
    if target.startswith("#"):
        return w("hyperlink", *content, anchor=target[1:], history=1)
    element = w("hyperlink", *content, history=1)
    element.set(qn("r:id"), part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    return element


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


# Elements


def box(style: str, blocks: list[Node], around: Surroundings, name: str, start: int = 0) -> Iterator[Node]:
    """A table of one cell: lists, pictures and tables stand well in it. `name`: for those who hear it."""
    width = around.width - start
    said = sum(len(one.text or "") for block in blocks for one in block.iter(qn("w:t")))
    look_for = w("tblLook", val="0600", firstRow=0, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1)
    whole = w("trPr", w("cantSplit")) if said <= KEPT and style not in BROKEN else None
    yield w(
        "tbl",
        table_properties(style, width, around, look_for, name, start),
        w("tblGrid", w("gridCol", w=width)),
        w("tr", whole, w("tc", w("tcPr", w("tcW", w=width, type="dxa")), *blocks)),
    )
    yield gap(around)


def name_of(section: Node, around: Surroundings) -> str:
    return around.strings[element_name(section)]


def label(section: Node, around: Surroundings, style: str, after: str = "", time: int | None = None) -> Node:
    """What it is, and how long it takes."""
    content = list(say(name_of(section, around) + after, around))
    if time := time or int(section.get("data-minutes", 0)):
        spent = around.strings["separator"] + minutes(time, around.language)
        content += say(spent, around, Marks(properties=(("b", "0"), ("bCs", "0"))))
    return paragraph(around, content, style=style)


def title(section: Node, around: Surroundings, style: str, *properties: Node) -> list[Node]:
    header = section.find("header")
    content = [] if header is None else inline(nodes(header), around, Marks())
    return [] if header is None else [paragraph(around, content, *properties, style=style)]


def kept_title(section: Node, around: Surroundings) -> list[Node]:
    """On the page of what follows it."""
    return title(section, around, "DaleelPartTitle", w("keepNext"))


def content(section: Node, around: Surroundings) -> list[Node]:
    return list(flow(nodes(section, "header", "footer"), around))


def boxed(style: str, voice: str = "") -> "BlockMarkup":
    def markup(section: Node, around: Surroundings) -> Iterator[Node]:
        within = replace(around, width=around.width - 480, indent=0, level=0, style=voice or "Normal")
        blocks = [
            label(section, around, "DaleelLabel"),
            *title(section, around, "DaleelPartTitle"),
            *content(section, within),
        ]
        yield from box(style, blocks, around, name_of(section, around))

    return markup


def ruled(style: str) -> "BlockMarkup":
    def markup(section: Node, around: Surroundings) -> Iterator[Node]:
        yield label(section, around, style)
        yield from kept_title(section, around)
        yield from content(section, around)

    return markup


def session(section: Node, around: Surroundings) -> Iterator[Node]:
    """Minutes stand in the first column; their sum beside the label."""
    numbers = [plain(row[0]) for row in section.findall(".//tbody/tr")]
    total = sum(int(number) for number in numbers if number.isdecimal())
    yield label(section, around, "DaleelTableLabel", time=total)
    yield from kept_title(section, around)
    for child in section:
        if child.tag == "table":
            yield from table(child, around, bold_first=True, name=name_of(section, around))
        elif child.tag != "header":
            yield from flow([child], around)


def handout(section: Node, around: Surroundings) -> Iterator[Node]:
    """On pages of its own, unless it stands inside something."""
    if section.getparent() is None or section.getparent().getparent() is not None:
        yield from boxed("DaleelExerciseBox")(section, around)
        return
    yield label(section, around, "DaleelSheetLabel")
    yield from title(section, around, "DaleelSheetTitle")
    yield from content(section, around)
    if section.getnext() is not None and section.getnext().get("data-notes") is None:
        yield paragraph(around, [run(w("br", type="page"))], style="DaleelGap")


def answer(section: Node, around: Surroundings) -> Iterator[Node]:
    start = STEP if around.style.startswith("ListContinue") else 0
    whole = replace(around, width=around.width + start, indent=0)
    within = replace(whole, width=whole.width - start - 400, level=0, style="DaleelAside")
    blocks = [
        label(section, around, "DaleelLabel"),
        *title(section, around, "DaleelPartTitle"),
        *content(section, within),
    ]
    yield from box("DaleelAnswerBox", blocks, whole, name_of(section, around), start)


def recommendations(section: Node, around: Surroundings) -> Iterator[Node]:
    yield label(section, around, "DaleelThinLabel", after=around.strings["colon"] + str(section.get("data-for", "")))
    yield from kept_title(section, around)
    yield from content(section, around)


def quotation(section: Node, around: Surroundings) -> Iterator[Node]:
    yield from content(section, replace(around, style="Quote", indent=0))
    for who in title(section, around, "DaleelSource"):
        add(who, w("ind", left=STEP))
        yield who


def figure(section: Node, around: Surroundings) -> Iterator[Node]:
    source = source_line(section, around)
    yield from content(section, around)
    yield caption(section, around, *([w("keepNext")] if source else []))
    yield from source


def numbered_table(section: Node, around: Surroundings) -> Iterator[Node]:
    yield caption(section, around, w("keepNext"), w("spacing", before=240, after=100))
    header = section.find("header")
    for child in section:
        if child.tag == "table":
            yield from table(child, around, name="" if header is None else plain(header))
        elif child.tag not in ("header", "footer"):
            yield from flow([child], around)
    yield from source_line(section, around)


def caption(section: Node, around: Surroundings, *properties: Node) -> Node:
    """Numbered by a field that counts within the chapter. What this booklet leaves out has left a gap: it is jumped."""
    name, number = element_name(section), int(section.get("data-number", 0))
    restart = "\\s 1" if number == around.numbers.get(name, 0) + 1 else f"\\r {number}"
    around.numbers[name] = number
    mark = Marks()
    before, _, after = around.strings[name].partition("{n}")
    counted = field(f"SEQ {name.title()} \\* ARABIC {restart}", list(words(str(number), around, mark)))
    written = [*say(before, around), *counted, *say(after + around.strings["colon"], around)]
    header = section.find("header")
    if header is not None:
        written += inline(nodes(header), around, Marks())
    return paragraph(around, written, *properties, style="Caption")


def source_line(section: Node, around: Surroundings) -> list[Node]:
    footer = section.find("footer")
    if footer is None:
        return []
    before, _, after = around.strings["source"].partition("{source}")
    written = [*say(before, around), *inline(nodes(footer), around, Marks()), *say(after, around)]
    return [paragraph(around, written, style="DaleelSource")]


def section(node: Node, around: Surroundings) -> Iterator[Node]:
    if node.get("data-notes") is None:  # each note stands at its mark
        yield from ELEMENT_MARKUP[element_name(node)](node, around)


InlineMarkup = Callable[[Node, Surroundings, Marks], Iterator[Node]]
BlockMarkup = Callable[[Node, Surroundings], Iterator[Node]]

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
BOXED = {"keypoint", "case", "exercise", "discussion", "checklist", "facilitator", "note", "warning"}
ELEMENT_MARKUP: dict[str, BlockMarkup] = {
    "outcomes": ruled("DaleelRuledLabel"),
    "session": session,
    "keypoint": boxed("DaleelKeyPointBox", "DaleelKeyPoint"),
    "case": boxed("DaleelCaseBox"),
    "exercise": boxed("DaleelExerciseBox"),
    "discussion": boxed("DaleelDiscussionBox"),
    "checklist": boxed("DaleelChecklistBox"),
    "handout": handout,
    "check": ruled("DaleelDoubleLabel"),
    "answer": answer,
    "facilitator": boxed("DaleelFacilitatorBox", "DaleelAside"),
    "messages": ruled("DaleelRuledLabel"),
    "recommendations": recommendations,
    "note": boxed("DaleelNoteBox"),
    "warning": boxed("DaleelWarningBox"),
    "quote": quotation,
    "figure": figure,
    "table": numbered_table,
}
