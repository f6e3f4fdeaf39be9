"""The page of problems: every code of `daleel check`, what it means, and an example, wrong and right."""

import re
from dataclasses import dataclass
from itertools import groupby

from babel import Locale
from markupsafe import Markup

from daleel.model import Language, Library
from daleel.problems import Code, Severity, codes
from daleel.site.reader import Reader

SNIPPET = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Example:
    name: str  # "original", "wrong", "right": a key of strings["problems"]
    text: str
    lang: str
    direction: str


@dataclass(frozen=True)
class Entry:
    code: str
    severity: Severity
    title: Markup
    say: Markup
    place: Markup
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class Group:
    id: str
    name: Markup
    entries: tuple[Entry, ...]


def address(library: Library, language: Language | None) -> str:
    """Of the page, absolute; None: in the site's first language."""
    reader = Reader(library, language or library.languages[0], None)
    return reader.absolute(reader.site_page("problems"))


def groups(reader: Reader) -> list[Group]:
    words = reader.strings["problems"]
    return [
        Group(
            f"group-{name}",
            reader.typeset(words["groups"][name]),
            tuple(_entry(reader, code, about) for code, about in group),
        )
        for name, group in groupby(codes().items(), key=lambda pair: pair[1].group)
    ]


def _entry(reader: Reader, code: str, about: Code) -> Entry:
    words = reader.strings["problems"]
    said = words["codes"][code]
    return Entry(
        code,
        about.severity,
        with_code(said["title"], reader),
        with_code(said["say"], reader),
        with_code(words["places"].get(about.place, f"`{about.place}`"), reader),
        tuple(_examples(about)),
    )


def _examples(about: Code) -> list[Example]:
    found = [Example("original", about.original, "en", "ltr")] if about.original else []
    direction = Locale.parse(about.lang).text_direction
    return [*found, *(Example(name, getattr(about, name), about.lang, direction) for name in ("wrong", "right"))]


def with_code(text: str, reader: Reader) -> Markup:
    """Plain text as HTML; what stands in `…` is code."""
    code = Markup('<code dir="ltr">{}</code>')
    pieces = SNIPPET.split(text)  # text, code, text …
    return Markup("").join(code.format(one) if at % 2 else reader.typeset(one) for at, one in enumerate(pieces))
