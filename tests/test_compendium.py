"""The whole sample library in one PDF per language, made by mkdocs-with-pdf in a process of its own; and the site that offers it."""

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import lxml.html
import pikepdf
import pytest
import yaml
from bs4 import BeautifulSoup

from conftest import PROJECT, copy_sample, lend_store
from daleel.build import CACHE
from daleel.compendium.book import BookError, bind
from daleel.compendium.build import book, gathered_and_printed
from daleel.compendium.kept import keys, site_path
from daleel.compendium.text import for_participants, lowered
from daleel.text import Text

LANGUAGES = {"en": "ltr", "ar": "rtl", "fr": "ltr"}
FOLDERS = {"en": "", "ar": "ar/", "fr": "fr/"}
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640\u064b-\u065f\u0670]")


def copied(folder: Path) -> Path:
    config = copy_sample(folder)
    shutil.copy(PROJECT / "compendium.yml", config.parent)
    return config


def daleel(config: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "daleel.cli", "-f", str(config), *command],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
    )


@pytest.fixture(scope="module")
def library(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library with its compendium. Not to be changed."""
    config = copied(tmp_path_factory.mktemp("compendium") / "library")
    lend_store(site, config)
    done = daleel(config, "compendium")
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stderr.splitlines() if not line.endswith("booklets")] == []
    return config.parent


@cache
def text(library: Path, code: str, *options: str) -> str:
    path = library / "site" / site_path(code)
    done = subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, text=True, check=True)
    return told(done.stdout)


def told(text: str) -> str:
    """As it is compared: without marks, the typographer's spaces as plain ones."""
    return re.sub("[\u00a0\u202f]", " ", INVISIBLE.sub("", text))


def strings(code: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = yaml.safe_load(
        (PROJECT / f"hooks/daleel/strings/{code}.yml").read_text(encoding="utf-8")
    )
    return found


def titles(library: Path, code: str) -> list[str]:
    """Of publications and chapters, in the order in which they are to be read."""
    suffix = "" if code == "en" else f".{code}"
    about = [
        (yaml.safe_load(path.read_text(encoding="utf-8")), path.parent)
        for kind in ("manuals", "policy_briefs")
        for path in sorted((library / kind).glob("*/publication.yml"))
    ]
    found = []
    for publication, folder in about:
        if code not in publication["title"] or "withdrawn" in publication:
            continue
        found.append(publication["title"][code])
        for chapter in sorted(folder.glob(f"[0-9]*{suffix}.md")):
            if chapter.name == f"{chapter.name.split('.')[0]}{suffix}.md":
                found.append(yaml.safe_load(chapter.read_text(encoding="utf-8").split("---")[1])["title"])
    return [told(title) for title in found]


def outline(pdf: pikepdf.Pdf) -> list[str]:
    def walk(items: list[pikepdf.OutlineItem]) -> list[str]:
        return [title for item in items for title in (item.title, *walk(item.children))]

    with pdf.open_outline() as found:
        return walk(list(found.root))


# --- The books --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_book_says_its_language_direction_and_title(library: Path, code: str) -> None:
    with pikepdf.open(library / "site" / site_path(code)) as pdf:
        assert str(pdf.Root["/Lang"]) == code
        assert str(pdf.Root["/ViewerPreferences"]["/Direction"]) == ("/R2L" if LANGUAGES[code] == "rtl" else "/L2R")
        assert str(pdf.docinfo["/Title"]) == strings(code)["compendium"]["title"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_book_holds_the_library_in_its_order(library: Path, code: str) -> None:
    with pikepdf.open(library / "site" / site_path(code)) as pdf:
        marks = [re.sub(r"^\d+ ", "", told(title)) for title in outline(pdf)]
    expected = titles(library, code)
    assert len(expected) >= 3
    assert [title for title in marks if title in expected] == expected


@pytest.mark.parametrize("code", LANGUAGES)
def test_cover_and_contents_are_in_the_language(library: Path, code: str) -> None:
    cover, contents, *_ = text(library, code).split("\f")
    own, english = strings(code), strings("en")
    draft = re.findall(r"\w+", told(own["publication"]["draft"]))
    assert set(draft[:5]) <= set(re.findall(r"\w+", cover))
    assert contents.lstrip().startswith(told(own["publication"]["contents"]))
    assert "None" not in cover
    assert "Table of contents" not in text(library, code)
    if code != "en":
        assert english["publication"]["contents"] not in contents


def test_lines_of_the_arabic_book_begin_on_the_right(library: Path) -> None:
    """The first letter of the contents stands in the right half of the page; in English in the left one."""
    starts = {}
    for code in ("ar", "en"):
        page = lxml.html.fromstring(text(library, code, "-bbox", "-f", "2", "-l", "2").encode())
        word = page.find(".//word")
        starts[code] = (float(word.get("xmin")) + float(word.get("xmax"))) / 2
    assert starts["en"] < 210 / 2 / 25.4 * 72 < starts["ar"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_only_the_projects_fonts_are_in_it(library: Path, code: str) -> None:
    path = library / "site" / site_path(code)
    done = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True)
    names = {line.split()[0].partition("+")[2] for line in done.stdout.splitlines()[2:]}
    assert names
    assert {name for name in names if not name.startswith(("Amiri", "Source-Serif-4", "IBM-Plex-Sans"))} == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_is_the_participants_text(library: Path, code: str) -> None:
    own = strings(code)["elements"]
    said = " ".join(text(library, code).split())
    for hidden in ("facilitator", "facilitator_only", "session"):
        assert told(own[hidden]) not in said
    assert told(own["exercise"]) in said
    assert told(strings(code)["publication"]["notes"]) in said


@pytest.mark.parametrize("code", LANGUAGES)
def test_links_lead_within_the_book_or_to_the_web(library: Path, code: str) -> None:
    with pikepdf.open(library / "site" / site_path(code)) as pdf:
        actions = [
            note.get("/A") for page in pdf.pages for note in page.get("/Annots", []) if note["/Subtype"] == "/Link"
        ]
        addresses = [str(action["/URI"]) for action in actions if action is not None and "/URI" in action]
    assert addresses
    assert all(address.startswith("https://") for address in addresses), addresses


def test_the_same_library_gives_the_same_book(library: Path, tmp_path: Path) -> None:
    config = copied(tmp_path / "library")
    lend_store(library / "site", config)
    assert gathered_and_printed(config.parent)
    for code in LANGUAGES:
        printed = (library / "site" / site_path(code)).read_bytes()
        assert book(config.parent, code, "en").content == printed


# --- The site that offers them ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_library_page_offers_the_book_of_its_language(library: Path, code: str) -> None:
    page = library / "site" / FOLDERS[code] / "library" / "index.html"
    (link,) = lxml.html.parse(page).xpath("//a[contains(@href, 'compendium')]")
    assert (page.parent / link.get("href")).resolve() == (library / "site" / site_path(code)).resolve()


def test_a_site_without_books_offers_none(site: Path) -> None:
    assert not (site / site_path("en")).exists()
    for folder in FOLDERS.values():
        assert "compendium" not in (site / folder / "library" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["manuals/first-contact/01-listening.ar.md", "mkdocs.yml", "docs/data/sources.yml"])
def test_a_book_that_may_be_behind_is_not_offered(library: Path, tmp_path: Path, name: str) -> None:
    config = copied(tmp_path / "library")
    assert keys(config.parent, ["ar"]) == keys(library, ["ar"])
    with (config.parent / name).open("a", encoding="utf-8") as file:
        file.write("\n# جديد\n")
    assert keys(config.parent, ["ar"]) != keys(library, ["ar"])


def test_without_pango_one_line_says_so(tmp_path: Path) -> None:
    """Stood in for by a weasyprint that fails as the real one does."""
    config = copied(tmp_path / "library")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "weasyprint.py").write_text('raise OSError("cannot load library libpangoft2-1.0-0")')
    done = daleel(config, "compendium", PYTHONPATH=str(broken))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "Pango" in done.stderr
    assert not (config.parent / CACHE / "compendium").exists()


def test_an_authors_mistake_is_named_at_its_place(site: Path, tmp_path: Path) -> None:
    config = copied(tmp_path / "library")
    lend_store(site, config)
    chapter = config.parent / "manuals/first-contact/01-listening.ar.md"
    chapter.write_text(chapter.read_text(encoding="utf-8") + "\n![](figures/none.svg)\n", encoding="utf-8")
    done = daleel(config, "compendium")
    assert done.returncode == 1
    assert "manuals/first-contact/01-listening.ar.md:" in done.stderr
    assert "Traceback" not in done.stderr


# --- Its parts --------------------------------------------------------------------------------------------------------

COVER = '<article id="doc-cover" lang="ar" dir="rtl" data-contents="المحتويات" data-house="دليل" data-site="https://d.example/"><h1>المكتبة</h1></article>'
CONTENTS = '<article id="doc-toc"><h1>Table of contents</h1></article>'


def gathered(body: str, cover: str = COVER) -> BeautifulSoup:
    return BeautifulSoup(f"<html><head></head><body>{cover}{CONTENTS}{body}</body></html>", "html.parser")


@pytest.mark.parametrize(
    "asked",
    [
        '<img src="https://elsewhere.example/x.png"/>',
        '<img src="file:///etc/hostname"/>',
        '<img src="file:///work/../etc/hostname"/>',
        '<link href="//elsewhere.example/x.css" rel="stylesheet"/>',
        '<p style="background: url(https://elsewhere.example/x.png)">نص</p>',
    ],
)
def test_nothing_outside_the_library_is_read(asked: str) -> None:
    with pytest.raises(BookError, match="outside the library"):
        bind(gathered(asked), Path("/work"))


def test_without_our_cover_there_is_no_book() -> None:
    with pytest.raises(BookError, match="cover"):
        bind(gathered("", cover='<article id="doc-cover"><h1>Sample</h1><h2>None</h2></article>'), Path("/work"))


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("#ar/manuals/a/01/:b", "#ar/manuals/a/01/:b"),  # in the book
        ("#ar/about/:", "https://d.example/ar/about/"),
        ("#briefs/c/:d", "https://d.example/briefs/c/#d"),
        ("#.:", "https://d.example/"),
        ("https://e.example/#f", "https://e.example/#f"),
    ],
)
def test_links_to_what_is_not_in_the_book_lead_to_the_site(href: str, expected: str) -> None:
    soup = bind(gathered(f'<p id="ar/manuals/a/01/:b"><a href="{href}">رابط</a></p>'), Path("/work"))
    assert [link["href"] for link in soup.select("p a")] == [expected]
    assert (soup.html and soup.html["dir"], soup.select_one("#doc-toc h1").text) == ("rtl", "المحتويات")  # type: ignore[union-attr]


def test_notes_that_only_facilitators_read_go_and_the_others_are_counted_anew() -> None:
    mark = '<sup><a data-note="{n}" id="ref-{n}" href="#note-{n}">{n}</a></sup>'
    html = (
        f'<section data-element="facilitator"><p>للميسّر{mark.format(n=1)}</p></section><p>نص{mark.format(n=2)}</p>'
        '<section data-notes=""><ol><li id="note-1">أ</li><li id="note-2">ب</li></ol></section>'
    )
    found = for_participants(Text(html, (), (), None, 1, (), ())).html
    assert "للميسّر" not in found
    assert '<a data-note="1" id="ref-2" href="#note-1">1</a>' in found
    assert '<ol><li id="note-1">ب</li></ol>' in found


def test_headings_go_one_level_down() -> None:
    assert lowered('<h2 id="a">أ</h2><h4>ب</h4><hr>') == '<h3 id="a">أ</h3><h5>ب</h5><hr>'
