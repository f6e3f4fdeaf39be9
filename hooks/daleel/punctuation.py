"""How each language writes its marks and letters: apostrophes, quotation marks, spaces, the Arabic comma."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from daleel.characters import Places
from daleel.model import Language
from daleel.problems import Message, Mistake, say
from daleel.prose import WALL

# Letters of standard Arabic, and those that names and loan words take: پ چ ژ ڤ ڨ گ ٱ
ARABIC = "\u0621-\u063a\u0641-\u064a\u0671\u067e\u0686\u0698\u06a4\u06a8\u06af"
ARABIC_SIGN = "\u064b-\u065f\u0670"
# Letters of Persian, Urdu, Kurdish and other languages that look like Arabic ones, and the Arabic ones.
LIKE_ARABIC = dict(zip("یېۍێٸکڪہھەۀۂۃۆۇۈۋ", "ييييئككهههههةوووو", strict=True))
ARABIC_MARK = {",": "،", ";": "؛", "?": "؟"}


@dataclass(frozen=True)
class Habit:
    """What a language does not write."""

    code: str
    pattern: re.Pattern[str]
    message: Callable[[str], Message]  # of what is written


APOSTROPHE = Habit(
    "straight-apostrophe",
    re.compile(r"(?<=[^\W\d_])'+|'+(?=[^\W\d_])"),
    lambda _: say("a straight apostrophe; type ’"),
)
DOUBLE_HYPHEN = Habit(
    "double-hyphen",
    re.compile(r"(?<=[\w»”\")])(?: --(?= )|--(?=[\w«“(]))"),
    lambda _: say("two hyphens stand for a dash; type –"),
)


def _quotes(shown: str) -> Habit:
    return Habit(
        "straight-quotes",
        re.compile(r'(?<!\d)"'),
        lambda _: say("straight quotation marks; type {marks}", marks=shown),
    )


def _arabic_mark(written: str) -> Message:
    return say("`{written}` in Arabic text; type `{instead}`", written=written, instead=ARABIC_MARK[written])


def _arabic_letter(written: str) -> Message:
    return say(
        "`{written}` (U+{point} {name}) is no letter of Arabic, and search does not find the word; type `{instead}`",
        written=written,
        point=f"{ord(written):04X}",
        name=unicodedata.name(written),
        instead=LIKE_ARABIC[written],
    )


def _digits(written: str) -> Message:
    western = "".join(str(unicodedata.decimal(digit)) for digit in written)
    return say(
        "this library writes Western digits in Arabic; type {western} for {written}", western=western, written=written
    )


HABITS: Mapping[str, tuple[Habit, ...]] = {
    "english": (APOSTROPHE, DOUBLE_HYPHEN, _quotes("“ ”")),
    "french": (
        APOSTROPHE,
        DOUBLE_HYPHEN,
        _quotes("« »"),
        Habit(
            "french-space",
            re.compile(rf"(?<=[\w»”)%])(?:[;!?](?!\w)|:(?=[\s{WALL}]|\Z))|«(?=[^\s{WALL}])|(?<=[^\s{WALL}])»"),
            lambda written: (
                say("French writes a space after {written}; type one", written=written)
                if written == "«"
                else say("French writes a space before {written}; type one", written=written)
            ),
        ),
    ),
    "arabic": (
        DOUBLE_HYPHEN,
        _quotes("« »"),
        Habit(
            "arabic-punctuation",
            re.compile(
                rf"(?:(?<=[{ARABIC}{ARABIC_SIGN}»])|(?<=[{ARABIC}{ARABIC_SIGN}»] ))[,;?]|[,;?](?=\s?[{ARABIC}«])|(?<=\d),(?= )"
            ),
            _arabic_mark,
        ),
        Habit("arabic-digits", re.compile("[\u0660-\u0669\u06f0-\u06f9]+"), _digits),
        Habit("arabic-letter", re.compile(f"[{''.join(LIKE_ARABIC)}]"), _arabic_letter),
        # Abbreviations end in one (هـ), and prefixes before a Latin word or a quotation (الـ).
        Habit(
            "tatweel",
            re.compile(f"\u0640+(?=[{ARABIC_SIGN}]*[{ARABIC}])|\u0640{{2,}}"),
            lambda _: say("a stretched word (tatweel), which search does not find; type it without ـ"),
        ),
    ),
}


def unusual(prose: str, places: Places, language: Language) -> Iterator[Mistake]:
    """prose: of a whole file, whose places they are. Nothing in a language whose strings name no punctuation."""
    for habit in HABITS.get(language.strings["language"].get("punctuation", ""), ()):
        for match in habit.pattern.finditer(prose):
            written = match[0].strip()
            at = match.end() - len(written)
            yield places.mistake(at, habit.code, habit.message(written))
