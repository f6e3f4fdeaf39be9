"""Changes that authors and the house make to a library, each leaving it without a mistake. `root`: a `changing_library`."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import yaml

from conftest import PROJECT, copy_sample

MANUALS = ("first-contact", "second-contact")
BRIEF_IN_FRENCH = """---
title: Un retour sûr
lead: Un retour est sûr lorsque la personne peut le refuser.
---
/// messages
1. Demandez-lui si elle veut partir.
2. Évaluez le risque avant d’acheter le billet.
3. Gardez le dossier ouvert ensuite.
///

## Ce que demande la loi

Le retour d’une victime est de préférence volontaire. [@tip-protocol, art. 8(2)]
Voir [l’écoute](../../manuals/first-contact/01-listening.md#words-and-their-meaning).

## Recommandations

/// recommendations
    for: Services des frontières

- Notez la réponse dans ses propres mots.
///
"""


FIGURE = """
/// figure | 1
    source: 2026

![abc](figures/house.svg)
///
"""


def changing_library(root: Path) -> Path:
    """The sample with a second manual, a figure on a page of the site, and templates of its own; its mkdocs.yml."""
    config = copy_sample(root)
    (root / "overrides").unlink()
    shutil.copytree(PROJECT / "overrides", root / "overrides")
    (root / "docs/data/strings").mkdir()
    for code in ("en", "ar", "fr"):
        shutil.copy(PROJECT / f"hooks/daleel/strings/{code}.yml", root / "docs/data/strings")
    _add_manual(root)
    shutil.copytree(root / "manuals/first-contact/figures", root / "docs/figures")
    (root / "docs/figures/steps.svg").rename(root / "docs/figures/house.svg")
    for path in (root / "docs").glob("about*.md"):
        path.write_text(path.read_text(encoding="utf-8") + FIGURE, encoding="utf-8")
    return config


def _add_manual(root: Path) -> None:
    """Two chapters of the first one, in two languages."""
    first, second = (root / "manuals" / name for name in MANUALS)
    shutil.copytree(first, second, ignore=shutil.ignore_patterns("*.fr.md", "how-to-use*", "test*"))
    about = yaml.safe_load((first / "publication.yml").read_text(encoding="utf-8"))
    for key in ("front", "back", "isbn", "doi", "changes"):
        del about[key]
    for key in ("title", "subtitle", "summary"):
        del about[key]["fr"]
    about["id"] = second.name
    (second / "publication.yml").write_text(yaml.safe_dump(about, allow_unicode=True), encoding="utf-8")


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, (path, old)
    path.write_text(text.replace(old, new), encoding="utf-8")


def word(random: Random) -> str:
    return "".join(random.choices("abcdefghik", k=7))


def chapters(root: Path, random: Random) -> list[Path]:
    """One chapter in all its languages."""
    name = random.choice(["01-listening", "02-referring"])
    return sorted((root / "manuals" / random.choice(MANUALS)).glob(f"{name}*.md"))


def text(root: Path, random: Random) -> None:
    for path in chapters(root, random):
        path.write_text(
            path.read_text(encoding="utf-8") + f"\n“{word(random)} victim témoin الشاهد”.\n", encoding="utf-8"
        )


def front_matter(key: str) -> Callable[[Path, Random], None]:
    def change(root: Path, random: Random) -> None:
        path = random.choice(chapters(root, random))
        written = path.read_text(encoding="utf-8")
        path.write_text(
            re.sub(f"^{key}: (.*)$", lambda old: f"{old[0]} {word(random)}", written, count=1, flags=re.MULTILINE),
            encoding="utf-8",
        )

    return change


def yaml_file(path: str, alter: Callable[[dict, Random], None]) -> Callable[[Path, Random], None]:  # type: ignore[type-arg]
    def change(root: Path, random: Random) -> None:
        content = yaml.safe_load((root / path).read_text(encoding="utf-8"))
        alter(content, random)
        (root / path).write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")

    return change


def definition(file: dict, random: Random) -> None:  # type: ignore[type-arg]
    term = random.choice(file["terms"])
    term["definition"][random.choice(["en", "ar", "fr"])] += f" {word(random)}"


def wording(file: dict, random: Random) -> None:  # type: ignore[type-arg]
    term = random.choice(file["terms"])
    term["terms"][random.choice(["en", "ar", "fr"])].setdefault("admitted", []).append(word(random))


def source(file: dict, random: Random) -> None:  # type: ignore[type-arg]
    random.choice(file["sources"])["title"]["en"] += f" {word(random)}"


def forms(file: dict, random: Random) -> None:  # type: ignore[type-arg]
    file["fr"].append([word(random), word(random)])


def string(file: dict, random: Random) -> None:  # type: ignore[type-arg]
    place, key = random.choice(
        [("publication", "draft"), ("publication", "fictional"), ("print", "glossary"), ("site", "tagline")]
    )
    file[place][key] += f" {word(random)}"


def reorder(file: dict, random: Random) -> None:  # type: ignore[type-arg]
    file["chapters"].reverse()


def version(file: dict, random: Random) -> None:  # type: ignore[type-arg]
    day = f"2027-01-{random.randint(10, 28)}"
    file["version"], file["date"] = f"{random.randint(2, 900)}.0", day
    if "changes" in file:
        what = {"en": "More.", "ar": "المزيد.", "fr": "Davantage."}
        file["changes"].insert(0, {"version": file["version"], "date": day, "what": what})


def title(file: dict, random: Random) -> None:  # type: ignore[type-arg]
    file["title"]["ar"] += " وما بعدها"


def summary(file: dict, random: Random) -> None:  # type: ignore[type-arg]
    file["summary"]["en"] += f" {word(random)}"


def withdraw(file: dict, random: Random) -> None:  # type: ignore[type-arg]
    reason = {"en": "It was wrong.", "ar": "لأنه أخطأ.", "fr": "Il était faux."}
    file["withdrawn"] = {"date": "2027-01-02", "reason": reason}


def address(root: Path, random: Random) -> None:
    replace(root / "mkdocs.yml", "sample.example/", f"{word(random)}.sample.example/")


def name(root: Path, random: Random) -> None:
    replace(root / "mkdocs.yml", "site_name: ", f"site_name: {word(random)} ")


def template(root: Path, random: Random) -> None:
    path = root / "overrides" / random.choice(["chapter.html", "publication.html", "brief.html", "404.html"])
    replace(path, "</h1>", f" {word(random)}</h1>") if "</h1>" in path.read_text() else path.write_text(
        path.read_text(encoding="utf-8") + f"{{# {word(random)} #}}\n", encoding="utf-8"
    )


def macro(root: Path, random: Random) -> None:
    replace(
        root / "overrides/partials/elements.html",
        "{{ part.body }}\n</section>",
        f"{{{{ part.body }}}}<!--{word(random)}-->\n</section>",
    )


def sheet(root: Path, random: Random) -> None:
    path = root / "overrides/assets/stylesheets/text.css"
    path.write_text(path.read_text(encoding="utf-8") + f"\n.{word(random)} {{ color: red }}\n", encoding="utf-8")


def script(root: Path, random: Random) -> None:
    path = root / "overrides/assets/javascripts/search.js"
    path.write_text(path.read_text(encoding="utf-8") + f"\nwindow.{word(random)} = 1;\n", encoding="utf-8")


def figure(root: Path, random: Random) -> None:
    path = root / "manuals" / random.choice(MANUALS) / "figures" / random.choice(["steps.svg", "steps.ar.svg"])
    replace(path, "</svg>", f'<rect x="{random.randint(1, 99)}" y="5" width="3" height="3"/></svg>')


def page_figure(root: Path, random: Random) -> None:
    replace(root / "docs/figures/house.svg", 'viewBox="0 0 600 120"', f'viewBox="0 0 {random.randint(200, 590)} 120"')


def licence(root: Path, random: Random) -> None:
    path = min((root / "overrides/fonts").glob("*-LICENSE.txt"))
    path.write_text(path.read_text(encoding="utf-8") + f"{word(random)}\n", encoding="utf-8")


def translation(root: Path, random: Random) -> None:
    """Of the brief into French: links to it from French texts lead there from now on."""
    folder = root / "policy_briefs/safe-return"
    (folder / "brief.fr.md").write_text(BRIEF_IN_FRENCH, encoding="utf-8")
    about = yaml.safe_load((folder / "publication.yml").read_text(encoding="utf-8"))
    about["title"]["fr"], about["summary"]["fr"] = "Un retour sûr", "Ce qui rend un retour volontaire."
    (folder / "publication.yml").write_text(yaml.safe_dump(about, allow_unicode=True), encoding="utf-8")


def about(id: str, alter: Callable[[dict, Random], None]) -> Callable[[Path, Random], None]:  # type: ignore[type-arg]
    return yaml_file(f"{id}/publication.yml", alter)


CHANGES: dict[str, Callable[[Path, Random], None]] = {
    "text": text,
    "title": front_matter("title"),
    "lead": front_matter("lead"),
    "definition": yaml_file("docs/data/terms.yml", definition),
    "wording": yaml_file("docs/data/terms.yml", wording),
    "source": yaml_file("docs/data/sources.yml", source),
    "words": yaml_file("docs/data/words.yml", forms),
    "string": yaml_file("docs/data/strings/en.yml", string),
    "Arabic string": yaml_file("docs/data/strings/ar.yml", string),
    "order": about("manuals/second-contact", reorder),
    "version": about("manuals/first-contact", version),
    "brief's version": about("policy_briefs/safe-return", version),
    "publication's title": about("manuals/first-contact", title),
    "summary": about("policy_briefs/safe-return", summary),
    "template": template,
    "macro": macro,
    "style sheet": sheet,
    "script": script,
    "figure": figure,
    "page's figure": page_figure,
    "font's licence": licence,
    "address": address,
    "name": name,
    "translation": translation,
    "withdrawal": about("manuals/second-contact", withdraw),
}
