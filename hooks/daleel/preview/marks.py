"""What is wrong in a text, shown below the very block in which it stands."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

import lxml.html
from lxml import etree
from markupsafe import Markup

from daleel.problems import Problem
from daleel.read import FRONT_MATTER
from daleel.scan import scan

Node: TypeAlias = etree._Element
HEADINGS = ("h2", "h3", "h4")
HOLDS = ("li", "td", "th", "dt", "dd")  # take the note in; after other blocks it follows
BLOCKS = (*HEADINGS, *HOLDS, "p", "pre", "img")
NOTE = Markup(
    '<p class="preview-problem preview-problem--{problem.severity}" id="{id}">{message} '
    '<code class="preview-problem__place" dir="ltr">{problem.line}:{problem.column} {problem.code}</code></p>'
)
WORD = re.compile(r"\w{2,}")


def marked(
    body: str, problems: list[Problem], source: str, say: Callable[[Problem], Markup]
) -> tuple[str, Mapping[Problem, str]]:
    """The HTML with a note for each problem that has a place in the text; and the notes' ids.

    source: the text's file. Where a line has become no block, the note stands below its section's heading.
    """
    root = lxml.html.fragment_fromstring(body, create_parent="div")
    head = FRONT_MATTER.match(source.replace("\r\n", "\n"))
    first = source.count("\n", 0, head.end()) if head else 0
    markdown = "\n".join(source.replace("\r\n", "\n").split("\n")[first:])
    lines = markdown.split("\n")
    starts = [line for line, _, _ in scan(markdown).headings]
    sections = list(_sections(root))
    placed: dict[Problem, str] = {}
    for problem in problems:
        line = problem.line - first
        if line < 1:
            continue
        section = sum(start <= line for start in starts)
        if section < len(sections):
            placed[problem] = _note(sections[section], lines[line - 1], problem, say(problem), len(placed) + 1)
    html = etree.tostring(root, encoding="unicode", method="html")
    return html[html.index(">") + 1 : html.rindex("<")], placed


def _sections(root: Node) -> Iterator[list[Node]]:
    """The blocks before the first heading, then each heading with the blocks below it."""
    section: list[Node] = []
    for element in root.iter(*BLOCKS):
        if element.tag in HEADINGS:
            yield section
            section = []
        section.append(element)
    yield section


def _note(section: list[Node], line: str, problem: Problem, message: Markup, number: int) -> str:
    """Below the block that has most of the line's words, the innermost of them; else below the first one."""
    id = f"problem-{number}"
    note = lxml.html.fragment_fromstring(NOTE.format(problem=problem, id=id, message=message))
    wanted = set(WORD.findall(line.casefold()))
    if section:
        block = max(section, key=lambda one: (len(wanted & _words(one)), -len(_words(one))))
        block = block if wanted & _words(block) else section[0]
        if block.tag in HOLDS:
            block.append(note)
        else:
            block.addnext(note)
    return id


def _words(block: Node) -> set[str]:
    return set(WORD.findall(f"{' '.join(block.itertext())} {block.get('alt', '')}".casefold()))
