"""Where a page stands: its staged file and its address. Addresses are relative to the site's root: "ar/manuals/investigation/"."""

import posixpath
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal
from uuid import NAMESPACE_URL, uuid5

from daleel.model import Booklet, Chapter, Format, Library, Publication

PlaceKind = Literal["page", "publication", "chapter"]
Picture = Literal["social", "cover"]  # what a shared link shows; what a list of books shows
Reference = Literal["bib", "ris", "json"]  # what reference managers read: BibTeX, RIS, CSL JSON
FOLDERS = {"manual": "manuals", "brief": "briefs"}


@dataclass(frozen=True)
class Place:
    """A page of the site in one language. A brief's text stands on its publication page: it has no chapter places."""

    kind: PlaceKind
    language: str
    name: str  # of a site page ("index", "library", "about") or of a chapter ("01-law"); "index" for a publication
    publication: str | None = None  # id

    @property
    def is_home(self) -> bool:
        return self.kind == "page" and self.name == "index"


def publication_place(publication: Publication, language: str) -> Place:
    return Place("publication", language, "index", publication.id)


def chapter_place(publication: Publication, chapter: Chapter) -> Place:
    if publication.kind == "brief":
        return publication_place(publication, chapter.language)
    return Place("chapter", chapter.language, chapter.name, publication.id)


def staged(library: Library, place: Place) -> PurePosixPath:
    """The Markdown file that MkDocs sees; static-i18n tells languages apart by suffix."""
    default = library.languages[0].code
    suffix = "" if place.language == default else f".{place.language}"
    return PurePosixPath(f"{_folder(library, place)}{place.name}{suffix}.md")


def url(library: Library, place: Place) -> str:
    language = "" if place.language == library.languages[0].code else f"{place.language}/"
    return language + _folder(library, place) + ("" if place.name == "index" else f"{place.name}/")


def _folder(library: Library, place: Place) -> str:
    if place.publication is None:
        return ""
    return f"{FOLDERS[library.publication(place.publication).kind]}/{place.publication}/"


def version_path(id: str, version: str, file: str) -> str:
    """Where a file stays when later versions have come; file: its name alone. From the site's root."""
    return f"downloads/{id}/{version}/{file}"


def file_path(id: str, code: str, booklet: Booklet, format: Format) -> str:
    """Of a booklet, from the site's root."""
    suffix = "" if booklet == "participant" else f"-{booklet}"
    return f"downloads/{id}/{id}{suffix}-{code}.{format}"


def picture_path(id: str, code: str, picture: Picture) -> str:
    """Of an edition; without an id, of the site itself. From the site's root."""
    return f"assets/{picture}/{id or 'site'}-{code}.png"


def reference_path(id: str, code: str, reference: Reference) -> str:
    return f"downloads/{id}/{id}-{code}.{reference}"


def urn(address: str, booklet: Booklet) -> str:
    """The same for every version of an edition: a reading system then knows a new version for the same book.

    address: of the edition's page, absolute.
    """
    return uuid5(NAMESPACE_URL, f"{address}#{booklet}").urn


def chapter_path(id: str, code: str, chapter: str) -> str:
    """Of a chapter's own PDF, from the site's root."""
    return f"downloads/{id}/chapters/{chapter}-{code}.pdf"


def relative(target: str, page: str) -> str:
    """The target's address as seen from a page's address; both relative to the root. A page's own address is "./"."""
    path, hash_, anchor = target.partition("#")
    seen = posixpath.relpath("/" + path, "/" + page) if path or page else "."
    if path.endswith("/") or not path:
        seen += "/"
    return seen + hash_ + anchor


def places(library: Library) -> list[Place]:
    """Every page that the engine gives to the site, in reading order."""
    found = [Place("page", code, page.name) for page in library.pages for code in page.texts]
    for publication in library.publications:
        for code, edition in publication.editions.items():
            found.append(publication_place(publication, code))
            if publication.kind == "manual":
                found += [chapter_place(publication, chapter) for chapter in edition.chapters]
    return found


def withdrawn_places(library: Library) -> list[Place]:
    """Pages that say only that a publication is withdrawn: at its address, and at those of its chapters."""
    return [
        place
        for publication in library.withdrawn
        for code, edition in publication.editions.items()
        for place in dict.fromkeys(
            [publication_place(publication, code), *(chapter_place(publication, one) for one in edition.chapters)]
        )
    ]


def in_language(library: Library, place: Place, code: str) -> Place | None:
    """The same page in another language, or None where it does not exist."""
    other = Place(place.kind, code, place.name, place.publication)
    if place.publication is None:
        page = next(page for page in library.pages if page.name == place.name)
        return other if code in page.texts else None
    edition = library.publication(place.publication).editions.get(code)
    if edition is None:
        return None
    has_it = place.kind == "publication" or any(chapter.name == place.name for chapter in edition.chapters)
    return other if has_it else None


def target_place(library: Library, target: str, code: str) -> Place:
    """Where "<publication>/<chapter>", "<publication>" or "<site page>" stands: in the language if it is there, else where it is.

    A publication is else in its original's language, a page of the site in the first that has it.
    """
    id, _, name = target.partition("/")
    publication = next((one for one in library.publications if one.id == id), None)
    if publication is None:
        texts = next(page.texts for page in library.pages if page.name == id)
        return Place("page", code if code in texts else next(iter(texts)), id)
    code = code if code in publication.editions else publication.original
    chapter = next((one for one in publication.editions[code].chapters if one.name == name), None)
    return chapter_place(publication, chapter) if chapter else publication_place(publication, code)


def figure_path(publication: Publication, image: str) -> PurePosixPath:
    """Where a figure stands in the site; image as in `Text.images`. One file at the root serves every language.

    static-i18n takes "x.ar.svg" for a language's version of x.svg and moves it: no dots but the last.
    """
    path = PurePosixPath(FOLDERS[publication.kind], publication.id, image)
    return path.with_name(path.stem.replace(".", "-") + path.suffix)
