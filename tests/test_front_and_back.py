"""What a manual has around its numbered chapters, in the sample library's PDFs."""

import re
import unicodedata
from io import BytesIO
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
import yaml
import zxingcpp

from conftest import PROJECT

MANUAL = "downloads/first-contact/first-contact"
WORDS = re.compile(r"[^\W\d_]+")
MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")


def strings(code: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = yaml.safe_load(
        (PROJECT / f"hooks/daleel/strings/{code}.yml").read_text(encoding="utf-8")
    )
    return found


def said(text: str) -> str:
    """Words alone, as every reader gives them."""
    return " ".join(WORDS.findall(MARKS.sub("", unicodedata.normalize("NFKC", text))))


def pages(site: Path, name: str) -> list[str]:
    with pypdfium2.PdfDocument(site / name) as pdf:
        return [said(pdf[number].get_textpage().get_text_range()) for number in range(len(pdf))]


def starting(site: Path, name: str, heading: str) -> list[str]:
    """The pages that begin with the heading."""
    return [page for page in pages(site, name) if page.startswith(said(heading))]


@pytest.mark.parametrize(
    ("code", "used", "unused"),
    [
        ("en", ["Victim", "witness"], "recruitment"),
        ("ar", ["الضحية", "الشاهد"], "التجنيد"),
        ("fr", ["victime"], "recrutement"),
    ],
)
def test_the_glossary_explains_the_terms_that_the_manual_uses(
    site: Path, code: str, used: list[str], unused: str
) -> None:
    (page,) = starting(site, f"{MANUAL}-{code}.pdf", strings(code)["print"]["glossary"])
    assert [term for term in used if said(term).casefold() not in page.casefold()] == []
    assert said(unused) not in page


@pytest.mark.parametrize(
    ("code", "source"), [("en", "Protocol to Prevent"), ("ar", "بروتوكول منع وقمع"), ("fr", "Protocole visant")]
)
def test_every_source_is_listed_once(site: Path, code: str, source: str) -> None:
    (page,) = starting(site, f"{MANUAL}-{code}.pdf", strings(code)["print"]["sources"])
    assert page.count(said(source)) == 1


@pytest.mark.parametrize(
    ("code", "step"),
    [("en", "What participants already know"), ("ar", "ما يعرفه المشاركون"), ("fr", "Ce que chacun sait déjà")],
)
def test_the_programme_is_the_facilitators(site: Path, code: str, step: str) -> None:
    title = strings(code)["print"]["programme"]
    (page,) = starting(site, f"{MANUAL}-facilitator-{code}.pdf", title)
    assert said(step) in page
    assert said(title) not in " ".join(pages(site, f"{MANUAL}-{code}.pdf")).replace(
        said(strings(code)["publication"]["contents"]), ""
    )


@pytest.mark.parametrize(
    ("code", "before", "after"), [("en", "Before the session", "Test"), ("ar", "قبل الجلسة", "اختبار")]
)
def test_front_matter_stands_before_the_chapters_and_back_matter_behind(
    site: Path, code: str, before: str, after: str
) -> None:
    found = pages(site, f"{MANUAL}-{code}.pdf")
    listening = {"en": "Safety comes first", "ar": "السلامة أولا"}[code]

    def last(words: str) -> int:
        return max(number for number, page in enumerate(found) if said(words) in page)

    assert last(before) < last(listening) < last(after)


@pytest.mark.parametrize(
    ("code", "key"), [("en", "1 no Consent is irrelevant"), ("ar", "لا عبرة بالموافقة متى استخدمت")]
)
def test_the_key_of_the_test_is_the_facilitators(site: Path, code: str, key: str) -> None:
    words = said(key)
    assert words in " ".join(pages(site, f"{MANUAL}-facilitator-{code}.pdf"))
    for booklet in ("", "-handouts"):
        assert words not in " ".join(pages(site, f"{MANUAL}{booklet}-{code}.pdf"))


@pytest.mark.parametrize(("code", "path"), [("en", ""), ("ar", "ar/"), ("fr", "fr/")])
def test_a_phone_reads_the_versioned_address_from_the_back_cover(site: Path, code: str, path: str) -> None:
    with pypdfium2.PdfDocument(BytesIO((site / f"{MANUAL}-{code}.pdf").read_bytes())) as pdf:
        picture = pdf[len(pdf) - 1].render(scale=2).to_pil()
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.text == f"https://sample.example/{path}manuals/first-contact/?v=1.0"


def test_numbers_of_the_book_trade_stand_in_the_imprint(site: Path) -> None:
    with pypdfium2.PdfDocument(site / f"{MANUAL}-ar.pdf") as pdf:
        imprint = pdf[1].get_textpage().get_text_range()
    assert "978-3-16-148410-0" in imprint
    with pypdfium2.PdfDocument(site / f"{MANUAL}-en.pdf") as pdf:
        english = pdf[1].get_textpage().get_text_range()
    assert "https://doi.org/10.5555/first-contact" in english
    assert "978-3-16" not in english
