"""What stands on the cover: the template gets it as `compendium`."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from daleel.model import Language, Library
from daleel.places import Place, url
from daleel.site.reader import Reader


@dataclass(frozen=True)
class Cover:
    language: Language
    title: Markup
    say: Markup
    date: Markup  # of the newest publication
    draft: Markup
    imprint: Markup
    site_url: str
    home: str  # address of the site in this language

    @property
    def t(self) -> Any:
        return self.language.strings


def cover(library: Library, code: str) -> Cover:
    language = library.language(code)
    reader = Reader(library, language, "")
    own = language.strings["compendium"]
    newest = max(publication.date for publication in library.publications if code in publication.editions)
    return Cover(
        language=language,
        title=reader.typeset(own["title"]),
        say=reader.typeset(language.strings["site"]["tagline"]),
        date=reader.typeset(own["state"].format(date=reader.date(newest))),
        draft=reader.typeset(language.strings["publication"]["draft"]),
        imprint=reader.typeset(language.strings["site"]["imprint"]),
        site_url=library.site_url,
        home=library.site_url + url(library, Place("page", code, "index")),
    )
