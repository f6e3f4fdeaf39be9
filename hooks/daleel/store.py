"""Digest of all inputs → bytes. What was made once is never made again, on this machine or from CI's cache."""

import hashlib
import os
import tempfile
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

ENGINES = (
    "babel",
    "fonttools",
    "lingua-language-detector",
    "lxml",
    "markdown",
    "nh3",
    "pikepdf",
    "pillow",
    "pymdown-extensions",
    "python-docx",
    "segno",
    "typst",
    "uharfbuzz",
)  # whose output we store


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
    return digest(code, [(name, version(name)) for name in ENGINES])


class Store:
    """A folder of files, each with the digest of its own content in front: a damaged one counts as absent."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]

    def get(self, key: str) -> bytes | None:
        try:
            data = self._path(key).read_bytes()
        except OSError:
            return None
        content = data[32:]
        return content if hashlib.sha256(content).digest() == data[:32] else None

    def put(self, key: str, content: bytes) -> None:
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(content).digest() + content)
        os.replace(aside, path)
