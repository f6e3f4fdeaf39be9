"""What is active in a made file: the scans name it, and are quiet where there is nothing."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from io import BytesIO
from itertools import accumulate
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZipFile

import pikepdf
import pypdfium2
from lxml import etree

Finding = str
OUR_SCRIPTS = {"daleel", "reading", "scheme", "search", "versions"}
FORBIDDEN = {
    *("iframe", "frame", "frameset", "object", "embed", "applet", "portal", "base", "style", "marquee"),
    *("foreignobject", "animate", "set", "handler", "listener", "audio", "video"),
}
URLS = {
    *("href", "src", "action", "formaction", "data", "poster", "srcset", "xlink:href", "background", "ping", "cite"),
}
FETCHED = {"img", "script", "source", "image", "use", "input", "track"}
LEADING = {"a", "link"}  # the only ones that may name another site
SCHEME = re.compile(r"[\x00-\x20]*([a-zA-Z][a-zA-Z0-9+.\-\s]*):")
HARMLESS = {"http", "https", "mailto", "tel"}


def scanned(folder: Path) -> Iterator[Finding]:
    """Every file of a site."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith("pagefind/"):
            yield from scan(name, path.read_bytes())


def scan(name: str, content: bytes) -> Iterator[Finding]:
    ending = PurePosixPath(name).suffix
    yield from (f"{name}: {finding}" for finding in SCANS.get(ending, nothing)(content))


def nothing(_: bytes) -> Iterator[Finding]:
    return iter(())


# --- pages ------------------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """Tags and attributes as a browser's tokenizer finds them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Finding] = []
        self.data: list[str] | None = None  # of a block of data; None outside

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.found += tag_findings(tag, given)
        self.data = [] if given.get("type") == "application/ld+json" else None

    def handle_data(self, data: str) -> None:
        if self.data is not None:
            self.data.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self.data is not None:
            json.loads("".join(self.data))
            self.data = None


def tag_findings(tag: str, given: dict[str, str]) -> Iterator[Finding]:
    if tag in FORBIDDEN:
        yield f"<{tag}>"
    if tag == "script" and not is_ours(given):
        yield f"a script: {given}"
    if tag == "meta" and given.get("http-equiv", "Content-Security-Policy") != "Content-Security-Policy":
        yield f"a meta: {given}"
    for name, value in given.items():
        if name.startswith("on") or name == "srcdoc" or (name == "style" and ":" in value):
            yield f"{name} on <{tag}>"
        if name in URLS:
            yield from address_findings(tag, name, value)


def is_ours(given: dict[str, str]) -> bool:
    if "src" not in given:
        return given == {"type": "application/ld+json"}
    path = PurePosixPath(given["src"])
    return ":" not in given["src"] and path.parent.name == "javascripts" and path.stem in OUR_SCRIPTS


def address_findings(tag: str, name: str, value: str) -> Iterator[Finding]:
    scheme = SCHEME.match(value)
    if scheme and (scheme[1].lower() not in HARMLESS or tag not in LEADING):
        yield f"<{tag} {name}={value!r}>"
    if value.strip().startswith("//"):
        yield f"<{tag} {name}={value!r}> names a host"


def in_page(content: bytes) -> Iterator[Finding]:
    page = Page()
    page.feed(content.decode())
    page.close()
    yield from page.found


# --- XML --------------------------------------------------------------------------------------------------------------


def parsed(content: bytes) -> Any:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def in_xml(content: bytes) -> Iterator[Finding]:
    """SVG, XHTML, TBX: well formed, and nothing that declares, runs or is fetched."""
    try:
        root = parsed(content)
    except etree.XMLSyntaxError as error:
        yield f"not well formed: {error}"
        return
    if b"<!ENTITY" in content.partition(b"?>")[2][:2000]:
        yield "an entity"
    if root.getprevious() is not None or root.getnext() is not None:
        yield "something beside the root"
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield f"an instruction: {element}"
            continue
        given = {etree.QName(name).localname: str(value) for name, value in element.items()}
        yield from tag_findings(etree.QName(element).localname.lower(), given)
        if any("url(" in value.replace("url(#", "") for value in given.values()):
            yield f"an address in a style: {given}"


def in_feed(content: bytes) -> Iterator[Finding]:
    """What a reader takes for markup: nothing is said to be HTML."""
    for element in parsed(content).iter():
        if element.get("type") in ("html", "xhtml"):
            yield f"{element.tag} is markup"
        if (href := element.get("href")) is not None:
            yield from address_findings("a", "href", href)


# --- packages ---------------------------------------------------------------------------------------------------------

INSTRUCTION = re.compile(r' *(?:SEQ (?:Figure|Table) \\\* ARABIC(?: \\s 1)?|TOC [\\a-z"0-9\- ]+|STYLEREF 1|PAGE) *')
OFFICE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OBJECTS = {"object", "altChunk", "control", "OLEObject", "attachedTemplate", "subDoc", "externalData", "mailMerge"}


def in_docx(content: bytes) -> Iterator[Finding]:
    with ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if PurePosixPath(name).suffix in (".xml", ".rels"):
                yield from (f"{name}: {one}" for one in in_part(package.read(name)))
            elif not re.fullmatch(r"_rels/\.rels|word/media/\w+\.png", name):
                yield f"an unknown part: {name}"


