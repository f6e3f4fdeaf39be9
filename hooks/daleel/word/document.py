"""An edition as a Word document: its pages in order."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time

from docx.oxml.ns import qn

from daleel import typography
from daleel.imprint import joined, kind, notices
from daleel.model import Booklet, Chapter, Edition, Language, Library, Publication
from daleel.text import Text
from daleel.trees import element_name, parsed, sheets
from daleel.word import body, look, parts
from daleel.word.draft import Draft, bookmark_name, bookmarked
from daleel.word.frame import feet, fill, plain_head, running_head, section, section_properties
from daleel.word.front import contents, frieze, imprint, title_page
from daleel.word.markup import Node, w
from daleel.word.matter import Matter, adapted, facts
from daleel.word.package import saved
from daleel.word.pictures import Draw, drawn
from daleel.word.setting import gap, paragraph, say, trim
from daleel.word.styles import set_lists, set_styles
from daleel.word.tree import TITLE_LEVEL, plain
from daleel.wording import minutes

LONGEST_PROPERTY = 255  # characters; python-docx takes no more


def docx(
    library: Library,
    publication: Publication,
    edition: Edition,
    texts: Mapping[str, Text],
    booklet: Booklet,
    draw: Draw = drawn,
) -> bytes:
    """`texts`: by the name of each chapter. Same arguments and fonts, same bytes. Raises PrintError."""
    matter = Matter(library, publication, edition, texts, trees_of(edition, texts, booklet), booklet, Draft(), draw)
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
    if booklet in ("participant", "facilitator"):
        return {chapter.name: parsed(texts[chapter.name].html, booklet) for chapter in edition.chapters}
    return {
        f"{chapter.name}/{number}": tree
        for chapter in edition.chapters
        for number, tree in enumerate(sheets(texts[chapter.name].html, TITLE_LEVEL), start=1)
    }


# Pages


def manual(matter: Matter) -> Iterator[Node]:
    yield from title_page(matter)
    yield matter.line("TOCHeading", matter.strings["epub"]["imprint"], w("pageBreakBefore"))
    yield from imprint(matter)
    yield from contents(matter)
    head, foot = plain_head(matter), feet(matter)
    yield from section([gap(matter.around)], matter, head, foot, title_page=True)
    *bodies, last = map(list, handouts(matter) if matter.booklet == "handouts" else chapters(matter))
    head = running_head(matter)
    for blocks in bodies:
        yield from section(blocks, matter, head, foot)
    yield from last
    yield section_properties(matter, head, foot)


def brief(matter: Matter) -> Iterator[Node]:
    chapter = matter.edition.chapters[0]
    yield frieze(matter)
    yield matter.line("DaleelKind", kind(*matter.about))
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
    yield matter.line("DaleelNotice", notices(*matter.about)[0])
    yield from body.chapter(matter.trees[chapter.name], matter.surroundings(chapter.name))
    yield matter.line("TOCHeading", matter.strings["epub"]["imprint"])
    yield from imprint(matter)
    foot = feet(matter)
    yield section_properties(matter, plain_head(matter), foot, title_page=True, first_foot=foot)


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
    yield matter.line("DaleelFacts", joined(matter.language, *above))
    if header is not None:
        header.drop_tree()
    yield from parts.sheet(tree[0], matter.surroundings(name))


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
    properties.title = shortened(typography.plain(matter.edition.title, language))
    properties.subject = shortened(typography.plain(matter.edition.subtitle or matter.edition.summary, language))
    names = shortened(str(language.strings["elements"]["separator"]).join(people))
    properties.author = properties.last_modified_by = names
    properties.comments = shortened(typography.plain(adapted(matter), language))
    properties.category = str(matter.strings["kinds"][publication.kind])
    properties.keywords = str(matter.strings["topics"][publication.topic])
    properties.identifier = matter.address
    properties.version = publication.version
    properties.language = look.tag(language)
    properties.created = properties.modified = made
    properties.revision = 1


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST_PROPERTY else f"{text[: LONGEST_PROPERTY - 1]}…"
