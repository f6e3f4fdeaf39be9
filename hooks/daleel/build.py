"""`daleel build`: the shelf around `mkdocs build`. Nothing changed → nothing done; built aside; swapped in whole."""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from daleel.store import digest

CACHE = Path(".cache") / "daleel"
SOURCES = ("docs", "manuals", "policy_briefs", "overrides", "hooks", "mkdocs.yml", "compendium.yml", "uv.lock")
QUIET = {"NO_MKDOCS_2_WARNING": "1"}  # Material's notice about its own end is no author's business


def mkdocs(config: Path, command: str, *options: str) -> int:
    """MkDocs in a process of its own; its exit code. The engine never imports it."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "--quiet", command, "-f", str(config), *options],
        check=False,
        env=os.environ | QUIET,
    ).returncode


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (Path(folder, name) for name in sorted(names))


def source_digests(root: Path) -> list[tuple[bytes, bytes]]:
    """Of every file that a build reads."""
    return [
        (
            os.fsencode(path.relative_to(root).as_posix()),
            hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b"",
        )
        for name in SOURCES
        for path in _files(root / name)
    ]


def stamp(root: Path, site: Path) -> str:
    """Digest of all that a build depends on, and of the names, sizes and times of what it left in the site."""
    built = [
        (path.relative_to(site).as_posix(), stat.st_size, stat.st_mtime_ns)
        for path in _files(site)
        for stat in [path.stat()]
    ]
    return digest(source_digests(root), built, sys.version)


def build(config: Path) -> int:
    """Build into site/ beside the configuration. A build that fails leaves the last site as it was."""
    root, site = config.parent, config.parent / "site"
    stamp_file = root / CACHE / "stamp"
    if site.is_dir() and stamp_file.is_file() and stamp_file.read_text() == stamp(root, site):
        sys.stdout.write("nothing changed; site/ is up to date\n")
        return 0
    aside = root / CACHE / f"site-{os.getpid()}"
    try:
        started = time.monotonic()
        code = mkdocs(config, "build", "--site-dir", str(aside))
        if code == 0:
            swap(aside, site)
            stamp_file.write_text(stamp(root, site))
            sys.stdout.write(f"built site/ in {time.monotonic() - started:.1f} s\n")
        return code
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def swap(new: Path, site: Path) -> None:
    """The new site takes the old one's place; two renames, so that no reader finds half of it."""
    old = new.with_name(new.name + "-old")
    if site.exists():
        rename(site, old)
    rename(new, site)
    shutil.rmtree(old, ignore_errors=True)


def rename(path: Path, to: Path) -> None:
    """Windows refuses while a virus scanner or an editor holds a file: try for two seconds."""
    for wait in (0.05, 0.1, 0.2, 0.4, 0.6, 0.65):
        try:
            os.replace(path, to)
            return
        except PermissionError:
            time.sleep(wait)
    os.replace(path, to)
