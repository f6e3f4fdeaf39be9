"""What goes into the folder: one language's pages, what they show, its PDFs, its search; written as a ZIP file."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from daleel.offline.pages import Folder, joined, offline_page
from daleel.offline.search import search_files

README = "README.txt"  # in every language: some programs spoil other letters in names
PRESSED = (".pdf", ".woff2", ".png", ".jpg", ".webp")  # deflating them again gains nothing
FILE = 0o644 << 16  # Unix permissions are the upper half of ZIP's external attributes
CSS_URL = re.compile(r"""url\(\s*["']?(?!data:)([^"')]+)""")


@dataclass(frozen=True)
class Order:
    """A bundle to make, from a finished site."""

    site: Path
    code: str
    pages: tuple[str, ...]  # addresses of the language's pages from the site's root, the home page first
    pdfs: tuple[str, ...]  # paths from the site's root
    site_url: str
    readme: str
    day: date  # written as the time of every file


@dataclass(frozen=True)
class Bundle:
    path: str  # from the site's root
    bytes: int
    pdfs: int  # how many


def bundle_path(code: str) -> str:
    return f"downloads/library-{code}.zip"


def write_bundle(order: Order) -> Bundle:
    """Into the site. Runs in a worker."""
    target = order.site / bundle_path(order.code)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_zip(target, f"daleel-{order.code}", bundle_files(order), order.day)
    return Bundle(bundle_path(order.code), target.stat().st_size, len(order.pdfs))


def bundle_files(order: Order) -> dict[str, bytes]:
    """By path in the folder. Everything keeps its place but the home page, which is the folder's index.html."""
    folder = Folder(order.site, order.site_url, page_names(order.pages), frozenset(order.pdfs))
    found: dict[str, bytes] = {}
    shown = {*order.pdfs, *loaded_by_scripts(order.site)}
    for address in order.pages:
        page = offline_page((order.site / address / "index.html").read_bytes(), address, folder)
        found[folder.pages[address]] = page.content
        shown |= page.files
    for path in sorted(shown):
        found[path] = (order.site / path).read_bytes()
        if path.endswith(".css"):
            found |= named_by_sheet(order.site, path, found[path].decode())
    found |= {f"pagefind/{name}": content for name, content in search_files(order.site / "pagefind", order.code)}
    # For a plain editor: the mark that tells its encoding, line ends that the oldest of them knows.
    found[README] = order.readme.replace("\n", "\r\n").encode("utf-8-sig")
    return found


def page_names(addresses: Iterable[str]) -> dict[str, str]:
    home, *others = addresses
    return {home: "index.html"} | {address: f"{address}index.html" for address in others}


def loaded_by_scripts(site: Path) -> Iterator[str]:
    """No page names the scripts that scripts load; and the fonts must not go without their licences."""
    for pattern in ("assets/javascripts/*.js", "assets/fonts/*.txt"):
        yield from (path.relative_to(site).as_posix() for path in site.glob(pattern))


def named_by_sheet(site: Path, path: str, sheet: str) -> dict[str, bytes]:
    names = {joined(target, path) for target in CSS_URL.findall(sheet)}
    return {name: (site / name).read_bytes() for name in sorted(names)}


def write_zip(target: Path, folder: str, files: Mapping[str, bytes], day: date) -> None:
    with ZipFile(target, "w") as archive:
        for name, content in sorted(files.items()):
            info = ZipInfo(f"{folder}/{name}", (day.year, day.month, day.day, 0, 0, 0))
            info.create_system = 3  # Unix, wherever it is made
            info.external_attr = FILE
            info.compress_type = ZIP_STORED if name.endswith(PRESSED) else ZIP_DEFLATED
            archive.writestr(info, content, compresslevel=9)
