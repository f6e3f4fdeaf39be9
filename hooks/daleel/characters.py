"""Characters that are not what they look like, or that nobody sees: whatever the language, in any file of the library.

They hide what a text says (Unicode's UTS #39 and UTR #36: spoofing, bidirectional controls) and break search.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from daleel.problems import Message, Mistake, say
from daleel.scan import Place

BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200d\u2028\u2029\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Letters as an old font or a PDF joins them: ﻛ, ﷲ without its own sign, ﬁ. The signs from U+FDFA on are written so.
PRESENTED = re.compile("[\ufb00-\ufb06\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdf9\ufe70-\ufefc]+")
FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f\u1f00-\u1fff]")  # Greek, Cyrillic
WORD = re.compile(r"[^\W\d_]+")
LIKE_LATIN = set("АВЕЅІЈКМНОРСТХаеѕіјорсухһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρ")
# What a text may say in ASCII and mean one of these: &rlm; in Markdown, "\u200f" in YAML.
DISGUISED = re.compile(r"&#?\w{2,31};|\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2})")
NO_BREAK = re.compile(
    "^[ \t]*(?:(?:#{1,6}|[-*+]|\\d+[.)]|/{3,})(?P<after>[\u00a0\u202f])|(?P<before>[\u00a0\u202f]))", re.MULTILINE
)


def deceiving(text: str, places: "Places") -> Iterator[Mistake]:
    """text: a whole file's, normalised."""
    for match in DISGUISED.finditer(text):
        for char in _meant(match[0]):
            yield from _hidden(places, match.start(), char)
    for pattern in (BIDI, INVISIBLE):
        for match in pattern.finditer(text):
            yield from _hidden(places, match.start(), match[0])
    for match in PRESENTED.finditer(text):
        message = say(
            "`{written}` is made of letters' printed forms, which search does not find; type `{plain}`",
            written=match[0],
            plain=unicodedata.normalize("NFKC", match[0]),
        )
        yield places.mistake(match.start(), "presentation-form", message)
    if FOREIGN.search(text):
        yield from _look_alikes(text, places)
    for match in NO_BREAK.finditer(text):
        at = match.start("after" if match["after"] else "before")
        message = say("here stands a no-break space, and the line is read as plain text; type a plain space")
        yield places.mistake(at, "no-break-space", message)


class Places:
    """Where the characters of a text stand."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def of(self, at: int) -> Place:
        line = bisect_right(self.starts, at)
        return line, at - self.starts[line - 1] + 1

    def mistake(self, at: int, code: str, message: Message) -> Mistake:
        line, column = self.of(at)
        return Mistake(line, code, message, column)


def _meant(written: str) -> str:
    return html.unescape(written) if written[0] == "&" else chr(min(int(written[2:], 16), 0x10FFFF))


def _hidden(places: Places, at: int, char: str) -> Iterator[Mistake]:
    name = unicodedata.name(char, "CONTROL CHARACTER")
    values = {"point": f"{ord(char):04X}", "name": name}
    if BIDI.match(char):
        message = say(
            "here stands an invisible mark of direction (U+{point} {name}); take it out, direction is set by itself",
            **values,
        )
        yield places.mistake(at, "bidi-control", message)
    elif INVISIBLE.match(char):
        message = say("here stands a character that nobody sees (U+{point} {name}); take it out", **values)
        yield places.mistake(at, "invisible", message)


def _look_alikes(text: str, places: Places) -> Iterator[Mistake]:
    """Words with letters of two alphabets, and words of a foreign alphabet that could all be Latin."""
    for match in WORD.finditer(text):
        foreign = [char for char in match[0] if FOREIGN.match(char)]
        if not foreign:
            continue
        latin = any(unicodedata.name(char, "").startswith("LATIN") for char in match[0])
        if latin or _all_like_latin(match, text):
            at = match.start() + match[0].index(foreign[0])
            message = say(
                "in `{word}`, {char} is no Latin letter (U+{point} {name}); type the word again",
                word=match[0],
                char=foreign[0],
                point=f"{ord(foreign[0]):04X}",
                name=unicodedata.name(foreign[0], ""),
            )
            yield places.mistake(at, "look-alike", message)


def _all_like_latin(word: re.Match[str], text: str) -> bool:
    """In a line that is not written in that alphabet: Russian and Greek have such words too."""
    line = text[text.rfind("\n", 0, word.start()) + 1 : (text + "\n").index("\n", word.end())]
    return all(char in LIKE_LATIN or not FOREIGN.match(char) for char in line) and set(word[0]) <= LIKE_LATIN
