"""Which of an original's headings a translation lacks, and which of its own have no counterpart."""

from dataclasses import dataclass

from daleel.model import Chapter
from daleel.numbers import sections
from daleel.scan import scan

MOST = 40_000  # pairs of headings, a fraction of a second; the longest page of the library makes 441


@dataclass(frozen=True)
class Headed:
    """A heading, with what its section shares with the one that it translates."""

    line: int  # from 1 within the Markdown text
    title: str
    level: int
    signs: frozenset[str]  # elements, numbers, citations
    length: int  # characters


def headed(chapter: Chapter) -> list[Headed]:
    found = scan(chapter.markdown)
    lines = [line for line, _, _ in found.headings]
    texts = sections(chapter.markdown)[1:]
    return [
        Headed(
            line,
            title,
            level,
            frozenset(one.value for one in (*text.numbers, *text.citations))
            | {opening.name for opening in found.openings if line < opening.line < end},
            len(text.text),
        )
        for (line, level, title), end, text in zip(
            found.headings, [*lines[1:], len(found.lines) + 1], texts, strict=False
        )
    ]


def unmatched(ours: list[Headed], theirs: list[Headed]) -> tuple[list[int], list[int]]:
    """Places of those of ours, and of theirs, that have no counterpart when as much as can be is matched in order.

    None of so many that it would take long.
    """
    if len(ours) * len(theirs) > MOST:
        return [], []
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for i in reversed(range(len(ours))):
        for j in reversed(range(len(theirs))):
            both = best[i + 1][j + 1] + _likeness(ours[i], theirs[j])
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    i = j = 0
    extra, missing = [], []
    while i < len(ours) and j < len(theirs):
        if best[i][j] == best[i + 1][j]:
            extra.append(i)
            i += 1
        elif best[i][j] == best[i][j + 1]:
            missing.append(j)
            j += 1
        else:
            i, j = i + 1, j + 1
    return [*extra, *range(i, len(ours))], [*missing, *range(j, len(theirs))]


def _likeness(one: Headed, other: Headed) -> float:
    """Above 0 for two of the same level: those are matched rather than none."""
    if one.level != other.level:
        return 0
    signs = one.signs | other.signs
    shared = len(one.signs & other.signs) / len(signs) if signs else 0
    return 10 + shared + min(one.length, other.length) / max(one.length, other.length)
