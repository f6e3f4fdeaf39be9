"""The text blocks of a page's content stream, in the form that krilla (Typst 0.15) writes:

    /Span<</MCID 7>>BDC
    q 1 0 0 -1 257.2 713.1 cm/c0 cs 0.1 0.1 0.1 scn
    BT 0 Tr/f1 16 Tf 1 0 0 -1 0 0 Tm[(..)]TJ/Span<</ActualText<FEFF0631>>>BDC 0 Tr/f1 16 Tf 1 0 0 -1 88.5 0 Tm[110(..)]TJ
    EMC/ReversedChars BMC 0 Tr/f1 16 Tf 1 0 0 -1 94.0 0 Tm[<..>]TJ
    EMC
    ET
    Q
    EMC

Glyphs come in visual order, left to right, two bytes each. Whatever has another form is kept as it is.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from daleel.print.arabic_text.fonts import RTL, EmbeddedFont, without_controls

SPACES = (" ", "\u00a0")

NUMBER = rb"-?[\d.]+"
STRING = rb"[^()\\]*(?:\\.[^()\\]*)*"
for _depth in range(3):  # strings may hold balanced brackets
    STRING = rb"[^()\\]*(?:(?:\\.|\(" + STRING + rb"\))[^()\\]*)*"
MATRIX = NUMBER + rb"(?: " + NUMBER + rb"){3}"
TEXT_OBJECT = rb"q (%b) (%b) (%b) cm([^\n]*)\nBT([^\n]*(?:\n(?!ET\n)[^\n]*)*)\nET\nQ" % (MATRIX, NUMBER, NUMBER)
MARK_OPENS = rb"/\w+ ?(?:<<.*?>>\s?BDC|BMC)"  # a figure's description makes it long
TOKEN = re.compile(rb"(?P<text>" + TEXT_OBJECT + rb")|(?P<opens>" + MARK_OPENS + rb")|(?P<closes>\bEMC\b)", re.DOTALL)
SHOW = re.compile(
    rb"(?:\nEMC)*(?:/Span<</ActualText(?:<([0-9A-F]+)>|\((" + STRING + rb")\))>>BDC)?(?:/ReversedChars BMC)?"
    rb" ?(\d Tr/\w+) (" + NUMBER + rb") Tf 1 0 0 -1 (" + NUMBER + rb") 0 Tm"
    rb"(\[[-\d.\s]*(?:(?:<[0-9A-F]*>|\(" + STRING + rb"\))[-\d.\s]*)*\]TJ|\(" + STRING + rb"\)Tj|<[0-9A-F]*>Tj)",
    re.DOTALL,
)
REVERSED = re.compile(rb"/ReversedChars BMC((?:(?!BMC|BDC|\nEMC).)*)\nEMC", re.DOTALL)
ELEMENT = re.compile(rb"\((" + STRING + rb")\)|<([0-9A-F]*)>|(" + NUMBER + rb")", re.DOTALL)
ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
MCID = re.compile(rb"/MCID (\d+)")
UPRIGHT = b"1 0 0 -1"
FARTHEST_PT = 14_400  # a page's side at most: ISO 32000-1, annex C
SIZES_PT = (1, 1_000)
WIDEST_KERN = 20_000  # thousandths of the size; a glyph that we add must be able to hold it
ENDS = (b"", b"\nEMC", b"\nEMC\nEMC")


class Glyph(NamedTuple):
    code: int
    x: float  # from the origin of its show
    y: float  # upwards


class Cluster(NamedTuple):
    """Glyphs that stand for some characters together: a letter and its marks."""

    glyphs: tuple[Glyph, ...]  # from left to right
    text: str


@dataclass(eq=False, slots=True)
class Show:
    """What one operator shows; its clusters stand from left to right."""

    clusters: tuple[Cluster, ...]
    end: float  # where the pen stands afterwards
    rtl: bool
    wide: bool  # some glyph has a width
    blank: bool
    left: float | None  # where the first letter starts; None: a space
    right: float | None  # where the last letter ends; None: a space
    open_text: str | None  # of a last cluster that has only marks: its letter is in the next show


class PlacedShow(NamedTuple):
    x: float  # from the block's origin
    show: Show


@dataclass(eq=False, slots=True)
class Block:
    """One text object in marked content of its own."""

    head: bytes  # the operator that opens the marked content; empty: none
    raw: bytes  # the text object
    matrix: bytes  # the four numbers that turn and scale
    x_pt: float
    y_pt: float  # upwards from the page's foot
    paint: bytes  # operators that set the colour
    face: bytes  # operators that set the rendering mode, and the font's name
    font: EmbeddedFont
    size_pt: float
    shows: tuple[PlacedShow, ...]
    mcid: int | None = field(init=False)
    rtl: bool = field(init=False)
    wide: bool = field(init=False)
    blank: bool = field(init=False)
    right_pt: float = field(init=False)

    def __post_init__(self) -> None:
        number = MCID.search(self.head)
        self.mcid = int(number[1]) if number else None
        self.rtl = any(show.rtl for _, show in self.shows)
        self.wide = any(show.wide for _, show in self.shows)
        self.blank = all(show.blank for _, show in self.shows)
        self.right_pt = self.x_pt + (self.shows[-1].x + self.shows[-1].show.end) * self.em_pt

    @property
    def em_pt(self) -> float:
        """A thousandth of the font's size."""
        return self.size_pt / 1000

    @property
    def upright(self) -> bool:
        return self.matrix == UPRIGHT


