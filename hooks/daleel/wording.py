"""What every renderer says alike: plain texts as HTML, dates, minutes, the name of a licence."""

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from markupsafe import Markup, escape

from daleel.model import Edition, Language, Publication
from daleel.plurals import counted
from daleel.typography import runs, spaced


@dataclass(frozen=True)
class Licence:
    name: str
    href: str  # "" if the identifier tells no address


def licence(spdx: str) -> Licence:
    """Creative Commons' identifiers tell the address: CC-BY-SA-4.0 → …/licenses/by-sa/4.0/."""
    if not spdx.startswith("CC-"):
        return Licence(spdx, "")
    terms, _, version = spdx.removeprefix("CC-").rpartition("-")
    return Licence(f"CC {terms} {version}", f"https://creativecommons.org/licenses/{terms.lower()}/{version}/")


def typeset(text: str, language: Language) -> Markup:
    """Plain text as HTML: the language's spaces, and isolates around left-to-right runs in right-to-left text."""
    if not language.rtl:
        return escape(spaced(text, language))
    isolate = Markup('<bdi dir="ltr">{}</bdi>')
    return Markup("").join(isolate.format(piece) if ltr else escape(piece) for piece, ltr in runs(text))


def spelt(day: date, language: Language) -> str:
    return str(format_date(day, "long", locale=language.locale))


def versioned(address: str, version: str) -> str:
    """A publication's address as it is cited and printed: it tells the page which version the reader holds."""
    return f"{address}?v={version}"


def filled(sentence: str, publication: Publication, edition: Edition, address: str) -> str:
    """Title, version, date, address and licence in a sentence of the language's strings; address: the publication's own."""
    return sentence.format(
        title=edition.title,
        version=publication.version,
        date=spelt(publication.date, edition.language),
        url=versioned(address, publication.version),
        licence=licence(publication.licence).name,
    )


def citation(publication: Publication, edition: Edition, address: str) -> str:
    """How the edition is cited; address: its page, absolute."""
    return filled(edition.language.strings["publication"]["citation"], publication, edition, address)


def minutes(number: int, language: Language) -> str:
    return counted(language.strings["units"]["minutes"], number, language)
