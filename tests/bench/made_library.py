"""A library of any size for the site bench: the project's own publications again and again, no two with the same text.

A chapter keeps its opening and every other section, about 1,600 words; which ones differs from
copy to copy, alike in every language. So what is made of one text answers for no other.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import yaml

from daleel.read import MARKDOWN_FILE, load_yaml
from daleel.translated import translated

PROJECT = Path(__file__).parents[2]
LANGUAGES = 3
SITE_PAGES = ("index", "library", "about", "accessibility")
MADE_PAGES = 3  # glossary, status, problems: written by the engine
SECTION = re.compile(r"^(?=## )", re.MULTILINE)
LINK = re.compile(r"\[([^]\n]+)\]\(([^)#\n]*\.md)(?:#[^)\n]*)?\)")
PROSE = re.compile(r"^\w.*$", re.MULTILINE)


@dataclass(frozen=True)
class Copy:
    """A publication of the project under another name."""

    source: Path  # its folder
    id: str
    nth: int  # of its source's copies

    @property
    def pages(self) -> int:
        """In one language."""
        about = publication(self.source)
        return 1 if about["kind"] == "brief" else 1 + len(list(texts(self.source))) // LANGUAGES


def publication(folder: Path) -> dict[str, Any]:
    about: dict[str, Any] = load_yaml((folder / "publication.yml").read_text(encoding="utf-8"))
    return about


def texts(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.glob("*.md"))


def write_library(root: Path, pages: int) -> Path:
    """Its mkdocs.yml. pages: of the site, in all languages."""
    (root / "docs").mkdir()
    copies = list(chosen(pages // LANGUAGES - len(SITE_PAGES) - MADE_PAGES))
    for name in SITE_PAGES:
        for path in (PROJECT / "docs").glob(f"{name}*.md"):
            text = re.sub(r"(?m)^pages: .*\n", "", path.read_text(encoding="utf-8"))  # of a section that is not here
            unlinked = LINK.sub(r"\1", text)  # nor are the pages to which it leads
            (root / "docs" / path.name).write_text(unlinked, encoding="utf-8")
    shutil.copytree(PROJECT / "docs" / "data", root / "docs" / "data", dirs_exist_ok=True)
    for name in ("overrides", "hooks"):
        (root / name).symlink_to(PROJECT / name)
    shutil.copy(PROJECT / "mkdocs.yml", root)
    there = {one.id for one in copies}
    for one in copies:
        write_copy(one, root, there)
    translated(root / "mkdocs.yml", [], True)
    return root / "mkdocs.yml"


def chosen(pages: int) -> Iterator[Copy]:
    """Manuals and briefs in turn, as many as have these pages in one language."""
    manuals = sorted(path.parent for path in PROJECT.glob("manuals/*/publication.yml"))
    briefs = sorted(path.parent for path in PROJECT.glob("policy_briefs/*/publication.yml"))
    for nth in count():
        for number, brief in enumerate(briefs):
            manual = manuals[number // 2] if number % 2 == 0 else None
            for source in filter(None, (manual, brief)):
                one = Copy(source, f"{source.name}-{nth:02}", nth)
                if one.pages <= pages:
                    pages -= one.pages
                    yield one
                if pages == 0:
                    return


def write_copy(one: Copy, root: Path, there: set[str]) -> None:
    folder = root / one.source.relative_to(PROJECT).parent / one.id
    folder.mkdir(parents=True)
    if (one.source / "figures").is_dir():
        shutil.copytree(one.source / "figures", folder / "figures")
    about = publication(one.source) | {"id": one.id}
    about["title"] = {code: f"{title} {letters(one.nth)}" for code, title in about["title"].items()}
    (folder / "publication.yml").write_text(yaml.safe_dump(about, allow_unicode=True), encoding="utf-8")
    for path in texts(one.source):
        text = varied(path.read_text(encoding="utf-8"), one.nth)
        (folder / path.name).write_text(linked(text, one, there), encoding="utf-8")


def letters(number: int) -> str:
    """A number that no check compares with the original's."""
    return "".join("abcdefghij"[int(digit)] for digit in str(number))


def varied(text: str, nth: int) -> str:
    """With the copy's letters at the end of each paragraph: a renderer that remembers one finds it nowhere again."""
    opening, *sections = SECTION.split(text)
    kept = sections[nth % 2 :: 2] or sections
    return opening + PROSE.sub(rf"\g<0> ({letters(nth)})", "".join(kept))


def linked(text: str, one: Copy, there: set[str]) -> str:
    """Links lead to the same copy's texts; where those are none, words remain. Sections come and go: no anchors."""

    def link(found: re.Match[str]) -> str:
        words, target = found[1], found[2]
        if "/" in target:
            *up, id, name = target.split("/")
            target = "/".join([*up, f"{id}-{one.nth:02}", name])
            return f"[{words}]({target})" if f"{id}-{one.nth:02}" in there else words
        return f"[{words}]({target})" if MARKDOWN_FILE.fullmatch(target) else words

    return LINK.sub(link, text)
