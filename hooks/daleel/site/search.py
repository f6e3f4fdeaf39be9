"""The index of Pagefind over a built site, and what its script asks beside it: words whose forms no rule joins."""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from daleel.model import Term

FOLDER = "pagefind"
UNUSED = ("*ui*", "pagefind-highlight.js")
NO_STEMMER = "wasm.unknown.pagefind"  # for languages that Pagefind has no stemmer for


def write_index(site: Path, words: Mapping[str, Sequence[Sequence[str]]], terms: Iterable[Term]) -> None:
    """words: by language, groups of words that search takes for one. Only pages with a marked body are found."""
    folder = site / FOLDER
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--silent"]
    subprocess.run(command, check=True, capture_output=True)
    for pattern in UNUSED:
        for path in folder.glob(pattern):
            path.unlink()
    entry = sorted_entry(folder / "pagefind-entry.json")
    if all(language["wasm"] for language in entry["languages"].values()):
        (folder / NO_STEMMER).unlink()
    for code, groups in words.items():
        (folder / f"words-{code}.js").write_text(words_script(code, groups), encoding="utf-8")
    (folder / "terms.js").write_text(terms_script(terms), encoding="utf-8")


def terms_script(terms: Iterable[Term]) -> str:
    """By language, the wordings of each term, the preferred first."""
    listed = [
        {code: [wording.preferred, *wording.admitted] for code, wording in term.wordings.items()} for term in terms
    ]
    return f"window.daleelTerms={json.dumps(listed, ensure_ascii=False, separators=(',', ':'))};\n"


def sorted_entry(path: Path) -> dict[str, Any]:
    """Pagefind writes the languages in any order."""
    entry: dict[str, Any] = json.loads(path.read_bytes())
    entry["languages"] = dict(sorted(entry["languages"].items()))
    path.write_text(json.dumps(entry, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return entry


def words_script(code: str, groups: Sequence[Sequence[str]]) -> str:
    """A script, not JSON, so that it loads from file:// too."""
    listed = json.dumps(groups, ensure_ascii=False, separators=(",", ":"))
    return f"(window.daleelWords??={{}})[{json.dumps(code)}]={listed};\n"
