"""What the sample's site says of itself to machines: link previews, linked data, feeds, catalogues, sitemap, citations."""

import json
import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import feedparser
import lxml.html
import pybtex.database
import pytest
import rispy
from lxml import etree
from PIL import Image

from conftest import lend_store, mkdocs_build
from daleel.site.feeds import OPDS_TYPE
from test_sample_site import BRIEF, EDITIONS, LANGUAGES, MANUAL, WITHDRAWN, catalogue
from test_sample_site import EVERY_PAGE as THERE

EVERY_PAGE = [(code, name) for code, name in THERE if name != WITHDRAWN]  # that one is for no machine
ROOT = "https://sample.example/"
CHAPTER = f"{MANUAL}01-listening/"
LOCALES = {"en": "en_GB", "ar": "ar_EG", "fr": "fr_FR"}
NAMES = {"en": "Daleel", "ar": "دليل", "fr": "Daleel"}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
ATOM = {"a": "http://www.w3.org/2005/Atom", "dc": "http://purl.org/dc/terms/"}
DATE_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})")  # RFC 3339


@cache
def page(site: Path, code: str, name: str) -> Any:
    return parsed(site / LANGUAGES[code] / name / "index.html")


def parsed(path: Path) -> Any:
    return lxml.html.parse(path, lxml.html.HTMLParser(encoding="utf-8")).getroot()


def address(code: str, name: str) -> str:
    return ROOT + LANGUAGES[code] + name


def meta(root: Any, name: str) -> list[str]:
    return [str(one) for one in root.xpath("/html/head/meta[@name=$n or @property=$n]/@content", n=name)]


