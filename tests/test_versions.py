"""Versions: the archive of PDFs, and what a page says of itself and its neighbours."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from daleel.cli import main
from daleel.model import Library
from daleel.places import places
from daleel.read import read_library
from daleel.settings import read_settings
from daleel.site.reader import Reader
from daleel.site.related import related
from daleel.wording import citation, spelt
from test_bad_input import append, check, swap

YML = "policy_briefs/safe-return/publication.yml"
RAISED = """changes:
  - version: "0.2"
    date: 2026-11-20
    what: {en: A message was added., ar: أُضيفت رسالة.}
  - version: "0.1"
    date: 2026-11-01
    what: {en: First draft.}
"""


def library_of(config: Path) -> Library:
    library, problems = read_library(config.parent, read_settings(config))
    assert problems == []
    return library


def raise_version(config: Path) -> None:
    swap(YML, 'version: "0.1"', 'version: "0.2"')(config.parent)
    append(YML, RAISED)(config.parent)


def test_a_version_is_archived_and_then_raised(sample: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    folder = sample.parent / "docs/archive/safe-return/0.1"
    assert main(["-f", str(sample), "archive", "safe-return"]) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["safe-return-ar.pdf", "safe-return-en.pdf"]
    assert main(["-f", str(sample), "archive", "safe-return"]) == 0  # the same again
    raise_version(sample)
    capfdbinary.readouterr()
    assert check(sample, capfdbinary) == (0, ["no problems"])


def test_what_is_archived_is_never_replaced(sample: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["-f", str(sample), "archive", "safe-return"]) == 0
    arabic = sample.parent / "docs/archive/safe-return/0.1/safe-return-ar.pdf"
    before = arabic.read_bytes()
    swap("policy_briefs/safe-return/brief.ar.md", "العودة آمنة", "العودة كريمة")(sample.parent)
    assert main(["-f", str(sample), "archive", "safe-return"]) == 1
    assert "safe-return-ar.pdf is another state of version 0.1" in capfdbinary.readouterr().out.decode()
    assert arabic.read_bytes() == before


def test_a_version_raised_without_archive_is_told_and_stops_nothing(
    sample: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    raise_version(sample)
    code, (remark, end) = check(sample, capfdbinary)
    assert (code, end) == (0, "errors: 0, warnings: 1")
    assert remark.startswith(f"{YML}:1:1: warning: version 0.1 has no PDF in docs/archive/safe-return/0.1/")


def test_an_archived_version_that_no_list_names_is_told(
    sample: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (sample.parent / "docs/archive/first-contact/0.8").mkdir()
    code, (remark, _) = check(sample, capfdbinary)
    assert code == 0
    assert "0.8 is not published: `changes` has no entry for 0.8" in remark


def test_who_archives_what_is_not_there_is_told_what_is(
    sample: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["-f", str(sample), "archive", "old-advice"]) == 1
    assert "there are: first-contact, safe-return" in capfdbinary.readouterr().out.decode()


def test_a_withdrawn_publication_has_no_place_among_the_pages(sample: Path) -> None:
    library = library_of(sample)
    assert [one.id for one in library.withdrawn] == ["old-advice"]
    assert "old-advice" not in {place.publication for place in places(library)}


@pytest.mark.parametrize("code", ["en", "ar", "fr"])
def test_a_citation_is_dated_and_versioned_in_the_languages_own_words(sample: Path, code: str) -> None:
    publication = library_of(sample).publication("first-contact")
    edition = publication.editions[code]
    said = citation(publication, edition, "https://a.example/")
    assert said.endswith("https://a.example/?v=1.0")
    assert edition.title in said
    assert spelt(datetime.date(2026, 11, 24), edition.language) in said


@pytest.mark.parametrize("code", ["en", "ar"])
def test_near_publications_share_the_first_topic_then_any(sample: Path, code: str) -> None:
    library = library_of(sample)
    brief = library.publication("safe-return")  # on prosecution

    def other(id: str, *topics: str) -> object:
        return replace(brief, id=id, topics=topics)

    others = [
        other("far", "technology"),
        other("near", "gender", "prosecution"),
        other("nearest", "prosecution", "gender"),
        other("same", "prosecution"),
        replace(brief, id="foreign", editions={"fr": library.publication("first-contact").editions["fr"]}),
        *(other(f"more-{n}", "technology", "prosecution") for n in range(3)),
    ]
    shelf = replace(library, publications=(brief, *others))  # type: ignore[arg-type]
    found = related(Reader(shelf, shelf.language(code), ""), brief)
    assert [one.href.strip("/").rpartition("/")[2] for one in found] == ["nearest", "same", "near", "more-0"]
