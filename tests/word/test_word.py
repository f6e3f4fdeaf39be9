"""What is said of a Word file: that it is sound, that nothing is lost in it, that trainers can go on in it."""

import re
from collections import Counter
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import lxml.html
import pytest
from docx_sample import (
    FILES,
    NAMES,
    Node,
    W,
    chapter,
    file,
    found,
    opened,
    paragraphs,
    part,
    said,
    shelf,
    unzipped,
    value,
    with_chapter,
)
from lxml import etree
from openxml_audit import OpenXmlValidator
from PIL import Image
from print_sample import CASES, FONTS, LANGUAGES

from daleel.elements import ELEMENTS
from daleel.model import Booklet
from daleel.print import PrintError
from daleel.run import file_path
from daleel.trees import set_heading_levels, sheets
from daleel.word import StrangerError
from daleel.word.body import BLOCKS, INLINES
from daleel.word.draft import bookmark_name
from daleel.word.links import Shelf
from daleel.word.parts import PARTS
from daleel.word.pictures import drawn
from daleel.word.tree import TITLE_LEVEL

ARABIC = re.compile("[\u0620-\u064a]")
every_file = pytest.mark.parametrize(("id", "code", "booklet"), FILES)
both = pytest.mark.parametrize("code", ["en", "ar"])


def case(name: str, code: str) -> str:
    return (CASES / f"{name}.{code}.html").read_text(encoding="utf-8")


def sound(content: bytes, folder: Path) -> list[str]:
    path = folder / "file.docx"
    path.write_bytes(content)
    return [str(error) for error in OpenXmlValidator().validate(path).errors]


# The package


@every_file
def test_the_schema_finds_nothing_wrong(id: str, code: str, booklet: Booklet, tmp_path: Path) -> None:
    assert sound(file(id, code, booklet), tmp_path) == []


def test_every_edition_of_the_sample_library_has_its_sound_file(site: Path, tmp_path: Path) -> None:
    files = sorted((site / "downloads").rglob("*.docx"))
    printed = [path for path in (site / "downloads").glob("*/*.pdf") if "-summary-" not in path.name]
    assert len(files) == len(printed) > 5
    assert {path.name: sound(path.read_bytes(), tmp_path) for path in files} == {path.name: [] for path in files}


def test_where_a_file_stands() -> None:
    assert file_path("law", "ar", "participant", "docx") == "downloads/law/law-ar.docx"
    assert file_path("law", "fr", "handouts", "docx") == "downloads/law/law-handouts-fr.docx"


