"""What a page of a publication offers its reader beside the text: to cite, to share, to take along, to set aside."""

from dataclasses import dataclass
from typing import Any

from daleel.elements import ELEMENTS
from daleel.model import Edition, Publication
from daleel.places import Place, file_path
from daleel.site.reader import Reader
from daleel.text import Text
from daleel.wording import versioned


@dataclass(frozen=True)
class Citation:
    """Plain text, as it goes to the clipboard; the script fills in {part}, and puts the address on a line of its own."""

    form: str
    url: str  # with the version that is cited


def reading(reader: Reader, publication: Publication, text: Text, place: Place) -> dict[str, Any]:
    edition = reader.edition(publication)
    return {
        "cite": citation(reader, publication, edition, place),
        "pdf_href": reader.href(file_path(publication.id, edition.language.code, "participant", "pdf")),
        "for_facilitators": any(ELEMENTS[name].facilitator_only for name in text.elements),
    }


def citation(reader: Reader, publication: Publication, edition: Edition, place: Place) -> Citation:
    title = edition.title
    chapter = next((one for one in edition.chapters if one.name == place.name), None)
    if chapter is not None:
        number = "" if chapter.number is None else f"{chapter.number}. "
        title += f"{reader.strings['citations']['place']}{number}{chapter.title}"
    form: str = reader.strings["reading"]["citation"]
    filled = form.format(title=title, part="{part}", version=publication.version, date=reader.date(publication.date))
    return Citation(filled, versioned(reader.absolute(place), publication.version))
