"""What the site says of the files that readers take away: chapters as PDFs, the library as a folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from markupsafe import Markup

from daleel.model import Language, Library
from daleel.offline import Bundle, bundle_path
from daleel.places import url
from daleel.press import Printed
from daleel.site.context import Download
from daleel.site.reader import Reader
from daleel.typography import spaced
from daleel.wording import spelt


@dataclass(frozen=True)
class OfflineLink:
    name: Markup
    href: str
    say: Markup
    facts: str  # stands for size and number of PDFs, which are known when the pages are written


def chapter_download(reader: Reader, path: str, printed: Printed) -> Download:
    name = reader.typeset(reader.strings["publication"]["chapter_pdf"])
    return Download(
        name,
        reader.href(path),
        reader.typeset(reader.counted("pages", printed.pages)) if printed.pages else Markup(""),
        reader.size(printed.bytes),
    )


def offline_link(reader: Reader) -> OfflineLink:
    words, code = reader.strings["offline"], reader.language.code
    return OfflineLink(
        reader.typeset(words["download"]), reader.href(bundle_path(code)), reader.typeset(words["say"]), unknown(code)
    )


def unknown(code: str) -> str:
    return f"daleel-offline-facts-{code}"


def show_bundles(library: Library, site: Path, bundles: Mapping[str, Bundle]) -> None:
    """Fill in what `OfflineLink.facts` stands for."""
    for code, bundle in bundles.items():
        reader = Reader(library, library.language(code), None)
        place = reader.site_page("library")
        page = site / url(library, place) / "index.html"
        if place.language == code:
            text = page.read_text(encoding="utf-8")
            page.write_text(text.replace(unknown(code), facts(reader, bundle)), encoding="utf-8")


def facts(reader: Reader, bundle: Bundle) -> Markup:
    counted = reader.typeset(reader.counted_in("offline", "pdfs", bundle.pdfs))
    parts = [Markup("<bdi>{}</bdi>").format(part) for part in ("ZIP", reader.size(bundle.bytes), counted)]
    return Markup(reader.strings["elements"]["separator"]).join(parts)


def readme(library: Library, language: Language) -> str:
    """Plain text, for the folder."""
    day = spelt(last_change(library), language)
    form: str = language.strings["offline"]["readme"]
    text = form.format(day=day, folder=f"daleel-{language.code}", url=library.site_url)
    return spaced(f"{text.strip()}\n\n{language.strings['site']['imprint']}\n", language)


def last_change(library: Library) -> date:
    """The library's day, the same whenever it is built."""
    return max((publication.date for publication in library.publications), default=date(1980, 1, 1))
