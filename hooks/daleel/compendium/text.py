"""A chapter as it stands in the book: what participants read, its headings below the chapter's."""

import re

import msgspec
from lxml import etree

from daleel import trees
from daleel.text import Text

HEADING = re.compile("<(/?)h([2-5])(?=[ >])")


def for_participants(text: Text) -> Text:
    """Without session plans, facilitators' notes and answers, and without the notes that only they cite."""
    root = trees.parsed(text.html, "participant")
    trees.drop_unmarked_notes(root)
    number_notes(root)
    html = "".join(etree.tostring(child, encoding="unicode", method="html") for child in root)
    return msgspec.structs.replace(text, html=html)


def number_notes(root: trees.Node) -> None:
    """From 1, without gaps. Marks in the text keep their ids: links lead to them from nowhere but notes."""
    marks: dict[str, list[trees.Node]] = {}
    for mark in root.iterfind(".//a[@data-note]"):
        marks.setdefault(str(mark.get("href")).removeprefix("#"), []).append(mark)
    notes = [(note, marks[str(note.get("id"))]) for note in root.iterfind("section[@data-notes]/ol/li")]
    for number, (note, marked) in enumerate(notes, start=1):
        note.set("id", f"note-{number}")
        for mark in marked:
            mark.attrib.update({"data-note": str(number), "href": f"#note-{number}"})
            mark.text = str(number)


def lowered(html: str) -> str:
    """Each heading one level down: a chapter's title is h2 in the book, a publication's h1."""
    return HEADING.sub(lambda tag: f"<{tag[1]}h{int(tag[2]) + 1}", html)
