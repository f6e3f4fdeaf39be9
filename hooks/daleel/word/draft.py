"""The document in the making: the package's parts, and what counts through the whole document."""

import itertools
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.shape import CT_Inline
from docx.shared import Emu
from lxml import etree

from daleel.word.markup import Node, w
from daleel.word.styles import FIRST_FREE, NUMBERS, font_table, list_instance

EMU = 635  # to a twentieth of a point
# What python-docx's template brings beside what a document needs: a picture of its page, its styles as Word 2010 saw
# them, its maker.
UNWANTED = ("/thumbnail", "/stylesWithEffects", "/customXml", "/extended-properties", "/webSettings", "/fontTable")


class Draft:
    def __init__(self) -> None:
        self.document = docx.Document()
        self.body: Node = self.document.element.body
        for child in list(self.body):
            self.body.remove(child)
        for rels in (self.package.rels, self.document.part.rels):
            for rel in [rel for rel in rels.values() if rel.reltype.endswith(UNWANTED)]:
                rels.pop(rel.rId)
        self.ids = itertools.count(1)  # of bookmarks, pictures, controls
        self._numbers = itertools.count(FIRST_FREE)
        self.notes = w("footnotes", *_separators())
        self.notes_part = self._xml_part(
            "footnotes", CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES, self.notes
        )
        self._xml_part("fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, font_table())

    @property
    def package(self) -> OpcPackage:
        package: OpcPackage = self.document.part.package
        return package

    @property
    def lists(self) -> Node:
        root: Node = self.document.part.numbering_part.element
        return root

    def _xml_part(self, name: str, content_type: str, relationship: str, root: Node) -> Part:
        part = XmlPart(PackURI(f"/word/{name}.xml"), content_type, root, self.package)  # type: ignore[arg-type]
        self.document.part.relate_to(part, relationship)
        return part

    def new_list(self, level: int, start: int, of: int = NUMBERS) -> int:
        """The number of a list that counts for itself."""
        number = next(self._numbers)
        self.lists.append(list_instance(number, of, level, start))
        return number

    def new_note(self) -> Node:
        """An empty note; its id is in it."""
        note = w("footnote", id=len(self.notes) - 1)
        self.notes.append(note)
        return note

    def picture(self, image: bytes, width: int, height: int, description: str) -> Node:
        """A run's child. Measures are twentieths of a point; a picture without a description is decoration."""
        relation, _ = self.document.part.get_or_add_image(BytesIO(image))
        id = next(self.ids)
        inline = CT_Inline.new_pic_inline(id, relation, f"picture{id}", Emu(width * EMU), Emu(height * EMU))
        for side in "TBLR":
            inline.set(f"dist{side}", "0")  # else LibreOffice takes an eighth of an inch
        inline.docPr.set("descr", description)
        if not description:
            inline.docPr.append(_decoration())
        return w("drawing", inline)


def bookmark_name(chapter: str, id: str = "") -> str:
    """Word's names have at most 40 letters, digits and _; one that begins with _ is not shown in lists."""
    return "_Ref" + sha256(f"{chapter}#{id}".encode()).hexdigest()[:24]


def bookmarked(name: str, number: int, content: list[Node]) -> list[Node]:
    return [w("bookmarkStart", id=number, name=name), *content, w("bookmarkEnd", id=number)]


def _separators() -> Iterator[Node]:
    for id, kind in ((-1, "separator"), (0, "continuationSeparator")):
        yield w("footnote", w("p", w("r", w(kind))), type=kind, id=id)


def _decoration() -> Node:
    """[MS-ODRAWXML] 2.24: decorative."""
    a, adec = (
        "http://schemas.openxmlformats.org/drawingml/2006/main",
        "http://schemas.microsoft.com/office/drawing/2017/decorative",
    )
    extensions = etree.Element(f"{{{a}}}extLst", nsmap={"a": a})
    extension = etree.SubElement(extensions, f"{{{a}}}ext", uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}")
    etree.SubElement(extension, f"{{{adec}}}decorative", nsmap={"adec": adec}, val="1")
    return extensions
