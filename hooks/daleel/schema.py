"""publication.yml and sources.yml as types. msgspec: typed structs, messages that carry the key's path, and the JSON Schema for editors."""

import datetime
import difflib
import re
from collections.abc import Iterator, Sequence
from types import EllipsisType
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta

from daleel.problems import Message, say

Id = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="ASCII, lower case, words joined by hyphens")]
LanguageCode = Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$", description="BCP 47, as in mkdocs.yml")]
Text = Annotated[str, Meta(min_length=1)]
Topic = Literal["investigation", "prosecution", "gender", "technology"]
Audience = Literal["police", "prosecutors", "judges", "border", "policy", "protection", "trainers"]
Region = Literal["egypt", "horn", "sahel", "north-africa"]


class Person(msgspec.Struct, forbid_unknown_fields=True):
    name: Text
    role: Text


VersionNumber = Annotated[str, Meta(pattern=r"^\d+\.\d+(\.\d+)?$", description='In quotes: "1.0"')]


class ChangeEntry(msgspec.Struct, forbid_unknown_fields=True):
    """A version and what is new in it."""

    version: VersionNumber
    date: datetime.date
    what: Annotated[dict[LanguageCode, Text], Meta(description="By language, one or two sentences for readers")]


class ReviewEntry(msgspec.Struct, forbid_unknown_fields=True):
    name: Annotated[Text, Meta(description="Of a person who read this language's text and answers for it")]
    version: Annotated[VersionNumber, Meta(description="That was read; the review holds for no later one")]
    date: datetime.date


class WithdrawalEntry(msgspec.Struct, forbid_unknown_fields=True):
    date: datetime.date
    reason: Annotated[dict[LanguageCode, Text], Meta(description="By language, one or two sentences for readers")]
    replaced_by: Annotated[str, Meta(description="Id of the publication to read in its place")] = ""


class PublicationFile(msgspec.Struct, forbid_unknown_fields=True):
    """publication.yml: what is said of a publication beside its text."""

    id: Annotated[Id, Meta(description="The folder's name; part of every address, so it never changes")]
    kind: Literal["manual", "brief"]
    version: VersionNumber
    date: Annotated[datetime.date, Meta(description="Of this version: 2026-11-24")]
    original: Annotated[LanguageCode, Meta(description="The language that the others translate")]
    topics: Annotated[list[Topic], Meta(min_length=1, description="The first gives colour and cover")]
    audiences: Annotated[list[Audience], Meta(min_length=1)]
    regions: Annotated[list[Region], Meta(min_length=1)]
    chapters: Annotated[
        list[Id], Meta(min_length=1, description="File names without .md, in reading order; a brief has one: brief")
    ]
    title: dict[LanguageCode, Text]
    summary: dict[LanguageCode, Text]
    subtitle: dict[LanguageCode, Text] = {}
    front: Annotated[list[Id], Meta(description="A manual's texts without number before its chapters: how-to-use")] = []
    back: Annotated[list[Id], Meta(description="And after them: tests, forms")] = []
    isbn: Annotated[dict[LanguageCode, str], Meta(description="By language, with its hyphens")] = {}
    doi: Annotated[str, Meta(pattern=r"^(10\.\d{4,9}/\S+)?$", description="Without https://doi.org/: 10.1234/abcd")] = (
        ""
    )
    contributors: list[Person] = []
    translators: Annotated[dict[LanguageCode, list[Text]], Meta(description="Names, by language")] = {}
    reviewers: Annotated[
        dict[LanguageCode, list[ReviewEntry]],
        Meta(description="By language. Where nobody reviewed this version, the text calls itself a draft"),
    ] = {}
    partners: list[Text] = []
    licence: Annotated[str, Meta(pattern=r"^[A-Za-z0-9.+-]+$", description="SPDX identifier")] = "CC-BY-4.0"
    begun: Annotated[bool, Meta(description="true while chapters are still to come")] = False
    changes: Annotated[
        list[ChangeEntry], Meta(description="Newest first; the first entry tells of this version and date")
    ] = []
    withdrawn: Annotated[
        WithdrawalEntry | None, Meta(description="Its page then says so and why, and offers nothing else")
    ] = None


