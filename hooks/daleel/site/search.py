"""The index of Pagefind over a built site, and what its script asks beside it: words whose forms no rule joins."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from daleel.model import Term
from daleel.site.pagefind import index_files

FOLDER = "pagefind"


def write_index(site: Path, words: Mapping[str, Sequence[Sequence[str]]], terms: Iterable[Term]) -> None:
    """words: by language, groups of words that search takes for one."""
    files = index_files(site)
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
