"""Disk → Library. The only reader of sources; everything is normalised here (UTF-8 without BOM, LF, NFC)."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, TypeVar

import msgspec
import yaml
from stdnum import isbn

from daleel import schema
from daleel.bounds import MOST_BYTES, broken
from daleel.mend import Mended, line_of, mended, node_at
from daleel.model import (
    Chapter,
    Contributor,
    Edition,
    Editor,
    Language,
    Library,
    Publication,
    Respect,
    Review,
    Rule,
    Settings,
    SitePage,
    Source,
    Term,
    Version,
    Withdrawal,
    Wording,
)
from daleel.problems import Message, Mistakes, Problem, say
from daleel.scan import conflicts
from daleel.yaml_words import Refused, in_words

FOLDERS = {"manual": Path("manuals"), "brief": Path("policy_briefs")}
EDITOR_EXAMPLE = "`editor: {repo: owner/name}`"
REPOSITORY = re.compile(r"[\w.-]+(/[\w.-]+)+")
FRONT_MATTER = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
MARKDOWN_FILE = re.compile(r"(?P<name>[^.]+)(\.(?P<language>[a-z]{2,3}(-[A-Z]{2})?))?\.md")
DEEPEST_YAML = 20
CLOCKS_APART = timedelta(days=1)  # a day begins in the east before it does on a server
NO_TEXT = "–"  # stands in for one that is missing
PLURALS = {"zero", "one", "two", "few", "many", "other"}  # CLDR
FILLED_IN = re.compile(r"\{([^{}]*)\}")
Read = TypeVar("Read")


@dataclass
class Reading:
    """What one reading of the disk has come upon."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    today: date = field(default_factory=date.today)

    def report(self, path: Path, line: int, code: str, message: Message, column: int = 1) -> None:
        shown = path.relative_to(self.root) if path.is_absolute() else path
        self.problems.append(Problem(shown, line, code, message, column))


