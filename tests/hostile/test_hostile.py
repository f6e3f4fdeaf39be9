"""A pull request is a stranger's: what is hostile in it is named to its author, reads nothing, reaches nothing, ends soon."""

import csv
import io
import os
import re
import resource
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hostile_sample import KINDS, SECRET, Case, cases, write_case
from hostile_scan import in_table

from conftest import STORE, copy_sample
from daleel import check, convert, figures, numbers, problems, proofreading, read, run, sanitize, scan, stage
from daleel.figures import Figure, read_figure
from daleel.print.wording import literal
from daleel.site.termbase import harmless

GUARDED = {"on": False}
ADDRESS_SPACE = 3_000_000_000  # bytes
SECONDS = 60  # for a class


def guard(event: str, arguments: tuple[Any, ...]) -> None:
    """Workers are forked and have it too."""
    if not GUARDED["on"]:
        return
    if event == "open" and str(arguments[0]).endswith(("/secret", "/etc/passwd")):
        raise AssertionError(f"{arguments[0]} was opened")
    if event in ("socket.connect", "socket.getaddrinfo"):
        raise AssertionError(f"{event}: {arguments}")


sys.addaudithook(guard)


@contextmanager
def bounded() -> Iterator[None]:
    """In memory and time, without network, without a look at the secret."""

    def late(*_: object) -> None:
        raise AssertionError(f"not ended after {SECONDS} s")

    limits, handler = resource.getrlimit(resource.RLIMIT_AS), signal.signal(signal.SIGALRM, late)
    GUARDED["on"] = True
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, limits[1]))
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, handler)
        resource.setrlimit(resource.RLIMIT_AS, limits)
        GUARDED["on"] = False


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the check of the sample library has found."""
    config = copy_sample(tmp_path_factory.mktemp("store") / "library")
    told(config)
    return config.parent / STORE


def told(config: Path) -> list[str]:
    """Each error as path:line: message."""
    try:
        _, texts, found = run.check_root(config)
    except problems.Mistakes as mistakes:
        found = mistakes.problems
    else:
        assert SECRET not in "".join(text.html for text in texts.values())
    assert SECRET not in "".join(map(str, found))
    return [f"{one.path.as_posix()}:{one.line}: {one.message}" for one in problems.errors(found)]


def checked(some: list[Case], folder: Path, store: Path) -> dict[str, list[str]]:
    """What is told of each case, at its place."""
    found = {}
    together = [case for case in some if not case.alone]
    for nth, group in enumerate([together, *([case] for case in some if case.alone)]):
        config = copy_sample(folder / str(nth) / "library")
        shutil.copytree(store, config.parent / STORE)
        for case in group:
            write_case(case, config.parent)
        with bounded():
            lines = told(config)
        for case in group:
            found[case.id] = [line.removeprefix(case.folder) for line in lines if line.startswith(case.folder)]
    return found


def is_told(expected: str, lines: list[str]) -> bool:
    """`*` stands for a line's number."""
    return any(re.match(re.escape(expected).replace(r":\*:", r":\d+:"), line) for line in lines)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_hostile_is_named_at_its_place(kind: str, tmp_path: Path, store: Path) -> None:
    some = cases(kind)
    assert len(some) >= 8
    found = checked(some, tmp_path, store)
    wrong = {
        case.id: found[case.id]
        for case in some
        if (
            len(found[case.id]) != len(case.expected) and not case.alone
        )  # what rests on the library's own files falls too
        or not all(is_told(one, found[case.id]) for one in case.expected)
    }
    assert wrong == {}


@pytest.mark.parametrize("word", ["word", "كلمة"])
def test_what_stands_thousands_of_times_is_found_and_compared_soon(word: str) -> None:
    """A place for each: the time was the square of their number. Numbers in their order: it was the cube."""
    text = f"![{word}](x) " * 20_000
    with bounded():
        found = scan.scan(text)
        assert found.place_of("](x", 19_999) == (1, len(text) - 4)
        assert [found.place_of("](x", nth)[1] for nth in range(20_000)] == sorted(
            {*range(len(word) + 3, len(text), len(word) + 7)}
        )
        assert len(list(numbers.differences(f"{word} 15 " * 10_000, f"{word} 15 {word} 16 " * 5_000))) == 1


class Anything:
    def __contains__(self, _: object) -> bool:
        return True


def nothing(*_: object) -> Iterator[Any]:
    return iter(())


def any_figure(manuscript: convert.Manuscript, written: str) -> tuple[str, Figure]:
    path = Path(os.path.normpath(manuscript.folder / written))
    return written, Figure(1, 1) if not path.suffix else read_figure(path)


def lenient(data: bytes) -> str:
    return data.decode(errors="replace")


Defence = list[tuple[Any, str, Any]]
HTML: Defence = [(sanitize, "written", nothing), (sanitize, "strangers", nothing)]
DEFENCES: dict[str, Defence] = {
    "script": HTML,
    "frames": HTML,
    "schemes": [(convert, "SCHEMES", Anything())],
    "svg": [(figures, "_check_svg_element", nothing)],
    "css": [*HTML, (figures, "_check_svg_element", nothing)],
    "traversal": [
        (read, "leaves", lambda *_: False),
        (stage, "leaves", lambda *_: False),
        (convert, "_figure", any_figure),
    ],
    "yaml": [(read, "_refused", nothing)],
    "entities": [(figures, "_check_document", nothing)],
    "bombs": [
        *((figures, limit, float("inf")) for limit in ("MOST_PIXELS", "MOST_BYTES", "LARGEST")),
        (figures, "_drawn", lambda _: 0),
    ],
    "deep": [(read, "broken", nothing), (read, "MOST_BYTES", 10**9), (scan, "DEEPEST", -1)],
    "regex": [(read, "broken", nothing)],
    "names": [(run, "check_names", nothing)],
    "templates": [
        (check, "check_placeholders", nothing),
        (read, "check_template", lambda *_: True),
        (read, "differing", nothing),
    ],
    "broken": [(read, "normalised", lenient)],
    "bidi": [(proofreading, "deceiving", nothing)],
}


@pytest.mark.parametrize("kind", DEFENCES)
def test_without_its_defence_a_class_gets_through(
    kind: str, tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = [case for case in cases(kind) if case.expected and not case.about.keys() & {"other", "crash"}]
    assert some
    for module, name, instead in DEFENCES[kind]:
        monkeypatch.setattr(module, name, instead)
    found = checked(some, tmp_path, store)
    assert [case.id for case in some if all(is_told(one, found[case.id]) for one in case.expected)] == []


LITERAL = re.compile(r'"(?:[^"\\]|\\(?:\\|"|u\{[0-9a-f]+\}))*"')


def test_no_text_leaves_its_literal_in_typst() -> None:
    texts = [case.about["text"] for case in cases("typst")]
    assert [text for text in texts if not LITERAL.fullmatch(literal(text))] == []
    assert any(not LITERAL.fullmatch(f'"{text}"') for text in texts)  # unescaped they would


def test_no_cell_of_the_glossary_is_reckoned() -> None:
    cells = [case.about["cell"] for case in cases("office") if "cell" in case.about]
    assert [cell for cell in cells if reckoned(harmless(cell))] == []
    assert [cell for cell in cells if not reckoned(cell)] == []  # unescaped each is


def reckoned(cell: str) -> list[str]:
    table = io.StringIO()
    csv.writer(table).writerow(["id", cell])
    return list(in_table(table.getvalue().encode()))
