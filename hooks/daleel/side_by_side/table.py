"""As a Word file: a table of two columns on landscape pages, for those who work in Word."""

from collections.abc import Iterable, Iterator

from daleel import typography
from daleel.lattice import COLOURS
from daleel.model import Language
from daleel.side_by_side.pair import Blocks, Pair, sections
from daleel.side_by_side.pieces import Piece, pieces
from daleel.word import look
from daleel.word.document import set_settings
from daleel.word.draft import Draft
from daleel.word.look import MM, PAGE_HEIGHT, PAGE_WIDTH
from daleel.word.markup import Node, paragraph_properties, run, text, w
from daleel.word.package import saved
from daleel.word.styles import set_lists, set_styles

MARGIN = round(15 * MM)
COLUMN = (PAGE_HEIGHT - 2 * MARGIN) // 2
LATE, FOUND = "7A4A00", "FBE9C3"  # as on the page
HOUSE = COLOURS["house"][0].removeprefix("#").upper()
PALETTE = look.Palette(HOUSE, "17232B", "4A5A63", "9AA7AC", "F1F4F4", "0B5563")


def docx(pair: Pair, behind: frozenset[str] = frozenset()) -> bytes:
    """behind: as in `html`. Same arguments, same bytes."""
    draft, said = Draft(), pair.language.strings
    document = draft.document
    set_styles(document.styles.element, pair.language, PALETTE, new_pages=False, numbered=False)
    set_lists(draft.lists, pair.language.rtl, numbered=False)
    set_settings(document.settings.element, pair.language)
    called = said["side_by_side"]["title"] + said["elements"]["colon"]
    properties = document.core_properties
    properties.title = typography.plain(f"{called}{pair.translation.title}", pair.language)
    properties.author, properties.comments = str(said["site"]["name"]), ""
    properties.language = look.tag(pair.language)
    draft.body.append(_said("TOCHeading", said["side_by_side"]["title"], pair.language))
    draft.body.append(_said("DaleelFacts", said["side_by_side"]["say"], pair.language))
    draft.body.append(_table(pair, behind))
    draft.body.append(_said("DaleelGap", "", pair.language))
    draft.body.append(_landscape(pair.language))
    return saved(document)


def _table(pair: Pair, behind: frozenset[str]) -> Node:
    borders = [w(side, val="single", sz=4, space=0, color=PALETTE.hairline) for side in ("insideH", "insideV")]
    properties = w(
        "tblPr",
        w("tblStyle", val="DaleelTable"),
        # The original's column comes first: on the right where it is read from there.
        w("bidiVisual") if pair.original_language.rtl else None,
        w("tblW", w=2 * COLUMN, type="dxa"),
        w("tblBorders", *borders),
        w("tblLayout", type="fixed"),
    )
    grid = w("tblGrid", w("gridCol", w=COLUMN), w("gridCol", w=COLUMN))
    return w("tbl", properties, grid, _head(pair), *_rows(pair, behind))


def _head(pair: Pair) -> Node:
    """Repeated on every page."""
    said = pair.language.strings
    columns = (
        (said["publication"]["original"], pair.original_language),
        (said["publication"]["translation"], pair.language),
    )
    cells = []
    for role, language in columns:
        content = _words(f"{role}{said['elements']['separator']}{language.name}", pair.language)
        cells.append(_cell([_paragraph("DaleelTableHead", content, language)]))
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *cells)


def _rows(pair: Pair, behind: frozenset[str]) -> Iterator[Node]:
    for section in sections(pair):
        late = section.id in behind
        if late:
            note = _said("DaleelTableHead", pair.language.strings["side_by_side"]["behind"], pair.language, LATE)
            yield w("tr", w("trPr", w("cantSplit")), _cell([note], FOUND, span=2))
        if section.heading:
            ours, theirs = (tuple(filter(None, [line])) for line in section.heading)
            yield _row(pair, ours, theirs, PALETTE.wash, "DaleelTableHead")
        for ours, theirs in section.rows:
            yield _row(pair, ours, theirs)


def _row(pair: Pair, ours: Blocks, theirs: Blocks, ground: str = "", style: str = "DaleelTableText") -> Node:
    sides = ((ours, pair.original_language), (theirs, pair.language))
    return w("tr", *(_cell(_source(blocks, language, style), ground) for blocks, language in sides))


def _cell(content: Iterable[Node], ground: str = "", span: int = 1) -> Node:
    properties = w(
        "tcPr",
        w("tcW", w=span * COLUMN, type="dxa"),
        w("gridSpan", val=span) if span > 1 else None,
        w("shd", val="clear", color="auto", fill=ground) if ground else None,
    )
    return w("tc", properties, *content)


def _source(blocks: Blocks, language: Language, style: str) -> Iterator[Node]:
    """Each line a paragraph, and an empty one between two blocks: pasted as text, it is Markdown again."""
    lines = "\n\n".join(blocks).split("\n")
    for line in lines:
        yield _paragraph(style, [_run(piece, language) for piece in pieces(line, language)], language)


def _run(piece: Piece, language: Language) -> Node:
    properties = list(_script(language, piece.ltr))
    if piece.kind == "mark":
        properties += [w("color", val=PALETTE.ink2), w("noProof")]
    if piece.kind == "guide":
        properties.append(w("shd", val="clear", color="auto", fill=FOUND))
    return run(text(piece.text), properties=properties)


def _script(language: Language, ltr: bool) -> Iterator[Node]:
    """Direction by run, without marks of direction between the letters: they would be copied into the file."""
    if language.rtl and not ltr:
        yield w("rtl")
        yield w("lang", bidi=look.tag(language))
    else:
        yield w("lang", val=look.OTHER_LATIN if language.rtl else look.tag(language))


def _said(style: str, written: str, language: Language, colour: str = "") -> Node:
    return _paragraph(style, _words(written, language, colour), language)


def _words(written: str, language: Language, colour: str = "") -> list[Node]:
    """A text of the language's strings."""
    spoken = typography.runs(written) if language.rtl else [(typography.spaced(written, language), False)]
    tinted = [w("color", val=colour)] if colour else []
    return [run(text(piece), properties=[*_script(language, ltr), *tinted]) for piece, ltr in spoken]


def _paragraph(style: str, content: list[Node], language: Language) -> Node:
    """With a direction of its own: the styles have the translation's."""
    return w("p", paragraph_properties([w("pStyle", val=style), w("bidi", val=1 if language.rtl else 0)]), *content)


def _landscape(language: Language) -> Node:
    size = w("pgSz", w=PAGE_HEIGHT, h=PAGE_WIDTH, orient="landscape")
    sides = {side: MARGIN for side in ("top", "right", "bottom", "left")}
    margins = w("pgMar", **sides, header=look.HEAD, footer=look.FOOT, gutter=0)
    return w("sectPr", size, margins, w("bidi") if language.rtl else None)