class FrontMatter(msgspec.Struct, forbid_unknown_fields=True):
    """Between the two `---` lines at the head of a chapter."""

    title: Text
    lead: str = ""


class PageFrontMatter(msgspec.Struct, forbid_unknown_fields=True):
    """At the head of a page of docs/."""

    title: Text
    lead: str = ""
    template: str = "page.html"
    headline: str = ""
    pages: Annotated[
        list[Id], Meta(description="Names of the pages below this one, in reading order; read in the original only")
    ] = []


class EditorEntry(msgspec.Struct, forbid_unknown_fields=True):
    """extra.editor in mkdocs.yml."""

    repo: Text
    branch: Text = "main"
    host: Literal["github", "gitlab"] = "github"


class SourceEntry(msgspec.Struct):
    id: Id
    title: Annotated[dict[LanguageCode, Text], Meta(min_length=1)]
    short: dict[LanguageCode, Text] = {}
    place: dict[LanguageCode, Text] = {}
    type: str = ""
    issuing_body: str = ""
    year: str | int = ""
    number: str = ""
    url: Annotated[str, Meta(pattern=r"^(https?://[^\s<>()\[\]\"\\\\^`{}|]+)?$")] = ""


class WordingEntry(msgspec.Struct):
    preferred: Text
    admitted: list[Text] = []
    deprecated: list[Text] = []


class TermEntry(msgspec.Struct):
    id: Id
    terms: dict[LanguageCode, WordingEntry]
    definition: dict[LanguageCode, Text]
    note: str = ""
    source_ids: list[Id] = []


class TermsFile(msgspec.Struct):
    terms: list[TermEntry]


class RespectEntry(msgspec.Struct, forbid_unknown_fields=True):
    instead: Annotated[list[Text], Meta(min_length=1)]
    reason: Annotated[Text, Meta(description="One sentence, without full stop, that can follow a colon")]
    avoid: Annotated[list[Text], Meta(min_length=1, description="In the base form")]
    allowed: list[Text] = []
    advice: str = ""


class RuleEntry(msgspec.Struct, forbid_unknown_fields=True):
    id: Id
    texts: dict[LanguageCode, RespectEntry]
    source_ids: list[Id] = []


class RespectFile(msgspec.Struct, forbid_unknown_fields=True):
    """respect.yml: wordings that are not used of people, by rule and language."""

    rules: list[RuleEntry]


WordsFile = dict[LanguageCode, list[Annotated[list[Text], Meta(min_length=2)]]]


class SourcesFile(msgspec.Struct):
    sources: list[SourceEntry]


# translated.ar.yml: name of the text → id of the original's section → digest; see ledger.py
RecordFile = dict[str, dict[str, Annotated[str, Meta(pattern=r"^[0-9a-f]{12}$")]]]


def publication_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of publication.yml, for authors' editors."""
    schema = msgspec.json.schema(PublicationFile)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "publication.yml", **schema}


UNKNOWN = re.compile(r"unknown field `(.*)`", re.DOTALL)
MISSING = re.compile(r"missing required field `([^`]+)`")
AT = re.compile(r" - at (?P<key>`key` in )?`\$(?P<path>[^`]*)`$")
Step: TypeAlias = str | int | EllipsisType  # of the path to a value; … where it is any key of a mapping


class Fault(NamedTuple):
    """A message of msgspec as authors understand it."""

    message: Message
    missing: bool = False  # something is, in the mapping that it is about
    unknown: str | None = None  # the key of it that has no place there
    meant: str = ""  # what that key was meant to be


def _choices(hint: Any) -> Iterator[str]:
    """The values that a type allows, wherever a Literal stands in it."""
    if get_origin(hint) is Literal:
        yield from get_args(hint)
    else:
        for inner in get_args(hint):
            yield from _choices(inner)


