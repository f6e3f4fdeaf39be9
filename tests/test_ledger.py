"""The translation ledger: what a changed original opens, what closes it, whom it never stops, and who sees it."""

import json
import subprocess
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import lxml.html
import pytest
from pypdfium2 import PdfDocument

from conftest import copy_sample, lend_store, mkdocs_build
from daleel.cli import main
from daleel.ledger import State, digest, reviews, state
from daleel.model import Library
from daleel.read import read_library
from daleel.settings import read_settings
from test_bad_input import AR, EN, FR, YML, Change, M, append, check, insert, swap

RECORD = M + "translated.ar.yml"
SENTENCE = swap(EN, "She has no papers.", "She has no papers and no telephone.")
YEAR = swap(EN, "She has no papers.", "She has had no papers since 2019.")
NEW = swap(EN, "## Practice\n", "## A room of her own\n\nClose the door.\n\n## Practice\n")
RENAMED = swap(EN, "## Practice\n", "## Try it\n")
REVIEW = """translators:
  ar: [Hypatia of the Tests]
reviewers:
  ar:
    - name: Sinuhe of the Tests
      version: "1.0"
      date: 2026-11-25
"""


def library_of(config: Path) -> Library:
    library, problems = read_library(config.parent, read_settings(config))
    assert problems == []
    return library


def states(config: Path) -> dict[str, State]:
    publication = library_of(config).publication("first-contact")
    return {code: state(publication, code) for code in publication.editions}


def owed(config: Path, code: str) -> list[tuple[str, str, str]]:
    return [(debt.chapter, debt.section, debt.change) for debt in states(config)[code].debts]


def run(config: Path, capfdbinary: pytest.CaptureFixture[bytes], *arguments: str | Path) -> tuple[int, list[str]]:
    code = main(["-f", str(config), *map(str, arguments)])
    return code, capfdbinary.readouterr().out.decode().splitlines()


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Tests", "-c", "user.email=tests@sample.example")
    subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True)


def commit(root: Path, message: str) -> None:
    git(root, "add", "-A", "docs", "manuals", "policy_briefs", "mkdocs.yml")
    git(root, "commit", "-qm", message)


@pytest.mark.parametrize("code", ["ar", "fr"])
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (SENTENCE, [("01-listening", "practice", "changed")]),
        (swap(EN, "lead: What", "lead: All that"), [("01-listening", "", "changed")]),
        (swap(EN, "| 15 | What", "| 16 | What"), [("01-listening", "", "changed")]),
        (NEW, [("01-listening", "a-room-of-her-own", "new")]),
        (RENAMED, [("01-listening", "try-it", "new"), ("01-listening", "practice", "gone")]),
        (swap(M + "test.md", "title: ", "title: A "), [("test", "", "changed")]),
    ],
)
def test_a_changed_original_opens_a_debt_in_that_section_alone(
    sample: Path, code: str, change: Change, expected: list[tuple[str, str, str]]
) -> None:
    assert states(sample)[code] == State("current")
    change(sample.parent)
    assert (states(sample)[code].standing, owed(sample, code)) == ("behind", expected)


@pytest.mark.parametrize(
    "rewritten",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace(". She has", ".\nShe has").replace("stopped at", "stopped\nat"),
        lambda text: text.replace("## Practice\n", "\n##  Practice\n\n\n"),
    ],
    ids=["line ends of Windows", "byte order mark", "reflowed", "more space"],
)
def test_what_no_reader_sees_is_no_change(sample: Path, rewritten: Callable[[str], str]) -> None:
    for path in (EN, RECORD):
        file = sample.parent / path
        before = file.read_text(encoding="utf-8")
        changed = rewritten(before) if path == EN else before.replace("\n", "\r\n")
        assert changed != before
        file.write_bytes(changed.encode())
    assert {one.standing for one in states(sample).values()} == {"original", "current"}


@pytest.mark.parametrize("texts", ["café, المادة ٣", "ma\u00a0page\u202f: ça"])
def test_a_digest_is_of_the_text_not_of_its_form(texts: str) -> None:
    assert digest(texts) == digest(f" {unicodedata.normalize('NFD', texts)}\n".replace(" ", "\n"))
    assert digest(texts) != digest(texts[:-1])


