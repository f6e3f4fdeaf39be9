"""The document's styles, lists and fonts. Direction stands in them, so that what a trainer adds has it too.

Built-in styles have Word's own names, which Word shows in the language of its user; the house's begin with "Daleel",
the same in every language.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from daleel.model import Language
from daleel.word import look
from daleel.word.look import H1, H2, H3, LABEL, LARGE, NOTES, SANS, STEP, TEXT, TITLE, Palette, Size
from daleel.word.markup import Node, paragraph_properties, run_properties, w

BUILT_IN = {  # by id, the name that Word knows
    "Normal": "Normal",
    "Title": "Title",
    "Subtitle": "Subtitle",
    **{f"Heading{n}": f"heading {n}" for n in range(1, 5)},
    "TOCHeading": "TOC Heading",
    "TOC1": "toc 1",
    "TOC2": "toc 2",
    "ListBullet": "List Bullet",
    "ListBullet2": "List Bullet 2",
    "ListBullet3": "List Bullet 3",
    "ListNumber": "List Number",
    "ListNumber2": "List Number 2",
    "ListNumber3": "List Number 3",
    "ListContinue": "List Continue",
    "ListContinue2": "List Continue 2",
    "ListContinue3": "List Continue 3",
    "Quote": "Quote",
    "Caption": "caption",
    "FootnoteText": "footnote text",
    "FootnoteReference": "footnote reference",
    "Header": "header",
    "Footer": "footer",
    "Strong": "Strong",
    "Emphasis": "Emphasis",
    "Hyperlink": "Hyperlink",
}


@dataclass(frozen=True)
class Style:
    """Of paragraphs. Measures are twentieths of a point."""

    id: str
    base: str = "Normal"
    size: Size | None = None
    bold: bool = False
    colour: str = ""
    before: int = 0
    after: int = 120
    line: int = 0  # 240 is single; 0 is the base's
    sans: bool = False
    mono: bool = False
    keep_next: bool = False
    new_page: bool = False
    start: int = 0  # indent
    hanging: int = 0
    outline: int | None = None
    border: str = ""  # "top", "bottom"
    border_kind: str = "single"
    border_size: int = 4  # eighths of a point
    following: str = ""  # style of the next paragraph; "" for the same
    list: tuple[int, int] | None = None  # number of the list and level


def paragraph_styles(colours: Palette, right_to_left: bool, new_pages: bool, numbered: bool) -> Iterator[Style]:
    c, ink, ink2 = colours.colour, colours.ink, colours.ink2
    yield Style("Normal", "", TEXT, colour=ink, line=240 if right_to_left else 259)
    yield Style("Title", size=TITLE, bold=True, before=240, after=160, line=240, following="Subtitle")
    yield Style("Subtitle", size=LARGE, colour=ink2, after=240)
    heading = Style("", bold=True, keep_next=True, line=240, following="Normal")
    first = replace(heading, new_page=new_pages, list=(CHAPTERS, 0) if numbered else None)
    yield replace(first, id="Heading1", size=H1, after=240, outline=0)
    yield replace(heading, id="Heading2", size=H2, before=400, after=140, outline=1)
    yield replace(heading, id="Heading3", size=H3, before=300, after=100, outline=2)
    yield replace(heading, id="Heading4", size=TEXT, before=240, after=80, outline=3)
    yield Style("TOCHeading", size=H2, bold=True, before=360, after=160, keep_next=True, following="Normal")
    yield Style("TOC1", bold=True, before=160, after=40)
    yield Style("TOC2", size=SANS, after=30, start=STEP, sans=True)
    for level, suffix in enumerate(("", "2", "3")):
        yield Style(f"ListBullet{suffix}", after=80, list=(BULLETS, level))
        yield Style(f"ListNumber{suffix}", after=80, list=(NUMBERS, level))
        yield Style(f"ListContinue{suffix}", after=80, start=STEP * (level + 1))
    yield Style("Quote", size=LARGE, colour=ink2, before=120, start=STEP)
    yield Style("Caption", size=SANS, bold=True, colour=ink, before=120, after=100, sans=True)
    yield Style("FootnoteText", size=NOTES, after=40, line=240)
    yield Style("Header", size=LABEL, colour=ink2, after=0, sans=True)
    yield Style("Footer", size=LABEL, colour=ink2, after=0, sans=True)
    yield Style("DaleelKind", size=LABEL, bold=True, colour=c, before=240, after=120, sans=True, keep_next=True)
    yield Style("DaleelLead", size=LARGE, colour=ink2, after=240)
    yield Style("DaleelFacts", size=SANS, colour=ink2, after=160, sans=True)
    yield Style("DaleelImprintLabel", size=LABEL, bold=True, colour=c, before=160, after=20, sans=True, keep_next=True)
    yield Style("DaleelImprint", size=SANS, after=20, sans=True)
    yield Style("DaleelNotice", size=SANS, colour=ink, after=80, sans=True)
    # Not kept with what follows: in a box Word would keep the whole box with what follows it.
    yield Style("DaleelLabel", size=LABEL, bold=True, colour=c, after=60, sans=True, following="Normal")
    ruled = Style("", size=LABEL, bold=True, colour=c, before=280, after=100, sans=True, keep_next=True, border="top")
    ruled = replace(ruled, following="Normal")
    yield replace(ruled, id="DaleelRuledLabel", border_size=24)
    yield replace(ruled, id="DaleelThinLabel", before=240, border_size=6)
    yield replace(ruled, id="DaleelDoubleLabel", border_kind="double", border_size=6)
    yield Style("DaleelTableLabel", "DaleelLabel", colour=c, before=280, after=100, keep_next=True, following="Normal")
    yield Style("DaleelPartTitle", size=SANS, bold=True, colour=ink, after=100, sans=True)
    yield Style("DaleelSheetLabel", "DaleelLabel", colour=c, after=60, new_page=True, keep_next=True)
    yield Style("DaleelSheetTitle", size=H2, bold=True, after=200, keep_next=True, following="Normal")
    yield Style("DaleelKeyPoint", size=LARGE, bold=True, after=60)
    yield Style("DaleelAside", size=SANS, after=80, sans=True)
    yield Style("DaleelQuestion", before=120, after=80, keep_next=True, list=(QUESTIONS, 0))
    yield Style("DaleelTasks", after=100, start=STEP, hanging=STEP)
    yield Style("DaleelTerm", bold=True, before=80, after=0, keep_next=True, following="DaleelDefinition")
    yield Style("DaleelDefinition", start=STEP)
    yield Style("DaleelTableText", size=SANS, after=40, line=240, sans=True)
    yield Style("DaleelTableFirst", "DaleelTableText", bold=True, after=40)
    yield Style("DaleelTableHead", "DaleelTableFirst", bold=True, after=40, keep_next=True)
    yield Style("DaleelSource", size=LABEL, colour=ink2, before=40, after=240, sans=True)
    yield Style("DaleelFigure", before=200, after=60, keep_next=True)
    yield Style("DaleelCode", size=SANS, after=120, line=240, mono=True)
    yield Style("DaleelRule", after=200, border="bottom", line=120)
    yield Style("DaleelGap", size=(8, 8), after=0, line=160)


BULLETS, NUMBERS, QUESTIONS, CHAPTERS, FIRST_FREE = 1, 2, 3, 4, 5  # numbers of lists


def set_styles(root: Node, language: Language, colours: Palette, new_pages: bool, numbered: bool) -> None:
    """In the place of the styles that python-docx brings. `new_pages`: chapters begin on one; `numbered`: they count."""
    for child in list(root):
        root.remove(child)
    root.append(_defaults(language, colours))
    for style in paragraph_styles(colours, language.rtl, new_pages, numbered):
        root.append(_paragraph_style(style, language))
    for id, properties in characters(language, colours).items():
        root.append(_named("character", id, w("uiPriority", val=20), w("qFormat"), run_properties(properties)))
    root.append(_table_base())
    for id, properties in tables(colours).items():
        conditional = _head_row(colours) if id == "DaleelTable" else None
        root.append(_named("table", id, w("basedOn", val="TableNormal"), *properties, conditional))


def name_of(id: str) -> str:
    """DaleelKeyPoint → Daleel Key Point."""
    if id in BUILT_IN:
        return BUILT_IN[id]
    return "".join(f" {char}" if char.isupper() else char for char in id).strip()


def _named(kind: str, id: str, *children: Node | None, default: bool = False) -> Node:
    own = {} if id in BUILT_IN or default else {"customStyle": "1"}
    standard = {"default": "1"} if default else {}
    return w("style", w("name", val=name_of(id)), *children, type=kind, **standard, **own, styleId=id)


def _defaults(language: Language, colours: Palette) -> Node:
    properties = run_properties(
        [
            look.fonts(look.SERIF, look.NASKH),
            w("color", val=colours.ink),
            *sizes(TEXT),
            look.languages(language),
        ]
    )
    return w("docDefaults", w("rPrDefault", properties), w("pPrDefault", w("pPr", w("spacing", after=0))))


def sizes(size: Size) -> list[Node]:
    latin, arabic = size
    return [w("sz", val=latin), w("szCs", val=arabic)]


def _paragraph_style(style: Style, language: Language) -> Node:
    return _named(
        "paragraph",
        style.id,
        w("basedOn", val=style.base) if style.base else None,
        w("next", val=style.following) if style.following else None,
        w("uiPriority", val=9),
        w("qFormat"),
        paragraph_properties(_of_paragraph(style, language)),
        run_properties(_of_run(style)),
        default=style.id == "Normal",
    )


def _of_paragraph(style: Style, language: Language) -> Iterator[Node]:
    if style.keep_next:
        yield w("keepNext")
    if style.new_page:
        yield w("pageBreakBefore")
    if style.id == "Normal":
        yield w("widowControl")
    if style.list is not None:
        number, level = style.list
        yield w("numPr", w("ilvl", val=level), w("numId", val=number))
    if style.border:
        line = w(
            style.border,
            val=style.border_kind,
            sz=style.border_size,
            space=8,
            color=style.colour or "auto",
        )
        yield w("pBdr", line)
    if style.id == "TOC1":
        yield w("tabs", w("tab", val="left", pos=STEP))
    if style.id in ("Header", "Footer"):
        yield w("tabs", w("tab", val="right", pos=look.TEXT_WIDTH))
    if style.id in ("Title", "Heading1", "Heading2", "Heading3", "Heading4"):
        yield w("suppressAutoHyphens")
    if language.rtl:
        yield w("bidi")
    line_spacing = {"line": style.line, "lineRule": "exact" if style.line in (120, 160) else "auto"}
    yield w("spacing", before=style.before, after=style.after, **(line_spacing if style.line else {}))
    if style.start or style.hanging:
        # In a right-to-left paragraph Word's left is the start of the line.
        yield w("ind", left=style.start, **({"hanging": style.hanging} if style.hanging else {}))
    if style.outline is not None:
        yield w("outlineLvl", val=style.outline)


def _of_run(style: Style) -> Iterator[Node]:
    if style.sans:
        yield look.fonts(look.PLEX, look.PLEX_ARABIC)
    if style.mono:
        yield look.fonts(look.MONO, look.MONO)
        yield w("noProof")
    if style.bold:
        yield from bold()
    if style.colour:
        yield w("color", val=style.colour)
    if style.size:
        yield from sizes(style.size)


def bold() -> list[Node]:
    return [w("b"), w("bCs")]


def characters(language: Language, colours: Palette) -> dict[str, list[Node]]:
    """Arabic letters have no italics: a line under them emphasizes."""
    return {
        "Strong": bold(),
        "Emphasis": [w("u", val="single", color=colours.colour)] if language.rtl else [w("i")],
        "Hyperlink": [w("color", val=colours.link), w("u", val="single")],
        "DaleelSymbol": [look.fonts(look.MONO, look.MONO), w("noProof")],
        "FootnoteReference": [w("vertAlign", val="superscript")],
    }


# Tables and boxes


def _table_base() -> Node:
    margins = w("tblCellMar", w("left", w=0, type="dxa"), w("right", w=0, type="dxa"))
    properties = w("tblPr", w("tblInd", w=0, type="dxa"), margins)
    return w(
        "style",
        w("name", val="Normal Table"),
        w("uiPriority", val=99),
        properties,
        type="table",
        default="1",
        styleId="TableNormal",
    )


def tables(colours: Palette) -> dict[str, list[Node]]:
    """Styles of tables by id; boxes are tables of one cell."""
    c, ink2 = colours.colour, colours.ink2
    edge = "single" if colours.wash == "FFFFFF" else ""  # of what has a ground elsewhere
    return {
        "DaleelTable": _table(
            {"top": ("single", 10, colours.ink), "bottom": ("single", 10, colours.ink)},
            (70, 90, 60),
            inside=("single", 2, colours.hairline),
        ),
        "DaleelKeyPointBox": _table({"left": ("single", 36, c)}, (40, 220, 20)),
        "DaleelCaseBox": _table(_around("double", 6, ink2), (140, 220, 80)),
        "DaleelExerciseBox": _table(_around("single", 12, c), (160, 240, 100)),
        "DaleelDiscussionBox": _table({"top": ("single", 6, c), "bottom": ("single", 6, c)}, (140, 0, 80)),
        "DaleelChecklistBox": _table(_around(edge, 6, colours.ink), (160, 240, 100), colours.wash),
        "DaleelFacilitatorBox": _table({"left": ("dotted", 18, ink2)}, (40, 220, 20)),
        "DaleelAnswerBox": _table(_around(edge, 6, colours.ink), (90, 200, 50), colours.wash),
        "DaleelNoteBox": _table({"left": ("single", 8, ink2)}, (40, 220, 20)),
        "DaleelWarningBox": _table({"left": ("single", 24, c), "right": ("single", 24, c)}, (60, 220, 40)),
    }


Line = tuple[str, int, str]  # kind, eighths of a point, colour


def _around(kind: str, size: int, colour: str) -> dict[str, Line]:
    return {side: (kind, size, colour) for side in ("top", "left", "bottom", "right")} if kind else {}


def _table(
    lines: dict[str, Line], margins: tuple[int, int, int], ground: str = "", inside: Line | None = None
) -> list[Node]:
    """`margins`: top, both sides, bottom. In a right-to-left table Word's left is the start; LibreOffice turns borders
    and leaves margins."""
    borders = [_border(side, lines[side]) for side in ("top", "left", "bottom", "right") if side in lines]
    if inside is not None:
        borders.append(_border("insideH", inside))
    top, side, bottom = margins
    cell_margins = w(
        "tblCellMar",
        w("top", w=top, type="dxa"),
        w("left", w=side, type="dxa"),
        w("bottom", w=bottom, type="dxa"),
        w("right", w=side, type="dxa"),
    )
    table = w("tblPr", w("tblBorders", *borders) if borders else None, cell_margins)
    return [table, w("tcPr", w("shd", val="clear", color="auto", fill=ground))] if ground else [table]


def _border(side: str, line: Line) -> Node:
    kind, size, colour = line
    return w(side, val=kind, sz=size, space=0, color=colour)


def _head_row(colours: Palette) -> Node:
    line = w("tcBorders", _border("bottom", ("single", 6, colours.ink)))
    return w("tblStylePr", w("tcPr", line), type="firstRow")


# Lists


def set_lists(root: Node, right_to_left: bool, numbered: bool) -> None:
    """In the place of the lists that python-docx brings. Word wants all abstractNum before the first num."""
    for child in list(root):
        root.remove(child)
    letters = "arabicAlpha" if right_to_left else "lowerLetter"
    bullets = [("bullet", "•"), ("bullet", "–"), ("bullet", "•")]
    numbers = [("decimal", "%1."), (letters, "%2)"), ("decimal", "%3)")]
    kinds = {BULLETS: (bullets, "ListBullet"), NUMBERS: (numbers, "ListNumber"), QUESTIONS: (numbers[:1], "")}
    for number, (levels, style) in kinds.items():
        root.append(
            w(
                "abstractNum",
                w("multiLevelType", val="hybridMultilevel"),
                *(_level(nth, *level, style) for nth, level in enumerate(levels)),
                abstractNumId=number,
            )
        )
    if numbered:
        root.append(w("abstractNum", w("multiLevelType", val="singleLevel"), _chapters(), abstractNumId=CHAPTERS))
    for number in (*kinds, *([CHAPTERS] if numbered else [])):
        root.append(w("num", w("abstractNumId", val=number), numId=number))


def _level(nth: int, kind: str, mark: str, style: str) -> Node:
    linked = w("pStyle", val=style + ("" if nth == 0 else str(nth + 1))) if style else None
    indent = w("pPr", w("ind", left=STEP * (nth + 1), hanging=STEP))
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=kind),
        linked,
        w("lvlText", val=mark),
        w("lvlJc", val="left"),
        indent,
        None if style else run_properties(bold()),
        ilvl=nth,
    )


def _chapters() -> Node:
    start, kind, style = w("start", val=1), w("numFmt", val="decimal"), w("pStyle", val="Heading1")
    no_indent = w("pPr", w("ind", left=0, firstLine=0))
    return w(
        "lvl",
        start,
        kind,
        style,
        w("suff", val="space"),
        w("lvlText", val="%1."),
        w("lvlJc", val="left"),
        no_indent,
        ilvl=0,
    )


def list_instance(number: int, of: int, level: int, start: int) -> Node:
    """A list that counts for itself."""
    override = w("lvlOverride", w("startOverride", val=start), ilvl=level)
    return w("num", w("abstractNumId", val=of), override, numId=number)


# Fonts


def font_table() -> Node:
    return w("fonts", *(_font(font) for font in look.FONTS))


def _font(font: look.Font) -> Node:
    return w(
        "font",
        w("altName", val=",".join(font.others)),
        w("family", val=font.family),
        w("pitch", val="fixed" if font.family == "modern" else "variable"),
        name=font.name,
    )
