"""What print, e-book and Word file say alike of an edition: plain text, typeset by each for itself."""

from babel.lists import format_list

from daleel.model import Language, Publication
from daleel.wording import Licence, licence, spelt


def joined(language: Language, *facts: str) -> str:
    return str(language.strings["elements"]["separator"]).join(facts)


def version(publication: Publication, language: Language) -> str:
    """ "Version 0.2, 27 November 2026"."""
    form: str = language.strings["publication"]["version"]
    return form.format(version=publication.version, date=spelt(publication.date, language))


def kind(publication: Publication, language: Language) -> str:
    """ "Training manual · Gender"."""
    strings = language.strings
    return joined(language, strings["kinds"][publication.kind], strings["topics"][publication.topic])


def notices(publication: Publication, language: Language) -> list[str]:
    """What must be said wherever the edition is met."""
    keys = ["draft", "fictional", *(["begun"] if publication.begun else [])]
    return [str(language.strings["publication"][key]) for key in keys]


def state(publication: Publication, language: Language) -> str:
    """ "English · Original"."""
    key = "original" if language.code == publication.original else "translation"
    return joined(language, language.name, language.strings["publication"][key])


def also_in(publication: Publication, language: Language) -> str:
    """The other languages; "" without any."""
    names = [edition.language.name for code, edition in publication.editions.items() if code != language.code]
    form: str = language.strings["publication"]["also_in"]
    return form.format(languages=format_list(names, locale=language.locale)) if names else ""


def licensed(publication: Publication, language: Language) -> tuple[str, Licence, str]:
    """The sentence on what readers may do: what stands before the licence's name, the licence, what follows."""
    before, _, after = str(language.strings["print"]["licence"]).partition("{licence}")
    return before, licence(publication.licence), after
