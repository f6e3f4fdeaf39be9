"""The whole file: understood, valid, looking the same, the same bytes."""

import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import page as page_validation
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from daleel.print.arabic_text import readable_arabic

from .conftest import Manual
from .corpus import arabic_page
from .recall import IGNORED, has_pdfjs, pdfium_text, texts

DPI = 150
SHIFT_PIXELS = 3  # width of the square within which a dark pixel may move: readers round baselines to whole pixels


def test_every_block_is_understood(manual: Manual) -> None:
    assert manual.unknown == 0


@pytest.mark.parametrize("profile", ["ua1", "pdfa2a"])
def test_the_file_stays_accessible_and_archivable(manual: Manual, profile: str) -> None:
    report = str(page_validation.validate_pdf(str(manual.after), profile=profile))
    assert "no failures" in report, report


def test_pages_look_the_same(manual: Manual) -> None:
    for number, (before, after) in enumerate(zip(pages(manual.before), pages(manual.after), strict=True), start=1):
        assert lost_ink(before, after) == 0, f"page {number} lost something"
        assert lost_ink(after, before) == 0, f"page {number} gained something"


def pages(pdf: Path) -> Iterator[Image.Image]:
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            yield page.render(scale=DPI / 72).to_pil().convert("L")


def lost_ink(before: Image.Image, after: Image.Image) -> int:
    """Number of clearly dark pixels of before that have nothing dark near them in after."""
    near = after.filter(ImageFilter.MinFilter(SHIFT_PIXELS))
    return sum(ImageChops.subtract(near, before).histogram()[128:])


def test_pages_look_the_same_to_poppler(manual: Manual, tmp_path: Path) -> None:
    before, after = (
        poppler_page(pdf, tmp_path / name) for pdf, name in ((manual.before, "before"), (manual.after, "after"))
    )
    assert (lost_ink(before, after), lost_ink(after, before)) == (0, 0)


def poppler_page(pdf: Path, target: Path) -> Image.Image:
    subprocess.run(
        ["pdftoppm", "-r", str(DPI), "-gray", "-png", "-f", "10", "-l", "10", "-singlefile", str(pdf), str(target)],
        check=True,
    )
    with Image.open(target.with_suffix(".png")) as image:
        return image.convert("L")


def test_a_missing_dot_is_seen(manual: Manual) -> None:
    first = next(pages(manual.before))
    spoilt = first.copy()
    dark = next(i for i, value in enumerate(first.tobytes()) if value < 64)
    x, y = dark % first.width, dark // first.width
    spoilt.paste(255, (x - 4, y - 4, x + 5, y + 5))
    assert lost_ink(first, spoilt) > 0


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_input_gives_the_same_bytes_in_every_process(manual: Manual, seed: str) -> None:
    code = (
        "import sys, pathlib; from daleel.print.arabic_text import readable_arabic; "
        "sys.stdout.buffer.write(readable_arabic(pathlib.Path(sys.argv[1]).read_bytes())[0])"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    again = subprocess.run(
        [sys.executable, "-c", code, str(manual.before)], env=environment, capture_output=True, check=True
    )
    assert again.stdout == manual.after.read_bytes()


def test_a_file_without_arabic_keeps_its_text(tmp_path: Path) -> None:
    readable, unknown = readable_arabic(arabic_page("Nothing in _Arabic_ here.", tmp_path, language="en"))
    assert unknown == 0
    assert text_of(readable, tmp_path) == "Nothing in Arabic here."


CASES = {
    "raised letters": ("الأشخاص خاضعون", "الأشخاص خاضعون"),
    "a stop behind a mark": ("هذا حقٌّ.", "هذا حقٌّ."),
    "a word in two colours": ("و#text(fill: red)[الوسيلة] هنا", "والوسيلة هنا"),
    "an underlined phrase": ("انظر #underline[خاصّ بالأشخاص] هنا", "انظر خاصّ بالأشخاص هنا"),
    "a highlighted phrase": ("انظر #highlight[الأشخاص] هنا", "انظر الأشخاص هنا"),
    "an outlined letter": ("نصّ #text(stroke: .3pt + blue)[محدّد] هنا", "نصّ محدّد هنا"),
    "transparent text": ("نصّ #text(fill: red.transparentize(40%))[شفّاف] هنا", "نصّ شفّاف هنا"),
    "a footnote mark": ("نهاية السطر#super[5]", "نهاية السطر5"),
    "isolates": ("انظر \u2066EC 2004\u2069 هنا", "انظر EC 2004 هنا"),
    "digits of Arabic": ("العام ٢٠٢٦ هنا", "العام ٢٠٢٦ هنا"),
    "brackets": ("(كتجنيد شخص) هنا", ")كتجنيد شخص( هنا"),  # PDFium mirrors them; the other readers do not
    "a Latin ligature": ("فعل trafficking هنا", "فعل trafficking هنا"),
    "another face": (
        '#text(font: "IBM Plex Sans Arabic")[التحقيق في الاتجار بالميسّر لا إلى]',
        "التحقيق في الاتجار بالميسّر لا إلى",
    ),
    "the faces' ligatures": ("في لله لا إلا الله", "في لله لا إلا الله"),
}


@pytest.mark.parametrize(("markup", "expected"), CASES.values(), ids=CASES.keys())
def test_chrome_reads(markup: str, expected: str, tmp_path: Path) -> None:
    readable, unknown = readable_arabic(arabic_page(markup, tmp_path))
    assert unknown == 0
    assert text_of(readable, tmp_path) == unicodedata.normalize("NFC", expected)


def test_an_arabic_word_in_an_english_line_comes_out_in_place(tmp_path: Path) -> None:
    readable, _ = readable_arabic(
        arabic_page('The word #text(lang: "ar", dir: rtl)[بالأشخاص] is Arabic.', tmp_path, language="en")
    )
    assert text_of(readable, tmp_path) == "The word بالأشخاص is Arabic."


def test_firefox_reads_an_english_line_with_arabic_in_order(tmp_path: Path) -> None:
    if not has_pdfjs():
        pytest.skip("node with pdfjs-dist is not here")
    line = 'The term #text(lang: "ar", dir: rtl)[الاتجار بالأشخاص] is Arabic.'
    file = tmp_path / "page.pdf"
    file.write_bytes(readable_arabic(arabic_page(line, tmp_path, language="en"))[0])
    assert dict(texts(file))["pdf.js"].strip() == "The term الاتجار بالأشخاص is Arabic."


def test_without_marks_chrome_finds_what_people_type(tmp_path: Path) -> None:
    readable, _ = readable_arabic(arabic_page("المُحَقِّقُ هنا", tmp_path), keep_marks=False)
    assert "المحقق" in text_of(readable, tmp_path)


@pytest.mark.parametrize("markup", ["#rotate(90deg)[نص مقلوب]", "#scale(150%)[نص مكبّر]"])
def test_turned_and_scaled_text_is_understood(markup: str, tmp_path: Path) -> None:
    assert readable_arabic(arabic_page(markup, tmp_path))[1] == 0


def text_of(pdf: bytes, folder: Path) -> str:
    file = folder / "page.pdf"
    file.write_bytes(pdf)
    return unicodedata.normalize("NFC", IGNORED.sub("", " ".join(pdfium_text(file).split())))
