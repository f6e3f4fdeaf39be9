"""What is new, for feed readers (Atom, RFC 4287), and the shelf for e-book readers (OPDS 1.2): one of each per language."""

from datetime import date

from lxml import etree

from daleel.model import Booklet, Language, Library
from daleel.places import Place, picture_path, url
from daleel.site.pdf import PdfFacts, PdfOf
from daleel.site.reader import Reader
from daleel.site.works import Work, works
from daleel.typography import plain

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/terms/"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ATOM_TYPE = "application/atom+xml"
OPDS_TYPE = "application/atom+xml;profile=opds-catalog;kind=acquisition"  # https://specs.opds.io/opds-1.2
OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"
PICTURES = ("http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail")
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def feed_path(library: Library, language: Language, name: str) -> str:
    """Of "feed.xml" or "opds.xml", beside the language's home."""
    return url(library, Place("page", language.code, "index")) + name


def atom(library: Library, language: Language, files: PdfOf) -> bytes:
    strings = language.strings
    title = strings["site"]["name"] + strings["elements"]["colon"] + strings["site"]["tagline"]
    feed = _feed(library, language, "feed.xml", title, ATOM_TYPE)
    for work in works(library, language.code):
        entry = _entry(feed, work, work.address, work.title)
        text(entry, "summary", plain(work.summary, language))
        pdf = files(work.id, language.code)[0]
        link(entry, "enclosure", library.site_url + pdf.path, MEDIA_TYPES["pdf"], length=str(pdf.bytes))
    return written(feed)


def opds(library: Library, language: Language, files: PdfOf) -> bytes:
    strings = language.strings
    title = strings["site"]["name"] + strings["elements"]["colon"] + strings["site"]["library"]
    feed = _feed(library, language, "opds.xml", title, OPDS_TYPE)
    link(feed, "start", library.site_url + feed_path(library, language, "opds.xml"), OPDS_TYPE)
    for work in works(library, language.code):
        made = [file for file in files(work.id, language.code) if file.format in ("pdf", "epub")]
        for booklet in dict.fromkeys(file.booklet for file in made):
            _book(feed, library, work, booklet, [file for file in made if file.booklet == booklet])
    return written(feed)


def _book(
    feed: etree._Element, library: Library, work: Work, booklet: Booklet, files: list[PdfFacts]
) -> etree._Element:
    """A booklet of an edition in its formats, the e-book first."""
    strings = work.language.strings
    title = work.title
    if work.kind == "manual":
        title += strings["elements"]["separator"] + strings["print"]["editions"][booklet]
    entry = _entry(feed, work, work.urn(booklet), title)
    text(entry, "summary", plain(work.summary, work.language))
    for name, value in (
        ("language", work.language.code),
        ("publisher", work.house),
        ("issued", work.date.isoformat()),
        ("identifier", f"urn:isbn:{work.isbn}" if work.isbn and booklet == "participant" else ""),
        ("identifier", f"doi:{work.doi}" if work.doi else ""),
    ):
        if value:
            etree.SubElement(entry, f"{{{DC}}}{name}").text = value
    for rel in PICTURES:
        link(entry, rel, library.site_url + picture_path(work.id, work.language.code, "cover"), "image/png")
    for file in sorted(files, key=lambda file: file.format != "epub"):
        address = library.site_url + file.path
        link(entry, OPEN_ACCESS, address, MEDIA_TYPES[file.format], length=str(file.bytes))
    return entry


def _feed(library: Library, language: Language, name: str, title: str, media_type: str) -> etree._Element:
    address = library.site_url + feed_path(library, language, name)
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM, "dc": DC})
    feed.set(LANG, language.code)
    text(feed, "id", address)
    text(feed, "title", plain(title, language))
    newest = max((one.date for one in works(library, language.code)), default=date(1970, 1, 1))
    text(feed, "updated", midnight(newest))
    text(etree.SubElement(feed, f"{{{ATOM}}}author"), "name", language.strings["site"]["name"])
    link(feed, "self", address, media_type)
    home = Reader(library, language, None)
    link(feed, "alternate", home.absolute(home.site_page("index")), "text/html")
    return feed


def _entry(feed: etree._Element, work: Work, id: str, title: str) -> etree._Element:
    """What both kinds say of a publication."""
    entry = etree.SubElement(feed, f"{{{ATOM}}}entry")
    text(entry, "id", id)
    text(entry, "title", plain(title, work.language))
    text(entry, "updated", midnight(work.date))
    for author in work.authors:
        text(etree.SubElement(entry, f"{{{ATOM}}}author"), "name", author)
    for topic, label in zip(work.topics, work.subjects, strict=True):
        etree.SubElement(entry, f"{{{ATOM}}}category", term=topic, label=label)
    text(entry, "rights", work.licence.name)
    link(entry, "alternate", work.address, "text/html", hreflang=work.language.code)
    return entry


def text(parent: etree._Element, name: str, content: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}{name}").text = content


def link(parent: etree._Element, rel: str, href: str, media_type: str, **more: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}link", rel=rel, href=href, type=media_type, **more)


def midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def written(root: etree._Element) -> bytes:
    etree.indent(root, " ")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
