"""Hostile input as files: hostile/<class>/<case>.yml.

Most cases are a policy brief of their own, and a class is checked in one copy of the sample library:

    text: what follows the brief's front matter, from line 4 on
    files: what stands beside it, by path; a text, {repeat, times, before, after}, or {made: one of MADE}
    links: symbolic links beside it, and where they lead, from the library's root; `secret` is a file outside the library
    language: of the brief; en where nothing is said
    expect: every problem that is told, as `path:line: part of the message`; none where the text is harmless as it stands

A case of the whole library has `library: true`: its files and links stand at the library's root, it is checked alone.
`swap` changes a file of the library (old, new), `strings` the texts of a language, which then are the library's own.
`cell` is a term of the termbase, as a spreadsheet gets it.
`other`: what stops it is not the class's own defence. `crash`: without the defence the process would end or hang.
"""

import gzip
import io
import re
import shutil
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

from conftest import PROJECT, SAMPLE

HERE = Path(__file__).parent
STRINGS = PROJECT / "hooks/daleel/strings"
SECRET = "what-nobody-may-read"
ABOUT = """id: {id}
kind: brief
version: "0.1"
date: 2026-11-20
original: {language}
topics: [prosecution]
audiences: [policy]
regions: [horn]
chapters: [brief]
title: {{{language}: {title}}}
summary: {{{language}: {title}}}
"""
CODES = ("en", "ar")
IN_STRINGS = '" onload=\'alert(1)\' =1+1 #read("/etc/passwd")'
FRENCH = "      - {locale: fr, name: Français, build: true}\n"
TITLES = {"en": "A case", "ar": "حالة"}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


@dataclass(frozen=True)
class Case:
    id: str
    kind: str  # the class
    about: dict[str, Any]

    @property
    def expected(self) -> list[str]:
        return self.about.get("expect", [])

    @property
    def alone(self) -> bool:
        return bool(self.about.get("library"))

    @property
    def folder(self) -> str:
        return "" if self.alone else f"policy_briefs/{self.id}/"


def cases(kind: str) -> list[Case]:
    paths = sorted((HERE / kind).glob("*.yml"))
    return [Case(path.stem, kind, yaml.safe_load(path.read_text(encoding="utf-8"))) for path in paths]


KINDS = sorted(path.name for path in HERE.iterdir() if any(path.glob("*.yml")))


def write_case(case: Case, root: Path) -> None:
    """The secret lies beside the library."""
    (root.parent / "secret").write_text(SECRET, encoding="utf-8")
    folder = root / case.folder
    folder.mkdir(parents=True, exist_ok=True)
    if not case.alone:
        language = case.about.get("language", "en")
        (folder / "publication.yml").write_text(
            ABOUT.format(id=case.id, language=language, title=TITLES[language]), encoding="utf-8"
        )
        text = content(case.about.get("text", "Text.\n"))
        (folder / "brief.md").write_bytes(f"---\ntitle: {TITLES[language]}\n---\n".encode() + text)
    for name, given in case.about.get("files", {}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content(given))
    for name, (old, new) in case.about.get("swap", {}).items():
        text = (root / name).read_text(encoding="utf-8")
        assert old in text, (case.id, old)
        (root / name).write_text(text.replace(old, new), encoding="utf-8")
    for code, (old, new) in case.about.get("strings", {}).items():
        text = (STRINGS / f"{code}.yml").read_text(encoding="utf-8")
        assert text.count(old) == 1, (case.id, old)
        (root / "docs/data/strings").mkdir()
        (root / f"docs/data/strings/{code}.yml").write_text(text.replace(old, new), encoding="utf-8")
    for name, target in case.about.get("links", {}).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.symlink_to(root.parent / "secret" if target == "secret" else root / target)


