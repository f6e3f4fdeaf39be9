"""The elements of elements.py, one entry each: labels, frames, captions. A stranger raises."""

from collections.abc import Iterator
from dataclasses import replace

from docx.oxml.ns import qn

from daleel.trees import element_name
from daleel.word.body import flow, inline, nodes, table, table_properties
from daleel.word.look import STEP
from daleel.word.markup import Node, field, local, run, w
from daleel.word.setting import BlockMarkup, Marks, Surroundings, add, gap, paragraph, say, words
from daleel.word.tree import plain
from daleel.wording import minutes

KEPT = 1200  # characters; a part that holds no more is not broken between pages
BROKEN = ("DaleelDiscussionBox", "DaleelFacilitatorBox")  # these may be: they follow another box, and pages stay fuller


def sheet(part: Node, around: Surroundings) -> list[Node]:
    """What a part holds, without its frame and its label."""
    found = content(part, around)
    return found if found and local(found[-1]) == "p" else [*found, gap(around)]


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


def boxed(style: str, voice: str = "") -> BlockMarkup:
    def markup(section: Node, around: Surroundings) -> Iterator[Node]:
        if section.getprevious() is not None:
            yield gap(around, w("keepNext"))
        within = replace(around, width=around.width - 480, indent=0, level=0, style=voice or "Normal")
        blocks = [
            label(section, around, "DaleelLabel"),
            *title(section, around, "DaleelPartTitle"),
            *content(section, within),
        ]
        yield from box(style, blocks, around, name_of(section, around))

    return markup


def ruled(style: str) -> BlockMarkup:
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


PARTS: dict[str, BlockMarkup] = {
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
