"""What the templates know."""

import lxml.html
import pytest
from site_sample import LANGUAGES, LIBRARY, TEXTS, pdf_facts, place

from daleel.places import Place, places, url
from daleel.site.context import PdfFacts, lost_context, page_context, template
from daleel.site.reader import Reader
from daleel.terms import forms
from daleel.wording import licence, typeset

EN, AR, FR = LANGUAGES
FORMS = {language.code: forms(LIBRARY.terms, language) for language in LANGUAGES}


def context(*about: str) -> dict[str, object]:
    return page_context(LIBRARY, TEXTS, place(*about), pdf_facts, FORMS)  # type: ignore[arg-type]


@pytest.mark.parametrize("one", places(LIBRARY), ids=lambda one: url(LIBRARY, one) or "home")
def test_every_page_has_a_context_and_a_template(one: Place) -> None:
    made = page_context(LIBRARY, TEXTS, one, pdf_facts, FORMS)
    assert made["template"] == template(LIBRARY, one)
    assert [link.language.code for link in made["languages"]] == ["en", "ar", "fr"]
    assert [link.language.code for link in made["languages"] if link.current] == [one.language]


def test_the_strip_leads_to_the_same_page() -> None:
    links = context("chapter", "ar", "02-wells", "water")["languages"]
    assert [link.href for link in links] == [  # type: ignore[attr-defined]
        "../../../../manuals/water/02-wells/",
        "./",
        "../../../../fr/manuals/water/02-wells/",
    ]


def test_the_strip_leads_to_the_library_where_the_page_is_missing_and_says_so() -> None:
    arabic = context("publication", "en", "index", "rain")["languages"][1]  # type: ignore[index]
    assert arabic.href == "../../ar/library/"
    assert arabic.remark == AR.strings["site"]["not_here"]


def test_tabs_open_the_shelves() -> None:
    tabs = context("chapter", "fr", "01-springs", "water")["tabs"]
    assert [(tab.href, tab.current) for tab in tabs] == [  # type: ignore[attr-defined]
        ("../../../", False),
        ("../../../library/?kind=manual", True),
        ("../../../library/?kind=brief", False),
        ("../../../about/", False),
    ]


def test_a_chapter_knows_its_publication_and_neighbours() -> None:
    made = context("chapter", "ar", "01-springs", "water")
    assert [(one.number, str(one.title), one.current) for one in made["chapters"]] == [  # type: ignore[attr-defined]
        (1, "الينابيع", True),
        (2, "الآبار", False),
    ]
    assert made["neighbours"].previous.href == "../"  # type: ignore[attr-defined]
    assert made["neighbours"].next.href == "../02-wells/"  # type: ignore[attr-defined]


def test_only_pages_that_show_pdfs_ask_for_them() -> None:
    asked = []

    def facts(publication: str, code: str) -> tuple[PdfFacts, ...]:
        asked.append((publication, code))
        return pdf_facts(publication, code)

    for one in places(LIBRARY):
        asked.clear()
        page_context(LIBRARY, TEXTS, one, facts, FORMS)
        shows = one.kind == "publication" or one.name in ("index", "library")
        assert bool(asked) == shows, one


def test_a_download_tells_pages_and_size_in_the_reader_s_language() -> None:
    made = {code: context("publication", code, "index", "water")["downloads"][0] for code in ("en", "ar", "fr")}  # type: ignore[index]
    assert [(one.pages, one.size) for one in made.values()] == [
        ("11 pages", "1.9\u00a0MB"),
        ("11 صفحة", "1.9 ميغابايت"),
        ("11 pages", "1,9\u00a0Mo"),
    ]
    assert made["ar"].href == "../../../pdf/water.ar.pdf"


def test_each_booklet_of_a_manual_is_offered_by_its_name() -> None:
    booklets = ("participant", "handouts")
    facts = tuple(PdfFacts(f"pdf/{name}.pdf", 84_000, 7, name) for name in booklets)  # type: ignore[arg-type]
    for language in LANGUAGES:
        made = page_context(
            LIBRARY, TEXTS, place("publication", language.code, "index", "water"), lambda *_: facts, FORMS
        )
        names = [language.strings["print"]["editions"][name] for name in booklets]
        assert [one.name.partition(" · ")[2] for one in made["downloads"]] == names


