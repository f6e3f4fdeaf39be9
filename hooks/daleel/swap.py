"""A new folder takes an old one's place. Whenever the process is killed, one of them stands there whole."""

import os
import shutil
import sys
import time
from pathlib import Path

RENAME_EXCHANGE = 2  # linux/fs.h
AT_FDCWD = -100  # fcntl.h: paths are relative to the working directory


def swap(new: Path, place: Path, old: Path) -> None:
    """What stood in place ends at new or at old.

    Linux exchanges two names in one step. Elsewhere it takes two renames, and a moment without anything in place: who is
    killed then leaves `old` for `put_back`.
    """
    if not place.exists():
        rename(new, place)
    elif not exchange(new, place):
        rename(place, old)
        try:
            rename(new, place)
        except OSError:
            rename(old, place)
            raise


def put_back(place: Path, old: Path) -> None:
    """After a swap that was killed between its renames."""
    if old.is_dir() and not place.exists():
        rename(old, place)


def exchange(one: Path, other: Path) -> bool:
    """False where the system or the file system cannot."""
    if sys.platform != "linux":
        return False
    import ctypes

    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None)  # glibc 2.28 has it, older ones and musl have not
    names = os.fsencode(one), os.fsencode(other)
    return renameat2 is not None and renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE) == 0


def rename(path: Path, to: Path) -> None:
    """Windows refuses while a virus scanner or an editor holds a file: try for two seconds."""
    for wait in (0.05, 0.1, 0.2, 0.4, 0.6, 0.65):
        try:
            os.replace(path, to)
            return
        except PermissionError:
            if sys.platform != "win32":
                raise
            time.sleep(wait)
    os.replace(path, to)


def remove(path: Path) -> None:
    """As far as the system allows; what a link leads to stays."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)
