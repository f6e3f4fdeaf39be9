"""An edition as a Typst document: its pages in order, and the files they need."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile
from math import ceil
from pathlib import Path

from daleel import matter, places, typography
from daleel.imprint import also_in, behind, draft, joined, kind, licensed, notices, people, state, version
from daleel.lattice import cover
from daleel.model import Booklet, Chapter, Edition, Language, Library, Publication
from daleel.pages import pieces
from daleel.plurals import counted
from daleel.print.qr import qr_code
from daleel.print.typst_code import (
    Element,
    array,
    attribute,
    between,
    body,
    chapter_code,
    collapsed,
    handout_arguments,
    handouts,
    label_name,
    labels,
    surroundings,
)
from daleel.print.typst_code import summary as summary_of
from daleel.print.wording import block, literal, text_code
from daleel.sources import source_list, sources_of
from daleel.terms import listed_under
from daleel.text import Caption, Text
from daleel.trees import element_name, parsed
from daleel.wording import citation, minutes, versioned

LISTED = 3  # from so many on, figures or tables have a list after the contents


@dataclass(frozen=True)
class Document:
    source: str  # Typst code
    files: Mapping[str, bytes | Path]  # by path below the document's root: settings, cover art, figures
    bound: bool  # printed on both sides and bound: every second page is moved away from the binding


@dataclass(frozen=True)
class Matter(matter.Matter):
    """All that the pages of one edition are made from."""

    alone: bool = False  # of one chapter of a manual, not of the manual

    @property
    def bound(self) -> bool:
        return self.publication.kind == "manual" and self.booklet != "handouts" and not self.alone

    @property
    def lang(self) -> str:
        """As Typst knows languages: without script and region."""
        return self.language.code.partition("-")[0]

    def say(self, text: str) -> str:
        """A text without markup as code; "none" for no text."""
        return text_code(text, self.language) if text else "none"

    def heading(self, text: str) -> str:
        """The same for what becomes a heading, and so a bookmark."""
        return text_code(text, self.language, heading=True)


def typst_source(
    library: Library, publication: Publication, edition: Edition, texts: Mapping[str, Text], booklet: Booklet
) -> Document:
    """`texts`: by the name of each chapter."""
    return document(Matter(library, publication, edition, texts, trees_of(edition, texts, booklet), booklet))


def chapter_source(
    library: Library, publication: Publication, edition: Edition, texts: Mapping[str, Text], name: str
) -> Document:
    """One chapter of a manual, for participants: who has a weak line need not load the whole."""
    alone = replace(edition, chapters=tuple(one for one in edition.chapters if one.name == name))
    own = {name: texts[name]}
    return document(
        Matter(library, publication, alone, own, trees_of(alone, own, "participant"), "participant", alone=True)
    )


def document(matter: Matter) -> Document:
    source = "\n".join(['#import "/daleel.typ": *', "#{", publication_rules(matter), *pages(matter), "}", ""])
    return Document(source, dict(files(matter)), matter.bound)


def pages(matter: Matter) -> Iterator[str]:
    if matter.alone:
        return chapter_alone_pages(matter)
    if matter.booklet == "handouts":
        return handouts_pages(matter)
    if matter.booklet == "summary":
        return one_page(matter)
    return manual_pages(matter) if matter.publication.kind == "manual" else brief_pages(matter)


def trees_of(edition: Edition, texts: Mapping[str, Text], booklet: Booklet) -> dict[str, Element]:
    if booklet == "summary":
        return {chapter.name: summary_of(texts[chapter.name].html) for chapter in edition.chapters}
    if booklet != "handouts":
        return {chapter.name: parsed(texts[chapter.name].html, booklet) for chapter in edition.chapters}
    return {
        f"{chapter.name}/{number}": tree
        for chapter in edition.chapters
        for number, tree in enumerate(handouts(texts[chapter.name].html), start=1)
    }


def files(matter: Matter) -> Iterator[tuple[str, bytes | Path]]:
    publication = matter.publication
    yield "settings.json", settings(matter)
    yield "qr.svg", qr_code(versioned(address(matter), matter.publication.version))
    yield "cover.svg", cover(publication.id, publication.kind, publication.topic, "print").encode()
    for tree in matter.trees.values():
        for image in tree.iter("img"):
            source = attribute(image, "src")
            yield source, matter.library.root / publication.folder / source


def settings(matter: Matter) -> bytes:
    """What look.typ reads."""
    found = {
        "direction": matter.language.direction,
        "script": matter.language.fonts,
        "topic": matter.publication.topic,
        "bound": matter.bound,
        "brief": matter.publication.kind == "brief",
        "copied": matter.booklet == "handouts",
    }
    return json.dumps(found, sort_keys=True).encode()


def call(function: str, *arguments: str, **named: str) -> str:
    return f"{function}({', '.join([*arguments, *(f'{key}: {value}' for key, value in named.items())])})"


def matter_block(function: str, title: str, line: str, statements: list[str]) -> str:
    """Pages that share head and foot."""
    return "\n".join([f"{function}({title}, {line}, {{", *statements, "})"])


def publication_rules(matter: Matter) -> str:
    publication, language = matter.publication, matter.language
    authors = [person.name for person in publication.contributors] or [matter.strings["site"]["name"]]
    day = publication.date
    rules = call(
        "publication.with",
        title=literal(typography.plain(named(matter), language)),
        description=literal(typography.plain(summary(matter), language)),
        author=array([literal(author) for author in authors]),
        date=f"datetime(year: {day.year}, month: {day.month}, day: {day.day})",
        language=literal(matter.lang),
    )
    return f"show: {rules}"


# What is said about the edition


def foot(matter: Matter) -> str:
    return joined(matter.language, matter.strings["site"]["name"], version(*matter.about))


def named(matter: Matter) -> str:
    """A chapter by itself is called after its manual too."""
    if not matter.alone:
        return matter.edition.title
    (chapter,) = matter.edition.chapters
    return joined(matter.language, *filter(None, [matter.edition.title, chapter_mark(matter, chapter), chapter.title]))


def summary(matter: Matter) -> str:
    return matter.edition.chapters[0].lead if matter.alone else matter.edition.summary


def address(matter: Matter) -> str:
    place = places.publication_place(matter.publication, matter.language.code)
    if matter.alone:
        place = places.chapter_place(matter.publication, matter.edition.chapters[0])
    return matter.library.site_url + places.url(matter.library, place)


def qr_code_of(matter: Matter) -> list[str]:
    """Path and description of the picture."""
    description = str(matter.strings["print"]["qr"]).format(version=matter.publication.version)
    return [literal("/qr.svg"), literal(typography.plain(description, matter.language))]


def web_link(url: str, matter: Matter) -> str:
    return f"link({literal(url)}, {text_code(url, matter.language)})"


def imprint(matter: Matter) -> Iterator[str]:
    """Rows of a label and its text."""
    publication, edition, say = matter.publication, matter.edition, matter.say
    strings, own = matter.strings["publication"], matter.strings["print"]
    title = [f"strong({say(named(matter))})"]
    if edition.subtitle and not matter.alone:
        title += ["linebreak()", say(edition.subtitle)]
    yield row(say(matter.strings["kinds"][publication.kind]), title)
    yield row(say(own["edition"]), [say(joined(matter.language, version(*matter.about), *printed_as(matter)))])
    yield row(say(strings["editions"]), languages(matter))
    for label, names in people(*matter.about):
        yield row(say(label), between("linebreak()", [say(name) for name in names]))
    if publication.partners:
        yield row(say(strings["partners"]), between("linebreak()", [say(partner) for partner in publication.partners]))
    yield row(say(own["notice"]), between("linebreak()", [say(one) for one in notices(*matter.about)]))
    yield row(say(strings["licence"]), [licence(matter)])
    yield row(say(strings["cite"]), [say(citation(matter.publication, named_edition(matter), address(matter)))])
    if (number := publication.isbn.get(edition.language.code)) and not matter.alone:
        yield row(say(own["isbn"]), [say(number)])
    if publication.doi:
        yield row(say(own["doi"]), [web_link(f"https://doi.org/{publication.doi}", matter)])
    yield row(say(strings["web"]), [web_link(address(matter), matter)])


def row(label: str, parts: list[str]) -> str:
    return f"({label}, {block(parts)})"


def printed_as(matter: Matter) -> list[str]:
    """Which of a manual's booklets it is; a brief has but one, and a chapter."""
    if matter.alone:
        return []
    named = matter.publication.kind == "manual" or matter.booklet == "summary"
    return [matter.strings["print"]["editions"][matter.booklet]] if named else []


