"""Words as XHTML: plain texts typeset as their language asks, dates, durations."""

from datetime import date

from babel.dates import format_date
from markupsafe import Markup, escape

from daleel.model import Language
from daleel.plurals import counted
from daleel.typography import runs, spaced


def typeset(text: str, language: Language) -> Markup:
    """Plain text with its language's spaces, and with isolates around left-to-right runs in right-to-left text."""
    if not language.rtl:
        return escape(spaced(text, language))
    isolate = Markup('<bdi dir="ltr">{}</bdi>')
    return Markup("").join(isolate.format(piece) if ltr else escape(piece) for piece, ltr in runs(text))


def spelt(day: date, language: Language) -> str:
    return str(format_date(day, "long", locale=language.locale))


def minutes(number: int, language: Language) -> str:
    return counted(language.strings["units"]["minutes"], number, language)
