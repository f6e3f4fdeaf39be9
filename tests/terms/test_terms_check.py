"""What the terms check names and what it lets pass: precision and recall in sentences, and what it tells the author."""

from typing import NamedTuple

import pytest
import yaml

from conftest import HERE, PROJECT
from daleel.model import Term, Wording
from daleel.read import Reading, read_language, read_sources, read_terms, read_words
from daleel.scan import Mistake, scan
from daleel.terms import forms
from daleel.terms_check import Watch, deprecated_uses, running_text, watch

SENTENCES = yaml.safe_load((HERE / "terms" / "sentences.yml").read_text(encoding="utf-8"))
LANGUAGES = {code: read_language(PROJECT, code) for code in ("en", "ar", "fr")}
LEAST = 0.95


class Measured(NamedTuple):
    precision: float
    recall: float
    wrong: list[str]  # sentences that are judged wrongly


def project_watch(code: str) -> Watch:
    reading = Reading(PROJECT)
    terms, language = read_terms(reading), LANGUAGES[code]
    return watch(terms, read_sources(reading), language, forms(terms, language, read_words(reading).get(code, ())))


def uses(markdown: str, watched: Watch) -> list[Mistake]:
    return list(deprecated_uses(scan(markdown), watched))


def measured(code: str) -> Measured:
    watched, sentences = project_watch(code), SENTENCES[code]
    hits = [one for one in sentences["flagged"] if uses(one, watched)]
    alarms = [one for one in sentences["quiet"] if uses(one, watched)]
    missed = [one for one in sentences["flagged"] if one not in hits]
    return Measured(len(hits) / len(hits + alarms), len(hits) / len(sentences["flagged"]), alarms + missed)


@pytest.mark.parametrize("code", LANGUAGES)
def test_precision_and_recall(code: str) -> None:
    sentences = SENTENCES[code]
    assert min(len(sentences["flagged"]), len(sentences["quiet"])) >= 20
    found = measured(code)
    assert min(found.precision, found.recall) >= LEAST, found


def test_every_deprecated_wording_of_the_library_is_found_as_it_stands() -> None:
    for code in LANGUAGES:
        watched = project_watch(code)
        for term in read_terms(Reading(PROJECT)).values():
            for written in term.wordings[code].deprecated if code in term.wordings else ():
                assert [use.line for use in uses(f"\n\n{written}.", watched)] == [3], written


def term(id: str, preferred: str, admitted: list[str], deprecated: list[str]) -> Term:
    return Term(id, {"fr": Wording(preferred, tuple(admitted), tuple(deprecated))}, {}, "")


TERMS = {
    one.id: one
    for one in (
        term("tip", "traite des personnes", [], ["trafic de personnes", "trafic"]),
        term("som", "trafic illicite de migrants", ["trafic de migrants"], ["passage", "passeur"]),
        term("guide", "guide", ["passeur"], ["passage"]),
    )
}


FRENCH = watch(TERMS, {}, LANGUAGES["fr"], forms(TERMS, LANGUAGES["fr"]))


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Le trafic de\npersonnes.", [(1, "`trafic de personnes` is not used here; write `traite des personnes`")]),
        ("Deux\ntrafics.", [(2, "`trafics` is not used here; write `traite des personnes`")]),
        ("Le trafic illicite de migrants, le trafic de migrants.", []),
        ("Un passeur.", []),  # admitted for another concept
        ("Un passage.", [(1, "`passage` is not used here; write `trafic illicite de migrants` / `guide`")]),
        ("Le **trafic** [de](x.md) personnes.", [(1, "`trafic de personnes` is not used")]),
    ],
)
def test_what_is_said(markdown: str, expected: list[tuple[int, str]]) -> None:
    found = uses(markdown, FRENCH)
    assert len(found) == len(expected)
    for use, (line, part) in zip(found, expected, strict=True):
        assert use.line == line
        assert part in str(use.message)


def test_running_text_keeps_every_place() -> None:
    markdown = "Un « mot » et [lien](x.md).\n\n> cité\n\n- *italique*, **gras**[^1] [@id, art. 2]"
    text = running_text(scan(markdown))
    assert len(text) == len(markdown)
    assert [word for word in text.replace("¶", " ").split() if word.isalpha()] == ["Un", "et", "lien", "gras"]


def test_an_unclosed_quotation_hides_nothing() -> None:
    assert uses("Il dit « assez.\n\nLe trafic continue.", FRENCH)