def languages(matter: Matter) -> list[str]:
    said = [state(*matter.about), behind(matter.publication, matter.edition), also_in(*matter.about)]
    return between("linebreak()", [matter.say(one) for one in said if one])


def licence(matter: Matter) -> str:
    before, named, after = licensed(*matter.about)
    name = matter.say(named.name)
    linked = f"link({literal(named.href)}, {name})" if named.href else name
    return block([matter.say(before), linked, *([matter.say(after)] if after else [])])


def named_edition(matter: Matter) -> Edition:
    """As it is cited."""
    return replace(matter.edition, title=named(matter))


# A manual


def manual_pages(matter: Matter) -> Iterator[str]:
    say, edition = matter.say, matter.edition
    title, line = say(edition.title), say(foot(matter))
    facts = joined(matter.language, version(*matter.about), *printed_as(matter), edition.language.name)
    yield call("cover", literal("/cover.svg"), say(kind(*matter.about)), title, say(edition.subtitle), say(facts))
    yield call("imprint", *qr_code_of(matter), *imprint(matter))
    front = list(takewhile(lambda chapter: chapter.number is None, edition.chapters))
    lists_ = [contents(matter), *lists(matter), "closing", *programme(matter)]
    yield matter_block("front", title, line, [*lists_, *texts_pages(matter, front)])
    back = [*bibliography(matter), *glossary(matter)]
    yield matter_block("main", title, line, [*texts_pages(matter, edition.chapters[len(front) :]), *back])
    yield call("back-cover", block(notices_apart(matter)), web_link(address(matter), matter), *qr_code_of(matter))


