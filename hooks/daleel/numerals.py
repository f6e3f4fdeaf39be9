"""Numbers from 13 to 99 written in words, and decades: only to know that digits elsewhere mean the same."""

import re
from collections import Counter
from itertools import product

ENGLISH_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ENGLISH_UNITS = "one two three four five six seven eight nine"
FRENCH_TEENS = "treize quatorze quinze seize dix-sept dix-huit dix-neuf"
FRENCH_TENS = "vingt trente quarante cinquante soixante"
FRENCH_UNITS = "un deux trois quatre cinq six sept huit neuf"
FRENCH_BELOW_20 = f"{FRENCH_UNITS} dix onze douze {FRENCH_TEENS}"
# Cardinals and ordinals, masculine and feminine, begin alike; no letter has a mark here.
ARABIC_UNITS = {
    1: "واحد|أحد|إحدى|حادي",
    2: "اثن[اتي]*|ثاني",
    3: "ثلاث|ثالث",
    4: "أربع|رابع",
    5: "خمس|خامس",
    6: "ست|سادس",
    7: "سبع|سابع",
    8: "ثماني?|ثامن",
    9: "تسع|تاسع",
}
ARABIC_TENS = {
    20: "عشر",
    30: "ثلاث",
    40: "أربع",
    50: "خمس",
    60: "ست",
    70: "سبع",
    80: "ثمان",
    90: "تسع",
}
PREFIX = "(?:[وف]?(?:[بك]?ال|لل|[بكل])?)"


def _latin() -> dict[str, int]:
    words = {word: number for number, word in enumerate(ENGLISH_TEENS.split(), start=13)}
    words |= {word: number for number, word in enumerate(FRENCH_TEENS.split(), start=13)}
    for ten, word in enumerate(ENGLISH_TENS.split(), start=2):
        words[word] = words[word[:-1] + "ie"] = ten * 10
        words |= {f"{word}-{unit}": ten * 10 + n for n, unit in enumerate(ENGLISH_UNITS.split(), start=1)}
    for ten, word in enumerate(FRENCH_TENS.split(), start=2):
        words[word] = ten * 10
        words |= {f"{word}-{unit}": ten * 10 + n for n, unit in enumerate(FRENCH_UNITS.split(), start=1)}
        words[f"{word} et un"] = words[f"{word} et une"] = ten * 10 + 1
    for word, from_ in (("soixante", 60), ("quatre-vingt", 80)):
        words |= {f"{word}-{unit}": from_ + n for n, unit in enumerate(FRENCH_BELOW_20.split(), start=1)}
    words |= {"soixante et onze": 71, "quatre-vingt": 80, "quatre-vingts": 80}
    return words


def _arabic() -> list[tuple[str, int]]:
    teens = [(f"(?:{unit})[ةهـ]? عشرة?", 10 + n) for n, unit in ARABIC_UNITS.items() if n > 2]
    both = product(ARABIC_UNITS.items(), ARABIC_TENS.items())
    pairs = [(f"(?:{unit})[ةي]? و(?:ال)?{tens}(?:ون|ين)", ten + n) for (n, unit), (ten, tens) in both]
    decades = [(f"{tens}ين(?:ي)?ات", 1900 + ten) for ten, tens in ARABIC_TENS.items()]
    return [*teens, *pairs, *decades, *((f"{tens}(?:ون|ين)", ten) for ten, tens in ARABIC_TENS.items())]


LATIN = _latin()
ARABIC = _arabic()
LATIN_WORD = re.compile(rf"\b({'|'.join(sorted(LATIN, key=len, reverse=True))})(?:th|s|e|ième|ièmes)?\b", re.IGNORECASE)
ARABIC_WORD = re.compile(rf"\b{PREFIX}(?:{'|'.join(f'({pattern})' for pattern, _ in ARABIC)})\b")


def spelt_out(text: str) -> Counter[str]:
    """How often each number stands in words, in any of the languages; text without vowel marks. السادسة عشرة → 16."""
    found = Counter(str(LATIN[match[1].lower()]) for match in LATIN_WORD.finditer(text))
    found.update(str(ARABIC[match.lastindex - 1][1]) for match in ARABIC_WORD.finditer(text) if match.lastindex)
    return found