class Unknown(NamedTuple):
    """Text in a form that is not known here."""

    raw: bytes


@dataclass
class ContentReader:
    """Reads pages; remembers the shows of each font, as words come again and again."""

    memory: dict[tuple[EmbeddedFont, bytes, bytes | None, bytes | None], Show] = field(default_factory=dict)

    def parts(self, content: bytes, fonts: Mapping[bytes, EmbeddedFont]) -> Iterator[bytes | Block | Unknown]:
        """The stream from start to end."""
        for head, pieces in marked_content(content):
            if b"EMC" in pieces and not head:
                yield Unknown(b"EMC")
            elif not any(isinstance(piece, re.Match) for piece in pieces):
                yield wrapped(head, b"\n".join(piece for piece in pieces if isinstance(piece, bytes)))
            elif len(pieces) > 1 and MCID.search(head):  # its number may stand only once on a page
                whole = wrapped(head, b"\n".join(piece if isinstance(piece, bytes) else piece[0] for piece in pieces))
                yield whole if self.left_to_right(head, pieces, fonts) else Unknown(whole)
            else:
                for piece in pieces:
                    yield wrapped(head, piece) if isinstance(piece, bytes) else self.block(head, piece, fonts)

    def left_to_right(
        self, head: bytes, pieces: Sequence[bytes | re.Match[bytes]], fonts: Mapping[bytes, EmbeddedFont]
    ) -> bool:
        """The words of a drawing that was not translated: there is nothing to put in order."""
        found = [self.block(head, piece, fonts) for piece in pieces if isinstance(piece, re.Match)]
        return not any(isinstance(one, Unknown) or (isinstance(one, Block) and one.rtl) for one in found)

    def block(
        self, head: bytes, text_object: re.Match[bytes], fonts: Mapping[bytes, EmbeddedFont]
    ) -> bytes | Block | Unknown:
        try:
            return self.read_block(head, text_object, fonts)
        except ValueError:  # what stands for numbers, characters or glyphs is none
            return Unknown(wrapped(head, text_object["text"]))

    def read_block(
        self, head: bytes, text_object: re.Match[bytes], fonts: Mapping[bytes, EmbeddedFont]
    ) -> bytes | Block | Unknown:
        raw, _, matrix, x_pt, y_pt, paint, body = text_object.group(0, "text", 2, 3, 4, 5, 6)
        shows, face, end = [], None, 0
        for match in SHOW.finditer(body):
            actual_hex, actual_string, mode, size, x, operand = match.groups()
            face = face or (mode, size)
            if match.start() != end or face != (mode, size):
                return Unknown(wrapped(head, raw))
            name = mode[mode.index(b"/") :]
            if name not in fonts:
                return wrapped(head, raw)  # a font of pictures; it has no text to put in order
            end = match.end()
            shown = self.show(fonts[name], operand, actual_hex, actual_string)
            shows.append(PlacedShow(number(x, -FARTHEST_PT, FARTHEST_PT) * 1000 / number(size, *SIZES_PT), shown))
        if face is None or body[end:] not in ENDS or not paint.isascii():
            return Unknown(wrapped(head, raw))
        font = fonts[face[0][face[0].index(b"/") :]]
        if font.has_rtl and not font.can_grow:
            return Unknown(wrapped(head, raw))
        x, y = (number(one, -FARTHEST_PT, FARTHEST_PT) for one in (x_pt, y_pt))
        return Block(head, raw, matrix, x, y, paint, face[0], font, float(face[1]), tuple(shows))

    def show(self, font: EmbeddedFont, operand: bytes, actual_hex: bytes | None, actual_string: bytes | None) -> Show:
        key = font, operand, actual_hex, actual_string
        if key not in self.memory:
            self.memory[key] = read_show(font, operand, actual_text(actual_hex, actual_string))
        return self.memory[key]


