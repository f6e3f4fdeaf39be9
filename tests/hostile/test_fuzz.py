"""Anything at all: the reader, the checks, the converter and the PDF's text step say what is wrong, or do their work.

What a run finds becomes a case of the class it belongs to. `make soak`; DALEEL_FUZZ_SECONDS: for each test, 60 where unset.
"""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import PROJECT, SAMPLE
from daleel import schema
from daleel.bounds import broken
from daleel.check import find_text
from daleel.convert import Converted, Manuscript, convert
from daleel.figures import FigureError, read_figure
from daleel.numbers import differences
from daleel.print.arabic_text import readable_arabic
from daleel.print.compile import compiled, write_root
from daleel.print.edition import Document, typst_source
from daleel.read import Reading, load_yaml, normalised, read_library, read_text, read_yaml
from daleel.settings import read_settings
from daleel.terms import forms
from daleel.terms_check import watch
from daleel.text import Text

pytestmark = pytest.mark.soak
SECONDS = float(os.environ.get("DALEEL_FUZZ_SECONDS", "60"))
SLOWEST = 20  # seconds for one text

PIECES = st.sampled_from(
    [
        *(
            "/// note",
            "/// figure | x",
            "//// check",
            "/// answer",
            "///",
            "////",
            "    source: x",
            "    minutes: 3",
            "/// table | x",
        ),
        *("/// session", "/// quote | x", "/// outcomes", "/// messages", "    for: x", "/// keypoint"),
        *(
            "[@tip-protocol, art. 3]",
            "[@x]",
            "[@",
            "[^1]",
            "[^1]: x",
            "[a](b.md)",
            "[a](01-listening.md#x)",
            "![a](figures/steps.svg)",
            "](",
        ),
        *(
            "- x",
            "1. x",
            "a. x",
            "- [ ] x",
            "> x",
            "| a | b |",
            "|---|---|",
            "# x",
            "## x",
            "#### x",
            "---",
            "***",
            "```",
            "~~~",
            "`",
            "``",
        ),
        *(
            "*",
            "**",
            "_",
            "~~",
            "\\",
            "<",
            ">",
            "&",
            "&#0;",
            "&#x202e;",
            "&lt;",
            "<span lang='ar' dir='rtl'>",
            "</span>",
            "<sub>",
            "<b>",
            "<!--",
            "-->",
            "<br>",
        ),
        *(
            "\u202e",
            "\u2066",
            "\u2069",
            "\u200f",
            "\u200b",
            "\ufeff",
            "\u00ad",
            "\x00",
            "\x0b",
            "\x1b",
            "\ufffe",
            "\U0001f642",
            "\u0301",
        ),
        *(
            "الاتجار",
            "المادة 3(أ)",
            "٢٠١٠",
            "لا",
            "ﷲ",
            "traite des personnes",
            "art. 3",
            "1,000",
            "2004/81/EC",
            "« x »",
            "“",
            "{{ x }}",
            "{{",
            ":",
            ": x",
        ),
        *("\t", "    ", "\n", "\n\n", "\n\n\n", "  \n"),
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=40).flatmap(
    lambda parts: st.sampled_from(["", " ", "\n", "\n\n"]).map(lambda between: between.join(parts))
)


def for_a_while(check: Callable[..., None]) -> Callable[..., None]:
    """With ever new examples, for SECONDS."""
    fuzzed = settings(
        max_examples=200, deadline=None, database=None, derandomize=False, suppress_health_check=list(HealthCheck)
    )(check)

    def run() -> None:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            fuzzed()

    run.__name__, run.__doc__ = check.__name__, check.__doc__
    return run


@cache
def surroundings() -> tuple[Any, Any]:
    set_ = read_settings(SAMPLE / "mkdocs.yml")
    return set_, read_library(SAMPLE, set_)[0]


def converted(markdown: str, code: str, kind: Any = "manual", ids: tuple[str, ...] | None = None) -> Converted:
    set_, library = surroundings()
    language, folder = library.language(code), Path("manuals/first-contact")
    known = forms(library.terms, language)
    watched = watch(library.terms, library.rules, library.sources, language, known)
    manuscript = Manuscript(markdown, 1, language, library.root / folder, folder.as_posix(), kind, ids)
    return convert(manuscript, library.sources, known, watched, set_.extensions)


@for_a_while
@given(TEXTS, st.sampled_from(["en", "ar", "fr"]), st.sampled_from(["manual", "brief", None]))
def test_any_text_is_converted(text: str, code: str, kind: str | None) -> None:
    is_converted(text.encode(errors="replace"), code, kind)


def is_converted(data: bytes, code: str, kind: str | None) -> None:
    """What has no fault can be printed, too."""
    text = normalised(data)
    if list(broken(text)):
        return
    started = time.monotonic()
    found = converted(text, code, kind)
    ids = tuple(heading.id for heading in found.text.headings)
    converted(text, "ar", kind, ids)
    list(differences(text, text[::-1]))
    assert time.monotonic() - started < SLOWEST
    html = found.text.html.lower()
    assert "<script" not in html
    assert "javascript:" not in html
    if not found.faults and kind == "manual" and not lost(found, code):
        printed(found.text, code)


def lost(found: Converted, code: str) -> bool:
    """A link that leads nowhere: the checks say so before anything is printed."""
    _, library = surroundings()
    return any(link.target and not find_text(library, link.target, code)[1] for link in found.links)


def printed(text: Text, code: str) -> Document:
    _, library = surroundings()
    publication = library.publication("first-contact")
    edition = publication.editions[code]
    chapters = tuple(chapter for chapter in edition.chapters if chapter.name == "01-listening")
    alone = replace(edition, chapters=chapters)
    one = replace(publication, editions={code: alone})
    return typst_source(library, one, alone, {"01-listening": text}, "facilitator")


VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.text(max_size=9),
        st.sampled_from(["en", "1.0", "2026-11-20", "manual"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.one_of(st.text(max_size=5), st.sampled_from([*schema.PublicationFile.__struct_fields__])), inner
        ),
    ),
    max_leaves=20,
)
STRUCTS = [
    schema.PublicationFile,
    schema.SourcesFile,
    schema.TermsFile,
    schema.RespectFile,
    schema.WordsFile,
    schema.FrontMatter,
]
YAML_BITS = st.sampled_from(
    [
        *"[]{}:,-?!&*#|>'\"%@`\n\t \\",
        *(": ", "- ", "!!int", "!!set", "<<: ", "&a", "*a", "---\n", "...\n", "\\x", "? ", "\u0085", "\ufeff"),
        *("id", "title", "changes", "en", "terms", "sources", "x"),
    ]
)


