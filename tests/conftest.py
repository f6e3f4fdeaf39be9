"""The sample library of tests/library: copied for tests that change it, built once for tests that ask it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

HERE = Path(__file__).parent
PROJECT = HERE.parent
SAMPLE = HERE / "library"
STORE = Path(".cache/daleel/store")


def copy_sample(to: Path) -> Path:
    """A copy of the sample library, with links to the project's templates and adapter; its mkdocs.yml."""
    shutil.copytree(SAMPLE, to)
    for name in ("overrides", "hooks"):
        (to / name).symlink_to(PROJECT / name)
    return to / "mkdocs.yml"


def lend_store(site: Path, config: Path) -> None:
    """What another build has made need not be made again: it is found by the digest of all that it depends on."""
    shutil.copytree(site.parent / STORE, config.parent / STORE)


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def differing(one: Path, other: Path) -> list[str]:
    """Files that are not in both with the same bytes."""
    ours, theirs = tree(one), tree(other)
    return sorted(path for path in ours.keys() | theirs.keys() if ours.get(path) != theirs.get(path))


def daleel(
    config: Path, *command: str, environment: Mapping[str, str] = MappingProxyType({})
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "daleel.cli", "-f", str(config), *command],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env=os.environ | environment,
    )


def mkdocs_build(config: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(config)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
    )


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The mkdocs.yml of a fresh copy."""
    return copy_sample(tmp_path / "library")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample library's site. Not to be changed."""
    config = copy_sample(tmp_path_factory.mktemp("sample") / "library")
    done = mkdocs_build(config)
    assert done.returncode == 0, done.stdout + done.stderr
    return config.parent / "site"


@pytest.fixture(scope="session")
def library_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real library's site. What an earlier build has made is taken from the project's own store. Not to be changed."""
    root = tmp_path_factory.mktemp("real") / "library"
    root.mkdir()
    for name in ("docs", "manuals", "policy_briefs"):
        shutil.copytree(PROJECT / name, root / name)
    for name in ("overrides", "hooks"):
        (root / name).symlink_to(PROJECT / name)
    shutil.copy(PROJECT / "mkdocs.yml", root)
    (PROJECT / STORE).mkdir(parents=True, exist_ok=True)
    (root / STORE).parent.mkdir(parents=True)
    (root / STORE).symlink_to(PROJECT / STORE)
    done = mkdocs_build(root / "mkdocs.yml")
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"
