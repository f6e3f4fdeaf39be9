"""Numbers, references and citations of a translation are its original's: what differs is found, what is only written otherwise is not."""

import re
from pathlib import Path

import pytest

from conftest import PROJECT
from daleel.numbers import CODE, citations, differences, numbers, western
from daleel.numerals import spelt_out
from test_bad_input import AR, FR, B, Change, append, check, insert, swap

M, G, P = "manuals/investigation/", "manuals/gender/", "policy_briefs/"

# original; translation; the line, counted from 1, and what is said there
APART = [
    ("Since 2015, 16 States.", "منذ 2016، 16 دولة.", 1, "the original has 2015 and this section has 2016;"),
    ("Since 2015.", "Depuis longtemps.", 1, "the original has 2015, which this section has not"),
    ("Often.", "غالبًا.\n\nفي ٢٠١٥.", 3, "this section has 2015, which the original has not"),
    ("## A\nIn 2015.\n## B\nx", "## أ\nنعم.\n## ب\nس", 1, "2015"),
    ("x\n## A\ny\n## B\nIn 2015.", "x\n## أ\ny\n\n## ب\nنعم.", 5, "2015"),
    ("x [@untoc, art. 3(a)–(c)]", "x [@untoc, art. 3, al. a) à d)]", 1, "has `[@untoc, art. 3(a)–(c)]` and"),
    ("1,000 pounds", "10 000 livres", 1, "the original has 1000 and this section has 10000"),
    ("100,000 pounds", "١٠٬٠٠٠ جنيه", 1, "the original has 100000 and this section has 10000"),
    ("0.5 per cent", "0,6 %", 1, "the original has 0.5 and this section has 0.6"),
    ("0.5 per cent", "٠٫٧٪", 1, "the original has 0.5 and this section has 0.7"),
    ("39% and 39%", "39 % et 38 %", 1, "the original has 39 and this section has 38"),
    ("27 November 2026", "28 نوفمبر 2026", 1, "the original has 27 and this section has 28"),
    ("Directive 2004/81/EC", "directive 2004/18/CE", 1, "the original has 81 and this section has 18"),
    ("A/RES/55/25", "A/RES/55/52", 1, "the original has A/RES/55/25 and this section has A/RES/55/52"),
    ("A/RES/55/25", "A/HRC/55/25", 1, "A/HRC/55/25"),
    ("Ordinance 006/PR/2018", "الأمر رقم 006/PR/2019", 1, "the original has 006/PR/2018"),
    ("Article 3 applies.", "تسري المادة 5.", 1, "the original has 3 and this section has 5"),
    ("article 6(1)", "l’article 7, paragraphe 1", 1, "the original has 6 and this section has 7"),
    ("Under 18.", "من لم يبلغ السابعة عشرة.", 1, "the original has 18, which this section has not"),
    ("Under 18.", "Moins de dix-sept ans.", 1, "the original has 18, which this section has not"),
    (
        "x [@untoc, art. 3(a)]",
        "س [@untoc, المادة 3(ب)]",
        1,
        "has `[@untoc, art. 3(a)]` and this section has `[@untoc, المادة 3(ب)]`",
    ),
    (
        "x [@untoc, art. 3(a)]",
        "x [@untoc, art. 4, al. a)]",
        1,
        "has `[@untoc, art. 3(a)]` and this section has `[@untoc, art. 4, al. a)]`",
    ),
    ("x [@untoc, arts 11–13]", "x [@untoc, art. 11 et 13]", 1, "has `[@untoc, arts 11–13]` and"),
    (
        "x [@untoc, art. 6(1)]",
        "س [@untoc, المادة 6]",
        1,
        "has `[@untoc, art. 6(1)]` and this section has `[@untoc, المادة 6]`",
    ),
    ("x [@untoc]", "س\nس [@som-protocol]", 2, "has `[@untoc]` and this section has `[@som-protocol]`"),
    ("x [@untoc; @tip-protocol]", "س [@untoc]", 1, "the original has `[@tip-protocol]`, which this section has not"),
    (
        "x [@untoc] y [@wacap]",
        "س [@wacap] ص [@untoc]",
        1,
        "cites `[@untoc]` and this text `[@wacap]`; cite in the same",
    ),
    ("| 15 | 45 |", "| 15 | 54 |", 1, "the original has 45 and this section has 54"),
    ("    minutes: 45", "    minutes: 40", 1, "the original has 45 and this section has 40"),
    ("[In 2015](a.md)", "[En 2016](a.md)", 1, "2016"),
]

