"""An edition as its document sees it, and what is said about it."""

from dataclasses import dataclass
from functools import cached_property

from docx.opc.part import Part

from daleel import matter, wording
from daleel.imprint import also_in, behind, joined, licensed, state, version
from daleel.word import look
from daleel.word.draft import Draft
from daleel.word.links import Shelf
from daleel.word.look import Palette
from daleel.word.markup import Node
from daleel.word.parts import PARTS
from daleel.word.pictures import Draw, picture
from daleel.word.setting import Marks, Surroundings, hyperlink, paragraph, say, words
from daleel.word.styles import characters
from daleel.word.tree import ids


@dataclass(frozen=True)
class Matter(matter.Matter):
    """All that one document is made from."""

    draft: Draft
    draw: Draw

    @property
    def manual(self) -> bool:
        return self.publication.kind == "manual"

    @property
    def colours(self) -> Palette:
        return look.palette(self.publication, self.booklet)

    @cached_property
    def shelf(self) -> Shelf:
        return Shelf(
            self.library, self.publication, self.edition, {name: ids(tree) for name, tree in self.trees.items()}
        )

    @property
    def address(self) -> str:
        return self.shelf.address(self.publication.id)

    @cached_property
    def around(self) -> Surroundings:
        """Of what belongs to no chapter."""
        return self.surroundings("")

    def surroundings(self, tree: str) -> Surroundings:
        root = self.trees.get(tree)
        fonts = self.library.root / "overrides" / "fonts"
        folder = self.library.root / self.publication.folder
        marks = [] if root is None else [str(one.get("href"))[1:] for one in root.iterfind(".//a[@data-note]")]
        notes = [] if root is None else root.findall("section[@data-notes]/ol/li")
        return Surroundings(
            language=self.language,
            draft=self.draft,
            chapter=tree,
            follow=self.shelf.follow(tree),
            image=lambda source: picture(folder / source, fonts, self.draw),
            parts=PARTS,
            characters=characters(self.language, self.colours),
            notes={str(note.get("id")): note for note in notes},
            again=frozenset(id for id in marks if marks.count(id) > 1),
            numbers={},
            part=self.draft.document.part,
            roomy=self.booklet == "handouts",
        )

    def line(self, style: str, written: str, *properties: Node) -> Node:
        return paragraph(self.around, say(written, self.around), *properties, style=style)


def booklet_name(matter: Matter) -> list[str]:
    """Which of a manual's booklets it is; a brief has but one."""
    return [matter.strings["print"]["editions"][matter.booklet]] if matter.manual else []


def facts(matter: Matter) -> str:
    return joined(matter.language, version(*matter.about), *booklet_name(matter), matter.language.name)


def filled(matter: Matter, sentence: str) -> str:
    """Title, version, address and licence in a sentence of the language's strings."""
    return wording.filled(sentence, matter.publication, matter.edition, matter.address)


def adapted(matter: Matter) -> str:
    return filled(matter, matter.strings["word"]["adapted"])


def languages(matter: Matter) -> list[str]:
    said = (state(*matter.about), behind(matter.publication, matter.edition), also_in(*matter.about))
    return [one for one in said if one]


def licence(matter: Matter) -> list[Node]:
    before, named, after = licensed(*matter.about)
    name = [linked(matter, named.name, named.href)] if named.href else list(say(named.name, matter.around))
    return [*say(before, matter.around), *name, *say(after, matter.around)]


def linked(matter: Matter, said: str, address: str, part: Part | None = None) -> Node:
    content = words(said, matter.around, Marks(("Hyperlink",), direction="ltr"))
    return hyperlink(address, content, part or matter.draft.document.part)
