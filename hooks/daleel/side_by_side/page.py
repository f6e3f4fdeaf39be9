"""As one HTML file: it loads nothing, and can be read, printed and copied from."""

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from daleel.side_by_side.pair import Pair, sections
from daleel.side_by_side.pieces import pieces
from daleel.wording import typeset

HERE = Path(__file__).parent


def html(pair: Pair, behind: frozenset[str] = frozenset()) -> bytes:
    """behind: ids of the original's sections that have changed since they were translated, "" for what stands above
    the first heading. They are marked."""
    css = (HERE / "page.css").read_text(encoding="utf-8")
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    page = environment.get_template("page.html").render(
        pair=pair,
        sections=list(sections(pair)),
        behind=behind,
        pieces=pieces,
        typeset=typeset,
        strings=pair.language.strings,
        css=css,
        # https://www.w3.org/TR/CSP3/#external-hash: this very style sheet and nothing else
        policy=f"default-src 'none'; style-src 'sha256-{base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()}'",
    )
    return page.encode()
