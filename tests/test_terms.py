"""Which terms a text uses: words with their clitics, elisions and plurals, never parts of words."""

import lxml.html
import pytest

from conftest import PROJECT
from daleel.model import Term, Wording
from daleel.read import read_language
from daleel.terms import forms, listed_under, tokens, used

LANGUAGES = {code: read_language(PROJECT, code) for code in ("en", "ar", "fr")}
GROUPS = {"ar": (("سؤال", "أسئلة"),), "en": (("child", "children"),)}


def term(id: str, en: str, fr: str, ar: str) -> Term:
    wordings = {
        code: Wording(preferred, tuple(admitted), ())
        for code, written in (("en", en), ("fr", fr), ("ar", ar))
        for preferred, *admitted in [written.split("|")]
    }
    return Term(id, wordings, {}, "")


TERMS = {
    one.id: one
    for one in (
        term(
            "tip",
            "trafficking in persons|human trafficking",
            "traite des personnes|traite d'êtres humains",
            "الاتجار بالأشخاص",
        ),
        term("victim-of-tip", "victim of trafficking", "victime de la traite", "ضحية الاتجار"),
        term("victim", "victim", "victime", "ضحية|الضحايا"),
        term("indicator", "indicator", "indicateur", "مؤشر"),
        term("protection", "protection", "protection", "الحماية"),
        term("journal", "newspaper", "journal", "صحيفة"),
        term("child", "child", "enfant", "طفل"),
        term("open-question", "open question", "question ouverte", "سؤال مفتوح"),
        term("act", "act (element of trafficking)", "acte (élément)", "الفعل (عنصر)"),
    )
}


@pytest.mark.parametrize(
    ("code", "html", "expected"),
    [
        ("en", "<p>Trafficking in persons has victims.</p>", "tip victim"),
        ("en", "<p>A victim of trafficking, and two victims of trafficking.</p>", "victim-of-tip"),
        ("en", "<p>The act; a victimless claim; protections.</p>", "protection"),
        ("en", "<p>trafficking</p><p>in persons</p>", ""),
        ("en", "<p>trafficking, in persons</p>", ""),
        ("en", "<p>x</p><section data-notes='1'><ol><li>Human trafficking</li></ol></section>", ""),
        ("fr", "<p>La traite d’êtres humains et l’indicateur ; des journaux.</p>", "tip indicator journal"),
        ("fr", "<p>Les victimes de la traite.</p>", "victim-of-tip"),
        ("fr", "<p>Le traité des personnes.</p>", ""),
        ("ar", "<p>والاتجار بالأشخاص جريمة، وللضحايا حقوق.</p>", "tip victim"),
        ("ar", "<p>وبمؤشراتٍ، وحمايتهم واجبة.</p>", "indicator protection"),
        ("ar", "<p>لضَحِيَّة الاتّجار حقّ.</p>", "victim-of-tip"),
        ("ar", "<p>والأسئلة المفتوحة أولى.</p>", "open-question"),
        ("en", "<p>Children ask an open question.</p>", "child open-question"),
        ("ar", "<p>التضحية والتأشير</p>", ""),
        ("ar", "<p>سأل سؤالًا مفتوحًا ضحيتين.</p>", "open-question victim"),
        ("ar", "<p>مؤشران، ومؤشرا الخطر.</p>", "indicator"),
    ],
)
def test_terms_of_a_text(code: str, html: str, expected: str) -> None:
    language = LANGUAGES[code]
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    assert " ".join(used(root, forms(TERMS, language, GROUPS.get(code, ())))) == expected


def test_words_are_parted_at_apostrophes_and_hyphens() -> None:
    assert tokens("L’aide d'urgence, co-accusé") == ["l", "aide", "d", "urgence", ",", "co", "-", "accusé"]


def test_lists_pass_over_articles_and_accents() -> None:
    assert listed_under("État (partie)", LANGUAGES["fr"]) == "etat"
    assert listed_under("الضَّحِيَّة", LANGUAGES["ar"]) == "ضحية"
    names = ["Élément", "abus", "exploitation"]
    assert sorted(names, key=lambda name: listed_under(name, LANGUAGES["fr"])) == ["abus", "Élément", "exploitation"]
