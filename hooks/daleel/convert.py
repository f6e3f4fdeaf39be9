"""Markdown → the clean HTML of `text.py`, once for every renderer. Links within the library are kept as names, not addresses."""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import TypeAlias
from urllib.parse import unquote, urlsplit

import lxml.html
import msgspec
from lxml import etree
from markdown import Markdown

from daleel import sanitize
from daleel.blocks import ElementsExtension
from daleel.citations import cited, named
from daleel.elements import ELEMENTS, Element
from daleel.figures import Figure, FigureError, localised, read_figure
from daleel.model import Kind, Language, Source
from daleel.problems import Message, Mistake, say
from daleel.scan import START, Opening, Place, Scan, heading_ids, scan, swallowed_lists
from daleel.terms import Forms, used
from daleel.terms_check import Watch, deprecated_uses
from daleel.text import Caption, Heading, Reference, Text
from daleel.typography import typeset

Node: TypeAlias = etree._Element
Rule: TypeAlias = Callable[[Node, Element], Message | None]
SCHEMES = {"https", "http", "mailto", "tel"}
SOURCE_FILE = re.compile(
    r"(?:manuals|policy_briefs)/(?P<id>[^/]+)/(?:(?P<name>[^/.]+)(?:\.[a-z-]+)?\.md|publication\.yml)?"
)
PAGE_FILE = re.compile(r"docs/(?P<name>[^/.]+)(?:\.[a-z-]+)?\.md")
ALIGN = {"right": "end", "center": "center"}
# What XML 1.0 has no place for, as it is or as a reference; `characters` tells the author.
UNREADABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#0*(?:[0-8]|1[124-9]|2[0-9]|3[01]);|&#[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]);"
)
SENTENCE_END = re.compile(r"[.!?؟…](?:[»”\"')]*)(?=\s|$)")


class Link(msgspec.Struct, frozen=True):
    target: str  # "" = this chapter; "<publication>", "<publication>/<chapter>", "<site page>"
    anchor: str
    line: int  # within the file
    column: int
    written: str  # as the author wrote it


class Converted(msgspec.Struct, frozen=True):
    text: Text
    links: tuple[Link, ...]
    cited: tuple[str, ...]  # ids of sources
    faults: tuple[Mistake, ...]  # lines within the file


@dataclass(frozen=True)
class Manuscript:
    """What a conversion depends on."""

    markdown: str
    first_line: int
    language: Language
    folder: Path  # absolute: the publication's, or docs/
    folder_name: str  # relative to the root, POSIX: links are written from here
    kind: Kind | None  # None for a page of the site
    ids: tuple[str, ...] | None = None  # of the original's headings; None for the original itself

    def in_file(self, mistake: Mistake) -> Mistake:
        return msgspec.structs.replace(mistake, line=mistake.line + self.first_line - 1)


@dataclass
class Work:
    """One conversion under way."""

    manuscript: Manuscript
    scan: Scan
    root: Node
    faults: list[Mistake] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    figures: dict[str, tuple[str, Figure]] = field(default_factory=dict)  # as written → path, size

    def report(self, place: Place, code: str, message: Message) -> None:
        self.faults.append(self.manuscript.in_file(Mistake(place[0], code, message, place[1])))


@lru_cache(maxsize=4)
def markdown_for(extensions: tuple[str, ...]) -> Markdown:
    """Set up once per process: it costs as much as a page."""
    md = Markdown(extensions=[*extensions, ElementsExtension()], output_format="html")
    # An underlined line and an indented one are slips of authors, not headings and code.
    md.parser.blockprocessors.deregister("setextheader")
    md.parser.blockprocessors.deregister("code")
    return md


