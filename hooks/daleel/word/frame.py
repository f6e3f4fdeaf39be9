"""What stands around the text: sections with head and foot."""

from docx.oxml.ns import qn

from daleel.word import look
from daleel.word.look import MARGIN_BOTTOM, MARGIN_SIDE, MARGIN_TOP, PAGE_HEIGHT, PAGE_WIDTH
from daleel.word.markup import Node, field, local, run, w
from daleel.word.matter import Matter, booklet_name, filled
from daleel.word.setting import Marks, add, paragraph, say, words


def plain_head(matter: Matter) -> str:
    """A head with the publication's title; its relationship."""
    return header(matter, [])


def running_head(matter: Matter) -> str:
    """The publication's title, and at the end of the line the chapter's, by field."""
    first = matter.edition.chapters[0].title if matter.booklet != "handouts" else booklet_name(matter)[0]
    return header(matter, [run(w("tab")), *field("STYLEREF 1", list(say(first, matter.around)))])


def header(matter: Matter, more: list[Node]) -> str:
    part, relation = matter.draft.document.part.add_header_part()  # type: ignore[no-untyped-call]
    fill(part.element, [paragraph(matter.around, [*say(matter.edition.title, matter.around), *more], style="Header")])
    return str(relation)


def feet(matter: Matter) -> str:
    """Where the text comes from, and the page's number."""
    part, relation = matter.draft.document.part.add_footer_part()  # type: ignore[no-untyped-call]
    name = list(say(matter.strings["site"]["name"], matter.around))
    number = [run(w("tab")), *field("PAGE", list(words("1", matter.around, Marks(("Strong",)))))]
    source = matter.line("Footer", filled(matter, matter.strings["word"]["source"]))
    fill(part.element, [paragraph(matter.around, [*name, *number], style="Footer"), source])
    return str(relation)


def fill(root: Node, blocks: list[Node]) -> None:
    for child in list(root):
        root.remove(child)
    root.extend(blocks)


def section(blocks: list[Node], matter: Matter, head: str, foot: str, title_page: bool = False) -> list[Node]:
    """Blocks that share head and foot. The last one is a paragraph and ends the section."""
    assert local(blocks[-1]) == "p"
    add(blocks[-1], section_properties(matter, head, foot, title_page))
    return blocks


def section_properties(matter: Matter, head: str, foot: str, title_page: bool = False, first_foot: str = "") -> Node:
    references = [reference("headerReference", head), reference("footerReference", foot)]
    if first_foot:
        references.append(reference("footerReference", first_foot, "first"))
    return w(
        "sectPr",
        *references,
        w("type", val="nextPage"),
        w("pgSz", w=PAGE_WIDTH, h=PAGE_HEIGHT),
        w(
            "pgMar",
            top=MARGIN_TOP,
            right=MARGIN_SIDE,
            bottom=MARGIN_BOTTOM,
            left=MARGIN_SIDE,
            header=look.HEAD,
            footer=look.FOOT,
            gutter=0,
        ),
        w("cols", space=720),
        w("titlePg") if title_page else None,
        w("bidi") if matter.language.rtl else None,
    )


def reference(tag: str, relation: str, kind: str = "default") -> Node:
    element = w(tag, type=kind)
    element.set(qn("r:id"), relation)
    return element
