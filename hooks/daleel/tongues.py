"""In which language each paragraph is written: an English one left in a French or Arabic file."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from daleel.characters import Places
from daleel.model import Language
from daleel.problems import Mistake, say
from daleel.prose import WALL

if TYPE_CHECKING:
    from lingua import LanguageDetector

LEAST = 20  # letters from which a paragraph tells its language
SURE = 0.8  # of another language; chosen on the library itself: 170 of 6,184 paragraphs are missed when put into the other's file
MOSTLY = 0.8  # of the letters
TELLING = 200  # characters; more of a paragraph takes twice the time and changed no answer in 6,885 paragraphs


def strange_paragraphs(
    prose: str, places: Places, language: Language, languages: Sequence[Language]
) -> Iterator[Mistake]:
    """prose: the author's own words in a file, with walls between paragraphs; languages: the library's."""
    near = tuple(one.code for one in languages if one.fonts == language.fonts)
    start = 0
    for paragraph in prose.split(WALL):
        letters = [char for char in paragraph if char.isalpha()]
        if len(letters) >= LEAST and (_in_another_script(letters, language) or _is_another(paragraph, language, near)):
            first = start + paragraph.index(letters[0])
            message = say(
                "this text is not in the language it should be in ({language}); "
                "translate it, or put quotation marks around it",
                language=language.name,
            )
            yield places.mistake(first, "paragraph-language", message)
        start += len(paragraph) + 1


def _in_another_script(letters: list[str], language: Language) -> bool:
    own = sum(number for char, number in Counter(letters).items() if in_script(char, language))
    return len(letters) - own > MOSTLY * len(letters)


def in_script(letter: str, language: Language) -> bool:
    """The names of Unicode's letters begin with their script."""
    return unicodedata.name(letter, "").startswith(language.fonts.upper())


def _is_another(paragraph: str, language: Language, near: tuple[str, ...]) -> bool:
    """near: codes of the languages in its script."""
    detector = _detector(near) if len(near) > 1 else None
    if detector is None:
        return False
    best = detector.compute_language_confidence_values(" ".join(paragraph.split())[:TELLING])[0]
    return best.value > SURE and best.language.iso_code_639_1.name.lower() != language.code


@lru_cache(maxsize=1)
def _detector(codes: tuple[str, ...]) -> "LanguageDetector | None":
    """Between languages of one script; None if it does not know all. It takes half a second and 100 MB: only for new texts."""
    from lingua import IsoCode639_1, Language, LanguageDetectorBuilder

    if not all(hasattr(IsoCode639_1, code.upper()) for code in codes):
        return None
    known = [Language.from_iso_code_639_1(getattr(IsoCode639_1, code.upper())) for code in codes]
    return LanguageDetectorBuilder.from_languages(*known).build()
