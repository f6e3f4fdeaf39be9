"""An edition as those see it who make its files, whatever the format."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from daleel.model import Booklet, Edition, Language, Library, Publication
from daleel.text import Text
from daleel.trees import Node


@dataclass(frozen=True)
class Matter:
    """All that one booklet is made from."""

    library: Library
    publication: Publication
    edition: Edition
    texts: Mapping[str, Text]  # by the chapter's name
    trees: Mapping[str, Node]  # what this booklet shows, by the chapter's name or the sheet's
    booklet: Booklet

    @property
    def language(self) -> Language:
        return self.edition.language

    @property
    def strings(self) -> Mapping[str, Any]:
        return self.edition.language.strings

    @property
    def about(self) -> tuple[Publication, Language]:
        """What imprint.py speaks of."""
        return self.publication, self.language
