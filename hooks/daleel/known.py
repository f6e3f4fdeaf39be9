"""What a look at a text once told. It is kept in the store: all texts of a library take seconds, which every save would pay."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from daleel.model import Language, Library
from daleel.numbers import differences
from daleel.problems import Mistake
from daleel.proofreading import proofread_chapter, proofread_data
from daleel.store import digest, engine

if TYPE_CHECKING:
    from daleel.press import Press


def known_differences(press: "Press", translation: str, original: str) -> list[Mistake]:
    """In numbers."""
    return _known(press, ("numbers", translation, original), lambda: differences(translation, original))


def known_proofs(press: "Press", text: str, language: Language | None) -> list[Mistake]:
    """Of a chapter's file, or of a YAML file."""
    languages = press.library.languages
    about = [(one.code, one.fonts, one.strings["language"]) for one in languages]
    if language is None:
        return _known(press, ("proofs", about, text), lambda: proofread_data(text, languages))
    key = ("proofs", about, text, language.code)
    return _known(press, key, lambda: proofread_chapter(text, language, languages))


def data_files(library: Library) -> Iterator[Path]:
    """YAML files in which authors write sentences. Relative to the library's root."""
    yield from (one.folder / "publication.yml" for one in (*library.publications, *library.withdrawn))
    yield from (path.relative_to(library.root) for path in sorted(library.root.glob("docs/data/*.yml")))


def _known(press: "Press", inputs: tuple[Any, ...], find: Callable[[], Iterable[Mistake]]) -> list[Mistake]:
    stored = press.store.kept(digest(engine(), *inputs), lambda: msgspec.msgpack.encode(list(find())))
    return msgspec.msgpack.decode(stored, type=list[Mistake])
