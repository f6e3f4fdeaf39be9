"""`daleel build`: the shelf around `mkdocs build`. Nothing changed → nothing done; built aside; swapped in whole."""

import errno
import hashlib
import os
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path

from daleel.store import Store, digest
from daleel.swap import put_back, remove, swap

CACHE = Path(".cache") / "daleel"
STORE = CACHE / "store"
SOURCES = ("docs", "manuals", "policy_briefs", "overrides", "hooks", "uv.lock")  # and every *.yml beside them
SITE_ONLY = "DALEEL_SITE_ONLY"  # tells the adapter, which MkDocs calls without our options
QUIET = {"NO_MKDOCS_2_WARNING": "1"}  # Material's notice about its own end is no author's business
REFUSALS = {  # of a disk, not of the engine
    errno.EACCES,
    errno.EBUSY,
    errno.EDQUOT,
    errno.EFBIG,
    errno.EIO,
    errno.EMFILE,
    errno.ENOSPC,
    errno.EPERM,
    errno.EROFS,
    errno.EXDEV,
}


def mkdocs(config: Path, command: str, *options: str, scratch: Path | None = None, site_only: bool = False) -> int:
    """MkDocs in a process of its own; its exit code. The engine never imports it.

    `scratch`: a folder for temporary files, which a process that is killed leaves behind.
    """
    own = ({"TMPDIR": str(scratch)} if scratch else {}) | ({SITE_ONLY: "1"} if site_only else {})
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "--quiet", command, "-f", str(config), *options],
        check=False,
        env=os.environ | QUIET | own,
    ).returncode


def refusal(error: BaseException) -> str | None:
    """What to tell of an error that is neither an author's nor the engine's mistake; None of others."""
    if isinstance(error, BrokenProcessPool):
        return "a process of the build was ended from outside; is there enough memory? Build again"
    if not isinstance(error, OSError) or error.errno not in REFUSALS:
        return None
    return f"{error.filename or 'a file'}: {error.strerror}; make room or allow access there, then build again"


def _entries(path: Path) -> Iterator[Path]:
    """A file, or a folder and all that is in it."""
    if path.is_file():
        yield path
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield Path(folder)
        yield from (Path(folder, name) for name in sorted(names))


def source_digests(root: Path) -> list[tuple[bytes, bytes]]:
    """Of every file that a build reads. Folders are named too: an empty one can be a mistake."""
    return [
        (
            os.fsencode(path.relative_to(root).as_posix()),
            hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b"",
        )
        for source in (*(root / name for name in SOURCES), *sorted(root.glob("*.yml")))
        for path in _entries(source)
    ]


def inputs(config: Path, site_only: bool = False) -> str:
    """Digest of all that a build depends on: sources, and by name what is installed."""
    installed = sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    package = _entries(Path(__file__).parent)  # hooks/daleel, unless the engine is installed from elsewhere
    engine = [hashlib.sha256(path.read_bytes()).digest() for path in package if path.is_file()]
    return digest(config.name, source_digests(config.parent), installed, engine, sys.version, site_only)


def stamp(known: str, site: Path) -> str:
    """Digest of a build's inputs, and of the names, sizes and times of what it left in the site."""
    built = [
        (path.relative_to(site).as_posix(), stat.st_size, stat.st_mtime_ns)
        for path in _entries(site)
        if path.is_file()
        for stat in [path.stat()]
    ]
    return digest(known, built)


def build(config: Path, site_only: bool = False) -> int:
    """Build into site/ beside the configuration. A build that fails, or is killed, leaves the last site as it was.

    site_only: pages and search, and nothing to take away.
    """
    # Where nothing is to be done or swept, nothing is written: it need not wait.
    if not _unfinished(config.parent) and _is_current(config, inputs(config, site_only)):
        return 0
    with alone(config.parent):
        put_back(_site(config), _old(config))
        _sweep(config.parent)
        known = inputs(config, site_only)
        return 0 if _is_current(config, known) else _build(config, known, site_only)


def _site(config: Path) -> Path:
    return config.parent / "site"


def _old(config: Path) -> Path:
    """Where the last site is for a moment on systems that cannot exchange two folders."""
    return config.parent / CACHE / "site-old"


def _stamp_file(config: Path) -> Path:
    return config.parent / CACHE / "stamp"


def _is_current(config: Path, known: str) -> bool:
    site, kept = _site(config), _stamp_file(config)
    if not (site.is_dir() and kept.is_file() and kept.read_bytes() == stamp(known, site).encode()):
        return False
    sys.stdout.write("nothing changed; site/ is up to date\n")
    return True


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """One build of a library at a time. The lock is the system's and ends with its process: none is ever stale."""
    from filelock import FileLock, Timeout  # 0.1 s, which an answer "nothing changed" need not take

    lock = FileLock(root / CACHE / "lock")
    (root / CACHE).mkdir(parents=True, exist_ok=True)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        sys.stderr.write("another build of this library is under way; waiting for its end\n")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _unfinished(root: Path) -> list[Path]:
    """Folders of builds that are under way or were killed."""
    return list((root / CACHE).glob("site-*"))


def _sweep(root: Path) -> None:
    """What killed builds left."""
    for left in _unfinished(root):
        remove(left)
    Store(root / STORE).sweep()


def _build(config: Path, known: str, site_only: bool) -> int:
    """known: of the inputs, before any is read."""
    started, moment = time.monotonic(), time.time() - 1  # a disk's clock may be a little behind
    folder = config.parent / CACHE / f"site-{os.getpid()}"  # no name to which a killed build's children still write
    new, scratch = folder / "site", folder / "tmp"
    try:
        scratch.mkdir(parents=True)
        code = mkdocs(config, "build", "--site-dir", str(new), scratch=scratch, site_only=site_only)
        if code == 0:
            _stamp_file(config).write_text(stamp(known, new))  # no site's, until the swap
            swap(new, _site(config), _old(config))
            remove(_old(config))
            Store(config.parent / STORE).forget()
            sys.stdout.write(f"built site/ in {time.monotonic() - started:.1f} s\n")
        if inputs(config, site_only) != known:  # what was read late may be kept under the name of what was read early
            Store(config.parent / STORE).forget_since(moment)
        return code
    finally:
        remove(folder)
