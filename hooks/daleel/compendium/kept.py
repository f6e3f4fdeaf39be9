"""The finished books in the store: for every state of the library, none or all of them."""

from pathlib import Path

import msgspec

from daleel.build import source_digests
from daleel.model import Library
from daleel.press import Product
from daleel.store import Store, digest


def key(root: Path, code: str) -> str:
    """Changes with any file of the library or the engine: a book that may be behind is not offered."""
    return digest("compendium", code, source_digests(root))


def kept(library: Library, store: Store) -> dict[str, Product]:
    """By language code; those that were made of the library as it is now."""
    found = {language.code: store.get(key(library.root, language.code)) for language in library.languages}
    return {code: msgspec.msgpack.decode(stored, type=Product) for code, stored in found.items() if stored is not None}


def keep(product: Product, root: Path, code: str, store: Store) -> None:
    store.put(key(root, code), msgspec.msgpack.encode(product))


def site_path(code: str) -> str:
    """Relative to the site's root."""
    return f"downloads/compendium/daleel-{code}.pdf"
