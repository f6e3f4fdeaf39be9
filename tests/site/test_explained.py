"""Terms that a page explains: where they are marked, which of them, and what that leaves alone."""

import lxml.html
import pytest
from site_sample import LANGUAGES, LIBRARY, place

from daleel.model import Language, Library, Source, Term, Wording
from daleel.site.anchors import number_paragraphs
from daleel.site.body import site_body
from daleel.site.explained import FEW_TEXTS, MOST, Usage, mark_terms, usage
from daleel.terms import forms
from daleel.text import Text

EN, AR, FR = LANGUAGES


def library(*terms: Term) -> Library:
    sources = {id: Source(id, {"en": id}, {}, {}, "", "", "", "", id) for id in ("treaty", "report")}
    return Library(
        LIBRARY.root, LANGUAGES, LIBRARY.publications, LIBRARY.pages, sources, {term.id: term for term in terms}, {}, ""
    )


def term(id: str, en: str, ar: str = "–", fr: str = "–", source: str = "report") -> Term:
    wordings = {code: Wording(name, (), ()) for code, name in (("en", en), ("ar", ar), ("fr", fr))}
    return Term(id, wordings, dict.fromkeys(wordings, "What it means."), "", (source,))


CONSENT = term("consent", "consent", "الموافقة", "consentement")
MEANS = term("means", "means", "الوسيلة", "moyen")


def marked(html: str, language: Language = EN, terms: tuple[Term, ...] = (CONSENT, MEANS)) -> str:
    known = library(*terms)
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    mark_terms(root, Usage(forms(known.terms, language), 1, {}), known, language.code)
    return lxml.html.tostring(root, encoding="unicode").removeprefix("<div>").removesuffix("</div>")


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        (EN, "<p>No consent, consent.</p>", '<p>No <a data-term="consent">consent</a>, consent.</p>'),
        (
            EN,
            "<p><em>By</em> means of consent</p>",
            '<p><em>By</em> <a data-term="means">means</a> of <a data-term="consent">consent</a></p>',
        ),
        (
            AR,
            "<p>بلا موافقتها أو وسيلة</p>",
            '<p>بلا <a data-term="consent">موافقتها</a> أو <a data-term="means">وسيلة</a></p>',
        ),
        (
            AR,
            '<p>نص <bdi dir="ltr">UN</bdi> وبالموافقة.</p>',
            '<p>نص <bdi dir="ltr">UN</bdi> <a data-term="consent">وبالموافقة</a>.</p>',
        ),
        (FR, "<p>L’emploi d’un moyen</p>", '<p>L’emploi d’un <a data-term="means">moyen</a></p>'),
        (FR, "<li>les consentements</li>", '<li>les <a data-term="consent">consentements</a></li>'),
    ],
)
def test_the_first_use_is_marked_with_all_that_belongs_to_the_word(language: Language, before: str, after: str) -> None:
    assert marked(before, language) == after


@pytest.mark.parametrize(
    "html",
    [
        '<h2 id="a">Consent</h2>',
        '<p><a href="#a">consent</a></p>',
        '<section data-element="case"><header>Consent</header></section>',
        "<table><thead><tr><th>Consent</th></tr></thead><tbody><tr><td>means</td></tr></tbody></table>",
        "<dl><dt>Consent</dt></dl>",
        '<section data-element="facilitator"><p>Consent</p></section>',
        '<section data-element="answer"><p>Consent</p></section>',
        '<section data-notes="1"><ol><li>Consent</li></ol></section>',
        "<p><code>consent</code></p>",
    ],
)
def test_headings_links_labels_tables_notes_and_what_may_be_hidden_are_left_alone(html: str) -> None:
    assert "data-term" not in marked(html)


def test_a_use_in_a_heading_leaves_the_mark_for_the_text() -> None:
    assert marked('<h2 id="a">Consent</h2><p>Consent</p>').endswith('<p><a data-term="consent">Consent</a></p>')


def test_the_terms_of_the_law_come_first_and_then_the_rarest() -> None:
    rare = [term(f"rare-{n}", f"rare{n}x") for n in range(MOST)]
    legal = term("legal", "treatyword", source="treaty")
    frequent = term("frequent", "oftenword")
    known = library(*rare, legal, frequent)
    html = f"<p>oftenword {' '.join(one.wordings['en'].preferred for one in rare)} treatyword</p>"
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    uses = Usage(forms(known.terms, EN), 10, {"frequent": 4, "legal": 4} | {one.id: 1 for one in rare})
    found = mark_terms(root, uses, known, "en")
    assert len(found) == MOST
    assert found[-1] == "legal"
    assert "frequent" not in found


def test_what_most_texts_use_is_not_explained() -> None:
    known = library(CONSENT)
    for texts, expected in ((FEW_TEXTS, ()), (FEW_TEXTS - 1, ("consent",))):
        root = lxml.html.fragment_fromstring("<p>consent</p>", create_parent="div")
        assert mark_terms(root, Usage(forms(known.terms, EN), texts, {"consent": texts}), known, "en") == expected


def test_usage_counts_the_texts_of_publications_in_the_language() -> None:
    with_it = Text("", (), (), None, 0, (), (), (), ("consent",))
    texts = {
        ("a", "1", "en"): with_it,
        ("a", "2", "en"): Text("", (), (), None, 0, (), ()),
        ("", "about", "en"): with_it,
    }
    found = usage(texts | {("a", "1", "ar"): with_it}, "en", forms({}, EN))
    assert (found.texts, found.by_term) == (2, {"consent": 1})


@pytest.mark.parametrize("code", ["en", "ar"])
def test_paragraphs_are_numbered_without_lists_tables_and_labels(code: str) -> None:
    html = (
        "<p>1</p><ul><li><p>–</p></li></ul><section data-element='note'><header><p>–</p></header><p>2</p></section>"
        "<table><tr><td><p>–</p></td></tr></table><p><img></p><blockquote><p>3</p></blockquote>"
        "<section data-notes='1'><ol><li><p>–</p></li></ol></section>"
    )
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    number_paragraphs(root)
    assert [(one.get("id"), one.text) for one in root.iter("p") if one.get("id")] == [
        ("p-1", "1"),
        ("p-2", "2"),
        ("p-3", "3"),
    ]


def test_a_book_has_neither_marks_nor_numbers() -> None:
    text = Text('<h2 id="a">A</h2><p>Consent</p>', (), (), None, 0, (), ())
    where = place("chapter", "en", "01-springs", "water")
    assert site_body(text, library(CONSENT), where) == '<h2 id="a">A</h2><p>Consent</p>\n'
