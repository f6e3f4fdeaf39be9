"""What else to read: publications on the same topic first, then those that share one."""

from dataclasses import dataclass

from markupsafe import Markup

from daleel.model import Kind, Publication
from daleel.site.reader import Reader

MOST = 4


@dataclass(frozen=True)
class Related:
    kind: Kind
    topic: str
    title: Markup
    href: str


def related(reader: Reader, publication: Publication) -> list[Related]:
    """Those that the reader can read."""
    others = [
        one
        for one in reader.library.publications
        if one != publication and reader.language.code in one.editions and set(one.topics) & set(publication.topics)
    ]
    nearest = sorted(others, key=lambda other: _distance(publication, other))[:MOST]
    return [
        Related(one.kind, one.topic, reader.typeset(reader.edition(one).title), reader.to(reader.publication(one)))
        for one in nearest
    ]


def _distance(publication: Publication, other: Publication) -> tuple[bool, int]:
    """Publications at the same distance keep the library's order."""
    shared = set(publication.topics) & set(other.topics)
    return other.topic != publication.topic, -len(shared)