def convert(
    manuscript: Manuscript, sources: Mapping[str, Source], forms: Forms, watch: Watch, extensions: tuple[str, ...]
) -> Converted:
    """`forms`, `watch`: the termbase's wordings in use and out of use, in the manuscript's language."""
    lines = scan(manuscript.markdown, manuscript.first_line)
    markdown, mistakes, ids = cited(manuscript.markdown, lines, sources, manuscript.language)
    mistakes += swallowed_lists(lines)
    if any(mistake.code in ("element-option", "too-much") for mistake in lines.mistakes):
        return unconverted(manuscript, lines, [*lines.mistakes, *mistakes])
    md = markdown_for(extensions)
    html = UNREADABLE.sub(" ", md.reset().convert(UNREADABLE.sub(" ", markdown)))
    if written := list(sanitize.written(map(str, md.htmlStash.rawHtmlBlocks))):
        mistakes += [_of_html(lines, *one) for one in written]
        return unconverted(manuscript, lines, [*lines.mistakes, *mistakes])
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    work = Work(manuscript, lines, root)
    for mistake in [*lines.mistakes, *mistakes, *deprecated_uses(lines, watch)]:
        work.report((mistake.line, mistake.column), mistake.code, mistake.message)
    # In this order: notes and tasks are Python-Markdown's own HTML, which the whitelist does not know.
    _notes(work)
    _tasks(work)
    _tables(work)
    _strangers(work)
    headings = _headings(work)
    captions = _elements(work)
    _links(work)
    _images(work)
    _leftovers(work)
    words, terms = _reading_words(root), used(root, forms)
    typeset(root, manuscript.language)
    text = Text(
        html=sanitize.clean(_inner_html(root)),
        headings=headings,
        captions=captions,
        minutes=_minutes(root),
        words=words,
        elements=tuple(
            dict.fromkeys(str(el.get("data-element")) for el in root.iter("section") if el.get("data-element"))
        ),
        images=tuple(work.images),
        sources=_references(ids, sources, manuscript.language, extensions),
        terms=terms,
    )
    return Converted(text, tuple(work.links), tuple(ids), tuple(work.faults))


def _references(
    ids: list[str], sources: Mapping[str, Source], language: Language, extensions: tuple[str, ...]
) -> tuple[Reference, ...]:
    """What a list of sources says of each."""
    known = [sources[id] for id in ids if id in sources]
    html = "".join(_item(named(source, language), extensions) for source in known)
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    typeset(root, language)
    items = [sanitize.clean(_inner_html(item)).strip() for item in root.iter("li")]
    return tuple(Reference(source.id, item) for source, item in zip(known, items, strict=True))


@lru_cache(maxsize=1024)  # chapters cite the same sources
def _item(markdown: str, extensions: tuple[str, ...]) -> str:
    return markdown_for(extensions).reset().convert(f"- {markdown}")


def _of_html(lines: Scan, needle: str, nth: int, message: Message) -> Mistake:
    line, column = lines.place_of(needle, nth)
    return Mistake(line, "html", message, column)


def unconverted(manuscript: Manuscript, lines: Scan, mistakes: list[Mistake]) -> Converted:
    """What an author's HTML could pass for, or an option that is none, is looked at no further.

    pymdownx reads what follows an element's first line as YAML: what is no plain option never reaches it.

    The headings are given all the same: a mistake here is none of the translations' or of the links that lead here.
    """
    ids = heading_ids(title for _, _, title in lines.headings) if manuscript.ids is None else manuscript.ids
    headings = tuple(Heading(level, id, title) for id, (_, level, title) in zip(ids, lines.headings, strict=False))
    faults = tuple(map(manuscript.in_file, mistakes))
    return Converted(Text("", headings, (), None, 0, (), ()), (), (), faults)


def _inner_html(root: Node) -> str:
    html = str(etree.tostring(root, encoding="unicode", method="html"))
    return html[html.index(">") + 1 : html.rindex("<")].strip() + "\n"


# --- Python-Markdown's own forms, made ours ---------------------------------------------------------------------------


def _notes(work: Work) -> None:
    """Footnotes are numbered in the order of their first mark; a note without a mark is a mistake."""
    listed = {str(li.get("id")): li for li in work.root.iterfind(".//div[@class='footnote']/ol/li")}
    for box in list(work.root.iterfind(".//div[@class='footnote']")):
        _remove(box)
    numbers: dict[str, int] = {}
    marks: dict[str, int] = {}
    for mark in list(work.root.iter("a")):
        if mark.get("class") != "footnote-ref":
            continue
        id = str(mark.get("href"))[1:]
        number = numbers.setdefault(id, len(numbers) + 1)
        marks[id] = marks.get(id, 0) + 1
        mark.attrib.clear()
        mark.attrib.update(
            {
                "data-note": str(number),
                "href": f"#note-{number}",
                "id": f"mark-{number}" + (f"-{marks[id]}" if marks[id] > 1 else ""),
            }
        )
        mark.text = str(number)
        parent = mark.getparent()
        assert parent is not None
        parent.attrib.clear()
    if numbers:
        section = etree.SubElement(work.root, "section", {"data-notes": ""})
        items = etree.SubElement(section, "ol")
        for id, number in numbers.items():
            items.append(_note(listed[id], number))
    for id in listed.keys() - numbers.keys():
        name = id.removeprefix("fn:")
        work.report(
            work.scan.place_of(f"[^{name}]:"),
            "note-unused",
            say("nothing refers to the note [^{name}]; remove it or put its mark", name=name),
        )


