"""A page is taken from the store only where nothing that it shows has changed."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from markupsafe import Markup

from changes import CHANGES, changing_library, replace
from daleel import run as engine
from daleel.places import Place
from daleel.preview.sight import DrawnPage, Sight, look

SEED = 5
OTHERS: dict[str, Callable[[Path], None]] = {  # what changes one text and is told elsewhere
    "words of the original": lambda root: added(root / "manuals/first-contact/01-listening.md", "One word more."),
    "words of a translation": lambda root: added(root / "manuals/first-contact/01-listening.ar.md", "كلمة أخرى."),
    "words of a brief": lambda root: added(root / "policy_briefs/safe-return/brief.md", "One word more. " * 300),
    "minutes": lambda root: replace(root / "manuals/first-contact/01-listening.md", "| 20 |", "| 50 |"),
}


def added(path: Path, words: str) -> None:
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{words}\n", encoding="utf-8")


def rendered(sight: Sight) -> dict[Place, tuple[str, str]]:
    """Of each page, the name under which it is kept, and its HTML."""
    return {place: (engine.page_key(sight.run, place), html(sight, place)) for place in sight.run.pages.values()}


def html(sight: Sight, place: Place) -> str:
    known = engine.context(sight.run, place) | {"policy": "", "report": None}
    page = DrawnPage(Markup(engine.body(sight.run, place)), None)
    strings = sight.library.language(place.language).strings
    return sight.environment.get_template(known["template"]).render(daleel=known, t=strings, page=page)


@pytest.mark.parametrize("kind", sorted(CHANGES))
def test_what_changes_a_page_changes_its_name(kind: str, tmp_path: Path) -> None:
    config = changing_library(tmp_path / "library")
    before = rendered(look(config))
    CHANGES[kind](config.parent, Random(SEED))
    assert stale(before, rendered(look(config))) == []


def stale(before: dict[Place, tuple[str, str]], after: dict[Place, tuple[str, str]]) -> list[Place]:
    """Pages that would be taken from the store although they have changed."""
    both = [place for place in before if place in after]
    return [place for place in both if before[place][0] == after[place][0] and before[place][1] != after[place][1]]


@pytest.mark.parametrize("kind", sorted(OTHERS))
def test_what_one_text_tells_elsewhere_is_told_anew(kind: str, tmp_path: Path) -> None:
    config = changing_library(tmp_path / "library")
    before = rendered(look(config))
    OTHERS[kind](config.parent)
    after = rendered(look(config))
    assert [place for place in before if before[place][1] != after[place][1]]
    assert stale(before, after) == []


@pytest.mark.parametrize(
    ("file", "words"), [("01-listening.md", "One word more."), ("01-listening.ar.md", "كلمة أخرى.")]
)
def test_a_word_in_one_manual_leaves_the_pages_of_the_others(file: str, words: str, tmp_path: Path) -> None:
    config = changing_library(tmp_path / "library")
    before = rendered(look(config))
    added(config.parent / "manuals/first-contact" / file, words)
    after = rendered(look(config))
    anew = {place for place in before if before[place][0] != after[place][0]}
    own = {place for place in before if place.publication == "first-contact"}
    assert own <= anew
    assert {place.name for place in anew - own} == {"index", "library", "status"}
