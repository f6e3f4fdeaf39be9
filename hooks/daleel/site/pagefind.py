"""Pagefind's index of a site: the same bytes for the same pages, language by language.

Its command numbers the pages as the disk lists them, and reports success on a full disk, where its files are empty. So its
service is asked, page by page in the order of addresses, and what it answers is ours to write. (The Python package that comes
with it waits 0.1 s for each answer.) Filters come in any order; here they get one.
"""

import gzip
import hashlib
import json
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from typing import Any

import cbor2

UNUSED = ("*ui*", "pagefind-highlight.js")
NO_STEMMER = "wasm.unknown.pagefind"  # for languages that Pagefind has no stemmer for
ENTRY = "pagefind-entry.json"
MAGIC = b"pagefind_dcd"  # begins each file before it is pressed; CBOR follows
Ask = Callable[[dict[str, Any]], dict[str, Any]]


def index_files(pages: Iterable[tuple[str, str]]) -> dict[str, bytes]:
    """By path in the index's folder. pages: path from the site's root and HTML, by path. Only those with a marked body are found."""
    with _service() as ask:
        index = ask({"type": "NewIndex", "config": None})["index_id"]
        for path, html in pages:
            ask({"type": "AddFile", "index_id": index, "file_path": path, "url": None, "file_contents": html})
        answer = ask({"type": "GetFiles", "index_id": index})
    files = {file["path"]: b64decode(file["content"]) for file in answer["files"]}
    return in_order({path: files[path] for path in files if not any(fnmatch(path, unused) for unused in UNUSED)})


def together(indexes: Iterable[dict[str, bytes]]) -> dict[str, bytes]:
    """One index of several languages from one of each."""
    files: dict[str, bytes] = {}
    languages: dict[str, Any] = {}
    for index in indexes:
        entry = json.loads(index[ENTRY])
        languages |= entry["languages"]
        files |= index | {ENTRY: _entry(entry | {"languages": languages})}
    return files


def _entry(entry: dict[str, Any]) -> bytes:
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()


@contextmanager
def _service() -> Iterator[Ask]:
    """Base64 of JSON, ended by a comma, both ways."""
    command = [sys.executable, "-m", "pagefind", "--service"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:

        def ask(question: dict[str, Any]) -> dict[str, Any]:
            assert process.stdin
            assert process.stdout
            message = json.dumps({"message_id": 1, "payload": question}).encode()
            process.stdin.write(b64encode(message) + b",")
            process.stdin.flush()
            said = bytearray()
            while not said.endswith(b","):
                more = process.stdout.peek()  # type: ignore[attr-defined]  # a BufferedReader
                if not more:
                    raise ChildProcessError("Pagefind ended before it answered")
                said += process.stdout.read(len(more))
            answer: dict[str, Any] = json.loads(b64decode(said[:-1]))["payload"]
            if answer["type"] == "Error":
                raise ChildProcessError(f"Pagefind: {answer['message']}")
            return answer

        yield ask


def in_order(files: dict[str, bytes]) -> dict[str, bytes]:
    """Languages, filters and their values by name; a file's name says what is in it, so those change too."""
    entry = json.loads(files.pop(ENTRY))
    entry["languages"] = dict(sorted(entry["languages"].items()))
    for code, language in entry["languages"].items():
        version, pages, chunks, filters, *rest = _read(files.pop(f"pagefind.{language['hash']}.pf_meta"))
        renamed = []
        for name, old in sorted(filters):
            _, values = _read(files.pop(f"filter/{old}.pf_filter"))
            content = _written([name, sorted(values)])
            new = _name(code, content, 7)
            files[f"filter/{new}.pf_filter"] = content
            renamed.append([name, new])
        content = _written([version, pages, chunks, renamed, *rest])
        language["hash"] = _name(code, content, 10)
        files[f"pagefind.{language['hash']}.pf_meta"] = content
    if all(language["wasm"] for language in entry["languages"].values()):
        files.pop(NO_STEMMER, None)
    files[ENTRY] = _entry(entry)
    return files


def _read(content: bytes) -> Any:
    return cbor2.loads(gzip.decompress(content).removeprefix(MAGIC))


def _written(value: Any) -> bytes:
    return gzip.compress(MAGIC + cbor2.dumps(value), mtime=0)


def _name(code: str, content: bytes, digits: int) -> str:
    return f"{code}_{hashlib.sha256(content).hexdigest()[:digits]}"
