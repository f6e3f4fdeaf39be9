"""An edition as a Word document: title, imprint and contents, its chapters or its sheets, heads and feet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cached_property
from typing import Any

from babel.lists import format_list
from docx.opc.part import Part
from docx.oxml.ns import qn

from daleel import typography
from daleel.lattice import cover
from daleel.model import Booklet, Chapter, Edition, Language, Library, Publication
from daleel.text import Text
from daleel.word import body, look
from daleel.word.body import Marks, Surroundings, add, box, gap, hyperlink, paragraph, say, trim, words
from daleel.word.draft import Draft, bookmark_name, bookmarked
from daleel.word.links import Shelf
from daleel.word.look import MARGIN_BOTTOM, MARGIN_SIDE, MARGIN_TOP, PAGE_HEIGHT, PAGE_WIDTH, TEXT_WIDTH, Palette
from daleel.word.markup import Node, field, local, run, w
from daleel.word.package import saved
from daleel.word.pictures import drawn, picture
from daleel.word.styles import characters, set_lists, set_styles
from daleel.word.tree import element_name, ids, parsed, plain, sheets
from daleel.wording import licence as named_licence
from daleel.wording import minutes, spelt

GALLERY = "Table of Contents"  # Word's own name: it offers a button to renew it


@dataclass(frozen=True)
class Matter:
    """All that one document is made from."""

    library: Library
    publication: Publication
    edition: Edition
    texts: Mapping[str, Text]  # by the chapter's name
    trees: Mapping[str, Node]  # what this booklet shows, by the chapter's name or the sheet's
    booklet: Booklet
    draft: Draft

    @property
    def language(self) -> Language:
        return self.edition.language

    @property
    def strings(self) -> Mapping[str, Any]:
        return self.edition.language.strings

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
            image=lambda source: picture(folder / source, fonts),
            characters=characters(self.language, self.colours),
            notes={str(note.get("id")): note for note in notes},
            again=frozenset(id for id in marks if marks.count(id) > 1),
            numbers={},
            part=self.draft.document.part,
            roomy=self.booklet == "handouts",
        )

    def line(self, style: str, written: str, *properties: Node) -> Node:
        return paragraph(self.around, say(written, self.around), *properties, style=style)


def docx(
    library: Library, publication: Publication, edition: Edition, texts: Mapping[str, Text], booklet: Booklet
) -> bytes:
    """`texts`: by the name of each chapter. Same arguments and fonts, same bytes."""
    matter = Matter(library, publication, edition, texts, trees_of(edition, texts, booklet), booklet, Draft())
    draft, document = matter.draft, matter.draft.document
    numbered = matter.manual and booklet != "handouts"
    set_styles(document.styles.element, edition.language, matter.colours, new_pages=matter.manual, numbered=numbered)
    set_lists(draft.lists, edition.language.rtl, numbered)
    set_settings(document.settings.element, edition.language)
    set_properties(matter)
    draft.body.extend(manual(matter) if matter.manual else brief(matter))
    for root in (draft.body, draft.notes):
        for one in root.iter(qn("w:p")):
            trim(one)
    return saved(document)


def trees_of(edition: Edition, texts: Mapping[str, Text], booklet: Booklet) -> dict[str, Node]:
    if booklet != "handouts":
        return {chapter.name: parsed(texts[chapter.name].html, booklet) for chapter in edition.chapters}
    return {
        f"{chapter.name}/{number}": tree
        for chapter in edition.chapters
        for number, tree in enumerate(sheets(texts[chapter.name].html), start=1)
    }


# What is said about the edition


def joined(matter: Matter, *facts: str) -> str:
    return str(matter.strings["elements"]["separator"]).join(facts)


def version(matter: Matter) -> str:
    said = str(matter.strings["publication"]["version"])
    return said.format(version=matter.publication.version, date=spelt(matter.publication.date, matter.language))


def kind(matter: Matter) -> str:
    publication = matter.publication
    return joined(matter, matter.strings["kinds"][publication.kind], matter.strings["topics"][publication.topic])


def booklet_name(matter: Matter) -> list[str]:
    """Which of a manual's booklets it is; a brief has but one."""
    return [matter.strings["print"]["editions"][matter.booklet]] if matter.manual else []


def facts(matter: Matter) -> str:
    return joined(matter, version(matter), *booklet_name(matter), matter.language.name)


def notices(matter: Matter) -> list[str]:
    """What must be said wherever the edition is met."""
    keys = ["draft", "fictional", *(["begun"] if matter.publication.begun else [])]
    return [str(matter.strings["publication"][key]) for key in keys]


