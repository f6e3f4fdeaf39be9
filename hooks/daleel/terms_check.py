"""Deprecated wordings of the termbase in a chapter's running text: where they stand, and what to write instead.

Whoever quotes, cites a title or names a wording in order to warn of it may use it.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from daleel.model import Language, Source, Term
from daleel.problems import Mistake, say
from daleel.scan import CLOSING, Scan
from daleel.terms import TOKEN, Form, Forms, Keys, fitting, listed, tokens

BLOCK_START = re.compile(r"[ \t]*(?:$|[-*+][ \t]|\d+[.)][ \t]|#|/{3,}|\||>|:[ \t]|\[\^[\w-]+\]:)|[ ]{4,}[\w-]+:[ \t]")
OWN_LINE = re.compile(r"#|/{3,}")
WALL = "¶"  # a sign that no wording holds: words on its two sides are no neighbours
JOINED = (  # marks within a sentence, which goes on after them
    r"\\[*_\"]",
    r"<!--.*?-->|</?[a-zA-Z][^<>¶]*>",
    r"\[@[^\[\]¶]+\]|\[\^[\w-]+\]:?",
    r"\]\((?:[^()¶]|\([^()¶]*\))*\)",
    r"https?://[^\s<>)\]¶]+",
)
NAMED = (  # quotations, and words set apart
    r"«[^»¶]*»",
    r"“[^”¶]*”",
    r"„[^“”¶]*[“”]",
    r"‘(?:[^’¶]|’(?=\w))*’",
    r'"[^"¶]*"',
    r"(?<![*\w])\*(?![*\s])[^*¶]+(?<!\s)\*(?![*\w])",
    r"(?<!\w)_(?![_\s])[^_¶]+(?<!\s)_(?!\w)",
)
LEFT = r"\*{2,}|_{2,}|[\[\]]"
AROUND = 3  # words of a title that tell it from a sentence's own words
BEFORE = 2  # enough of them if they begin the title: "Law on …"


@dataclass(frozen=True)
class Watch:
    """What a text of one language is looked through for."""

    deprecated: Forms
    accepted: Forms  # within which a deprecated wording is none: other wordings, official titles
    reach: int  # words of the longest accepted wording
    instead: Mapping[str, str]  # preferred wording by term


def watch(terms: Mapping[str, Term], sources: Mapping[str, Source], language: Language, forms: Forms) -> Watch:
    """forms: of the wordings in use; words that were looked up in them are known here too."""
    keys = forms.keys
    wordings = {term.id: term.wordings[language.code] for term in terms.values() if language.code in term.wordings}
    deprecated = listed(((id, written) for id, wording in wordings.items() for written in wording.deprecated), keys)
    named = (texts.get(language.code, "") for one in sources.values() for texts in (one.title, one.short))
    titles = [form for title in named for form in _title_forms([keys(token) for token in tokens(title)], deprecated)]
    accepted = _joined(forms, titles)
    reach = max((len(form.words) for some in accepted.by_key.values() for form in some), default=0)
    return Watch(deprecated, accepted, reach, {id: wording.preferred for id, wording in wordings.items()})


def _joined(wordings: Forms, more: Iterable[Form]) -> Forms:
    found = {key: list(some) for key, some in wordings.by_key.items()}
    for form in more:
        for key in form.words[0]:
            found.setdefault(key, []).append(form)
    return Forms(wordings.keys, {key: tuple(some) for key, some in found.items()})


def _title_forms(title: list[Keys], deprecated: Forms) -> Iterator[Form]:
    """Each deprecated wording in an official title, with enough of the title's words for it to be known."""
    for at in range(len(title)):
        for form in fitting(title, at, deprecated):
            end = at + len(form.words)
            size = min(len(form.words) + AROUND, len(title))
            for start in range(max(0, end - size), min(at, len(title) - size) + 1):
                yield Form("", tuple(title[start : start + size]))
            if at >= BEFORE:
                yield Form("", tuple(title[:end]))


def deprecated_uses(lines: Scan, watch: Watch) -> Iterator[Mistake]:
    text = running_text(lines)
    starts = [0, *(match.end() for match in re.finditer("\n", "\n".join(lines.lines)))]
    found = list(TOKEN.finditer(text))
    words = [watch.deprecated.keys(match[0].casefold()) for match in found]
    at = 0
    while at < len(words):
        uses = fitting(words, at, watch.deprecated)
        if not uses:
            at += 1
            continue
        end = at + max(len(form.words) for form in uses)
        if not _accepted(words, at, end, watch):
            written = " ".join(text[found[at].start() : found[end - 1].end()].split())
            ids = {form.term for form in uses if len(form.words) == end - at}
            instead = " / ".join(f"`{preferred}`" for id, preferred in watch.instead.items() if id in ids)
            line = bisect_right(starts, found[at].start())
            message = say("`{written}` is not used here; write {instead}", written=written, instead=instead)
            yield Mistake(line, "term-deprecated", message, found[at].start() - starts[line - 1] + 1)
        at = end


def _accepted(words: list[Keys], start: int, end: int, watch: Watch) -> bool:
    """Whether what stands from start to end is, or is part of, a wording that is in use."""
    return any(
        at + len(form.words) >= end
        for at in range(max(0, end - watch.reach), start + 1)
        for form in fitting(words, at, watch.accepted)
    )


def running_text(lines: Scan) -> str:
    """The author's own words, each where it stands in the Markdown; all else blanked, walls between blocks."""
    quoted = _quoted_lines(lines)
    text = ""
    for index, line in enumerate(lines.lines):
        apart = index > 0 and (BLOCK_START.match(line) or OWN_LINE.match(lines.lines[index - 1]))
        text += (WALL if apart else "\n") if index else ""
        text += WALL * len(line) if index + 1 in quoted or line.lstrip().startswith(">") else line.replace("|", WALL)
    text = _blanked(text, JOINED, lambda match: re.sub(r"[^\n¶]", " ", match[0]))
    text = _blanked(text, NAMED, lambda match: WALL * len(match[0]))
    return _blanked(text, (LEFT,), lambda match: " " * len(match[0]))


def _blanked(text: str, patterns: Iterable[str], instead: Callable[[re.Match[str]], str]) -> str:
    for pattern in patterns:
        text = re.sub(pattern, instead, text, flags=re.DOTALL)
    return text


def _quoted_lines(lines: Scan) -> set[int]:
    """Those of the elements `quote`, from 1."""
    found = set[int]()
    for opening in lines.openings:
        if opening.name == "quote":
            slashes = re.match("/+", lines.lines[opening.line - 1])
            for number in range(opening.line + 1, len(lines.lines) + 1):
                closing = CLOSING.match(lines.lines[number - 1])
                if closing and slashes and closing["slashes"] == slashes[0]:
                    break
                found.add(number)
    return found
