"""What stands before the text, or after it in a brief: title, imprint, contents."""

from collections.abc import Iterator

from daleel.imprint import joined, kind, notices, people, version
from daleel.lattice import cover
from daleel.trees import element_name
from daleel.word.draft import bookmark_name
from daleel.word.look import TEXT_WIDTH
from daleel.word.markup import Node, field, run, w
from daleel.word.matter import Matter, adapted, booklet_name, facts, filled, languages, licence, linked
from daleel.word.parts import box
from daleel.word.setting import gap, hyperlink, paragraph, say
from daleel.word.tree import plain

GALLERY = "Table of Contents"  # Word's own name: it offers a button to renew it


def title_page(matter: Matter) -> Iterator[Node]:
    if matter.booklet != "handouts":
        yield frieze(matter)
    yield matter.line("DaleelKind", kind(*matter.about))
    yield matter.line("Title", matter.edition.title)
    if matter.edition.subtitle:
        yield matter.line("Subtitle", matter.edition.subtitle)
    yield matter.line("DaleelFacts", facts(matter))
    for notice in notices(*matter.about):
        yield matter.line("DaleelNotice", notice)
    yield matter.line("DaleelFacts", matter.strings["site"]["name"])


def frieze(matter: Matter) -> Node:
    """The publication's drawing, a decoration."""
    publication = matter.publication
    svg = cover(publication.id, publication.kind, publication.topic, "print").encode()
    ratio = 500 / 595 if matter.manual else 96 / 595
    image = matter.draw(svg, matter.library.root / "overrides" / "fonts")
    width = TEXT_WIDTH
    return paragraph(
        matter.around, [run(matter.draft.picture(image, width, round(width * ratio), ""))], style="DaleelFigure"
    )


def imprint(matter: Matter) -> Iterator[Node]:
    """Labels and what stands under them; last the line that an adapter keeps."""
    publication, edition, strings = matter.publication, matter.edition, matter.strings["publication"]
    rows = [
        (matter.strings["kinds"][publication.kind], [edition.title, *([edition.subtitle] if edition.subtitle else [])]),
        (matter.strings["print"]["edition"], [joined(matter.language, version(*matter.about), *booklet_name(matter))]),
        (strings["editions"], languages(matter)),
        *people(*matter.about),
        (strings["partners"], list(publication.partners)),
        (matter.strings["print"]["notice"], notices(*matter.about)),
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
