"""A small library for the print tests: a manual and a brief made of the cases."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path, PurePosixPath

import lxml.html
import yaml

from daleel.elements import ELEMENTS
from daleel.model import Chapter, Edition, Kind, Language, Library, Publication, SitePage
from daleel.text import Caption, Heading, Text

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CASES = HERE / "cases"
FONTS = ROOT / "overrides" / "fonts"
DAY = date(2026, 10, 12)
BRIEFS_OWN = {name for name, element in ELEMENTS.items() if element.kinds == ("brief",)}
MANUALS_OWN = {name for name, element in ELEMENTS.items() if element.kinds == ("manual",)}

TITLES = {
    "en": ("Investigating trafficking in persons", "From the first report to a file.", "Do not punish victims"),
    "ar": ("التحقيق في الاتجار بالأشخاص", "من البلاغ الأول إلى ملف تستند إليه النيابة.", "لا تعاقبوا الضحايا"),
    "fr": ("Enquêter sur la traite", "Du signalement au dossier.", "Ne pas punir les victimes"),
}
CHAPTERS = {
    "en": ("Preparing the first interview", "What happens before the first question decides what follows."),
    "ar": ("التحضير للمقابلة الأولى", "ما يسبق السؤال الأول يحدّد معظم ما يليه."),
    "fr": ("Préparer le premier entretien", "Ce qui précède la première question décide de la suite."),
}


def language(code: str) -> Language:
    strings = yaml.safe_load((ROOT / "hooks/daleel/strings" / f"{code}.yml").read_text(encoding="utf-8"))
    own = strings["language"]
    return Language(code, own["name"], own["direction"], own["locale"], strings, own["fonts"])


LANGUAGES = {code: language(code) for code in ("en", "fr", "ar")}


def case(name: str, code: str) -> str:
    return (CASES / f"{name}.{code}.html").read_text(encoding="utf-8")


def renamed(html: str, name: str) -> str:
    """With ids of its own, so that cases can stand in one chapter; links between them are left."""
    return re.sub(r'(id="|href="#)(note|ref|figure|table)-', rf"\1\2-{name}-", html)


def chapter_html(names: Iterable[str], code: str) -> str:
    """The cases one after the other, their notes together at the end."""
    root = lxml.html.fragment_fromstring("".join(renamed(case(name, code), name) for name in names), "div")
    notes = root.findall("section[@data-notes]")
    for section in notes[:-1]:
        notes[-1][0].extend(list(section[0]))
        root.remove(section)
    for section in notes[-1:]:
        root.append(section)
    return "".join(str(lxml.html.tostring(child, encoding="unicode")) for child in root)


def text(html: str, minutes: int | None = None) -> Text:
    root = lxml.html.fragment_fromstring(html, "div")
    return Text(
        html=html,
        headings=tuple(
            Heading(int(heading.tag[1]), heading.get("id", ""), heading.text_content())
            for heading in root.iter("h2", "h3", "h4")
        ),
        captions=tuple(
            Caption(
                section.get("data-element", ""),
                section.get("id", ""),
                int(section.get("data-number", "")),
                section.findtext("header") or "",
            )
            for section in root.iter("section")
            if section.get("data-number")
        ),
        minutes=minutes,
        words=len(root.text_content().split()),
        elements=(),
        images=tuple(image.get("src", "") for image in root.iter("img")),
    )


def names(kind: Kind) -> list[str]:
    """The cases that a publication of the kind may hold."""
    others = BRIEFS_OWN if kind == "manual" else MANUALS_OWN | {"long-case", "wide"}
    found = sorted({path.name.split(".")[0] for path in CASES.glob("*.en.html")} - others - {"answer"})
    first = [name for name in ("outcomes", "session", "messages") if name in found]
    return first + [name for name in found if name not in first]


def edition(kind: Kind, code: str) -> tuple[Edition, dict[str, Text]]:
    title, subtitle, brief_title = TITLES[code]
    name, lead = CHAPTERS[code]
    stems = ["01-sample", "02-twin"] if kind == "manual" else ["brief"]
    chapters = tuple(
        Chapter(
            name=stem,
            language=code,
            source=Path("x.md"),
            site_path=PurePosixPath("x.md"),
            title=name if kind == "manual" else brief_title,
            lead=lead,
            markdown="",
            first_line=1,
            number=number if kind == "manual" else None,
        )
        for number, stem in enumerate(stems, start=1)
    )
    shown = ["text"] if code == "fr" else names(kind)
    texts = {stem: text(chapter_html(shown, code), 35 if kind == "manual" else None) for stem in stems}
    if kind == "manual":
        return Edition(LANGUAGES[code], title, subtitle, "About this manual.", chapters), texts
    return Edition(LANGUAGES[code], brief_title, "", "About this brief.", chapters), texts


def library() -> tuple[Library, dict[tuple[str, str], dict[str, Text]]]:
    """The library, and the texts by publication and language."""
    publications, texts = [], {}
    for id, kind in (("sample", "manual"), ("short", "brief")):
        editions = {}
        for code in LANGUAGES:
            editions[code], texts[id, code] = edition(kind, code)  # type: ignore[arg-type]
        publications.append(publication(id, kind, editions))  # type: ignore[arg-type]
    page = Chapter("about", "en", Path("about.md"), PurePosixPath("about.md"), "About", "", "", 1)
    pages = (SitePage("about", {"en": page}),)
    return Library(
        HERE, tuple(LANGUAGES.values()), tuple(publications), pages, {}, {}, {}, "https://daleel.example/"
    ), texts


def publication(id: str, kind: Kind, editions: dict[str, Edition]) -> Publication:
    return Publication(
        id=id,
        kind=kind,
        folder=Path(),
        version="1.2",
        date=DAY,
        original="en",
        topics=("investigation" if kind == "manual" else "prosecution",),
        audiences=("police",),
        regions=("egypt",),
        licence="CC-BY-4.0",
        editions=editions,
    )
