"""How much a text may hold, so that every check and build ends soon: Markdown's parser is slow, or recurses, without these.

The worst texts that just keep within them, measured on one core (Python 3.11, 2026): converted, with its links and
notes, in 1.5 s and 40 MB (7,000 citations, or 14,000 pictures); proofread in 0.5 s; its numbers compared with
a translation's in 1 s; printed in 2 s and 310 MB (citations; 1,500 headings: 250 MB). A data file of MOST_BYTES is read
in 4 s and 230 MB.
"""

import re
from collections.abc import Iterator

from daleel.problems import Mistake, say

MOST_BYTES = 1_000_000  # of a text file; the largest, the termbase, has 270 kB
LONGEST_LINE = 5_000  # characters; the library's longest has 3,400
LONGEST_TEXT = 120_000  # characters of a chapter; the library's longest has 36,000
MOST_TEXT_LINES = 1_500  # of a chapter, empty ones aside; the library's longest has 233
MOST_LINES = 250  # of a block
LONGEST_BLOCK = 12_000  # characters without an empty line between them; the library's longest has 5,900
DEEPEST = 40  # columns before the text: indentation, marks of quotations and of lists
MOST_OPEN = 20  # brackets of a block, or signs < of a text, that nothing closes
MARGIN = re.compile(r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t]|:[ \t])*")
LINE = re.compile(r"^.*\S", re.MULTILINE)
FENCE = "---"  # of the front matter
PAIRS = (("[", "]"), ("(", ")"))


def broken(text: str) -> Iterator[Mistake]:
    """Each line or block that holds too much of something, once."""
    if len(text) > LONGEST_TEXT:
        yield Mistake(1, "too-much", say("the text has more than {most} characters; part it", most=LONGEST_TEXT))
        return
    if len(LINE.findall(text)) > MOST_TEXT_LINES:
        yield Mistake(1, "too-much", say("the text has more than {most} lines; part it", most=MOST_TEXT_LINES))
        return
    start, block = 1, list[str]()
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip() and line != FENCE:
            block.append(line)
            continue
        yield from _in_block(start, block)
        start, block = number + 1, []
    if text.count("<") - text.count(">") > MOST_OPEN:
        first = text.count("\n", 0, text.index("<")) + 1
        yield Mistake(first, "too-much", say("many signs < are never closed; write them as &lt;, or take them out"))


def _in_block(start: int, block: list[str]) -> Iterator[Mistake]:
    if sum(map(len, block)) > LONGEST_BLOCK or len(block) > MOST_LINES:
        message = say(
            "this paragraph, list or table has more than {lines} lines or {most} characters; part it by an empty line",
            lines=MOST_LINES,
            most=LONGEST_BLOCK,
        )
        yield Mistake(start, "too-much", message)
    for number, line in enumerate(block, start=start):
        if len(line) > LONGEST_LINE:
            message = say(
                "the line has {count} characters; part it: {most} are the most", count=len(line), most=LONGEST_LINE
            )
            yield Mistake(number, "too-much", message)
        elif len((MARGIN.match(line) or [""])[0].expandtabs(4)) > DEEPEST:
            yield Mistake(
                number, "too-much", say("the line stands too deep in lists or quotations; take it further out")
            )
    text = "\n".join(block)
    for opening, closing in PAIRS:
        if text.count(opening) - text.count(closing) > MOST_OPEN:
            message = say("many brackets {sign} are never closed; close them, or take them out", sign=opening)
            yield Mistake(start, "too-much", message)
