"""The measure against the raw Markdown: what it takes for the source's words, and that it tells good from bad."""

import pytest

from daleel.model import Booklet

from .library_recall import measured
from .manuscript import MARK, source_blocks

CHAPTER = """---
title: عنوان
lead: لا يُعدّ.
---
//// check | اختبار
ما الفعل؟ [@untoc, المادة 2؛ @tip-protocol]

/// answer
الفعل *هو* [النقل](02-x.md#y).
///
////

/// exercise
    minutes: 35

- **أولًا:** اقرأ
  النص.
///

/// facilitator
1. للميسّر.

//// checklist | قائمة
- [ ] افحص [^1]
////
///

/// figure | رسم
    source: دليل

![وصف الرسم](figures/x.svg)
///

| البند | القانون رقم 64/2010 |
|---|:-:|
| قيمة | |

[^1]: حاشية.
"""


CHECK = ["اختبار", f"ما الفعل؟{MARK}", "المادة 2"]
TABLE = ["رسم", "دليل", "البند", "القانون رقم 64/2010", "قيمة", "حاشية."]


@pytest.mark.parametrize(
    ("booklet", "expected"),
    [
        (
            "participant",
            [*CHECK, "أولًا: اقرأ النص.", *TABLE],
        ),
        (
            "facilitator",
            [*CHECK, "الفعل هو النقل.", "أولًا: اقرأ النص.", "للميسّر.", "قائمة", f"افحص{MARK}", *TABLE],
        ),
        ("handouts", ["قائمة", f"افحص{MARK}"]),
    ],
)
def test_blocks_are_what_the_booklet_shows_of_the_markdown(booklet: Booklet, expected: list[str]) -> None:
    assert source_blocks(CHAPTER, booklet) == expected


@pytest.mark.parametrize(
    ("pages", "missed_words", "missed_pairs"),
    [
        (["كل شخص ضحية.5 وله حقوق"], [], []),
        (["كل شخص ضحية. وله حقوق 5"], [], []),
        (["كل شخص ضحية. فتى وله حقوق"], [], ["كل شخص ضحية * وله حقوق"]),
        (["كل 5 شخص ضحية وله حقوق"], [], ["كل | شخص ضحية وله"]),  # no note stands there
        (["كل شخص حقوق وله ضحية"], [], ["كل شخص | ضحية وله حقوق", "كل شخص ضحية * وله حقوق", "شخص ضحية وله | حقوق"]),
        (["كل شخص 7", "رأس ضحية وله حقوق"], [], []),  # the page ends there
        (["شخص كل 7", "رأس ضحية وله حقوق"], [], ["كل | شخص ضحية وله", "كل شخص | ضحية وله حقوق"]),
        (["كل شخص ضحية وله"], ["حقوق"], ["شخص ضحية وله | حقوق"]),
    ],
)
def test_words_and_pairs_that_are_missed_are_named(
    pages: list[str], missed_words: list[str], missed_pairs: list[str]
) -> None:
    figures = measured([f"كل شخص ضحية.{MARK} وله حقوق"], pages)
    assert (figures.words.missed, figures.pairs.missed) == (missed_words, missed_pairs)


def test_a_lost_mark_and_a_turned_word_are_named() -> None:
    figures = measured(["المحقِّق يسأل"], ["المحقق لأسي"])
    assert (figures.vowelled.missed, figures.marks.missed) == ([], ["المحقِّق"])
    assert figures.reversed == ["لأسي"]
    assert figures.below({"vowelled": 99}) == ["reversed لأسي"]
    assert measured(["المحقِّق يسأل"], ["المحقق لأسي"], known={"لأسي"}).reversed == []
    assert [line.split()[0] for line in figures.below({"words": 99, "marks": 99})] == ["words", "marks", "reversed"]
