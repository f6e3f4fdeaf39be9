"""The sample library as a site, built once and asked: its pages, its PDFs, its catalogue; and what a second build does."""

import json
import re
import shutil
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import jsonschema
import lxml.html
import page as page_validation
import pikepdf
import pytest
import yaml
from lxml import etree

from conftest import PROJECT, SAMPLE, copy_sample, daleel, differing, lend_store, mkdocs_build, tree
from daleel.build import build

LANGUAGES = {"en": "", "ar": "ar/", "fr": "fr/"}  # code → where its pages stand
DIRECTIONS = {"en": "ltr", "ar": "rtl", "fr": "ltr"}
CHAPTERS = ("01-listening", "02-referring")
MANUAL = "manuals/first-contact/"
BRIEF = "briefs/safe-return/"
UNNUMBERED = ("how-to-use", "test")
WITHDRAWN = "briefs/old-advice/"
PAGES = [
    "",
    "library/",
    "about/",
    "glossary/",
    "problems/",
    "status/",
    MANUAL,
    *(f"{MANUAL}{name}/" for name in (*UNNUMBERED, *CHAPTERS)),
]
EVERY_PAGE = [(code, page) for code in LANGUAGES for page in PAGES] + [
    (code, page) for code in ("en", "ar") for page in (BRIEF, WITHDRAWN)
]
EDITIONS = [
    (id, code) for id, codes in (("first-contact", "en ar fr"), ("safe-return", "en ar")) for code in codes.split()
]

HARAKAT = re.compile("[\u064b-\u065f\u0670\u0640]")  # vowel marks and kashida
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
WORD = re.compile(r"[^\W_]+")


@cache
def html(site: Path, code: str, page: str) -> Any:
    return lxml.html.parse(
        site / LANGUAGES[code] / page / "index.html", lxml.html.HTMLParser(encoding="utf-8")
    ).getroot()


def catalogue(site: Path) -> Any:
    return json.loads((site / "catalogue.json").read_bytes())


def files_of(site: Path, id: str, code: str) -> list[dict[str, Any]]:
    (publication,) = [one for one in catalogue(site)["publications"] if one["id"] == id]
    (edition,) = [one for one in publication["editions"] if one["language"] == code]
    found: list[dict[str, Any]] = edition["files"]
    return found


def pdfs_of(site: Path, id: str, code: str) -> list[dict[str, Any]]:
    return [file for file in files_of(site, id, code) if file["format"] == "pdf"]


# --- Pages ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "page"), EVERY_PAGE)
def test_a_page_says_its_language_and_direction(site: Path, code: str, page: str) -> None:
    root = html(site, code, page)
    assert (root.get("lang"), root.get("dir")) == (code, DIRECTIONS[code])


