"""Rules that look at the whole library: links between texts, ids, structure of translations, sources."""

import difflib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from daleel.convert import Converted, Link
from daleel.glyphs import strangers
from daleel.headings import Headed, headed, unmatched
from daleel.known import data_files
from daleel.ledger import NAMED, debts, ids_in, pairs, section_at
from daleel.ledger import chapters as translated_chapters
from daleel.model import Chapter, Language, Library, Publication
from daleel.numbers import CODE
from daleel.placeholders import check_placeholders
from daleel.press import TextKey
from daleel.problems import Message, Mistake, Problem, say
from daleel.read import FOLDERS, leaves, line_in_head, normalised
from daleel.text import Text

MOST_LISTED = 12  # sections of a text
Compare = Callable[[str, str], list[Mistake]]  # a translation, its original
Proofread = Callable[[str, Language | None], list[Mistake]]  # a chapter's file and its language; a YAML file and None


def check_library(
    library: Library,
    converted: Mapping[TextKey, Converted],
    glyphs: frozenset[int],
    numbers: Compare,
    proofread: Proofread,
) -> Iterator[Problem]:
    """Every problem that conversion found, and those that only show between texts.

    glyphs: what the fonts can draw; numbers: in which a translation differs (`numbers.differences`, or what it once said);
    proofread: what a file's letters, marks and languages tell (`proofreading`).
    """
    for key, chapter in chapters(library):
        text = converted.get(key)
        if text is None:
            continue
        for fault in text.faults:
            yield in_file(chapter.source, fault)
        for link in text.links:
            yield from check_link(library, converted, key, chapter, link)
    for publication in library.publications:
        yield from check_structure(publication, converted)
        yield from check_glyphs(library, publication, glyphs)
    yield from check_headings(library, converted)
    yield from check_numbers(library, converted, numbers)
    yield from check_sections(library)
    yield from check_terms(library)
    yield from check_placeholders(library)
    yield from check_proofs(library, proofread)


def check_proofs(library: Library, proofread: Proofread) -> Iterator[Problem]:
    """Every file of the library, as it stands on disk."""
    texts = [chapter for _, chapter in chapters(library) if chapter.source.suffix == ".md"]
    files: dict[Path, Language | None] = {one.source: library.language(one.language) for one in texts}
    files |= dict.fromkeys(data_files(library))
    for path, language in files.items():
        if leaves(library.root, library.root / path):
            continue
        try:
            text = normalised((library.root / path).read_bytes())
        except UnicodeDecodeError:  # told when it was read
            continue
        for mistake in proofread(text, language):
            yield in_file(path, mistake)


def in_file(path: Path, mistake: Mistake, offset: int = 0) -> Problem:
    return Problem(path, mistake.line + offset, mistake.code, mistake.message, mistake.column)


def check_terms(library: Library) -> Iterator[Problem]:
    """Terms and rules of language rest on sources that are listed."""
    path = Path("docs", "data", "terms.yml")
    for term in library.terms.values():
        for id in term.sources:
            if id not in library.sources:
                message = say(
                    "the term `{term}` names the source `{id}`, which is not in sources.yml; add it there",
                    term=term.id,
                    id=id,
                )
                yield Problem(path, _line_of_id(library, path, term.id), "term-source", message)
    path = Path("docs", "data", "respect.yml")
    for rule in library.rules:
        for id in rule.sources:
            if id not in library.sources:
                message = say(
                    "the rule `{rule}` names the source `{id}`, which is not in sources.yml; add it there",
                    rule=rule.id,
                    id=id,
                )
                yield Problem(path, _line_of_id(library, path, rule.id), "respect-source", message)


def check_sections(library: Library) -> Iterator[Problem]:
    """The pages that stand below a page of the site exist."""
    known = {page.name for page in library.pages}
    for page in library.pages:
        for at, name in enumerate(page.below):
            if name not in known and not stands_on_disk(library, name):
                message = say("`{written}` leads to a text that does not exist; check the file's name", written=name)
                source = next(iter(page.texts.values())).source
                yield Problem(source, line_in_head(library.root / source, f"pages[{at}]"), "link-target", message)


def _line_of_id(library: Library, path: Path, id: str) -> int:
    lines = (library.root / path).read_text(encoding="utf-8").splitlines()
    return next((number for number, text in enumerate(lines, start=1) if text.strip() == f"- id: {id}"), 1)


