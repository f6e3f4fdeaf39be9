"""The finished books in the store: for every state of the library, none or all of them."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from daleel.build import source_digests
from daleel.model import Library
from daleel.press import Product
from daleel.store import Store, digest


def keys(root: Path, codes: Iterable[str]) -> dict[str, str]:
    """By language code. They change with any file of the library or the engine: a book that may be behind is not offered."""
    state = digest(source_digests(root))
    return {code: digest("compendium", code, state) for code in codes}


def kept(library: Library, store: Store) -> dict[str, Product]:
    """By language code; those that were made of the library as it is now."""
    names = keys(library.root, [language.code for language in library.languages])
    found = {code: store.get(name) for code, name in names.items()}
    return {code: msgspec.msgpack.decode(stored, type=Product) for code, stored in found.items() if stored is not None}


def site_path(code: str) -> str:
    """Relative to the site's root."""
    return f"downloads/compendium/daleel-{code}.pdf"
