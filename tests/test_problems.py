"""Problems: every code is known, explained and tried, every message can be said in every language, every format tells all."""

import ast
import json
import re
import shutil
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml
from babel.messages.pofile import read_po

from conftest import PROJECT, SAMPLE, copy_sample
from daleel import run
from daleel.cli import main
from daleel.press import begin_press
from daleel.problems import Code, Message, Problem, catalogue, codes, say, words
from test_bad_input import AR, EN, FR, YML, B, M, append, check, insert, write

ENGINE = PROJECT / "hooks" / "daleel"
CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
MAKES = {"say", "FigureError"}  # what takes a sentence first
GIVES = {
    "report": 2,
    "Mistake": 1,
    "Problem": 2,
    "mistake": 1,
    "Habit": 0,
}  # what takes a code, and which argument it is
TRANSLATED = ["ar", "fr"]
FIELD = re.compile(r"\{\w+\}")
WHERE_TO_ADD = (
    "a code stands in four places: hooks/daleel/codes.yml, and problems.codes in strings/en.yml, ar.yml, fr.yml"
)


def calls() -> Iterator[ast.Call]:
    for path in sorted(ENGINE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "from daleel.problems import" in text or path.name in ("figures.py", "problems.py"):
            yield from (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))


def name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def sentences() -> set[str]:
    return {
        call.args[0].value
        for call in calls()
        if name(call) in MAKES and call.args and isinstance(call.args[0], ast.Constant)
    }


def test_messages_are_sentences_that_can_be_translated() -> None:
    """Nothing is put together at the place where it is said: another language has another order."""
    made = [call for call in calls() if name(call) in MAKES and call.args]
    assert [ast.unparse(call) for call in made if isinstance(call.args[0], ast.JoinedStr)] == []


def given_codes() -> set[str]:
    found = set()
    for call in calls():
        at = GIVES.get(name(call))
        if at is None:
            continue
        if name(call) == "report" and len(call.args) == 3:
            at = 1  # in a text: place, code, message
        if len(call.args) > at and isinstance(call.args[at], ast.Constant):
            found.add(str(call.args[at].value))
    return found


def test_every_code_is_listed_and_every_listed_one_is_given() -> None:
    assert all(CODE.fullmatch(code) for code in codes())
    written = {code for code in codes() if any(f'"{code}"' in path.read_text() for path in ENGINE.rglob("*.py"))}
    assert given_codes() - codes().keys() == set(), WHERE_TO_ADD
    assert codes().keys() - written == set(), "nothing gives them any more; remove them"


