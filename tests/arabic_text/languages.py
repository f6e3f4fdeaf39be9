"""Which of the library's languages is a text in?

Each language's own words are those of its strings file that no other one has: articles, prepositions, conjunctions
stand in sentences of every kind. A detector's models take up a hundred megabytes, and know no language of ours better.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from .recall import unmarked, words


def language_of(text: str, strings: Mapping[str, Mapping[str, Any]]) -> str:
    """The code of the language of whose own words the text has most. `strings`: by code."""
    own = own_words(strings)
    found = [unmarked(word).lower() for word in words(text)]
    return max(own, key=lambda code: sum(word in own[code] for word in found))


def own_words(strings: Mapping[str, Mapping[str, Any]]) -> dict[str, set[str]]:
    known = {code: set(vocabulary(texts)) for code, texts in strings.items()}
    return {
        code: vocabulary.difference(*(other for name, other in known.items() if name != code))
        for code, vocabulary in known.items()
    }


def vocabulary(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield from (unmarked(word).lower() for word in words(node) if not word.isdecimal())
    for child in node.values() if isinstance(node, Mapping) else node if isinstance(node, list) else ():
        yield from vocabulary(child)
