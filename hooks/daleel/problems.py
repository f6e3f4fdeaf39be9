"""What is wrong in a text or file, said so that it can be said in every language.

A message is its English sentence with {names}, and what stands for them. The sentence is the key under which
strings/problems.<code>.po (gettext's format, which translators' tools read) has it in another language.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec
import yaml
from babel.messages.pofile import read_po

HERE = Path(__file__).parent
Severity = Literal["error", "warning"]
# A value in a sentence of the other direction keeps its own order: Unicode's FIRST STRONG ISOLATE … POP DIRECTIONAL ISOLATE.
ISOLATED = "\u2068{}\u2069"
RIGHT_TO_LEFT = "\u2067{}\u2069"  # RIGHT-TO-LEFT ISOLATE: a sentence within a line of another direction
SNIPPET = re.compile(r"`[^`]*`")


class Message(msgspec.Struct, frozen=True):
    text: str  # "what is wrong in {name}; what to do"
    values: tuple[tuple[str, "str | Message"], ...] = ()  # in order of their names

    def __str__(self) -> str:
        return self.in_words(ENGLISH)

    def in_words(self, words: "Words") -> str:
        """In English where the catalogue lacks the sentence."""
        shown = {
            name: value.in_words(words) if isinstance(value, Message) else words.value.format(value)
            for name, value in self.values
        }
        return (words.sentences.get(self.text) or self.text).format_map(shown)


class Words(msgspec.Struct, frozen=True):
    """How messages are said in a language."""

    sentences: Mapping[str, str]  # English → the language's
    value: str = "{}"
    sentence: str = "{}"  # how it stands in a line that begins with a path


ENGLISH = Words({})


def say(text: str, **values: object) -> Message:
    return Message(
        text, tuple(sorted((name, one if isinstance(one, Message) else str(one)) for name, one in values.items()))
    )


def catalogue(code: str) -> Path:
    return HERE / "strings" / f"problems.{code}.po"


def spoken() -> list[str]:
    """Codes of the languages in which messages can be said."""
    return ["en", *sorted(path.suffixes[0][1:] for path in (HERE / "strings").glob("problems.*.po"))]


@lru_cache
def words(code: str, rtl: bool = False) -> Words:
    """English for a language that has no catalogue."""
    path = catalogue(code)
    if not path.is_file():
        return ENGLISH
    with path.open("rb") as file:
        sentences = {str(one.id): str(one.string) for one in read_po(file) if one.id and one.string and not one.fuzzy}
    if not rtl:
        return Words(sentences)
    apart = {english: SNIPPET.sub(lambda code: ISOLATED.format(code[0]), said) for english, said in sentences.items()}
    return Words(apart, ISOLATED, RIGHT_TO_LEFT)


class Mistake(msgspec.Struct, frozen=True):
    """A problem in a text, before the text's path is known."""

    line: int  # from 1
    code: str  # stable, e.g. "link-target"; codes.yml lists them all
    message: Message
    column: int = 1  # from 1, in characters; 1 too when the whole line is meant

    @property
    def severity(self) -> Severity:
        return codes()[self.code].severity


class Problem(msgspec.Struct, frozen=True):
    """A mistake in a file. Shown as compilers do, so that editors jump to it: path:line:column: error: message [code]"""

    path: Path  # relative to the repository root
    line: int  # from 1; 1 too when the whole file is meant
    code: str
    message: Message
    column: int = 1

    @property
    def severity(self) -> Severity:
        return codes()[self.code].severity

    @property
    def place(self) -> str:
        return f"{self.path.as_posix()}:{self.line}:{self.column}"

    def __str__(self) -> str:
        return f"{self.place}: {self.severity}: {self.message} [{self.code}]"


class Code(msgspec.Struct, frozen=True):
    """What every problem of its kind has in common. Title and explanation stand in the strings, problems.codes."""

    severity: Severity  # an error stops a build, a warning does not
    group: str  # a key of the strings, problems.groups
    place: str  # what the example stands in: a key of the strings, problems.places, or the name of a file
    wrong: str
    right: str
    original: str = ""  # what the example translates
    lang: str = "en"  # of the example


@lru_cache(maxsize=1)
def codes() -> Mapping[str, Code]:
    """Every code that there is, in the order of the page that explains them."""
    listed = yaml.load((HERE / "codes.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    return msgspec.convert(listed, dict[str, Code])


def ordered(problems: list[Problem]) -> list[Problem]:
    """Each once, by place."""
    return sorted(set(problems), key=lambda one: (one.path, one.line, one.column, one.code, str(one.message)))


def errors(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity == "error"]


class PrintError(Exception):
    """Typst refuses a document, or warns of it; the message is Typst's."""


class Mistakes(Exception):
    """The authors' mistakes that stop a command."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
