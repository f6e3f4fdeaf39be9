"""The catalogue's facets: checkboxes with counts."""

from collections import Counter
from dataclasses import dataclass

from daleel.model import Language
from daleel.site.cards import facet_values
from daleel.site.reader import Reader


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    count: int
    language: Language | None = None  # of the label, if it is the name of a language


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    choices: tuple[Choice, ...]


def facets(reader: Reader) -> list[Facet]:
    """Only choices that some publication has, in the order of the strings."""
    counts: dict[str, Counter[str]] = {}
    for publication in reader.library.publications:
        for name, values in facet_values(publication).items():
            counts.setdefault(name, Counter()).update(values)
    return [
        Facet(name, reader.strings["catalogue"][name], _choices(name, count, reader)) for name, count in counts.items()
    ]


def _choices(name: str, counts: Counter[str], reader: Reader) -> tuple[Choice, ...]:
    if name == "language":
        languages = [language for language in reader.library.languages if language.code in counts]
        return tuple(Choice(one.code, one.name, counts[one.code], one) for one in languages)
    labels = _labels(name, reader)
    unknown = counts.keys() - labels.keys()
    if unknown:
        raise LookupError(f"strings/{reader.language.code}.yml has no {name} for {sorted(unknown)}")
    return tuple(Choice(value, label, counts[value]) for value, label in labels.items() if value in counts)


def _labels(name: str, reader: Reader) -> dict[str, str]:
    strings = reader.strings
    if name == "kind":
        return {"manual": strings["site"]["manuals"], "brief": strings["site"]["briefs"]}
    return dict(strings[f"{name}s"])
