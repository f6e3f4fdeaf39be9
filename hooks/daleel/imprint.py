"""What print, e-book and Word file say alike of an edition: plain text, typeset by each for itself."""

from babel.lists import format_list

from daleel import ledger
from daleel.model import Edition, Language, Publication
from daleel.plurals import counted
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
    keys = ["fictional", *(["begun"] if publication.begun else [])]
    return [draft(publication, language), *(str(language.strings["publication"][key]) for key in keys)]


def draft(publication: Publication, language: Language) -> str:
    """That nobody has reviewed the edition, or who has."""
    strings = language.strings["publication"]
    if names := reviewers(publication, language):
        return str(strings["reviewed"].format(names=format_list(names, locale=language.locale)))
    return str(strings["draft"])


def reviewers(publication: Publication, language: Language, reader: Language | None = None) -> list[str]:
    """Those who answer for the edition as it stands: "Name (27 November 2026)", dated for a reader of another language too."""
    return [f"{one.name} ({spelt(one.date, reader or language)})" for one in ledger.reviews(publication, language.code)]


def people(publication: Publication, language: Language) -> list[tuple[str, list[str]]]:
    """Who made the edition, by what they did; only what somebody did."""
    named = {
        "contributors": [f"{one.name} ({one.role})" for one in publication.contributors],
        "translators": list(publication.translators.get(language.code, ())),
        "reviewers": reviewers(publication, language),
    }
    return [(language.strings["publication"][key], names) for key, names in named.items() if names]


def behind(publication: Publication, edition: Edition) -> str:
    """ "The original has changed in 3 sections since …", of those of the edition's chapters; "" where nothing has changed."""
    language, names = edition.language, [chapter.name for chapter in edition.chapters]
    owed = [debt for debt in ledger.state(publication, language.code).debts if debt.chapter in names]
    return counted(language.strings["ledger"]["since"], len(owed), language) if owed else ""


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
