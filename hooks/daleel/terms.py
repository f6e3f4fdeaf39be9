"""Which terms of the termbase a text uses. Words are compared, not letters: with their clitics, elisions and plurals."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from lxml import etree

from daleel.model import Language, Term

ARABIC_MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670"  # vowel signs and tatweel
TOKEN = re.compile(rf"(?:[^\W_]|[{ARABIC_MARKS}])+|[^\w\s'’]")
QUALIFIER = re.compile(r"\s*\([^)]*\)")
UNREAD = ("section[@data-notes]", "pre", "code")  # what is no running text of the author
BLOCKS = {"p", "li", "h2", "h3", "h4", "td", "th", "dt", "dd", "header", "footer", "caption", "blockquote", "br"}
LEAST = 3  # letters that a word keeps when something is taken off it

Keys = frozenset[str]  # what a word may be listed under


@dataclass(frozen=True)
class Form:
    """A term's wording, word by word."""

    term: str  # id
    words: tuple[Keys, ...]


Groups = tuple[tuple[str, ...], ...]  # forms of one word that no rule joins


@dataclass(frozen=True)
class Forms:
    """The wordings of a termbase in one language."""

    keys: Callable[[str], Keys]
    by_key: Mapping[str, tuple[Form, ...]]  # of the first word, the longest wording first


def english(word: str) -> Keys:
    return frozenset({word, *_endings(word, (("ies", "y"), ("es", ""), ("s", "")))})


def french(word: str) -> Keys:
    return frozenset({word, *_endings(word, (("aux", "al"), ("s", ""), ("x", "")))})


def arabic(word: str) -> Keys:
    """Without vowel signs, and with each of: conjunction, preposition, article, pronoun, plural taken off.

    Unicode's two spellings of final ya, the hamza's seats on alif, and ta marbuta before a suffix are made one.
    """
    bare = re.sub(f"[{ARABIC_MARKS}]", "", word)
    bare = re.sub("[أإآٱ]", "ا", bare).replace("ى", "ي").replace("ة", "ه")
    found = {bare}
    for prefixes in (("و", "ف"), ("ب", "ك", "ل"), ("ال", "ل")):
        found |= {
            one[len(first) :] for one in found for first in prefixes if _leaves(one, one.startswith(first), first)
        }
    for endings in (
        (("ها", ""), ("هم", ""), ("هن", ""), ("ه", "")),
        (("ات", "ه"), ("ات", ""), ("ون", ""), ("ين", ""), ("ت", "ه")),
    ):
        found |= {ending for one in found for ending in _endings(one, endings)}
    return frozenset(found)


def plain(word: str) -> Keys:
    return frozenset({word})


INFLECTIONS: Mapping[str, Callable[[str], Keys]] = {"english": english, "french": french, "arabic": arabic}


def _endings(word: str, endings: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for ending, instead in endings:
        if _leaves(word, word.endswith(ending), ending):
            yield word[: -len(ending)] + instead


def _leaves(word: str, fits: bool, piece: str) -> bool:
    return fits and len(word) - len(piece) >= LEAST


def tokens(text: str) -> list[str]:
    """Words and signs; apostrophes only part words."""
    return TOKEN.findall(unicodedata.normalize("NFC", text).casefold())


def keys_of(language: Language, groups: Groups = ()) -> Callable[[str], Keys]:
    """How the language's words are listed: strings, `language: inflection`; a language without it has no inflection."""
    regular = INFLECTIONS.get(str(language.strings["language"].get("inflection")), plain)
    others: dict[str, Keys] = {}
    for group in groups:
        joined = frozenset().union(*(regular(form.casefold()) for form in group))
        others |= {form.casefold(): joined for form in group}

    @cache
    def keys(word: str) -> Keys:
        own = regular(word)
        return own.union(*(others[key] for key in own if key in others))

    return keys


def forms(terms: Mapping[str, Term], language: Language, groups: Groups = ()) -> Forms:
    """Of preferred and admitted wordings."""
    wordings = ((term.id, term.wordings[language.code]) for term in terms.values() if language.code in term.wordings)
    written = ((id, one) for id, wording in wordings for one in (wording.preferred, *wording.admitted))
    return listed(written, keys_of(language, groups))


def listed(wordings: Iterable[tuple[str, str]], keys: Callable[[str], Keys]) -> Forms:
    """wordings: each with its term's id. One that needs a qualifier in brackets to be clear is left out."""
    found = dict[str, list[Form]]()
    for id, written in wordings:
        if QUALIFIER.search(written):
            continue
        words = tuple(keys(token) for token in tokens(written))
        for key in words[0] if words else ():
            found.setdefault(key, []).append(Form(id, words))
    return Forms(keys, {key: tuple(sorted(some, key=lambda form: -len(form.words))) for key, some in found.items()})


def used(root: etree._Element, forms: Forms) -> tuple[str, ...]:
    """Ids in the order of first use. root: clean HTML."""
    return used_in("".join(_running_text(root)), forms)


def used_in(text: str, forms: Forms) -> tuple[str, ...]:
    """Where one wording holds another, the longer counts alone."""
    words = [forms.keys(token) for token in tokens(text)]
    return tuple(dict.fromkeys(form.term for _, form in uses(words, forms)))


def uses(words: list[Keys], forms: Forms) -> Iterator[tuple[int, Form]]:
    """Each wording in a row of words, and at which word it begins."""
    at = 0
    while at < len(words):
        form = _longest(words, at, forms)
        if form:
            yield at, form
        at += len(form.words) if form else 1


def other_wordings(
    title: str, terms: Mapping[str, Term], language: Language, forms: Forms, groups: Groups = ()
) -> list[str]:
    """What else a title's terms and words are called: what a search for them must find too."""
    there, listed = title.casefold(), [forms.keys(token) for token in tokens(title)]
    wordings = [
        written
        for id in used_in(title, forms)
        for wording in [terms[id].wordings[language.code]]
        for written in (wording.preferred, *wording.admitted)
    ]
    words = [form for group in groups for form in group if any(forms.keys(form) & keys for keys in listed)]
    return [written for written in dict.fromkeys([*wordings, *words]) if written.casefold() not in there]


def _longest(words: list[Keys], at: int, forms: Forms) -> Form | None:
    return max(fitting(words, at, forms), key=lambda form: (len(form.words), form.term), default=None)


def fitting(words: list[Keys], at: int, forms: Forms) -> set[Form]:
    """Every wording that begins at this word."""
    if forms.by_key.keys().isdisjoint(words[at]):
        return set()
    candidates = {form for key in words[at] for form in forms.by_key.get(key, ())}
    return {form for form in candidates if _fits(words, at, form)}


def _fits(words: list[Keys], at: int, form: Form) -> bool:
    there = words[at : at + len(form.words)]
    return len(there) == len(form.words) and all(ours & theirs for ours, theirs in zip(there, form.words, strict=True))


def _running_text(root: etree._Element) -> Iterator[str]:
    """A sign between blocks keeps words of two of them apart."""
    unread = {element for path in UNREAD for element in root.iterfind(f".//{path}")}

    def text(element: etree._Element) -> Iterator[str]:
        if element in unread:
            return
        yield element.text or ""
        for child in element:
            yield from text(child)
            yield " ¶ " if child.tag in BLOCKS else ""
            yield child.tail or ""

    return text(root)


def listed_under(name: str, language: Language) -> str:
    """For the order of a list: letters without accents or vowel signs, an Arabic article passed over."""
    name = QUALIFIER.sub("", name).casefold()
    letters = "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))
    return re.sub(r"\bال", "", letters) if language.rtl else letters
