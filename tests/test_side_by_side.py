"""`daleel side-by-side`: both texts whole, section beside section, each in its own direction, to copy from."""

import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx as python_docx
import lxml.html
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from playwright.sync_api import Page, sync_playwright

from conftest import copy_sample
from daleel import side_by_side
from daleel.cli import main
from daleel.model import Chapter, Language
from daleel.read import read_language
from daleel.side_by_side import Pair
from daleel.side_by_side.pair import sections
from daleel.side_by_side.pieces import pieces

LISTENING = "manuals/first-contact/01-listening"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BIDI_CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_sample(tmp_path_factory.mktemp("pair") / "library")


@pytest.fixture(scope="module", params=["ar", "fr"])
def pair(config: Path, request: pytest.FixtureRequest) -> Pair:
    return side_by_side.read_pairs(config, f"{LISTENING}.{request.param}.md")[0]


@pytest.fixture(scope="module")
def arabic(config: Path) -> Pair:
    return side_by_side.read_pairs(config, f"{LISTENING}.ar.md")[0]


@pytest.fixture(scope="module")
def browser_page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser.new_page()
        browser.close()


def made(original: str, translation: str, original_code: str = "en", code: str = "ar") -> Pair:
    def chapter(markdown: str, code: str) -> Chapter:
        return Chapter("x", code, Path("manuals/m/x.md"), Path("x.md"), "T", "", markdown, 4)  # type: ignore[arg-type]

    languages = {one: read_language(Path(), one) for one in ("en", "ar", "fr")}
    return Pair(
        chapter(original, original_code),
        chapter(translation, code),
        languages[original_code],
        languages[code],
    )


def lines(chapter: Chapter) -> list[str]:
    """All that an author wrote; the head as its values."""
    return [f"title: {chapter.title}", f"lead: {chapter.lead}", *filter(str.strip, chapter.markdown.split("\n"))]


def columns_of_page(content: bytes) -> list[list[str]]:
    rows = lxml.html.fromstring(content.decode()).findall(".//tbody/tr")
    cells = [row.findall("td") for row in rows if len(row) == 2]
    text = ["\n".join(block.text_content() for block in cell) for row in cells for cell in row]
    return [list(filter(str.strip, "\n".join(text[side::2]).split("\n"))) for side in (0, 1)]


def columns_of_table(content: bytes) -> list[list[str]]:
    table = python_docx.Document(BytesIO(content)).tables[0]
    rows = [row.cells for row in table.rows[1:] if row.cells[0]._tc is not row.cells[1]._tc]
    return [
        list(filter(str.strip, (paragraph.text for cells in rows for paragraph in cells[side].paragraphs)))
        for side in (0, 1)
    ]


def test_both_texts_stand_there_as_they_were_written(pair: Pair) -> None:
    wanted = [lines(pair.original), lines(pair.translation)]
    assert columns_of_page(side_by_side.html(pair)) == wanted
    assert columns_of_table(side_by_side.docx(pair)) == wanted


def test_nothing_is_added_that_copying_would_take_along(arabic: Pair) -> None:
    assert not BIDI_CONTROLS.search(side_by_side.html(arabic).decode())
    document = python_docx.Document(BytesIO(side_by_side.docx(arabic)))
    assert not BIDI_CONTROLS.search(etree.tostring(document.element.body, encoding="unicode"))


def test_sections_have_the_originals_ids(arabic: Pair) -> None:
    assert [section.id for section in sections(arabic)] == [
        "",
        "safety-comes-first",
        "words-and-their-meaning",
        "practice",
    ]
    assert [section.heading for section in sections(arabic)][1] == ("## Safety comes first", "## السلامة أولًا")


def test_blocks_stand_beside_each_other_where_there_are_as_many() -> None:
    first, second = list(
        sections(made("## A\n\none\n\ntwo\n\n## B\n\none", "## أ\n\nواحد\n\nاثنان\n\n## ب\n\nواحد\n\nزائد"))
    )[1:]
    assert first.rows == ((("one",), ("واحد",)), (("two",), ("اثنان",)))
    assert second.rows == ((("one",), ("واحد", "زائد")),)


def test_a_section_that_one_text_lacks_is_shown_all_the_same() -> None:
    pair = made("## A\n\none\n\n## B\n\ntwo", "## أ\n\nواحد")
    last = list(sections(pair))[-1]
    assert (last.id, last.heading, last.rows) == ("b", ("## B", ""), ((("two",), ()),))
    assert columns_of_page(side_by_side.html(pair))[0][-1] == "two"
    assert columns_of_table(side_by_side.docx(pair))[0][-1] == "two"


@pytest.mark.parametrize("code", ["en", "ar", "fr"])
@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("/// case | سلام", ["/// case |"]),
        ("    minutes: 35", ["    minutes:"]),
        ("## Words", ["##"]),
        ("Ask. [@untoc, المادة 2(أ)] See [here](../a/b.md#c).[^1]", ["[@untoc, المادة 2(أ)]", "(../a/b.md#c)", "[^1]"]),
        ("| a | b |", []),
        ("|---|:--:|", ["|---|:--:|"]),
        ("10:30 (or later) and title: no", []),
    ],
)
def test_what_stays_is_told_from_what_is_translated(code: str, line: str, kept: list[str]) -> None:
    language: Language = read_language(Path(), code)
    found = list(pieces(line, language))
    assert "".join(piece.text for piece in found) == line
    assert "".join(piece.text for piece in found if piece.kind == "mark") == "".join(kept)
    assert not any(piece.ltr for piece in found) or language.rtl


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("/// case | سلام", ["/// case |"]),
        ("- {{ Pairs, then a wall of cards. }}", ["{{ Pairs, then a wall of cards. }}"]),
        ("[@untoc, art. 2(a)]", ["[@untoc, art. 2(a)]"]),
        ("[@untoc, المادة 2(أ)]", ["@untoc"]),
        ("القرار 2004/81/EC", ["2004/81/EC"]),
        ("{{ عنوان }}", []),
    ],
)
def test_what_is_read_from_the_left_is_kept_in_its_order(line: str, whole: list[str]) -> None:
    assert [piece.text for piece in pieces(line, read_language(Path(), "ar")) if piece.ltr] == whole


