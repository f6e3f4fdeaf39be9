"""What a typesetter would put between characters: French spaces, isolates around left-to-right runs."""

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from lxml import etree

from daleel.model import Language

NBSP, NNBSP = "\u00a0", "\u202f"
LRI, PDI = "\u2066", "\u2069"
Element: TypeAlias = etree._Element

# Lexique des règles typographiques en usage à l'Imprimerie nationale, « Ponctuation »: a thin no-break space before ; ! ?,
# a no-break space before : and inside guillemets. Not before the : of an address or an hour (https://, 10:30).
FRENCH = (
    (re.compile(r"(?<=[^\s;:!?…(])\s*([;!?])(?!\w)"), NNBSP + r"\1"),
    (re.compile(r"(?<=\S)\s+:(?=\s|$)"), NBSP + ":"),
    (re.compile(r"(?<=\w|[»)])\s*:(?=\s)"), NBSP + ":"),
    (re.compile(r"«\s*"), "«" + NBSP),
    (re.compile(r"\s*»"), NBSP + "»"),
    (re.compile(r"(?<=\d) (?=%|€|\$)"), NNBSP),
    (re.compile(r"(?<=\d) (?=\d{3}\b)"), NNBSP),
    (re.compile(r"\bn(o|os|°) (?=\d)"), rf"n\1{NBSP}"),
)
# Abbreviations that must not stand apart from their number.
LATIN = ((re.compile(r"\b(arts?|paras?|par|ch|chap|p|pp|No|vol|al)\. (?=\d)"), rf"\1.{NBSP}"),)

# A left-to-right run: words of Latin letters, digits and signs inside symbols; a Latin letter or an inner sign is in it.
_TOKEN = r"[A-Za-zÀ-ɏ0-9+@#&](?:[A-Za-zÀ-ɏ0-9/._:@#%&=+~?'’–-]*[A-Za-zÀ-ɏ0-9%/+])?(?:\([A-Za-z0-9]{1,4}\))*"
LTR_RUN = re.compile(rf"{_TOKEN}(?:[ \u00a0]{_TOKEN})*")
_LATIN_LETTER = re.compile(r"[A-Za-zÀ-ɏ]")
_COMPOUND = re.compile(r"\d[/.:–+-]\d|\+\d|\d \d")


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces; True marks a left-to-right run that right-to-left text must isolate."""
    end = 0
    for match in LTR_RUN.finditer(text):
        if not (_LATIN_LETTER.search(match[0]) or _COMPOUND.search(match[0])):
            continue
        if match.start() > end:
            yield text[end : match.start()], False
        yield match[0], True
        end = match.end()
    if end < len(text):
        yield text[end:], False


def spaced(text: str, language: Language) -> str:
    """The text with its language's no-break spaces."""
    rules: tuple[tuple[re.Pattern[str], str], ...] = () if language.rtl else LATIN
    if language.strings["language"].get("spacing") == "french":
        rules += FRENCH
    for pattern, replacement in rules:
        text = pattern.sub(replacement, text)
    return text


def plain(text: str, language: Language) -> str:
    """For places that hold no markup (attributes, metadata, PDF titles): isolates as characters."""
    if not language.rtl:
        return spaced(text, language)
    return "".join(f"{LRI}{piece}{PDI}" if ltr else piece for piece, ltr in runs(text))


def typeset(root: Element, language: Language) -> None:
    """Set the typography of a whole tree, in place."""
    for element in list(root.iter(etree.Element)):
        if element.tag in ("code", "pre", "bdi"):
            _each(element, "tail", language)
            continue
        if not _inside_code(element):
            _each(element, "text", language)
            _each(element, "tail", language)


def _inside_code(element: Element) -> bool:
    return any(parent.tag in ("code", "pre", "bdi") for parent in element.iterancestors())


def _each(element: Element, where: str, language: Language) -> None:
    if element.get("data-notes") is not None and where == "tail":
        return
    text = getattr(element, where)
    if not text or not text.strip():
        return
    if where == "tail" and element.getparent() is None:
        return
    text = spaced(text, language)
    if not language.rtl:
        setattr(element, where, text)
        return
    pieces = list(runs(text))
    first = "" if not pieces or pieces[0][1] else pieces.pop(0)[0]
    setattr(element, where, first)
    put = _after_start(element) if where == "text" else _after(element)
    for piece, ltr in pieces:
        if ltr:
            isolate = etree.Element("bdi", dir="ltr")
            isolate.text = piece
            put(isolate)
        else:
            put(piece)


def _after_start(parent: Element) -> Callable[[Element | str], None]:
    return _placer(lambda element: parent.insert(0, element))


def _after(element: Element) -> Callable[[Element | str], None]:
    def insert(new: Element) -> None:
        parent = element.getparent()
        assert parent is not None
        parent.insert(parent.index(element) + 1, new)

    return _placer(insert)


def _placer(insert_first: Callable[[Element], None]) -> Callable[[Element | str], None]:
    """Puts pieces one behind the other; the first one where insert_first says."""
    last: list[Element] = []

    def put(piece: Element | str) -> None:
        if isinstance(piece, str):
            last[-1].tail = (last[-1].tail or "") + piece
            return
        if last:
            parent = last[-1].getparent()
            assert parent is not None
            tail, last[-1].tail = last[-1].tail, None
            parent.insert(parent.index(last[-1]) + 1, piece)
            last[-1].tail = tail
        else:
            insert_first(piece)
        last.append(piece)

    return put
