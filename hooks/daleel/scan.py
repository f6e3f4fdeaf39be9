"""A chapter's lines as an author sees them: where elements, headings and tags stand. Problems get their line from here."""

import difflib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from markdown.extensions.toc import slugify, unique

from daleel.elements import ELEMENTS
from daleel.problems import Message, Mistake, say

FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,})")
OPENING = re.compile(r"^(?P<slashes>/{3,})[ \t]*(?P<name>[^\s|/][^\s|]*)[ \t]*(?:\|(?P<title>.*))?$")
UNPARTED = re.compile(
    r"^(?P<slashes>/{3,})[ \t]*(?P<name>[^\s|/][^\s|]*)[ \t]+(?P<title>[^\s|].*)$"
)  # the | is forgotten
DEEPEST = 6  # elements in each other; pymdownx recurses
CLOSING = re.compile(r"^(?P<slashes>/{3,})[ \t]*$")
OPTION = re.compile(r"^[ ]{4,}(?P<key>[\w-]+):(?P<value>.*)$")
HEADING = re.compile(r"^(?P<level>#{1,6})[ \t]+(?P<title>[^ \t].*)$")
UNSPOKEN = re.compile(r"(?<=\])\([^)]*\)|\[[@^][^\]]*\]")  # the address of a link, a citation, the mark of a note
ITEM = re.compile(r"^ *(?:(?P<sign>[-*+])|(?P<number>\d{1,2})\.) +\S")
CONFLICT = re.compile(r"^(<{7} |={7}$|>{7} )")
CONFLICT_LEFT = say("a conflict of two versions is left in the text; keep one version and delete the marks")
Place: TypeAlias = tuple[int, int]  # line and column, from 1, within the Markdown text
START: Place = 1, 1


@dataclass(frozen=True)
class Opening:
    """The first line of an element."""

    line: int
    name: str
    title: str
    options: dict[str, str]
    parent: str | None


@dataclass
class Scan:
    """Lines count from 1 within the Markdown text."""

    openings: list[Opening]
    headings: list[tuple[int, int, str]]  # line, level, title
    mistakes: list[Mistake]
    lines: list[str]  # code blanked out, so that searches do not find it
    options: dict[int, tuple[str, str]]  # option lines: index from 0 → key, value
    first_line: int = 1  # of the file, on which the text begins: messages name lines of the file

    def place_of(self, needle: str, nth: int = 0) -> Place:
        """The nth place (from 0) where the text stands outside code, else its last; the very start if it does not."""
        if needle not in self._starts:
            self._starts[needle] = [match.start() for match in re.finditer(re.escape(needle), self._joined)]
        if not (starts := self._starts[needle]):
            return START
        found = starts[min(nth, len(starts) - 1)]
        return self._joined.count("\n", 0, found) + 1, found - self._joined.rfind("\n", 0, found)

    @cached_property
    def _joined(self) -> str:
        return "\n".join(self.lines)

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        """Of what was looked for. A text may hold thousands of one kind, each of which asks for the next place."""
        return {}


def heading_ids(titles: Iterable[str]) -> tuple[str, ...]:
    """Of an original's headings as they are written; its translations take the same."""
    used = set[str]()
    return tuple(unique(slugify(UNSPOKEN.sub("", title), "-") or "section", used) for title in titles)


def _visible_lines(markdown: str) -> list[str]:
    """The lines, with those of fenced code emptied and inline code blanked."""
    lines, fence = [], ""
    for line in markdown.split("\n"):
        match = FENCE.match(line)
        if fence:
            fence = "" if match and line.startswith(fence) else fence
            lines.append("")
        elif match:
            fence = match["fence"]
            lines.append("")
        else:
            lines.append(re.sub(r"(`+)(.+?)\1", lambda code: " " * len(code[0]), line))
    return lines


def _options(lines: list[str], start: int) -> Iterator[tuple[int, str, str]]:
    """Option lines right below an opening: index, key, value."""
    for index in range(start, len(lines)):
        match = OPTION.match(lines[index])
        if not match:
            return
        yield index, match["key"], match["value"].strip(" \t")


def _unknown(name: str) -> Message:
    near = difflib.get_close_matches(name.lower(), ELEMENTS, n=1)
    if near:
        return say("unknown element `{name}`; did you mean `{near}`?", name=name, near=near[0])
    return say("unknown element `{name}`; known elements: {known}", name=name, known=", ".join(ELEMENTS))


def scan(markdown: str, first_line: int = 1) -> Scan:
    """Everything that a line tells by itself, with the mistakes in elements' fences."""
    found = Scan([], [], [], _visible_lines(markdown), {}, first_line)
    stack: list[tuple[int, str, int]] = []  # slashes, name, line
    for index, line in enumerate(found.lines):
        number = index + 1
        if CONFLICT.match(line):
            found.mistakes.append(Mistake(number, "conflict", CONFLICT_LEFT))
        elif closing := CLOSING.match(line):
            _close(found, stack, len(closing["slashes"]), number)
        elif opening := OPENING.match(line) or UNPARTED.match(line):
            _open(found, stack, opening, index)
        elif heading := HEADING.match(line):
            found.headings.append((number, len(heading["level"]), heading["title"].rstrip(" \t#")))
    for slashes, name, number in stack:
        message = say(
            "the element `{name}` is left open; close it with a line of {count} slashes ({slashes})",
            name=name,
            count=slashes,
            slashes="/" * slashes,
        )
        found.mistakes.append(Mistake(number, "element-open", message))
    return found


