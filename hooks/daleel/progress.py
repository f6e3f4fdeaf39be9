"""How far long work has come: a bar on a terminal, plain lines elsewhere (in CI)."""

import sys
from collections.abc import Collection
from concurrent.futures import Future
from typing import Any

from tqdm import tqdm

QUARTERS = 4


def follow(work: Collection[Future[Any]], unit: str) -> None:
    """Show how many of them are done, while the caller goes on; what fails is the caller's to tell."""
    if sys.stderr.isatty():
        bar = tqdm(total=len(work), unit=f" {unit}", leave=False, file=sys.stderr)
        for one in work:
            one.add_done_callback(lambda _: bar.update())
        return
    steps = {-(-len(work) * quarter // QUARTERS) for quarter in range(1, QUARTERS + 1)} if work else set()
    done = [0]

    def tell(_: Future[Any]) -> None:
        done[0] += 1
        if done[0] in steps:
            sys.stderr.write(f"{done[0]} of {len(work)} {unit}\n")

    for one in work:
        one.add_done_callback(tell)
