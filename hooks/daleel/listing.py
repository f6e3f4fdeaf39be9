"""How `daleel check` lists problems: to a person, to GitHub, to a program. help: the address of the page of codes."""

import json
from collections.abc import Callable

from daleel.problems import Message, Problem, Severity, Words, errors, say

SEVERE: dict[Severity, Callable[[Message], Message]] = {
    "error": lambda message: say("error: {message}", message=message),
    "warning": lambda message: say("warning: {message}", message=message),
}


def as_text(problems: list[Problem], words: Words, help: str) -> str:
    """A line each, and a last one that counts."""
    lines = [f"{one.place}: {_said(one, words)} [{one.code}]" for one in problems]
    return "\n".join([*lines, _count(problems).in_words(words)])


def _said(problem: Problem, words: Words) -> str:
    return words.sentence.format(SEVERE[problem.severity](problem.message).in_words(words))


def _count(problems: list[Problem]) -> Message:
    wrong = len(errors(problems))
    noted = len(problems) - wrong
    if not problems:
        return say("no problems")
    return say("errors: {errors}, warnings: {warnings}", errors=wrong, warnings=noted)


def as_github(problems: list[Problem], words: Words, help: str) -> str:
    """Workflow commands (GitHub's "Workflow commands for GitHub Actions"): each becomes a note beside its line."""
    return "\n".join(
        f"::{one.severity} file={_property(one.path.as_posix())},line={one.line},col={one.column}"
        f",title={_property(one.code)}::{_data(one.message.in_words(words))}"
        for one in problems
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_json(problems: list[Problem], words: Words, help: str) -> str:
    """A list of {path, line, column, severity, code, message, help}; lines and columns from 1."""
    told = [
        {
            "path": one.path.as_posix(),
            "line": one.line,
            "column": one.column,
            "severity": one.severity,
            "code": one.code,
            "message": one.message.in_words(words),
            "help": f"{help}#{one.code}",
        }
        for one in problems
    ]
    return json.dumps(told, ensure_ascii=False, indent=2)


FORMATS: dict[str, Callable[[list[Problem], Words, str], str]] = {"text": as_text, "github": as_github, "json": as_json}