ALIKE = [
    ("In 2010.", "في ٢٠١٠."),
    ("In 2010.", "در ۲۰۱۰."),
    ("1,000 and 12,500,000", "1 000 et 12\u202f500\u00a0000"),
    ("1,000", "1000"),
    ("100,000", "١٠٠٬٠٠٠"),
    ("0.5", "0,5"),
    ("0.5", "٠٫٥"),
    ("39%", "39\u202f%"),
    ("39 per cent", "٣٩٪"),
    ("39 per cent", "39 في المائة"),
    ("three men, 4 women", "3 hommes, quatre femmes"),
    ("seven and 12", "سبعة واثنا عشر"),
    ("under 18, within 48 hours", "دون الثامنة عشرة، وفي الثماني والأربعين ساعة الأولى"),
    ("the 15 States of 1990", "les quinze États de 1990"),
    ("fifteen States", "15 دولة"),
    ("the early 1990s", "أوائل تسعينيات القرن العشرين"),
    ("a 24/7 network", "شبكة على مدار الساعة"),
    ("a 24/7 network", "un réseau joignable 24 heures sur 24"),
    ("27 November 2026", "27 نوفمبر 2026"),
    ("27/11/2026 at 14:20", "le 27.11.2026 à 14 h 20"),
    ("Directive 2004/81/EC", "directive 2004/81/CE"),
    ("Directive 2004/81/EC", "التوجيه 2004/81/EC"),
    ("Proclamation 1178/2020", "الإعلان رقم 1178 لسنة 2020"),
    ("resolution A/RES/55/25.", "القرار \u2066A/RES/55/25\u2069."),
    ("Articles 3 and 5; article 6(1)", "المادتان 3 و5؛ والمادة 6(1)"),
    ("article 3", "l’article 3"),
    ("x [@untoc, art. 3(a)]", "س [@untoc، المادة ٣(أ)]"),
    ("x [@untoc, art. 3(a) and (c)–(d)]", "x [@untoc, art. 3, al. a) et c) à d)]"),
    ("x [@untoc, arts 11–13]", "س [@untoc, المواد من 11 إلى 13]"),
    ("x [@untoc, art. 6(1)–(4)]", "x [@untoc, art. 6, par. 1 à 4]"),
    ("x [@untoc, art. 3(a)–(c)]", "س [@untoc, المادة 3(أ) و(ب) و(ج)]"),
    ("x [@untoc, art. 3(a)–(c)]", "x [@untoc, art. 3, al. a), b) et c)]"),
    ("x [@untoc, arts 22–23]", "س [@untoc, المادتان 22 و23]"),
    ("x [@untoc, arts 6(1) and 6(3)]", "س [@untoc, المادة 6(1) و(3)]"),
    ("x [@untoc, arts 18(5) and 18(19)]", "x [@untoc, art. 18, par. 5 et 19]"),
    ("x [@iccpr, art. 14(3)(b) and (e)]", "س [@iccpr, المادة 14(3)(ب) و(هـ)]"),
    ("x [@untoc, art. 2; @wacap]", "س [@untoc, المادة 2؛ @wacap]"),
    ("[Law](01-law.md#art-15) and https://example.org/2015", "[القانون](01-law.md) و"),
    ("x[^14]", "س"),
    ("2015 in one, 2016 in two", "2016 في الثاني و2015 في الأول"),
]


@pytest.mark.parametrize(("original", "translation", "line", "message"), APART)
def test_a_difference_is_found_at_its_line(original: str, translation: str, line: int, message: str) -> None:
    (found,) = differences(translation, original)
    assert (found.line, found.code) == (line, CODE)
    assert message in str(found.message)


@pytest.mark.parametrize(("original", "translation"), ALIKE)
def test_another_way_to_write_it_is_no_difference(original: str, translation: str) -> None:
    assert list(differences(translation, original)) == []
    assert list(differences(original, translation)) == []


# In the project's own texts: file, what stands there, what is written instead.
PLANTED = [
    (M + "01-law.ar.md", "[@eg-law-64-2010, المادة 3]", "[@eg-law-64-2010, المادة 2]"),
    (M + "01-law.fr.md", "loi n° 8 de 2010", "loi n° 8 de 2012"),
    (M + "04-evidence.fr.md", "180 jours", "108 jours"),
    (M + "04-evidence.ar.md", "180 يوم", "80 يوم"),
    (M + "05-financial-investigation.fr.md", "[@untoc, art. 14, par. 2]", "[@untoc, art. 14, par. 3]"),
    (M + "05-financial-investigation.fr.md", "| 1 500 |", "| 1 550 |"),
    (M + "05-financial-investigation.ar.md", "خلال 48 ساعة", "خلال 84 ساعة"),
    (M + "09-case-file.ar.md", "@som-protocol", "@tip-protocol"),
    (M + "09-case-file.fr.md", "Amina, 22 ans", "Amina, 23 ans"),
    (G + "02-trauma-informed-practice.ar.md", "39 لاجئًا", "36 لاجئًا"),
    (G + "02-trauma-informed-practice.ar.md", "14:20", "15:20"),
    (G + "01-risk-and-response.fr.md", "45 %", "54 %"),
    (P + "tip-or-som/brief.fr.md", "Loi n° 133 de 2016", "Loi n° 113 de 2016"),
    (P + "climate-displacement/brief.fr.md", "006/PR/2018", "006/PR/2008"),
    (P + "inclusive-response-plans/brief.ar.md", "بين 15 و35 سنة", "بين 15 و53 سنة"),
    (P + "digital-evidence-borders/brief.ar.md", "192 طرفًا", "129 طرفًا"),
]


