"""The reader of a page: a language and a place to look from. Addresses, dates and sizes are as this reader sees them."""

from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any
from urllib.parse import urlsplit

from babel.numbers import format_decimal
from markupsafe import Markup

from daleel.model import Edition, Language, Library, Publication
from daleel.places import Place, publication_place, relative, url
from daleel.plurals import counted
from daleel.wording import spelt, typeset


@dataclass(frozen=True)
class Reader:
    library: Library
    language: Language
    address: str | None  # of the page, relative to the root; None on the page for wrong addresses, seen from anywhere

    @property
    def strings(self) -> Any:
        return self.language.strings

    def href(self, target: str) -> str:
        """target: relative to the root; it may end in ?query or #id."""
        if self.address is None:
            return urlsplit(self.library.site_url).path + target
        path, mark, query = target.partition("?")
        return relative(path, self.address) + mark + query

    def to(self, place: Place) -> str:
        return self.href(url(self.library, place))

    def absolute(self, place: Place) -> str:
        return self.library.site_url + url(self.library, place)

    def site_page(self, name: str) -> Place:
        """A page of docs/ in this language; where it is missing, the first language that has it."""
        texts = next(page.texts for page in self.library.pages if page.name == name)
        return Place("page", self.language.code if self.language.code in texts else next(iter(texts)), name)

    def edition(self, publication: Publication) -> Edition:
        """In the reader's language, or else the original."""
        return publication.editions.get(self.language.code) or publication.editions[publication.original]

    def publication(self, publication: Publication) -> Place:
        return publication_place(publication, self.edition(publication).language.code)

    def typeset(self, text: str) -> Markup:
        return typeset(text, self.language)

    def counted(self, unit: str, n: int) -> str:
        return self.counted_in("units", unit, n)

    def counted_in(self, section: str, name: str, n: int) -> str:
        return counted(self.strings[section][name], n, self.language)

    def duration(self, minutes: int) -> str:
        """ "8 hours 30 minutes"; up to an hour in minutes."""
        hours, rest = divmod(minutes, 60)
        if hours == 0:
            return self.counted("minutes", minutes)
        if rest == 0:
            return self.counted("hours", hours)
        form: str = self.strings["units"]["hours_and_minutes"]
        return form.format(hours=self.counted("hours", hours), minutes=self.counted("minutes", rest))

    def reading(self, words: int) -> str:
        return self.counted("reading", max(1, ceil(words / int(self.strings["units"]["words_per_minute"]))))

    def date(self, day: date) -> str:
        return spelt(day, self.language)

    def size(self, bytes_: int) -> str:
        """Decimal units, as file managers show them: 0.3 MB, 84 KB. Of a file that is not made yet, nothing to count: …"""
        if not bytes_:
            return "…"
        units = self.strings["units"]
        form: str = units["megabytes"] if bytes_ >= 100_000 else units["kilobytes"]
        number = round(bytes_ / 1_000_000, 1) if bytes_ >= 100_000 else max(1, round(bytes_ / 1000))
        # CLDR's default for some Arabic locales is ٣; the house writes Western digits in all languages.
        return form.format(n=format_decimal(number, locale=self.language.locale, numbering_system="latn"))