@for_a_while
@given(
    st.one_of(
        VALUES.map(lambda value: yaml.safe_dump(value, allow_unicode=True)),
        st.lists(YAML_BITS, max_size=40).map("".join),
    ),
    st.sampled_from(STRUCTS),
)
def test_any_yaml_is_read_or_refused(text: str, struct: Any) -> None:
    is_read_or_refused(text, struct)


def is_read_or_refused(text: str, struct: Any) -> None:
    reading = Reading(Path("/nowhere"))
    found = read_yaml(reading, Path("/nowhere/x.yml"), text, struct)
    assert found is not None or reading.problems
    try:
        load_yaml(text)
    except yaml.YAMLError:
        assert found is None


@for_a_while
@given(data=st.one_of(st.binary(max_size=60), TEXTS.map(lambda text: text.encode(errors="replace"))))
def test_any_file_is_read_or_refused(data: bytes) -> None:
    is_a_text_or_refused(data)


def is_a_text_or_refused(data: bytes) -> None:
    path = scratch() / "x.md"
    path.write_bytes(data)
    reading = Reading(scratch())
    assert (read_text(reading, path) is None) == bool(reading.problems)


@cache
def scratch() -> Path:
    import tempfile

    return Path(tempfile.mkdtemp(prefix="daleel-fuzz-")).resolve()


TAGS = st.sampled_from(
    ["g", "rect", "use", "text", "script", "style", "a", "pattern", "image", "foreignObject", "defs", "x:y"]
)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["id", "href", "xlink:href", "fill", "style", "onload", "viewBox", "d", "xml:base", "transform"]),
    st.one_of(
        st.text(max_size=6),
        st.sampled_from(["#a", "#b", "url(#a)", "url(#b)", "a", "b", "0 0 9 9", "0 0 0 .", "https://x.example"]),
    ),
    max_size=3,
)


@st.composite
def drawings(draw: st.DrawFn, depth: int = 0) -> str:
    tag = "svg" if depth == 0 else draw(TAGS)
    attributes = "".join(f" {name}='{value}'" for name, value in draw(ATTRIBUTES).items())
    inner = "" if depth > 3 else "".join(draw(drawings(depth + 1)) for _ in range(draw(st.integers(0, 2))))
    names = " xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'" if depth == 0 else ""
    return f"<{tag}{names}{attributes}>{inner}{draw(st.text(max_size=3))}</{tag}>"