def linked(root: Any) -> list[dict[str, Any]]:
    """The graph of the page, the page's own thing first."""
    (script,) = root.xpath("/html/head/script[@type='application/ld+json']")
    data = json.loads(script.text)
    assert data["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = data["@graph"]
    return graph


def stands(site: Path, url: str) -> bool:
    """Is there a file of the site under the absolute address?"""
    assert url.startswith(ROOT), url
    path = site / unquote(urlsplit(url).path).lstrip("/")
    return path.is_file() or (url.partition("?")[0].endswith("/") and (path / "index.html").is_file())


def alternates(root: Any) -> dict[str, str]:
    return {one.get("hreflang"): one.get("href") for one in root.xpath("/html/head/link[@rel='alternate'][@hreflang]")}


# --- Languages of a page ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "name"), EVERY_PAGE)
def test_a_page_names_itself(site: Path, code: str, name: str) -> None:
    root = page(site, code, name)
    assert root.xpath("/html/head/link[@rel='canonical']/@href") == [address(code, name)]
    assert meta(root, "og:url") == [address(code, name)]


def test_alternates_are_mutual_and_lead_to_pages(site: Path) -> None:
    known = {address(code, name): alternates(page(site, code, name)) for code, name in EVERY_PAGE}
    for own, others in known.items():
        assert own in others.values()
        for code, there in others.items():
            assert known[there] == others
            if code != "x-default":
                assert parsed(site / urlsplit(there).path.lstrip("/") / "index.html").get("lang") == code
        assert others["x-default"] == others["en"]


def test_a_brief_without_a_french_text_names_no_french_page(site: Path) -> None:
    assert set(alternates(page(site, "ar", BRIEF))) == {"en", "ar", "x-default"}
    assert meta(page(site, "ar", BRIEF), "og:locale:alternate") == ["en_GB"]


# --- Link previews ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "name"), EVERY_PAGE)
def test_a_shared_link_has_title_language_and_picture(site: Path, code: str, name: str) -> None:
    root = page(site, code, name)
    for key in ("type", "title", "site_name", "image:alt", "image:width", "image:height"):
        assert len(meta(root, f"og:{key}")) == 1, key
    assert all(meta(root, f"og:{key}") for key in ("title", "description"))
    assert meta(root, "og:site_name") == [NAMES[code]]
    assert meta(root, "og:locale") == [LOCALES[code]]
    others = {LOCALES[there] for there in alternates(root) if there not in ("x-default", code)}
    assert set(meta(root, "og:locale:alternate")) == others
    assert meta(root, "twitter:card") == ["summary_large_image"]
    (picture,) = meta(root, "og:image")
    assert stands(site, picture)
    assert picture.endswith(f"-{code}.png")


def test_pictures_have_the_size_that_pages_tell(site: Path) -> None:
    social = sorted((site / "assets/social").iterdir())
    assert len(social) == len(EDITIONS) + len(LANGUAGES)
    for path in social:
        with Image.open(path) as picture:
            assert (picture.format, picture.size) == ("PNG", (1200, 630)), path.name
        assert path.stat().st_size <= 150_000
    covers = sorted((site / "assets/cover").iterdir())
    assert [path.name for path in covers] == sorted(f"{id}-{code}.png" for id, code in EDITIONS)
    for path in covers:
        with Image.open(path) as picture:
            assert (picture.format, picture.size) == ("PNG", (565, 800)), path.name
        assert path.stat().st_size <= 60_000


def test_every_language_has_a_picture_of_its_own(site: Path) -> None:
    pictures = [(site / f"assets/social/site-{code}.png").read_bytes() for code in LANGUAGES]
    assert len(set(pictures)) == len(LANGUAGES)
    ink = [ink_at_start(picture) for picture in pictures]
    assert ink == ["left", "right", "left"]


def ink_at_start(png: bytes) -> str:
    """On which side the dark words stand; the art stands on the other."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    left, right = (picture.getpixel((x, 8)) for x in (8, picture.width - 8))
    assert (255, 255, 255) in (left, right)
    return "left" if left == (255, 255, 255) else "right"


# --- Linked data ------------------------------------------------------------------------------------------------------

LANGUAGE_OF_KIND = [
    (code, name) for code in LANGUAGES for name in ("", "library/", "about/", MANUAL, CHAPTER, BRIEF)
    if (code, name) != ("fr", BRIEF)
]  # fmt: skip
KEYS: dict[str, tuple[Any, set[str]]] = {
    "": ("WebSite", {"name", "url", "description", "publisher"}),
    "library/": ("CollectionPage", {"name", "url", "isPartOf"}),
    "about/": ("WebPage", {"name", "url", "isPartOf"}),
    MANUAL: (
        ["Book", "LearningResource"],
        {
            *("name", "url", "author", "publisher", "datePublished", "version", "license", "timeRequired", "hasPart"),
            *("encoding", "educationalLevel", "learningResourceType", "numberOfPages", "image", "audience", "about"),
        },
    ),
    CHAPTER: (["Chapter", "LearningResource"], {"name", "url", "position", "timeRequired", "isPartOf", "license"}),
    BRIEF: ("Report", {"name", "url", "author", "datePublished", "version", "license", "timeRequired", "encoding"}),
}


@pytest.mark.parametrize(("code", "name"), LANGUAGE_OF_KIND)
def test_linked_data_tells_what_its_kind_asks_for(site: Path, code: str, name: str) -> None:
    own = linked(page(site, code, name))[0]
    kind, keys = KEYS[name]
    assert own["@type"] == kind
    assert keys - set(own) == set()
    assert (own["@id"], own["inLanguage"]) == (address(code, name), code)
    assert all(own[key] for key in keys)
    for key in {"timeRequired"} & keys:
        assert re.fullmatch(r"PT[1-9]\d*M", own[key])


@pytest.mark.parametrize(("code", "name"), EVERY_PAGE)
def test_addresses_in_linked_data_lead_somewhere(site: Path, code: str, name: str) -> None:
    found = [text for text in strings(linked(page(site, code, name))) if text.startswith(ROOT)]
    assert found
    for url in found:
        assert stands(site, url), url


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from strings(list(value.values()))
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


def test_a_translation_and_its_original_name_each_other(site: Path) -> None:
    books = {code: linked(page(site, code, MANUAL))[0] for code in LANGUAGES}
    assert [one["@id"] for one in books["en"]["workTranslation"]] == [address(code, MANUAL) for code in ("ar", "fr")]
    assert [books[code]["translationOfWork"]["@id"] for code in ("ar", "fr")] == [address("en", MANUAL)] * 2
    assert "translationOfWork" not in books["en"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_manuals_parts_and_files_are_the_sites(site: Path, code: str) -> None:
    book = linked(page(site, code, MANUAL))[0]
    for part in book["hasPart"]:
        own = linked(page(site, code, part["@id"].removeprefix(address(code, ""))))[0]
        assert own["isPartOf"]["@id"] == book["@id"]
        assert own["name"] == part["name"]
    files = {file["contentUrl"].removeprefix(ROOT): file for file in book["encoding"]}
    (publication,) = [one for one in catalogue(site)["publications"] if one["id"] == "first-contact"]
    (edition,) = [one for one in publication["editions"] if one["language"] == code]
    booklets = [file for file in edition["files"] if file["chapter"] is None]
    assert list(files) == [file["path"] for file in booklets]
    for file in booklets:
        assert files[file["path"]]["contentSize"] == f"{round(file['bytes'] / 1000)} kB"
    types = {Path(path).suffix: file["encodingFormat"] for path, file in files.items()}
    assert (types[".pdf"], types[".epub"]) == ("application/pdf", "application/epub+zip")


@pytest.mark.parametrize(("code", "name"), EVERY_PAGE)
def test_breadcrumbs_lead_from_the_home_page_to_the_page(site: Path, code: str, name: str) -> None:
    trails = [one for one in linked(page(site, code, name)) if one["@type"] == "BreadcrumbList"]
    if name == "":
        assert trails == []
        return
    (trail,) = trails
    steps = trail["itemListElement"]
    assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
    assert (steps[0]["item"], steps[-1]["item"]) == (address(code, ""), address(code, name))
    assert len(steps) == {
        "library/": 2,
        "about/": 2,
        "glossary/": 2,
        "problems/": 2,
        "status/": 2,
        MANUAL: 3,
        BRIEF: 3,
    }.get(name, 4)


# --- Dublin Core and Highwire's tags ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("id", "code"), EDITIONS)
def test_a_publications_page_can_be_cited_by_machines(site: Path, id: str, code: str) -> None:
    root = page(site, code, MANUAL if id == "first-contact" else BRIEF)
    own = linked(root)[0]
    assert meta(root, "DC.title") == meta(root, "citation_title") == [own["name"]]
    assert meta(root, "DC.language") == meta(root, "citation_language") == [code]
    assert meta(root, "DC.date") == [own["datePublished"]]
    assert meta(root, "citation_publication_date") == [own["datePublished"].replace("-", "/")]
    assert meta(root, "DC.rights") == ["https://creativecommons.org/licenses/by/4.0/"]
    assert meta(root, "DC.identifier")[0] == f"{own['url']}?v={own['version']}"
    (pdf,) = meta(root, "citation_pdf_url")
    assert stands(site, pdf)
    house = "citation_publisher" if id == "first-contact" else "citation_technical_report_institution"
    assert meta(root, house) == [NAMES[code]]
    assert meta(root, "citation_author") == meta(root, "DC.creator") == [
        "Amina" if id == "first-contact" else NAMES[code]
    ]  # fmt: skip


def test_numbers_stand_where_they_are_given(site: Path) -> None:
    root = page(site, "ar", MANUAL)
    assert meta(root, "citation_isbn") == ["978-3-16-148410-0"]
    assert meta(root, "citation_doi") == ["10.5555/first-contact"]
    assert linked(root)[0]["isbn"] == "9783161484100"
    assert meta(page(site, "en", MANUAL), "citation_isbn") == []


def test_chapters_and_the_sites_pages_are_not_taken_for_publications(site: Path) -> None:
    for name in ("", "library/", CHAPTER):
        assert (
            page(site, "ar", name).xpath("//meta[starts-with(@name, 'citation_') or starts-with(@name, 'DC.')]") == []
        )


# --- Citations as files -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("id", "code"), EDITIONS)
def test_a_publications_page_links_its_citations(site: Path, id: str, code: str) -> None:
    name = MANUAL if id == "first-contact" else BRIEF
    title = linked(page(site, code, name))[0]["name"]
    here = site / LANGUAGES[code] / name
    links = page(site, code, name).xpath("//main//ul[contains(@class, 'references')]//a/@href")
    bib, ris, csl = ((here / link).resolve() for link in links)
    (entry,) = pybtex.database.parse_file(bib, "bibtex").entries.values()
    (read,) = rispy.loads(ris.read_text(encoding="utf-8"))
    (item,) = json.loads(csl.read_bytes())
    assert entry.fields["title"] == f"{{{title}}}"
    assert read["title"] == item["title"] == title
    version = linked(page(site, code, name))[0]["version"]
    cited = f"{address(code, name)}?v={version}"
    assert entry.fields["url"] == read["urls"][0] == item["URL"] == cited
    assert read["language"] == item["language"] == code


# --- Sitemap and robots.txt -------------------------------------------------------------------------------------------


def test_the_sitemap_is_the_set_of_pages(site: Path) -> None:
    root = etree.parse(site / "sitemap.xml").getroot()
    assert root.tag == f"{{{SITEMAP['s']}}}urlset"
    listed = [str(one) for one in root.xpath("s:url/s:loc/text()", namespaces=SITEMAP)]
    assert len(listed) == len(set(listed))
    there = {
        ROOT + path.parent.relative_to(site).as_posix() + "/"
        for path in site.rglob("index.html")
        if WITHDRAWN not in path.as_posix()
    }
    assert set(listed) == {url.replace("/./", "/") for url in there}
    assert not (site / "sitemap.xml.gz").exists()


def test_the_sitemap_knows_languages_and_dates(site: Path) -> None:
    root = etree.parse(site / "sitemap.xml").getroot()
    dates = {MANUAL: "2026-11-24", BRIEF: "2026-11-20", "": "2026-11-24", "library/": "2026-11-24"}
    dates |= {"about/": None, "glossary/": None, "problems/": None, "status/": None}
    for code, name in EVERY_PAGE:
        (entry,) = root.xpath("s:url[s:loc=$url]", url=address(code, name), namespaces=SITEMAP)
        listed = {one.get("hreflang"): one.get("href") for one in entry.xpath("x:link", namespaces=SITEMAP)}
        assert listed == alternates(page(site, code, name))
        assert entry.findtext("s:lastmod", namespaces=SITEMAP) == dates.get(name, "2026-11-24")
        order = [etree.QName(one).localname for one in entry if etree.QName(one).namespace == SITEMAP["s"]]
        assert order == sorted(order, key=["loc", "lastmod"].index)


def test_robots_are_shown_the_sitemap(site: Path) -> None:
    lines = (site / "robots.txt").read_text().splitlines()
    assert lines[0] == "User-agent: *"
    assert f"Sitemap: {ROOT}sitemap.xml" in lines


# --- Feeds ------------------------------------------------------------------------------------------------------------


def feed(site: Path, code: str, name: str) -> Any:
    return etree.parse(site / LANGUAGES[code] / name).getroot()


@pytest.mark.parametrize("name", ["feed.xml", "opds.xml"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_feed_has_what_rfc_4287_asks_for(site: Path, code: str, name: str) -> None:
    root = feed(site, code, name)
    assert root.tag == f"{{{ATOM['a']}}}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == code
    ids = []
    for element in (root, *root.xpath("a:entry", namespaces=ATOM)):
        for child in ("id", "title", "updated"):
            assert len(element.findall(f"a:{child}", ATOM)) == 1, child
        assert DATE_TIME.fullmatch(element.findtext("a:updated", namespaces=ATOM))
        assert element.xpath("a:author/a:name[normalize-space()]", namespaces=ATOM)
        ids.append(element.findtext("a:id", namespaces=ATOM))
        kinds = [
            (one.get("rel"), one.get("type"), one.get("hreflang"))
            for one in element.xpath("a:link[@rel='alternate']", namespaces=ATOM)
        ]
        assert len(kinds) == len(set(kinds)) == 1
        for link in element.xpath("a:link", namespaces=ATOM):
            assert stands(site, link.get("href")), link.get("href")
            assert "/" in link.get("type")
    assert len(ids) == len(set(ids))
    assert all(re.match(r"(https|urn):", id) for id in ids)
    assert root.xpath("a:link[@rel='self']/@href", namespaces=ATOM) == [address(code, name)]
    dates = root.xpath("a:entry/a:updated/text()", namespaces=ATOM)
    assert dates == sorted(dates, reverse=True)
    assert root.findtext("a:updated", namespaces=ATOM) == dates[0]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_feed_holds_the_publications_of_its_language(site: Path, code: str) -> None:
    read = feedparser.parse((site / LANGUAGES[code] / "feed.xml").read_bytes())
    assert not read.bozo
    assert read.version == "atom10"
    pages = [MANUAL, BRIEF] if code != "fr" else [MANUAL]
    assert [entry.link for entry in read.entries] == [address(code, name) for name in pages]
    for entry, name in zip(read.entries, pages, strict=True):
        own = linked(page(site, code, name))[0]
        assert entry.summary.replace("\u00a0", " ") == own["description"]
        (enclosure,) = entry.enclosures
        assert int(enclosure.length) == (site / enclosure.href.removeprefix(ROOT)).stat().st_size


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_shelf_offers_every_booklet_with_its_cover(site: Path, code: str) -> None:
    root = feed(site, code, "opds.xml")
    for rel in ("self", "start"):
        assert root.xpath("a:link[@rel=$rel]/@type", rel=rel, namespaces=ATOM) == [OPDS_TYPE]
    offered = []
    for entry in root.xpath("a:entry", namespaces=ATOM):
        assert entry.findtext("dc:language", namespaces=ATOM) == code
        for rel in ("http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail"):
            assert entry.xpath("a:link[@rel=$rel]/@type", rel=rel, namespaces=ATOM) == ["image/png"]
        links = entry.xpath("a:link[@rel='http://opds-spec.org/acquisition/open-access']", namespaces=ATOM)
        assert links
        for link in links:
            path = link.get("href").removeprefix(ROOT)
            assert int(link.get("length")) == (site / path).stat().st_size
            offered.append(path)
    there = [
        file["path"]
        for one in catalogue(site)["publications"]
        for edition in one["editions"]
        for file in edition["files"]
        if edition["language"] == code and file["format"] in ("pdf", "epub") and not file["chapter"]
    ]
    assert sorted(offered) == sorted(there)


def test_an_e_book_and_its_entry_have_the_same_id(site: Path) -> None:
    from zipfile import ZipFile

    ids = {}
    for entry in feed(site, "ar", "opds.xml").xpath("a:entry", namespaces=ATOM):
        for href in entry.xpath("a:link[@type='application/epub+zip']/@href", namespaces=ATOM):
            ids[href.removeprefix(ROOT)] = entry.findtext("a:id", namespaces=ATOM)
    assert len(ids) == 3
    for path, id in ids.items():
        with ZipFile(site / path) as book:
            (package,) = [name for name in book.namelist() if name.endswith(".opf")]
            assert id in book.read(package).decode()


@pytest.mark.parametrize(("code", "name"), EVERY_PAGE)
def test_pages_tell_where_the_feed_is(site: Path, code: str, name: str) -> None:
    found = {
        one.get("type"): (site / LANGUAGES[code] / name / one.get("href")).resolve()
        for one in page(site, code, name).xpath("/html/head/link[@rel='alternate'][@type]")
    }
    folder = (site / LANGUAGES[code]).resolve()
    assert found.pop("application/atom+xml") == folder / "feed.xml"
    assert found == ({OPDS_TYPE: folder / "opds.xml"} if name in ("", "library/") else {})


# --- Wrong addresses --------------------------------------------------------------------------------------------------


def test_the_page_for_wrong_addresses_speaks_every_language_or_its_folders(site: Path) -> None:
    spoken = {code: parsed(site / folder / "404.html") for code, folder in LANGUAGES.items()}
    sections = {code: root.xpath("//section[@class='lost']/@lang") for code, root in spoken.items()}
    assert sections == {"en": ["en", "ar", "fr"], "ar": ["ar"], "fr": ["fr"]}
    assert [(root.get("lang"), root.get("dir")) for root in spoken.values()] == [
        ("en", "ltr"), ("ar", "rtl"), ("fr", "ltr"),
    ]  # fmt: skip
    for root in spoken.values():
        assert meta(root, "robots") == ["noindex"]
        for href in root.xpath("//main//a/@href | //nav//a/@href"):
            assert stands(site, ROOT + href.removeprefix("/").partition("?")[0]), href


# --- Titles that would be code ----------------------------------------------------------------------------------------

TITLES = {
    "en": 'A "quiet" </title></script><script>alert(1)</script> {% if 7 %} <b>& {x} 100 % -->',
    "ar": 'دليل "هادئ" </title></script><script>alert(1)</script> {% if 7 %} <b>& {x} 100 % -->',
}


@pytest.fixture(scope="module")
def hostile(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with such titles, summaries and names."""
    from conftest import copy_sample

    config = copy_sample(tmp_path_factory.mktemp("hostile") / "library")
    lend_store(site, config)
    about = config.parent / "policy_briefs/safe-return/publication.yml"
    texts = "".join(f"  {code}: {json.dumps(title, ensure_ascii=False)}\n" for code, title in TITLES.items())
    head = about.read_text(encoding="utf-8").partition("title:\n")[0]
    name = json.dumps(TITLES["en"])
    people = f"contributors:\n  - name: {name}\n    role: {name}\n"
    about.write_text(f"{head}title:\n{texts}summary:\n{texts}{people}", encoding="utf-8")
    done = mkdocs_build(config)
    assert done.returncode == 0, done.stdout + done.stderr
    return config.parent / "site"


@pytest.mark.parametrize("code", TITLES)
@pytest.mark.parametrize("name", ["", "library/", BRIEF])
def test_a_title_becomes_no_code_on_a_page(hostile: Path, code: str, name: str) -> None:
    root = parsed(hostile / LANGUAGES[code] / name / "index.html")
    for script in root.xpath("//script"):
        assert script.get("src") or script.get("type") == "application/ld+json"
    linked(root)
    if name == BRIEF:
        assert linked(root)[0]["name"] == TITLES[code]
        assert meta(root, "citation_title") == meta(root, "DC.title") == [TITLES[code]]
        assert visible(meta(root, "og:title")[0]) == visible(TITLES[code])
        assert visible(root.findtext("head/title")) == visible(f"{TITLES[code]} – {NAMES[code]}")
        assert visible(root.xpath("string(//main//h1)")) == visible(TITLES[code])


def visible(text: str) -> str:
    return " ".join(re.sub("[\u2066-\u2069]", "", text).split())


@pytest.mark.parametrize("code", TITLES)
def test_a_title_becomes_no_code_in_feeds_and_citations(hostile: Path, code: str) -> None:
    for name in ("feed.xml", "opds.xml"):
        titles = feed(hostile, code, name).xpath("a:entry/a:title/text()", namespaces=ATOM)
        assert TITLES[code] in [visible(title) for title in titles]
    stem = hostile / f"downloads/safe-return/safe-return-{code}"
    (entry,) = pybtex.database.parse_file(f"{stem}.bib", "bibtex").entries.values()
    assert (entry.type, len(entry.persons["author"])) == ("techreport", 1)
    (read,) = rispy.loads(Path(f"{stem}.ris").read_text(encoding="utf-8"))
    (item,) = json.loads(Path(f"{stem}.json").read_bytes())
    assert read["title"] == item["title"] == TITLES[code]
