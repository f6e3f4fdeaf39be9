"""Content streams of krilla, read."""

import pikepdf
import pytest

from daleel.print.arabic_text.content import (
    Block,
    Cluster,
    ContentReader,
    Glyph,
    Unknown,
    actual_text,
    marked_content,
    without_reversed_marks,
)
from daleel.print.arabic_text.fonts import EmbeddedFont

SHOWS = b"BT/ReversedChars BMC 0 Tr/f0 10 Tf 1 0 0 -1 0 0 Tm[<0001>-50<0002>]TJ\nEMC\nET\nQ"
TEXT = b"q 1 0 0 -1 20 700 cm/c0 cs 0 scn\n" + SHOWS
BLOCK = b"/Span<</MCID 0>>BDC\n" + TEXT + b"\nEMC"
DRAWING = b"/Artifact<</Type/Layout>>BDC\nq 1 0 0 -1 0 0 cm 0 0 m 9 9 l S\nQ\nEMC"


def font(*, can_grow: bool = True) -> EmbeddedFont:
    return EmbeddedFont(
        pikepdf.Dictionary(), {1: 500.0, 2: 400.0, 3: 0.0}, {1: "ب", 2: "ا", 3: "َ"}, can_grow, next_code=10
    )


def parts(content: bytes, face: EmbeddedFont | None = None) -> list[bytes | Block | Unknown]:
    return list(ContentReader().parts(content, {b"/f0": face or font()}))


def only_block(content: bytes) -> Block:
    (block,) = [part for part in parts(content) if isinstance(part, Block)]
    return block


def test_a_block_is_read_with_its_place_and_glyphs() -> None:
    block = only_block(BLOCK)
    assert (block.mcid, block.x_pt, block.y_pt, block.size_pt, block.rtl, block.upright) == (0, 20, 700, 10, True, True)
    (shown,) = block.shows
    assert shown.show.clusters == (Cluster((Glyph(1, 0, 0),), "ب"), Cluster((Glyph(2, 550, 0),), "ا"))
    assert block.right_pt == pytest.approx(20 + (500 + 50 + 400) * 10 / 1000)


def test_a_long_description_of_a_figure_leaves_what_follows_in_its_place() -> None:
    figure = b"/Span<</MCID 0/Alt<" + b"FEFF0628" * 300 + b">>>BDC\nq /x0 Do\nQ\nEMC"
    following = BLOCK.replace(b"/MCID 0", b"/MCID 1")
    assert only_block(figure + following).mcid == 1


def test_an_end_without_a_start_is_not_understood() -> None:
    first, end, block, _ = parts(b"/x0 Do\nEMC" + BLOCK)
    assert (first, end) == (b"/x0 Do", Unknown(b"EMC"))
    assert isinstance(block, Block)


@pytest.mark.parametrize("actual", [b"<FEFF0628064E>", rb"(\376\377\006\050\006N)"], ids=["hexadecimal", "string"])
def test_a_cluster_stands_for_its_actual_text(actual: bytes) -> None:
    code = BLOCK.replace(b"/ReversedChars BMC", b"/Span<</ActualText" + actual + b">>BDC")
    (shown,) = only_block(code).shows
    assert [cluster.text for cluster in shown.show.clusters] == ["بَ"]


def test_a_bracket_may_be_the_actual_text() -> None:
    assert actual_text(None, rb"\(") == "("


def test_controls_of_direction_are_no_text() -> None:
    assert actual_text(b"FEFF20690020", None) == " "


def test_an_artifact_of_several_texts_is_several_blocks() -> None:
    header = b"/Artifact<</Type/Pagination>>BDC\n" + TEXT + b"\n" + TEXT + b"\nEMC"
    assert [type(part) for part in parts(header) if part] == [Block, Block]


@pytest.mark.parametrize(
    "content",
    [
        BLOCK.replace(b"1 0 0 -1 0 0 Tm", b"1 0 0 -1 0 3 Tm"),  # a rise within the block
        BLOCK.replace(b"\nEMC\nET", b"\nEMC 0 Tr/f0 9 Tf 1 0 0 -1 0 0 Tm(a)Tj\nET"),  # another size
        b"/Span<</MCID 0>>BDC\n" + TEXT + b"\n" + TEXT + b"\nEMC",  # two texts of one number
    ],
)
def test_other_forms_are_counted_and_kept(content: bytes) -> None:
    assert [part for part in parts(content) if isinstance(part, Unknown)] == [Unknown(content)]


@pytest.mark.parametrize(
    ("typst", "other"),
    [
        (b"[<0001>-50<0002>]TJ", b"[]TJ"),  # nothing shown
        (b"<0001>", b"<00>"),  # half a code
        (b"<0001>", b"<FFFF>"),  # no glyph of the font
        (b"<0001>", b"(\\777)"),  # no byte
        (b"-50", b"-5.0.0"),  # no number
        (b"-50", b"-99999999"),  # farther than a glyph can be
        (b"f0 10 Tf", b"f0 0 Tf"),
        (b"20 700 cm", b"20 99999999 cm"),
        (b"/c0 cs", b"/\xd8 cs"),  # not ASCII
        (b"/ReversedChars BMC 0 Tr", b"/Span<</ActualText<FEFF06>>>BDC 0 Tr"),  # half a character
    ],
)
def test_what_fuzzing_found_is_counted_and_kept(typst: bytes, other: bytes) -> None:
    content = BLOCK.replace(typst, other)
    assert content != BLOCK
    assert [part for part in parts(content) if isinstance(part, Unknown)] == [Unknown(content)]


def test_arabic_in_a_font_that_cannot_grow_is_counted() -> None:
    assert isinstance(parts(BLOCK, font(can_grow=False))[0], Unknown)


def test_what_is_not_text_comes_back_byte_for_byte() -> None:
    assert b"".join(part for part in parts(DRAWING) if isinstance(part, bytes)) == DRAWING
    assert (
        b"".join(part for part in parts(b"q 1 0 0 1 0 0 cm /x0 Do Q") if isinstance(part, bytes))
        == b"q 1 0 0 1 0 0 cm /x0 Do Q"
    )


def test_marked_content_keeps_what_stands_between() -> None:
    found = [(head, len(pieces)) for head, pieces in marked_content(DRAWING + BLOCK) if head]
    assert found == [(b"/Artifact<</Type/Layout>>BDC", 1), (b"/Span<</MCID 0>>BDC", 1)]


def test_reversed_marks_go_and_their_text_stays() -> None:
    assert without_reversed_marks(b"BT/ReversedChars BMC 0 Tr\nEMC\nET") == b"BT 0 Tr\nET"