@pytest.mark.parametrize(("path", "old", "new"), PLANTED)
def test_a_slip_in_a_real_text_is_found(path: str, old: str, new: str) -> None:
    original = re.sub(r"\.(ar|fr)\.md$", ".md", path)
    text = western_spaces((PROJECT / path).read_text(encoding="utf-8"))
    assert old in text, f"{old!r} does not stand in {path}"
    line = text[: text.index(old)].count("\n") + 1
    found = differences(text.replace(old, new, 1), (PROJECT / original).read_text(encoding="utf-8"))
    assert [one.line for one in found] == [line]


def western_spaces(text: str) -> str:
    return re.sub("[\u00a0\u202f]", " ", text)


# Through `daleel check`: the change to the sample library; path:line of the one problem
CHECKED: list[tuple[Change, str]] = [
    (append(AR, "\nفي سنة 2031.\n"), AR),
    (append(FR, "\nEn 2031.\n"), FR),
    (append(B + "brief.ar.md", "\nفي ٢٠٣١.\n"), B + "brief.ar.md"),
    (append("docs/about.ar.md", "\nفي ٢٠٣١.\n"), "docs/about.ar.md"),
    (insert(AR, 8, "نحو 350 شخصًا.\n"), AR),
]


@pytest.mark.parametrize(("change", "path"), CHECKED)
def test_check_names_file_and_line(
    sample: Path, capfdbinary: pytest.CaptureFixture[bytes], change: Change, path: str
) -> None:
    change(sample.parent)
    lines = (sample.parent / path).read_text(encoding="utf-8").split("\n")
    line = next(n for n, text in enumerate(lines, start=1) if re.search(r"2031|350", western(text)))
    code, (problem, *_) = check(sample, capfdbinary)  # and a warning about ٢٠٣١
    assert code == 1
    assert problem.startswith(f"{path}:{line}:1: error: this section has ")
    assert problem.endswith("; make them equal [numbers-differ]")


@pytest.mark.parametrize(("path", "title"), [(AR, "title: "), (FR, "title: ")])
def test_titles_are_compared(sample: Path, capfdbinary: pytest.CaptureFixture[bytes], path: str, title: str) -> None:
    swap(path, title, f"{title}2031 ")(sample.parent)
    _, (problem, _) = check(sample, capfdbinary)
    said = "title and lead: this section has 2031, which the original has not; make them equal"
    assert problem == f"{path}:1:1: error: {said} [numbers-differ]"


def test_what_moved_to_another_section_is_missed_here_and_found_there() -> None:
    found = list(differences("## أ\nس\n## ب\nفي 2015.", "## A\nIn 2015.\n## B\nx"))
    assert [one.line for one in found] == [1, 4]


def test_sections_that_do_not_match_are_not_compared() -> None:
    assert list(differences("## أ\n2015", "## A\n2016\n## B\nx")) == []


def test_a_number_of_any_length_is_one() -> None:
    long = "9" * 5000
    assert [one.line for one in differences(f"س\n{long}", f"x\n{long}–{long} [@untoc, art. {long}–{long}]")] == [1, 1]
    assert numbers(f"article {long}") == [long]


def test_numbers_of_a_line() -> None:
    assert numbers("In 2010, 1,000 of 12 (0.5); A/RES/55/25, 2004/81/EC") == [
        "A/RES/55/25",
        "2010",
        "1000",
        "0.5",
        "2004",
        "81",
    ]
    assert numbers(western("من ١٢ إلى ١٣")) == ["13"]


def test_citations_of_a_mark() -> None:
    assert citations("untoc, art. 3(a)–(c); @wacap") == [
        ("@untoc 3, a, b, c", "[@untoc, art. 3(a)–(c)]"),
        ("@wacap", "[@wacap]"),
    ]
    assert citations("eg-law-64-2010, المادتان 22 و23") == [
        ("@eg-law-64-2010 22, 23", "[@eg-law-64-2010, المادتان 22 و23]")
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("السادسة عشرة", "16"),
        ("للثلاثة عشر", "13"),
        ("إحدى وعشرين", "21"),
        ("والثماني والأربعون", "48"),
        ("تسعينيات", "1990"),
        ("dix-huit ans", "18"),
        ("vingt et un", "21"),
        ("quatre-vingt-dixième", "90"),
        ("forty-eight hours", "48"),
        ("the fiftieth", "50"),
    ],
)
def test_numbers_in_words_are_known(text: str, number: str) -> None:
    assert list(spelt_out(text).elements()) == [number]


@pytest.mark.parametrize("text", ["المعشر", "مستين", "sixes", "the ninetyfold", "عشرة رجال"])
def test_other_words_are_none(text: str) -> None:
    assert spelt_out(text) == {}
