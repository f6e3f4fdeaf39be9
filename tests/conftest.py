"""The sample library of tests/library: copied for tests that change it, built once for tests that ask it."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType

import pytest
from filelock import FileLock

from daleel.editor import package
from daleel.run import check_root

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
    shutil.copytree(site.parent / STORE, config.parent / STORE, dirs_exist_ok=True)


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
def sample(checked_store: Path, tmp_path: Path) -> Path:
    """The mkdocs.yml of a fresh copy, which has been checked once."""
    config = copy_sample(tmp_path / "library")
    shutil.copytree(checked_store, config.parent / STORE)
    return config


@pytest.fixture(scope="session")
def checked_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one check of the sample keeps. Not to be changed."""
    config = copy_sample(tmp_path_factory.mktemp("checked-once") / "library")
    _, _, problems = check_root(config)
    assert problems == []
    return config.parent / STORE


def once(name: str, factory: pytest.TempPathFactory, worker: str, make: Callable[[Path], Path]) -> Path:
    """What `make` leaves in the folder that it is given: made by the first worker that asks, for all of them."""
    base = factory.getbasetemp() if worker == "master" else factory.getbasetemp().parent
    folder, made = base / name, base / f"{name}.made"
    with FileLock(base / f"{name}.lock"):
        if not made.exists():
            folder.mkdir()
            made.write_text(str(make(folder)))
    return Path(made.read_text())


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The sample library's site. Not to be changed."""
    return once("sample", tmp_path_factory, worker_id, lambda folder: built(copy_sample(folder / "library")))


@pytest.fixture(scope="session")
def library_site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The real library's site. What an earlier build has made is taken from the project's own store. Not to be changed."""
    return once("real", tmp_path_factory, worker_id, real_library)


def real_library(folder: Path) -> Path:
    root = folder / "library"
    root.mkdir()
    for name in ("docs", "manuals", "policy_briefs"):
        shutil.copytree(PROJECT / name, root / name)
    for name in ("overrides", "hooks"):
        (root / name).symlink_to(PROJECT / name)
    shutil.copy(PROJECT / "mkdocs.yml", root)
    (PROJECT / STORE).mkdir(parents=True, exist_ok=True)
    (root / STORE).parent.mkdir(parents=True)
    (root / STORE).symlink_to(PROJECT / STORE)
    return built(root / "mkdocs.yml")


def built(config: Path) -> Path:
    """Its site."""
    done = mkdocs_build(config)
    assert done.returncode == 0, done.stdout + done.stderr
    return config.parent / "site"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder's address on this computer."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def editor_archive() -> Path:
    """The package of the editor as npm fetches it, once for all test runs."""
    archive = PROJECT / ".cache/daleel/npm" / f"sveltia-cms-{package.VERSION}.tgz"
    if not archive.exists():
        archive.parent.mkdir(parents=True, exist_ok=True)
        if not (npm := shutil.which("npm")):
            pytest.skip("needs npm, to fetch the editor")
        command = [npm, "pack", "--silent", f"@sveltia/cms@{package.VERSION}", "--pack-destination", archive.parent]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("the editor cannot be fetched")
    return archive


@pytest.fixture(scope="session")
def editor_files(editor_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of a library that holds nothing but the vendored editor."""
    root = tmp_path_factory.mktemp("vendored")
    package.prepare(editor_archive.read_bytes(), root)
    return root


def switch_on(config: Path, lines: str = "editor: {repo: owner/library}") -> None:
    """extra.editor of the sample's mkdocs.yml."""
    config.write_text(config.read_text(encoding="utf-8") + f"  {lines}\n", encoding="utf-8")


@pytest.fixture(scope="session")
def editor_site(site: Path, editor_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample library's site with the editor. Not to be changed."""
    config = copy_sample(tmp_path_factory.mktemp("edited") / "library")
    switch_on(config)
    lend_store(site, config)
    shutil.copytree(package.folder(editor_files), package.folder(config.parent))
    done = mkdocs_build(config)
    assert done.returncode == 0, done.stdout + done.stderr
    return config.parent / "site"
