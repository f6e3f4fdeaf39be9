"""The termbase as files to use elsewhere: a table (CSV) and TBX-Basic (ISO 30042:2019, https://www.tbxinfo.net)."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from lxml import etree

from daleel.model import Library, Source, Term, Wording

FOLDER = "glossary"
CSV = f"{FOLDER}/glossary.csv"
TBX = f"{FOLDER}/glossary.tbx"
NAMESPACE = "urn:iso:std:iso:30042:ed-2"
XML = "{http://www.w3.org/XML/1998/namespace}"
# How a spreadsheet tells a formula (https://owasp.org/www-community/attacks/CSV_Injection): also behind a semicolon,
# which parts cells where a comma is the decimal sign.
FORMULA = re.compile(r"(^|;)(?= ?[=+\-@＝＋－＠])")
BREAKS = re.compile(r"[ \t\r\n]+")


def files(library: Library) -> dict[PurePosixPath, bytes]:
    """Nothing without a termbase."""
    if not library.terms:
        return {}
    return {PurePosixPath(CSV): as_csv(library), PurePosixPath(TBX): as_tbx(library)}


# --- CSV --------------------------------------------------------------------------------------------------------------


def as_csv(library: Library) -> bytes:
    """With a byte order mark, without which Excel takes UTF-8 for something else."""
    codes = [language.code for language in library.languages]
    table = io.StringIO()
    writer = csv.writer(table)  # lines end with CR LF, RFC 4180
    keys = ("", "_admitted", "_deprecated", "_definition")
    writer.writerow(["id", *(f"{code}{key}" for code in codes for key in keys), "sources", "note"])
    for term in library.terms.values():
        writer.writerow([harmless(cell) for cell in _row(term, codes, library.sources)])
    return table.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """A cell that a spreadsheet shows and never reckons, in one line."""
    return FORMULA.sub(r"\1'", BREAKS.sub(" ", cell).strip(" "))


def _row(term: Term, codes: list[str], sources: Mapping[str, Source]) -> Iterator[str]:
    yield term.id
    for code in codes:
        wording = term.wordings.get(code, Wording("", (), ()))
        yield wording.preferred
        yield "; ".join(wording.admitted)
        yield "; ".join(wording.deprecated)
        yield term.definition.get(code, "")
    yield "; ".join(_short(sources[id], codes[0]) for id in term.sources if id in sources)
    yield term.note


def _short(source: Source, code: str) -> str:
    return source.short.get(code) or source.title.get(code) or next(iter(source.title.values()))


# --- TBX --------------------------------------------------------------------------------------------------------------


def as_tbx(library: Library) -> bytes:
    first = library.languages[0]
    root = etree.Element(
        "tbx", {"type": "TBX-Basic", "style": "dca", f"{XML}lang": first.code}, nsmap={None: NAMESPACE}
    )
    about = etree.SubElement(etree.SubElement(root, "tbxHeader"), "fileDesc")
    title = etree.SubElement(etree.SubElement(about, "titleStmt"), "title")
    title.text = f"{first.strings['site']['name']}: {first.strings['print']['glossary']}"
    _paragraph(etree.SubElement(about, "sourceDesc"), library.site_url)
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    for term in library.terms.values():
        body.append(_concept(term, library))
    etree.indent(root)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written + b"\n"


def _paragraph(parent: etree._Element, text: str) -> None:
    etree.SubElement(parent, "p").text = text


def _concept(term: Term, library: Library) -> etree._Element:
    entry = etree.Element("conceptEntry", id=term.id)
    if term.note:
        etree.SubElement(entry, "note").text = term.note
    for language in library.languages:
        if language.code in term.wordings:
            section = etree.SubElement(entry, "langSec", {f"{XML}lang": language.code})
            _definition(section, term, language.code, library.sources)
            for written, status in _statuses(term.wordings[language.code]):
                _name(section, written, status)
    return entry


def _definition(section: etree._Element, term: Term, code: str, sources: Mapping[str, Source]) -> None:
    if code not in term.definition:
        return
    group = etree.SubElement(section, "descripGrp")
    etree.SubElement(group, "descrip", type="definition").text = term.definition[code]
    for id in term.sources:
        if id in sources:
            etree.SubElement(group, "admin", type="source").text = _short(sources[id], code)


def _statuses(wording: Wording) -> Iterator[tuple[str, str]]:
    yield wording.preferred, "preferred"
    yield from ((written, "admitted") for written in wording.admitted)
    yield from ((written, "deprecated") for written in wording.deprecated)


def _name(section: etree._Element, written: str, status: str) -> None:
    name = etree.SubElement(section, "termSec")
    etree.SubElement(name, "term").text = written
    etree.SubElement(name, "termNote", type="administrativeStatus").text = f"{status}Term-admn-sts"
