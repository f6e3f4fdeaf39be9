"""Whatever happens to a build, the last good site stands whole and the next build is right."""

import errno
import multiprocessing
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from conftest import copy_sample, daleel, differing, lend_store, tree
from daleel import build, cli, swap
from daleel.store import ABANDONED, SCRATCH, Store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")
NEW, OLD = {"index.html": b"new", "ar/index.html": "جديد".encode()}, {"index.html": b"old", "fr/index.html": b"vieux"}
FORK = multiprocessing.get_context("fork")
CHANGES = {"os.mkdir", "os.remove", "os.rename", "os.rmdir", "shutil.rmtree"}  # of Python's audit, before the act
WRITES = os.O_WRONLY | os.O_RDWR


def written(files: dict[str, bytes], folder: Path) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


@pytest.fixture(params=[True, False], ids=["exchange", "two renames"])
def exchanges(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the system can exchange two folders in one step."""
    if request.param and sys.platform != "linux":
        pytest.skip("only Linux exchanges folders")
    if not request.param:
        monkeypatch.setattr(swap, "exchange", lambda one, other: False)
    return bool(request.param)


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Of a library that is this file alone, and whose site is built in no time; OLD stands."""

    def mkdocs(config: Path, command: str, *options: str, scratch: Path, site_only: bool) -> int:
        (scratch / "left.tmp").write_text("half")
        written(NEW, Path(options[-1]))
        return 0

    monkeypatch.setattr(build, "mkdocs", mkdocs)
    monkeypatch.setattr(build, "inputs", lambda config, site_only: config.read_text(encoding="utf-8"))
    written(OLD, tmp_path / "site")
    (tmp_path / "mkdocs.yml").write_text("site_name: Water\n")
    return tmp_path / "mkdocs.yml"


def left_by_builds(config: Path) -> list[str]:
    return [path.name for path in (config.parent / build.CACHE).glob("site-*")]


def killed(config: Path, after: int) -> bool:
    """Whether a build was killed at its nth change of the disk; False: it had fewer."""

    def run() -> None:
        left = [after]

        def hook(event: str, about: tuple[Any, ...]) -> None:
            if event in CHANGES or (event == "open" and about[2] & WRITES):
                left[0] -= 1
                if left[0] < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        os._exit(build.build(config))

    process = FORK.Process(target=run)
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def test_killed_at_any_step_a_whole_site_stands(
    config: Path, exchanges: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    root, seen, steps = config.parent, set(), 0
    while killed(config, steps):
        steps += 1
        stands = tree(root / "site")
        assert stands in ([OLD, NEW] if exchanges else [OLD, NEW, {}])
        seen.add(len(stands) and stands["index.html"])
        if not stands:
            swap.put_back(root / "site", root / build.CACHE / "site-old")
            assert tree(root / "site") == OLD
        assert build.build(config) == 0
        assert tree(root / "site") == NEW
        assert left_by_builds(config) == []
        shutil.rmtree(root / "site")
        written(OLD, root / "site")
    assert steps > 20
    assert seen == ({b"old", b"new"} if exchanges else {b"old", b"new", 0})


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges folders")
def test_a_reader_never_meets_a_missing_or_half_site(tmp_path: Path) -> None:
    place, new, old = tmp_path / "site", tmp_path / "new", tmp_path / "old"
    written(OLD, place)
    written(NEW, new)
    done, missed = threading.Event(), []

    def read() -> None:
        while not done.is_set():
            if not (place / "index.html").exists():
                missed.append(time.monotonic())

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(500):
        swap.swap(new, place, old)
    done.set()
    reader.join()
    assert missed == []
    assert not old.exists()


def test_a_refused_second_rename_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, new, old = tmp_path / "site", tmp_path / "new", tmp_path / "old"
    written(OLD, place)
    written(NEW, new)
    monkeypatch.setattr(swap, "exchange", lambda one, other: False)
    replace = os.replace

    def refusing(path: Path, to: Path) -> None:
        if path == new:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
        replace(path, to)

    monkeypatch.setattr(swap.os, "replace", refusing)
    with pytest.raises(OSError, match="Input/output"):
        swap.swap(new, place, old)
    assert tree(place) == OLD


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT, errno.EBUSY])
@pytest.mark.parametrize("refused", ["mkdir", "write_text", "replace"])
def test_a_disk_that_refuses_is_told_in_a_sentence(
    refused: str, number: int, config: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refuse(*about: Any, **_: Any) -> None:
        raise OSError(number, os.strerror(number), str(about[0]))

    monkeypatch.setattr(swap, "exchange", lambda one, other: False)
    monkeypatch.setattr(*((swap.os, "replace") if refused == "replace" else (Path, refused)), refuse)
    assert cli.main(["-f", str(config), "build"]) == 1
    told = capfd.readouterr().err
    assert os.strerror(number) in told
    assert told.endswith("make room or allow access there, then build again\n")
    assert "Traceback" not in told
    monkeypatch.undo()
    assert tree(config.parent / "site") == OLD
    assert left_by_builds(config) == []


def test_what_changes_during_a_build_is_built_by_the_next(
    config: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    quick = build.mkdocs

    def saved_meanwhile(config: Path, *rest: str, scratch: Path, site_only: bool) -> int:
        code = quick(config, *rest, scratch=scratch, site_only=site_only)
        config.write_text("site_name: ماء\n", encoding="utf-8")
        return code

    monkeypatch.setattr(build, "mkdocs", saved_meanwhile)
    for said in ("built site/", "built site/", "nothing changed"):
        assert build.build(config) == 0
        assert capfd.readouterr().out.startswith(said)


def test_what_a_build_made_while_its_sources_changed_is_not_kept(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A template's digest may be of the old one, and the page of the new."""
    quick, store = build.mkdocs, Store(config.parent / build.STORE)
    store.put("aabb", b"earlier")
    os.utime(store.folder / "aa/bb", (1, 1))

    def saved_meanwhile(config: Path, *rest: str, scratch: Path, site_only: bool) -> int:
        store.put("aacc", b"now")
        config.write_text("site_name: ماء\n", encoding="utf-8")
        return quick(config, *rest, scratch=scratch, site_only=site_only)

    monkeypatch.setattr(build, "mkdocs", saved_meanwhile)
    monkeypatch.setattr("daleel.store.UNUSED", time.time())
    assert build.build(config) == 0
    assert (store.get("aabb"), store.get("aacc")) == (b"earlier", None)


def test_an_empty_folder_another_configuration_and_a_new_library_are_changes(tmp_path: Path) -> None:
    (tmp_path / "manuals").mkdir()
    for name in ("mkdocs.yml", "other.yml"):
        (tmp_path / name).write_text("site_name: Water\n")
    before = build.inputs(tmp_path / "mkdocs.yml")
    assert build.inputs(tmp_path / "other.yml") != before
    (tmp_path / "manuals/water").mkdir()
    assert build.inputs(tmp_path / "mkdocs.yml") != before


def test_a_worker_ends_with_its_parent() -> None:
    """It holds the parent's standard output: that ends when the last of them does."""
    code = "import os, signal, time\nfrom daleel.press import pool\n"
    code += "workers = pool(None); print(workers.submit(os.getpid).result(), flush=True)\n"
    code += "workers.submit(time.sleep, 600); workers.submit(time.sleep, 600); os.kill(os.getpid(), signal.SIGKILL)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=30)
    assert done.returncode == -signal.SIGKILL
    assert done.stdout.strip().isdecimal()


def test_what_killed_processes_left_in_the_store_goes_what_living_ones_write_stays(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("aabb", b"kept")
    left, written_now = tmp_path / SCRATCH / "left", tmp_path / SCRATCH / "now"
    for path in (left, written_now):
        path.write_bytes(b"half")
    long_ago = time.time() - 2 * ABANDONED
    os.utime(left, (long_ago, long_ago))
    store.sweep()
    assert (left.exists(), written_now.exists(), store.get("aabb")) == (False, True, b"kept")


def test_the_store_forgets_what_no_build_has_asked_for_in_a_month(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for key in ("aabb", "aacc", "bbaa"):
        store.put(key, b"kept")
        os.utime(tmp_path / key[:2] / key[2:], (0, 0))
    assert store.get("aabb") == b"kept"
    assert store.has("bbaa")
    store.forget()
    assert [store.has(key) for key in ("aabb", "aacc", "bbaa")] == [True, False, True]


# Real builds of the sample library.


@pytest.fixture
def library(site: Path, tmp_path: Path) -> Path:
    """The sample's mkdocs.yml: its site stands, and what that is made of is in the store; then a chapter was changed."""
    config = copy_sample(tmp_path / "library")
    lend_store(site, config)
    shutil.copytree(site, config.parent / "site")
    chapter = config.parent / "manuals/first-contact/01-listening.ar.md"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("الإصغاء", "الإنصات"), encoding="utf-8")
    return config


def test_a_build_that_needed_nothing_for_a_month_finds_all_that_it_had(library: Path) -> None:
    """A chapter has changed: what its old text gave is forgotten, and nothing else."""
    store = library.parent / build.STORE
    before = {path for path in store.rglob("*") if path.is_file()}
    for path in before:
        os.utime(path, (0, 0))
    assert build.build(library) == 0
    gone = {path for path in before if not path.exists()}
    assert 0 < len(gone) < len(before) / 3


def started(config: Path, limit: int | None = None) -> subprocess.Popen[str]:
    """A build in a process group of its own. `limit`: bytes that a file may have."""

    def limited() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        [sys.executable, "-m", "daleel.cli", "-f", str(config), "build"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=limited,
    )


def kill_when(process: subprocess.Popen[str], reached: Callable[[], bool], seconds: float) -> None:
    """The whole group, at once or so many seconds after something is reached; not if it ends before."""
    while process.poll() is None and not reached():
        time.sleep(0.002)
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def two_at_once(config: Path) -> str:
    """What both say."""
    first, second = started(config), started(config)
    said = first.communicate()[0] + second.communicate()[0]
    assert (first.returncode, second.returncode) == (0, 0), said
    return said


def test_after_kills_two_builds_at_once_make_the_right_site(library: Path, site: Path) -> None:
    root, random = library.parent, Random(8)
    for seconds in sorted(random.uniform(0.3, 4) for _ in range(3)):
        kill_when(started(library), lambda: True, seconds)
        if differing(root / "site", site):  # it was finished in time
            break
    said = two_at_once(library)
    assert said.count("another build of this library is under way; waiting for its end") <= 1
    assert "nothing changed; site/ is up to date" in said
    assert "الإنصات" in (root / "site/ar/manuals/first-contact/01-listening/index.html").read_text(encoding="utf-8")
    assert left_by_builds(library) == []


@pytest.mark.parametrize("limit", [100, 300_000])
def test_a_real_build_on_a_disk_that_takes_no_more(limit: int, library: Path, site: Path) -> None:
    """A limit to the size of files refuses writes as a full disk does."""
    process = started(library, limit)
    said = process.communicate()[0]
    assert process.returncode == 1
    assert "File too large; make room or allow access there, then build again" in said
    assert "Traceback" not in said
    assert differing(library.parent / "site", site) == []
    assert left_by_builds(library) == []


@pytest.mark.soak
def test_killed_at_forty_moments(library: Path, site: Path, tmp_path: Path) -> None:
    root, random = library.parent, Random(2)
    right = tmp_path / "right"
    shutil.copytree(root, right, symlinks=True)
    begun = time.monotonic()
    assert daleel(right / "mkdocs.yml", "build").returncode == 0
    whole = time.monotonic() - begun
    stamp = root / build.CACHE / "stamp"
    for turn in range(40):
        shutil.rmtree(root / "site")
        shutil.copytree(site, root / "site")
        stamp.unlink(missing_ok=True)
        if turn % 2:  # about the swap
            kill_when(started(library), stamp.exists, random.uniform(0, 0.05))
        else:
            kill_when(started(library), lambda: True, random.uniform(0, whole))
        assert not (differing(root / "site", site) and differing(root / "site", right / "site")), turn
    two_at_once(library)
    assert differing(root / "site", right / "site") == []
    assert left_by_builds(library) == []


@pytest.mark.soak
@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounts a file system")
@pytest.mark.parametrize("kilobytes", [300, 1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 8_000])
def test_a_full_disk(kilobytes: int, library: Path, site: Path, tmp_path: Path) -> None:
    """`.cache` and site/ stand on a disk with so much room for a new site."""
    disk = tmp_path / "disk"
    disk.mkdir()
    room = kilobytes + sum(path.stat().st_size + 4096 for path in library.parent.rglob("*") if path.is_file()) // 1000
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={room}k", "tmpfs", disk], check=True)
    try:
        shutil.copytree(library.parent, disk / "library", symlinks=True)
        done = daleel(disk / "library/mkdocs.yml", "build")
        assert "Traceback" not in done.stderr
        if done.returncode:
            assert "No space left on device; make room or allow access there" in done.stderr
            assert differing(disk / "library/site", site) == []
        subprocess.run(["mount", "-o", "remount,size=200m", disk], check=True)
        again = daleel(disk / "library/mkdocs.yml", "build")
        assert again.returncode == 0, again.stderr
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        assert daleel(disk / "library/mkdocs.yml", "build").stdout == "nothing changed; site/ is up to date\n"
        assert left_by_builds(disk / "library/mkdocs.yml") == []
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.soak
@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounts a file system")
def test_a_disk_that_is_only_read(library: Path, site: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "--bind", library.parent, disk], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", disk], check=True)
        done = daleel(disk / "mkdocs.yml", "build")
        assert (done.returncode, "Traceback" in done.stderr) == (1, False)
        assert "Read-only file system; make room or allow access there, then build again" in done.stderr
        assert differing(disk / "site", site) == []
    finally:
        subprocess.run(["umount", disk], check=True)
