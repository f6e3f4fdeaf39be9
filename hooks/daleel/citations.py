"""`[@tip-protocol, art. 3(a)]` → a footnote that names the source in the reader's language."""

import difflib
import re
from collections.abc import Mapping

from daleel.model import Language, Source
from daleel.scan import Mistake, Scan, with_quoted_options

CITATION = re.compile(r"[ \t\u00a0]*\[@(?P<body>[^\[\]]+)\]")
ONE = re.compile(r"@?(?P<id>[a-z0-9-]+)(?:[,،]\s*(?P<place>.+))?", re.DOTALL)
SPECIAL = re.compile(r"([\\`*_{}\[\]<>])")


def escaped(text: str) -> str:
    """Text that Markdown takes as it is."""
    return SPECIAL.sub(r"\\\1", text)


def in_language(texts: Mapping[str, str], language: Language) -> tuple[str, str]:
    """The text in the language, else in English, else in the first there is; and the language it is in."""
    code = next(code for code in (language.code, "en", *texts) if code in texts)
    return texts[code], code


def _named(source: Source, language: Language, again: bool) -> str:
    """The source's title as Markdown, linked at its first mention, short at later ones if there is a short form."""
    text, code = in_language(source.short if again and source.short else source.title, language)
    shown = escaped(text)
    if code != language.code:
        shown = f'<span lang="{code}" dir="ltr">{shown}</span>'
    if again:
        return shown
    year = language.strings["citations"]["year"].format(year=source.year) if source.year else ""
    return (f"[{shown}]({source.url})" if source.url else shown) + year


def _note(body: str, sources: Mapping[str, Source], language: Language, seen: set[str]) -> tuple[str, list[str]]:
    """The note's text, and the ids that no source has."""
    marks = language.strings["citations"]
    parts, unknown = [], []
    for piece in re.split(r"[;؛]\s*(?=@)", body):
        match = ONE.fullmatch(piece.strip())
        if match is None or match["id"] not in sources:
            unknown.append(match["id"] if match else piece.strip())
            continue
        source, place = sources[match["id"]], match["place"]
        named = _named(source, language, source.id in seen)
        seen.add(source.id)
        parts.append(named + (marks["place"] + escaped(place.strip()) if place else ""))
    return marks["separator"].join(parts) + marks["end"], unknown


def cited(
    markdown: str, scan: Scan, sources: Mapping[str, Source], language: Language
) -> tuple[str, list[Mistake], list[str]]:
    """Markdown with footnotes in place of citations; what is wrong with them; the ids cited, in order."""
    mistakes: list[Mistake] = []
    notes: list[str] = []
    seen: set[str] = set()
    lines = with_quoted_options(markdown.split("\n"), scan)
    for index, visible in enumerate(scan.lines):
        for match in list(CITATION.finditer(visible)):
            note, unknown = _note(match["body"], sources, language, seen)
            for id in unknown:
                near = difflib.get_close_matches(id, sources, n=1)
                help_ = f"did you mean `{near[0]}`?" if near else "add it to docs/data/sources.yml"
                mistakes.append(Mistake(index + 1, "source-unknown", f"no source has the id `{id}`; {help_}"))
            notes.append(f"[^cite-{len(notes) + 1}]: {note}")
            lines[index] = lines[index].replace(match[0], f"[^cite-{len(notes)}]", 1)
    return "\n".join(lines) + "\n\n" + "\n\n".join(notes) + "\n", mistakes, sorted(seen)
