"""Pagefind's index of one language as scripts: a browser fetches no file from a disk, but loads a script from it.

search.js asks for files.js, which fetches by scripts, and for pagefind-classic.js, Pagefind without modules.
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

FETCH = Path(__file__).with_name("files.js")
ENTRY = "pagefind-entry.json"


def search_files(folder: Path, code: str) -> Iterator[tuple[str, bytes]]:
    """By path in the index's folder."""
    yield "files.js", FETCH.read_bytes()
    yield "pagefind-classic.js", classic_script((folder / "pagefind.js").read_text(encoding="utf-8")).encode()
    for name in (f"words-{code}.js", "terms.js"):
        yield name, (folder / name).read_bytes()
    yield f"{ENTRY}.js", as_script(ENTRY, entry_of(code, (folder / ENTRY).read_bytes()))
    for pattern in (f"pagefind.{code}_*.pf_meta", f"wasm.{code}.pagefind", f"*/{code}_*.pf_*"):
        for path in sorted(folder.glob(pattern)):
            name = path.relative_to(folder).as_posix()
            yield f"{name}.js", as_script(name, path.read_bytes())


def entry_of(code: str, entry: bytes) -> bytes:
    """What Pagefind reads first, with this language alone."""
    read = json.loads(entry)
    read["languages"] = {name: one for name, one in read["languages"].items() if name == code}
    return json.dumps(read, ensure_ascii=False, separators=(",", ":")).encode()


def as_script(name: str, content: bytes) -> bytes:
    return f"daleelFile({json.dumps(name)},{json.dumps(b64encode(content).decode())});\n".encode()


def classic_script(module: str) -> str:
    """window.pagefindWith(fetch) gives what the module exports. The module's address is only asked for its folder,
    which search.js names."""
    body, export, names = module.rpartition("export{")
    exported, end, rest = names.partition("}")
    if not (export and end) or rest.strip(";\n ") or "import(" in body or "export{" in body:
        raise ValueError("pagefind.js is not written as this version of Pagefind was: look at its exports and imports")
    body = body.replace("import.meta.url", "undefined")
    return f"window.pagefindWith=(fetch)=>{{{body}return{{{exported}}};}};\n"
