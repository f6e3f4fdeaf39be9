"""Python imports this at its start where the folder is on PYTHONPATH: disks list files in another order, there are five cores."""

import os
from collections.abc import Iterator
from random import Random
from typing import Any

_scandir, _listdir, _random = os.scandir, os.listdir, Random(7)


class Shuffled:
    def __init__(self, path: Any = ".") -> None:
        with _scandir(path) as entries:
            self.entries = list(entries)
        _random.shuffle(self.entries)

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        if not self.entries:
            raise StopIteration
        return self.entries.pop()

    def __enter__(self) -> "Shuffled":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.entries = []


def listdir(path: Any = ".") -> list[Any]:
    return _random.sample(names := _listdir(path), len(names))


os.scandir, os.listdir = Shuffled, listdir  # type: ignore[assignment]
os.cpu_count = lambda: 5
