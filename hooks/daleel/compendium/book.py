"""The document that mkdocs-with-pdf has put together, before it is printed: what the plugin has no option for.

The cover (theme/cover.html.j2) carries what this needs to know: language, direction, the title of the contents, the site's address.
"""

from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import typst
from bs4 import BeautifulSoup, Tag

from daleel.print.drawings import prepare_drawings

STYLE = Path(__file__).parent / "theme" / "compendium.css"
PROJECT = Path(__file__).parents[3]
ON_SCREEN_ONLY = ".back, .plate__open, script"


class BookError(Exception):
    """The book cannot be printed as it should be."""


def bind(soup: BeautifulSoup, root: Path) -> BeautifulSoup:
    """`root`: of the library; nothing outside it and the engine's own folder is read."""
    cover = soup.find(id="doc-cover")
    if not isinstance(cover, Tag) or not cover.get("data-site"):
        raise BookError("the cover is not Daleel's; build the compendium in the folder that holds compendium.yml")
    document = _tag(soup, "html")
    document.attrs |= {"lang": cover["lang"], "dir": cover["dir"]}
    _set_head(soup, _text(cover, "h1"), str(cover["data-house"]))
    _tag(_tag(soup, "#doc-toc"), "h1").string = str(cover["data-contents"])
    for element in soup.select(ON_SCREEN_ONLY):
        element.decompose()
    lead_outside(soup, str(cover["data-site"]))
    check_reads(soup, (root, PROJECT))
    draw_words(soup)
    return soup


def _tag(inside: Tag, selector: str) -> Tag:
    found = inside.select_one(selector)
    if found is None:
        raise BookError(f"mkdocs-with-pdf gives no {selector}")
    return found


def _text(inside: Tag, selector: str) -> str:
    return " ".join(_tag(inside, selector).get_text().split())


def _set_head(soup: BeautifulSoup, title: str, author: str) -> None:
    """Ours alone: the plugin's style sheets know other fonts, and left and right."""
    head = _tag(soup, "head")
    head.clear()
    name = soup.new_tag("title")
    name.string = title
    head.extend(
        [
            soup.new_tag("meta", attrs={"charset": "utf-8"}),
            name,
            soup.new_tag("meta", attrs={"name": "author", "content": author}),
            soup.new_tag("link", attrs={"rel": "stylesheet", "href": STYLE.as_uri()}),
        ]
    )


def lead_outside(soup: BeautifulSoup, site_url: str) -> None:
    """Links to what is not in the book lead to the site. The plugin writes every one as "#address:id"."""
    known = {str(element["id"]) for element in soup.find_all(id=True)}
    for link in soup.select('a[href^="#"]'):
        target = str(link["href"])[1:]
        if target in known:
            continue
        address, _, anchor = target.partition(":")
        link["href"] = site_url + ("" if address == "." else address) + (f"#{anchor}" if anchor else "")


def draw_words(soup: BeautifulSoup) -> None:
    """WeasyPrint writes the words of a drawing letter by letter, which takes Arabic ones apart: Typst draws them."""
    drawings = [str(image["src"]) for image in soup.select('.text img[src$=".svg"]')]
    for folder in sorted({_path(address).parent for address in drawings}):
        fonts = [PROJECT / "overrides" / "fonts"]
        prepare_drawings(folder, typst.Compiler(root=folder, font_paths=fonts, ignore_system_fonts=True))


def _path(address: str) -> Path:
    return Path(url2pathname(urlsplit(address).path))


def check_reads(soup: BeautifulSoup, folders: tuple[Path, ...]) -> None:
    """WeasyPrint would fetch whatever address it finds. Drawings and style sheets name nothing outside themselves
    (figures.py; compendium.css)."""
    for element in soup.select("[src], link[href], [style*='url(']"):
        address = str(element.get("src") or element.get("href") or element.get("style"))
        inside = any(_path(address).is_relative_to(folder) for folder in folders)
        if not (urlsplit(address).scheme == "file" and inside and ".." not in address):
            raise BookError(f"the book would read {address}, which is outside the library")
