"""The pictures of an edition: asked as pixels, since that is what is shown."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from print_sample import FONTS, LANGUAGES, library

from daleel.lattice import COLOURS, THREAD
from daleel.model import Booklet
from daleel.print.cards import cover_picture, social_picture

LIBRARY = library()[0]
EDITIONS = [(id, code) for id in ("sample", "short") for code in LANGUAGES]
MOST_BYTES = 150_000
LONG = {
    "en": "Investigating, prosecuting and adjudicating trafficking in persons and smuggling of migrants in three regions",
    "ar": "التحقيق في جرائم الاتجار بالأشخاص وتهريب المهاجرين وملاحقة مرتكبيها والفصل فيها في ثلاث مناطق",
}


def tall(id: str, code: str, booklet: Booklet = "participant") -> bytes:
    publication = LIBRARY.publication(id)
    return cover_picture(LIBRARY, publication, publication.editions[code], FONTS, booklet)


def wide(id: str, code: str) -> bytes:
    publication = LIBRARY.publication(id)
    return social_picture(LIBRARY, publication, publication.editions[code], FONTS)


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def near(picture: Image.Image, colour: str) -> int:
    """Pixels of about that colour."""
    wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    found = picture.getcolors(picture.width * picture.height) or []
    return sum(n for n, had in found if all(abs(a - b) < 12 for a, b in zip(wanted, had, strict=True)))  # type: ignore[arg-type]


@pytest.mark.parametrize(("id", "code"), EDITIONS)
@pytest.mark.parametrize(("draw", "size"), [(tall, (1130, 1600)), (wide, (1200, 630))])
def test_pictures_have_their_size_and_are_small(draw, size: tuple[int, int], id: str, code: str) -> None:  # type: ignore[no-untyped-def]
    png = draw(id, code)
    assert opened(png).size == size
    assert len(png) <= MOST_BYTES


@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("draw", [tall, wide])
def test_same_edition_same_bytes(draw, code: str) -> None:  # type: ignore[no-untyped-def]
    assert draw("sample", code) == draw("sample", code)


@pytest.mark.parametrize(("id", "code"), EDITIONS)
@pytest.mark.parametrize("draw", [tall, wide])
def test_art_stands_on_the_colour_of_the_topic_with_the_way_in_it(draw, id: str, code: str) -> None:  # type: ignore[no-untyped-def]
    picture = opened(draw(id, code))
    area = picture.width * picture.height
    assert near(picture, COLOURS[LIBRARY.publication(id).topic][0]) > 0.05 * area
    assert near(picture, THREAD) > 0.001 * area


def ink(picture: Image.Image, box: tuple[int, int, int, int]) -> int:
    return near(picture.crop(box), "#17232b")


def test_words_stand_at_the_readers_start() -> None:
    left, right = (0, 0, 400, 630), (800, 0, 1200, 630)
    english, arabic = opened(wide("sample", "en")), opened(wide("sample", "ar"))
    assert ink(english, left) > ink(english, right) == 0
    assert ink(arabic, right) > ink(arabic, left) == 0


@pytest.mark.parametrize("code", ["en", "ar"])
def test_a_long_title_stays_within_the_picture(code: str) -> None:
    """Nothing but white around what is written, and a line of it left free above the house's mark."""
    publication = LIBRARY.publication("sample")
    edition = replace(publication.editions[code], title=LONG[code], subtitle=LONG[code])
    picture = opened(cover_picture(LIBRARY, publication, edition, FONTS))
    for margin in ((0, 960, 60, 1600), (1070, 960, 1130, 1600), (0, 1490, 1130, 1503), (0, 1560, 1130, 1600)):
        assert [colour for _, colour in picture.crop(margin).getcolors() or []] == [(255, 255, 255)]


@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_cover_says_for_whom_a_manual_is(code: str) -> None:
    assert tall("sample", code, "participant") != tall("sample", code, "facilitator")


@pytest.mark.parametrize("draw", [cover_picture, social_picture])
def test_injected_code_is_drawn_as_text(draw) -> None:  # type: ignore[no-untyped-def]
    publication = LIBRARY.publication("short")
    edition = replace(publication.editions["en"], title='"); #panic("x") \\u{41} $x$ *b*')
    assert opened(draw(LIBRARY, publication, edition, FONTS)).size
