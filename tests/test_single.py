"""`daleel pdf | epub <id>`: one file, or a line that says why not."""

from concurrent.futures import Future
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from daleel.cli import main
from daleel.progress import follow
from daleel.single import Wish, make


def test_one_edition_is_made_without_the_rest(sample: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "x.pdf"
    assert main(["-f", str(sample), "pdf", "safe-return", "-l", "ar", "-o", str(out)]) == 0
    with pikepdf.open(out) as pdf:
        assert str(pdf.Root.Lang).startswith("ar")
    assert str(out) in capfd.readouterr().out
    assert not (sample.parent / "site").exists()


def test_it_is_the_file_of_the_site(site: Path, sample: Path) -> None:
    for booklet, code, suffix in (("facilitator", "ar", "-facilitator-ar"), ("participant", "en", "-en")):
        name, content = make(sample, Wish("first-contact", code, booklet, "epub"))  # type: ignore[arg-type]
        assert name == f"first-contact{suffix}.epub"
        assert content == (site / "downloads/first-contact" / name).read_bytes()


def test_the_original_is_the_default(sample: Path) -> None:
    name, content = make(sample, Wish("safe-return", "", "participant", "pdf"))
    assert name == "safe-return-en.pdf"
    with pikepdf.open(BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang).startswith("en")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["pdf", "safe"], "safe:1:1: error: no publication has the id `safe`; there are: first-contact, safe-return"),
        (["pdf", "safe-return", "-l", "fr"], "safe-return has no edition in `fr`; there are: en, ar"),
        (["epub", "first-contact", "-e", "handouts"], "has no epub of the edition `handouts`; there are: participant"),
    ],
)
def test_what_is_not_there_is_said(
    sample: Path, capfd: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    assert main(["-f", str(sample), *options]) == 1
    assert said in capfd.readouterr().out


def test_only_mistakes_of_the_publication_stop_it(sample: Path, capfd: pytest.CaptureFixture[str]) -> None:
    chapter = sample.parent / "manuals/first-contact/01-listening.ar.md"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("[@tip-protocol", "[@tip", 1), encoding="utf-8")
    assert make(sample, Wish("safe-return", "ar", "participant", "epub"))[1]
    assert main(["-f", str(sample), "pdf", "first-contact"]) == 1
    assert "01-listening.ar.md" in capfd.readouterr().out


def test_long_work_says_how_far_it_is(capfd: pytest.CaptureFixture[str]) -> None:
    work: list[Future[int]] = [Future() for _ in range(8)]
    follow(work, "booklets")
    for one in work[:5]:
        one.set_result(0)
    assert capfd.readouterr().err == "2 of 8 booklets\n4 of 8 booklets\n"


def test_a_heading_of_foreign_words_alone_is_a_bookmark(sample: Path) -> None:
    """Titles in an Arabic edition, of a chapter and of a section, with nothing Arabic in them or little."""
    chapter = sample.parent / "manuals/first-contact/01-listening.ar.md"
    text = chapter.read_text(encoding="utf-8")
    text = text.replace("title: الإصغاء", "title: WhatsApp").replace("## التطبيق", "## Signal Desktop")
    chapter.write_text(text.replace("## السلامة أولًا", "## نموذج PEACE"), encoding="utf-8")
    with (
        pikepdf.open(BytesIO(make(sample, Wish("first-contact", "ar", "participant", "pdf"))[1])) as pdf,
        pdf.open_outline() as outline,
    ):
        found = {section.title.strip("\u2060") for part in outline.root for section in (part, *part.children)}
    assert {"WhatsApp", "Signal Desktop", "نموذج PEACE"} <= {title.removeprefix("1. ") for title in found}
