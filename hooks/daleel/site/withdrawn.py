"""What stands at the addresses of a withdrawn publication: that it is, since when, why, and what to read in its place."""

from dataclasses import dataclass

from markupsafe import Markup

from daleel.model import Publication
from daleel.site.navigation import Link
from daleel.site.reader import Reader


@dataclass(frozen=True)
class Farewell:
    publication: Publication
    say: Markup  # since when
    reason: Markup
    instead: Link | None


def farewell(reader: Reader, publication: Publication) -> Farewell:
    withdrawal = publication.withdrawn
    assert withdrawal is not None
    form: str = reader.strings["withdrawn"]["say"]
    return Farewell(
        publication,
        reader.typeset(form.format(date=reader.date(withdrawal.date))),
        reader.typeset(withdrawal.reason[reader.language.code]),
        _instead(reader, withdrawal.replaced_by) if withdrawal.replaced_by else None,
    )


def _instead(reader: Reader, id: str) -> Link:
    publication = reader.library.publication(id)
    return Link(reader.typeset(reader.edition(publication).title), reader.to(reader.publication(publication)))
