"""Between mkdocs-with-pdf and Daleel: the plugin looks for a module of this name. No rule of ours stands here."""

import logging
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from daleel.compendium.book import bind


def inject_link(html: str, href: str, page: Any, logger: logging.Logger) -> str:
    """The pages are thrown away: no link to the PDF in them."""
    return html


def pre_pdf_render(soup: BeautifulSoup, logger: logging.Logger) -> BeautifulSoup:
    return bind(soup, Path.cwd())