def _note(item: Node, number: int) -> Node:
    for back in [a for a in item.iter("a") if a.get("class") == "footnote-backref"]:
        _remove(back)
    for paragraph in item.iter("p"):
        _trim_end(paragraph)
    item.attrib.clear()
    item.set("id", f"note-{number}")
    item.tail = None
    return item


def _trim_end(element: Node) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip(" \u00a0\n")
    else:
        element.text = (element.text or "").rstrip(" \u00a0\n")


def _remove(element: Node) -> None:
    """Without its tail's text being lost."""
    parent = element.getparent()
    assert parent is not None
    before = element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _tasks(work: Work) -> None:
    for items in work.root.iter("ul"):
        if items.get("class") != "task-list":
            continue
        items.attrib.clear()
        items.set("data-tasks", "")
        for item in items.iterchildren("li"):
            boxes = list(item.iter("input"))
            item.attrib.clear()
            item.set("data-done", "true" if boxes and boxes[0].get("checked") is not None else "false")
            for box in boxes:
                _remove(box)
            item.text = (item.text or "").lstrip()


def _tables(work: Work) -> None:
    for cell in work.root.iter("th", "td"):
        style = cell.attrib.pop("style", "")
        side = ALIGN.get(str(style).rpartition(":")[2].strip(" ;"))
        if side:
            cell.set("data-align", side)


def _strangers(work: Work) -> None:
    for needle, message in sanitize.strangers(work.root):
        work.report(work.scan.place_of(needle), "html", message)
    for element in list(work.root.iterdescendants(etree.Comment)):
        _remove(element)


# --- Structure --------------------------------------------------------------------------------------------------------


def _headings(work: Work) -> tuple[Heading, ...]:
    """A translation's headings take the ids of the original's headings at the same place."""
    given = work.manuscript.ids
    found = []
    elements = list(work.root.iter("h1", "h2", "h3", "h4", "h5", "h6"))
    titles = [" ".join("".join(element.itertext()).split()) for element in elements]
    lines = [line for line, _, _ in work.scan.headings]
    written = [title for _, _, title in work.scan.headings]
    own = heading_ids(written if len(written) == len(titles) else titles)  # as the ledger knows them, where it can
    ids = own if given is None else given
    previous = 1
    for index, element in enumerate(elements):
        level, line = int(str(element.tag)[1]), lines[index] if index < len(lines) else 1
        if level > previous + 1:
            message = say(
                "heading level {level} follows level {previous}; use {next}",
                level=level,
                previous=previous,
                next=previous + 1,
            )
            work.report((line, 1), "heading-level", message)
        if level == 1:
            message = say("the title stands in the front matter; begin this heading with ##")
            work.report((line, 1), "heading-level", message)
        if level > 4:
            message = say(
                "a heading of level {level} has no place in a chapter; use ####, or split the section", level=level
            )
            work.report((line, 1), "heading-level", message)
        previous = level
        id = ids[index] if index < len(ids) else f"section-{index + 1}"
        element.set("id", id)
        found.append(Heading(level, id, titles[index]))
    return tuple(found)


def _elements(work: Work) -> tuple[Caption, ...]:
    """Check every element against the table; number figures and tables; order the questions of a check."""
    sections = [section for section in work.root.iter("section") if section.get("data-element")]
    openings = [opening for opening in work.scan.openings if opening.name in ELEMENTS]
    exact = [section.get("data-element") for section in sections] == [opening.name for opening in openings]
    captions: list[Caption] = []
    for section, opening in zip(sections, openings, strict=False):
        if exact:
            _check_element(work, section, opening)
    for section in sections:
        name = str(section.get("data-element"))
        if name in ("figure", "table"):
            number = sum(caption.element == name for caption in captions) + 1
            section.set("id", f"{name}-{number}")
            section.set("data-number", str(number))
            header = section.find("header")
            title = "" if header is None else " ".join("".join(header.itertext()).split())
            captions.append(Caption(name, f"{name}-{number}", number, title))
        if name == "check":
            _order_questions(section)
    return tuple(captions)


