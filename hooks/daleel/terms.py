"""Which terms of the termbase a text uses. Words are compared, not letters: with their clitics, elisions and plurals."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from lxml import etree

from daleel.model import Language, Term
from daleel.numerals import ENGLISH_TEENS, ENGLISH_TENS, ENGLISH_UNITS, FRENCH_BELOW_20, FRENCH_TENS

ARABIC_MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670"  # vowel signs and tatweel
TOKEN = re.compile(rf"(?:[^\W_]+|[{ARABIC_MARKS}]+)+|[^\w\s'’]")
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
    gaps: frozenset[int] = frozenset()  # words before which an attribute may stand


Groups = tuple[tuple[str, ...], ...]  # forms of one word that no rule joins


@dataclass(frozen=True)
class Inflection:
    """How the words of a language change."""

    letters: Callable[[str], str]  # ways to write one form made one
    keys: Callable[[str], Keys]
    small: Keys = frozenset()  # between the words of a wording they tell nothing: articles and the like
    before: Keys = frozenset()  # an attribute may stand before one of these: `trafic (international) de personnes`
    after: Keys = frozenset()  # or after one of these: `wave of (young) migrants`


@dataclass(frozen=True)
class Forms:
    """The wordings of a termbase in one language."""

    keys: Callable[[str], Keys]
    by_key: Mapping[str, tuple[Form, ...]]  # of the first word, the longest wording first
    inflection: Inflection | None = None  # of wordings that are found with small words between theirs

    @cached_property
    def first(self) -> Keys:
        """Of every wording's first word."""
        return frozenset(self.by_key)


def english(word: str) -> Keys:
    return frozenset({word, *_endings(word, (("ies", "y"), ("es", ""), ("s", "")))})


def french(word: str) -> Keys:
    """Singular and masculine. Without `e` a short word is another: traite, trait."""
    plural = {word, *_endings(word, (("aux", "al"), ("s", ""), ("x", "")))}
    feminine = {one for word in plural for one in _endings(word, (("ée", "é"), ("elle", "el")))}
    return frozenset(plural | feminine | {one for word in plural for one in _endings(word, (("e", ""),), least=6)})


def arabic_letters(word: str) -> str:
    """Without vowel signs; two spellings of final ya, the hamza's seats on alif, ta marbuta and ha are made one."""
    bare = re.sub(f"[{ARABIC_MARKS}]", "", word)
    return re.sub("[أإآٱ]", "ا", bare).replace("ى", "ي").replace("ة", "ه")


def arabic(word: str) -> Keys:
    """With each of: conjunction, future, preposition, article, pronoun, ending of case, dual and plural taken off."""
    found = {arabic_letters(word)}
    for prefixes in (("و", "ف"), ("س",), ("ب", "ك", "ل"), ("ال", "ل")):
        found |= {
            one[len(first) :] for one in found for first in prefixes if _leaves(one, one.startswith(first), first)
        }
    for endings in (
        (("هما", ""), ("ها", ""), ("هم", ""), ("هن", ""), ("نا", ""), ("ه", "")),
        (("ات", "ه"), ("ات", ""), ("تان", "ه"), ("تان", ""), ("تين", "ه"), ("تين", "")),
        (("ان", ""), ("ون", ""), ("ين", ""), ("ت", "ه")),
        (("ا", ""), ("و", ""), ("ي", "")),
    ):
        found |= {ending for one in found for ending in _endings(one, endings)}
    return frozenset(found)


def plain(word: str) -> Keys:
    return frozenset({word})


def _some(words: str) -> Keys:
    return frozenset(words.split())


HYPHENS = _some("- \u2010 \u2011")
OF = _some("de d du des")
PLAIN = Inflection(str, plain)
INFLECTIONS: Mapping[str, Inflection] = {
    "english": Inflection(
        str,
        english,
        HYPHENS
        | _some("a an the this that these those any some every each all many several both")
        | _some("his her its their our your")
        | _some(f"{ENGLISH_UNITS} ten eleven twelve {ENGLISH_TEENS} {ENGLISH_TENS}"),
        after=_some("of"),
    ),
    "french": Inflection(
        str,
        french,
        HYPHENS
        | OF
        | _some("le la l les un une ce cet cette ces tout toute tous toutes chaque plusieurs quelques")
        | _some("mon ma mes son sa ses notre nos votre vos leur leurs")
        | _some(f"{FRENCH_BELOW_20} {FRENCH_TENS}"),
        before=OF,
        after=OF,
    ),
    "arabic": Inflection(
        arabic_letters,
        arabic,
        _some("هذا هذه هذان هذين هاتان هاتين هؤلاء ذلك تلك اولئك اي كل جميع بعض"),
        before=_some("غير"),
    ),
}


def _endings(word: str, endings: tuple[tuple[str, str], ...], least: int = LEAST) -> Iterator[str]:
    for ending, instead in endings:
        if _leaves(word, word.endswith(ending), ending, least):
            yield word[: -len(ending)] + instead


def _leaves(word: str, fits: bool, piece: str, least: int = LEAST) -> bool:
    return fits and len(word) - len(piece) >= least


def inflection(language: Language) -> Inflection:
    """strings, `language: inflection`; a language without it has none."""
    return INFLECTIONS.get(str(language.strings["language"].get("inflection")), PLAIN)


def tokens(text: str) -> list[str]:
    """Words and signs; apostrophes only part words."""
    return TOKEN.findall(unicodedata.normalize("NFC", text).casefold())


