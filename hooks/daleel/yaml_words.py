"""What libyaml says of text that is no YAML, in words for authors and in every language."""

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

import yaml

from daleel.problems import Message, say

Place: TypeAlias = tuple[int, int]  # line and column, from 1


class Refused(yaml.MarkedYAMLError):
    """YAML that we do not take. mark: of a node or an event of libyaml's, or of PyYAML's own."""

    def __init__(self, message: Message, mark: Any) -> None:
        super().__init__(problem=str(message), problem_mark=mark)
        self.message = message


def _open(sign: str, close: str) -> Message:
    return say(
        "`{open}` opens here, but its items are not parted by commas or no `{close}` closes it; "
        "write it so, or each item on a line of its own",
        open=sign,
        close=close,
    )


INDENTED = say("this line does not fit in with what stands above it; let keys of one level begin in the same column")
TAB = say("a tab stands here; indent with spaces")
OPEN_QUOTE = say("a quotation mark opens here and is never closed; close it")
# By libyaml's words. Of what is never closed, and of a key without colon, libyaml names the place where it gave up.
WORDS: Mapping[str, Message] = {
    "mapping values are not allowed in this context": say(
        "a colon stands here that makes no key; put a text with a colon in quotes, "
        "let keys of one level begin in the same column, and leave a space behind each key's colon"
    ),
    "found a tab character that violates indentation": TAB,
    "found a tab character where an indentation space is expected": TAB,
    "did not find expected key": say(
        "this does not fit in with what stands above it; let keys of one level begin in the same column, "
        "and write a text with ' in \" quotes, one with \" in ' quotes"
    ),
    "did not find expected '-' indicator": INDENTED,
    "block sequence entries are not allowed in this context": say(
        "a list begins on a line of its own; put the - on the next line"
    ),
    "found unknown escape character": say("a backslash means something else between \" quotes; use ' quotes"),
    "but found another document": say("a line --- begins another file here; take it out"),
}
WORDS_AT_START: Mapping[str, Message] = {
    "could not find expected ':'": say(
        "no colon stands behind this key; write `key: value`, or indent the line if it goes on with the text above"
    ),
    "found unexpected end of stream": OPEN_QUOTE,
    "found unexpected document indicator": OPEN_QUOTE,
    "did not find expected ',' or ']'": _open("[", "]"),
    "did not find expected ',' or '}'": _open("{", "}"),
}
NO_BEGINNING = ("found character that cannot start any token", "did not find expected node content")
BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # as libyaml counts lines


def in_words(error: yaml.MarkedYAMLError, text: str) -> tuple[Message, Place]:
    """text: of what is no YAML. The place is within it."""
    if message := WORDS_AT_START.get(error.problem or ""):
        return message, _place(error.context_mark or error.problem_mark)
    mark = error.problem_mark or error.context_mark
    if isinstance(error, Refused):
        return error.message, _place(mark)
    if error.problem in NO_BEGINNING and (sign := _sign_at(text, mark)):
        return _no_beginning(sign), _place(mark)
    general = say("not readable as YAML ({error}); check quotes, colons and indentation", error=error.problem)
    return WORDS.get(error.problem or "", general), _place(mark)


def _place(mark: Any) -> Place:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _sign_at(text: str, mark: Any) -> str:
    """ "" at the text's end, or that of a line."""
    lines = BREAK.split(text)
    return lines[mark.line][mark.column : mark.column + 1] if mark.line < len(lines) else ""


def _no_beginning(sign: str) -> Message:
    return TAB if sign == "\t" else say("a text cannot begin with `{sign}`; put it in quotes", sign=sign)