def test_there_are_no_other_pages(site: Path) -> None:
    found = {path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")}
    assert found == {Path(LANGUAGES[code], page).as_posix() for code, page in EVERY_PAGE}


def test_a_brief_that_is_not_in_french_is_not_shown_as_french(site: Path) -> None:
    assert not (site / "fr" / BRIEF).exists()
    for language in ("", ".ar"):
        source = (SAMPLE / f"policy_briefs/safe-return/brief{language}.md").read_text(encoding="utf-8")
        lines = [
            line.strip() for line in source.split("\n") if len(line) > 20 and not line.startswith(("/", "#", "title"))
        ]
        sentences = [re.sub(r"^(lead: |\d\. |- )", "", line).split(". ")[0] for line in lines]
        assert len(sentences) > 4
        for path in (site / "fr").rglob("*"):
            if path.is_file():
                text = path.read_text(encoding="utf-8")
                assert [sentence for sentence in sentences if sentence in text] == [], path


@pytest.mark.parametrize("name", CHAPTERS)
def test_headings_have_the_same_ids_in_every_language(site: Path, name: str) -> None:
    def ids(code: str) -> list[str]:
        return [
            one.get("id") for one in html(site, code, f"{MANUAL}{name}/").xpath("//main//*[self::h2 or self::h3][@id]")
        ]

    assert ids("en") == ids("ar") == ids("fr")
    assert len(ids("en")) >= 2


@pytest.mark.parametrize(("code", "page"), EVERY_PAGE)
def test_links_within_the_site_lead_somewhere(site: Path, code: str, page: str) -> None:
    here = site / LANGUAGES[code] / page
    for element in html(site, code, page).xpath("//*[@href or @src]"):
        address = element.get("href") or element.get("src")
        if re.match(r"[a-z]+:", address):
            continue
        path, _, anchor = address.partition("#")
        target = (here / path.partition("?")[0]).resolve()
        target = target / "index.html" if target.is_dir() else target
        assert target.is_file(), address
        if anchor and target.suffix == ".html":
            known = lxml.html.parse(target, lxml.html.HTMLParser(encoding="utf-8")).xpath("//@id")
            assert anchor in {*known, "__skip"}, address


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_link_to_a_brief_leads_to_the_readers_language_or_to_the_original(site: Path, code: str) -> None:
    (link,) = html(site, code, f"{MANUAL}02-referring/").xpath("//main//p/a[contains(@href, 'safe-return')]")
    target = (site / LANGUAGES[code] / MANUAL / "02-referring" / link.get("href")).resolve()
    assert target.relative_to(site.resolve()).as_posix() == ("ar/" if code == "ar" else "") + BRIEF.rstrip("/")


@pytest.mark.parametrize(("code", "image"), [("en", "steps.svg"), ("ar", "steps-ar.svg"), ("fr", "steps.svg")])
def test_a_figure_is_the_languages_own_where_there_is_one(site: Path, code: str, image: str) -> None:
    (source,) = html(site, code, f"{MANUAL}01-listening/").xpath("//main//section//img/@src | //main//figure//img/@src")
    assert source.endswith("/" + image)


# --- Catalogue and PDFs -----------------------------------------------------------------------------------------------


def test_the_catalogue_keeps_to_its_schema(site: Path) -> None:
    schema = json.loads((site / "catalogue.schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(catalogue(site), schema)


def test_the_catalogue_holds_every_edition(site: Path) -> None:
    found = [(one["id"], edition["language"]) for one in catalogue(site)["publications"] for edition in one["editions"]]
    assert found == EDITIONS


@pytest.mark.parametrize(("id", "code"), EDITIONS)
def test_the_catalogues_figures_are_the_files(site: Path, id: str, code: str) -> None:
    for file in files_of(site, id, code):
        assert (site / file["path"]).stat().st_size == file["bytes"]
    for file in pdfs_of(site, id, code):
        with pikepdf.open(site / file["path"]) as pdf:
            assert len(pdf.pages) == file["pages"]


def test_every_download_is_in_the_catalogue_or_a_citation(site: Path) -> None:
    files = [file for id, code in EDITIONS for file in files_of(site, id, code)]
    editions = [edition for one in catalogue(site)["publications"] for edition in one["editions"]]
    named = {file["path"] for file in files} | {file["permanent"] for file in files if file["permanent"]}
    named |= {old["path"] for edition in editions for old in edition["earlier"]}
    named |= {f"downloads/{id}/{id}-{code}.{format}" for id, code in EDITIONS for format in ("bib", "ris", "json")}
    named |= {bundle["path"] for bundle in catalogue(site)["offline"]}
    assert named == {path.relative_to(site).as_posix() for path in (site / "downloads").rglob("*") if path.is_file()}


@pytest.mark.parametrize(("id", "code"), EDITIONS)
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_pdfs_are_accessible_and_fit_for_archives(site: Path, id: str, code: str, profile: str) -> None:
    for file in pdfs_of(site, id, code):
        report = page_validation.validate_pdf_bytes((site / file["path"]).read_bytes(), profile=profile)
        assert "no failures" in str(report), file["path"]


def plain_lines(markdown: str) -> Iterator[str]:
    """What a reader of the PDF should find of a chapter's Markdown."""
    for line in markdown.split("---\n", 2)[2].split("\n"):
        if re.fullmatch(r"[|:\- ]+", line):
            continue
        line = re.sub(r"^/{3,}[^|]*(\||$)", "", line)  # an element's title stays
        line = re.sub(r"^    (source|for|minutes):", "", line)
        line = re.sub(r"!\[.*?\]\(.*?\)", "", line)  # alternative texts are not printed
        line = re.sub(r"\[@[^\]]*\]|\[\^\w+\]:?", "", line)
        yield re.sub(r"\[(.*?)\]\(.*?\)", r"\1", line)


def words(text: str) -> Counter[str]:
    text = re.sub("[\u202a-\u202e]", " ", text)  # pdftotext marks runs; it takes the space between two for one's own
    text = HARAKAT.sub("", INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))
    return Counter(WORD.findall(text))


@pytest.mark.parametrize(("id", "code"), EDITIONS)
def test_every_word_of_the_source_is_read_back_from_the_pdf(site: Path, id: str, code: str) -> None:
    folder = SAMPLE / ("manuals" if id == "first-contact" else "policy_briefs") / id
    suffix = "" if code == "en" else f".{code}"
    names = CHAPTERS if id == "first-contact" else ("brief",)
    sources = [(folder / f"{name}{suffix}.md").read_text(encoding="utf-8") for name in names]
    wanted = words("\n".join(line for source in sources for line in plain_lines(source)))
    found = words(pdf_text(site / fullest(site, id, code)))
    missing = wanted - found
    recall = 1 - missing.total() / wanted.total()
    assert recall >= (0.98 if DIRECTIONS[code] == "rtl" else 0.99), missing


def fullest(site: Path, id: str, code: str) -> str:
    """The facilitator's PDF of a manual, a brief's only one: the others leave something out."""
    paths = {file["edition"]: str(file["path"]) for file in pdfs_of(site, id, code) if not file["chapter"]}
    return paths.get("facilitator") or paths["participant"]


def pdf_text(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], capture_output=True, check=True)
    return re.sub(r"[-\u00ad\u2010]\n", "", done.stdout.decode())


# --- Versions ---------------------------------------------------------------------------------------------------------

CHANGES = {  # code → the newest version, what is new in it, the one before
    "en": ("Version 1.0, 24 November 2026", "A test for before and after the course was added.", "First draft."),
    "ar": ("الإصدار 1.0، 24 نوفمبر 2026", "أُضيف اختبار يُجرى قبل الدورة وبعدها.", "المسودة الأولى."),
    "fr": (
        "Version 1.0, 24 novembre 2026",
        "Un test à passer avant et après la formation a été ajouté",
        "First draft.",
    ),
}


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_lists_its_versions_without_any_script(site: Path, code: str) -> None:
    newest, older = html(site, code, MANUAL).xpath("//ol[@class='versions']/li")
    name, new, first = CHANGES[code]
    assert "".join(newest[0].itertext()) == name
    assert newest[1].text_content().startswith(new)
    assert older[1].text_content() == first
    assert older[1].get("lang") == ("en" if code == "fr" else None)  # the French edition is younger than that version


@pytest.mark.parametrize(("code", "kept"), [("en", True), ("ar", True), ("fr", False)])
def test_pdfs_of_earlier_versions_stay_where_they_were(site: Path, code: str, kept: bool) -> None:
    old = f"downloads/first-contact/0.9/first-contact-{code}.pdf"
    links = html(site, code, MANUAL).xpath("//ol[@class='versions']//a/@href")
    assert any(link.endswith(old) for link in links) == kept
    assert (site / old).is_file() == kept
    if kept:
        assert (site / old).read_bytes() == (
            SAMPLE / f"docs/archive/first-contact/0.9/first-contact-{code}.pdf"
        ).read_bytes()


@pytest.mark.parametrize(("id", "code"), EDITIONS)
def test_the_version_that_stands_has_an_address_of_its_own_too(site: Path, id: str, code: str) -> None:
    (pdf,) = [file for file in pdfs_of(site, id, code) if file["edition"] == "participant" and not file["chapter"]]
    assert (site / pdf["permanent"]).read_bytes() == (site / pdf["path"]).read_bytes()
    assert re.fullmatch(rf"downloads/{id}/\d\.\d/{id}-{code}\.pdf", pdf["permanent"])


@pytest.mark.parametrize(("id", "code"), EDITIONS)
def test_every_citation_tells_the_version(site: Path, id: str, code: str) -> None:
    page, version = {"first-contact": (MANUAL, "1.0"), "safe-return": (BRIEF, "0.1")}[id]
    address = f"https://sample.example/{LANGUAGES[code]}{page}?v={version}"
    assert address in html(site, code, page).xpath("//p[@class='cite']")[0].text_content()
    assert f"{page}?v={version}" in INVISIBLE.sub("", pdf_text(site / fullest(site, id, code)))
    files = {
        file["format"]: site / file["path"] for file in files_of(site, id, code) if file["edition"] == "participant"
    }
    with ZipFile(files["epub"]) as book:
        imprint = next(name for name in book.namelist() if name.endswith("imprint.xhtml"))
        assert address in lxml.html.document_fromstring(book.read(imprint)).text_content()
    with ZipFile(files["docx"]) as document:
        root = etree.fromstring(document.read("word/document.xml"))
        assert address in "".join(root.itertext())


@pytest.mark.parametrize("code", ["en", "ar"])
def test_in_arabic_a_versioned_address_is_one_run(site: Path, code: str) -> None:
    runs = html(site, code, BRIEF).xpath("//p[@class='cite']//bdi")
    assert ["?v=0.1" in run.text_content() for run in runs].count(True) == (1 if code == "ar" else 0)


@pytest.mark.parametrize(
    ("code", "reason", "instead"),
    [
        ("en", "withdrawn on 2 November 2026. The law that it explains was repealed", "A safe return"),
        ("ar", "سُحب هذا المنشور في 2 نوفمبر 2026. أُلغي القانون الذي يشرحه", "العودة الآمنة"),
    ],
)
def test_a_withdrawn_publication_leaves_a_page_that_says_so(site: Path, code: str, reason: str, instead: str) -> None:
    page = html(site, code, WITHDRAWN)
    assert reason in page.xpath("//main")[0].text_content()
    (link,) = page.xpath("//div[@class='withdrawn']//a")
    assert (link.text, link.get("href")) == (instead, "../safe-return/")
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    switch = page.xpath("//nav[contains(@class, 'languages')]//a/@hreflang")
    assert switch == list(LANGUAGES)
    assert page.xpath("//a[contains(@href, 'downloads/')] | //*[@data-pagefind-body]") == []


def test_a_withdrawn_publication_is_found_nowhere_else(site: Path) -> None:
    assert "old-advice" not in (site / "catalogue.json").read_text(encoding="utf-8")
    assert not (site / "downloads/old-advice").exists()
    for path in site.rglob("*.html"):
        if not {"old-advice", "problems"} & set(path.parts):  # an example names it
            assert "old-advice" not in path.read_text(encoding="utf-8"), path


def test_sources_stand_once_at_the_end(site: Path) -> None:
    counts = {"en": "2 sources", "ar": "مصدران", "fr": "2 sources"}
    for code in LANGUAGES:
        (fold,) = html(site, code, MANUAL).xpath("//details[contains(@class, 'sources')]")
        assert fold.find("summary").text == counts[code]
        assert len(fold.xpath(".//li")) == 2


# --- Building again ---------------------------------------------------------------------------------------------------


def test_nothing_is_done_twice_and_a_failed_build_leaves_the_last_site(
    site: Path, sample: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lend_store(site, sample)
    assert build(sample) == 0
    before = tree(sample.parent / "site")
    assert capfd.readouterr().out.startswith("built site/")
    assert build(sample) == 0
    assert capfd.readouterr().out == "nothing changed; site/ is up to date\n"
    chapter = sample.parent / "manuals/first-contact/01-listening.ar.md"
    chapter.write_text(chapter.read_text(encoding="utf-8") + "\n/// cas\nنص\n///\n", encoding="utf-8")
    assert build(sample) != 0
    assert "01-listening.ar.md:81:1: error: unknown element `cas`" in capfd.readouterr().err
    assert tree(sample.parent / "site") == before
    assert [path.name for path in (sample.parent / ".cache/daleel").glob("site-*")] == []


def test_plain_mkdocs_refuses_a_mistake_too(sample: Path) -> None:
    (sample.parent / "manuals/first-contact/figures/steps.ar.svg").write_text("<svg/>")
    done = mkdocs_build(sample)
    assert done.returncode != 0
    assert "manuals/first-contact/01-listening.ar.md:40:" in done.stderr


@pytest.fixture(scope="module")
def larger(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample with Pashto (an entry in mkdocs.yml, a file of strings, texts) and a repository."""
    config = copy_sample(tmp_path_factory.mktemp("larger") / "library")
    lend_store(site, config)
    root = config.parent
    entry = "      - {locale: fr, name: Français, build: true}\n"
    text = config.read_text(encoding="utf-8")
    assert entry in text
    text = text.replace(entry, entry + "      - {locale: ps, name: پښتو, build: true}\n")
    text += "repo_url: https://git.example/daleel\nedit_uri: edit/main/docs/\n"
    config.write_text(text, encoding="utf-8")
    strings = yaml.safe_load((PROJECT / "hooks/daleel/strings/ar.yml").read_text(encoding="utf-8"))
    strings["language"] |= {"name": "پښتو", "direction": "rtl", "locale": "ps_AF"}
    (root / "docs/data/strings").mkdir()
    (root / "docs/data/strings/ps.yml").write_text(yaml.safe_dump(strings, allow_unicode=True), encoding="utf-8")
    for path in [*root.glob("docs/*.ar.md"), *root.glob("manuals/*/*.ar.md")]:
        shutil.copy(path, path.with_name(path.name.replace(".ar.", ".ps.")))
    about = root / "manuals/first-contact/publication.yml"
    titles = re.sub(r"^( +)ar: (.*)$", r"\1ar: \2\n\1ps: \2", about.read_text(encoding="utf-8"), flags=re.M)
    about.write_text(titles, encoding="utf-8")
    done = mkdocs_build(config)
    assert done.returncode == 0, done.stderr
    return root / "site"


@pytest.mark.parametrize("page", [page for page in PAGES if page != "glossary/"])
def test_a_fourth_language_takes_only_data(larger: Path, page: str) -> None:
    root = lxml.html.parse(larger / "ps" / page / "index.html").getroot()
    assert (root.get("lang"), root.get("dir")) == ("ps", "rtl")


def test_a_language_that_the_termbase_lacks_has_no_glossary(larger: Path) -> None:
    assert not (larger / "ps" / "glossary").exists()
    tabs = lxml.html.parse(larger / "ps" / MANUAL / "index.html").xpath("//a[@class='tabs__link']/@href")
    assert "../../../glossary/" in tabs  # the tab leads to the first language that has one


def test_a_fourth_language_is_printed(larger: Path) -> None:
    for file in pdfs_of(larger, "first-contact", "ps"):
        with pikepdf.open(larger / file["path"]) as pdf:
            assert str(pdf.Root.Lang).startswith("ps")
            assert pdf.Root.ViewerPreferences.Direction == "/R2L"
    found = pdf_text(larger / fullest(larger, "first-contact", "ps"))
    assert "Listening" in "".join(found.split())  # the figure has no Persian version


@pytest.mark.parametrize(
    ("page", "source"),
    [
        (f"{MANUAL}01-listening/", "manuals/first-contact/01-listening.md"),
        (f"ar/{MANUAL}01-listening/", "manuals/first-contact/01-listening.ar.md"),
        (f"ar/{BRIEF}", "policy_briefs/safe-return/brief.ar.md"),
        ("fr/about/", "docs/about.fr.md"),
    ],
)
def test_edit_links_lead_to_the_authors_files(larger: Path, page: str, source: str) -> None:
    links = lxml.html.parse(larger / page / "index.html").xpath("//p[@class='edit']/a[not(@data-report)]/@href")
    assert links == [f"https://git.example/daleel/edit/main/{source}"]
    assert (SAMPLE / source).is_file()


def test_what_typst_refuses_is_said_without_a_traceback(tmp_path: Path) -> None:
    """A glyph check that knows too much stands for a rule that the checks lack."""
    config = copy_sample(tmp_path / "library")
    chapter = config.parent / "manuals" / "first-contact" / "01-listening.ar.md"
    chapter.write_text(chapter.read_text(encoding="utf-8") + "\n漢\n", encoding="utf-8")
    blind = "import daleel.run as run, sys; run.known_glyphs = lambda press: frozenset(range(0x110000)); "
    blind += "from mkdocs.__main__ import cli; sys.argv[0] = 'mkdocs'; cli()"
    done = subprocess.run(
        [sys.executable, "-c", blind, "build", "--strict", "-f", str(config)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "manuals/first-contact/publication.yml:1:1: error: first-contact" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_pdf_too_heavy_for_a_weak_line_ends_the_build_with_its_name(site: Path, sample: Path) -> None:
    lend_store(site, sample)
    strict = "import daleel.budget as budget, sys; budget.LARGEST['brief'] = 1000; "
    strict += "from mkdocs.__main__ import cli; sys.argv[0] = 'mkdocs'; cli()"
    done = subprocess.run(
        [sys.executable, "-c", strict, "build", "--strict", "-f", str(sample)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "policy_briefs/safe-return/publication.yml:1:1: error: safe-return-ar.pdf has" in done.stderr
    assert "Traceback" not in done.stderr


def test_site_only_has_the_pages_and_the_search_and_nothing_to_take_away(site: Path, sample: Path) -> None:
    lend_store(site, sample)
    done = daleel(sample, "build", "--site-only")
    assert done.returncode == 0, done.stdout + done.stderr
    made = tree(sample.parent / "site")
    assert {path for path in tree(site) if path.endswith(".html")} == {path for path in made if path.endswith(".html")}
    assert any(path.startswith("pagefind/") for path in made)
    taken_away = [path for path in made if path.endswith((".pdf", ".epub", ".docx", ".zip"))]
    assert [path for path in taken_away if "/0.9/" not in path] == []  # the archive's stay
    assert "nothing changed" in daleel(sample, "build", "--site-only").stdout
    assert "nothing changed" not in daleel(sample, "build").stdout
    assert differing(sample.parent / "site", site) == []
