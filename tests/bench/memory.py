"""The memory of a process and all that it starts, while it runs (Linux)."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

EVERY_S = 0.25


def peak_mb(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> int:
    """The highest sum of PSS: what processes share counts once."""
    with subprocess.Popen(
        command, cwd=folder, env=os.environ | environment, stdout=subprocess.DEVNULL, start_new_session=True
    ) as process:
        highest = 0
        while process.poll() is None:
            highest = max(highest, sum(map(pss_kb, family(process.pid))))
            time.sleep(EVERY_S)
    assert process.returncode == 0, command
    return round(highest / 1000)


def family(session: int) -> list[Path]:
    """Processes of the session."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError):
            if os.getsid(int(folder.name)) == session:
                found.append(folder)
    return found


def pss_kb(process: Path) -> int:
    with suppress(OSError):  # it may end at any moment
        for line in (process / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