def test_a_card_without_an_edition_shows_the_original_and_says_so() -> None:
    water, rain = context("page", "ar", "library")["cards"]  # type: ignore[misc]
    assert (water.other, water.remark) == (None, "")
    assert (rain.other, rain.href, str(rain.title)) == (EN, "../../briefs/rain/", "Rain")
    assert rain.remark == 'غير متاح بهذه اللغة بعد. معروض باللغة <bdi dir="ltr">English</bdi>.'


def test_facets_count() -> None:
    facets = {facet.name: facet for facet in context("page", "fr", "library")["facets"]}  # type: ignore[attr-defined]
    assert {name: [(one.value, one.count) for one in facet.choices] for name, facet in facets.items()} == {
        "kind": [("manual", 1), ("brief", 1)],
        "topic": [("gender", 1), ("technology", 2)],
        "audience": [("police", 2), ("trainers", 2)],
        "region": [("egypt", 2)],
        "language": [("en", 2), ("ar", 1), ("fr", 1)],
    }


def test_minutes_are_summed_over_the_course() -> None:
    assert context("publication", "en", "index", "water")["total"] == "2 hours 15 minutes"
    assert context("publication", "ar", "index", "water")["total"] == "ساعتان و15 دقيقة"


def test_readers_of_arabic_are_given_more_time() -> None:
    assert context("chapter", "en", "02-wells", "water")["reading"] == "10 minutes to read"
    assert context("chapter", "ar", "02-wells", "water")["reading"] == "القراءة في 12 دقيقة"


def test_a_citation_is_whole() -> None:
    citation = context("publication", "fr", "index", "water")["citation"]
    assert "L’eau\u00a0: puits et sources" in citation  # type: ignore[operator]
    assert "12 octobre 2026" in citation  # type: ignore[operator]
    assert "https://example.org/daleel/fr/manuals/water/" in citation  # type: ignore[operator]


def test_editions_tell_what_is_missing() -> None:
    editions = context("publication", "en", "index", "rain")["editions"]
    assert [(one.language.code, one.standing) for one in editions] == [  # type: ignore[attr-defined]
        ("en", "original"),
        ("ar", "missing"),
        ("fr", "missing"),
    ]


def test_alternates_are_absolute_and_end_with_the_default() -> None:
    assert context("page", "ar", "about")["alternates"] == [
        ("en", "https://example.org/daleel/about/"),
        ("ar", "https://example.org/daleel/ar/about/"),
        ("fr", "https://example.org/daleel/fr/about/"),
        ("x-default", "https://example.org/daleel/about/"),
    ]
    assert context("page", "en", "authors")["alternates"] == []


def test_the_page_for_wrong_addresses_links_from_the_server_s_root() -> None:
    made = lost_context(LIBRARY)
    assert made["root"] == "/daleel/"
    assert [one["library"] for one in made["lost"]] == [
        "/daleel/library/",
        "/daleel/ar/library/",
        "/daleel/fr/library/",
    ]
    assert made["tabs"][1].href == "/daleel/library/?kind=manual"


def test_the_title_of_an_author_is_html_and_nothing_else() -> None:
    assert context("publication", "en", "index", "water")["title"] == "Water &amp; wells"
    assert typeset("ملف PDF <نص>", AR) == 'ملف <bdi dir="ltr">PDF</bdi> &lt;نص&gt;'


def test_dates_and_sizes_have_western_digits() -> None:
    reader = Reader(LIBRARY, AR, "ar/")
    assert reader.date(LIBRARY.publications[0].date) == "12 أكتوبر 2026"
    assert reader.size(84_000) == "84 كيلوبايت"


@pytest.mark.parametrize(
    ("spdx", "name", "href"),
    [
        ("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC-BY-NC-SA-4.0", "CC BY-NC-SA 4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
        ("MIT", "MIT", ""),
    ],
)
def test_a_licence_tells_its_address(spdx: str, name: str, href: str) -> None:
    assert (licence(spdx).name, licence(spdx).href) == (name, href)


def test_html_in_the_context_is_well_formed() -> None:
    for one in places(LIBRARY):
        made = page_context(LIBRARY, TEXTS, one, pdf_facts, FORMS)
        lxml.html.fragment_fromstring(str(made["title"]), create_parent="p")
