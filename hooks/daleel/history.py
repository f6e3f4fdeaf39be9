"""Earlier states of a file, from git where there is git: read only, and nothing of it is needed to build the library."""

import subprocess
from collections.abc import Iterator
from pathlib import Path


def earlier(path: Path) -> Iterator[bytes]:
    """The file's content at each commit that changed it, the newest first. Nothing where git does not know it."""
    listed = _git(path.parent, "log", "--format=%H", "--", path.name)
    for commit in (listed or b"").decode().split():
        content = _git(path.parent, "cat-file", "blob", f"{commit}:./{path.name}")
        if content is not None:  # None at the commit that removed it
            yield content


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What git prints; None where it refuses or is not installed."""
    try:
        return subprocess.run(
            ["git", "-C", str(folder), "--no-pager", *arguments], check=True, capture_output=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
