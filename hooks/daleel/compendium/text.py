"""A chapter as it stands in the book: what participants read, its headings below the chapter's."""

import re

import lxml.html
import msgspec
from lxml import etree

from daleel.elements import ELEMENTS
from daleel.text import Text

HEADING = re.compile("<(/?)h([2-5])(?=[ >])")


def for_participants(text: Text) -> Text:
    """Without session plans, facilitators' notes and answers, and without the notes that only they cite."""
    root = lxml.html.fragment_fromstring(text.html, create_parent="div")
    for section in root.findall(".//section[@data-element]"):
        if ELEMENTS[str(section.get("data-element"))].facilitator_only:
            section.drop_tree()
    _number_notes(root)
    html = "".join(etree.tostring(child, encoding="unicode", method="html") for child in root)
    return msgspec.structs.replace(text, html=html)


def _number_notes(root: lxml.html.HtmlElement) -> None:
    """From 1, without gaps. Marks in the text keep their ids: links lead to them from nowhere but notes."""
    marks: dict[str, list[lxml.html.HtmlElement]] = {}
    for mark in root.iterfind(".//a[@data-note]"):
        marks.setdefault(str(mark.get("data-note")), []).append(mark)
    number = 0
    for note in root.findall("section[@data-notes]/ol/li"):
        marked = marks.get(str(note.get("id")).removeprefix("note-"))
        if marked is None:
            note.drop_tree()
            continue
        number += 1
        note.set("id", f"note-{number}")
        for mark in marked:
            mark.attrib.update({"data-note": str(number), "href": f"#note-{number}"})
            mark.text = str(number)
    for notes in root.findall("section[@data-notes]"):
        if notes.find("ol/li") is None:
            notes.drop_tree()


def lowered(html: str) -> str:
    """Each heading one level down: a chapter's title is h2 in the book, a publication's h1."""
    return HEADING.sub(lambda tag: f"<{tag[1]}h{int(tag[2]) + 1}", html)
