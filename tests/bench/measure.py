"""Processes timed from outside, turn about; what they ran on; a table."""

import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

QUIET = {"NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "ignore"}


@dataclass(frozen=True)
class Task:
    command: Sequence[str]
    made: Path  # the file it must write
    rounds: int
    folder: Path | None = None  # to run in
    prepare: Callable[[], None] = lambda: None  # not timed
    anew: bool = True  # the file is made anew; else it is there before, and may stay as it is


@dataclass(frozen=True)
class Taken:
    wall_s: float
    cpu_s: float  # of all cores together, without processes that outlive their parent, as Chromium's renderers do


def run(task: Task) -> Taken:
    """A whole process, cold: the interpreter's start, imports, all."""
    if task.anew:
        task.made.unlink(missing_ok=True)
    task.prepare()
    before, started = os.times(), time.perf_counter()
    done = subprocess.run(
        task.command, cwd=task.folder, capture_output=True, text=True, check=False, env=os.environ | QUIET
    )
    wall, after = time.perf_counter() - started, os.times()
    if done.returncode or not task.made.is_file():
        sys.exit(f"{' '.join(task.command)}\n{done.stdout}{done.stderr}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Taken(wall, cpu)


def turn_about(tasks: Mapping[str, Task]) -> Iterator[tuple[str, Taken]]:
    """The median of each task's rounds."""
    for name, found in in_rounds(tasks).items():
        yield name, middle(found)


def in_rounds(tasks: Mapping[str, Task]) -> dict[str, list[Taken]]:
    """One round of all, then the next: a busy minute falls on all alike."""
    taken: dict[str, list[Taken]] = {name: [] for name in tasks}
    for nth in range(max(task.rounds for task in tasks.values())):
        for name, task in tasks.items():
            if nth < task.rounds:
                taken[name].append(run(task))
    return taken


def middle(found: Sequence[Taken]) -> Taken:
    return Taken(median(one.wall_s for one in found), median(one.cpu_s for one in found))


def machine() -> str:
    model = "unknown processor"
    if (info := Path("/proc/cpuinfo")).exists():
        model = next(line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line)
    load = f", load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    return f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}{load}"


def table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])
