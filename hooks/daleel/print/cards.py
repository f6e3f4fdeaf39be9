"""An edition as a picture: the cover of an e-book, and what a shared link shows.

Drawn by Typst with the fonts and measures of print: a browser or a reading system would shape Arabic each in its way.
"""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from PIL import Image

from daleel.lattice import cover
from daleel.model import Booklet, Edition, Library, Publication
from daleel.print.compile import PrintError, write_root
from daleel.print.edition import Document, Matter, call, joined, kind, printed_as, settings, version
from daleel.print.wording import literal

COLOURS = 128  # of the palette: a few flat colours and the steps between them
ART = "/cover.svg"


def cover_picture(
    library: Library, publication: Publication, edition: Edition, fonts: Path, booklet: Booklet = "participant"
) -> bytes:
    """PNG, 1130 × 1600: the art of the PDF's cover in colour, and the words of it."""
    matter = Matter(library, publication, edition, {}, {}, booklet)
    facts = joined(matter, version(matter), *printed_as(matter))
    words = [matter.say(kind(matter)), matter.say(edition.title), matter.say(edition.subtitle), matter.say(facts)]
    art = cover(publication.id, publication.kind, publication.topic, "book")
    return drawn(call("tall", literal(ART), *words), art, matter, fonts)


def social_picture(library: Library, publication: Publication, edition: Edition, fonts: Path) -> bytes:
    """PNG, 1200 × 630 (https://ogp.me/ names no size; this is what those who show links ask for)."""
    matter = Matter(library, publication, edition, {}, {}, "participant")
    frieze = publication.kind == "brief"
    art = cover(publication.id, publication.kind, publication.topic, "card" if frieze else "tall")
    words = [matter.say(kind(matter)), matter.say(edition.title)]
    return drawn(call("wide", literal(ART), str(frieze).lower(), *words), art, matter, fonts)


def drawn(code: str, art: str, matter: Matter, fonts: Path) -> bytes:
    """`code`: a call of a function of card.typ. Raises PrintError."""
    source = (
        f'#import "/look.typ": *\n#import "/card.typ": *\n#{{\nset text(lang: {literal(matter.lang)})\n{code}\n}}\n'
    )
    document = Document(source, {"settings.json": settings(matter), ART.removeprefix("/"): art.encode()}, False)
    with TemporaryDirectory(prefix="daleel-card-") as folder:
        write_root(document, Path(folder))
        compiler = typst.Compiler(root=folder, font_paths=[fonts], ignore_system_fonts=True)
        try:
            png = compiler.compile(source.encode(), format="png", ppi=72)
        except typst.TypstError as error:
            raise PrintError(error.diagnostic) from error
    assert isinstance(png, bytes)
    return small(png)


def small(png: bytes) -> bytes:
    """With a palette: a third of the size."""
    with Image.open(BytesIO(png)) as picture:
        flat = picture.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    out = BytesIO()
    flat.save(out, "PNG")
    return out.getvalue()