class _Loader(yaml.CSafeLoader):
    """YAML of authors: dates and versions stay text. libyaml's parser: the termbase takes PyYAML's own 0.3 s, this 0.04."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise Refused(say("a key is one word or a text; write `key: value`"), key.start_mark)
            key.tag = "tag:yaml.org,2002:str"  # `no` is Norwegian
            if key.value in seen:
                message = say("the key `{key}` stands twice; keep one of them", key=key.value)
                raise Refused(message, key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regex) for tag, regex in resolvers if tag in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:null")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load_yaml(text: str) -> Any:
    """Raises yaml.YAMLError."""
    for event, what in _refused(text):
        raise Refused(what, event.start_mark)
    return yaml.load(text, _Loader)


def _refused(text: str) -> Iterator[tuple[yaml.Event, Message]]:
    """A page of aliases can fill the memory, deep nests the stack; tags call constructors that expect what they get."""
    depth = 0
    for event in yaml.parse(text, yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            yield event, say("a text that begins with * leads elsewhere in YAML; put it in quotes")
        if getattr(event, "tag", None) is not None:
            yield event, say("a text that begins with ! is an instruction in YAML; put it in quotes")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST_YAML:
            yield event, say("lists and keys stand too deep in each other; take this one further out")


def normalised(data: bytes) -> str:
    """Text as Windows, macOS and Linux write it, made one. Raises UnicodeDecodeError."""
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


def read_text(reading: Reading, path: Path) -> str | None:
    """The file's text, or None after reporting why there is none."""
    if leaves(reading.root, path):
        reading.report(path, 1, "outside", say("the file is a link that leads elsewhere; put the file itself here"))
        return None
    if path.stat().st_size > MOST_BYTES:
        message = say("the file has more than {most} MB of text; part it", most=MOST_BYTES // 1_000_000)
        reading.report(path, 1, "too-much", message)
        return None
    data = path.read_bytes()
    try:
        text = normalised(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reading.report(path, line, "utf-8", say("this is not UTF-8 text; save the file as UTF-8"))
        return None
    if not text.strip():
        reading.report(path, 1, "empty", say("the file is empty; write the text or remove the file"))
        return None
    return text


def leaves(root: Path, path: Path) -> bool:
    """Does the path, or a folder on its way, lead elsewhere by a link?"""
    return path.resolve() != root.resolve() / path.relative_to(root)


def line_at(text: str, key: str) -> int:
    """Of what a path like "changes[0].date" names, as far as it leads; of the whole file's first line else."""
    return line_of(yaml.compose(text, yaml.CSafeLoader), schema.steps(key))


def line_in_head(path: Path, key: str) -> int:
    """Of a chapter's or a page's file, where its front matter names what a path like "pages[0]" leads to."""
    head = FRONT_MATTER.match(normalised(path.read_bytes()))
    return line_at(head[1], key) + 1 if head else 1


@lru_cache(maxsize=10_000)
def _parsed(text: str, struct: Any) -> Any:
    """Of a library that is served, one file changes at a save; the YAML of the others is not read anew."""
    return msgspec.convert(load_yaml(text), struct, strict=False)


def read_yaml(
    reading: Reading,
    path: Path,
    text: str,
    struct: type[Read],
    first_line: int = 1,
    instead: Mapping[str, Any] = MappingProxyType({}),
) -> Read | None:
    """instead: what stands in for a key that is missing, by its name; that it is missing has then been told."""
    return read_mended(reading, path, text, struct, first_line, instead).found


def read_mended(
    reading: Reading, path: Path, text: str, struct: type[Read], first_line: int, instead: Mapping[str, Any]
) -> Mended[Read]:
    if left := list(conflicts(text)):
        for mistake in left:
            reading.report(path, mistake.line + first_line - 1, mistake.code, mistake.message)
        return Mended(None)
    try:
        return Mended(_parsed(text, struct))  # type: ignore[arg-type]  # a class can be hashed
    except yaml.MarkedYAMLError as error:
        message, (line, column) = in_words(error, text)
        reading.report(path, line + first_line - 1, "yaml", message, column)
    except yaml.YAMLError:
        reading.report(path, first_line, "yaml", say("not readable as YAML; check quotes, colons and indentation"))
    except msgspec.ValidationError:
        found: Mended[Read] = mended(yaml.compose(text, yaml.CSafeLoader), load_yaml(text), struct, instead)
        for line, message in found.faults:
            reading.report(path, line + first_line - 1, "schema", message)
        return found
    return Mended(None)


def read_chapter(
    reading: Reading, path: Path, name: str, language: str, site_path: PurePosixPath, struct: type[Any]
) -> Chapter | None:
    text = read_text(reading, path)
    return (
        None
        if text is None or too_much(reading, path, text)
        else chapter_of(reading, text, path, name, language, site_path, struct)
    )


def too_much(reading: Reading, path: Path, text: str) -> bool:
    found = list(broken(text))
    for mistake in found:
        reading.report(path, mistake.line, mistake.code, mistake.message)
    return bool(found)


def chapter_of(
    reading: Reading, text: str, path: Path, name: str, language: str, site_path: PurePosixPath, struct: type[Any]
) -> Chapter | None:
    """The normalised text of a file, now or as it once stood there; None after reporting what is wrong."""
    head = FRONT_MATTER.match(text)
    if head is None:
        reading.report(path, 1, "front-matter", say("no front matter; begin the file with ---, title: …, ---"))
        return None
    meta = read_yaml(reading, path, head[1], struct, first_line=2, instead={"title": name})
    if meta is None:
        return None
    body = text[head.end() :]
    if not body.strip() and struct is schema.FrontMatter:
        reading.report(path, 1, "empty", say("the chapter has no text; write it or remove the file"))
        return None
    fields = msgspec.structs.asdict(meta)
    return Chapter(
        name=name,
        language=language,
        source=path.relative_to(reading.root),
        site_path=site_path,
        title=fields.pop("title").strip(),
        lead=fields.pop("lead").strip(),
        markdown=body,
        first_line=text.count("\n", 0, head.end()) + 1,
        meta=fields,
    )


def strings_file(root: Path, code: str) -> Path:
    """Relative to the root: the library's own before the engine's."""
    own = Path("docs", "data", "strings", f"{code}.yml")
    return own if (root / own).exists() else Path("hooks", "daleel", "strings", f"{code}.yml")


def read_language(root: Path, code: str) -> Language:
    """A language's strings: the project's own (docs/data/strings) before those of the package. Raises Mistakes."""
    own = root / "docs" / "data" / "strings" / f"{code}.yml"
    strings = own_strings(root, own) if own.is_symlink() or own.exists() else package_strings(code)
    if strings is None:
        message = say("the language `{code}` has no texts; write docs/data/strings/{code}.yml", code=code)
        raise Mistakes([Problem(Path("mkdocs.yml"), _line_of_language(root, code), "language", message)])
    about = strings["language"]
    return Language(code, about["name"], about["direction"], about["locale"], strings, about["fonts"])


def _line_of_language(root: Path, code: str) -> int:
    path = root / "mkdocs.yml"
    text = normalised(path.read_bytes()) if path.is_file() else ""
    found = re.search(rf"\blocale:\s*[\"']?{re.escape(code)}\b", text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def package_strings(code: str) -> dict[str, Any] | None:
    path = Path(__file__).parent / "strings" / f"{code}.yml"
    found: dict[str, Any] | None = load_yaml(path.read_text(encoding="utf-8")) if path.is_file() else None
    return found


def own_strings(root: Path, path: Path) -> dict[str, Any]:
    """As the package's English ones: what is filled in could otherwise reach into the program. Raises Mistakes."""
    reading = Reading(root.resolve())
    path = reading.root / path.relative_to(root)
    text = read_text(reading, path)
    strings = read_yaml(reading, path, text, dict[str, Any]) if text else None
    for key, message in differing(strings, package_strings("en") or {}) if strings else ():
        reading.report(path, line_at(text or "", key), "schema", message)
    if strings is None or reading.problems:
        raise Mistakes(reading.problems)
    return strings


def differing(ours: Any, english: Any, key: str = "") -> Iterator[tuple[str, Message]]:
    """By the path of the key. Plural forms are each language's own."""
    if isinstance(english, dict) and not PLURALS.issuperset(english):
        for name, inner in english.items():
            if not isinstance(ours, dict) or name not in ours:
                if name != "inflection":
                    yield (
                        key,
                        say("`{key}` is missing; write it as in the other languages", key=f"{key}.{name}".lstrip(".")),
                    )
            else:
                yield from differing(ours[name], inner, f"{key}.{name}".lstrip("."))
        return
    known = set(FILLED_IN.findall(str(english)))
    for text in ours.values() if isinstance(ours, dict) else [ours]:
        if not isinstance(text, str):
            yield key, say("`{key}` is text; write it so", key=key)
        elif "<" in text or set(FILLED_IN.findall(text)) - known or text.count("{") != len(FILLED_IN.findall(text)):
            wanted = ", ".join(f"{{{name}}}" for name in sorted(known)) or "–"
            yield (
                key,
                say(
                    "`{key}` is plain text in which only these are filled in: {known}; write it so",
                    key=key,
                    known=wanted,
                ),
            )


def read_sources(reading: Reading) -> dict[str, Source]:
    path = reading.root / "docs" / "data" / "sources.yml"
    if not path.exists():
        return {}
    text = read_text(reading, path)
    parsed = text and read_yaml(reading, path, text, schema.SourcesFile, instead={"title": {"en": NO_TEXT}})
    if not parsed:
        return {}
    return {
        entry.id: Source(
            entry.id,
            entry.title,
            entry.short,
            entry.place,
            entry.issuing_body,
            str(entry.year),
            entry.number,
            entry.url,
            entry.type,
        )
        for entry in parsed.sources
    }


def read_terms(reading: Reading) -> dict[str, Term]:
    path = reading.root / "docs" / "data" / "terms.yml"
    text = read_text(reading, path) if path.exists() else None
    parsed = text and read_yaml(reading, path, text, schema.TermsFile)
    return {entry.id: _term(entry) for entry in parsed.terms} if parsed else {}


def read_rules(reading: Reading) -> tuple[Rule, ...]:
    path = reading.root / "docs" / "data" / "respect.yml"
    text = read_text(reading, path) if path.exists() else None
    parsed = read_yaml(reading, path, text, schema.RespectFile) if text else None
    return tuple(_rule(entry) for entry in parsed.rules) if parsed else ()


def _rule(entry: schema.RuleEntry) -> Rule:
    texts = {
        code: Respect(tuple(one.avoid), tuple(one.allowed), tuple(one.instead), one.advice, one.reason)
        for code, one in entry.texts.items()
    }
    return Rule(entry.id, texts, tuple(entry.source_ids))


def read_words(reading: Reading) -> dict[str, tuple[tuple[str, ...], ...]]:
    path = reading.root / "docs" / "data" / "words.yml"
    text = read_text(reading, path) if path.exists() else None
    parsed = read_yaml(reading, path, text, schema.WordsFile) if text else None
    return {code: tuple(map(tuple, groups)) for code, groups in (parsed or {}).items()}


def _term(entry: schema.TermEntry) -> Term:
    wordings = {
        code: Wording(one.preferred, tuple(one.admitted), tuple(one.deprecated)) for code, one in entry.terms.items()
    }
    return Term(entry.id, wordings, entry.definition, entry.note, tuple(entry.source_ids))


def record_path(folder: Path, code: str) -> Path:
    """Of the ledger for a language of a publication; of the site's pages in docs/data. Written by `translated.py` only."""
    return folder / f"translated.{code}.yml"


def read_record(reading: Reading, path: Path) -> schema.RecordFile:
    text = read_text(reading, path) if path.exists() else None
    return (text and read_yaml(reading, path, text, schema.RecordFile)) or {}


def files_by_name(folder: Path) -> dict[str, dict[str, Path]]:
    """Markdown files as name → language code ("" without suffix) → path."""
    found: dict[str, dict[str, Path]] = {}
    for path in sorted(folder.glob("*.md")):
        if match := MARKDOWN_FILE.fullmatch(path.name):
            found.setdefault(match["name"], {})[match["language"] or ""] = path
    return found


def _editions(
    reading: Reading,
    folder: Path,
    about: schema.PublicationFile,
    languages: tuple[Language, ...],
    yml: tuple[Path, str],
) -> Iterator[tuple[str, Edition]]:
    """Each language whose title is given is an edition; its chapters must then all exist."""
    files = files_by_name(folder)
    for language in languages:
        code = language.code
        if code not in about.title:
            continue
        if code not in about.summary:
            reading.report(
                yml[0],
                line_at(yml[1], "summary"),
                "summary",
                say("no summary for `{code}`; add summary.{code}", code=code),
            )
        chapters = []
        record = read_record(reading, record_path(folder, code)) if code != about.original else {}
        for name in names(about):
            suffix = "" if code == about.original else code
            path = files.get(name, {}).get(suffix)
            if path is None:
                wanted = f"{name}.{suffix}.md" if suffix else f"{name}.md"
                message = say(
                    "the chapter `{name}` has no file {wanted}; add it, or take {code} out of title until it exists",
                    name=name,
                    wanted=wanted,
                    code=code,
                )
                reading.report(yml[0], line_of_entry(yml[1], name), "chapter-missing", message)
                continue
            place = PurePosixPath(folder.relative_to(reading.root).as_posix(), path.name)
            chapter = read_chapter(reading, path, name, code, place, schema.FrontMatter)
            if chapter:
                numbered = about.kind == "manual" and name in about.chapters
                number = about.chapters.index(name) + 1 if numbered else None
                chapters.append(replace(chapter, number=number, renders=record.get(name)))
        yield (
            code,
            Edition(
                language, about.title[code], about.subtitle.get(code, ""), about.summary.get(code, ""), tuple(chapters)
            ),
        )


def _withdrawn_editions(
    reading: Reading, folder: Path, about: schema.PublicationFile, languages: tuple[Language, ...]
) -> Iterator[tuple[str, Edition]]:
    """With the names of its chapters, for their addresses; the files may be gone."""
    for language in languages:
        code = language.code
        if code in about.title:
            source, title = (folder / "publication.yml").relative_to(reading.root), about.title[code]
            chapters = (
                Chapter(name, code, source, PurePosixPath(name), title, "", "", 1)
                for name in names(about)
            )  # fmt: skip
            said = about.subtitle.get(code, ""), about.summary.get(code, "")
            yield code, Edition(language, title, *said, tuple(chapters))


def names(about: schema.PublicationFile) -> list[str]:
    """Of its texts, in reading order."""
    return [*about.front, *about.chapters, *about.back]


def line_of_entry(text: str, entry: str) -> int:
    found = re.search(rf"^\s*-\s*[\"']?{re.escape(entry)}\b", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else line_at(text, "chapters")


def check_names(reading: Reading, path: Path, about: schema.PublicationFile, text: str) -> None:
    """Of its texts."""
    if about.kind == "brief" and names(about) != ["brief"]:
        message = say("a brief has one text; write `chapters: [brief]` and no front or back")
        reading.report(path, line_at(text, "chapters"), "brief-chapters", message)
    for name, times in Counter(names(about)).items():
        if times > 1:
            message = say("`{name}` is listed {times} times; list each text once", name=name, times=times)
            reading.report(path, line_of_entry(text, name), "chapter-twice", message)


def check_isbn(reading: Reading, path: Path, about: schema.PublicationFile, text: str) -> None:
    for code, number in about.isbn.items():
        if not isbn.is_valid(number):
            message = say("`{number}` is not a valid ISBN (its check digit is wrong); copy it again", number=number)
            reading.report(path, line_at(text, "isbn"), "isbn", message)
        if code not in about.title:
            message = say(
                "an ISBN for `{code}`, but no title in it; add title.{code} or take the number out", code=code
            )
            reading.report(path, line_at(text, "isbn"), "title-missing", message)


def check_people(reading: Reading, path: Path, about: schema.PublicationFile, text: str) -> None:
    """Those who translated or reviewed an edition, each of one that exists; a review of a version that exists."""
    for key, named in (("translators", about.translators), ("reviewers", about.reviewers)):
        for code in named:
            if code not in about.title:
                message = say(
                    "`{key}` names people for `{code}`, but there is no title in it; add title.{code} or take them out",
                    key=key,
                    code=code,
                )
                reading.report(path, line_at(text, f"{key}.{code}"), "title-missing", message)
    if about.original in about.translators:
        message = say(
            "`{code}` is the original, which nobody translated; name its authors under `contributors`",
            code=about.original,
        )
        reading.report(path, line_at(text, f"translators.{about.original}"), "translator-place", message)
    versions = {about.version, *(entry.version for entry in about.changes)}
    for code, reviews in about.reviewers.items():
        for at, review in enumerate(reviews):
            if review.version not in versions:
                message = say(
                    "there is no version {version} to have been reviewed; write the one that was read",
                    version=review.version,
                )
                reading.report(path, line_at(text, f"reviewers.{code}[{at}].version"), "review-version", message)
            if review.date > reading.today + CLOCKS_APART:
                message = say("{date} is still to come; write the day on which the text was read", date=review.date)
                reading.report(path, line_at(text, f"reviewers.{code}[{at}].date"), "review-date", message)


def check_changes(reading: Reading, path: Path, about: schema.PublicationFile, text: str) -> None:
    """The list of versions: it begins with the one that stands, goes back in time, and can be read by every reader."""

    def report(key: str, message: Message) -> None:
        reading.report(path, line_at(text, key), "changes", message)

    if about.changes:
        newest = about.changes[0]
        if newest.version != about.version:
            message = say(
                "`changes` begins with version {newest}, but `version` is {version}; put an entry for {version} first",
                newest=newest.version,
                version=about.version,
            )
            report("changes[0].version", message)
        elif newest.date != about.date:
            message = say(
                "`changes` dates version {version} {theirs}, but `date` is {date}; make them equal",
                version=about.version,
                theirs=newest.date,
                date=about.date,
            )
            report("changes[0].date", message)
    for at, (newer, older) in enumerate(pairwise(about.changes), start=1):
        if number(older.version) >= number(newer.version):
            message = say(
                "version {older} stands below {newer}; put the newest first", older=older.version, newer=newer.version
            )
            report(f"changes[{at}].version", message)
        elif older.date > newer.date:
            message = say(
                "version {older} is dated after {newer}; correct a date", older=older.version, newer=newer.version
            )
            report(f"changes[{at}].date", message)
    for at, entry in enumerate(about.changes):
        for code in about.title if at == 0 else [about.original]:
            if code not in entry.what:
                report(f"changes[{at}].what", say("nothing is said in `{code}`; add what.{code}", code=code))
    if about.withdrawn:
        for code in about.title:
            if code not in about.withdrawn.reason:
                report("withdrawn.reason", say("no reason in `{code}`; add reason.{code}", code=code))


def number(version: str) -> tuple[int, ...]:
    """In the order of versions 0.10 follows 0.9."""
    return tuple(map(int, version.split(".")))


def check_files(
    reading: Reading, folder: Path, about: schema.PublicationFile, languages: tuple[Language, ...], text: str
) -> None:
    """Files that no edition takes up, and translations of nothing, are mistakes, not leftovers."""
    codes = {language.code for language in languages}
    for name, by_language in files_by_name(folder).items():
        for suffix, path in by_language.items():
            if name not in names(about):
                message = say(
                    "`{name}` is not in the list of chapters of publication.yml; add it there or remove the file",
                    name=name,
                )
                reading.report(path, 1, "chapter-unlisted", message)
            elif "" not in by_language:
                message = say(
                    "a translation without its original; add {name}.md ({code}) or remove the file",
                    name=name,
                    code=about.original,
                )
                reading.report(path, 1, "translation-orphan", message)
            elif suffix and suffix not in codes:
                reading.report(path, 1, "language", _no_language(suffix))
            elif (suffix or about.original) not in about.title:
                code = suffix or about.original
                message = say("publication.yml has no title for `{code}`; add title.{code}", code=code)
                reading.report(path, 1, "title-missing", message)
    for code in about.title:
        if code not in codes:
            line = line_at(text, f"title.{code}")
            reading.report(folder / "publication.yml", line, "language", _no_language(code))


def _no_language(code: str) -> Message:
    return say("`{code}` is not a language of this site; see mkdocs.yml", code=code)


def read_publication(reading: Reading, folder: Path, kind: str, languages: tuple[Language, ...]) -> Publication | None:
    path = folder / "publication.yml"
    if not path.exists():
        reading.report(
            path, 1, "publication-missing", say("the folder has no publication.yml; add it or remove the folder")
        )
        return None
    text = read_text(reading, path)
    if text is None:
        return None
    reached = read_mended(reading, path, text, schema.PublicationFile, 1, stand_ins(folder, kind))
    if reached.found is None:
        return None
    about = with_titles(reached.found, folder, reached.harmed)
    if about.id != folder.name:
        reading.report(
            path,
            line_at(text, "id"),
            "id",
            say("id is `{id}` but the folder is `{folder}`; make them equal", id=about.id, folder=folder.name),
        )
    if about.kind != kind:
        reading.report(
            path,
            line_at(text, "kind"),
            "kind",
            say(
                "a {kind} stands in {here}/; move it to {there}/",
                kind=about.kind,
                here=FOLDERS[kind],
                there=FOLDERS[about.kind],
            ),
        )
    if about.original not in about.title and "title" not in reached.harmed:
        reading.report(
            path,
            line_at(text, "original"),
            "original",
            say("the original `{code}` has no title; add title.{code}", code=about.original),
        )
    for check, keys in ABOUT.items():
        if reached.harmed.isdisjoint(keys):
            check(reading, path, about, text)
    if reached.harmed.isdisjoint(("original", "title", "chapters", "front", "back")):
        check_files(reading, folder, about, languages, text)
    if about.withdrawn:
        editions = dict(_withdrawn_editions(reading, folder, about, languages))
    else:
        editions = dict(_editions(reading, folder, about, languages, (path, text)))
    return Publication(
        id=about.id,
        kind=about.kind,
        folder=folder.relative_to(reading.root),
        version=about.version,
        date=about.date,
        original=about.original,
        topics=tuple(about.topics),
        audiences=tuple(about.audiences),
        regions=tuple(about.regions),
        licence=about.licence,
        editions=editions,
        contributors=tuple(Contributor(person.name, person.role) for person in about.contributors),
        partners=tuple(about.partners),
        begun=about.begun,
        isbn=about.isbn,
        doi=about.doi,
        changes=about.changes[0].what if about.changes else {},
        earlier=tuple(Version(entry.version, entry.date, entry.what) for entry in about.changes[1:]),
        withdrawn=_withdrawal(about.withdrawn),
        translators={code: tuple(people) for code, people in about.translators.items()},
        reviews={
            code: tuple(Review(one.name, one.version, one.date) for one in reviews)
            for code, reviews in about.reviewers.items()
        },
    )


# Of publication.yml, and the keys on which each rests: what is wrong in these is told already.
ABOUT: dict[Callable[[Reading, Path, schema.PublicationFile, str], None], tuple[str, ...]] = {
    check_names: ("kind", "chapters", "front", "back"),
    check_isbn: ("isbn",),
    check_changes: ("version", "date", "original", "title", "changes", "withdrawn"),
    check_people: ("version", "original", "title", "changes", "translators", "reviewers"),
}


def stand_ins(folder: Path, kind: str) -> dict[str, Any]:
    """For keys without which a publication's texts can be read and checked all the same."""
    return {
        **{"id": folder.name, "kind": kind, "version": "0.0", "date": "0001-01-01", "name": NO_TEXT, "role": NO_TEXT},
        **{"topics": ["investigation"], "audiences": ["trainers"], "regions": ["egypt"]},
        **{key: {} for key in ("title", "summary", "what", "reason")},
    }


def with_titles(about: schema.PublicationFile, folder: Path, harmed: Container[object]) -> schema.PublicationFile:
    """A language in which all texts are there counts as an edition where its title could not be read."""
    files = files_by_name(folder)
    suffixes = set.intersection(*(set(files.get(name, ())) for name in names(about)))
    titles = dict.fromkeys((suffix or about.original for suffix in suffixes), NO_TEXT)
    known = {key: titles | getattr(about, key) for key in ("title", "summary") if key in harmed}
    return msgspec.structs.replace(about, **known)


def _withdrawal(entry: schema.WithdrawalEntry | None) -> Withdrawal | None:
    return Withdrawal(entry.date, entry.reason, entry.replaced_by) if entry else None


def read_publications(reading: Reading, languages: tuple[Language, ...]) -> Iterator[Publication]:
    seen: dict[str, Path] = {}
    for kind, place in FOLDERS.items():
        folder = reading.root / place
        for path in sorted(child for child in folder.iterdir() if child.is_dir()) if folder.is_dir() else []:
            publication = read_publication(reading, path, kind, languages)
            if publication is None:
                continue
            if publication.id in seen:
                message = say(
                    "the id `{id}` is taken by {other}; choose another",
                    id=publication.id,
                    other=seen[publication.id].as_posix(),
                )
                reading.report(path / "publication.yml", 1, "id-duplicate", message)
                continue
            seen[publication.id] = publication.folder
            yield publication


def read_pages(reading: Reading, languages: tuple[Language, ...]) -> Iterator[SitePage]:
    docs = reading.root / "docs"
    records = {one.code: read_record(reading, record_path(docs / "data", one.code)) for one in languages}
    for name, by_language in files_by_name(docs).items():
        texts: dict[str, Chapter] = {}
        for language in languages:
            path = by_language.get("" if language is languages[0] else language.code)
            if path is None:
                continue
            chapter = read_chapter(reading, path, name, language.code, PurePosixPath(path.name), schema.PageFrontMatter)
            if chapter and check_template(reading, path, chapter.meta["template"]):
                texts[language.code] = replace(chapter, renders=records[language.code].get(name) if texts else None)
        if texts:
            yield SitePage(name, texts)


def check_template(reading: Reading, path: Path, template: str) -> bool:
    known = sorted(one.name for one in (reading.root / "overrides").glob("*.html"))
    if template in known:
        return True
    message = say("there is no template `{template}`; there are: {known}", template=template, known=", ".join(known))
    reading.report(path, line_in_head(path, "template"), "schema", message)
    return False


def read_editor(reading: Reading, settings: Settings) -> Editor | None:
    if settings.editor is None:
        return None
    path = settings.source.resolve()
    text = normalised(path.read_bytes())
    if not isinstance(settings.editor, dict):
        message = say("`editor` names no repository; write {example}, or take the line out", example=EDITOR_EXAMPLE)
        reading.report(path, line_at(text, "extra.editor"), "editor", message)
        return None
    node = node_at(yaml.compose(text, yaml.CSafeLoader), ["extra", "editor"])
    read = mended(node, settings.editor, schema.EditorEntry, {})
    for line, message in read.faults:
        reading.report(path, line, "editor", message)
    entry = read.found
    if entry is None or read.faults:
        return None
    if not REPOSITORY.fullmatch(entry.repo):
        message = say("`{repo}` is no repository; write its owner and its name: owner/name", repo=entry.repo)
        reading.report(path, line_at(text, "extra.editor.repo"), "editor", message)
        return None
    return Editor(entry.repo, entry.branch, entry.host)


def with_glossary(
    pages: tuple[SitePage, ...], languages: tuple[Language, ...], terms: Mapping[str, Term]
) -> tuple[SitePage, ...]:
    """The termbase has a page in each of its languages."""
    if not terms:
        return pages
    named = {code for term in terms.values() for code in term.wordings}
    source = Path("docs", "data", "terms.yml")
    made = [
        _made("glossary", one, one.strings["print"]["glossary"], one.strings["glossary"]["lead"], source)
        for one in languages
        if one.code in named
    ]
    return with_made(pages, made)


def with_problems(pages: tuple[SitePage, ...], languages: tuple[Language, ...], root: Path) -> tuple[SitePage, ...]:
    """What `daleel check` may say is explained in every language."""
    words = {one.code: one.strings["problems"] for one in languages}
    made = [
        _made("problems", one, words[one.code]["title"], words[one.code]["lead"], strings_file(root, one.code))
        for one in languages
    ]
    return with_made(pages, made)


def with_made(pages: tuple[SitePage, ...], made: list[Chapter]) -> tuple[SitePage, ...]:
    """A page that the engine makes, in its languages; a text in docs/ of the same name stands above what is made."""
    name = made[0].name
    written = next((page.texts for page in pages if page.name == name), {})
    texts = {one.language: written.get(one.language) or one for one in made}
    return *(page for page in pages if page.name != name), SitePage(name, texts)


def _made(name: str, language: Language, title: str, lead: str, source: Path) -> Chapter:
    return Chapter(
        name=name,
        language=language.code,
        source=source,
        site_path=PurePosixPath(f"{name}.md"),
        title=title,
        lead=lead,
        markdown="",
        first_line=1,
        meta={"template": f"{name}.html"},
    )


def with_status(pages: tuple[SitePage, ...], languages: tuple[Language, ...]) -> tuple[SitePage, ...]:
    """Beside the library page stands that of its translations' state, which nobody writes."""
    listed = next((page.texts for page in pages if page.name == "library"), {})
    words = {one.code: one.strings["ledger"] for one in languages}
    made = [
        _made("status", one, words[one.code]["title"], words[one.code]["lead"], Path())
        for one in languages
        if one.code in listed
    ]
    return with_made(pages, made) if made else pages


def read_library(root: Path, settings: Settings) -> tuple[Library, list[Problem]]:
    """Everything under root that is published, and what is wrong with it. Absolute or relative root."""
    reading = Reading(root.resolve())
    languages = tuple(read_language(reading.root, code) for code in settings.languages)
    terms = read_terms(reading)
    publications = tuple(read_publications(reading, languages))
    pages = with_glossary(tuple(read_pages(reading, languages)), languages, terms)
    pages = with_problems(pages, languages, reading.root)
    library = Library(
        root=reading.root,
        languages=languages,
        publications=tuple(one for one in publications if one.withdrawn is None),
        withdrawn=tuple(one for one in publications if one.withdrawn is not None),
        pages=with_status(pages, languages),
        sources=read_sources(reading),
        terms=terms,
        words=read_words(reading),
        rules=read_rules(reading),
        site_url=settings.site_url.rstrip("/") + "/",
        editor=read_editor(reading, settings),
    )
    check_replacements(reading, library)
    return library, reading.problems


def check_replacements(reading: Reading, library: Library) -> None:
    standing = [one.id for one in library.publications]
    for publication in library.withdrawn:
        id = publication.withdrawn.replaced_by if publication.withdrawn else ""
        if id and id not in standing:
            path = reading.root / publication.folder / "publication.yml"
            text = normalised(path.read_bytes())
            message = say(
                "`{id}` cannot be read in its place: no publication has this id; there are: {known}",
                id=id,
                known=", ".join(standing),
            )
            reading.report(path, line_at(text, "withdrawn.replaced_by"), "replaced-by", message)
