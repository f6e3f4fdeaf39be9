"""The numbers, references and citations that a translation shares with its original, whatever digits and wording it uses."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from daleel.citations import CITATION, ONE
from daleel.numerals import spelt_out
from daleel.problems import Mistake, say
from daleel.scan import scan

SMALLEST = 13  # below it one language writes in words what another writes in digits
CODE = "numbers-differ"

# Digits that lead nowhere in the reader's text: a link's target, a web address, the mark of a note.
ADDRESS = re.compile(r"\]\([^)\n]*\)|<?https?://[^\s>)]+>?|\[\^[^\]\n]+\]:?")
# "100 000", "100,000", "100\u202f000"; ’ as in Switzerland
GROUPED = re.compile(r"(?<![\d.,/])\d{1,3}(?:[ \u00a0\u2009\u202f,’]\d{3})+(?![\d/])")
DIGIT = re.compile(r"\d")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
SYMBOL = re.compile(r"(?<![\w/.-])[\w.-]+(?:/[\w.-]+)+")
# European acts: 2004/81/EC is 2004/81/CE in French.
EUROPEAN = {"EC", "CE", "EU", "UE", "EEC", "CEE", "JHA", "JAI"}
# How paragraphs are lettered in Arabic.
ABJAD = dict(zip("أبجدهوزحطيكلمنسعفصقر", "abcdefghijklmnopqrst", strict=True)) | {"ا": "a"}
RANGE = re.compile(r"(?<!\d)(?P<first>\d{1,6})\)?\s*(?:[–-]|à|au|to|إلى)\s*\(?(?P<last>\d{1,6})(?!\d)")
PLACE = re.compile(r"\d+|(?<![^\W\d_])(?P<letter>[a-z])\)")
ARABIC_LETTER = re.compile(rf"(?<![^\W\d_])(?P<letter>[{''.join(ABJAD)}])ـ?\)")
LETTER_RANGE = re.compile(r"(?<![^\W\d_])(?P<first>[a-z])\)\s*(?:[–-]|à|to|إلى)\s*\(?(?P<last>[a-z])\)")
LONGEST_RANGE = 200
MOST_PAIRS = 500  # of equal numbers or citations in a section and its translation; the library has up to 141
# What is counted by numbers, so that small ones are digits in every language. Arabic words may have articles and clitics.
REFERENCE = re.compile(
    r"(?:\b(?:art(?:icle)?s?\.?|par(?:a|agraphe?)?s?\.?|sections?|ss?\.?|princip(?:le|e)s?|recomm[ea]ndations?|chap(?:ter|itre)s?)"
    r"|ماد(?:ة|تان|تين)|مواد(?: من)?|فقر(?:ة|تان|تين|ات)|قسم|مبد[أإ]|توصية|فصل)\s+(?P<number>\d+)",
    re.IGNORECASE,
)
# "arts 18(5) and 18(19)" is "art. 18, par. 5 et 19": the article's number may stand once.
ARTICLE = re.compile(r"\d+(?=\()|(?<=art\. )\d+")
# Round the clock: Arabic and French have words for it.
ALWAYS = re.compile(r"\b24/7\b|\b24 ?h(?:eures)?(?:/| sur )24\b")


@dataclass(frozen=True)
class Found:
    """A number or a citation as every language would write it."""

    value: str
    line: int  # from 1 within the Markdown text
    written: str  # as an author finds it there


@dataclass(frozen=True)
class Section:
    """From a heading to the next."""

    line: int
    numbers: tuple[Found, ...]
    text: str  # in Western digits
    references: tuple[Found, ...]  # small numbers of articles, paragraphs, chapters
    digits: frozenset[str]  # every number outside citations, small ones too
    citations: tuple[Found, ...]


def _plain() -> Iterator[tuple[int, str]]:
    for point in range(0x80, 0x10000):
        category = unicodedata.category(chr(point))
        if category == "Nd":
            yield point, str(unicodedata.decimal(chr(point)))
        elif category in ("Cf", "Mn"):
            yield point, ""


PLAIN = dict(_plain()) | {ord("٫"): ".", ord("٬"): ","}


def western(text: str) -> str:
    """European digits and signs, no marks of direction or of Arabic vowels: ٢٠١٠ → 2010, ٠٫٥ → 0.5."""
    return text.translate(PLAIN)


def is_small(number: str) -> bool:
    return len(number) <= len(str(SMALLEST)) and int(number or 0) < SMALLEST


def digits(text: str) -> list[str]:
    """The numbers of a text without symbols: 1,000 and 1 000 → 1000; 0,5 → 0.5; 14.03.2026 → 14, 03, 2026."""
    found: list[str] = []
    for match in NUMBER.finditer(GROUPED.sub(lambda group: re.sub(r"\D", "", group[0]), text)):
        parts = re.split("[.,]", match[0])
        found += [".".join(parts)] if len(parts) == 2 else parts
    return found


def symbol_parts(symbol: str) -> list[str] | None:
    """A/RES/55/25 → its parts; None for what is only numbers (133/2016, 24/11/2026) or words (and/or)."""
    parts = [part for part in symbol.strip(".-").split("/") if part not in EUROPEAN]
    letters = [part for part in parts if not part.isdecimal()]
    if not letters or len(letters) == len(parts):
        return None
    return parts if all(re.fullmatch(r"[A-Z][A-Z0-9.-]*", part) for part in letters) else None


def numbers(text: str) -> list[str]:
    """What is compared of a line in Western digits: symbols, decimals and whole numbers from SMALLEST on, in order."""
    text = ALWAYS.sub(" ", ADDRESS.sub(" ", text))
    symbols = []

    def taken(match: re.Match[str]) -> str:
        parts = symbol_parts(match[0])
        if parts is None:
            return match[0]
        symbols.append("/".join(parts))
        return " "

    rest = digits(SYMBOL.sub(taken, text))
    whole = [number if "." in number else number.lstrip("0") for number in rest]
    return symbols + [number for number in whole if "." in number or not is_small(number)]


def references(text: str) -> list[str]:
    """The small numbers by which a line in Western digits names articles, paragraphs or chapters.

    Article 6(1), المادة 6(1), l’article 6.
    """
    found = (match["number"].lstrip("0") for match in REFERENCE.finditer(ADDRESS.sub(" ", text)))
    return [number for number in found if number and is_small(number)]


def every_number(text: str) -> set[str]:
    """Small ones too; 3–5 is 3, 4, 5. text: in Western digits."""
    return set(re.findall(r"\d+", RANGE.sub(_filled, ADDRESS.sub(" ", text))))


def _filled(match: re.Match[str]) -> str:
    first, last = int(match["first"]), int(match["last"])
    if not first < last <= first + LONGEST_RANGE:
        return match[0]
    return " ".join(str(number) for number in range(first, last + 1))


def _lettered(match: re.Match[str]) -> str:
    return " ".join(f"{chr(point)})" for point in range(ord(match["first"]), ord(match["last"]) + 1)) or match[0]


def _articles_once(place: str) -> str:
    previous = ""

    def kept(match: re.Match[str]) -> str:
        nonlocal previous
        again, previous = match[0] == previous, match[0]
        return "" if again else match[0]

    return ARTICLE.sub(kept, place)


def place_numbers(place: str) -> list[str]:
    """art. 3(a) = المادة 3(أ) = art. 3, al. a) → 3, a; 11–13 = 11 à 13 = 11, 12, 13. place: in Western digits."""
    latin = ARABIC_LETTER.sub(lambda match: f"{ABJAD[match['letter']]})", place)
    filled = LETTER_RANGE.sub(_lettered, RANGE.sub(_filled, _articles_once(latin)))
    return [match["letter"] or match[0] for match in PLACE.finditer(filled)]


def citations(body: str) -> list[tuple[str, str]]:
    """The inside of [@…], in Western digits: for each source its id with the numbers of the place, and how it is written."""
    found = []
    for piece in re.split(r"[;؛]\s*(?=@)", body):
        if match := ONE.fullmatch(piece.strip()):
            value = " ".join([f"@{match['id']}", ", ".join(place_numbers(match["place"] or ""))]).strip()
            found.append((value, f"[@{piece.strip().removeprefix('@')}]"))
    return found


def without_citations(text: str) -> str:
    return CITATION.sub(" ", text) if "[@" in text else text


@lru_cache(maxsize=8)  # an original is read for each of its translations
def sections(markdown: str) -> list[Section]:
    lines = western(markdown).split("\n")
    starts = [1, *(line for line, _, _ in scan(markdown).headings)]
    return [
        _section(start, lines[start - 1 : end - 1])
        for start, end in zip(starts, [*starts[1:], len(lines) + 1], strict=True)
    ]


def _section(start: int, lines: list[str]) -> Section:
    """lines: with Western digits."""
    numbered = [(number, line) for number, line in enumerate(lines, start=start) if "[@" in line or DIGIT.search(line)]
    prose = [(number, without_citations(line)) for number, line in numbered]
    cited = [(number, line) for number, line in numbered if "[@" in line]
    bodies = [(number, match["body"]) for number, line in cited for match in CITATION.finditer(line)]
    return Section(
        start,
        text="\n".join(lines),
        numbers=tuple(Found(one, number, one) for number, line in prose for one in numbers(line)),
        references=tuple(Found(one, number, one) for number, line in prose for one in references(line)),
        digits=frozenset(every_number("\n".join(line for _, line in prose))),
        citations=tuple(Found(value, number, written) for number, body in bodies for value, written in citations(body)),
    )


def _in_order(ours: list[str], theirs: list[str]) -> set[int]:
    """Indices of ours with a counterpart in theirs; none where the same stands there again and again: difflib would
    try each with each, at every step."""
    again = Counter(theirs)
    if sum(again[value] for value in ours) > MOST_PAIRS:
        return set()
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    return {block.a + index for block in blocks for index in range(block.size)}


def _surplus(ours: tuple[Found, ...], theirs: tuple[Found, ...], excused: Counter[str]) -> list[Found]:
    """What stands more often in ours; excused: what theirs has in words.

    Of equal ones that which has no counterpart in the order of both: its line is where the author should look.
    """
    our_values, their_values = [one.value for one in ours], [one.value for one in theirs]
    left = Counter(our_values) - Counter(their_values) - excused
    if not left:
        return []
    matched = _in_order(our_values, their_values)
    surplus = []
    for index in sorted(range(len(ours)), key=lambda index: index in matched):
        if left[our_values[index]] > 0:
            left[our_values[index]] -= 1
            surplus.append(index)
    return [ours[index] for index in sorted(surplus)]


def _numbers_apart(ours: Section, theirs: Section) -> tuple[list[Found], list[Found]]:
    """What only ours has and what only theirs has; a number in words is as good as one in digits."""
    if Counter(one.value for one in ours.numbers) == Counter(one.value for one in theirs.numbers):
        return [], []
    our_words, their_words = (spelt_out(without_citations(section.text)) for section in (ours, theirs))
    return (
        _surplus(ours.numbers, theirs.numbers, their_words - our_words),
        _surplus(theirs.numbers, ours.numbers, our_words - their_words),
    )


def _unknown(ours: Section, theirs: Section) -> list[Found]:
    """Small references that theirs nowhere has in digits."""
    first = {one.value: one for one in reversed(ours.references) if one.value not in theirs.digits}
    return list(reversed(first.values()))


def _listed(found: list[Found]) -> str:
    return ", ".join(f"`{one.written}`" if one.value.startswith("@") else one.written for one in found)


def _difference(line: int, more: list[Found], fewer: list[Found]) -> Iterator[Mistake]:
    """more: what only the translation has; fewer: what only the original has."""
    ours, theirs = _listed(more), _listed(fewer)
    if more and fewer:
        message = say(
            "the original has {theirs} and this section has {ours}; make them equal",
            theirs=theirs,
            ours=ours,
        )
    elif more:
        message = say("this section has {ours}, which the original has not; make them equal", ours=ours)
    elif fewer:
        message = say("the original has {theirs}, which this section has not; make them equal", theirs=theirs)
    else:
        return
    yield Mistake(more[0].line if more else line, CODE, message)


def _order(ours: Section, theirs: Section) -> Iterator[Mistake]:
    for our, their in zip(ours.citations, theirs.citations, strict=True):
        if our.value != their.value:
            message = say(
                "here the original cites `{theirs}` and this text `{ours}`; cite in the same order",
                theirs=their.written,
                ours=our.written,
            )
            yield Mistake(our.line, CODE, message)
            return


def differences(translation: str, original: str) -> Iterator[Mistake]:
    """Both Markdown, with their sections in the same order; lines are the translation's. Nothing if sections are missing."""
    ours, theirs = sections(translation), sections(original)
    if len(ours) != len(theirs):
        return
    for our, their in zip(ours, theirs, strict=True):
        more, fewer = _numbers_apart(our, their)
        yield from _difference(our.line, [*more, *_unknown(our, their)], [*fewer, *_unknown(their, our)])
        more = _surplus(our.citations, their.citations, Counter())
        fewer = _surplus(their.citations, our.citations, Counter())
        yield from _difference(our.line, more, fewer)
        if not more and not fewer:
            yield from _order(our, their)
