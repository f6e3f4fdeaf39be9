"""The elements as Markdown blocks (pymdownx.blocks), one Block class made from each row of the table."""

from typing import Any
from xml.etree import ElementTree as etree

from markdown import Markdown
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block, type_string

from daleel.elements import ELEMENTS, Element


class ElementBlock(Block):
    """<section data-element="…">; values of options were checked by `scan` and are taken as they are."""

    ARGUMENT = None  # the title after | may stand there or not
    element: Element

    def on_create(self, parent: etree.Element) -> etree.Element:
        section = etree.SubElement(parent, "section", {"data-element": self.element.name})
        for option in self.element.options:
            if option not in ("source", "consent") and self.options[option]:
                section.set(f"data-{option}", self.options[option])
        if self.argument and self.argument.strip():
            etree.SubElement(section, "header").text = self.argument.strip()
        return section

    def on_end(self, block: etree.Element) -> None:
        if self.options.get("source"):
            etree.SubElement(block, "footer").text = self.options["source"]


def block_class(element: Element) -> type[ElementBlock]:
    options = {option: ["", type_string] for option in element.options}
    return type(
        f"{element.name.title()}Block", (ElementBlock,), {"NAME": element.name, "OPTIONS": options, "element": element}
    )


class ElementsExtension(BlocksExtension):
    def extendMarkdownBlocks(self, md: Markdown, block_mgr: Any) -> None:
        for element in ELEMENTS.values():
            block_mgr.register(block_class(element), self.getConfigs())