def marked_content(content: bytes) -> Iterator[tuple[bytes, list[bytes | re.Match[bytes]]]]:
    """(opening operator, text objects and what stands between them); the operator is empty outside of marked content.

    Marked content within marked content is left as it is: the outermost counts. An end without a start stands alone.
    """
    head, depth, pieces, end = b"", 0, list[bytes | re.Match[bytes]](), 0
    for token in TOKEN.finditer(content):
        between = content[end : token.start()].strip()
        if between:
            pieces.append(between)
        end = token.end()
        if token.lastgroup == "text":
            pieces.append(token)
        elif token.lastgroup == "opens":
            if depth == 0:
                if pieces:
                    yield head, pieces
                head, pieces = token[0], []
            else:
                pieces.append(token[0])
            depth += 1
        elif depth == 0:
            yield head, pieces
            yield head, [token[0]]
            pieces = []
        elif depth == 1:
            yield head, pieces
            head, pieces, depth = b"", [], 0
        else:
            pieces.append(token[0])
            depth -= 1
    yield head, [*pieces, content[end:].strip()]


def wrapped(head: bytes, body: bytes) -> bytes:
    """The body as the marked content that head opens."""
    return head + b"\n" + body + b"\nEMC" if head else body


def without_reversed_marks(content: bytes) -> bytes:
    """pdf.js ends a text item at each mark of reversed characters, and so puts a line's words in reverse order."""
    return REVERSED.sub(rb"\1", content)


def actual_text(hexadecimal: bytes | None, string: bytes | None) -> str | None:
    """A text string (ISO 32000-1, 7.9.2.2): UTF-16 behind a byte order mark, or else PDFDocEncoding."""
    if hexadecimal is None and string is None:
        return None
    data = bytes.fromhex(hexadecimal.decode("ascii")) if hexadecimal is not None else unescaped(string or b"")
    return without_controls(data[2:].decode("utf-16-be") if data.startswith(b"\xfe\xff") else data.decode("latin-1"))


def number(written: bytes, least: float, most: float) -> float:
    value = float(written)
    if not least <= value <= most:
        raise ValueError(f"{value} is out of range")
    return value


def unescaped(string: bytes) -> bytes:
    """Of \\777 the highest bit is none (ISO 32000-1, 7.3.4.2)."""
    return ESCAPE.sub(lambda m: bytes([int(m[1], 8) % 256]) if m[1][:1].isdigit() else ESCAPES.get(m[1], m[1]), string)


def read_show(font: EmbeddedFont, operand: bytes, actual: str | None) -> Show:
    glyphs, end = read_glyphs(font, operand)
    if not glyphs:
        raise ValueError("nothing is shown")
    if actual is not None:
        return show_of(font, (Cluster(tuple(glyphs), actual),), end)
    return show_of(font, tuple(Cluster((glyph,), font.text.get(glyph.code, "")) for glyph in glyphs), end)


def read_glyphs(font: EmbeddedFont, operand: bytes) -> tuple[list[Glyph], float]:
    """The glyphs of a show operand, and where the pen stands afterwards."""
    x, glyphs = 0.0, []
    for string, hexadecimal, kern in ELEMENT.findall(operand):
        if kern:
            x -= number(kern, -WIDEST_KERN, WIDEST_KERN)
            continue
        codes = bytes.fromhex(hexadecimal.decode("ascii")) if hexadecimal else unescaped(string)
        for high, low in zip(codes[::2], codes[1::2], strict=True):
            code = high << 8 | low
            if font.can_grow and code >= font.next_code:
                raise ValueError(f"the font has no glyph {code}")
            glyphs.append(Glyph(code, x, 0.0))
            x += font.widths[code]
    return glyphs, x


def show_of(font: EmbeddedFont, clusters: tuple[Cluster, ...], end: float = 0.0) -> Show:
    widths, text = font.widths, "".join(cluster.text for cluster in clusters)
    first, last = clusters[0], clusters[-1]
    first_letter, last_letter = first.glyphs[base(font, first.glyphs)], last.glyphs[base(font, last.glyphs)]
    only_marks = len(last.text) > 1 and not any(widths[glyph.code] for glyph in last.glyphs)
    return Show(
        clusters,
        end,
        rtl=RTL.search(text) is not None,
        wide=any(widths[glyph.code] for cluster in clusters for glyph in cluster.glyphs),
        blank=not text.strip(" "),
        left=None if first.text in SPACES else first_letter.x,
        right=None if last.text in SPACES else last_letter.x + widths[last_letter.code],
        open_text=last.text if only_marks else None,
    )


def base(font: EmbeddedFont, glyphs: Sequence[Glyph]) -> int:
    """Index of the glyph that carries a cluster's width: the letter among its marks."""
    if len(glyphs) == 1:
        return 0
    return next((i for i in reversed(range(len(glyphs))) if font.widths[glyphs[i].code]), len(glyphs) - 1)
