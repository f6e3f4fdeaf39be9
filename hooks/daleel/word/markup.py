"""WordprocessingML (ECMA-376, part 1, § 17) as Python calls. Texts enter as text nodes only."""

import re
from collections.abc import Iterable
from copy import deepcopy
from typing import TypeAlias

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

Node: TypeAlias = etree._Element
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # https://www.w3.org/TR/xml/#charsets
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# The schema's order of the properties (CT_PPrBase, CT_RPr): Word calls a file in another order damaged.
PARAGRAPH = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs"),
    *("suppressAutoHyphens", "bidi", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr"),
)
RUN = (
    *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "strike", "noProof", "color", "sz", "szCs", "u", "shd", "vertAlign"),
    *("rtl", "lang"),
)


def w(tag: str, *children: Node | None, **attributes: str | int) -> Node:
    """<w:tag> with attributes of the same name space; None is no child."""
    element: Node = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    element.extend(child for child in children if child is not None)
    return element


def text(written: str, tag: str = "t") -> Node:
    element = w(tag)
    element.text = NOT_XML.sub("", written)
    element.set(SPACE, "preserve")
    return element


def paragraph_properties(properties: Iterable[Node]) -> Node:
    return w("pPr", *_ordered(properties, PARAGRAPH))


def run_properties(properties: Iterable[Node]) -> Node:
    return w("rPr", *_ordered(properties, RUN))


def _ordered(properties: Iterable[Node], order: tuple[str, ...]) -> list[Node]:
    """The last one of a name counts."""
    known = {local(one): one for one in properties}
    return [known[name] for name in sorted(known, key=order.index)]


def local(element: Node) -> str:
    return str(etree.QName(element).localname)


def run(*children: Node, properties: Iterable[Node] = ()) -> Node:
    return w("r", run_properties(properties), *children)


def field(code: str, result: list[Node], properties: Iterable[Node] = ()) -> list[Node]:
    """A field with its result as it stands now: Word need not be asked to calculate when the file is opened."""
    kept = list(properties)

    def mark(kind: str) -> Node:
        return run(w("fldChar", fldCharType=kind), properties=_copies(kept))

    instruction = run(text(f" {code} ", "instrText"), properties=_copies(kept))
    return [mark("begin"), instruction, mark("separate"), *result, mark("end")]


def _copies(properties: Iterable[Node]) -> list[Node]:
    return [deepcopy(one) for one in properties]