def _check_element(work: Work, section: Node, opening: Opening) -> None:
    element, place = ELEMENTS[opening.name], (opening.line, 1)
    given = {**opening.options, "title": opening.title}
    for option in element.required:
        if not given.get(option):
            work.report(place, "element-option", _needs(element.name, option))
    if work.manuscript.kind and work.manuscript.kind not in element.kinds:
        work.report(place, "element-place", WRONG_KIND[element.kinds[0]](element.name))
    if element.inside and opening.parent != element.inside:
        message = say(
            "`{name}` stands only inside `{outer}`; put it there (the outer one has more slashes)",
            name=element.name,
            outer=element.inside,
        )
        work.report(place, "element-place", message)
    if element.name == "figure" and not opening.options.get("consent") and _photographs(section):
        message = say(
            "a photograph needs a line consent: … (indented by four spaces) that says who agreed to be shown and for what; "
            "readers do not see it"
        )
        work.report(place, "figure-consent", message)
    broken = CONTENT_RULES[element.content](section, element)
    if broken:
        work.report(place, "element-content", broken)


def _photographs(section: Node) -> bool:
    """A drawing is no JPEG."""
    return any(
        PurePosixPath(str(image.get("src"))).suffix.lower() in (".jpg", ".jpeg") for image in section.iter("img")
    )


WRONG_KIND: dict[Kind, Callable[[str], Message]] = {
    "manual": lambda name: say("`{name}` is for manuals; use another element", name=name),
    "brief": lambda name: say("`{name}` is for briefs; use another element", name=name),
}


def _needs(name: str, option: str) -> Message:
    if option == "title":
        return say("`{name}` needs a title; write /// {name} | …", name=name)
    return say("`{name}` needs a line {option}: … (indented by four spaces); add it", name=name, option=option)


def _blocks(section: Node) -> list[Node]:
    return [child for child in section if child.tag not in ("header", "footer")]


def _list_rule(tag: str, missing: Callable[[str], Message]) -> Rule:
    """missing: what to say where there is no list."""

    def rule(section: Node, element: Element) -> Message | None:
        items = [item for child in _blocks(section) if child.tag == tag for item in child.iterchildren("li")]
        if not items:
            return missing(element.name)
        if not element.least <= len(items) <= element.most:
            return say(
                "`{name}` has {count} items; it takes {least} to {most}",
                name=element.name,
                count=len(items),
                least=element.least,
                most=element.most,
            )
        return None

    return rule


def _tasks_rule(section: Node, element: Element) -> Message | None:
    if not any(items.get("data-tasks") is not None for items in section.iter("ul")):
        return say("`{name}` holds a list of things to tick; begin each item with - [ ]", name=element.name)
    return None


def _table_rule(section: Node, element: Element) -> Message | None:
    tables = list(section.iter("table"))
    if len(tables) != 1:
        return say(
            "`{name}` holds one table, here are {count}; "
            "the first line of a table names its columns, the second is |---|---|",
            name=element.name,
            count=len(tables),
        )
    if not any("".join(cell.itertext()).strip() for cell in tables[0].iter("th")):
        return say("the table of `{name}` has no header row; name each column in its first line", name=element.name)
    if element.name == "session":
        return _session_rule(tables[0])
    return None


def _session_rule(table: Node) -> Message | None:
    for row in table.iterfind("tbody/tr"):
        cells = ["".join(cell.itertext()).strip() for cell in row]
        if not cells[0].isdecimal() or int(cells[0]) == 0:
            return say(
                "`session` counts its first column in whole minutes, not `{value}`; write for example 20",
                value=cells[0],
            )
        if len(cells) < 3:
            return say("`session` has columns for minutes, step and method; add the missing ones")
    return None