# --- Nobody is stopped by a changed original --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        [SENTENCE],
        [YEAR],
        [swap(EN, "lead: What", "lead: In 2019, what")],
        [NEW],
        [RENAMED],
        [swap(EN, "/// keypoint", "/// note")],
        # one heading gone and another come: as many as before, at other places
        [
            swap(EN, "## Practice\n", ""),
            swap(EN, "## Safety comes first\n", "## Before\n\nIn 2021.\n\n## Safety comes first\n"),
        ],
        [NEW, append(M + "02-referring.md", "\nSee [the room](01-listening.md#a-room-of-her-own).\n")],
        # a translation that is renewed may lead to sections that the next one does not have yet
        [NEW, append(M + "02-referring.ar.md", "\nراجع [الغرفة](01-listening.md#a-room-of-her-own).\n")],
    ],
)
def test_an_author_may_change_an_original(
    sample: Path, capfdbinary: pytest.CaptureFixture[bytes], change: list[Change]
) -> None:
    for one in change:
        one(sample.parent)
    code, lines = check(sample, capfdbinary)
    assert (code, lines[-1].partition(",")[0]) == (0, "errors: 0")
    assert all("[translation-behind]" in line for line in lines[:-1])
    for path in (AR, FR):
        assert sum(path in line and f"run `daleel translated {path}`" in line for line in lines) == 1


def test_a_remark_stands_at_the_translations_own_heading(
    sample: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for change in (SENTENCE, NEW):
        change(sample.parent)
    arabic = (sample.parent / AR).read_text(encoding="utf-8").splitlines()
    expected = f"{AR}:{arabic.index('## التطبيق') + 1}:1: warning: the original has changed since this was translated: "
    (line,) = [line for line in check(sample, capfdbinary)[1] if AR in line]
    assert line.startswith(expected + "“A room of her own”, “Practice”;")


@pytest.mark.parametrize("path", [AR, FR])
def test_a_section_that_is_not_behind_is_still_compared(
    sample: Path, capfdbinary: pytest.CaptureFixture[bytes], path: str
) -> None:
    YEAR(sample.parent)
    swap(path, "| 20 |", "| 25 |")(sample.parent)
    code, lines = check(sample, capfdbinary)
    assert code == 1
    wrong = [line for line in lines if ": error: " in line]
    assert [line.startswith(path) and "the original has 20" in line for line in wrong] == [True]


@pytest.mark.parametrize("path", [AR, FR])
def test_a_translation_that_has_neither_the_old_headings_nor_the_new_ones_is_wrong(
    sample: Path, capfdbinary: pytest.CaptureFixture[bytes], path: str
) -> None:
    NEW(sample.parent)
    append(path, "\n## 1\n\n## 2\n")(sample.parent)
    assert "5 headings here, 4 in the original" in "".join(check(sample, capfdbinary)[1])


# --- daleel translated ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "answer"),
    [(AR, "وليس معها أوراق منذ عام ٢٠١٩."), (FR, "Elle n’a pas de papiers depuis 2019.")],
)
def test_a_translation_is_recorded_once_its_numbers_agree(
    sample: Path, capfdbinary: pytest.CaptureFixture[bytes], path: str, answer: str
) -> None:
    YEAR(sample.parent)
    record = sample.parent / M / f"translated.{path.split('.')[1]}.yml"
    before = record.read_bytes()
    code, lines = run(sample, capfdbinary, "translated", sample.parent / path)
    assert code == 1
    assert [
        line.startswith(f"{path}:") and "the original has 2019, which this section has not" in line for line in lines
    ] == [True]
    assert record.read_bytes() == before
    swap(path, "وليس معها أوراق." if path == AR else "Elle n’a pas de papiers.", answer)(sample.parent)
    assert run(sample, capfdbinary, "translated", sample.parent / path) == (
        0,
        [record.relative_to(sample.parent).as_posix()],
    )
    assert [one for one, there in states(sample).items() if there.standing == "behind"] == [
        "fr" if path == AR else "ar"
    ]
    old, new = before.decode().splitlines(), record.read_text(encoding="utf-8").splitlines()
    assert [line.split(":")[0].strip() for line in new if line not in old] == ['"practice"']


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ([NEW], f"{AR}:25: 3 headings here, 4 in the original (missing: “A room of her own”"),
        ([swap(EN, "/// keypoint", "/// note")], f"{AR}:1: the elements are not those of the original (missing: note"),
        ([SENTENCE, append(AR, "\n/// keypoint\nلا.\n")], f"{AR}:81: the element `keypoint` is left open"),
        ([SENTENCE, append(EN, "\n/// keypoint\nNo.\n")], f"{EN}:81: the element `keypoint` is left open"),
    ],
)
def test_nothing_is_recorded_while_structure_disagrees_or_anything_is_wrong(
    sample: Path, capfdbinary: pytest.CaptureFixture[bytes], change: list[Change], said: str
) -> None:
    for one in change:
        one(sample.parent)
    before = (sample.parent / RECORD).read_bytes()
    code, lines = run(sample, capfdbinary, "translated", sample.parent / AR)
    assert (code, lines[0].partition(";")[0]) == (1, said.replace(": ", ":1: error: ", 1))
    assert (sample.parent / RECORD).read_bytes() == before


