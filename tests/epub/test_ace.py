"""Ace by DAISY (https://daisy.github.io/ace/) on the sample's books: in Chromium, with axe and rules for EPUB."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from epub_sample import BOOKS, book

from daleel.model import Audience

ACE = "@daisy/ace@1.4.6"
CHROMIUM = shutil.which("chromium")

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(CHROMIUM is None or shutil.which("npm") is None, reason="Ace needs Node 20 and Chromium"),
]


@pytest.mark.parametrize(("id", "code", "audience"), BOOKS)
def test_ace_finds_no_violation(id: str, code: str, audience: Audience, tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(book(id, code, audience))
    done = subprocess.run(
        ["npm", "exec", "--yes", f"--package={ACE}", "--", "ace-puppeteer", "-s", "-o", str(tmp_path / "report"), path],
        capture_output=True,
        text=True,
        check=False,
        # Its parts would download browsers of their own.
        env=os.environ | {"npm_config_ignore_scripts": "true", "PUPPETEER_EXECUTABLE_PATH": str(CHROMIUM)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((tmp_path / "report" / "report.json").read_text(encoding="utf-8"))
    assert violations(report) == []
    assert report["properties"]["hasPageBreaks"]
    assert report["earl:result"]["earl:outcome"] == "pass"


def violations(report: dict) -> list[str]:  # type: ignore[type-arg]
    """Page, rule and what is wrong."""
    return [
        f"{page['earl:testSubject']['url']}: {one['earl:test']['dct:title']}: {one['earl:result']['dct:description']}"
        for page in report["assertions"]
        for one in page["assertions"]
        if one["earl:result"]["earl:outcome"] == "fail"
    ]