def texts_pages(matter: Matter, texts: Iterable[Chapter]) -> list[str]:
    return [statement for chapter in texts for statement in chapter_pages(matter, chapter)]


def notices_apart(matter: Matter) -> list[str]:
    return [f"par({matter.say(notice)})" for notice in notices(*matter.about)]


def chapter_pages(matter: Matter, chapter: Chapter) -> Iterator[str]:
    name, number, title, lead, spent = head_arguments(matter, chapter)
    yield call("chapter", name, number, title, title, lead, spent)
    yield text_statements(matter, chapter)
    yield "closing"


def head_arguments(matter: Matter, chapter: Chapter) -> list[str]:
    say, time = matter.say, matter.texts[chapter.name].minutes
    spent = "none" if time is None else say(minutes(time, matter.language))
    return [literal(chapter.name), number_code(chapter), matter.heading(chapter.title), say(chapter.lead), spent]


def programme(matter: Matter) -> Iterator[str]:
    """For facilitators: the steps of every session on a page or two."""
    sessions = [(chapter, rows) for chapter in matter.edition.chapters if (rows := steps(matter, chapter))]
    if matter.booklet == "facilitator" and sessions:
        title = matter.say(matter.strings["print"]["programme"])
        yield call("unnumbered", literal("programme"), title, title)
        yield call("block", call("sans", whole_course(matter)), below="4mm")
        for chapter, rows in sessions:
            spent = matter.say(minutes(matter.texts[chapter.name].minutes or 0, matter.language))
            yield call("programme-session", number_code(chapter), matter.say(chapter.title), spent, *rows)
        yield "closing"


