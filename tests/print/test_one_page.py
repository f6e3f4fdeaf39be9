"""What a brief says on one page: key messages and recommendations, for a minister's folder."""

import re
from io import BytesIO

import msgspec
import page as page_validation
import pikepdf
import pytest
from print_sample import DAY, FONTS, LANGUAGES, case, text
from test_pdf import LIBRARY, document, page_texts

from daleel.press import booklets, formats
from daleel.print import Pdf, render_pdf
from daleel.print.edition import middle
from daleel.print.typst_code import collapsed, parsed, summary


def words(text: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", text))


@pytest.fixture(scope="module", params=["en", "ar"])
def printed(request: pytest.FixtureRequest) -> tuple[str, Pdf]:
    code = str(request.param)
    return code, render_pdf(document("short", code, "summary"), DAY, LANGUAGES[code], FONTS)


def test_it_is_one_page_in_the_language_that_it_names(printed: tuple[str, Pdf]) -> None:
    code, pdf = printed
    assert pdf.pages == 1
    with pikepdf.open(BytesIO(pdf.content)) as opened:
        assert str(opened.Root.Lang).startswith(code)


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_it_is_accessible_and_fit_for_archives(printed: tuple[str, Pdf], profile: str) -> None:
    assert "no failures" in str(page_validation.validate_pdf_bytes(printed[1].content, profile=profile))


def test_it_holds_messages_and_recommendations_and_no_more(printed: tuple[str, Pdf]) -> None:
    code, pdf = printed
    (page,) = page_texts(pdf)
    for name in ("messages", "recommendations"):
        items = [words(item) for item in re.findall("<li>([^<]+)</li>", case(name, code))]
        assert items
        assert [item for item in items if item not in words(page)] == []
    for name in ("keypoint", "case", "note"):
        paragraph = re.findall("<p>.*?</p>", case(name, code))[0]
        assert words(collapsed(parsed(paragraph, "participant")))[:30] not in words(page)
    assert words(LANGUAGES[code].strings["publication"]["draft"].split(".")[0]) in words(page)


def test_a_long_one_is_set_smaller_and_still_has_one_page() -> None:
    items = "".join(f"<li>{'A sentence that says what to do. ' * 3}</li>" for _ in range(9))
    html = f'<section data-element="messages"><ol>{items[: len(items) // 9 * 4]}</ol></section>' + "".join(
        f'<section data-element="recommendations" data-for="Body {n}"><ul>{items[: len(items) // 9 * 3]}</ul></section>'
        for n in range(6)
    )
    assert render_pdf(document("short", "en", "summary", brief=html), DAY, LANGUAGES["en"], FONTS).pages == 1


def test_marks_of_notes_are_left_out() -> None:
    mark = '<sup><a data-note="1" id="ref-1" href="#note-1">1</a></sup>'
    html = f'<section data-element="messages"><ol><li>Ask.{mark} Listen.</li></ol></section><p>Body.</p>'
    assert collapsed(summary(html)) == "Ask. Listen."


def test_only_a_brief_with_both_has_it() -> None:
    manual, brief = LIBRARY.publication("sample"), LIBRARY.publication("short")
    both = msgspec.structs.replace(text(case("text", "en")), elements=("messages", "recommendations"))
    assert booklets(brief, [both]) == ("participant", "summary")
    assert booklets(brief, [msgspec.structs.replace(both, elements=("messages",))]) == ("participant",)
    assert "summary" not in booklets(manual, [both])
    assert formats("summary") == ("pdf",)


@pytest.mark.parametrize(("lengths", "turn"), [([5, 5], 1), ([9, 1, 1], 1), ([1, 1, 9], 2), ([3], 1), ([], 0)])
def test_columns_are_as_long_as_can_be(lengths: list[int], turn: int) -> None:
    assert middle(lengths) == turn
