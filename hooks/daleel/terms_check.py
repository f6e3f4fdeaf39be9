"""Deprecated wordings of the termbase, and disrespectful ones, in a chapter's running text: where they stand, what to write.

Whoever quotes, cites a title or names a wording in order to warn of it may use it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from daleel.citations import in_language
from daleel.model import Language, Respect, Rule, Source, Term
from daleel.problems import Mistake, say
from daleel.prose import WALL, prose, quoted_lines, unquoted
from daleel.scan import Scan
from daleel.terms import TOKEN, Form, Forms, Keys, beginnings, by_first_word, fitting, inflection, listed, tokens

WALLS = re.compile(f"{WALL}+")
AROUND = 3  # words of a title that tell it from a sentence's own words
BEFORE = 2  # enough of them if they begin the title: "Law on …"


@dataclass(frozen=True)
class Watch:
    """What a text of one language is looked through for."""

    deprecated: Forms  # by the term's id
    disrespectful: Forms  # by the rule's
    accepted: Forms  # within which neither counts: wordings in use, official titles
    reach: int  # words of the longest accepted wording, small ones between them counted
    instead: Mapping[str, str]  # preferred wording by term
    rules: Mapping[str, Respect]  # by id; the reason names its sources


def watch(
    terms: Mapping[str, Term], rules: Iterable[Rule], sources: Mapping[str, Source], language: Language, forms: Forms
) -> Watch:
    """forms: of the wordings in use; words that were looked up in them are known here too."""
    code, keys, loose = language.code, forms.keys, inflection(language)
    wordings = {term.id: term.wordings[code] for term in terms.values() if code in term.wordings}
    respect = {rule.id: _with_sources(rule, sources, language) for rule in rules if code in rule.texts}

    def base(word: str) -> Keys:
        return frozenset({loose.letters(word)})

    out_of_use = listed(_each((id, one.deprecated) for id, one in wordings.items()), keys, loose)
    avoided = listed(_each((id, one.avoid) for id, one in respect.items()), base, loose)
    in_use = listed(_each((id, (one.preferred, *one.admitted)) for id, one in wordings.items()), keys, loose)
    instead = listed(_each((id, one.instead) for id, one in respect.items()), keys, loose)
    allowed = listed(_each((id, one.allowed) for id, one in respect.items()), base, loose)
    deprecated, disrespectful = by_first_word(out_of_use, keys, loose), by_first_word(avoided, keys, loose)
    named = [texts.get(code, "") for one in sources.values() for texts in (one.title, one.short)]
    titles = [
        form
        for title in named
        for watched in (deprecated, disrespectful)
        for form in _title_forms([keys(token) for token in tokens(title)], watched)
    ]
    accepted = by_first_word([*in_use, *instead, *allowed, *titles], keys, loose)
    longest = max((len(form.words) for some in accepted.by_key.values() for form in some), default=0)
    preferred = {id: wording.preferred for id, wording in wordings.items()}
    return Watch(deprecated, disrespectful, accepted, 2 * longest, preferred, respect)


def _with_sources(rule: Rule, sources: Mapping[str, Source], language: Language) -> Respect:
    listed = [sources[id] for id in rule.sources if id in sources]
    named = "; ".join(in_language(source.short or source.title, language)[0] for source in listed)
    text = rule.texts[language.code]
    return replace(text, reason=f"{text.reason} ({named})") if named else text


def _each(some: Iterable[tuple[str, Iterable[str]]]) -> Iterator[tuple[str, str]]:
    return ((id, written) for id, wordings in some for written in wordings)


def _title_forms(title: list[Keys], watched: Forms) -> Iterator[Form]:
    """Each watched wording in an official title, with enough of the title's words for it to be known."""
    for at in range(len(title)):
        for end in fitting(title, at, watched).values():
            size = min(end - at + AROUND, len(title))
            for start in range(max(0, end - size), min(at, len(title) - size) + 1):
                yield Form("", tuple(title[start : start + size]))
            if at >= BEFORE:
                yield Form("", tuple(title[:end]))


def deprecated_uses(lines: Scan, watch: Watch) -> Iterator[Mistake]:
    text = running_text(lines)
    starts = [0, *(match.end() for match in re.finditer("\n", "\n".join(lines.lines)))]
    found = list(TOKEN.finditer(text))
    words = [watch.deprecated.keys(match[0].casefold()) for match in found]
    end = 0
    for at in beginnings(words, watch.deprecated.first | watch.disrespectful.first):
        if at < end:
            continue
        terms, rules = fitting(words, at, watch.deprecated), fitting(words, at, watch.disrespectful)
        if not (terms or rules):
            continue
        end = max(*terms.values(), *rules.values(), 0)
        if not _accepted(words, at, end, watch):
            written = " ".join(text[found[at].start() : found[end - 1].end()].split())
            line = bisect_right(starts, found[at].start())
            column = found[at].start() - starts[line - 1] + 1
            broken = {form.term for form, last in rules.items() if last == end}
            rule = next((rule for id, rule in watch.rules.items() if id in broken), None)
            if rule:
                message = say(
                    "`{written}` is not used here: {reason}; write {instead}",
                    written=written,
                    reason=rule.reason,
                    instead=_either(rule.instead) + (f" ({rule.advice})" if rule.advice else ""),
                )
                yield Mistake(line, "respect", message, column)
            else:
                ids = {form.term for form, last in terms.items() if last == end}
                instead = _either(preferred for id, preferred in watch.instead.items() if id in ids)
                message = say("`{written}` is not used here; write {instead}", written=written, instead=instead)
                yield Mistake(line, "term-deprecated", message, column)


def _either(wordings: Iterable[str]) -> str:
    return " / ".join(f"`{wording}`" for wording in wordings)


def _accepted(words: list[Keys], start: int, end: int, watch: Watch) -> bool:
    """Whether what stands from start to end is, or is part of, a wording that is in use."""
    return any(
        last >= end
        for at in range(max(0, end - watch.reach), start + 1)
        for last in fitting(words, at, watch.accepted).values()
    )


def running_text(lines: Scan) -> str:
    """The author's own words, each where it stands in the Markdown; all else blanked, one wall in its place."""
    return WALLS.sub(lambda match: WALL.ljust(len(match[0])), unquoted(prose(lines, quoted_lines(lines))))