def mangled(data: bytes) -> st.SearchStrategy[bytes]:
    """Some of its bytes changed, or its end cut off."""
    changes = st.lists(st.tuples(st.integers(0, max(len(data) - 1, 0)), st.integers(0, 255)), max_size=8)

    def change(made: list[tuple[int, int]], end: int) -> bytes:
        new = bytearray(data)
        for at, value in made:
            new[at] = value
        return bytes(new[: len(data) - end])

    return st.builds(change, changes, st.sampled_from([0, 0, 1, len(data) // 2]))


@for_a_while
@given(
    st.one_of(
        drawings().map(lambda text: text.encode(errors="replace")),
        mangled((SAMPLE / "manuals/first-contact/figures/steps.ar.svg").read_bytes()),
    )
)
def test_any_drawing_is_taken_or_refused(data: bytes) -> None:
    taken_or_refused(data, "svg")


@cache
def pictures() -> dict[str, bytes]:
    from hostile_sample import picture

    return {"png": picture("PNG"), "jpg": picture("JPEG")}


@for_a_while
@given(st.sampled_from(["png", "jpg"]).flatmap(lambda ending: st.tuples(mangled(pictures()[ending]), st.just(ending))))
def test_any_picture_is_taken_or_refused(given_: tuple[bytes, str]) -> None:
    taken_or_refused(*given_)


def taken_or_refused(data: bytes, ending: str) -> None:
    path = scratch() / f"x.{ending}"
    path.write_bytes(data)
    try:
        figure = read_figure(path)
    except FigureError:
        return
    assert figure.width > 0
    assert figure.height > 0


@cache
def page() -> bytes:
    """Of the sample in Arabic, the one with the most text, as Typst writes it."""
    _, library = surroundings()
    source = (library.root / "manuals/first-contact/01-listening.ar.md").read_text(encoding="utf-8")
    document = printed(converted(source.partition("---\n")[2].partition("---\n")[2], "ar").text, "ar")
    with TemporaryDirectory() as folder:
        write_root(document, Path(folder))
        made, _ = compiled(document, Path(folder), PROJECT / "overrides/fonts", 0)
    with pikepdf.open(BytesIO(made)) as pdf:
        fullest = max(range(len(pdf.pages)), key=lambda at: pdf.pages[at].Contents.read_bytes().count(b" Tf"))
        for other in reversed([at for at in range(len(pdf.pages)) if at != fullest]):
            del pdf.pages[other]
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


@cache
def page_content() -> bytes:
    with pikepdf.open(BytesIO(page())) as pdf:
        return bytes(pdf.pages[0].Contents.read_bytes())


OPERATORS = st.sampled_from(
    [
        *(
            b"BT",
            b"ET",
            b"/f0 12 Tf",
            b"/F1 1 Tf",
            b"1 0 0 1 0 0 Tm",
            b"<0001> Tj",
            b"[<0001> -20 <0002>] TJ",
            b"(x) Tj",
        ),
        *(b"[] TJ", b"q", b"Q", b"/Span <</ActualText <FEFF0627>>> BDC", b"EMC", b"0 Tr", b"1 Ts", b"9 TL", b"T*"),
        *(b"0 0 Td", b"/P <</MCID 0>> BDC", b"<", b"]", b"1"),
    ]
)


@for_a_while
@given(st.data())
def test_any_page_goes_through_the_text_step(data: st.DataObject) -> None:
    """It says what it does not know; it does not break."""
    new = st.lists(st.one_of(OPERATORS, st.binary(max_size=3)), max_size=30).map(b"\n".join)
    part = st.integers(0, len(page_content())).flatmap(lambda at: new.map(lambda some: cut(at, some)))
    goes_through(data.draw(st.one_of(new, part, mangled(page_content()))))


def cut(at: int, some: bytes) -> bytes:
    return page_content()[:at] + some + page_content()[at:]


def goes_through(content: bytes) -> None:
    with pikepdf.open(BytesIO(page())) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(content)
        out = BytesIO()
        pdf.save(out)
    made, unknown = readable_arabic(out.getvalue())
    assert unknown >= 0
    with pikepdf.open(BytesIO(made)) as pdf:
        assert len(pdf.pages)