def copy_hostile(to: Path) -> Path:
    """A copy of hostile/library, whose strings get hostile words, too; its mkdocs.yml. Two languages, one of them from right to left."""
    shutil.copytree(HERE / "library", to)
    for name in ("overrides", "hooks"):
        (to / name).symlink_to(PROJECT / name)
    (to / "docs/data/strings").mkdir()
    for code in CODES:
        strings = yaml.safe_load((STRINGS / f"{code}.yml").read_text(encoding="utf-8"))
        made = {name: one if name == "language" else with_hostile(one) for name, one in strings.items()}
        text = yaml.safe_dump(made, allow_unicode=True, sort_keys=False)
        (to / f"docs/data/strings/{code}.yml").write_text(text, encoding="utf-8")
    config = (SAMPLE / "mkdocs.yml").read_text(encoding="utf-8")
    assert FRENCH in config
    config = config.replace(FRENCH, "").replace("site_name: Sample", "site_name: '<script>alert(1)</script>'")
    (to / "mkdocs.yml").write_text(config, encoding="utf-8")
    return to / "mkdocs.yml"


def with_hostile(strings: Any) -> Any:
    """In each text that has a word."""
    if isinstance(strings, dict):
        return {key: with_hostile(value) for key, value in strings.items()}
    worded = isinstance(strings, str) and re.search(r"[^\W\d_]{2}", strings)
    return f"{strings}{IN_STRINGS}" if worded else strings


def content(given: Any) -> bytes:
    if isinstance(given, str):
        return given.encode()
    if isinstance(given, bytes):  # !!binary
        return given
    if "made" in given:
        return MADE[given["made"]]()
    return (given.get("before", "") + given["repeat"] * given["times"] + given.get("after", "")).encode()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *chunks: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IEND", b"")


def picture(format: str, size: tuple[int, int] = (90, 90)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size).save(file, format)
    return file.getvalue()


def repeated_parts(depth: int) -> bytes:
    """Each part uses the one below ten times."""
    parts = ['<g id="a0"><path d="M0 0h1"/></g>']
    for level in range(1, depth):
        parts.append(_part(level))
    return SVG.format(f"<defs>{''.join(parts)}</defs><use href='#a{depth - 1}'/>").encode()


def _part(level: int) -> str:
    uses = f'<use href="#a{level - 1}"/>' * 10
    return f'<g id="a{level}">{uses}</g>'


def chain(length: int) -> bytes:
    parts = "".join(f'<use id="a{one}" href="#a{one + 1}"/>' for one in range(length))
    return SVG.format(parts).encode()


def patterns(depth: int) -> bytes:
    parts = "".join(
        f'<pattern id="p{level}">' + f'<path fill="url(#p{level + 1})" d="M0 0h1"/>' * 10 + "</pattern>"
        for level in range(depth)
    )
    return SVG.format(f'<defs>{parts}</defs><path fill="url(#p0)" d="M0 0h9v9z"/>').encode()


MADE = {
    "huge png": lambda: png(8_000, 8_000, chunk(b"IDAT", zlib.compress(b"\0" * 9))),
    "text bomb": lambda: png(9, 9, chunk(b"zTXt", b"a\0\0" + zlib.compress(b"a" * 40_000_000))),
    "broken png": lambda: picture("PNG")[:-30],
    "short png": lambda: png(90, 90, chunk(b"IDAT", zlib.compress(b"\0" * 9))),
    "broken jpeg": lambda: picture("JPEG", (400, 400))[:700],
    "gif": lambda: picture("GIF"),
    "packed svg": lambda: gzip.compress(SVG.format("<path d='M0 0'/>").encode()),
    "svg bomb": lambda: gzip.compress(b'<svg xmlns="http://www.w3.org/2000/svg">' + b" " * 60_000_000),
    "heavy svg": lambda: SVG.format(f"<desc>{'x' * 2_100_000}</desc>").encode(),
    "repeated parts": lambda: repeated_parts(9),
    "long chain": lambda: chain(5_000),
    "patterns": lambda: patterns(9),
    "deep svg": lambda: SVG.format("<g>" * 5_000 + "</g>" * 5_000).encode(),
    "utf-16 svg": lambda: SVG.format("<path d='M0 0'/>").encode("utf-16"),
    "latin-1": lambda: "Un café\n".encode("latin-1"),
    "cp1256": lambda: "الإصغاء\n".encode("cp1256"),
    "half a character": lambda: "سلام".encode()[:-1],
}