def _image_rule(section: Node, element: Element) -> Message | None:
    images = list(section.iter("img"))
    if len(images) == 1:
        return None
    return say(
        "`{name}` holds one image ![what it shows](figures/…), here are {count}; give each a figure of its own",
        name=element.name,
        count=len(images),
    )


def _questions_rule(section: Node, element: Element) -> Message | None:
    blocks = _blocks(section)
    kinds = ["answer" if block.get("data-element") == "answer" else "text" for block in blocks]
    if not kinds or kinds[-1] != "answer" or kinds[0] == "answer":
        return say(
            "`check` holds questions, each followed by its answer (/// answer … ///); add the missing answer or question"
        )
    if any(first == second == "answer" for first, second in pairwise(kinds)):
        return say("`check` has an answer without a question before it; write the question")
    return None


def _text_rule(section: Node, element: Element) -> Message | None:
    text = "".join("".join(block.itertext()) for block in _blocks(section)).strip()
    if not text and not list(section.iter("img")):
        return say("`{name}` is empty; write its text, or remove it", name=element.name)
    if element.name == "keypoint":
        sentences = len(SENTENCE_END.findall(text))
        if sentences > element.most:
            return say(
                "`keypoint` has {count} sentences; shorten it to at most {most}", count=sentences, most=element.most
            )
    return None


CONTENT_RULES: dict[str, Rule] = {
    "list": _list_rule("ul", lambda name: say("`{name}` holds a list of points (- …); write one", name=name)),
    "numbered": _list_rule("ol", lambda name: say("`{name}` holds a numbered list (1. …); write one", name=name)),
    "tasks": _tasks_rule,
    "table": _table_rule,
    "image": _image_rule,
    "questions": _questions_rule,
    "text": _text_rule,
}


def _order_questions(section: Node) -> None:
    """question, answer, question, answer → one list whose items hold a question and its answer."""
    blocks = _blocks(section)
    items = etree.SubElement(section, "ol", {"data-questions": ""})
    item = None
    for block in blocks:
        if item is None:
            item = etree.SubElement(items, "li")
        item.append(block)
        if block.get("data-element") == "answer":
            item = None


def _reading_words(root: Node) -> int:
    """Words that a participant reads: without notes and what only facilitators see."""
    apart = {name for name, element in ELEMENTS.items() if element.facilitator_only}
    skipped = [el for el in root.iter("section") if el.get("data-element") in apart or el.get("data-notes") is not None]
    count = len(" ".join(root.itertext()).split())
    outermost = [el for el in skipped if not any(parent in skipped for parent in el.iterancestors())]
    return count - sum(len(" ".join(el.itertext()).split()) for el in outermost)


def _minutes(root: Node) -> int | None:
    tables = [
        table
        for section in root.iter("section")
        if section.get("data-element") == "session"
        for table in section.iter("table")
    ]
    cells = ["".join(row[0].itertext()).strip() for table in tables for row in table.iterfind("tbody/tr")]
    return sum(int(cell) for cell in cells if cell.isdecimal()) or None


# --- Links and images -------------------------------------------------------------------------------------------------


def _links(work: Work) -> None:
    for element in work.root.iter("a"):
        if element.get("data-note"):
            continue
        written = str(element.get("href") or "")
        place = work.scan.place_of(f"]({written}")
        place = work.scan.place_of(written) if place == START else place
        try:
            parts = urlsplit(written)
        except ValueError:
            message = say("`{written}` is not an address; write https://… or the name of a file", written=written)
            work.report(place, "link-target", message)
            continue
        if parts.scheme in SCHEMES:
            continue
        if parts.scheme or parts.netloc:
            message = say(
                "links of the kind `{scheme}:` are not allowed; use https, mailto or tel", scheme=parts.scheme or "//"
            )
            work.report(place, "link-scheme", message)
            continue
        target = _target(work, unquote(parts.path))
        if target is None:
            message = say(
                "`{written}` leads to nothing in the library; "
                "write the path from this file to the other .md file, with its original's name",
                written=written,
            )
            work.report(place, "link-target", message)
            continue
        anchor = unquote(parts.fragment)
        work.links.append(Link(target, anchor, place[0] + work.manuscript.first_line - 1, place[1], written))
        hash_ = f"#{anchor}" if anchor else ""
        element.set("href", f"daleel:{target}{hash_}" if target else hash_)


