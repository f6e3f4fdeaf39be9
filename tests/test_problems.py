"""Problems: every code is known and tried, every message can be said in every language, every format tells all."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import PROJECT
from daleel.cli import main
from daleel.problems import Message, Problem, codes
from test_bad_input import AR, EN, append, check, insert

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
    assert given_codes() - codes().keys() == set()
    assert codes().keys() - written == set()


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
