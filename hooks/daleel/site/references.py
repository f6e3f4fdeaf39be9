"""A citation as reference managers read it: BibTeX, RIS, CSL JSON."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import quote

import msgspec
from babel import Locale

from daleel.places import Reference
from daleel.site.works import Work

# TeX's special characters. Braces become names, not "\{": BibTeX counts those too, and one alone would end the field.
TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")  # BibTeX's own names


def key(work: Work) -> str:
    """By which a manuscript cites it; ASCII."""
    return f"daleel-{work.id}-{work.language.code}"


def bibtex(work: Work) -> str:
    """UTF-8, as biber and today's BibTeX read it. BibLaTeX's fields (date, version, langid) beside the old ones."""
    kind, house = ("manual", "organization") if work.kind == "manual" else ("techreport", "institution")
    fields = {
        "author": " and ".join(_bibtex_author(work)),
        "title": f"{{{work.title.translate(TEX)}}}",  # braces keep its capitals
        house: work.house.translate(TEX),
        "year": str(work.date.year),
        "date": work.date.isoformat(),
        "version": work.version,
        "langid": _english_name(work),
        "url": verbatim(work.cited_address),
        "doi": verbatim(work.doi),
        "isbn": work.isbn,
    }
    if work.kind == "brief":
        fields["type"] = work.genre.translate(TEX)
    written = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    written += f"  month = {MONTHS[work.date.month - 1]},\n"
    return f"@{kind}{{{key(work)},\n{written}}}\n"


def verbatim(address: str) -> str:
    """For fields that BibLaTeX prints as they are: nothing to escape, but no brace may end the field."""
    return quote(address, safe=":/?#[]@!$&'()*+,;=%~<>")


def _bibtex_author(work: Work) -> Iterable[str]:
    """In braces where BibTeX would take the name apart: at commas, at "and", and a house's name anywhere."""
    for name in work.authors:
        whole = not work.persons or "," in name or " and " in f" {name.lower()} "
        yield f"{{{name.translate(TEX)}}}" if whole else name.translate(TEX)


def _english_name(work: Work) -> str:
    """By which LaTeX's babel knows most languages."""
    name = Locale.parse(work.language.locale).get_language_name("en")
    return name.lower() if name else ""


def ris(work: Work) -> str:
    """Tag, two spaces, hyphen, space; lines end as RIS has them (CR LF)."""
    lines = [
        ("TY", "BOOK" if work.kind == "manual" else "RPRT"),
        ("ID", key(work)),
        *(("AU", author) for author in work.authors),
        ("TI", work.title),
        ("PY", str(work.date.year)),
        ("DA", work.date.strftime("%Y/%m/%d/")),
        ("ET", work.version),
        ("PB", work.house),
        ("M3", work.genre),
        ("LA", work.language.code),
        ("SN", work.isbn),
        ("DO", work.doi),
        ("UR", work.cited_address),
        *(("KW", subject) for subject in work.subjects),
        ("AB", work.summary),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value) + "ER  - \r\n"


def csl(work: Work) -> dict[str, Any]:
    """https://docs.citationstyles.org/en/stable/specification.html: a book or a report."""
    item = {
        "id": key(work),
        "type": "book" if work.kind == "manual" else "report",
        "title": work.title,
        "author": [{"literal": author} for author in work.authors],
        "issued": {"date-parts": [[work.date.year, work.date.month, work.date.day]]},
        "version": work.version,
        "genre": work.genre,
        "publisher": work.house,
        "language": work.language.code,
        "URL": work.cited_address,
        "DOI": work.doi,
        "ISBN": work.isbn,
        "abstract": work.summary,
    }
    return {name: value for name, value in item.items() if value}


def csl_json(work: Work) -> str:
    return msgspec.json.format(msgspec.json.encode([csl(work)]), indent=1).decode() + "\n"


REFERENCES: Mapping[Reference, tuple[str, Callable[[Work], str]]] = {  # media type, writer
    "bib": ("application/x-bibtex", bibtex),
    "ris": ("application/x-research-info-systems", ris),
    "json": ("application/vnd.citationstyles.csl+json", csl_json),
}
