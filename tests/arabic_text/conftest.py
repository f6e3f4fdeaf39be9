"""The test manual, written by Typst once a run, and what became of it."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from daleel.print.arabic_text import readable_arabic

from . import corpus


@dataclass(frozen=True)
class Manual:
    blocks: list[str]
    before: Path  # as Typst writes it
    after: Path
    unknown: int


@pytest.fixture(scope="session")
def manual(tmp_path_factory: pytest.TempPathFactory) -> Manual:
    folder = tmp_path_factory.mktemp("arabic")
    before, after = folder / "before.pdf", folder / "after.pdf"
    before.write_bytes(corpus.typst_pdf(corpus.MANUAL))
    readable, unknown = readable_arabic(before.read_bytes())
    after.write_bytes(readable)
    return Manual(corpus.source_blocks(corpus.WORDS), before, after, unknown)
