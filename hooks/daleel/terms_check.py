"""Deprecated wordings of the termbase in a chapter's running text: where they stand, and what to write instead.

Whoever quotes, cites a title or names a wording in order to warn of it may use it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from daleel.model import Language, Source, Term
from daleel.problems import Mistake, say
from daleel.prose import prose, quoted_lines, unquoted
from daleel.scan import Scan
from daleel.terms import TOKEN, Form, Forms, Keys, fitting, listed, tokens

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
    return unquoted(prose(lines, quoted_lines(lines)))
