"""Addresses within a page: what a citation can name beside a heading."""

from lxml import etree

NOT_COUNTED = ("li", "table", "dd", "header", "footer")


def number_paragraphs(root: etree._Element) -> None:
    """Ids p-1, p-2 … in place. Chapters have the same structure in each language, so that p-7 is p-7 in all."""
    number = 0
    for paragraph in root.iter("p"):
        above = {str(element.tag) for element in paragraph.iterancestors()}
        pictures = paragraph.find("img") is not None
        if not pictures and not above.intersection(NOT_COUNTED) and paragraph.get("id") is None:
            number += 1
            paragraph.set("id", f"p-{number}")