def check_glyphs(library: Library, publication: Publication, glyphs: frozenset[int]) -> Iterator[Problem]:
    """Every file that is printed, as it stands on disk: front matter and publication.yml too."""
    texts = [chapter.source for edition in publication.editions.values() for chapter in edition.chapters]
    for path in [publication.folder / "publication.yml", *texts]:
        for line, column, char in strangers(normalised((library.root / path).read_bytes()), glyphs):
            message = say(
                "no font of the library has the character {char} (U+{point}); write it in another way",
                char=char,
                point=f"{ord(char):04X}",
            )
            yield Problem(path, line, "glyph", message, column)


def chapters(library: Library) -> Iterator[tuple[TextKey, Chapter]]:
    for publication in library.publications:
        for code, edition in publication.editions.items():
            for chapter in edition.chapters:
                yield (publication.id, chapter.name, code), chapter
    for page in library.pages:
        for code, chapter in page.texts.items():
            yield ("", page.name, code), chapter


def ids_of(text: Text) -> set[str]:
    """What a link may lead to."""
    return {heading.id for heading in text.headings} | {caption.id for caption in text.captions}


def find_text(library: Library, target: str, code: str) -> tuple[TextKey | None, bool]:
    """The text that a link's target names, in the language or else in its original's; and whether the target exists."""
    id, _, name = target.partition("/")
    publication = next((publication for publication in library.publications if publication.id == id), None)
    if publication is not None:
        edition_code = code if code in publication.editions else publication.original
        edition = publication.editions.get(edition_code)
        if not name:
            return None, True
        exists = edition is not None and any(chapter.name == name for chapter in edition.chapters)
        return (publication.id, name, edition_code) if exists else None, exists
    page = next((page for page in library.pages if page.name == id), None)
    if page is None or name:
        return None, False
    return ("", id, code if code in page.texts else next(iter(page.texts))), True


def stands_on_disk(library: Library, target: str) -> bool:
    """A text that is there and could not be read is reported itself: the links to it are not wrong."""
    id, _, name = target.partition("/")
    file = f"{name}.md" if name else "publication.yml"
    folders = [library.root / folder / id for folder in FOLDERS.values()]
    return any((folder / file).is_file() for folder in folders) or (library.root / "docs" / f"{target}.md").is_file()


def check_link(
    library: Library, converted: Mapping[TextKey, Converted], key: TextKey, chapter: Chapter, link: Link
) -> Iterator[Problem]:
    id = link.target.partition("/")[0] if link.target else ""
    if withdrawn := next((one for one in library.withdrawn if one.id == id), None):
        yield Problem(chapter.source, link.line, "link-withdrawn", withdrawn_message(withdrawn, link), link.column)
        return
    target, exists = find_text(library, link.target, key[2]) if link.target else (key, True)
    if not exists:
        if stands_on_disk(library, link.target):
            return
        message = say("`{written}` leads to a text that does not exist; check the file's name", written=link.written)
        yield Problem(chapter.source, link.line, "link-target", message, link.column)
        return
    if target is not None and target not in converted:
        return
    text = converted[target].text if target is not None else None
    found = text is not None and link.anchor in ids_of(text)
    if link.anchor and not found and link.anchor not in ids_to_come(library, converted, target):
        message = _no_section(link, text)
        yield Problem(chapter.source, link.line, "link-anchor", message, link.column)


def _no_section(link: Link, text: Text | None) -> Message:
    """What was meant may be a section's name in its own language: addresses are made of the original's."""
    headings = text.headings if text else ()
    names = {"-".join(one.title.casefold().split()): one.id for one in headings} | {one.id: one.id for one in headings}
    if near := difflib.get_close_matches(link.anchor, names, n=1):
        return say(
            "`{written}`: there is no section `{anchor}`; did you mean `#{near}`?",
            written=link.written,
            anchor=link.anchor,
            near=names[near[0]],
        )
    listed = [f"#{one.id} (“{one.title}”)" for one in headings[:MOST_LISTED]] + ["…"] * (len(headings) > MOST_LISTED)
    return say(
        "`{written}`: there is no section `{anchor}`; sections there: {known}",
        written=link.written,
        anchor=link.anchor,
        known=", ".join(listed) or "–",
    )


def ids_to_come(library: Library, converted: Mapping[TextKey, Converted], key: TextKey | None) -> set[str]:
    """What a translation that is behind will have, since its original does: links there are right already."""
    if key is None:
        return set()
    for id, translation, original in pairs(library):
        if (id, translation.name, translation.language) == key and debts(original, translation):
            there = converted.get((id, original.name, original.language))
            return ids_of(there.text) if there else set()
    return set()