@both
def test_the_same_edition_is_the_same_bytes(code: str) -> None:
    again = file.__wrapped__("sample", code)
    assert file.__wrapped__("sample", code) == again
    with ZipFile(BytesIO(again)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@every_file
def test_nothing_runs_and_nothing_is_fetched(id: str, code: str, booklet: Booklet) -> None:
    content = unzipped(file(id, code, booklet))
    assert not [name for name in content if re.search(r"vba|macro|activeX|embed|\.bin", name)]
    for name in content:
        if name.endswith(".rels"):
            for relation in etree.fromstring(content[name]):
                outside = relation.get("TargetMode") == "External"
                assert not outside or relation.get("Type").endswith("/hyperlink")
    assert b"updateFields" not in content["word/settings.xml"]
    codes = " ".join(one.text for one in part(file(id, code, booklet), "document").iter(f"{W}instrText"))
    assert set(re.findall("[A-Z]{3,}", codes)) <= {"TOC", "SEQ", "ARABIC", "NOTEREF"}


def test_texts_are_texts(tmp_path: Path) -> None:
    hostile = "</w:t><w:object/> &amp;lt; \x0b{ INCLUDETEXT } &lt;w:fldSimple w:instr='DDE'&gt;"
    content = with_chapter(f"<p>{hostile.replace('</w:t><w:object/>', '&lt;/w:t&gt;&lt;w:object/&gt;')}</p>")
    root = part(content, "document")
    assert "</w:t><w:object/> &lt; { INCLUDETEXT } <w:fldSimple w:instr='DDE'>" in said(root)
    assert found(root, "//w:object | //w:fldSimple") == []
    assert sound(content, tmp_path) == []


# What the file says of itself


@pytest.mark.parametrize("code", ["en", "ar", "fr"])
def test_where_the_text_comes_from_stands_where_an_adapter_keeps_it(code: str) -> None:
    library = shelf()[0]
    edition = library.publication("sample").editions[code]
    content = file("sample", code)
    address = f"https://daleel.example/{'' if code == 'en' else code + '/'}manuals/sample/"
    foot = said(part(content, "footer1"))
    properties = opened(content).core_properties
    adapted = re.sub("[\u2066\u2069]", "", properties.comments)
    shown = re.sub("[\u200e\u200f]", "", said(part(content, "document")))
    assert adapted.replace("\u00a0", " ") in shown.replace("\u00a0", " ").replace("\u202f", " ")
    for fact in (edition.title, "1.2", address, "CC BY 4.0"):
        assert fact in adapted
        assert fact in re.sub("[\u200e\u200f]", "", foot)
    assert (properties.identifier, properties.version) == (address, "1.2")
    assert str(properties.modified) == str(properties.created) == "2026-10-12 00:00:00+00:00"


@every_file
def test_the_reader_is_told_what_it_is(id: str, code: str, booklet: Booklet) -> None:
    strings = LANGUAGES[code].strings
    edition = shelf()[0].publication(id).editions[code]
    content = part(file(id, code, booklet), "document")
    shown = re.sub("[\u200e\u200f\u00a0\u202f ]+", " ", said(content))
    assert next(paragraphs(content, "Title")) == edition.title.replace(" ?", "\u202f?")
    for notice in ("draft", "fictional", "begun"):
        assert re.sub("[\u00a0\u202f ]+", " ", strings["publication"][notice]) in shown
    if id == "sample":
        assert strings["print"]["editions"][booklet] in shown
    assert strings["word"]["adapt"] in shown


# Nothing is lost


def test_every_element_and_every_tag_has_an_entry() -> None:
    assert set(PARTS) == set(ELEMENTS)
    inside = {"li", "dt", "dd", "thead", "tbody", "tr", "th", "td", "header", "footer"}  # written by what holds them
    from daleel.sanitize import ALLOWED

    assert set(BLOCKS) | set(INLINES) | inside == set(ALLOWED)


@both
@pytest.mark.parametrize("name", sorted(ELEMENTS))
def test_every_element_is_named(name: str, code: str) -> None:
    label = str(LANGUAGES[code].strings["elements"][name]).replace("{n}", "1")
    content = case(name, code)
    shown = said(chapter(content, code))
    if name == "quote":
        assert next(paragraphs(chapter(content, code), "Quote"))
    else:
        assert label in shown


@pytest.mark.parametrize(
    "html",
    [
        "<p>A <marquee>word</marquee></p>",
        "<aside>words</aside>",
        '<section data-element="riddle"><p>words</p></section>',
        "<section><p>words</p></section>",
        "<dl><p>words</p></dl>",
        "<table><tbody><tr><p>words</p></tr></tbody></table>",
    ],
)
def test_strangers_are_refused(html: str) -> None:
    with pytest.raises(StrangerError):
        chapter(html)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


@pytest.mark.parametrize(("id", "code"), [(id, code) for id in ("sample", "short") for code in ("en", "ar", "fr")])
def test_no_word_is_lost(id: str, code: str) -> None:
    booklet: Booklet = "facilitator" if id == "sample" else "participant"
    content = file(id, code, booklet)
    runs = [one for name in ("document", "footnotes") for one in part(content, name).iter(f"{W}t")]
    shown = words(" ".join(str(one.text) for one in runs))
    for text in shelf()[1][id, code].values():
        source = lxml.html.fragment_fromstring(text.html, "div")
        for mark in source.xpath("//a[@data-note]"):
            mark.text = ""
        if booklet == "participant":
            for hidden in source.xpath("//section[@data-element='facilitator' or @data-element='answer']"):
                hidden.drop_tree()
        assert words(" ".join(source.itertext())) - shown == Counter()


def test_participants_see_neither_answers_nor_the_notes_to_them() -> None:
    mark = '<sup><a data-note="{0}" id="ref-{0}" href="#note-{0}">{0}</a></sup>'
    html = (
        f'<section data-element="facilitator"><p>Answer{mark.format(1)}</p></section><p>Text{mark.format(2)}</p>'
        '<section data-notes="1"><ol><li id="note-1">secret</li><li id="note-2">open</li></ol></section>'
    )
    content = with_chapter(html, "en", "participant")
    shown = said(part(content, "document")) + said(part(content, "footnotes"))
    assert "Answer" not in shown
    assert "secret" not in shown
    assert "open" in shown


# Structure


def test_headings_are_headings() -> None:
    document = opened(file("sample", "en"))
    outline = [(one.style.name, one.text) for one in document.paragraphs if one.style.name.startswith("Heading")]
    title = "Preparing the first interview"
    expected = [("Heading 1", title), ("Heading 2", "The law"), ("Heading 3", "The act"), ("Heading 4", "The end")]
    assert outline == expected * 2
    assert document.styles["Heading 1"].element.find("w:pPr/w:outlineLvl", NAMES) is not None


@both
def test_contents_lead_to_every_chapter_and_its_headings(code: str) -> None:
    root = part(file("sample", code), "document")
    (gallery,) = found(root, "//w:sdt[.//w:docPartGallery]")
    assert "".join(one.text for one in gallery.iter(f"{W}instrText")).strip().startswith("TOC ")
    marks = [
        one.get(f"{W}name")
        for one in found(root, "//w:p[w:pPr/w:pStyle/@w:val[starts-with(., 'Heading')]]/w:bookmarkStart")
    ]
    leads = [one.get(f"{W}anchor") for one in gallery.iter(f"{W}hyperlink")]
    assert len(leads) == 4
    assert set(leads) <= set(marks)


@every_file
def test_every_link_within_the_file_leads_somewhere(id: str, code: str, booklet: Booklet) -> None:
    root = part(file(id, code, booklet), "document")
    names = [one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart")]
    ids = [one.get(f"{W}id") for one in root.iter(f"{W}bookmarkStart")]
    assert len(names) == len(set(names))
    assert sorted(ids) == sorted(one.get(f"{W}id") for one in root.iter(f"{W}bookmarkEnd"))
    assert all(len(name) <= 40 for name in names)
    anchors = {one.get(f"{W}anchor") for one in root.iter(f"{W}hyperlink")} - {None}
    assert anchors <= set(names)
    instructions = "".join(one.text for one in root.iter(f"{W}instrText"))
    assert set(re.findall(r"NOTEREF (\S+)", instructions)) <= set(names)


@pytest.mark.parametrize(
    ("href", "destination"),
    [
        ("#law", "#" + bookmark_name("01-sample", "law")),
        ("#gone", None),
        ("daleel:sample/02-twin#law", "#" + bookmark_name("02-twin", "law")),
        ("daleel:sample/02-twin#gone", "#" + bookmark_name("02-twin")),
        ("daleel:sample", "#" + bookmark_name("01-sample")),
        ("daleel:short", "https://daleel.example/ar/briefs/short/"),
        ("daleel:about#team", "https://daleel.example/about/#team"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
    ],
)
def test_links_lead_into_the_file_or_to_an_address(href: str, destination: str | None) -> None:
    library = shelf()[0]
    publication = library.publication("sample")
    known = {"01-sample": frozenset(["law"]), "02-twin": frozenset(["law"])}
    follow = Shelf(library, publication, publication.editions["ar"], known).follow("01-sample")
    assert follow(href) == destination


@both
def test_a_note_that_is_marked_twice_is_one_note(code: str) -> None:
    content = with_chapter(case("notes", code), code)
    root, notes = part(content, "document"), part(content, "footnotes")
    expected = ["1", "2", "3"] if code == "ar" else ["1", "2"]
    assert [one.get(f"{W}id") for one in root.iter(f"{W}footnoteReference")] == expected
    assert [one.get(f"{W}id") for one in notes.iter(f"{W}footnote")] == ["-1", "0", *expected]
    (instruction,) = [one.text for one in root.iter(f"{W}instrText") if "NOTEREF" in one.text]
    name = instruction.split()[1]
    (start,) = found(root, f"//w:bookmarkStart[@w:name='{name}']")
    assert next(start.itersiblings()).find("w:footnoteReference", NAMES).get(f"{W}id") == "1"
    (number,) = found(root, f"//w:r[preceding-sibling::w:r[w:instrText[contains(., '{name}')]]][w:t]")[:1]
    assert said(number) == "1"
    assert all(value(one, "w:pPr/w:pStyle") == "FootnoteText" for one in found(notes, "//w:footnote[@w:id>0]/w:p"))
    assert len(found(notes, "//w:hyperlink/@r:id")) == 1
    assert "word/_rels/footnotes.xml.rels" in unzipped(content)


@both
def test_captions_count_by_field_and_jump_what_is_left_out(code: str) -> None:
    shown = case("figure", code)
    hidden = f'<section data-element="facilitator">{shown}</section>'
    later = shown.replace("figure-1", "figure-2").replace('data-number="1"', 'data-number="2"')

    def codes(booklet: Booklet) -> list[str]:
        root = chapter(hidden + later, code, booklet)
        return [one.text.strip() for one in root.iter(f"{W}instrText") if "SEQ" in one.text]

    assert codes("facilitator") == ["SEQ Figure \\* ARABIC \\s 1"] * 2
    assert codes("participant") == ["SEQ Figure \\* ARABIC \\r 2"]
    mark = LANGUAGES[code].strings["elements"]["figure"].format(n=2)
    assert next(paragraphs(chapter(hidden + later, code, "participant"), "Caption")).startswith(mark)


@both
def test_heads_of_tables_repeat(code: str) -> None:
    (table,) = found(chapter(case("wide", code), code), "//w:tbl[w:tblPr/w:tblStyle/@w:val='DaleelTable']")
    rows = table.findall("w:tr", NAMES)
    assert [row.find("w:trPr/w:tblHeader", NAMES) is not None for row in rows] == [True] + [False] * (len(rows) - 1)
    widths = [int(one.get(f"{W}w")) for one in table.find("w:tblGrid", NAMES)]
    assert abs(sum(widths) - int(table.find("w:tblPr/w:tblW", NAMES).get(f"{W}w"))) < 5


def test_a_head_of_empty_cells_is_none() -> None:
    html = "<table><thead><tr><th></th></tr></thead><tbody><tr><td>a</td></tr></tbody></table>"
    assert found(chapter(html), "//w:tblHeader") == []


@both
def test_checklists_can_be_ticked(code: str) -> None:
    html = '<ul data-tasks=""><li data-done="false">a</li><li data-done="true">b</li></ul>'
    boxes = found(chapter(html, code), "//w:sdt[w:sdtPr/w14:checkbox]")
    assert [said(box) for box in boxes] == ["☐", "☒"]
    assert [box.find(".//w14:checked", NAMES).values() for box in boxes] == [["0"], ["1"]]


@both
def test_lists_count_for_themselves(code: str) -> None:
    html = '<ol><li>a<ol start="4"><li>b</li></ol></li></ol><ol start="3"><li>c</li></ol><ul><li>d</li></ul>'
    content = with_chapter(html, code)
    root, lists = part(content, "document"), part(content, "numbering")
    starts = {
        num.get(f"{W}numId"): value(num, "w:lvlOverride/w:startOverride")
        for num in found(lists, "//w:num[w:lvlOverride]")
    }
    items = [one for one in found(root, "//w:p[w:pPr/w:numPr]") if said(one) in "abcd"]
    assert [(said(one), starts.get(value(one, "w:pPr/w:numPr/w:numId"))) for one in items] == [
        ("a", "1"),
        ("b", "4"),
        ("c", "3"),
        ("d", None),
    ]
    assert [value(one, "w:pPr/w:pStyle") for one in items] == ["ListNumber", "ListNumber2", "ListNumber", "ListBullet"]


def test_minutes_stand_beside_the_label() -> None:
    assert list(paragraphs(chapter(case("session", "en")), "DaleelTableLabel")) == ["Session plan · 35 minutes"]
    assert "Exercise · 35 minutes" in paragraphs(chapter(case("exercise", "en")), "DaleelLabel")


@both
def test_a_handout_has_pages_of_its_own(code: str) -> None:
    root = chapter(case("handout", code) + "<p>z</p>", code)
    styles = part(file("sample", code), "styles")
    (style,) = found(styles, "//w:style[@w:styleId='DaleelSheetLabel']")
    assert style.find("w:pPr/w:pageBreakBefore", NAMES) is not None
    assert next(paragraphs(root, "DaleelSheetLabel")) == LANGUAGES[code].strings["elements"]["handout"]
    assert len(found(root, "//w:br[@w:type='page']")) == 1


# Handouts


@both
def test_sheets_are_headings_and_have_no_frame(code: str) -> None:
    root = part(file("sample", code, "handouts"), "document")
    titles = list(paragraphs(root, "Heading1"))
    assert len(titles) == 4
    assert found(root, "//w:tblStyle[@w:val='DaleelChecklistBox']") == []
    shown = said(root)
    paragraph = re.findall("<p>([^<]{20,40})", case("keypoint", code))[0]
    assert paragraph not in shown
    assert all(len(found(root, f"//w:hyperlink[@w:anchor='{name}']")) == 1 for name in sheet_names())


def sheet_names() -> list[str]:
    return [bookmark_name(f"{chapter}/{number}") for chapter in ("01-sample", "02-twin") for number in (1, 2)]


@pytest.mark.parametrize(
    ("before", "after"),
    [("h2 h3 h4 h2", "h2 h3 h4 h2"), ("h3 h4 h3", "h2 h3 h2"), ("h4 h4", "h2 h2"), ("h4 h3", "h2 h2"), ("", "")],
)
def test_headings_of_a_sheet_stand_below_its_title(before: str, after: str) -> None:
    headings = "".join(f"<{tag}>x</{tag}>" for tag in before.split())
    root = lxml.html.fragment_fromstring(f"<section>{headings}</section>")
    set_heading_levels(root, TITLE_LEVEL)
    assert [one.tag for one in root] == after.split()


def test_facilitators_words_are_taken_out_of_a_sheet() -> None:
    note = '<section data-element="facilitator"><p>C</p></section>'
    html = f'<section data-element="handout"><header>A</header><p>B</p>{note}</section>'
    assert ["".join(tree.itertext()) for tree in sheets(html, TITLE_LEVEL)] == ["AB"]


def test_copies_are_black_and_white() -> None:
    content = unzipped(file("sample", "en", "handouts"))
    written = content["word/document.xml"] + content["word/styles.xml"]
    colours = set(re.findall(r'w:(?:color|fill)="([0-9A-F]{6})"|<w:color w:val="([0-9A-F]{6})"', written.decode()))
    assert {one or other for one, other in colours} <= {"000000", "FFFFFF"}


# Direction and language


def test_direction_stands_in_the_styles_and_the_sections() -> None:
    styles = part(file("sample", "ar"), "styles")
    for style in found(styles, "//w:style[@w:type='paragraph']"):
        assert style.find("w:pPr/w:bidi", NAMES) is not None, style.get(f"{W}styleId")
    for section in part(file("sample", "ar"), "document").iter(f"{W}sectPr"):
        assert section.find("w:bidi", NAMES) is not None
    default = styles.find("w:docDefaults/w:rPrDefault/w:rPr", NAMES)
    assert default.find("w:lang", NAMES).get(f"{W}bidi") == "ar-EG"
    assert default.find("w:rFonts", NAMES).get(f"{W}cs") == "Amiri"
    assert value(default, "w:szCs") == "27"


@every_file
def test_paragraphs_and_tables_have_the_languages_direction(id: str, code: str, booklet: Booklet) -> None:
    rtl = LANGUAGES[code].rtl
    content = file(id, code, booklet)
    roots = [part(content, name) for name in ("document", "footnotes", "header1", "footer1")]
    for root in roots:
        for table in root.iter(f"{W}tbl"):
            assert (table.find("w:tblPr/w:bidiVisual", NAMES) is not None) == rtl
        for one in root.iter(f"{W}p"):
            bidi = one.find("w:pPr/w:bidi", NAMES)
            code_line = value(one, "w:pPr/w:pStyle") == "DaleelCode"
            separator = one.getparent().get(f"{W}type") is not None
            assert code_line or separator or (bidi is not None) == rtl


@pytest.mark.parametrize(("id", "code"), [("sample", "en"), ("sample", "ar"), ("short", "ar"), ("sample", "fr")])
def test_each_run_is_of_one_script(id: str, code: str) -> None:
    for name in ("document", "footnotes"):
        booklet: Booklet = "facilitator" if id == "sample" else "participant"
        for run in part(file(id, code, booklet), name).iter(f"{W}r"):
            text = "".join(one.text or "" for one in run.iter(f"{W}t"))
            rtl = run.find("w:rPr/w:rtl", NAMES) is not None
            assert not ARABIC.search(text) or rtl, text
            assert not re.search("[A-Za-z]{2}", text) or not rtl, text


def test_left_to_right_runs_keep_their_order_and_what_follows_its_direction() -> None:
    root = chapter('<p>التوجيه <bdi dir="ltr">2004/81/EC</bdi>، 12 أكتوبر</p>', "ar")
    (paragraph,) = [one for one in root.iter(f"{W}p") if "2004" in said(one)]
    assert said(paragraph) == "التوجيه \u200e2004/81/EC\u200f، 12 أكتوبر"
    runs = paragraph.findall("w:r", NAMES)
    assert [run.find("w:rPr/w:rtl", NAMES) is not None for run in runs] == [True, False, True, True]


def test_right_to_left_text_has_no_italics() -> None:
    assert found(part(file("sample", "en"), "styles"), "//w:i")
    for name in ("document", "styles", "footnotes"):
        assert found(part(file("sample", "ar"), name), "//w:i | //w:iCs") == []


def test_words_of_other_languages_are_tagged() -> None:
    root = chapter('<p>A <span lang="fr">laissez-passer</span>, كرامة</p>')
    assert [one.get(f"{W}val") for one in found(root, "//w:r[w:t='laissez-passer']/w:rPr/w:lang")] == ["fr"]
    assert [one.get(f"{W}bidi") for one in found(root, "//w:r[w:t='كرامة']/w:rPr/w:lang")] == ["ar-EG"]


def test_code_runs_left_to_right_and_keeps_its_spaces() -> None:
    root = chapter("<pre><code>a\n  b</code></pre>", "ar")
    (line,) = found(root, "//w:p[w:pPr/w:pStyle/@w:val='DaleelCode']")
    assert value(line, "w:pPr/w:bidi") == "0"
    assert [one.text for one in line.iter(f"{W}t")] == ["a", "  b"]


def test_white_space_is_html_s() -> None:
    root = chapter("<p>\n a <em> b</em>\n<br>\n c\u00a0d </p>")
    assert "a b" in said(root)
    assert "a b c\u00a0d" not in said(root)
    assert "a bc\u00a0d" in said(root)


# Pictures


@both
def test_figures_are_pictures_of_the_languages_own_drawing(code: str) -> None:
    content = with_chapter(case("figure", code), code)
    source = lxml.html.fragment_fromstring(case("figure", code)).find(".//img")
    art, drawing = found(part(content, "document"), "//wp:docPr")
    assert drawing.get("descr") == source.get("alt")
    assert art.get("descr") == ""
    assert {one.get(f"dist{side}") for one in found(art.getparent(), ".") for side in "TBLR"} == {"0"}
    assert "decorative" in etree.tostring(art).decode()
    with Image.open(BytesIO(unzipped(content)["word/media/image2.png"])) as image:
        assert image.size == (2 * int(source.get("width")), 2 * int(source.get("height")))
        assert len(image.getcolors() or []) > 3  # drawn, with its words


def test_the_arabic_drawing_is_not_the_english_one() -> None:
    files = [unzipped(with_chapter(case("figure", code), code))["word/media/image2.png"] for code in ("en", "ar")]
    assert files[0] != files[1]


def test_a_picture_is_never_wider_than_its_column() -> None:
    wide = case("figure", "en").replace('width="400" height="120"', 'width="4000" height="1200"')
    (extent,) = found(chapter(wide), "//wp:inline[wp:docPr/@descr!='']/wp:extent")
    assert int(extent.get("cx")) <= 155.1 * 36000  # EMU a millimetre
    assert round(int(extent.get("cx")) / int(extent.get("cy")), 2) == 3.33


def test_a_drawing_that_cannot_be_drawn_is_named_like_one_that_cannot_be_printed() -> None:
    with pytest.raises(PrintError):
        drawn(b"<p/>", FONTS)


def test_marks_within_marks_are_all_set() -> None:
    root: Node = chapter("<p><strong>a<em>b</em></strong></p>")
    (run,) = found(root, "//w:r[w:t='b']")
    assert value(run, "w:rPr/w:rStyle") == "Strong"
    assert run.find("w:rPr/w:i", NAMES) is not None
