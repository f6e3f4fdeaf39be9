"""A whole build reads nothing but the repository, Python and the system's own libraries, and calls nobody.

Python's audit hooks tell of each process; strace, where there is one, of Typst, Pagefind and libraries too; unshare,
where it is allowed, leaves no network to call.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from hostile_sample import copy_hostile

from conftest import PROJECT

WATCH = Path(__file__).parent / "watch"
PYTHON = (sys.prefix, sys.base_prefix)
SYSTEM = (
    *("/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/", "/usr/local/lib/", "/etc/ld.so."),
    *(
        "/usr/share/zoneinfo",
        "/usr/share/locale",
        "/etc/localtime",
        "/etc/ssl/",
        "/etc/mime.types",
        "/etc/locale.alias",
    ),
    *("/proc/", "/sys/", "/dev/"),
)
# openat(3</folder>, "name", O_RDONLY) = 4</folder/name>; what is not there is not read.
OPENED = re.compile(r"open(?:at2?)?\(.*\) = \d+<(?P<path>/[^>]*)>$")
CALLED = re.compile(r"connect\(.*(?:AF_INET|AF_INET6|AF_NETLINK).*")


def run_watched(folder: Path, *command: str) -> tuple[subprocess.CompletedProcess[str], Path, Path]:
    """What came of it; the log of Python's hooks, and strace's (there is none without it)."""
    log, trace = folder / "hooks.txt", folder / "trace.txt"
    alone = ["unshare", "--map-root-user", "--net"]
    around = alone if shutil.which("unshare") and not subprocess.call([*alone, "true"], stderr=-3) else []
    if shutil.which("strace"):
        around += ["strace", "-f", "-qq", "-y", "-e", "trace=open,openat,openat2,connect", "-o", str(trace)]
    done = subprocess.run(
        [*around, *command],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env=os.environ | {"PYTHONPATH": str(WATCH), "DALEEL_WATCH": str(log)},
    )
    return done, log, trace


def looked_at(log: Path, trace: Path) -> set[str]:
    paths = set(log.read_text(encoding="utf-8").splitlines())
    if trace.exists():
        lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
        paths |= {match["path"].removesuffix(" (deleted)") for line in lines if (match := OPENED.search(line))}
    return paths


def calls(trace: Path) -> list[str]:
    return CALLED.findall(trace.read_text(encoding="utf-8", errors="replace")) if trace.exists() else []


def outside(paths: set[str], own: Path) -> Iterator[str]:
    """`own`: the folder of the library and of the logs."""
    places = [*SYSTEM, *(f"{place}/" for place in (own, PROJECT, *PYTHON, *map(os.path.realpath, PYTHON)))]
    return (path for path in sorted(paths) if not f"{path}/".startswith(tuple(places)))


def test_a_build_reads_nothing_outside_the_repository_and_calls_nobody(tmp_path: Path) -> None:
    config = copy_hostile(tmp_path / "library")
    done, log, trace = run_watched(tmp_path, sys.executable, "-m", "daleel.cli", "-f", str(config), "build")
    assert done.returncode == 0, done.stderr
    paths = looked_at(log, trace)
    assert str(tmp_path / "library/manuals/hostile-words/01-words.ar.md") in paths
    assert list(outside(paths, tmp_path)) == []
    assert calls(trace) == []


def test_the_watch_sees_a_look_outside_and_refuses_a_call(tmp_path: Path) -> None:
    code = "open('/etc/passwd'); import socket; socket.create_connection(('127.0.0.1', 9))"
    done, log, trace = run_watched(tmp_path, sys.executable, "-c", code)
    assert "PermissionError: socket." in done.stderr
    assert list(outside(looked_at(log, trace), tmp_path)) == ["/etc/passwd"]
