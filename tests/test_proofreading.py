"""What a file's letters, marks and languages tell: each mistake at its very line and column, in three languages."""

import json
import shutil
from pathlib import Path

import pytest

from conftest import PROJECT
from daleel.cli import main
from daleel.problems import codes
from daleel.proofreading import proofread_chapter, proofread_data
from daleel.read import read_language

LANGUAGES = tuple(read_language(PROJECT, code) for code in ("en", "fr", "ar"))
BY_CODE = {one.code: one for one in LANGUAGES}
Told = list[tuple[int, int, str]]  # line, column, code


def told(text: str, code: str) -> Told:
    return sorted((one.line, one.column, one.code) for one in proofread_chapter(text, BY_CODE[code], LANGUAGES))


# language, text, what is told
CASES: list[tuple[str, str, Told]] = [
    # marks of direction, what nobody sees, letters that are none
    ("en", "The fine is \u202e0001\u202c pounds.", [(1, 13, "bidi-control"), (1, 18, "bidi-control")]),
    ("ar", "القرار\u200f 2004", [(1, 7, "bidi-control")]),
    ("fr", "Un\n\nmot &rlm;ici.", [(3, 5, "bidi-control")]),
    ("en", "The traf\u00adficker pays.", [(1, 9, "invisible")]),
    ("ar", "الات\u200bجار", [(1, 5, "invisible")]),
    ("fr", "Le mot\ufeff.", [(1, 7, "invisible")]),
    ("fr", "##\u00a0Le titre", [(1, 3, "no-break-space")]),
    ("ar", "-\u00a0شاهد", [(1, 2, "no-break-space")]),
    ("ar", "اكتب \ufefb هنا", [(1, 6, "presentation-form")]),
    ("fr", "Le tra\ufb01c", [(1, 7, "presentation-form")]),
    ("en", "See https://un\u043edc.org now.", [(1, 15, "look-alike")]),  # Cyrillic о
    ("fr", "L’ONU et l’\u041e\u0422\u0410\u041d.", [(1, 12, "look-alike")]),  # Cyrillic О, Т, А, Н
    ("en", "The \u0421\u041e\u0420 came.", [(1, 5, "look-alike")]),  # Cyrillic С, О, Р
    ("ar", "عبارة \u0391lpha", [(1, 7, "look-alike")]),  # Greek Α
    # the marks of a language
    ("en", "The victim's file.", [(1, 11, "straight-apostrophe")]),
    ("fr", "L'audition de l’enfant.", [(1, 2, "straight-apostrophe")]),
    ("en", 'He said "no" -- twice.', [(1, 9, "straight-quotes"), (1, 12, "straight-quotes"), (1, 14, "double-hyphen")]),
    ("ar", 'قال "لا" لهم', [(1, 5, "straight-quotes"), (1, 8, "straight-quotes")]),
    ("fr", "Qui paie? Le passeur: lui; «moi ».", [(1, column, "french-space") for column in (9, 21, 26, 28)]),
    ("ar", "شاهد, وضحية; من؟", [(1, 5, "arabic-punctuation"), (1, 12, "arabic-punctuation")]),
    ("ar", "المادة ١٢ من القانون", [(1, 8, "arabic-digits")]),
    ("ar", "الضحیة في کل مكان", [(1, 5, "arabic-letter"), (1, 11, "arabic-letter")]),
    ("ar", "الاتجـــار بالأشخاص", [(1, 6, "tatweel")]),
    # the places of title, elements, cells
    ("fr", "---\ntitle: L'audition\n---\nTexte.", [(2, 9, "straight-apostrophe")]),
    ("fr", "/// figure | L'audition\n    source: d'après nous\n\n///", [(1, 15, "straight-apostrophe"), (2, 14, "straight-apostrophe")]),
    ("ar", "| أ | شاهد, وضحية |\n|---|---|", [(1, 11, "arabic-punctuation")]),
    # the language of a paragraph
    ("fr", "Le rapport est écrit.\n\n- The officer writes the report the same day.", [(3, 3, "paragraph-language")]),
    ("en", "The report is written.\n\nL’enquêteur rédige le rapport le jour même.", [(3, 1, "paragraph-language")]),
    ("ar", "يُكتب التقرير.\n\nThe officer writes the report the same day.", [(3, 1, "paragraph-language")]),
    ("en", "The report.\n\nيكتب الضابط التقرير في اليوم نفسه ويوقعه.", [(3, 1, "paragraph-language")]),
]  # fmt: skip