def steps(matter: Matter, chapter: Chapter) -> list[str]:
    """Rows of the session's plan, head first: minutes, step, method."""
    rows = matter.trees[chapter.name].findall(".//section[@data-element='session']//tr")
    return [array([matter.say(collapsed(cell)) for cell in row[:3]]) for row in rows]


def bibliography(matter: Matter) -> Iterator[str]:
    """Every source that the texts cite, once."""
    references = sources_of(matter.texts.values(), matter.language)
    if references:
        title, language = matter.say(matter.strings["print"]["sources"]), matter.language
        tree = parsed(source_list(references), "participant")
        yield call("unnumbered", literal("sources"), title, title)
        yield call("small-print", block([chapter_code(tree, language, "sources", follow(matter, "sources"))]))
        yield "closing"


def glossary(matter: Matter) -> Iterator[str]:
    """The terms of the termbase that the texts use, with their definitions."""
    language = matter.language
    used = {id for text in matter.texts.values() for id in text.terms}
    terms = [matter.library.terms[id] for id in used]
    known = [term for term in terms if language.code in term.wordings and language.code in term.definition]
    if known:
        title = matter.say(matter.strings["print"]["glossary"])
        rows = sorted(
            (listed_under(name, language), array([matter.say(name), matter.say(term.definition[language.code])]))
            for term in known
            for name in [term.wordings[language.code].preferred]
        )
        yield call("unnumbered", literal("glossary"), title, title, wide="true")
        yield call("glossary", *(row for _, row in rows))
        yield "closing"


def number_code(chapter: Chapter) -> str:
    """The front and back matter's texts have none."""
    return "none" if chapter.number is None else literal(str(chapter.number))


def text_statements(matter: Matter, chapter: Chapter) -> str:
    tree = matter.trees[chapter.name]
    return chapter_code(tree, matter.language, chapter.name, follow(matter, chapter.name), pieces(tree))


def contents(matter: Matter) -> str:
    strings = matter.strings["publication"]
    known = {}
    for chapter in matter.edition.chapters:
        text = matter.texts[chapter.name]
        spent = "none" if text.minutes is None else matter.say(minutes(text.minutes, matter.language))
        known[chapter.name] = array([number_code(chapter), matter.say(chapter.title), spent])
        for heading in text.headings:
            if heading.level == 2:
                name = label_name(chapter.name, heading.id)
                known[name] = array(["none", matter.say(heading.title), "none"])
    for name in ("programme", "sources", "glossary"):
        known[name] = array(["none", matter.say(matter.strings["print"][name]), "none"])
    return call("contents", matter.say(strings["contents"]), dictionary(known), whole_course(matter))


def whole_course(matter: Matter) -> str:
    total = sum(matter.texts[chapter.name].minutes or 0 for chapter in matter.edition.chapters)
    if total == 0:
        return "none"
    strings = matter.strings
    time = duration(total, matter.language)
    return matter.say(f"{strings['publication']['whole_course']}{strings['elements']['colon']}{time}")


def duration(time: int, language: Language) -> str:
    """Minutes as hours and minutes."""
    units, (hours, rest) = language.strings["units"], divmod(time, 60)
    if hours == 0:
        return minutes(rest, language)
    counted_hours = counted(units["hours"], hours, language)
    if rest == 0:
        return counted_hours
    return str(units["hours_and_minutes"]).format(hours=counted_hours, minutes=minutes(rest, language))


def dictionary(items: Mapping[str, str]) -> str:
    return "(" + (", ".join(f"{literal(key)}: {value}" for key, value in items.items()) or ":") + ")"


def lists(matter: Matter) -> Iterator[str]:
    """Lists of figures and of tables, where there are enough of them."""
    for element, key in (("figure", "figures"), ("table", "tables")):
        captions = [
            (chapter, caption)
            for chapter in matter.edition.chapters
            for caption in matter.texts[chapter.name].captions
            if caption.element == element and is_shown(matter, chapter, caption.id)
        ]
        if len(captions) >= LISTED:
            rows = [caption_row(matter, chapter, caption) for chapter, caption in captions]
            yield call("listing", matter.say(matter.strings["print"][key]), listed(matter, rows))


