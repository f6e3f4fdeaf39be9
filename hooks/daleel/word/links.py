"""Where the links of a document lead: to a bookmark in it, or to the library's address on the web."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from daleel import places
from daleel.model import Edition, Library, Publication
from daleel.word.draft import bookmark_name

Follow = Callable[[str], str | None]  # href of the clean HTML → "#" and a bookmark, or an address; None for nowhere


@dataclass(frozen=True)
class Shelf:
    """A document in its library."""

    library: Library
    publication: Publication
    edition: Edition
    ids: Mapping[str, frozenset[str]]  # by chapter or sheet: what links may lead to

    def follow(self, tree: str) -> Follow:
        """For the links of this chapter or sheet."""

        def destination(href: str) -> str | None:
            if href.startswith("#"):
                return self._within(tree, href[1:])
            if not href.startswith("daleel:"):
                return href
            path, _, id = href.removeprefix("daleel:").partition("#")
            owner, _, name = path.partition("/")
            if owner != self.publication.id:
                return self.address(owner, name, id)
            name = name or self.edition.chapters[0].name
            return self._within(name, id) or self._within(name, "") or self.address(owner, name, id)

        return destination

    def _within(self, tree: str, id: str) -> str | None:
        known = tree in self.ids and (not id or id in self.ids[tree])
        return f"#{bookmark_name(tree, id)}" if known else None

    def address(self, owner: str, name: str = "", id: str = "") -> str:
        """Of a publication, a chapter or a page of the site, in the edition's language where there is one."""
        place = places.target_place(self.library, f"{owner}/{name}" if name else owner, self.edition.language.code)
        url = self.library.site_url + places.url(self.library, place)
        return f"{url}#{id}" if id else url
