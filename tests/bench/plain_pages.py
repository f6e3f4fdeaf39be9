"""The texts of a made library as plain pages: what MkDocs with Material, Zensical and Hugo can read without an engine of ours."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from tests.bench.made_library import SITE_PAGES, publication, texts

from daleel.read import FOLDERS, FRONT_MATTER, load_yaml

SUFFIXES = {"en": "", "ar": ".ar", "fr": ".fr"}
OPENING = re.compile(r"^(/{3,}) *(\w+)(?: *\| *(.+))?\n((?:    .*\n)*)", re.MULTILINE)
CITATION = re.compile(r"\[(@[^]\n]+)\]")
TO_MADE_PAGE = re.compile(r"\[([^]\n]+)\]\((?:problems|glossary|status)\.md[^)]*\)")
EXTENSIONS = ["tables", "footnotes", "def_list", "sane_lists", "fenced_code", "pymdownx.tasklist"]
BLOCKS = "pymdownx.blocks.admonition"  # so that the elements are boxes here too
LANGUAGES = [
    {"locale": "en", "name": "English", "default": True},
    {"locale": "ar", "name": "العربية"},
    {"locale": "fr", "name": "Français"},
]


def write_pages(library: Path, docs: Path) -> None:
    """library: its root."""
    for folder in FOLDERS.values():
        for path in sorted(library.glob(f"{folder}/*/*.md")):
            write(docs / path.relative_to(library), page(path.read_text(encoding="utf-8")))
        for path in library.glob(f"{folder}/*/figures/*"):
            write(docs / path.relative_to(library), path.read_bytes())
    for about in sorted(library.glob("manuals/*/publication.yml")):
        for code, suffix in SUFFIXES.items():
            write(docs / about.parent.relative_to(library) / f"index{suffix}.md", manual(about.parent, code))
    for name in SITE_PAGES:
        for path in (library / "docs").glob(f"{name}*.md"):
            write(docs / path.name, page(path.read_text(encoding="utf-8")))


def write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def page(text: str) -> str:
    head = FRONT_MATTER.match(text)
    assert head
    meta = load_yaml(head[1])
    body = TO_MADE_PAGE.sub(r"\1", boxed(text[head.end() :]))
    return f"---\ntitle: {meta['title']!r}\n---\n# {meta['title']}\n\n{meta.get('lead', '')}\n\n{noted(body)}"


def boxed(text: str) -> str:
    """Elements as admonitions, without their options."""
    return OPENING.sub(lambda found: f"{found[1]} note | {found[3] or found[2].capitalize()}\n", text)


def noted(text: str) -> str:
    """Citations as footnotes."""
    notes: list[str] = []

    def note(found: re.Match[str]) -> str:
        notes.append(found[1].replace("@", ""))
        return f"[^{len(notes)}]"

    cited = CITATION.sub(note, text)
    return cited + "\n" + "".join(f"\n[^{number}]: {said}\n" for number, said in enumerate(notes, start=1))


def manual(folder: Path, code: str) -> str:
    """Its own page."""
    about = publication(folder)
    return f"# {about['title'][code]}\n\n{about['summary'][code]}\n\n" + "".join(chapters(folder, code))


def chapters(folder: Path, code: str) -> Iterator[str]:
    for path in texts(folder):
        if "." not in path.stem:
            yield f"- [{path.stem}]({path.name})\n"


def mkdocs_config(root: Path, name: str, search: bool, features: list[str]) -> Path:
    """Material with static-i18n; no option but those that the texts need."""
    i18n = {"i18n": {"docs_structure": "suffix", "languages": LANGUAGES}}
    config = {
        "site_name": "Bench",
        "site_url": "https://bench.example/",
        "site_dir": f"site-{name}",
        "theme": {"name": "material", "font": False, "features": features},
        "plugins": [*(["search"] if search else []), i18n],
        "markdown_extensions": [*EXTENSIONS, BLOCKS],
    }
    return written(root / f"{name}.yml", config)


def zensical_config(root: Path) -> Path:
    """It has no static-i18n: all languages are one tree of pages."""
    config = {
        "site_name": "Bench",
        "site_url": "https://bench.example/",
        "site_dir": "site-zensical",
        "theme": {"name": "material", "font": False},
        "markdown_extensions": [*EXTENSIONS, BLOCKS],
    }
    return written(root / "zensical.yml", config)


def written(path: Path, config: dict[str, object]) -> Path:
    write(path, yaml.safe_dump(config, allow_unicode=True, sort_keys=False))
    return path


PAGE = """<!doctype html><html lang="{{ .Site.Language.Lang }}"><meta charset="utf-8"><title>{{ .Title }}</title>
<nav>{{ range .Site.Home.Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>
<main>{{ .Content }}</main>{{ range .Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</html>
"""


def hugo_project(docs: Path, root: Path) -> None:
    """A bare theme. Elements stay text, links are not looked at."""
    for path in docs.rglob("*"):
        if path.is_file():
            place = path.relative_to(docs)
            name = place.name.replace("index.", "_index.", 1) if place.name.startswith("index.") else place.name
            write(root / "content" / place.with_name(name), path.read_bytes())
    for name in ("single", "list"):
        write(root / "layouts" / "_default" / f"{name}.html", PAGE)
    codes = "".join(f"[languages.{code}]\nweight = {at}\n" for at, code in enumerate(SUFFIXES, start=1))
    write(root / "hugo.toml", f'baseURL = "https://bench.example/"\ntitle = "Bench"\n{codes}')
