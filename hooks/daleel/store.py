"""Digest of all inputs → bytes. What was made once is never made again, on this machine or from CI's cache."""

import hashlib
import os
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from math import inf
from pathlib import Path
from typing import Any

import msgspec

from daleel.swap import rename

ENGINES = (
    "babel",
    "brotli",
    "fonttools",
    "jinja2",
    "lingua-language-detector",
    "lxml",
    "markdown",
    "markupsafe",
    "mkdocs",
    "mkdocs-static-i18n",
    "msgspec",
    "nh3",
    "pagefind",
    "pikepdf",
    "pillow",
    "pymdown-extensions",
    "python-docx",
    "python-stdnum",
    "segno",
    "typst",
    "uharfbuzz",
)  # whose output we store
SCRATCH = "new"  # folder of entries that are being written
DAY = 86_400  # seconds
ABANDONED = 3600  # nothing takes that long to write
UNUSED = 30 * DAY  # time in which no build has asked for an entry


def digest(*inputs: Any) -> str:
    """A name for what is made of these inputs. Anything that msgspec encodes; dicts and sets in any order."""
    return hashlib.sha256(msgspec.msgpack.encode(inputs, order="deterministic")).hexdigest()


@lru_cache(maxsize=1)
def engine() -> str:
    """Digest of the engine's own code, templates and the libraries that shape output."""
    package = Path(__file__).parent
    code = [
        (path.relative_to(package).as_posix(), hashlib.sha256(path.read_bytes()).digest())
        for path in sorted(package.rglob("*"))
        if path.suffix in (".py", ".typ", ".xhtml", ".opf", ".css")
    ]
    return digest(code, engines())


@lru_cache(maxsize=1)
def engines() -> str:
    """Digest of the versions of what shapes output. Python's own too: it brings zlib and Unicode's tables."""
    return digest([(name, version(name)) for name in ENGINES], sys.version, zlib.ZLIB_RUNTIME_VERSION)


class Store:
    """A folder of files, each with the digest of its own content in front: a damaged one counts as absent."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]

    def get(self, key: str) -> bytes | None:
        path = self._path(key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        content = data[32:]
        if hashlib.sha256(content).digest() != data[:32]:
            return None
        _used(path)
        return content

    def kept(self, key: str, make: Callable[[], bytes]) -> bytes:
        """What is there; else what is made now, and put there."""
        stored = self.get(key)
        if stored is None:
            stored = make()
            self.put(key, stored)
        return stored

    def has(self, key: str) -> bool:
        """Something is there, perhaps damaged."""
        path = self._path(key)
        _used(path)
        return path.is_file()

    def put(self, key: str, content: bytes) -> None:
        path, scratch = self._path(key), self.folder / SCRATCH
        for folder in (path.parent, scratch):
            folder.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=scratch)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(content).digest() + content)
            rename(Path(aside), path)
        except OSError:
            Path(aside).unlink(missing_ok=True)  # a full disk is not made fuller
            raise

    def sweep(self) -> None:
        """Remove what killed processes left half written."""
        self._remove(f"{SCRATCH}/*", before=time.time() - ABANDONED)

    def forget(self) -> None:
        """Remove what has long been of no use. After a build, which tells what is."""
        self._remove("??/*", before=time.time() - UNUSED)

    def forget_since(self, moment: float) -> None:
        """Remove what was put there from this moment on, in seconds of Unix time."""
        self._remove("??/*", since=moment)

    def _remove(self, pattern: str, before: float = 0, since: float = inf) -> None:
        """Files that were last written, or asked for, before the one moment or since the other."""
        for path in self.folder.glob(pattern):
            with suppress(OSError):  # it was a living process's, and is done; or the store may only be read
                if not before <= path.stat().st_mtime < since:
                    path.unlink()


def _used(path: Path) -> None:
    """Its time tells when it was last of use, to the day."""
    with suppress(OSError):
        if path.stat().st_mtime < time.time() - DAY:
            os.utime(path)
