"""What the terms check names and what it lets pass: precision and recall in sentences, and what it tells the author."""

from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from conftest import HERE, PROJECT
from daleel.model import Respect, Rule, Source, Term, Wording
from daleel.problems import Mistake
from daleel.read import Reading, read_language, read_rules, read_sources, read_terms, read_words
from daleel.scan import scan
from daleel.terms import forms
from daleel.terms_check import Watch, deprecated_uses, running_text, watch

# Our own; and those of somebody who had not seen the matcher, to which it is never fitted: they tell what it is worth.
LISTS = [HERE / "terms" / name for name in ("sentences.yml", "held_out.yml")]
LANGUAGES = {code: read_language(PROJECT, code) for code in ("en", "ar", "fr")}
LEAST = 0.95


class Measured(NamedTuple):
    precision: float
    recall: float
    wrong: list[str]  # sentences that are judged wrongly


def project_watch(code: str) -> Watch:
    reading = Reading(PROJECT)
    terms, language = read_terms(reading), LANGUAGES[code]
    in_use = forms(terms, language, read_words(reading).get(code, ()))
    return watch(terms, read_rules(reading), read_sources(reading), language, in_use)


def uses(markdown: str, watched: Watch) -> list[Mistake]:
    return list(deprecated_uses(scan(markdown), watched))


def measured(flagged: list[str], quiet: list[str], watched: Watch) -> Measured:
    hits = [one for one in flagged if uses(one, watched)]
    alarms = [one for one in quiet if uses(one, watched)]
    missed = [one for one in flagged if one not in hits]
    return Measured(len(hits) / len(hits + alarms), len(hits) / len(flagged), alarms + missed)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_precision_and_recall(path: Path, code: str) -> None:
    """Of deprecated terms and of respectful language together."""
    sentences = yaml.safe_load(path.read_text(encoding="utf-8"))[code]
    flagged, quiet = (sentences[kind] + sentences[f"{kind}_respect"] for kind in ("flagged", "quiet"))
    assert min(len(flagged), len(quiet)) >= 60
    found = measured(flagged, quiet, project_watch(code))
    assert min(found.precision, found.recall) >= LEAST, found


def test_every_deprecated_wording_of_the_library_is_found_as_it_stands() -> None:
    for code in LANGUAGES:
        watched = project_watch(code)
        for term in read_terms(Reading(PROJECT)).values():
            for written in term.wordings[code].deprecated if code in term.wordings else ():
                assert [use.line for use in uses(f"\n\n{written}.", watched)] == [3], written


def test_every_wording_of_a_rule_is_found_as_it_stands_with_its_reason() -> None:
    for code in LANGUAGES:
        watched = project_watch(code)
        for rule in read_rules(Reading(PROJECT)):
            for written in rule.texts[code].avoid:
                for words in product(*(word.split("/") for word in written.split())):
                    found = [(use.line, use.code) for use in uses(f"\n\n{' '.join(words)}.", watched)]
                    assert found == [(3, "respect")], (rule.id, words)


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


RULES = (
    Rule(
        "return",
        {
            "fr": Respect(
                ("expulser/expulsion victime",), ("expulsion de la victime demandée",), ("retour",), "", "faux"
            ),
            "en": Respect(("illegals", "/"), (), ("irregular migrant",), "say who", "no person is illegal"),
            "ar": Respect(("طفل جندي",), (), ("طفل مرتبط", "طفل"), "", "الطفل طفل"),
        },
        ("paris", "not-listed"),
    ),
)
PARIS = Source(
    "paris", {"en": "The Paris Principles"}, {"en": "Paris Principles", "ar": "مبادئ باريس"}, {}, "", "", "", ""
)


FRENCH = watch(TERMS, RULES, {}, LANGUAGES["fr"], forms(TERMS, LANGUAGES["fr"]))


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


@pytest.mark.parametrize(
    ("code", "markdown", "expected"),
    [
        (
            "fr",
            "Les expulsions de ces\nvictimes.",
            ["`expulsions de ces victimes` is not used here: faux (Paris Principles); write `retour`"],
        ),
        ("fr", "L’expulsion de la victime demandée.", []),
        ("fr", "Trafic ; « expulser la victime » ; *expulser une victime*.", ["write `traite des personnes`"]),
        (
            "en",
            "Illegals, and illegal acts.",
            [
                "`Illegals` is not used here: no person is illegal (Paris Principles); "
                "write `irregular migrant` (say who)"
            ],
        ),
        (
            "ar",
            "وللأطفالِ الجنودِ حقّ.",
            ["`وللأطفالِ الجنودِ` is not used here: الطفل طفل (مبادئ باريس); write `طفل مرتبط` / `طفل`"],
        ),
    ],
)
def test_a_rule_of_respect_tells_why(code: str, markdown: str, expected: list[str]) -> None:
    words = (("طفل", "أطفال"), ("جندي", "جنود")) if code == "ar" else ()
    language = LANGUAGES[code]
    found = uses(markdown, watch(TERMS, RULES, {"paris": PARIS}, language, forms(TERMS, language, words)))
    assert len(found) == len(expected)
    for use, part in zip(found, expected, strict=True):
        assert part in str(use.message)


def test_running_text_keeps_every_place() -> None:
    markdown = "Un « mot » et [lien](x.md).\n\n> cité\n\n- *italique*, **gras**[^1] [@id, art. 2]"
    text = running_text(scan(markdown))
    assert len(text) == len(markdown)
    assert [word for word in text.replace("¶", " ").split() if word.isalpha()] == ["Un", "et", "lien", "gras"]


def test_an_unclosed_quotation_hides_nothing() -> None:
    assert uses("Il dit « assez.\n\nLe trafic continue.", FRENCH)