def conflicts(text: str) -> Iterator[Mistake]:
    """In a file that is no Markdown."""
    for number, line in enumerate(text.split("\n"), start=1):
        if CONFLICT.match(line):
            yield Mistake(number, "conflict", CONFLICT_LEFT)


def _close(found: Scan, stack: list[tuple[int, str, int]], slashes: int, number: int) -> None:
    if stack and stack[-1][0] == slashes:
        stack.pop()
        return
    if stack and any(open_[0] == slashes for open_ in stack):
        inner = stack[-1]
        message = say(
            "this closes an outer element while `{name}` (line {line}) is open; close that one first",
            name=inner[1],
            line=inner[2] + found.first_line - 1,
        )
        while stack and stack[-1][0] != slashes:
            stack.pop()
        stack.pop()
    elif stack:
        message = say(
            "{count} slashes close nothing; `{name}` opened with {opened}",
            count=slashes,
            name=stack[-1][1],
            opened=stack[-1][0],
        )
    else:
        message = say("this line closes an element, but none is open; remove it")
    found.mistakes.append(Mistake(number, "element-close", message))


def _open(found: Scan, stack: list[tuple[int, str, int]], match: re.Match[str], index: int) -> None:
    number, name, slashes = index + 1, match["name"], len(match["slashes"])
    options = {}
    for at, key, value in _options(found.lines, index + 1):
        options[key] = value
        found.options[at] = key, value
        if name in ELEMENTS and key not in ELEMENTS[name].options:
            known = ", ".join(ELEMENTS[name].options) or "–"
            message = say("`{name}` has no option `{key}`; its options: {known}", name=name, key=key, known=known)
            found.mistakes.append(Mistake(at + 1, "element-option", message))
        elif key == "minutes" and not re.fullmatch(r"[1-9]\d{0,3}", value):
            message = say("minutes are a whole number, not `{value}`; write for example minutes: 30", value=value)
            found.mistakes.append(Mistake(at + 1, "element-option", message))
    if match.re is UNPARTED:
        message = say("the title stands behind a |; write {slashes} {name} | {title}", **match.groupdict())
        found.mistakes.append(Mistake(number, "element-unread", message))
    after = index + 1 + len(options)
    if after < len(found.lines) and found.lines[after].startswith("    ") and found.lines[after].strip():
        message = say(
            "an indented line below an element is an option (name: value); leave a blank line before the text"
        )
        found.mistakes.append(Mistake(after + 1, "element-option", message))
    if len(stack) == DEEPEST:
        message = say("elements stand too deep in each other; close those that are open, or take this one further out")
        found.mistakes.append(Mistake(number, "too-much", message))
    if name not in ELEMENTS:
        found.mistakes.append(Mistake(number, "element-unknown", _unknown(name)))
    if stack and slashes >= stack[-1][0]:
        outer = stack[-1]
        message = say(
            "`{name}` opens inside `{outer}` (line {line}), which is still open; close that one, "
            "or give the outer one more slashes than the inner one",
            name=name,
            outer=outer[1],
            line=outer[2] + found.first_line - 1,
        )
        found.mistakes.append(Mistake(number, "element-nest", message))
    parent = stack[-1][1] if stack else None
    found.openings.append(Opening(number, name, (match["title"] or "").strip(), options, parent))
    stack.append((slashes, name, number))


def swallowed_lists(found: Scan) -> Iterator[Mistake]:
    """Lists that Markdown reads as part of the paragraph right above them.

    A dash or a year at the start of a broken line is no list: it takes two points, or a colon before it.
    """
    for start, end in _paragraphs(found):
        if ITEM.match(found.lines[start]) or found.lines[start].startswith(">"):
            continue
        items = [(index, item) for index in range(start + 1, end) if (item := ITEM.match(found.lines[index]))]
        like_first = [index for index, item in items if item["sign"] == items[0][1]["sign"]]
        if not items or (items[0][1]["number"] and int(items[0][1]["number"]) != 1):
            continue
        first = items[0][0]
        if len(like_first) > 1 or found.lines[first - 1].rstrip(" *_").endswith(":"):
            message = say("this list is read as part of the paragraph above it; leave a blank line before it")
            yield Mistake(first + 1, "list-unread", message)


def _paragraphs(found: Scan) -> Iterator[tuple[int, int]]:
    """Lines that stand together, from 0: the first, and the one after the last."""
    start = None
    for index, line in enumerate([*found.lines, ""]):
        apart = not line.strip() or index in found.options
        if apart or any(mark.match(line) for mark in (HEADING, OPENING, UNPARTED, CLOSING)):
            if start is not None:
                yield start, index
            start = None
        elif start is None:
            start = index


def with_quoted_options(lines: list[str], found: Scan) -> list[str]:
    """The lines with option values as JSON strings: pymdownx reads options as YAML, authors write plain text.

    An element whose title was not parted from its name is read as it was meant, so that one slip is told once.
    """
    quoted = list(lines)
    for opening in found.openings:
        quoted[opening.line - 1] = UNPARTED.sub(r"\g<slashes> \g<name> | \g<title>", quoted[opening.line - 1])
    for index, (key, value) in found.options.items():
        quoted[index] = f"    {key}: {json.dumps(value, ensure_ascii=False)}"
    return quoted
