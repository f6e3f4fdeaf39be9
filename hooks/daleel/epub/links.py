"""Where the links of a book lead: into the book, or to the library's address on the web."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from daleel import places
from daleel.model import Edition, Library, Publication

TITLE_PAGE = "title.xhtml"
Follow = Callable[[str], str | None]  # href of the clean HTML → href in the book; None where nothing is to be met


def chapter_file(name: str) -> str:
    return f"{name}.xhtml"


@dataclass(frozen=True)
class Shelf:
    """A book in its library."""

    library: Library
    publication: Publication
    edition: Edition
    ids: Mapping[str, frozenset[str]]  # by chapter: what links may lead to

    def follow(self, chapter: str) -> Follow:
        """For the links of this chapter."""

        def destination(href: str) -> str | None:
            if href.startswith("#"):
                return href if href[1:] in self.ids[chapter] else None
            if not href.startswith("daleel:"):
                return href
            path, _, id = href.removeprefix("daleel:").partition("#")
            owner, _, name = path.partition("/")
            return self._inside(name, id) if owner == self.publication.id else self.address(owner, name, id)

        return destination

    def _inside(self, name: str, id: str) -> str | None:
        """An id that this edition lacks (it stands in what only facilitators see) leads to its chapter."""
        if not name and self.publication.kind == "manual":
            return TITLE_PAGE
        name = name or self.edition.chapters[0].name
        if name not in self.ids:
            return None
        return chapter_file(name) + (f"#{id}" if id in self.ids[name] else "")

    def address(self, owner: str, name: str = "", id: str = "") -> str:
        """Of a publication, a chapter or a page of the site, in the edition's language where there is one."""
        place = places.target_place(self.library, f"{owner}/{name}" if name else owner, self.edition.language.code)
        url = self.library.site_url + places.url(self.library, place)
        return f"{url}#{id}" if id else url
