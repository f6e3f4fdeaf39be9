"""Fonts and covers that the site makes itself."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from site_sample import LIBRARY, ROOT

from daleel.site import lean
from daleel.site.covers import covers
from daleel.site.fonts import FACES, FOLDER, Face, characters, woff2

FONTS = ROOT / "overrides" / "fonts"
STYLES = ROOT / "overrides" / "assets" / "stylesheets"


def face(name: str) -> Face:
    return next(one for one in FACES if one.file == name)


def font(name: str) -> TTFont:
    one = face(name)
    return TTFont(BytesIO(woff2(FONTS / f"{one.source}.ttf", one)))


def test_the_style_sheet_asks_for_the_fonts_that_are_made() -> None:
    asked = re.findall(r'url\("\.\./fonts/([\w-]+)\.woff2"\)', (STYLES / "type.css").read_text(encoding="utf-8"))
    assert sorted(asked) == sorted(one.file for one in FACES)
    assert FOLDER.as_posix() == "assets/fonts"


def test_the_same_font_gives_the_same_bytes() -> None:
    first = woff2(FONTS / "Amiri-Bold.ttf", face("mark"))
    assert woff2(FONTS / "Amiri-Bold.ttf", face("mark")) == first


@pytest.mark.parametrize("name", ["mark", "name-400", "sans-ar-400"])
def test_arabic_letters_still_join(name: str) -> None:
    made = font(name)
    features = {record.FeatureTag for record in made["GSUB"].table.FeatureList.FeatureRecord}
    assert {"init", "medi", "fina"} <= features
    assert "fpgm" not in made


def test_a_subset_keeps_its_notice_of_copyright() -> None:
    assert font("mark")["name"].getDebugName(0)


def test_the_words_of_the_small_fonts_are_in_them() -> None:
    assert set(characters("=دليل")) <= set(font("mark").getBestCmap())


def test_each_publication_has_its_covers() -> None:
    made = covers(LIBRARY)
    assert sorted(path.name for path in made) == [
        "home.svg",
        "rain-tall.svg",
        "rain.svg",
        "water-tall.svg",
        "water.svg",
    ]
    assert all(svg.startswith(b"<svg") for svg in made.values())


@pytest.mark.parametrize("sheet", sorted(STYLES.glob("*.css")), ids=lambda path: Path(path).stem)
def test_styles_know_no_left_and_right(sheet: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r"[^\n]*(?<![\w-])(?:margin|padding|border)-(?:left|right)[^\n]*", rules) == []
    assert re.findall(r"[^\n]*(?:^|[\s;{])(?:left|right|float: left|float: right)\s*:[^\n]*", rules) == []
    assert re.findall(r"text-align: (?:left|right)", rules) == []
    assert "lang=" not in rules


def test_comments_and_indentation_are_not_sent() -> None:
    assert lean.sheet("/* A\n * b */\na {\n  color: red; /* c */\n}\n") == "a {\ncolor: red; \n}\n"
    made = lean.scripts(ROOT / "overrides")
    assert {"daleel.js", "reading.js", "search.js", "scheme.js"} <= {path.name for path in made}
    source = (ROOT / "overrides" / lean.SCRIPTS / "reading.js").read_text(encoding="utf-8")
    (sent,) = (content.decode() for path, content in made.items() if path.name == "reading.js")
    assert sent.split() == [
        word for line in source.splitlines() if not line.strip().startswith("//") for word in line.split()
    ]
    assert "عربي" in lean.script('const word = "عربي"; // تعليق\n')
