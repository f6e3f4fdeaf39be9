"""Words as Typst code: string literals, and the strings of the language filled in."""

import re

from daleel import typography
from daleel.model import Language

ARABIC = "[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"
ARABIC_RUN = re.compile(rf"({ARABIC}+(?:[ \u00a0]{ARABIC}+)*)")
WHITESPACE = re.compile(r"[ \t\r\n\f]+")  # HTML's; no-break spaces are the typographer's
LETTER = re.compile("[A-Za-z]")
BOXED = 24  # characters; symbols and telephone numbers up to this length are never broken


def literal(text: str) -> str:
    """A Typst string. Nothing in it can become code: its only escapes are \\, \" and \\u{…}."""
    safe = text.replace("\\", "\\\\").replace('"', '\\"')
    return (
        '"'
        + "".join(char if char.isprintable() or char in "\u00a0\u202f" else f"\\u{{{ord(char):x}}}" for char in safe)
        + '"'
    )


def block(parts: list[str]) -> str:
    """Expressions one behind the other as one expression."""
    if len(parts) == 1:
        return parts[0]
    return "{" + "; ".join(parts) + "}" if parts else '""'


def words(text: str, language: Language) -> list[str]:
    """Running text as expressions; Arabic words in the text of another script get their own fonts."""
    if language.fonts == "arabic":
        return [literal(text)] if text else []
    pieces = ARABIC_RUN.split(text)  # every other one is Arabic
    return [f"arabic-run({literal(piece)})" if nth % 2 else literal(piece) for nth, piece in enumerate(pieces) if piece]


def ltr_run(parts: list[str], plain: str, lang: str = "en", heading: bool = False) -> str:
    whole = len(plain) <= BOXED and not (" " in plain and LETTER.search(plain))
    name = "title-run" if heading else "ltr-run"
    return f"{name}({'true' if whole else 'false'}, lang: {literal(lang)}, {block(parts)})"


def text_code(text: str, language: Language, heading: bool = False) -> str:
    """A text without markup, typeset as its language asks."""
    if not language.rtl:
        return block(words(typography.spaced(text, language), language))
    pieces = typography.runs(text)
    return block(
        [ltr_run([literal(piece)], piece, heading=heading) if ltr else literal(piece) for piece, ltr in pieces]
    )
