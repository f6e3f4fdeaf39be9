"""An edition as a picture: the cover of an e-book, and what a shared link shows.

Drawn by Typst with the fonts and measures of print: a browser or a reading system would shape Arabic each in its way.
"""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from PIL import Image

from daleel.apart import apart
from daleel.imprint import joined, kind, version
from daleel.lattice import cover
from daleel.model import Booklet, Edition, Language, Library, Publication
from daleel.print.compile import as_png, write_root
from daleel.print.edition import Document, Matter, call, printed_as, settings
from daleel.print.wording import literal, text_code

COLOURS = 128  # of the palette: a few flat colours and the steps between them
DrawCover: TypeAlias = Callable[[Library, Publication, Edition, Path, Booklet], bytes]  # as `cover_picture`
ART = "/cover.svg"


def cover_picture(
    library: Library, publication: Publication, edition: Edition, fonts: Path, booklet: Booklet = "participant"
) -> bytes:
    """PNG, 1130 × 1600: the art of the PDF's cover in colour, and the words of it."""
    matter = Matter(library, publication, edition, {}, {}, booklet)
    facts = joined(matter.language, version(*matter.about), *printed_as(matter))
    words = [
        matter.say(kind(*matter.about)),
        matter.say(edition.title),
        matter.say(edition.subtitle),
        matter.say(facts),
    ]
    art = cover(publication.id, publication.kind, publication.topic, "book")
    return drawn(call("tall", literal(ART), *words), art, matter.language, settings(matter), fonts)


def thumbnail(cover: bytes) -> bytes:
    """The same at half the size, for a list of books."""
    with Image.open(BytesIO(cover)) as picture:
        half = picture.convert("RGB").resize((picture.width // 2, picture.height // 2), Image.Resampling.LANCZOS)
    return small(half)


def social_picture(library: Library, publication: Publication, edition: Edition, fonts: Path) -> bytes:
    """PNG, 1200 × 630 (https://ogp.me/ names no size; this is what those who show links ask for)."""
    matter = Matter(library, publication, edition, {}, {}, "participant")
    frieze = publication.kind == "brief"
    art = cover(publication.id, publication.kind, publication.topic, "card" if frieze else "tall")
    words = [matter.say(kind(*matter.about)), matter.say(edition.title)]
    return drawn(call("wide", literal(ART), str(frieze).lower(), *words), art, matter.language, settings(matter), fonts)


def site_picture(language: Language, fonts: Path) -> bytes:
    """What a link to one of the site's own pages shows: the house's art, name and purpose. 1200 × 630."""
    look: dict[str, str | bool] = {"direction": language.direction, "script": language.fonts, "topic": "house"}
    look |= {"bound": False, "brief": False, "copied": False}
    art = cover("daleel", "manual", "house", "house")
    code = call("house-card", literal(ART), text_code(language.strings["site"]["tagline"], language))
    return drawn(code, art, language, json.dumps(look, sort_keys=True).encode(), fonts)


def drawn(code: str, art: str, language: Language, look: bytes, fonts: Path) -> bytes:
    """`code`: a call of a function of card.typ; `look`: what look.typ reads. Raises PrintError."""
    lang = literal(language.code.partition("-")[0])
    source = f'#import "/look.typ": *\n#import "/card.typ": *\n#{{\nset text(lang: {lang})\n{code}\n}}\n'
    document = Document(source, {"settings.json": look, ART.removeprefix("/"): art.encode()}, False)
    with TemporaryDirectory(prefix="daleel-card-") as folder:
        write_root(document, Path(folder))
        png = apart(as_png, source, Path(folder), fonts, 72)
    with Image.open(BytesIO(png)) as picture:
        return small(picture.convert("RGB"))


def small(picture: Image.Image) -> bytes:
    """PNG with a palette: a third of the size. (Pillow's octree takes half the time, but turns white into 254.)"""
    flat = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    out = BytesIO()
    flat.save(out, "PNG")
    return out.getvalue()
