"""Numbers and left-to-right words in right-to-left lines, as readers give them."""

import unicodedata
from io import BytesIO

import page as page_validation
import pikepdf
import pytest

from daleel.print.arabic_text import readable_arabic

from .corpus import typst_file
from .recall import IGNORED, has_pdfjs, texts

READERS = ["pdftotext", "PDFium", "pdf.js"]
PREAMBLE = """#let run(body) = box(text(dir: ltr, lang: "en", size: .82em, font: "Source Serif 4", body))
#let gap = { "\\u{200f}"; text(size: .75em, "\\u{a0}") }
"""
SYMBOLS = [
    "64/2010",
    "006/PR/2018",
    "2011/36/EU",
    "A/HRC/47/34",
    "anti-thb.org",
    "www.unodc.org",
    "COVID-19",
    "E4J",
    "3rd",
    "art.3(b)",
    "Issue Paper: The concept",
    "Tchad (2018) E4J of 3rd Law (b)",
    "the law of the sea",
]
NUMBERS = {  # markup → what may come out
    "المادة 34(2) من": ["المادة 34(2) من", "المادة 34)2( من"],  # PDFium mirrors brackets
    "المادتان 3(أ) و6(1)؛ ثم": ["المادتان 3(أ) و6(1)؛ ثم", "المادتان 3)أ( و6)1(؛ ثم"],
    "لسنة 2016 ثم": ["لسنة 2016 ثم"],
    "سنة 2017. وانتهى": ["سنة 2017. وانتهى", "سنة 2017 .وانتهى"],  # poppler moves stops
    "نسبة 3.14 والساعة 10:30 ثم": ["نسبة 3.14 والساعة 10:30 ثم"],
    "العام ٢٠٢٦ ثم": ["العام ٢٠٢٦ ثم"],
    "لسنة 2019#gap#super[5] ثم": ["لسنة 2019 5 ثم"],
    '#run("12/PR/2018")#gap#super[34] ثم': ["12/PR/2018 34 ثم", "12/PR/201834 ثم"],  # poppler's words overlap there
}


TITLE = "Ordonnance relative à la lutte contre la traite des personnes et le trafic illicite de migrants (2010)"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    lines = [*(f'انظر #run("{symbol}") هنا' for symbol in SYMBOLS), *NUMBERS]
    body = "\n\n".join(f"يكفي هذا السطر لكي يكون عربيًّا {line}" for line in lines)
    body += f'\n\n#text(dir: ltr, lang: "fr", font: "Source Serif 4")[{TITLE}] هنا'
    return typst_file(PREAMBLE + body, tmp_path_factory.mktemp("latin"))


@pytest.fixture(scope="module")
def readable(source: bytes) -> bytes:
    content, unknown = readable_arabic(source)
    assert unknown == 0
    return content


@pytest.fixture(scope="module")
def read(readable: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """By reader; without characters that readers pass over, white space made one."""
    file = tmp_path_factory.mktemp("read") / "read.pdf"
    file.write_bytes(readable)
    return {
        reader: " ".join(IGNORED.sub("", unicodedata.normalize("NFC", text)).replace("\u034f", "").split())
        for reader, text in texts(file)
    }


@pytest.fixture(params=READERS)
def text(request: pytest.FixtureRequest, read: dict[str, str]) -> str:
    if request.param == "pdf.js" and not has_pdfjs():
        pytest.skip("node with pdfjs-dist is not here")
    return read[request.param]


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_a_left_to_right_run_comes_out_letter_by_letter(symbol: str, text: str) -> None:
    assert f"انظر {symbol} هنا" in text


def test_a_line_of_foreign_words_alone_keeps_its_order(text: str) -> None:
    assert TITLE[: TITLE.index(" (")] in text


@pytest.mark.parametrize(("markup", "expected"), NUMBERS.items())
def test_numbers_keep_their_place_and_stand_apart_from_notes(markup: str, expected: list[str], text: str) -> None:
    assert any(words in text for words in expected)


@pytest.mark.parametrize("profile", ["ua1", "pdfa2a"])
def test_runs_in_pieces_keep_the_file_valid(profile: str, readable: bytes) -> None:
    assert "no failures" in str(page_validation.validate_pdf_bytes(readable, profile=profile))


def test_pieces_are_shown_in_a_font_without_a_space(readable: bytes) -> None:
    """By the width of a space PDFium sees gaps, and would part what was shown in pieces."""
    with pikepdf.open(BytesIO(readable)) as pdf:
        fonts = pdf.pages[0].Resources.Font
        copies = [fonts[name].ToUnicode.read_bytes() for name in fonts if name.endswith("s")]
    assert copies
    assert all(b"> <0020>" not in cmap for cmap in copies)
