from pathlib import Path

import typst
from lxml import etree
from print_sample import FONTS, HERE

from daleel.print.drawings import SVG, has_arabic_words, prepare_drawings, set_right_to_left


def drawing(words: str, attributes: str = "") -> etree._Element:
    return etree.fromstring(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><g {attributes}>'
        f'<text x="30" y="10">{words}</text></g></svg>'
    )


def test_only_drawings_with_arabic_words_become_pictures(tmp_path: Path) -> None:
    for name in ("steps.svg", "steps.ar.svg"):
        (tmp_path / name).write_bytes((HERE / "figures" / name).read_bytes())
    prepare_drawings(tmp_path, typst.Compiler(root=tmp_path, font_paths=[FONTS], ignore_system_fonts=True))
    assert (tmp_path / "steps.svg").read_bytes() == (HERE / "figures" / "steps.svg").read_bytes()
    assert "data:image/png" in (tmp_path / "steps.ar.svg").read_text()
    assert 'viewBox="0 0 400 120"' in (tmp_path / "steps.ar.svg").read_text()


def test_arabic_is_seen_in_words_not_in_descriptions() -> None:
    assert has_arabic_words(drawing("سؤال"))
    assert not has_arabic_words(drawing("Question", 'aria-label="سؤال"'))


def test_text_that_starts_on_the_right_is_anchored_there() -> None:
    text = next(drawing("سؤال.", 'direction="rtl"').iter(f"{SVG}text"))
    set_right_to_left(text)
    assert text.get("text-anchor") == "end"
    assert text.text == "\u2067سؤال.\u2069"
