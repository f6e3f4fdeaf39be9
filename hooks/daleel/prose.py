"""What readers read of a file, each character where it stands there, all else blanked."""

import re
from collections.abc import Callable, Iterable, Set
from functools import lru_cache

import yaml

from daleel.read import FRONT_MATTER
from daleel.scan import CLOSING, OPENING, OPTION, Scan, scan

BLOCK_START = re.compile(r"[ \t]*(?:$|[-*+][ \t]|\d+[.)][ \t]|#|/{3,}|\||>|:[ \t]|\[\^[\w-]+\]:)|[ ]{4,}[\w-]+:[ \t]")
OWN_LINE = re.compile(r"#|/{3,}")
WALL = "¶"  # a sign that no wording holds: words on its two sides are no neighbours
MARKED = r"<(span|bdi|abbr)\b[^<>¶]*\blang=[^<>¶]*>[^¶]*?</\1>"  # what its author says is in another language
GUIDE = r"\{\{[^¶]*?\}\}"  # what `daleel new` writes for an author to replace
JOINED = (  # marks within a sentence, which goes on after them
    r"\\[*_\"]",
    r"<!--.*?-->|</?[a-zA-Z][^<>¶]*>",
    r"\[@[^\[\]¶]+\]|\[\^[\w-]+\]:?",
    r"\]\((?:[^()¶]|\([^()¶]*\))*\)",
    r"https?://[^\s<>)\]¶]+",
    r"&#?\w{1,31};",
)
QUOTED = (
    r"«[^»¶]*»",
    r"“[^”¶]*”",
    r"„[^“”¶]*[“”]",
    r"‘(?:[^’¶]|’(?=\w))*’",
    r'"[^"¶]*"',
)
SET_APART = (  # words named as words, words of other languages
    r"(?<![*\w])\*(?![*\s])[^*¶]+(?<!\s)\*(?![*\w])",
    r"(?<!\w)_(?![_\s])[^_¶]+(?<!\s)_(?!\w)",
)
LEFT = r"\*{2,}|_{2,}|[\[\]]"
READ = {"title", "lead"}  # keys of the front matter that readers read
ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|.)")


def prose(lines: Scan, left_out: Set[int] = frozenset()) -> str:
    """With walls between blocks, cells and around what is left out; left_out: numbers of lines, from 1."""
    text = ""
    for index, line in enumerate(lines.lines):
        apart = index > 0 and (BLOCK_START.match(line) or OWN_LINE.match(lines.lines[index - 1]))
        text += (WALL if apart else "\n") if index else ""
        text += WALL * len(line) if index + 1 in left_out else line.replace("|", WALL)
    text = blanked(_unguided(text), (MARKED,), lambda match: WALL * len(match[0]))
    return blanked(text, JOINED, lambda match: re.sub(r"[^\n¶]", " ", match[0]))


def unquoted(text: str) -> str:
    """Walls in place of quotations and of words set apart."""
    text = not_set_apart(blanked(text, QUOTED, lambda match: WALL * len(match[0])))
    return blanked(text, (LEFT,), lambda match: " " * len(match[0]))


def not_set_apart(text: str) -> str:
    return blanked(text, SET_APART, lambda match: WALL * len(match[0]))


def blanked(text: str, patterns: Iterable[str], instead: Callable[[re.Match[str]], str]) -> str:
    for pattern in patterns:
        text = re.sub(pattern, instead, text, flags=re.DOTALL)
    return text


def quoted_lines(lines: Scan) -> set[int]:
    """Those of quotations and of the elements `quote`, from 1."""
    found = {number for number, line in enumerate(lines.lines, start=1) if line.lstrip().startswith(">")}
    for opening in lines.openings:
        if opening.name == "quote":
            slashes = re.match("/+", lines.lines[opening.line - 1])
            for number in range(opening.line + 1, len(lines.lines) + 1):
                closing = CLOSING.match(lines.lines[number - 1])
                if closing and slashes and closing["slashes"] == slashes[0]:
                    break
                found.add(number)
    return found


def chapter_prose(text: str, quotations: bool = True) -> str:
    """Of a whole Markdown file: title, lead, text. Elements' and options' names are no prose."""
    head = FRONT_MATTER.match(text)
    start = head.end() if head else 0
    lines = scan(text[start:])
    for number, line in enumerate(lines.lines):
        if named := OPENING.match(line):
            end = named.start("title") if named["title"] else len(line)
        elif number in lines.options and (option := OPTION.match(line)):
            end = option.start("value")
        else:
            continue
        lines.lines[number] = WALL * end + line[end:]
    front = data_prose(text[:start], lambda path: path[-1] in READ) if head else ""
    return front + (prose(lines) if quotations else prose(lines, quoted_lines(lines)))


def data_prose(text: str, is_read: Callable[[tuple[str, ...]], bool]) -> str:
    """Of YAML: the values to which the keys lead that is_read accepts. Nothing of a file that cannot be read."""
    shown = [WALL] * len(text)
    for keys, start, end in _values(text):
        if is_read(keys):
            shown[start:end] = ESCAPE.sub(lambda match: " " * len(match[0]), text[start:end])
    return _unguided("".join(shown))


def _unguided(text: str) -> str:
    return blanked(text, (GUIDE,), lambda match: WALL * len(match[0]))


@lru_cache(maxsize=1)  # a file is read once for each language
def _values(text: str) -> list[tuple[tuple[str, ...], int, int]]:
    """The keys that lead to each, where it begins and ends. An alias stands for what is read at its anchor."""
    try:
        documents = list(yaml.compose_all(text, yaml.CSafeLoader))
    except yaml.YAMLError:
        return []
    found = []
    left: list[tuple[tuple[str, ...], yaml.Node]] = [((), node) for node in documents if node is not None]
    seen = set[int]()
    while left:
        keys, node = left.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            left += [((*keys, str(key.value)), value) for key, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            left += [(keys, value) for value in node.value]
        elif isinstance(node, yaml.ScalarNode) and keys:
            quoted = node.style in ("'", '"')
            found.append((keys, node.start_mark.index + quoted, node.end_mark.index - quoted))
    return found