def in_part(content: bytes) -> Iterator[Finding]:
    for element in parsed(content).iter():
        tag = etree.QName(element).localname
        if tag in OBJECTS or "macro" in str(element.get("ContentType", "")).lower():
            yield f"<{tag}>"
        if tag == "instrText" and not INSTRUCTION.fullmatch(element.text or ""):
            yield f"a field: {element.text}"
        if tag == "fldSimple" and not INSTRUCTION.fullmatch(element.get(f"{OFFICE}instr", "")):
            yield f"a field: {element.items()}"
        if tag == "Relationship":
            yield from relationship_findings(dict(element.items()))


def relationship_findings(given: dict[str, str]) -> Iterator[Finding]:
    target, kind = given["Target"], given["Type"].rpartition("/")[2]
    if given.get("TargetMode") != "External":
        if ".." in target or ":" in target:
            yield f"a part outside: {target}"
    elif kind != "hyperlink" or not re.match(r"(https?://|mailto:|tel:)", target):
        yield f"an external {kind}: {target}"


def in_archive(content: bytes) -> Iterator[Finding]:
    """An e-book, or a folder to take away."""
    with ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if name.startswith("/") or ".." in PurePosixPath(name).parts or "\\" in name:
                yield f"a name: {name}"
            if "pagefind" not in name:
                yield from scan(name, package.read(name))


# --- tables -----------------------------------------------------------------------------------------------------------


def in_table(content: bytes) -> Iterator[Finding]:
    """As a spreadsheet takes it where a comma, and where a semicolon parts cells."""
    text = content.decode("utf-8-sig")
    for separator in ",;":
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            yield from (f"a formula: {cell}" for cell in row if cell.lstrip()[:1] in tuple("=+-@＝＋－＠"))


# --- references -------------------------------------------------------------------------------------------------------

RIS_LINE = re.compile(r"(TY|ID|AU|A2|A3|TI|T2|PY|DA|ET|PB|M3|LA|DO|UR|KW|AB|SN|CY|ER)  - .*")


def in_ris(content: bytes) -> Iterator[Finding]:
    lines = content.decode().splitlines()
    yield from (f"a line: {line}" for line in lines if line and not RIS_LINE.fullmatch(line))
    for tag in ("TY", "UR", "ER"):
        if sum(line.startswith(tag) for line in lines) != 1:
            yield f"not one {tag}"


def in_bibtex(content: bytes) -> Iterator[Finding]:
    """BibTeX counts each brace: a field ends where they are even."""
    for line in content.decode().splitlines()[1:-1]:
        depths = list(accumulate((char == "{") - (char == "}") for char in line))
        ends = [at for at in range(1, len(line)) if depths[at] == 0 and depths[at - 1] > 0]
        if not re.match(r"  \w+ = ", line) or len(ends) > 1 or line[ends[0] + 1 if ends else -1 :] != ",":
            yield f"a field: {line}"
        if re.search(r"\\(?:input|include|write|def|openin)", line):
            yield f"a command: {line}"


def in_json(content: bytes) -> Iterator[Finding]:
    json.loads(content)
    return iter(())


# --- PDF --------------------------------------------------------------------------------------------------------------

ACTIVE = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/RichMedia"}
KEYS = {"/JS", "/OpenAction", "/AA", "/EmbeddedFiles", "/EF", "/AcroForm", "/XFA", "/Collection"}


def in_pdf(content: bytes) -> Iterator[Finding]:
    with pikepdf.open(BytesIO(content)) as pdf:
        for item in pdf.objects:
            yield from dictionary_findings(item)
    text = pdf_text(content)
    if EVALUATED in text:
        yield "code was run"
    if "root:x:" in text or ":/bin/sh" in text:
        yield "a file was read"


EVALUATED = "daleel6x7is42"  # a text of the library would write it, were it code


MARKS = re.compile("[\u200b-\u200f\u2060-\u2069]")


def pdf_text(content: bytes) -> str:
    """As it is drawn, without the marks that hold a word together."""
    pdf = pypdfium2.PdfDocument(content)
    try:
        return MARKS.sub("", "".join(page.get_textpage().get_text_range() for page in pdf))
    finally:
        pdf.close()


def dictionary_findings(item: pikepdf.Object) -> Iterator[Finding]:
    """And of those in it that have no number of their own."""
    if isinstance(item, pikepdf.Array):
        for one in item:
            if isinstance(one, pikepdf.Object) and not one.is_indirect:
                yield from dictionary_findings(one)
    if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return
    for key in item.keys():  # noqa: SIM118 - of a stream, `in item` would ask its bytes
        value = item[key]
        if key in KEYS or (key in ("/S", "/Type", "/Subtype") and str(value) in ACTIVE):
            yield f"{key} {value!s}"
        if key == "/URI" and not re.match(r"(https?://|mailto:|tel:)", str(value)):
            yield f"an address: {value}"
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from dictionary_findings(value)


SCANS: dict[str, Callable[[bytes], Iterator[Finding]]] = {
    ".html": in_page,
    ".xhtml": in_xml,
    ".svg": in_xml,
    ".opf": in_xml,
    ".tbx": in_xml,
    ".xml": in_feed,
    ".epub": in_archive,
    ".zip": in_archive,
    ".docx": in_docx,
    ".csv": in_table,
    ".ris": in_ris,
    ".bib": in_bibtex,
    ".json": in_json,
    ".pdf": in_pdf,
}
