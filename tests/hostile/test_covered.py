"""The fuzzing of test_fuzz.py led by coverage, where atheris is installed (`make soak`)."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from test_fuzz import SECONDS, STRUCTS, page_content

from conftest import SAMPLE

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(find_spec("atheris") is None, reason="no atheris for this system or Python"),
]


def seeds(target: str) -> list[bytes]:
    if target == "text-step":
        return [page_content(), page_content()[:3000]]
    texts = [path.read_bytes()[:2900] for path in sorted(SAMPLE.rglob("*.md"))]
    if target == "converter":
        return [bytes([nth % 3, nth % 2]) + text for nth, text in enumerate(texts)]
    data = [path.read_bytes()[:2900] for path in sorted(SAMPLE.rglob("*.yml"))]
    return [b"t" + text for text in texts] + [bytes([nth]) + one for nth in range(len(STRUCTS)) for one in data]


@pytest.mark.parametrize("target", ["reader", "converter", "text-step"])
def test_no_branch_leads_to_a_crash(target: str, tmp_path: Path) -> None:
    for nth, seed in enumerate(seeds(target)):
        (tmp_path / f"seed-{nth}").write_bytes(seed)
    command = [sys.executable, str(Path(__file__).parent / "covered.py"), target, f"{SECONDS:.0f}", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    crashes = [path.read_bytes() for path in tmp_path.glob("crash-*")]
    assert (done.returncode, crashes) == (0, []), done.stderr[-3000:]
