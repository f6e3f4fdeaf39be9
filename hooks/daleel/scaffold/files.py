"""What `daleel new` makes, and how it comes to disk: all of it or, where a file is in its place, nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from daleel.model import Library
from daleel.problems import Message, Mistakes, Problem, say

EXISTS = say("this file exists and stays as it is; choose another name")


@dataclass(frozen=True)
class Scaffold:
    """Paths are relative to the library's root."""

    made: Mapping[Path, str]  # files that are new
    edited: Mapping[Path, str] = field(default_factory=dict)  # publication.yml, with its own line ends
    next: tuple[Message, ...] = ()  # what its author does now, a sentence each


def write(root: Path, scaffold: Scaffold) -> None:
    """Raises Mistakes: what exists is never replaced."""
    if there := [path for path in scaffold.made if (root / path).exists()]:
        raise Mistakes([Problem(path, 1, "file-exists", EXISTS) for path in there])
    for path, text in scaffold.made.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        with (root / path).open("xb") as file:
            file.write(text.encode())
    for path, text in scaffold.edited.items():
        (root / path).write_bytes(text.encode())


def as_written(library: Library, path: Path) -> str:
    """The file with its own line ends, and with its byte order mark if it has one."""
    return (library.root / path).read_bytes().decode()
