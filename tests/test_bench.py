"""The judgement of the site bench. The measuring itself is `make bench`."""

import pytest
from tests.bench.measure import Taken
from tests.bench.results import STOCK, Size, ratio, regressions

OURS = "Daleel, site only"


def size(stock: list[float], ours: list[float]) -> Size:
    return Size({STOCK: [Taken(s, s) for s in stock], OURS: [Taken(s, s) for s in ours]}, 500, {})


def test_each_round_is_compared_with_stock_in_the_same_round() -> None:
    """A busy minute falls on both."""
    found = ratio(size([10, 30, 10], [5, 15, 6]), OURS)
    assert (found.value, found.noise) == (0.5, pytest.approx(0.05))


@pytest.mark.parametrize(
    ("ours", "told"),
    [([5, 5, 5], False), ([5, 5.5, 6], False), ([7, 7, 7], True)],
)
def test_only_what_is_worse_by_more_than_the_noise_is_told(ours: list[float], told: bool) -> None:
    recorded = {"sizes": {"60": {OURS: {"ratio": 0.5, "noise": 0.05}}}}
    assert bool(list(regressions({60: size([10, 10, 10], ours)}, recorded))) is told