def is_shown(matter: Matter, chapter: Chapter, id: str) -> bool:
    return label_name(chapter.name, id) in labels(matter.trees[chapter.name], chapter.name)


Row = tuple[Chapter, str, str, str]  # of a list: its label, mark and title


def caption_row(matter: Matter, chapter: Chapter, caption: Caption) -> Row:
    mark = matter.strings["elements"][caption.element].format(n=caption.number)
    return chapter, label_name(chapter.name, caption.id), mark, caption.title


def listed(matter: Matter, rows: list[Row]) -> str:
    """By label; the chapter is named at its first row."""
    known: dict[str, str] = {}
    chapters = [chapter for chapter, *_ in rows]
    for nth, (chapter, label, mark, title) in enumerate(rows):
        named = chapter_mark(matter, chapter) or chapter.title if chapters.index(chapter) == nth else ""
        known[label] = array([matter.say(named), matter.say(mark), matter.say(title)])
    return dictionary(known)


def chapter_mark(matter: Matter, chapter: Chapter) -> str:
    """ "" for a text of the front or back matter."""
    form = str(matter.strings["publication"]["chapter"])
    return "" if chapter.number is None else form.format(n=chapter.number)


# A chapter by itself


def chapter_alone_pages(matter: Matter) -> Iterator[str]:
    yield matter_block("main", matter.say(named(matter)), matter.say(foot(matter)), list(chapter_alone(matter)))


def chapter_alone(matter: Matter) -> Iterator[str]:
    say, (chapter,) = matter.say, matter.edition.chapters
    notice = say(draft(*matter.about))
    facts = say(joined(matter.language, version(*matter.about), matter.language.name))
    above = [say(kind(*matter.about)), say(matter.edition.title), facts, notice, say(chapter.title)]
    yield call("lone-chapter", *above, *head_arguments(matter, chapter))
    yield text_statements(matter, chapter)
    yield call("last-imprint", *qr_code_of(matter), *imprint(matter))


# A brief on one page


def one_page(matter: Matter) -> Iterator[str]:
    """For a minister's folder: what to know and what to do, addressee by addressee, in two columns of like length."""
    say, (chapter,) = matter.say, matter.edition.chapters
    tree, elements = matter.trees[chapter.name], matter.strings["elements"]
    around = surroundings(tree, matter.language, chapter.name, follow(matter, chapter.name))
    messages = [body(section, around) for section in tree if element_name(section) == "messages"]
    asked = [section for section in tree if element_name(section) == "recommendations"]
    rows = [array([say(attribute(section, "data-for")), body(section, around)]) for section in asked]
    turn = middle([len(collapsed(section)) for section in asked])
    facts = joined(matter.language, version(*matter.about), matter.language.name)
    yield call(
        "one-page",
        say(kind(*matter.about)),
        say(matter.edition.title),
        say(facts),
        say(elements["messages"]),
        block(messages),
        say(matter.strings["print"]["recommendations"]),
        array([array(rows[:turn]), array(rows[turn:])]),
        block([say(draft(*matter.about))]),
        web_link(address(matter), matter),
        *qr_code_of(matter),
    )


def middle(lengths: list[int]) -> int:
    """Where to part them so that both sides are as long as can be."""
    turns = range(len(lengths), -1, -1)  # of two that part them as well, the first column is the longer
    return min(turns, key=lambda turn: abs(sum(lengths[:turn]) - sum(lengths[turn:])))


# A manual's handouts


def handouts_pages(matter: Matter) -> Iterator[str]:
    title = matter.say(matter.edition.title)
    line = matter.say(
        joined(matter.language, matter.strings["site"]["name"], matter.edition.title, version(*matter.about))
    )
    rows = [handout_row(matter, chapter, name) for chapter in matter.edition.chapters for name in own(matter, chapter)]
    yield matter_block(
        "main", title, line, [title_block(matter), *handouts_list(matter, rows), "closing", *sheets(matter, rows)]
    )
    yield call("imprint", *qr_code_of(matter), *imprint(matter))


