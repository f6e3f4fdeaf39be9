"""An original's Markdown as a translator starts from it: its words stand as guiding text, all else stays.

Citations, numbers, element fences, marks of notes and paths of figures stand outside the {{ … }}: what is replaced is
what is to be translated, and structure, numbers and citations agree from the first minute.
"""

import re

from daleel.citations import CITATION
from daleel.elements import ELEMENTS
from daleel.model import Chapter
from daleel.placeholders import guide
from daleel.scan import CLOSING, HEADING, OPENING, scan
from daleel.schema import PageFrontMatter
from daleel.yaml_edit import quoted

# What a line begins with before its words: list marks, boxes to tick, definitions, quotations, notes.
PREFIX = re.compile(r"\s*(?:(?:[-*+]|\d+[.)]|[a-z][.)]|:|>|\[\^[\w-]+\]:)\s+)*(?:\[[ xX]\]\s+)?")
KEPT = re.compile(rf"({CITATION.pattern.replace('?P<body>', '?:')}|\[\^[\w-]+\]|`[^`]+`)")
IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\](?P<address>\([^)]*\))")
BAR = re.compile(r"(?<!\\)\|")


def skeleton(chapter: Chapter) -> str:
    """The whole file of the translation."""
    return f"---\n{_front_matter(chapter)}---\n{_body(chapter.markdown)}"


def _front_matter(chapter: Chapter) -> str:
    said = {"title": chapter.title, "lead": chapter.lead, "headline": chapter.meta.get("headline", "")}
    lines = [f"{key}: {quoted(guide(text))}\n" for key, text in said.items() if text]
    template = chapter.meta.get("template", "page.html")
    default = PageFrontMatter(title=" ").template
    return "".join([*lines, *([f"template: {template}\n"] if template != default else [])])


def _body(markdown: str) -> str:
    found = scan(markdown)
    written = markdown.split("\n")
    pairs = zip(written, found.lines, strict=True)
    return "\n".join(
        _line(line, found.options.get(index)) if visible.strip() else line  # blank, or code
        for index, (line, visible) in enumerate(pairs)
    )


def _line(line: str, option: tuple[str, str] | None) -> str:
    if option is not None:
        key, value = option
        return f"    {key}: {_words(value)}"
    if CLOSING.match(line):
        return line
    if (opening := OPENING.match(line)) and opening["name"] in ELEMENTS:
        return _replaced(line, opening, "title")
    if heading := HEADING.match(line):
        return _replaced(line, heading, "title")
    if line.lstrip().startswith("|"):
        return "|".join(_cell(cell) for cell in BAR.split(line))
    if image := IMAGE.fullmatch(line.strip()):
        return f"![{_words(image['alt'])}]{image['address']}"
    prefix = PREFIX.match(line)
    assert prefix is not None
    return prefix[0] + _words(line[prefix.end() :])


def _replaced(line: str, match: re.Match[str], group: str) -> str:
    start, end = match.span(group)
    if start >= 0:
        own = line[start:end].strip(" \t#")
        start = line.index(own, start)
        end = start + len(own)
    return line if start < 0 else line[:start] + _words(line[start:end]) + line[end:]


def _cell(cell: str) -> str:
    return f" {_words(cell.strip())} " if cell.strip() and _has_words(cell) else cell


def _words(text: str) -> str:
    """Pieces with letters as guiding text, what must stay between them."""
    return "".join(_piece(piece) if nth % 2 == 0 else piece for nth, piece in enumerate(KEPT.split(text)))


def _piece(piece: str) -> str:
    if not _has_words(piece):
        return piece
    before = piece[: len(piece) - len(piece.lstrip())]
    after = piece[len(piece.rstrip()) :]
    return before + guide(piece.strip()) + after


def _has_words(text: str) -> bool:
    return any(character.isalpha() for character in text)
