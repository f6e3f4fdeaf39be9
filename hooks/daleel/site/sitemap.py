"""sitemap.xml (https://www.sitemaps.org/protocol.html), with the languages of each page, and robots.txt that names it."""

from datetime import date

from lxml import etree

from daleel.model import Library
from daleel.places import Place, places, url
from daleel.site.navigation import alternates

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


def sitemap(library: Library) -> bytes:
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP, "xhtml": XHTML})
    for place in places(library):
        entry = etree.SubElement(root, f"{{{SITEMAP}}}url")
        etree.SubElement(entry, f"{{{SITEMAP}}}loc").text = library.site_url + url(library, place)
        changed = last_change(library, place)
        if changed:
            etree.SubElement(entry, f"{{{SITEMAP}}}lastmod").text = changed.isoformat()
        for code, href in alternates(library, place):
            etree.SubElement(entry, f"{{{XHTML}}}link", rel="alternate", hreflang=code, href=href)
    etree.indent(root, " ")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def last_change(library: Library, place: Place) -> date | None:
    """A publication's date; of the pages that list publications, the newest one's; None where nobody noted it."""
    if place.publication is not None:
        return library.publication(place.publication).date
    if place.name in ("index", "library"):
        return max((one.date for one in library.publications), default=None)
    return None


def robots(library: Library) -> bytes:
    """https://www.rfc-editor.org/rfc/rfc9309: everybody may read everything."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {library.site_url}sitemap.xml\n".encode()