def _target(work: Work, path: str) -> str | None:
    if not path:
        return ""
    if path.startswith("/") or "\\" in path:
        return None
    place = posixpath.normpath(posixpath.join(work.manuscript.folder_name, path))
    if match := SOURCE_FILE.fullmatch(place):
        return f"{match['id']}/{match['name']}" if match["name"] else match["id"]
    match = PAGE_FILE.fullmatch(place)
    return match["name"] if match else None


def _images(work: Work) -> None:
    seen: dict[str, int] = {}
    for element in work.root.iter("img"):
        written = str(element.get("src") or "")
        place = work.scan.place_of(f"]({written}", seen.get(written, 0))
        seen[written] = seen.get(written, 0) + 1
        if message := _alt_fault(element, written):
            work.report(place, "figure-alt", message)
        elif message := _idle_words(element, written):
            words = work.scan.place_of(f"![{element.get('alt')}")
            work.report(place if words == START else words, "figure-words", message)
        try:
            if written not in work.figures:
                work.figures[written] = _figure(work.manuscript, written)
            path, figure = work.figures[written]
        except FigureError as error:
            work.report(place, "figure-file", say("{written}: {error}", written=written, error=error.message))
            continue
        element.set("src", path)
        element.set("width", str(figure.width))
        element.set("height", str(figure.height))
        work.images.append(path)
        parent = element.getparent()
        while parent is not None and parent.get("data-element") != "figure":
            parent = parent.getparent()
        if parent is None:
            message = say("an image stands inside a figure with caption and source; write /// figure | caption")
            work.report(place, "figure-place", message)


def _alt_fault(image: Node, written: str) -> Message | None:
    if str(image.get("alt") or "").strip():
        return None
    return say("the image {written} has no alt text; say in words what it shows: ![…]({written})", written=written)


def _idle_words(image: Node, written: str) -> Message | None:
    """Alt text that tells nothing to whom it is read out: the caption again, or the file's name."""
    words, file = _bare(str(image.get("alt"))), PurePosixPath(unquote(written))
    headers = [parent.find("header") for parent in image.iterancestors("section")]
    captions = [_bare("".join(header.itertext())) for header in headers if header is not None]
    if words in captions:
        return say("the alt text repeats the caption; say in words what the picture shows")
    if words in (_bare(file.name), _bare(file.stem)):
        return say("the alt text is the file's name; say in words what the picture shows")
    return None


def _bare(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _figure(manuscript: Manuscript, written: str) -> tuple[str, Figure]:
    """Its path relative to the publication's folder, localised, and its size. Raises FigureError."""
    if urlsplit(written).scheme or written.startswith("//"):
        raise FigureError("images from other sites are not shown; put the file into figures/")
    name = PurePosixPath(posixpath.normpath(unquote(written)))
    if name.is_absolute() or name.parts[:1] == ("..",) or "\\" in written:
        raise FigureError("the file lies outside the publication; put it into its folder figures/")
    path = localised(manuscript.folder / name, manuscript.language.code)
    if not path.is_file():
        raise FigureError("there is no such file; check the name (capitals count)")
    if path.resolve() != manuscript.folder.resolve() / path.relative_to(manuscript.folder):
        raise FigureError("the file is a link that leads elsewhere; put the file itself into figures/")
    return path.relative_to(manuscript.folder).as_posix(), read_figure(path)


def _leftovers(work: Work) -> None:
    """Element lines that Markdown took for text, and marks of notes that do not exist."""
    if not any(fault.code.startswith("element-") for fault in work.faults):
        for paragraph in work.root.iter("p", "li"):
            if (paragraph.text or "").lstrip().startswith("///"):
                written = (paragraph.text or "").strip().split("\n")[0]
                message = say("this line opened no element; leave a blank line before it and check its options")
                work.report(work.scan.place_of(written), "element-unread", message)
    for text in _plain_text(work.root):
        for match in re.finditer(r"\[\^([\w-]+)\]", text):
            work.report(
                work.scan.place_of(match[0]),
                "note-missing",
                say("the note {note} has no text; add a line {note}: …", note=match[0]),
            )


def _plain_text(root: Node) -> Iterator[str]:
    for element in root.iter():
        if element.tag not in ("code", "pre") and element.text:
            yield element.text
        if element.tail:
            yield element.tail
