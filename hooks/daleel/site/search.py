"""The index of Pagefind over a built site, and what its script asks beside it: words whose forms no rule joins."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from daleel.model import Term
from daleel.site.pagefind import index_files, together
from daleel.store import Store, digest, engine

FOLDER = "pagefind"


@dataclass(frozen=True)
class Order:
    """The pages of one language, to be looked through."""

    site: Path
    pages: tuple[str, ...]  # paths from the site's root, in order
    store: Store


def language_index(order: Order) -> dict[str, bytes]:
    """From the store where the pages are as they were. Runs in a worker."""
    digests = [(path, hashlib.sha256((order.site / path).read_bytes()).digest()) for path in order.pages]
    pages = ((path, (order.site / path).read_text(encoding="utf-8")) for path in order.pages)  # one at a time in memory
    stored = order.store.kept(digest("index", engine(), digests), lambda: msgspec.msgpack.encode(index_files(pages)))
    return msgspec.msgpack.decode(stored, type=dict[str, bytes])


def write_index(
    site: Path,
    indexes: Iterable[dict[str, bytes]],
    words: Mapping[str, Sequence[Sequence[str]]],
    terms: Iterable[Term],
) -> None:
    """indexes: of each language; words: by language, groups of words that search takes for one."""
    files = together(indexes)
    files |= {f"words-{code}.js": words_script(code, groups).encode() for code, groups in words.items()}
    files["terms.js"] = terms_script(terms).encode()
    for path, content in files.items():
        target = site / FOLDER / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def terms_script(terms: Iterable[Term]) -> str:
    """By language, the wordings of each term, the preferred first."""
    listed = [
        {code: [wording.preferred, *wording.admitted] for code, wording in term.wordings.items()} for term in terms
    ]
    return f"window.daleelTerms={json.dumps(listed, ensure_ascii=False, separators=(',', ':'))};\n"


def words_script(code: str, groups: Sequence[Sequence[str]]) -> str:
    """A script, not JSON, so that it loads from file:// too."""
    listed = json.dumps(groups, ensure_ascii=False, separators=(",", ":"))
    return f"(window.daleelWords??={{}})[{json.dumps(code)}]={listed};\n"
