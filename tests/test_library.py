"""The real library as it is published: what holds for every file of it."""

from functools import cache
from pathlib import Path

import page as page_validation
import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest

from conftest import PROJECT

MM = 72 / 25.4
EDGE_MM = 8.0  # nothing is printed nearer to the edge of the paper: printers cannot
BRIEFS = sorted(path.parent.name for path in PROJECT.glob("policy_briefs/*/publication.yml"))
MANUALS = sorted(path.parent.name for path in PROJECT.glob("manuals/*/publication.yml"))


@cache
def pdfs(site: Path, id: str) -> tuple[Path, ...]:
    found = tuple(sorted((site / "downloads" / id).glob("*.pdf")))
    assert len(found) >= 3
    return found


def pages_of(pdf: Path) -> int:
    with pikepdf.open(pdf) as opened:
        return len(opened.pages)


@pytest.mark.parametrize("id", BRIEFS)
def test_a_brief_has_two_to_eight_pages_and_at_most_a_megabyte(library_site: Path, id: str) -> None:
    for pdf in pdfs(library_site, id):
        assert pages_of(pdf) == 1 if "-summary-" in pdf.name else 2 <= pages_of(pdf) <= 8, pdf.name
        assert pdf.stat().st_size <= 1_000_000, pdf.name


@pytest.mark.parametrize("id", MANUALS)
def test_a_manual_has_at_most_four_megabytes(library_site: Path, id: str) -> None:
    assert [pdf.name for pdf in pdfs(library_site, id) if pdf.stat().st_size > 4_000_000] == []


@pytest.mark.parametrize("id", [*MANUALS, *BRIEFS])
def test_every_pdf_is_accessible_and_fit_for_archives(library_site: Path, id: str) -> None:
    for pdf in pdfs(library_site, id):
        for profile in ("ua1", "2a"):
            assert "no failures" in str(page_validation.validate_pdf(str(pdf), profile=profile)), (pdf.name, profile)


@pytest.mark.parametrize("id", [*MANUALS, *BRIEFS])
def test_no_words_run_off_the_paper(library_site: Path, id: str) -> None:
    for pdf in pdfs(library_site, id):
        with pypdfium2.PdfDocument(pdf) as opened:
            for number, page in enumerate(opened, start=1):
                left, bottom, right, top = page.get_mediabox()
                text = page.get_textpage()
                boxes = [text.get_rect(index) for index in range(text.count_rects())]
                outside = [
                    text.get_text_bounded(*box)
                    for box in boxes
                    if box[0] < left + EDGE_MM * MM
                    or box[2] > right - EDGE_MM * MM
                    or box[1] < bottom + EDGE_MM * MM
                    or box[3] > top - EDGE_MM * MM
                ]
                assert outside == [], f"{pdf.name}, page {number}"


@pytest.mark.parametrize("id", MANUALS)
def test_bookmarks_name_the_chapters_and_lead_to_pages(library_site: Path, id: str) -> None:
    for pdf in pdfs(library_site, id):
        if "-handouts-" in pdf.name:
            continue
        with pikepdf.open(pdf) as opened, opened.open_outline() as outline:
            titles = [item.title for item in outline.root]
            assert len(titles) >= 4, pdf.name
            assert all(item.destination or item.action for item in outline.root), pdf.name


@pytest.mark.parametrize("id", [*MANUALS, *BRIEFS])
def test_links_lead_to_the_web_or_to_a_page_of_the_file(library_site: Path, id: str) -> None:
    for pdf in pdfs(library_site, id):
        with pikepdf.open(pdf) as opened:
            names = _named(opened)
            links = [one for page in opened.pages for one in page.get("/Annots", []) if one.Subtype == "/Link"]
            assert links, pdf.name
            for link in links:
                action = link.get("/A")
                if action is not None and action.S == "/URI":
                    assert str(action.URI).startswith(("https://", "http://", "mailto:", "tel:")), pdf.name
                else:
                    target = link.get("/Dest", action.get("/D") if action is not None else None)
                    assert isinstance(target, pikepdf.Array) or str(target) in names, pdf.name


def _named(pdf: pikepdf.Pdf) -> set[str]:
    if "/Names" not in pdf.Root or "/Dests" not in pdf.Root.Names:
        return set()
    return {str(name) for name in pikepdf.NameTree(pdf.Root.Names.Dests)}