def own(matter: Matter, chapter: Chapter) -> list[str]:
    return [name for name in matter.trees if name.startswith(f"{chapter.name}/")]


def handout_row(matter: Matter, chapter: Chapter, name: str) -> Row:
    """What the author gave no title is called by what it is."""
    section = matter.trees[name][0]
    header, mark = section.find("header"), matter.strings["elements"][element_name(section)]
    return (chapter, name, "", mark) if header is None else (chapter, name, mark, collapsed(header))


def title_block(matter: Matter) -> str:
    say, edition = matter.say, matter.edition
    facts = joined(matter.language, version(*matter.about), edition.language.name)
    (name,) = printed_as(matter)
    return call(
        "title-block",
        say(kind(*matter.about)),
        matter.heading(edition.title),
        say(edition.subtitle),
        say(name),
        say(facts),
    )


def handouts_list(matter: Matter, rows: list[Row]) -> Iterator[str]:
    if len(rows) > LISTED:
        yield call("listing", matter.say(matter.strings["publication"]["contents"]), listed(matter, rows))


def sheets(matter: Matter, rows: list[Row]) -> Iterator[str]:
    for chapter, name, _, title in rows:
        above = joined(matter.language, *filter(None, [chapter_mark(matter, chapter), chapter.title]))
        arguments = handout_arguments(matter.trees[name], matter.language, name, follow(matter, name))
        yield call("sheet", literal(name), matter.say(above), matter.heading(title), *arguments)


# A brief


def brief_pages(matter: Matter) -> Iterator[str]:
    say, edition = matter.say, matter.edition
    title, line = say(edition.title), say(foot(matter))
    yield matter_block("main", title, line, list(brief_statements(matter)))


def brief_statements(matter: Matter) -> Iterator[str]:
    say, edition = matter.say, matter.edition
    chapter = edition.chapters[0]
    title = matter.heading(edition.title)
    facts = joined(matter.language, reading_time(matter, chapter), version(*matter.about))
    yield call(
        "brief",
        literal(chapter.name),
        literal("/cover.svg"),
        say(kind(*matter.about)),
        title,
        title,
        say(chapter.lead),
        say(facts),
    )
    yield text_statements(matter, chapter)
    yield call("last-imprint", *qr_code_of(matter), *imprint(matter))


def reading_time(matter: Matter, chapter: Chapter) -> str:
    units = matter.strings["units"]
    time = max(1, ceil(matter.texts[chapter.name].words / int(units["words_per_minute"])))
    return counted(units["reading"], time, matter.language)


# Links


def follow(matter: Matter, tree: str) -> Callable[[str], str | None]:
    """Where a link of the chapter or handout leads: to a label of this booklet, else to an address."""
    known = {label for name, root in matter.trees.items() for label in labels(root, name)} | set(matter.trees)

    def destination(href: str) -> str | None:
        if href.startswith("#"):
            return label_of(label_name(tree, href[1:]))
        if not href.startswith("daleel:"):
            return literal(href)
        path, _, id = href.removeprefix("daleel:").partition("#")
        owner, _, name = path.partition("/")
        if owner != matter.publication.id:
            return literal(library_address(matter, owner, name, id))
        if not name and not matter.alone:
            name = matter.edition.chapters[0].name
        there = label_of(label_name(name, id) if id else name) or label_of(name)
        return there or literal(library_address(matter, owner, name, id))

    def label_of(name: str) -> str | None:
        return f"label({literal(name)})" if name in known else None

    return destination


def library_address(matter: Matter, owner: str, name: str, id: str) -> str:
    """Of a text of the library outside this booklet, in its language where there is one."""
    place = places.target_place(matter.library, f"{owner}/{name}" if name else owner, matter.language.code)
    address = matter.library.site_url + places.url(matter.library, place)
    return f"{address}#{id}" if id else address
