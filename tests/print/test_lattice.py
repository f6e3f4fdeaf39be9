from typing import get_args

import pytest
from lxml import etree

from daleel.lattice import COLOURS, THREAD, Use, cover
from daleel.model import Kind

DRAWINGS = [(topic, kind, use) for topic in COLOURS for kind in get_args(Kind) for use in get_args(Use)]


@pytest.mark.parametrize(("topic", "kind", "use"), DRAWINGS)
def test_a_cover_is_a_small_drawing_in_the_topic_colour(topic: str, kind: Kind, use: Use) -> None:
    svg = cover("tip-or-som", kind, topic, use)
    assert etree.fromstring(svg.encode()).tag == "{http://www.w3.org/2000/svg}svg"
    assert len(svg) < 16_000
    assert COLOURS[topic][0] in svg
    assert (THREAD in svg) == (use != "print")


def test_the_id_decides_the_way_and_for_ever() -> None:
    covers = {cover(f"manual-{n}", "manual", "investigation", "print") for n in range(12)}
    assert len(covers) > 2
    assert cover("manual-1", "manual", "gender", "card") == cover("manual-1", "manual", "gender", "card")


def test_equal_ids_in_two_drawings_mean_equal_tiles() -> None:
    """Drawings are inlined side by side on one page of the site."""
    tiles: dict[str, str] = {}
    for topic, kind, use in DRAWINGS:
        for tile in etree.fromstring(cover("x", kind, topic, use).encode()).iter("{*}defs"):
            for path in tile:
                assert tiles.setdefault(str(path.get("id")), str(path.get("d"))) == path.get("d")