def filled(matter: Matter, sentence: str) -> str:
    """Title, version, address and licence in a sentence of the language's strings."""
    return sentence.format(
        title=matter.edition.title,
        version=matter.publication.version,
        date=spelt(matter.publication.date, matter.language),
        url=matter.address,
        licence=named_licence(matter.publication.licence).name,
    )


def adapted(matter: Matter) -> str:
    return filled(matter, matter.strings["word"]["adapted"])


def languages(matter: Matter) -> list[str]:
    publication, strings, own = matter.publication, matter.strings["publication"], matter.language
    state = "original" if own.code == publication.original else "translation"
    others = [edition.language.name for code, edition in publication.editions.items() if code != own.code]
    also = [strings["also_in"].format(languages=format_list(others, locale=own.locale))] if others else []
    return [joined(matter, own.name, strings[state]), *also]


def imprint(matter: Matter) -> Iterator[Node]:
    """Labels and what stands under them; last the line that an adapter keeps."""
    publication, edition, strings = matter.publication, matter.edition, matter.strings["publication"]
    rows = [
        (matter.strings["kinds"][publication.kind], [edition.title, *([edition.subtitle] if edition.subtitle else [])]),
        (matter.strings["print"]["edition"], [joined(matter, version(matter), *booklet_name(matter))]),
        (strings["editions"], languages(matter)),
        (strings["contributors"], [f"{person.name} ({person.role})" for person in publication.contributors]),
        (strings["partners"], list(publication.partners)),
        (matter.strings["print"]["notice"], notices(matter)),
    ]
    for label, lines in rows:
        if lines:
            yield from row(matter, label, *(list(say(line, matter.around)) for line in lines))
    yield from row(matter, strings["licence"], licence(matter))
    yield from row(matter, strings["cite"], list(say(filled(matter, strings["citation"]), matter.around)))
    yield from row(matter, strings["web"], [linked(matter, matter.address, matter.address)])
    yield gap(matter.around)
    keep = [
        matter.line("DaleelLabel", matter.strings["word"]["adapt"]),
        matter.line("DaleelFacts", matter.strings["word"]["keep"]),
        matter.line("DaleelAside", adapted(matter)),
    ]
    yield from box("DaleelAnswerBox", keep, matter.around, matter.strings["word"]["adapt"])


def row(matter: Matter, label: str, *lines: list[Node]) -> Iterator[Node]:
    yield matter.line("DaleelImprintLabel", label)
    for line in lines:
        yield paragraph(matter.around, line, style="DaleelImprint")


def linked(matter: Matter, said: str, address: str, part: Part | None = None) -> Node:
    content = words(said, matter.around, Marks(("Hyperlink",), direction="ltr"))
    return hyperlink(address, content, part or matter.draft.document.part)


def licence(matter: Matter) -> list[Node]:
    named = named_licence(matter.publication.licence)
    before, _, after = str(matter.strings["print"]["licence"]).partition("{licence}")
    name = [linked(matter, named.name, named.href)] if named.href else list(say(named.name, matter.around))
    return [*say(before, matter.around), *name, *say(after, matter.around)]


# Pages


def manual(matter: Matter) -> Iterator[Node]:
    parts = handouts(matter) if matter.booklet == "handouts" else chapters(matter)
    yield from title_page(matter)
    yield matter.line("TOCHeading", matter.strings["epub"]["imprint"], w("pageBreakBefore"))
    yield from imprint(matter)
    yield from contents(matter)
    head, foot = plain_head(matter), feet(matter)
    yield from section([gap(matter.around)], matter, head, foot, title_page=True)
    running, *others = [list(part) for part in parts]
    head = running_head(matter)
    for part in (running, *others[:-1]) if others else ():
        yield from section(part, matter, head, foot)
    yield from others[-1] if others else running
    yield section_properties(matter, head, foot)


def brief(matter: Matter) -> Iterator[Node]:
    chapter = matter.edition.chapters[0]
    yield frieze(matter)
    yield matter.line("DaleelKind", kind(matter))
    title = list(say(matter.edition.title, matter.around))
    name = bookmark_name(chapter.name)
    yield paragraph(
        matter.around, bookmarked(name, next(matter.draft.ids), title), w("outlineLvl", val=0), style="Title"
    )
    if matter.edition.subtitle:
        yield matter.line("Subtitle", matter.edition.subtitle)
    if chapter.lead:
        yield matter.line("DaleelLead", chapter.lead)
    yield matter.line("DaleelFacts", facts(matter))
    yield matter.line("DaleelNotice", notices(matter)[0])
    yield from body.chapter(matter.trees[chapter.name], matter.surroundings(chapter.name))
    yield matter.line("TOCHeading", matter.strings["epub"]["imprint"])
    yield from imprint(matter)
    foot = feet(matter)
    yield section_properties(matter, plain_head(matter), foot, title_page=True, first_foot=foot)


