"""`[@tip-protocol, art. 3(a)]` → a footnote that names the source in the reader's language."""

import difflib
import re
from collections.abc import Iterator, Mapping

from daleel.model import Language, Source
from daleel.problems import Message, Mistake, say
from daleel.scan import Scan, with_quoted_options

CITATION = re.compile(r"(?<![ \t\u00a0])[ \t\u00a0]*\[@(?P<body>[^\[\]]+)\]")
UNMARKED = re.compile(r"\[(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)(?:[,،][^\[\]]*)?\](?![(\[:])")
ONE = re.compile(r"@?(?P<id>[a-z0-9-]+)(?:[,،]\s*(?P<place>.+))?", re.DOTALL)
SPECIAL = re.compile(r"([\\`*_{}\[\]>])")
BEGINS_BLOCK = re.compile(r"^(\d*)([#+.-])")
BREAKS = re.compile(r"[ \t\n]+")


def escaped(text: str) -> str:
    """Text that Markdown takes as it is, in one line. It would keep the backslash of an escaped < or &."""
    html = BREAKS.sub(" ", text).strip(" ").replace("&", "&amp;").replace("<", "&lt;")
    return BEGINS_BLOCK.sub(r"\1\\\2", SPECIAL.sub(r"\\\1", html))


def in_language(texts: Mapping[str, str], language: Language) -> tuple[str, str]:
    """The text in the language, else in English, else in the first there is; and the language it is in."""
    code = next(code for code in (language.code, "en", *texts) if code in texts)
    return texts[code], code


def _marked(texts: Mapping[str, str], language: Language) -> str:
    """A text as Markdown, marked with its language and direction if it is not the reader's."""
    text, code = in_language(texts, language)
    shown = escaped(text)
    return shown if code == language.code else f'<span lang="{code}" dir="ltr">{shown}</span>'


def _mentioned(source: Source, language: Language, again: bool) -> str:
    """In full and linked at its first mention, with the short form that later notes use; then only that."""
    marks = language.strings["citations"]
    if again and source.short:
        return _marked(source.short, language)
    shown = named(source, language)
    if (
        source.short
        and not again
        and in_language(source.short, language)[0] not in in_language(source.title, language)[0]
    ):
        shown += marks["short"].format(short=_marked(source.short, language))
    return shown


def named(source: Source, language: Language) -> str:
    """State, title, year; Markdown."""
    marks = language.strings["citations"]
    title = _marked(source.title, language)
    shown = f"[{title}](<{source.url}>)" if source.url else title
    if source.place:
        shown = _marked(source.place, language) + marks["place"] + shown
    if source.year and source.year not in title:
        shown += marks["year"].format(year=escaped(source.year))
    return shown


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
        mention = _mentioned(source, language, source.id in seen)
        seen.add(source.id)
        parts.append(mention + (marks["place"] + escaped(place.strip()) if place else ""))
    return marks["separator"].join(parts) + marks["end"], unknown


def _unknown(id: str, sources: Mapping[str, Source]) -> Message:
    near = difflib.get_close_matches(id, sources, n=1)
    if near:
        return say("no source has the id `{id}`; did you mean `{near}`?", id=id, near=near[0])
    return say("no source has the id `{id}`; add it to docs/data/sources.yml", id=id)


def _unmarked(number: int, visible: str, sources: Mapping[str, Source]) -> Iterator[Mistake]:
    """Citations without their @: they would be printed as they stand, and the source lost."""
    for match in UNMARKED.finditer(visible):
        if match["id"] in sources:
            message = say(
                "`{written}` names a source and is no citation; write [@{id}, …]", written=match[0], id=match["id"]
            )
            yield Mistake(number, "source-unknown", message, match.start() + 1)


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
                mistakes.append(
                    Mistake(
                        index + 1, "source-unknown", _unknown(id, sources), max(visible.find(id, match.start()), 0) + 1
                    )
                )
            notes.append(f"[^cite-{len(notes) + 1}]: {note}")
            lines[index] = lines[index].replace(match[0], f"[^cite-{len(notes)}]", 1)
        mistakes += _unmarked(index + 1, visible, sources)
    return "\n".join(lines) + "\n\n" + "\n\n".join(notes) + "\n", mistakes, sorted(seen)
