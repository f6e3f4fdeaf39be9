"""What a translation's page says where its original has changed since."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from daleel.ledger import chapters, debts, page_pairs
from daleel.model import Chapter, Language, Library
from daleel.places import Place, in_language, url
from daleel.site.reader import Reader


@dataclass(frozen=True)
class Note:
    say: Markup
    href: str  # of the original's section; of its page where the section is gone
    language: Language  # of the original
    link: Markup


@dataclass(frozen=True)
class Behind:
    head: Note  # of the whole page
    sections: Mapping[str, Note]  # by id; "" for what stands before the first heading


def behind(library: Library, place: Place) -> Behind | None:
    """None where nothing has changed, or is known to have."""
    translation, original = both(library, place) or (None, None)
    owed = debts(original, translation) if original and translation else ()
    there = in_language(library, place, original.language) if original else None
    if not owed or original is None or there is None:
        return None
    reader = Reader(library, library.language(place.language), url(library, place))
    words, language, page = reader.strings["ledger"], library.language(original.language), reader.to(there)
    link = reader.typeset(words["read"].format(language=language.name))

    def note(say: str, anchor: str = "") -> Note:
        return Note(reader.typeset(say), page + anchor, language, link)

    notes = {
        debt.section: note(words["gone"])
        if debt.change == "gone"
        else note(words["changed"], f"#{debt.section}")
        if debt.section
        else note(words["opening"])
        for debt in owed
    }
    return Behind(note(reader.counted_in("ledger", "since", len(owed))), notes)


def both(library: Library, place: Place) -> tuple[Chapter, Chapter] | None:
    """The translation whose text stands on the page, and its original."""
    if place.publication is None:
        page = next(page for page in library.pages if page.name == place.name)
        return next((both for both in page_pairs(page) if both[0].language == place.language), None)
    name = "brief" if place.kind == "publication" else place.name
    there = chapters(library.publication(place.publication), place.language)
    return next((both for both in there if both[0].name == name), None)