def title_page(matter: Matter) -> Iterator[Node]:
    if matter.booklet != "handouts":
        yield frieze(matter)
    yield matter.line("DaleelKind", kind(matter))
    yield matter.line("Title", matter.edition.title)
    if matter.edition.subtitle:
        yield matter.line("Subtitle", matter.edition.subtitle)
    yield matter.line("DaleelFacts", facts(matter))
    for notice in notices(matter):
        yield matter.line("DaleelNotice", notice)
    yield matter.line("DaleelFacts", matter.strings["site"]["name"])


def frieze(matter: Matter) -> Node:
    """The publication's drawing, a decoration."""
    publication = matter.publication
    svg = cover(publication.id, publication.kind, publication.topic, "print").encode()
    ratio = 500 / 595 if matter.manual else 96 / 595
    image = drawn(svg, matter.library.root / "overrides" / "fonts")
    width = TEXT_WIDTH
    return paragraph(
        matter.around, [run(matter.draft.picture(image, width, round(width * ratio), ""))], style="DaleelFigure"
    )


def chapters(matter: Matter) -> Iterator[Iterator[Node]]:
    for chapter in matter.edition.chapters:
        yield chapter_pages(matter, chapter)


def chapter_pages(matter: Matter, chapter: Chapter) -> Iterator[Node]:
    yield heading_one(matter, chapter.title, chapter.name)
    if chapter.lead:
        yield matter.line("DaleelLead", chapter.lead)
    if spent := matter.texts[chapter.name].minutes:
        yield matter.line("DaleelFacts", minutes(spent, matter.language))
    yield from body.chapter(matter.trees[chapter.name], matter.surroundings(chapter.name))


def heading_one(matter: Matter, title: str, tree: str) -> Node:
    content = list(say(title, matter.around))
    return paragraph(matter.around, bookmarked(bookmark_name(tree), next(matter.draft.ids), content), style="Heading1")


def handouts(matter: Matter) -> Iterator[Iterator[Node]]:
    for name, tree in matter.trees.items():
        yield sheet(matter, name, tree)


def sheet(matter: Matter, name: str, tree: Node) -> Iterator[Node]:
    """Its title, the chapter it comes from, and what it holds, without a frame."""
    chapter = next(one for one in matter.edition.chapters if one.name == name.partition("/")[0])
    number = str(matter.strings["publication"]["chapter"]).format(n=chapter.number)
    said = str(matter.strings["elements"][element_name(tree[0])])
    header = tree[0].find("header")
    above = [number, chapter.title] if header is None else [said, number, chapter.title]
    yield heading_one(matter, said if header is None else plain(header), name)
    yield matter.line("DaleelFacts", joined(matter, *above))
    if header is not None:
        header.drop_tree()
    yield from body.sheet(tree[0], matter.surroundings(name))


# Contents


def entries(matter: Matter) -> Iterator[tuple[int, str, str, str]]:
    """Level, number, title, bookmark."""
    for name, tree in matter.trees.items():
        if matter.booklet == "handouts":
            header = tree[0].find("header")
            said = matter.strings["elements"][element_name(tree[0])] if header is None else plain(header)
            yield 1, "", str(said), bookmark_name(name)
            continue
        nth = list(matter.trees).index(name) + 1
        chapter = matter.edition.chapters[nth - 1]
        yield 1, f"{nth}.", chapter.title, bookmark_name(name)
        for heading in tree.findall("h2"):
            if heading.get("id"):
                yield 2, "", plain(heading), bookmark_name(name, str(heading.get("id")))


def contents(matter: Matter) -> Iterator[Node]:
    """A field with its entries written out. Pages are counted when a trainer renews it: nobody is asked at opening."""
    listed = list(entries(matter))
    lines = [
        paragraph(
            matter.around,
            [hyperlink(f"#{bookmark}", entry_content(matter, number, title), matter.draft.document.part)],
            style=f"TOC{level}",
        )
        for level, number, title, bookmark in listed
    ]
    begin, instruction, separate, end = field('TOC \\o "1-2" \\h \\z \\u', [])
    for nth, node in enumerate((begin, instruction, separate), start=1):
        lines[0].insert(nth, node)
    lines[-1].append(end)
    title = matter.line("TOCHeading", matter.strings["publication"]["contents"], w("pageBreakBefore"))
    gallery = w("docPartObj", w("docPartGallery", val=GALLERY), w("docPartUnique"))
    yield w("sdt", w("sdtPr", w("id", val=next(matter.draft.ids)), gallery), w("sdtContent", title, *lines))