def test_a_renewed_structure_is_recorded(sample: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    NEW(sample.parent)
    swap(AR, "## التطبيق\n", "## غرفة لها وحدها\n\nأغلق الباب.\n\n## التطبيق\n")(sample.parent)
    assert run(sample, capfdbinary, "translated", sample.parent / M)[0] == 1  # French has it not yet
    assert run(sample, capfdbinary, "translated", sample.parent / AR)[0] == 0
    assert states(sample)["ar"] == State("current")


@pytest.mark.parametrize(
    ("paths", "said"),
    [
        ([EN], f"{EN}:1: this is an original; name the translation that renders it"),
        ([M + "09-none.ar.md"], f"{M}09-none.ar.md:1: there is no such file or folder; check its name"),
        (["docs/data"], "docs/data:1: no translation that can be read stands here"),
        ([], "mkdocs.yml:1: name a publication, a translation's file, a folder, or --all"),
    ],
)
def test_who_names_no_translation_is_told_so(
    sample: Path, capfdbinary: pytest.CaptureFixture[bytes], paths: list[str], said: str
) -> None:
    code, lines = run(sample, capfdbinary, "translated", *(sample.parent / path for path in paths))
    assert code == 1
    assert lines[0].startswith(said.replace(": ", ":1: error: ", 1))


def test_a_publication_is_named_by_its_id(sample: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Both its translations are then recorded."""
    SENTENCE(sample.parent)
    written = [RECORD, M + "translated.fr.yml"]
    assert run(sample, capfdbinary, "translated", "first-contact") == (0, written)
    assert {one.standing for one in states(sample).values()} == {"original", "current"}


def test_all_records_what_was_never_recorded_and_pays_no_debt(
    sample: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    SENTENCE(sample.parent)
    (sample.parent / M / "translated.fr.yml").unlink()
    assert states(sample)["fr"].standing == "unrecorded"
    assert f"{FR}:1:1: warning: nobody has recorded" in "\n".join(check(sample, capfdbinary)[1])
    assert run(sample, capfdbinary, "translated", "--all") == (0, [M + "translated.fr.yml"])
    assert {code: one.standing for code, one in states(sample).items()} == {
        "en": "original",
        "ar": "behind",
        "fr": "current",
    }


def test_a_damaged_record_is_named(sample: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    insert(RECORD, 3, "<<<<<<< ours")(sample.parent)
    code, lines = check(sample, capfdbinary)
    assert code == 1
    assert [line.split(":")[0] for line in lines if ": error: " in line] == [RECORD]


def test_two_translators_of_one_language_do_not_meet(sample: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Each renews a section of the same publication; their changes merge without a conflict."""
    root = sample.parent
    git(root, "init", "-qb", "main")
    SENTENCE(root)
    swap(M + "02-referring.md", "## After the call\n", "## After the call\n\nCall again.\n")(root)
    commit(root, "originals")
    for branch, path in (("one", AR), ("two", M + "02-referring.ar.md")):
        git(root, "checkout", "-qb", branch, "main")
        append(path, "\nتمّت.\n")(root)
        assert run(sample, capfdbinary, "translated", root / path)[0] == 0
        commit(root, branch)
    git(root, "merge", "-q", "one", "-m", "merge")
    assert states(sample)["ar"] == State("current")


# --- daleel status ----------------------------------------------------------------------------------------------------


def status(config: Path, capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> dict[str, object]:
    code, lines = run(config, capfdbinary, "status", "--json", *arguments)
    assert code == 0
    found: dict[str, object] = json.loads("\n".join(lines))
    return found


def edition(
    language: str, standing: str, sections: list[dict[str, object]] | None = None, **more: object
) -> dict[str, object]:
    return {
        "language": language,
        "standing": standing,
        "reviewed": False,
        "translators": [],
        "reviewers": [],
        "sections": sections or [],
        "unrecorded": [],
    } | more


def test_the_form_for_programs_is_stable(sample: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """As the README describes it."""
    for change in (SENTENCE, append(YML, REVIEW.replace('"1.0"', '"0.9"'))):
        change(sample.parent)

    def section(file: str) -> dict[str, object]:
        return {
            "chapter": "01-listening",
            "file": file,
            "section": "practice",
            "title": "Practice",
            "change": "changed",
            "diff": None,
        }

    read = {"name": "Sinuhe of the Tests", "version": "0.9", "date": "2026-11-25", "holds": False}
    assert status(sample, capfdbinary, "first-contact") == {
        "publications": [
            {
                "id": "first-contact",
                "kind": "manual",
                "version": "1.0",
                "original": "en",
                "title": "First contact with a victim",
                "editions": [
                    edition("en", "original"),
                    edition("ar", "behind", [section(AR)], translators=["Hypatia of the Tests"], reviewers=[read]),
                    edition("fr", "behind", [section(FR)]),
                ],
            }
        ],
        "pages": [],
    }
    brief = status(sample, capfdbinary)["publications"][1]  # type: ignore[index]
    assert [one["standing"] for one in brief["editions"]] == ["original", "current", "missing"]


def test_the_originals_change_is_shown_from_history_and_named_without_it(
    sample: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """A squash merge that drops the state which was translated takes the diff along, not the debt."""
    root = sample.parent

    def diffs() -> list[list[str] | None]:
        (publication,) = status(sample, capfdbinary, "first-contact")["publications"]  # type: ignore[misc]
        return [section["diff"] for one in publication["editions"] for section in one["sections"]]

    git(root, "init", "-qb", "main")
    commit(root, "first")
    SENTENCE(root)
    commit(root, "an author's change")
    before, after = (
        "Selam waits at the bus station with a man who answers for her. She has no papers" + end
        for end in (".", " and no telephone.")
    )
    assert diffs() == [[f"-{before}", f"+{after}"]] * 2
    _, table = run(sample, capfdbinary, "status", "first-contact")
    assert table[1].split() == ["first-contact", "ar", "behind", "in", "1", "section", "draft"]
    assert table[2:5] == [f"    {AR}: changed: Practice", f"        -{before}", f"        +{after}"]
    git(root, "checkout", "-q", "--orphan", "squashed")
    commit(root, "all at once")
    git(root, "branch", "-qD", "main")
    assert diffs() == [None, None]
    assert owed(sample, "ar") == [("01-listening", "practice", "changed")]


def test_a_publication_that_is_not_there_has_no_status(sample: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code, lines = run(sample, capfdbinary, "status", "second-contact")
    assert code == 1
    assert "there are: first-contact, safe-return" in lines[0]


@pytest.mark.parametrize(
    ("slip", "told"),
    [
        (swap(EN, "/// case", "/// cases"), f"{EN}:45:1: error"),
        (swap(AR, "/// case", "/// cas"), f"{AR}:45:1: error"),
    ],
)
def test_a_slip_in_an_original_is_told_before_its_translations_are_behind(
    sample: Path, capfdbinary: pytest.CaptureFixture[bytes], slip: Change, told: str
) -> None:
    """A slip in a translation does not hide that this is behind."""
    SENTENCE(sample.parent)
    slip(sample.parent)
    _, lines = run(sample, capfdbinary, "check")
    errors, warnings = ([line for line in lines[:-1] if kind in line] for kind in (": error: ", ": warning: "))
    assert [line[: len(told)] for line in errors] == [told]
    assert len(warnings) == (0 if told.startswith(EN) else 2)


# --- Reviews ----------------------------------------------------------------------------------------------------------


def test_only_a_named_person_makes_a_text_reviewed_and_only_the_version_that_was_read(sample: Path) -> None:
    def held() -> dict[str, list[str]]:
        publication = library_of(sample).publication("first-contact")
        return {code: [one.name for one in reviews(publication, code)] for code in publication.editions}

    nobody: dict[str, list[str]] = {"en": [], "ar": [], "fr": []}
    assert held() == nobody
    append(YML, REVIEW)(sample.parent)
    assert held() == nobody | {"ar": ["Sinuhe of the Tests"]}
    SENTENCE(sample.parent)
    assert held() == nobody  # the original has changed: what was read renders another text
    swap(EN, " and no telephone", "")(sample.parent)
    swap(
        YML,
        'reviewers:\n  ar:\n    - name: Sinuhe of the Tests\n      version: "1.0"',
        'reviewers:\n  ar:\n    - name: Sinuhe of the Tests\n      version: "0.9"',
    )(sample.parent)
    assert held() == nobody


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (REVIEW.replace('"1.0"', '"3.0"'), f"{YML}:49: there is no version 3.0 to have been reviewed"),
        (
            REVIEW.replace("  ar:\n", "  de:\n"),
            f"{YML}:47: `reviewers` names people for `de`, but there is no title in it",
        ),
        (REVIEW.replace('      version: "1.0"\n', ""), f"{YML}:48: the key `version` is missing"),
        (REVIEW.replace("2026-", "2126-"), f"{YML}:50: 2126-11-25 is still to come"),
        (
            REVIEW.replace("2026-", "2126-").replace("  ar:", "  en:", 2).replace("  en: [", "  ar: ["),
            f"{YML}:50: 2126",
        ),
        ("translators: {en: [Somebody]}\n", f"{YML}:44: `en` is the original, which nobody translated"),
    ],
)
def test_slips_in_naming_people_are_told(
    sample: Path, capfdbinary: pytest.CaptureFixture[bytes], change: str, said: str
) -> None:
    append(YML, change)(sample.parent)
    code, lines = check(sample, capfdbinary)
    assert code == 1
    assert any(line.startswith(said.replace(": ", ":1: error: ", 1)) for line in lines), lines


# --- What readers see -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def behind(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a library whose original has changed, whose Arabic edition of a brief is reviewed."""
    config = copy_sample(tmp_path_factory.mktemp("behind") / "library")
    lend_store(site, config)
    review = REVIEW.replace('"1.0"', '"0.1"')
    for change in (SENTENCE, NEW, append("policy_briefs/safe-return/publication.yml", review)):
        change(config.parent)
    swap("docs/about.md", "exists only", "only exists")(config.parent)
    done = mkdocs_build(config)
    assert done.returncode == 0, done.stdout + done.stderr
    return config.parent / "site"


def page(site: Path, path: str) -> lxml.html.HtmlElement:
    parser = lxml.html.HTMLParser(encoding="utf-8")
    return lxml.html.parse(site / path / "index.html", parser).getroot()


def of_class(name: str, site: Path, path: str) -> list[lxml.html.HtmlElement]:
    return page(site, path).xpath(f"//*[contains(concat(' ', @class, ' '), ' {name} ')]")


SAID = {
    "ar": ("تغيّر الأصل في قسمين منذ إعداد هذه الترجمة.", "تغيّر أصل هذا القسم بعد ترجمته."),
    "fr": (
        "L’original a changé dans 2 sections depuis cette traduction.",
        "L’original de cette section a changé depuis sa traduction.",
    ),
}


@pytest.mark.parametrize("code", ["ar", "fr"])
def test_a_page_that_is_behind_says_so_at_its_head_and_at_the_section(behind: Path, code: str) -> None:
    address = "manuals/first-contact/01-listening/"
    head, note = of_class("late", behind, f"{code}/{address}")
    said = [" ".join((one.text or "").split()) for one in (head, note)]
    assert tuple(said) == SAID[code]
    assert note.getprevious().get("id") == "practice"
    links = [one.find("a") for one in (head, note)]
    assert [one.get("href") for one in links] == [f"../../../../{address}", f"../../../../{address}#practice"]
    assert {one.get("hreflang") for one in links} == {"en"}
    assert of_class("late", behind, address) == []
    assert of_class("late", behind, f"{code}/manuals/first-contact/02-referring/") == []


@pytest.mark.parametrize("code", ["ar", "fr"])
def test_headings_keep_their_addresses_while_a_translation_is_behind(behind: Path, code: str) -> None:
    ids = [one.get("id") for one in page(behind, f"{code}/manuals/first-contact/01-listening/").iter("h2", "h3")]
    assert [id for id in ids if id] == ["safety-comes-first", "words-and-their-meaning", "practice"]


@pytest.mark.parametrize("code", ["ar", "fr"])
def test_a_page_of_the_site_says_so_too(behind: Path, code: str) -> None:
    _, note = of_class("late", behind, f"{code}/about")
    assert note.getprevious().get("id") == "what-it-is"


@pytest.mark.parametrize(
    ("folder", "late", "current"),
    [
        ("", "Translation, behind the original in 2 sections", "Translation, up to date"),
        ("ar/", "ترجمة متأخرة عن الأصل في قسمين", "ترجمة مواكبة للأصل"),
        ("fr/", "Traduction en retard sur l’original dans 2 sections", "Traduction à jour"),
    ],
)
def test_the_page_of_states_tells_every_publication_in_every_language(
    behind: Path, folder: str, late: str, current: str
) -> None:
    cells = list(page(behind, folder + "status/").iter("td"))
    assert [one.get("class").split("--")[1] for one in cells] == [
        *("original", "behind", "behind"),
        *("original", "current", "missing"),
    ]
    said = [" ".join(one.text_content().split()) for one in cells]
    assert said[1].startswith(late)
    assert said[4].startswith(current)
    assert "Sinuhe of the Tests (25" in said[4]
    assert "Hypatia of the Tests" in said[4]
    listed = of_class("states", behind, folder + "status/")[0].iterfind(".//li/a")
    assert [one.get("href").partition("#")[2] for one in listed] == ["a-room-of-her-own", "practice"] * 2
    assert page(behind, folder + "library/").xpath("//div[@id='content']//a[@href='../status/']")


@pytest.mark.parametrize(("folder", "number"), [("", "2"), ("ar/", "قسمين"), ("fr/", "2")])
def test_a_publications_page_tells_how_current_each_language_is(behind: Path, folder: str, number: str) -> None:
    said = [one.text_content() for one in of_class("editions__state", behind, folder + "manuals/first-contact/")]
    assert [number in one for one in said] == [False, True, True]


def test_who_reviewed_is_named_where_else_it_says_draft(behind: Path) -> None:
    drafts = [of_class("draft", behind, path + "briefs/safe-return/")[0].text_content() for path in ("", "ar/")]
    assert drafts[0].startswith("Draft. No national expert has reviewed")
    assert drafts[1].startswith("راجع هذا النص بهذه اللغة Sinuhe of the Tests (25 نوفمبر 2026).")
    record = of_class("record", behind, "ar/briefs/safe-return/")[0].text_content()
    assert all(name in record for name in ("Hypatia of the Tests", "Sinuhe of the Tests"))


def words(pdf: Path) -> str:
    with suppress(AttributeError):
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in PdfDocument(pdf)).split())
    raise AssertionError(pdf)


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_imprint_says_how_far_the_edition_is_behind(behind: Path, code: str) -> None:
    found = words(behind / f"downloads/first-contact/first-contact-{code}.pdf")
    assert ("L’original a changé dans 2 sections" in found) == (code == "fr")


def test_the_catalogue_tells_programs(behind: Path) -> None:
    publications = json.loads((behind / "catalogue.json").read_bytes())["publications"]
    told = {
        (one["id"], there["language"]): (there["standing"], there["behind"], there["reviewed"])
        for one in publications
        for there in one["editions"]
    }
    assert told == {
        ("first-contact", "en"): ("original", 0, False),
        ("first-contact", "ar"): ("behind", 2, False),
        ("first-contact", "fr"): ("behind", 2, False),
        ("safe-return", "en"): ("original", 0, False),
        ("safe-return", "ar"): ("current", 0, True),
    }
