"""Pages that need not be rendered again: digests of all that a page shows.

They take in more than a page may show, never less: what nobody has listed here makes no page stale. All that is told of
publications and chapters beside their words; of words those of the page's publication, in all its languages.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from daleel.archive import all_kept
from daleel.editor import is_here
from daleel.model import Chapter, Library
from daleel.places import Place
from daleel.site.works import Texts
from daleel.store import digest

LISTS = ("index", "library", "status")  # pages of the site that tell of the publications' texts


def outline(library: Library) -> str:
    """Digest of the library without its words, sources, terms and strings."""
    publications = [
        (
            repr(replace(publication, editions={})),
            code,
            edition.title,
            edition.subtitle,
            edition.summary,
            _told(edition.chapters),
        )
        for publication in (*library.publications, *library.withdrawn)
        for code, edition in publication.editions.items()
    ]
    pages = [_told(page.texts.values()) for page in library.pages]
    archived = [str(path) for path in all_kept(library)]
    return digest(publications, pages, archived, library.site_url, repr(library.editor), is_here(library.root))


def _told(chapters: Iterable[Chapter]) -> list[str]:
    return [repr(replace(chapter, markdown="", renders=None)) for chapter in chapters]


def words(library: Library, texts: Texts) -> dict[str, str]:
    """Digests: of each publication's words in all languages, by its id; of each page's of the site, by "/" and its name."""
    publications = {
        one.id: [(one.id, chapter) for edition in one.editions.values() for chapter in edition.chapters]
        for one in library.publications
    }
    pages = {f"/{page.name}": [("", chapter) for chapter in page.texts.values()] for page in library.pages}
    return {
        name: digest(
            [
                (chapter.markdown, repr(chapter.renders), texts[id, chapter.name, chapter.language])
                for id, chapter in chapters
            ]
        )
        for name, chapters in (publications | pages).items()
    }


def shown(place: Place, words: Mapping[str, str]) -> list[tuple[str, str]]:
    """What of them the page may show."""
    if place.publication is not None:
        return [(place.publication, words.get(place.publication, ""))]  # a withdrawn one has none
    return [(name, one) for name, one in words.items() if place.name in LISTS or name == f"/{place.name}"]