def entry_content(matter: Matter, number: str, title: str) -> Iterator[Node]:
    if number:
        yield from say(number, matter.around)
        yield run(w("tab"))
    yield from say(title, matter.around)


# Heads, feet, sections


def plain_head(matter: Matter) -> str:
    """A head with the publication's title; its relationship."""
    return header(matter, [])


def running_head(matter: Matter) -> str:
    """The publication's title, and at the end of the line the chapter's, by field."""
    first = matter.edition.chapters[0].title if matter.booklet != "handouts" else booklet_name(matter)[0]
    return header(matter, [run(w("tab")), *field("STYLEREF 1", list(say(first, matter.around)))])


def header(matter: Matter, more: list[Node]) -> str:
    part, relation = matter.draft.document.part.add_header_part()  # type: ignore[no-untyped-call]
    fill(part.element, [paragraph(matter.around, [*say(matter.edition.title, matter.around), *more], style="Header")])
    return str(relation)


def feet(matter: Matter) -> str:
    """Where the text comes from, and the page's number."""
    part, relation = matter.draft.document.part.add_footer_part()  # type: ignore[no-untyped-call]
    name = list(say(matter.strings["site"]["name"], matter.around))
    number = [run(w("tab")), *field("PAGE", list(words("1", matter.around, Marks(("Strong",)))))]
    source = matter.line("Footer", filled(matter, matter.strings["word"]["source"]))
    fill(part.element, [paragraph(matter.around, [*name, *number], style="Footer"), source])
    return str(relation)


def fill(root: Node, blocks: list[Node]) -> None:
    for child in list(root):
        root.remove(child)
    root.extend(blocks)


def section(blocks: list[Node], matter: Matter, head: str, foot: str, title_page: bool = False) -> list[Node]:
    """Blocks that share head and foot. The last one is a paragraph and ends the section."""
    assert local(blocks[-1]) == "p"
    add(blocks[-1], section_properties(matter, head, foot, title_page))
    return blocks


def section_properties(matter: Matter, head: str, foot: str, title_page: bool = False, first_foot: str = "") -> Node:
    references = [reference("headerReference", head), reference("footerReference", foot)]
    if first_foot:
        references.append(reference("footerReference", first_foot, "first"))
    return w(
        "sectPr",
        *references,
        w("type", val="nextPage"),
        w("pgSz", w=PAGE_WIDTH, h=PAGE_HEIGHT),
        w(
            "pgMar",
            top=MARGIN_TOP,
            right=MARGIN_SIDE,
            bottom=MARGIN_BOTTOM,
            left=MARGIN_SIDE,
            header=look.HEAD,
            footer=look.FOOT,
            gutter=0,
        ),
        w("cols", space=720),
        w("titlePg") if title_page else None,
        w("bidi") if matter.language.rtl else None,
    )


def reference(tag: str, relation: str, kind: str = "default") -> Node:
    element = w(tag, type=kind)
    element.set(qn("r:id"), relation)
    return element


# The whole


def set_settings(root: Node, language: Language) -> None:
    modern = w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    fill(
        root,
        [
            w("zoom", percent=100),
            w("defaultTabStop", val=look.STEP),
            w("characterSpacingControl", val="doNotCompress"),
            w("footnotePr", w("footnote", id=-1), w("footnote", id=0)),
            w("compat", modern),
            look.languages(language, "themeFontLang"),
            w("decimalSymbol", val="."),
            w("listSeparator", val=","),
        ],
    )


def set_properties(matter: Matter) -> None:
    """What the file says of itself; where the text comes from stands there too."""
    publication, language = matter.publication, matter.language
    made = datetime.combine(publication.date, time(), UTC).replace(tzinfo=None)
    people = [person.name for person in publication.contributors] or [str(matter.strings["site"]["name"])]
    properties = matter.draft.document.core_properties
    properties.title = typography.plain(matter.edition.title, language)
    properties.subject = typography.plain(matter.edition.subtitle or matter.edition.summary, language)
    properties.author = properties.last_modified_by = str(language.strings["elements"]["separator"]).join(people)
    properties.comments = typography.plain(adapted(matter), language)
    properties.category = str(matter.strings["kinds"][publication.kind])
    properties.keywords = str(matter.strings["topics"][publication.topic])
    properties.identifier = matter.address
    properties.version = publication.version
    properties.language = look.tag(language)
    properties.created = properties.modified = made
    properties.revision = 1