def test_the_column_leads_to_the_very_words(sample: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    insert(AR, 20, "انظر [القانون](03-law.md) أو [المصدر](https://example.org).")(sample.parent)
    insert(EN, 20, "See the [law](03-law.md).")(sample.parent)
    assert main(["-f", str(sample), "check", "--format", "json"]) == 1
    told = json.loads(capfdbinary.readouterr().out)
    assert [(one["path"], one["line"], one["column"], one["code"]) for one in told if one["severity"] == "error"] == [
        (AR, 20, 14, "link-target"),
        (EN, 20, 13, "link-target"),
    ]


def test_annotations_for_github(sample: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """A message cannot leave its line and become another command."""
    append(EN, "\n/// cas%0A::error\n///\n")(sample.parent)
    assert main(["-f", str(sample), "check", "--format", "github"]) == 1
    (line,) = [one for one in capfdbinary.readouterr().out.decode().splitlines() if not one.startswith("::warning ")]
    start = f"::error file={EN},line=81,col=1,title=element-unknown::"
    assert line.startswith(start + "unknown element `cas%250A::error`; known elements: ")


def test_a_warning_stops_nothing(sample: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (sample.parent / "docs/archive/first-contact/0.8").mkdir()
    code, lines = check(sample, capfdbinary)
    assert code == 0
    assert lines[-1] == "errors: 0, warnings: 1"


def test_a_problem_is_shown_as_compilers_do() -> None:
    problem = Problem(Path("a/b.md"), 3, "empty", Message("the file is empty; write the text or remove the file"), 7)
    assert str(problem) == "a/b.md:3:7: error: the file is empty; write the text or remove the file [empty]"


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_message_can_be_said_in(code: str) -> None:
    with catalogue(code).open("rb") as file:
        translated = {str(one.id): one for one in read_po(file) if one.id}
    assert sorted(sentences() - translated.keys()) == [], f"add them to {catalogue(code).name}"
    assert sorted(translated.keys() - sentences()) == [], "nothing says them any more; remove them"
    for sentence, one in translated.items():
        assert one.string, sentence
        assert set(FIELD.findall(sentence)) == set(FIELD.findall(str(one.string))), sentence


def test_a_message_in_arabic_keeps_the_order_of_what_it_names() -> None:
    message = say("unknown element `{name}`; did you mean `{near}`?", name="cas", near="case")
    shown = message.in_words(words("ar", rtl=True))
    assert "\u2068cas\u2069" in shown
    assert "\u2068case\u2069" in shown
    assert unicodedata.bidirectional(shown.lstrip("`")[0]) == "AL"
    assert str(message) == "unknown element `cas`; did you mean `case`?"


def test_a_message_within_a_message_is_said_in_the_same_language() -> None:
    message = say("title and lead: {what}", what=say("no problems"))
    assert message.in_words(words("fr")) == "titre et chapeau : aucun problème"


def test_problems_are_told_in_french(sample: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    append(AR, "\n/// cas\n///\n")(sample.parent)
    assert main(["-f", str(sample), "check", "--lang", "fr"]) == 1
    line, end = capfdbinary.readouterr().out.decode().splitlines()
    assert line.startswith(f"{AR}:81:1: erreur : élément inconnu `cas`")
    assert end == "erreurs : 1, avertissements : 0"


def test_every_code_has_its_texts_in_every_language() -> None:
    for path in sorted((ENGINE / "strings").glob("??.yml")):
        strings = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert strings["problems"]["codes"].keys() == codes().keys(), WHERE_TO_ADD
        assert {code.group for code in codes().values()} == strings["problems"]["groups"].keys(), path.name


def test_an_arabic_sentence_behind_a_path_is_one_run(sample: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    append(AR, "\n/// cas\n///\n")(sample.parent)
    assert main(["-f", str(sample), "check", "--lang", "ar"]) == 1
    line, end = capfdbinary.readouterr().out.decode().splitlines()
    assert line.startswith(f"{AR}:81:1: \u2067خطأ: عنصر غير معروف")
    assert line.endswith("\u2069 [element-unknown]")
    assert end == "الأخطاء: \u20681\u2069، التنبيهات: \u20680\u2069"


@pytest.mark.parametrize(("code", "folder"), [("en", ""), ("ar", "ar/"), ("fr", "fr/")])
def test_a_program_is_told_where_the_code_is_explained(
    sample: Path, capfdbinary: pytest.CaptureFixture[bytes], code: str, folder: str
) -> None:
    append(AR, "\n/// cas\n///\n")(sample.parent)
    assert main(["-f", str(sample), "check", "--format", "json", "--lang", code]) == 1
    (told,) = json.loads(capfdbinary.readouterr().out)
    assert told["help"] == f"https://sample.example/{folder}problems/#element-unknown"


# --- Examples ---------------------------------------------------------------------------------------------------------

TEXTS = {"en": EN, "ar": AR, "fr": FR}
# Only shown: they tell of names of files and folders, of what an editor does, or of other commands than `check`.
SHOWN = {
    *("outside", "utf-8", "publication-missing", "id-duplicate", "translation-orphan"),
    *("archive-differs", "archive-missing", "archive-unknown", "weight", "print", "id-unknown", "edition-missing"),
    *("translation-behind", "translation-unrecorded", "translation-unknown", "path-unknown", "file-exists"),
    *("file-name", "docs-file", "respect-source", "editor", "editor-missing", "figure-consent", "spelling"),
}


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with a term and the rules of language of the project's own, and with what one check has stored."""
    root = copy_sample(tmp_path_factory.mktemp("checked") / "library").parent
    terms = yaml.load((PROJECT / "docs/data/terms.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)["terms"]
    asset = [term for term in terms if term["id"] == "virtual-asset"]
    append("docs/data/terms.yml", yaml.safe_dump(asset, allow_unicode=True))(root)
    shutil.copy(PROJECT / "docs/data/respect.yml", root / "docs/data")
    problems(root)
    return root


def problems(root: Path) -> list[Problem]:
    """As `daleel check` finds them; in this process, because starting others takes longer than the work."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "pool", lambda press: ThreadPoolExecutor(1, initializer=begin_press, initargs=(press,)))
        _, _, found = run.check_root(root / "mkdocs.yml")
    return found


def put(root: Path, about: Code, snippet: str) -> str:
    """The example where it belongs in the sample; where its problem is then told: the beginning of a path."""
    text = snippet.rstrip("\n") + "\n"
    if about.place == "chapter":
        if about.original:  # nothing is compared where a record says that the original has changed
            (root / M / f"translated.{about.lang}.yml").unlink(missing_ok=True)
            append(EN, "\n" + about.original)(root)
        append(TEXTS[about.lang], "\n" + text)(root)
        return TEXTS[about.lang]
    if about.place == "chapter-file":
        write(M + "how-to-use.md", text)(root)
        return M + "how-to-use.md"
    if about.place == "docs/data/terms.yml":
        shutil.copy(SAMPLE / "docs/data/terms.yml", root / "docs/data")
        append("docs/data/terms.yml", text)(root)
        return "docs/data/terms.yml"
    path = {"publication.yml": YML, "brief": B + "publication.yml"}[about.place]
    old = (root / path).read_text(encoding="utf-8")
    for key in re.findall(r"^\w+(?=:)", text, re.MULTILINE):
        old = re.sub(rf"^{key}:.*\n(?:[ #-].*\n)*", "", old, flags=re.MULTILINE)
    write(path, old + text)(root)
    return path.removesuffix("publication.yml")


@pytest.mark.parametrize("code", [code for code in codes() if code not in SHOWN])
def test_the_wrong_example_has_its_problem_and_the_right_one_has_none(checked: Path, tmp_path: Path, code: str) -> None:
    about = codes()[code]
    wrong, right = (shutil.copytree(checked, tmp_path / name, symlinks=True) for name in ("wrong", "right"))
    assert code in told(wrong, put(wrong, about, about.wrong)), about.wrong
    left = told(right, put(right, about, about.right)) - {"translation-unrecorded"}
    assert code not in left, about.right
    assert about.place != "chapter" or left == set(), about.right  # keys that take others' place need not fit the rest


def told(root: Path, where: str) -> set[str]:
    return {one.code for one in problems(root) if one.path.as_posix().startswith(where)}