def test_each_column_has_its_own_direction(arabic: Pair, browser_page: Page, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(side_by_side.html(arabic, frozenset({"practice"})))
    complaints: list[str] = []
    browser_page.on("console", lambda message: complaints.append(message.text))
    browser_page.set_viewport_size({"width": 1280, "height": 900})
    browser_page.goto(path.as_uri())
    english, translated = (browser_page.locator("#practice td:not(.note)").nth(nth) for nth in (0, 1))
    for cell, direction in ((english, "ltr"), (translated, "rtl")):
        assert cell.evaluate("cell => getComputedStyle(cell).direction") == direction
    left, right = (cell.evaluate("cell => cell.getBoundingClientRect().toJSON()") for cell in (english, translated))
    assert left["right"] <= right["left"]
    assert left["top"] == right["top"]
    browser_page.set_viewport_size({"width": 390, "height": 900})
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= 390
    assert browser_page.locator("#practice .note").inner_text() == arabic.language.strings["side_by_side"]["behind"]
    assert not complaints  # the policy allows the page's own style sheet
    # What a reader copies is the author's line, its indent too.
    exercise = browser_page.locator("#practice td").filter(has_text="/// exercise | Two")
    copied = exercise.evaluate("cell => { getSelection().selectAllChildren(cell); return getSelection().toString() }")
    assert copied.startswith("/// exercise | Two ways to ask\n    minutes: 35"), copied


def test_an_arabic_original_comes_first_on_the_right() -> None:
    pair = made("## أ\n\nنص", "## A\n\ntext", "ar", "en")
    assert lxml.html.fromstring(side_by_side.html(pair).decode()).find(".//table").get("dir") == "rtl"
    table = python_docx.Document(BytesIO(side_by_side.docx(pair))).tables[0]._tbl
    assert table.tblPr.find(f"{W}bidiVisual") is not None
    paragraphs = table.findall(f".//{W}p")[-2:]
    assert [one.find(f"{W}pPr/{W}bidi").get(f"{W}val") for one in paragraphs] == ["1", "0"]


def test_what_is_behind_is_marked(pair: Pair) -> None:
    behind = frozenset({"practice", ""})
    said = pair.language.strings["side_by_side"]["behind"]
    assert said not in side_by_side.html(pair).decode()
    page = lxml.html.fromstring(side_by_side.html(pair, behind).decode())
    late = page.findall(".//tbody[@class='behind']")
    assert [one.get("id") for one in late] == [None, "practice"]
    table = python_docx.Document(BytesIO(side_by_side.docx(pair, behind))).tables[0]
    told = [row.cells[0].text for row in table.rows if row.cells[0]._tc is row.cells[1]._tc]
    assert len(told) == 2
    assert all(" ".join(one.split()) == " ".join(said.split()) for one in told)


def test_the_word_file_is_sound_and_the_same_each_time(pair: Pair, tmp_path: Path) -> None:
    content = side_by_side.docx(pair, frozenset({"practice"}))
    assert content == side_by_side.docx(pair, frozenset({"practice"}))
    (tmp_path / "x.docx").write_bytes(content)
    assert not OpenXmlValidator().validate(tmp_path / "x.docx").errors


def test_markup_in_a_text_stays_text() -> None:
    pair = made("<script>alert(1)</script>", "نص")
    assert "<script" not in side_by_side.html(pair).decode()


@pytest.mark.parametrize("format", ["html", "docx"])
def test_a_file_is_written(config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["-f", str(config), "side-by-side", f"{LISTENING}.ar.md", "--format", format]) == 0
    assert (tmp_path / f"first-contact-01-listening-ar-side-by-side.{format}").stat().st_size > 5000


def test_every_translation_of_a_publication_that_is_named_by_its_id(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["-f", str(config), "side-by-side", "safe-return"]) == 0
    assert [path.name for path in tmp_path.glob("*.html")] == ["safe-return-brief-ar-side-by-side.html"]
    assert main(["-f", str(config), "side-by-side", "first-contact", "-o", "beside"]) == 0
    names = [path.name.removesuffix("-side-by-side.html") for path in sorted((tmp_path / "beside").iterdir())]
    assert names[:2] == ["first-contact-01-listening-ar", "first-contact-01-listening-fr"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (f"{LISTENING}.md", f"{LISTENING}.md:1:1: error: this is an original; name one of its translations"),
        ("manuals/nothing.ar.md", "manuals/nothing.ar.md:1:1: error: no text of the library has this path"),
    ],
)
def test_what_has_no_pair_is_said(config: Path, path: str, said: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["-f", str(config), "side-by-side", path]) == 1
    assert said in capfd.readouterr().out
