"""What the editor offers: a collection for each publication, its texts in order; and its configuration as a whole.

https://sveltiacms.app/en/docs. Every file is one string (`format: raw`): nothing is parsed, so nothing is written anew.
publication.yml is left out: the editor would lose its comments and quotes.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from daleel.model import Chapter, Editor, Library, Publication
from daleel.places import Place

ADMIN = "admin/"  # from the site's root
PAGES = "site_pages"  # no publication's id has an underscore
BODY = "body"
ISOLATE, POP = "\u2068", "\u2069"  # else an English title's number goes astray in the Arabic interface


def configuration(library: Library, editor: Editor) -> dict[str, Any]:
    words = library.languages[0].strings
    return {
        "app_title": words["site"]["name"],
        "site_url": library.site_url,
        "backend": backend(editor),
        "publish_mode": "editorial_workflow",  # what is saved becomes a pull request
        "media_folder": "docs/assets",  # asked for, though there is no field for a file
        "public_folder": "/assets",
        "show_preview_links": False,
        "i18n": _languages(library, library.languages[0].code),
        "collections": list(_collections(library)),
    }


def backend(editor: Editor) -> dict[str, Any]:
    """Signing in with a token alone: anything else needs a server that somebody runs."""
    of_all: dict[str, Any] = {
        "name": editor.host,
        "repo": editor.repo,
        "branch": editor.branch,
        "auth_methods": ["token"],
        "squash_merges": True,
    }
    if editor.host == "github":
        # Who may not write to the repository works in a fork, made with one click.
        return of_all | {"auth_scope": "public_repo", "open_authoring": True}
    return of_all


def _languages(library: Library, original: str) -> dict[str, Any]:
    return {
        "structure": "multiple_files",
        "locales": [language.code for language in library.languages],
        "default_locale": original,
        "initial_locales": "default",  # a missing translation stays missing until somebody begins it
        "omit_default_locale_from_file_path": True,  # 01-law.md, 01-law.ar.md
    }


def _collections(library: Library) -> Iterator[dict[str, Any]]:
    words = library.languages[0].strings["editor"]
    for publication in library.publications:
        yield _collection(
            library,
            publication.id,
            publication.editions[publication.original].title,
            "book" if publication.kind == "manual" else "description",
            publication.original,
            originals(publication),
        )
    yield _collection(library, PAGES, words["pages"], "web", library.languages[0].code, pages(library).values())


def _collection(
    library: Library, name: str, label: str, icon: str, original: str, texts: Iterable[Chapter]
) -> dict[str, Any]:
    languages = _languages(library, original)
    return {
        "name": name,
        "label": label,
        "icon": icon,
        "format": "raw",
        "i18n": languages,
        "files": [_file(library, text, original) for text in texts],
    }


def _file(library: Library, text: Chapter, original: str) -> dict[str, Any]:
    field = {
        "name": BODY,
        "label": library.languages[0].strings["editor"]["text"],
        "widget": "text",
        "i18n": True,
        "required": [original],
        "use_emoji_autocomplete": False,  # a colon is ordinary in our texts
    }
    return {
        "name": text.name,
        "label": text.title if text.number is None else f"{ISOLATE}{text.number}. {text.title}{POP}",
        "i18n": True,
        "file": f"{text.source.parent.as_posix()}/{text.name}.{{{{locale}}}}.md",
        "fields": [field],
    }


def originals(publication: Publication) -> tuple[Chapter, ...]:
    return publication.editions[publication.original].chapters


def pages(library: Library) -> Mapping[str, Chapter]:
    """The site's own pages that somebody wrote, by name, in the default language."""
    default = library.languages[0].code
    written = {page.name: page.texts[default] for page in library.pages if default in page.texts}
    return {name: text for name, text in written.items() if is_text(text.source)}


def is_text(source: Path) -> bool:
    return source.suffix == ".md"


def editor_link(library: Library, place: Place, source: Path) -> str | None:
    """To the place's text in the editor, from the site's root; None where the editor does not hold it.

    source: what an author edits to change the page.
    """
    if library.editor is None or not is_text(source):
        return None
    name = source.name.split(".")[0]
    if place.publication is None and name not in pages(library):
        return None
    return f"{ADMIN}#/collections/{place.publication or PAGES}/entries/{name}?_locale={place.language}"