def keys_of(language: Language, groups: Groups = ()) -> Callable[[str], Keys]:
    """How the language's words are listed."""
    letters, regular = inflection(language).letters, inflection(language).keys
    others: dict[str, Keys] = {}
    for group in groups:
        joined = frozenset().union(*(regular(form.casefold()) for form in group))
        others |= {letters(form.casefold()): joined for form in group}

    @cache
    def keys(word: str) -> Keys:
        own = regular(word)
        return own.union(*(others[key] for key in own if key in others))

    return keys


def forms(terms: Mapping[str, Term], language: Language, groups: Groups = ()) -> Forms:
    """Of preferred and admitted wordings."""
    wordings = ((term.id, term.wordings[language.code]) for term in terms.values() if language.code in term.wordings)
    written = ((id, one) for id, wording in wordings for one in (wording.preferred, *wording.admitted))
    keys = keys_of(language, groups)
    return by_first_word(listed(written, keys), keys)


def listed(
    wordings: Iterable[tuple[str, str]], keys: Callable[[str], Keys], loose: Inflection | None = None
) -> Iterator[Form]:
    """wordings: each with its term's id. One that needs a qualifier in brackets to be clear is left out.

    loose: small words are left out too.
    """
    return (_form(id, written, keys, loose) for id, written in wordings if not QUALIFIER.search(written))


def by_first_word(forms: Iterable[Form], keys: Callable[[str], Keys], loose: Inflection | None = None) -> Forms:
    found = dict[str, list[Form]]()
    for form in forms:
        for key in form.words[0] if form.words else ():
            found.setdefault(key, []).append(form)
    return Forms(
        keys, {key: tuple(sorted(some, key=lambda form: -len(form.words))) for key, some in found.items()}, loose
    )


def _form(id: str, written: str, keys: Callable[[str], Keys], loose: Inflection | None) -> Form:
    """`wave/flood of migrants`: either word. The first word is never a small one: `les clandestins`."""
    words, gaps = list[Keys](), set[int]()
    for one in _alternatives(written):
        if loose and loose.before.issuperset(one):
            gaps.add(len(words))
        if not (loose and words and loose.small.issuperset(one)):
            words.append(frozenset().union(*map(keys, one)))
        if loose and loose.after.issuperset(one):
            gaps.add(len(words))
    return Form(id, tuple(words), frozenset(gaps))


def _alternatives(written: str) -> list[list[str]]:
    """Word by word."""
    found, either = list[list[str]](), False
    for token in tokens(written):
        if token == "/":
            either = True
        elif either and found:
            found[-1].append(token)
            either = False
        else:
            found.append([token])
            either = False
    return found


def used(root: etree._Element, forms: Forms) -> tuple[str, ...]:
    """Ids in the order of first use. root: clean HTML."""
    return used_in("".join(_running_text(root)), forms)


def used_in(text: str, forms: Forms) -> tuple[str, ...]:
    """Where one wording holds another, the longer counts alone."""
    words = [forms.keys(token) for token in tokens(text)]
    return tuple(dict.fromkeys(form.term for _, form in uses(words, forms)))


def uses(words: list[Keys], forms: Forms) -> Iterator[tuple[int, Form]]:
    """Each wording in a row of words, and at which word it begins."""
    end = 0
    for at in beginnings(words, forms.first):
        if at >= end and (found := fitting(words, at, forms)):
            form = max(found, key=lambda form: (len(form.words), form.term))
            yield at, form
            end = found[form]


def beginnings(words: list[Keys], first: Keys) -> list[int]:
    """The words with which a wording may begin. They are few: most words need no closer look."""
    return [at for at, keys in enumerate(words) if not first.isdisjoint(keys)]


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


def fitting(words: list[Keys], at: int, forms: Forms) -> dict[Form, int]:
    """Every wording that begins at this word, and the word after its end."""
    if forms.by_key.keys().isdisjoint(words[at]):
        return {}
    candidates = {form for key in words[at] for form in forms.by_key.get(key, ())}
    return {form: end for form in candidates if (end := _end(words, at, form, forms.inflection))}


def _end(words: list[Keys], at: int, form: Form, loose: Inflection | None) -> int | None:
    """The word after the form's last one, if the form stands here."""
    for number, wanted in enumerate(form.words):
        if loose and number:
            start, at = at, _past_small(words, at, wanted, loose)
            if number in form.gaps and not wanted & _word(words, at) and _is_attribute(words, start, at, loose):
                at = _past_small(words, at + 1, wanted, loose)
        if not wanted & _word(words, at):
            return None
        at += 1
    return at


def _past_small(words: list[Keys], at: int, wanted: Keys, loose: Inflection) -> int:
    """Numbers are small too."""
    while not wanted & (word := _word(words, at)) and (loose.small & word or any(key.isdigit() for key in word)):
        at += 1
    return at


def _is_attribute(words: list[Keys], start: int, at: int, loose: Inflection) -> bool:
    """start: behind the form's word before it."""
    behind = words[max(0, start - 1) : at]
    linked = loose.before & _word(words, at + 1) or any(loose.after & word for word in behind)
    return bool(linked) and any(key.isalpha() for key in _word(words, at))


def _word(words: list[Keys], at: int) -> Keys:
    """None after the last."""
    return words[at] if at < len(words) else frozenset()


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
