"""The link by which a reader says what is wrong."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from site_sample import LIBRARY, place

from daleel.site.report import report

CHAPTER = ("chapter", "01-springs", "water")


@pytest.mark.parametrize(
    ("code", "publication", "section"),
    [
        ("en", "Water & wells", "Springs"),
        ("ar", "الماء والآبار", "الينابيع"),
        ("fr", "L’eau : puits et sources", "Les sources"),
    ],
)
def test_a_mail_carries_publication_version_language_section_and_address(
    code: str, publication: str, section: str
) -> None:
    kind, name, id = CHAPTER
    made = report(LIBRARY, place(kind, code, name, id), "errors@example.org", "https://github.com/a/b")
    assert made is not None
    parts = urlsplit(made.href)
    assert (parts.scheme, parts.path) == ("mailto", "errors@example.org")
    asked = parse_qs(parts.query, strict_parsing=True)
    assert section in asked["subject"][0]
    lines = asked["body"][0].split("\r\n")
    for fact in (publication, "1.2", LIBRARY.language(code).name, section, f"{LIBRARY.site_url}"):
        assert any(fact in line for line in lines), fact
    assert made.section in made.href
    assert made.page in made.href
    assert unquote(made.page).endswith("/manuals/water/01-springs/?v=1.2")


def test_without_a_mail_address_an_issue_is_opened() -> None:
    made = report(LIBRARY, place("page", "ar", "about"), None, "https://github.com/a/b/")
    assert made is not None
    assert made.href.startswith("https://github.com/a/b/issues/new?title=")
    assert "عن الموقع" in parse_qs(urlsplit(made.href).query)["title"][0]


def test_without_either_there_is_no_link() -> None:
    assert report(LIBRARY, place("page", "fr", "about"), None, None) is None
    assert report(LIBRARY, place("page", "fr", "about"), "", "") is None