# What looks like a mistake and is none.
QUIET: list[tuple[str, str]] = [
    ("fr", 'Il est 12:30 ; voir https://un.org/a?b=c;d : `x="1";` et [lien](a.md;b).'),
    ("fr", "/// exercise | Un titre\n    minutes: 15\n\nTexte.\n///"),
    ("fr", "Le Protocole dit : « Trafficking in persons shall mean the recruitment of persons »."),
    ("fr", '<span lang="en">The officer writes the report the same day.</span>'),
    ("fr", "/// quote | ONUDC\nTrafficking in persons shall mean the recruitment of persons.\n///"),
    ("en", 'A table\n\n|---|:--|\n\n<!-- a "comment" -- here -->'),
    ("en", 'See [@untoc, art. 2] and `it\'s "code" -- so`.'),
    ("en", "In Arabic: *الاتجار بالأشخاص وتهريب المهاجرين*."),
    ("ar", "الفقرة (هـ) والـ TIP Protocol, Palermo، و1,000 جنيه، ولـ«الشاهد»"),
    ("ar", "عرض برنامج Better Migration Management في ڤيينا، والسيد چورچ"),
    ("en", "Ελλάδα and Москва are names; a room of 5 × 3 m, 10 µg."),
    ("fr", "Un&nbsp;mot &amp; un autre."),
    ("en", "Fran\u00e7ois came\u00a0at 10."),
]


@pytest.mark.parametrize(("code", "text", "expected"), CASES)
def test_a_mistake_is_told_at_its_place(code: str, text: str, expected: Told) -> None:
    assert told(text, code) == expected


@pytest.mark.parametrize(("code", "text"), QUIET)
def test_what_is_right_is_let_be(code: str, text: str) -> None:
    assert told(text, code) == []


def test_data_is_read_in_each_key_s_language() -> None:
    text = """title:
  en: "The victim's file"
  fr: "L’audition: un guide"
  ar: شاهد, وضحية
note: the victim's "file"
bidi: "a\\u202eb"
"""
    found = [(one.line, one.column, one.code) for one in proofread_data(text, LANGUAGES)]
    assert sorted(found) == [
        (2, 18, "straight-apostrophe"),
        (3, 18, "french-space"),
        (4, 11, "arabic-punctuation"),
        (6, 9, "bidi-control"),
    ]


@pytest.mark.parametrize(
    ("code", "severity"),
    [("bidi-control", "error"), ("look-alike", "error"), ("arabic-letter", "error"), ("tatweel", "error"),
     ("paragraph-language", "error"), ("straight-quotes", "warning"), ("arabic-punctuation", "warning"),
     ("spelling", "warning")],
)  # fmt: skip
def test_what_hides_or_is_not_found_is_an_error_and_style_a_warning(code: str, severity: str) -> None:
    assert codes()[code].severity == severity


def spelling_of(config: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> dict[tuple[str, int, int], str]:
    main(["-f", str(config), "check", "--spelling", "--format", "json"])
    told = json.loads(capfdbinary.readouterr().out)
    return {(one["path"], one["line"], one["column"]): one["message"] for one in told if one["code"] == "spelling"}


def test_misspelt_words_are_told_with_suggestions(sample: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    before = spelling_of(sample, capfdbinary)
    chapter = sample.parent / "manuals/first-contact/01-listening"
    added = {
        "": "\nThe victm waits; victm again. UNODC, the relative’s *zzyzx*, Amina’s bag.\n",
        ".fr": "\nLa victimme attend l’enquetteur d’Amina.\n",
        ".ar": "\nالضحيية ووأمينة تنتظران المحقِّق.\n",
    }
    lines = {}
    for suffix, text in added.items():
        path = Path(f"{chapter}{suffix}.md")
        lines[suffix] = path.read_text(encoding="utf-8").count("\n") + 2
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    for code, word in (("en", "Amina"), ("fr", "Amina"), ("ar", "وأمينة")):
        (sample.parent / f"docs/data/spelling.{code}.txt").write_text(f"# names\n{word}\n", encoding="utf-8")
    after = spelling_of(sample, capfdbinary)
    name = "manuals/first-contact/01-listening"
    new = {place: after[place] for place in after.keys() - before.keys()}
    assert new.keys() == {
        (f"{name}.md", lines[""], 5),
        (f"{name}.fr.md", lines[".fr"], 4),
        (f"{name}.fr.md", lines[".fr"], 20),
        (f"{name}.ar.md", lines[".ar"], 1),
    }
    assert "`victim`" in new[f"{name}.md", lines[""], 5]
    assert all(message.count(" / ") <= 2 for message in new.values())


def test_without_hunspell_one_line_says_so(
    sample: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert main(["-f", str(sample), "check", "--spelling"]) == 0
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert [line.partition(";")[0] for line in lines] == [
        "spelling was not checked in English",
        "spelling was not checked in العربية",
        "spelling was not checked in Français",
        "no problems",
    ]
    assert main(["-f", str(sample), "check", "--spelling", "--format", "json"]) == 0
    assert json.loads(capfdbinary.readouterr().out) == []
