"""A page is taken from the store only where nothing that it shows has changed."""

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
import yaml
from markupsafe import Markup

from changes import CHANGES, changing_library, replace
from daleel import run as engine
from daleel.places import Place
from daleel.preview.sight import DrawnPage, Sight, look
from daleel.problems import codes

SEED = 5
OTHERS: dict[str, Callable[[Path], None]] = {  # what changes one text and is told elsewhere
    "words of the original": lambda root: added(root / "manuals/first-contact/01-listening.md", "One word more."),
    "words of a translation": lambda root: added(root / "manuals/first-contact/01-listening.ar.md", "كلمة أخرى."),
    "words of a brief": lambda root: added(root / "policy_briefs/safe-return/brief.md", "One word more. " * 300),
    "two briefs' words exchanged": lambda root: exchanged(root / "policy_briefs"),
    "order of the strings": lambda root: turned(root / "docs/data/strings/en.yml", "topics"),
    "minutes": lambda root: replace(root / "manuals/first-contact/01-listening.md", "| 20 |", "| 50 |"),
}


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Of a library with a second brief, which says more below the same head."""
    config = changing_library(tmp_path / "library")
    first, second = (config.parent / "policy_briefs" / name for name in ("safe-return", "another"))
    shutil.copytree(first, second)
    replace(second / "publication.yml", "id: safe-return", "id: another")
    for path in second.glob("brief*.md"):
        added(path, "One word more, and كلمة أخرى.\n\n" * 200)
    assert "another" in [one.id for one in look(config).library.publications]
    return config


def added(path: Path, words: str) -> None:
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{words}\n", encoding="utf-8")


def exchanged(briefs: Path) -> None:
    """As when a mix-up is put right: all digests are there as before, and each belongs to another."""
    for first in (briefs / "safe-return").glob("brief*.md"):
        second = briefs / "another" / first.name
        one, other = first.read_bytes(), second.read_bytes()
        first.write_bytes(other)
        second.write_bytes(one)


def turned(path: Path, key: str) -> None:
    strings = yaml.safe_load(path.read_text(encoding="utf-8"))
    strings[key] = dict(reversed(strings[key].items()))
    path.write_text(yaml.safe_dump(strings, allow_unicode=True, sort_keys=False), encoding="utf-8")


def rendered(sight: Sight) -> dict[Place, tuple[str, str]]:
    """Of each page, the name under which it is kept, and its HTML."""
    return {place: (engine.page_key(sight.run, place), html(sight, place)) for place in sight.run.pages.values()}


def html(sight: Sight, place: Place) -> str:
    known = engine.context(sight.run, place) | {"policy": "", "report": None}
    page = DrawnPage(Markup(engine.body(sight.run, place)), None)
    strings = sight.library.language(place.language).strings
    return sight.environment.get_template(known["template"]).render(daleel=known, t=strings, page=page)


@pytest.mark.parametrize("kind", sorted(CHANGES))
def test_what_changes_a_page_changes_its_name(kind: str, config: Path) -> None:
    before = rendered(look(config))
    CHANGES[kind](config.parent, Random(SEED))
    assert stale(before, rendered(look(config))) == []


def stale(before: dict[Place, tuple[str, str]], after: dict[Place, tuple[str, str]]) -> list[Place]:
    """Pages that would be taken from the store although they have changed."""
    both = [place for place in before if place in after]
    return [place for place in both if before[place][0] == after[place][0] and before[place][1] != after[place][1]]


@pytest.mark.parametrize("kind", sorted(OTHERS))
def test_what_one_text_tells_elsewhere_is_told_anew(kind: str, config: Path) -> None:
    before = rendered(look(config))
    OTHERS[kind](config.parent)
    after = rendered(look(config))
    assert [place for place in before if before[place][1] != after[place][1]]
    assert stale(before, after) == []


@pytest.mark.parametrize(
    ("file", "words"), [("01-listening.md", "One word more."), ("01-listening.ar.md", "كلمة أخرى.")]
)
def test_a_word_in_one_manual_leaves_the_pages_of_the_others(file: str, words: str, config: Path) -> None:
    before = rendered(look(config))
    added(config.parent / "manuals/first-contact" / file, words)
    after = rendered(look(config))
    anew = {place for place in before if before[place][0] != after[place][0]}
    own = {place for place in before if place.publication == "first-contact"}
    assert own <= anew
    assert {place.name for place in anew - own} == {"index", "library", "status"}


def test_an_editors_lock_is_no_file(config: Path) -> None:
    """Emacs keeps `.#main.html`, a link to no file, beside a file with changes that are not saved yet."""
    before = rendered(look(config))
    for path in (
        config.parent / "overrides/.#main.html",
        config.parent / ".#mkdocs.yml",
        config.parent / "docs/.#about.md",
    ):
        path.symlink_to("amina@laptop.4711")
    assert rendered(look(config)) == before


def test_a_code_of_a_problem_is_explained_as_it_is_now(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rendered(look(config))
    fewer = dict(list(codes().items())[1:])
    monkeypatch.setattr("daleel.site.problems.codes", lambda: fewer)
    monkeypatch.setattr("daleel.run.codes", lambda: fewer)
    after = rendered(look(config))
    assert stale(before, after) == []
    assert {place.name for place in before if before[place][1] != after[place][1]} == {"problems"}
