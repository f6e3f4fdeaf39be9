"""The same sources give the same bytes: elsewhere, under other circumstances, and whatever was built before."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from changes import CHANGES, changing_library
from conftest import HERE, STORE, copy_sample, daleel, differing, lend_store
from daleel.build import inputs
from daleel.model import Format
from daleel.single import Wish, make

SOURCES = ("docs", "manuals", "policy_briefs", "overrides", "hooks", "mkdocs.yml")
SEED = 13
QUICK = (
    "text",
    "title",
    "definition",
    "order",
    "template",
    "macro",
    "style sheet",
    "figure",
    "page's figure",
    "translation",
)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A folder on another file system where there is one, with a name that needs quoting."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as folder:
        yield Path(folder, "a b/مكتبة")


def damage(store: Path) -> int:
    """Every entry: cut short, empty, of another program, or with one bit turned; how many there are."""
    entries = sorted(path for path in store.rglob("*") if path.is_file())
    for number, path in enumerate(entries):
        content = path.read_bytes()
        turned = content[:-1] + bytes([content[-1] ^ 1])
        path.write_bytes([content[: len(content) // 2], b"", b"<!doctype html>", turned][number % 4])
    return len(entries)


def test_another_machine_makes_the_same_bytes_and_uses_no_damaged_store(site: Path, elsewhere: Path) -> None:
    """Another folder, disk, order of files, number of workers, user, time zone, locale, hash seed and time of making."""
    config = copy_sample(elsewhere)
    lend_store(site, config)
    entries = damage(config.parent / STORE)
    done = daleel(
        config,
        "build",
        environment={
            "PYTHONPATH": str(HERE / "another_machine"),
            "HOME": str(elsewhere.parent),
            "USER": "amina",
            "LOGNAME": "amina",
            "TZ": "Pacific/Kiritimati",  # UTC+14: another day
            "LC_ALL": "C",
            "PYTHONHASHSEED": "4",
            "SOURCE_DATE_EPOCH": "86400",
        },
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert differing(site, config.parent / "site") == []
    assert len([path for path in (config.parent / STORE).rglob("*") if path.is_file()]) == entries


def built(config: Path) -> Path:
    done = daleel(config, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "nothing changed" not in done.stdout
    return config.parent / "site"


def built_cold(config: Path, to: Path) -> Path:
    """From the sources alone."""
    to.mkdir()
    for name in SOURCES:
        source = config.parent / name
        if source.is_symlink():
            (to / name).symlink_to(source.readlink())
        elif source.is_dir():
            shutil.copytree(source, to / name)
        else:
            shutil.copy(source, to)
    return built(to / config.name)


def test_a_warm_build_is_a_cold_build(site: Path, tmp_path: Path) -> None:
    """`make soak` makes every kind of change by itself."""
    config = changing_library(tmp_path / "warm")
    lend_store(site, config)
    random = Random(SEED)
    for kind in random.sample(QUICK, len(QUICK)):
        CHANGES[kind](config.parent, random)
    warm = built(config)
    assert differing(warm, built_cold(config, tmp_path / "cold")) == []


def test_pages_of_another_configuration_are_its_own(tmp_path: Path) -> None:
    config = copy_sample(tmp_path / "library")
    other = config.with_name("staging.yml")
    other.write_text("INHERIT: mkdocs.yml\nextra:\n  report_email: staging@sample.example\n", encoding="utf-8")
    for one, address in ((config, "errors"), (other, "staging")):
        done = daleel(one, "build", "--site-only")
        assert done.returncode == 0, done.stdout + done.stderr
        for page in ("about", "ar/about"):
            assert f"mailto:{address}@sample.example" in (config.parent / "site" / page / "index.html").read_text(
                "utf-8"
            )


@pytest.mark.parametrize("format", ["epub", "docx"])
def test_a_file_follows_what_it_links_to(format: Format, tmp_path: Path) -> None:
    """No text of the manual changes when the brief that it links to comes out in its language."""
    config = changing_library(tmp_path / "library")
    wish = Wish("first-contact", "fr", "participant", format)
    before = make(config, wish)
    CHANGES["translation"](config.parent, Random(SEED))
    after = make(config, wish)
    assert after != before
    shutil.rmtree(config.parent / STORE)
    assert after == make(config, wish)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2))
def test_after_any_change_a_warm_build_is_a_cold_build(seed: int, site: Path, tmp_path: Path) -> None:
    config = changing_library(tmp_path / "warm")
    lend_store(site, config)
    random = Random(seed)
    built(config)
    for step, kind in enumerate(random.sample(sorted(CHANGES), len(CHANGES))):
        CHANGES[kind](config.parent, random)
        cold = built_cold(config, tmp_path / f"cold-{step}")
        assert differing(built(config), cold) == [], (seed, step, kind)
        shutil.rmtree(cold.parent)


@pytest.mark.parametrize("kind", sorted(CHANGES))
def test_no_change_is_overlooked(kind: str, tmp_path: Path) -> None:
    config = changing_library(tmp_path / "library")
    before = inputs(config)
    assert inputs(config) == before
    CHANGES[kind](config.parent, Random(SEED))
    assert inputs(config) != before