def withdrawn_message(publication: Publication, link: Link) -> Message:
    assert publication.withdrawn is not None
    if instead := publication.withdrawn.replaced_by:
        return say(
            "`{written}` leads to a publication that is withdrawn; link to `{instead}`, which replaces it",
            written=link.written,
            instead=instead,
        )
    return say("`{written}` leads to a publication that is withdrawn; take the link out", written=link.written)


def check_structure(publication: Publication, converted: Mapping[TextKey, Converted]) -> Iterator[Problem]:
    """A translation that is not behind has its original's elements, figures and sources in the same order."""
    for code in publication.editions:
        for chapter, original in translated_chapters(publication, code):
            ours = converted.get((publication.id, chapter.name, code))
            theirs = converted.get((publication.id, chapter.name, publication.original))
            if ours is None or theirs is None or not (is_sound(ours) and is_sound(theirs)) or debts(original, chapter):
                continue
            if len(ours.text.headings) != len(theirs.text.headings):  # told by itself
                continue
            if ours.text.elements != theirs.text.elements:
                missing = [name for name in theirs.text.elements if name not in ours.text.elements]
                extra = [name for name in ours.text.elements if name not in theirs.text.elements]
                message = say(
                    "the elements are not those of the original (missing: {missing}; not in the original: {extra}); "
                    "give both the same, in the same order",
                    missing=", ".join(missing) or "–",
                    extra=", ".join(extra) or "–",
                )
                yield Problem(chapter.source, 1, "elements-differ", message)


def check_headings(library: Library, converted: Mapping[TextKey, Converted]) -> Iterator[Problem]:
    """A translation has its original's headings, or those that it had when it was translated."""
    for id, ours, theirs in pairs(library):
        our_text, their_text = (converted.get((id, one.name, one.language)) for one in (ours, theirs))
        if our_text is None or their_text is None:
            continue
        ids = tuple(heading.id for heading in their_text.text.headings)
        if len(our_text.text.headings) == len(ids_in(ours, ids)):
            continue
        own, original = headed(ours), headed(theirs)
        extra, missing = unmatched(own, original)
        above = max(missing[0] - 1, 0) if missing else 0
        at = extra[0] if extra else min(above, len(own) - 1)
        message = say(
            "{ours} headings here, {theirs} in the original (missing: {missing}; not in the original: {extra}); "
            "give both the same, in the same order",
            ours=len(own),
            theirs=len(original),
            missing=_titles(original, missing),
            extra=_titles(own, extra),
        )
        line = own[at].line + ours.first_line - 1 if own else 1
        yield Problem(ours.source, line, "headings-differ", message)


def _titles(all: list[Headed], places: list[int]) -> str:
    return ", ".join([f"“{all[place].title}”" for place in places[:NAMED]] + ["…"] * (len(places) > NAMED)) or "–"


def is_sound(text: Converted) -> bool:
    return all(fault.severity == "warning" for fault in text.faults)


# With one of these it is not known yet which numbers and citations a section has.
UNSETTLED = {"source-unknown", "element-option", "conflict"}


def check_numbers(library: Library, converted: Mapping[TextKey, Converted], numbers: Compare) -> Iterator[Problem]:
    """A translation has its original's numbers, references and citations, section by section.

    Sections that are behind are left alone: an original may change before its translations do.
    """
    for id, ours, theirs in pairs(library):
        our_text, their_text = (converted.get((id, one.name, one.language)) for one in (ours, theirs))
        if our_text is None or their_text is None:
            continue
        behind = {debt.section for debt in debts(theirs, ours)}
        if "" not in behind:
            for mistake in numbers(f"{ours.title}\n{ours.lead}", f"{theirs.title}\n{theirs.lead}"):
                yield Problem(ours.source, 1, CODE, say("title and lead: {what}", what=mistake.message))
        own, ids = (tuple(heading.id for heading in text.text.headings) for text in (our_text, their_text))
        if own != ids:  # sections have come or gone since
            continue
        left = behind | unsettled(ours, our_text, ids) | unsettled(theirs, their_text, ids)
        for mistake in numbers(ours.markdown, theirs.markdown):
            if section_at(ours, ids, mistake.line) not in left:
                yield in_file(ours.source, mistake, ours.first_line - 1)


def unsettled(chapter: Chapter, text: Converted, ids: tuple[str, ...]) -> set[str]:
    """Ids of sections."""
    lines = [fault.line - chapter.first_line + 1 for fault in text.faults if fault.code in UNSETTLED]
    return {section_at(chapter, ids, line) for line in lines}