STEP = re.compile(r"\[(\d+|\.\.\.)\]|([^.\[\]]+)")


def steps(key: str) -> list[str | int]:
    """ "changes[0].date" → "changes", 0, "date"."""
    return [name or (int(place) if place.isdigit() else place) for place, name in STEP.findall(key)]


def shown(path: list[Step]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def path_of(error: str) -> list[Step]:
    """Of what msgspec's message is about. It writes "[...]" for a key of a mapping, and "`key` in" for a wrong key."""
    where = AT.search(error)
    path = [... if step == "..." else step for step in steps(where["path"])] if where else []
    return [*path, ...] if where and where["key"] else path


def _struct_at(struct: Any, path: Sequence[Step]) -> Any:
    """The type of the mapping that a path leads to, as far as structs go."""
    for step in path:
        inner = [one for one in _types(_hints(struct).get(str(step))) if issubclass(one, msgspec.Struct)]
        struct = inner[0] if inner else struct
    return struct


def _hints(struct: Any) -> dict[str, Any]:
    return get_type_hints(struct) if isinstance(struct, type) else {}


def required(struct: Any, path: Sequence[Step]) -> list[str]:
    """Keys that the mapping at a path must have."""
    return [one.encode_name for one in msgspec.structs.fields(_struct_at(struct, path)) if one.required]


def _types(hint: Any) -> Iterator[type]:
    """The classes in a type, wherever they stand in it."""
    if isinstance(hint, type) and not get_args(hint):
        yield hint
    for inner in get_args(hint):
        yield from _types(inner)


KINDS = {  # msgspec's names of types, as authors know them
    "str": say("text"),
    "int": say("a whole number"),
    "bool": say("true or false"),
    "array": say("a list"),
    "object": say("a mapping"),
    "null": say("nothing"),
}
EXPECTED = re.compile(r"Expected `(\w+)(?: \| \w+)*`, got `(\w+)`")


def explained(error: str, struct: Any, path: list[Step]) -> Fault:
    """msgspec's message as a sentence for authors; path: of what it is about."""
    where = AT.search(error)
    text, key = AT.sub("", error), shown(path)
    if found := UNKNOWN.search(text):
        return _unknown(found[1], list(_hints(_struct_at(struct, path))))
    if found := MISSING.search(text):
        return Fault(missing(found[1]), missing=True)
    if where and where["key"]:
        return Fault(say("`{code}` is not a language of this site; see mkdocs.yml", code=path[-1]))
    if found := re.match(r"Invalid enum value '?([^']*)'?", text):
        known = ", ".join(_choices(_hints(struct).get(str(path[0]))))
        message = say("`{key}`: `{value}` is unknown; one of: {known}", key=key, value=found[1], known=known)
    elif "date" in text:
        message = say("`{key}`: not a date; write it as 2026-11-24", key=key)
    elif "of length >= 1" in text:
        message = say("`{key}` is empty; write it, or take the key out", key=key)
    elif (found := EXPECTED.match(text)) and {found[1], found[2]} <= KINDS.keys():
        message = _other(key, *found.groups())
    else:
        message = say("`{key}`: {error}; see the list of keys in the authors' guide", key=key, error=text)
    return Fault(message)


def missing(key: str) -> Message:
    return say("the key `{key}` is missing; add it", key=key)


def _other(key: str, wanted: str, found: str) -> Message:
    return say(
        "`{key}` is {wanted}, not {found}; write it so, or see the list of keys in the authors' guide",
        key=key,
        wanted=KINDS[wanted],
        found=KINDS[found],
    )


def _unknown(key: str, known: list[str]) -> Fault:
    near = difflib.get_close_matches(key, known, n=1)
    if near:
        message = say("unknown key `{key}`; did you mean `{near}`?", key=key, near=near[0])
    else:
        message = say("unknown key `{key}`; known keys: {known}", key=key, known=", ".join(known))
    return Fault(message, unknown=key, meant=near[0] if near else "")
