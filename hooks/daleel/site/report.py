"""The way to say what is wrong with a page: a mail, or an issue at the repository, with the page's particulars in it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from daleel.model import Library
from daleel.places import Place, url
from daleel.wording import versioned

UNQUOTED = "!~*'()"  # what JavaScript's encodeURIComponent leaves too: the script adds the section that is read


@dataclass(frozen=True)
class Report:
    href: str
    section: str  # the line that names it, as it stands in the address
    page: str  # as it stands in the address


def report(library: Library, place: Place, email: str | None, repository: str | None) -> Report | None:
    """None where the site's settings name neither a mail address nor a repository. A mail needs no account."""
    strings = library.language(place.language).strings["report"]
    facts = _facts(library, place)
    line = strings["section"].format(**facts)
    title, body = _quoted(strings["subject"].format(**facts)), strings["body"].format(line=line, **facts) + "\n"
    if email:
        lines = _quoted(body.replace("\n", "\r\n"))  # RFC 6068, section 5
        href = f"mailto:{quote(email, safe='@')}?subject={title}&body={lines}"
    elif repository:
        href = f"{repository.rstrip('/')}/issues/new?title={title}&body={_quoted(body)}"
    else:
        return None
    return Report(href, _quoted(line), _quoted(facts["url"]))


def _facts(library: Library, place: Place) -> dict[str, Any]:
    language = library.language(place.language)
    address = library.site_url + url(library, place)
    if place.publication is None:
        page = next(page for page in library.pages if page.name == place.name)
        title = page.texts[place.language].title
        return {"publication": "–", "version": "–", "section": title, "language": language.name, "url": address}
    publication = library.publication(place.publication)
    edition = publication.editions[place.language]
    chapter = next((one for one in edition.chapters if one.name == place.name), None)
    return {
        "publication": edition.title,
        "version": publication.version,
        "section": chapter.title if chapter else edition.title,
        "language": language.name,
        "url": versioned(address, publication.version),
    }


def _quoted(text: str) -> str:
    return quote(text, safe=UNQUOTED)
