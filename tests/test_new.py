"""`daleel new`: what it writes can be filled in by following the messages alone, and nobody publishes its guiding text."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from conftest import PROJECT, lend_store, mkdocs_build
from daleel.cli import main
from daleel.elements import ELEMENTS
from daleel.model import Chapter
from daleel.numbers import differences
from daleel.placeholders import GUIDE
from daleel.problems import errors
from daleel.read import read_library
from daleel.run import check_root
from daleel.scan import scan
from daleel.settings import read_settings
from daleel.skeleton import skeleton
from daleel.yaml_edit import with_item, with_key

LANGUAGES = ["en", "ar", "fr"]
MANUAL = "manuals/first-contact"
LISTENING = f"{MANUAL}/01-listening"


def new(config: Path, *arguments: str) -> int:
    return main(["-f", str(config), "new", *arguments])


def codes(config: Path) -> set[str]:
    _, _, problems = check_root(config)
    return {problem.code for problem in errors(problems)}


def fill(root: Path, text: str = r"\1") -> None:
    """As an author who takes the advice for the text; or writes this text everywhere."""
    for path in [*root.glob("manuals/**/*.*"), *root.glob("policy_briefs/**/*.*")]:
        if path.suffix in (".md", ".yml"):
            path.write_text(re.sub(r"\{\{ (.*?) \}\}", text, path.read_text(encoding="utf-8")), encoding="utf-8")


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_new_waits_only_for_its_text(sample: Path, code: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert new(sample, "brief", "new-brief", "--lang", code) == 0
    assert new(sample, "manual", "new-manual", "--lang", code) == 0
    assert new(sample, "chapter", "new-manual", "02-evidence") == 0
    said = capfd.readouterr().out.splitlines()
    assert "policy_briefs/new-brief/brief.md" in said
    assert "manuals/new-manual/02-evidence.md" in said
    assert codes(sample) == {"placeholder"}
    fill(sample.parent)
    assert codes(sample) == set()


def test_guiding_text_is_in_the_language(sample: Path) -> None:
    for code in LANGUAGES:
        new(sample, "brief", f"new-{code}", "--lang", code)
    briefs = {code: (sample.parent / f"policy_briefs/new-{code}/brief.md").read_text("utf-8") for code in LANGUAGES}
    assert "First key message" in briefs["en"]
    assert "الرسالة الأساسية الأولى" in briefs["ar"]
    assert "Premier message clé" in briefs["fr"]
    shapes = {
        tuple(re.sub(r"\{\{.*?\}\}", "", text).count(mark) for mark in ("///", "|", "##")) for text in briefs.values()
    }
    assert len(shapes) == 1


@pytest.mark.parametrize("code", ["ar", "fr"])
def test_a_translation_has_its_originals_structure(sample: Path, code: str) -> None:
    for path in (sample.parent / MANUAL).glob(f"*.{code}.md"):
        path.unlink()
    assert new(sample, "translation", "first-contact", "--lang", code) == 0
    assert codes(sample) == {"placeholder"}
    written = (sample.parent / f"{LISTENING}.{code}.md").read_text(encoding="utf-8")
    assert "/// case | {{ Selam at the bus station }}" in written
    assert "![{{ Three boxes in a row: safety, listening, referral }}](figures/steps.svg)" in written
    assert "*time*. }} [@tip-protocol, art. 6(3)] {{ The law of Egypt says so too. }} [@egypt-64-2010" in written
    assert "| 15 | {{ What participants already know }} |" in written
    fill(sample.parent, "…")
    assert codes(sample) == set()


@pytest.mark.parametrize(("code", "place"), [("ar", "المادة 3(أ)"), ("fr", "art. 3, al. a)")])
def test_a_translator_is_shown_a_citation_in_the_language(
    sample: Path, capfd: pytest.CaptureFixture[str], code: str, place: str
) -> None:
    (sample.parent / f"{LISTENING}.{code}.md").unlink()
    assert new(sample, "translation", f"{LISTENING}.md", "--lang", code) == 0
    assert f"in your language: [@tip-protocol, {place}]" in capfd.readouterr().out


@pytest.mark.parametrize("code", ["ar", "fr"])
def test_a_new_language_is_added_to_publication_yml(sample: Path, code: str) -> None:
    new(sample, "brief", "new-brief", "--lang", "ar" if code == "fr" else "fr")
    fill(sample.parent, "…")
    about = sample.parent / "policy_briefs/new-brief/publication.yml"
    before = about.read_text(encoding="utf-8")
    assert new(sample, "translation", "new-brief", "--lang", code) == 0
    after = about.read_text(encoding="utf-8")
    lines = iter(after.splitlines())
    assert all(line in lines for line in before.splitlines())  # nothing moved, nothing lost
    said = yaml.safe_load(after)
    for texts in (said["title"], said["subtitle"], said["summary"], said["changes"][0]["what"]):
        assert GUIDE.match(texts[code])
    assert codes(sample) == {"placeholder"}
    fill(sample.parent, "…")
    assert codes(sample) == set()


def test_every_original_of_the_library_gives_a_skeleton_that_agrees_with_it() -> None:
    library, _ = read_library(PROJECT, read_settings(PROJECT / "mkdocs.yml"))
    originals = [one for publication in library.publications for one in publication.editions["en"].chapters]
    assert len(originals) > 20
    for chapter in originals:
        body = skeleton(chapter).split("---\n", 2)[2]
        ours, theirs = scan(body), scan(chapter.markdown)
        assert [(one.name, one.line, one.parent) for one in ours.openings] == [
            (one.name, one.line, one.parent) for one in theirs.openings
        ]
        assert [one[:2] for one in ours.headings] == [one[:2] for one in theirs.headings]
        assert not ours.mistakes
        assert not list(differences(body, chapter.markdown))
        outside = "\n".join(line for line in re.sub(r"\{\{.*?\}\}", "", body).splitlines() if not line.startswith("//"))
        outside = re.sub(r"\[@[^\]]*\]|\]?\([^)]*\)|\[\^[^\]]+\]|^    (for|source|minutes):", "", outside, flags=re.M)
        assert not re.findall(r"[^\W\d_]{4,}", outside), chapter.source


def body(markdown: str) -> str:
    chapter = Chapter("x", "en", Path("x.md"), Path("x.md"), "T", "", markdown, 4)  # type: ignore[arg-type]
    return skeleton(chapter).split("---\n", 2)[2]


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        ("## Words", "## {{ Words }}"),
        ("- [ ] water", "- [ ] {{ water }}"),
        ("1. Ask. [@untoc, art. 2(a); @tip, art. 1]", "1. {{ Ask. }} [@untoc, art. 2(a); @tip, art. 1]"),
        ("A note.[^1] More", "{{ A note. }}[^1] {{ More }}"),
        ("[^1]: Some call it a screening.", "[^1]: {{ Some call it a screening. }}"),
        (": A person", ": {{ A person }}"),
        ("| 1 200 | Shelter |", "| 1 200 | {{ Shelter }} |"),
        ("|:---:|---:|", "|:---:|---:|"),
        ("//// check", "//// check"),
        ("/// exercise | Ask\n    minutes: 35\n///", "/// exercise | {{ Ask }}\n    minutes: 35\n///"),
        ("/// recommendations\n    for: Courts\n///", "/// recommendations\n    for: {{ Courts }}\n///"),
        ("```\nkept word\n```", "```\nkept word\n```"),
        ("قدّم الماء. [@tip, المادة 6(3)]", "{{ قدّم الماء. }} [@tip, المادة 6(3)]"),
        ("/// case | سلام\nنص\n///", "/// case | {{ سلام }}\n{{ نص }}\n///"),
    ],
)
def test_what_is_to_be_translated_stands_in_braces(original: str, expected: str) -> None:
    assert body(original) == expected


@pytest.mark.parametrize("name", ELEMENTS)
def test_no_elements_name_is_taken_for_text(name: str) -> None:
    assert body(f"/// {name} | Words\n///") == f"/// {name} | {{{{ Words }}}}\n///"


LIST = "chapters:\n  - 01-a\n  - 02-b # the last\ntitle:\n  en: A\n"


@pytest.mark.parametrize(
    ("text", "edited"),
    [
        (LIST, LIST.replace("# the last\n", "# the last\n  - 03-c\n")),
        (LIST.replace("\n", "\r\n"), LIST.replace("# the last\n", "# the last\n  - 03-c\n").replace("\n", "\r\n")),
        ("chapters: [01-a, '02-b'] # two\n", "chapters: [01-a, '02-b', 03-c] # two\n"),
        ("chapters:\n- 01-a", "chapters:\n- 01-a\n- 03-c\n"),
        ("\ufefftitle: {ar: «دليل»}\nchapters: [01-a]\n", "\ufefftitle: {ar: «دليل»}\nchapters: [01-a, 03-c]\n"),
    ],
)
def test_a_chapter_is_added_as_text(text: str, edited: str) -> None:
    assert with_item(text, "chapters", "03-c") == edited


@pytest.mark.parametrize(
    ("text", "path", "edited"),
    [
        ("title:\n  en: A\n  fr: B # c\nid: x\n", "title", 'title:\n  en: A\n  fr: B # c\n  ar: "م: «أ»"\nid: x\n'),
        ("title: {en: A}\n", "title", 'title: {en: A, ar: "م: «أ»"}\n'),
        ("title:\n    en: >\n        long\n        text\n\nid: x\n", "title", None),
        ("title:\n  en: long\n    text\n# c\nid: x\n", "title", None),
        ("changes:\n  - what:\n      en: A\n  - what:\n      en: B\n", "changes[0].what", None),
    ],
)
def test_a_language_is_added_as_text(text: str, path: str, edited: str | None) -> None:
    written = with_key(text, path, "ar", "م: «أ»")
    assert edited is None or written == edited
    before, after = yaml.safe_load(text), yaml.safe_load(written)
    (before["title"] if path == "title" else before["changes"][0]["what"])["ar"] = "م: «أ»"
    assert after == before
    assert not set(text.replace("}", "").splitlines()) - set(re.sub(r", ar: .*", "", written).splitlines())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["brief", "Bad Id"], "policy_briefs/Bad Id/publication.yml:1:1: error: `Bad Id` cannot stand in an address"),
        (["brief", "دليل"], "policy_briefs/دليل/publication.yml:1:1: error: `دليل` cannot stand in an address"),
        (["brief", "first-contact"], "the id `first-contact` is taken by manuals/first-contact; choose another"),
        (["manual", "new", "--lang", "de"], "`de` is not a language of this site; there are: en, ar, fr"),
        (["chapter", "safe-return", "x"], "`safe-return` is a brief, which has one text; name a manual"),
        (["chapter", "first", "x"], "no publication has the id `first`"),
        (
            ["chapter", "first-contact", "01-listening"],
            f"{LISTENING}.md:1:1: error: this file exists and stays as it is",
        ),
        (["chapter", "first-contact", "03_x"], f"{MANUAL}/03_x.md:1:1: error: `03_x` cannot stand in an address"),
        (
            ["translation", f"{LISTENING}.md", "--lang", "ar"],
            f"{LISTENING}.ar.md:1:1: error: this file exists and stays",
        ),
        (
            ["translation", "manuals/no.md", "--lang", "ar"],
            "manuals/no.md:1:1: error: no text of the library has this path",
        ),
        (["translation", "safe-return", "--lang", "en"], "`en` is the language of the original; choose another"),
        (["translation", "safe-return", "--lang", "ar"], "every text of `safe-return` has a file in `ar`"),
    ],
)
def test_what_cannot_be_made_is_said_and_changes_nothing(
    sample: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    before = {path: path.read_bytes() for path in sample.parent.glob("[mp]*/**/*.*")}
    assert new(sample, *arguments) == 1
    assert said in capfd.readouterr().out
    assert {path: path.read_bytes() for path in sample.parent.glob("[mp]*/**/*.*")} == before


def test_a_listed_chapter_without_a_file_gets_its_file(sample: Path) -> None:
    about = sample.parent / MANUAL / "publication.yml"
    about.write_text(
        about.read_text("utf-8").replace("  - 02-referring\n", "  - 02-referring\n  - 03-court\n"), "utf-8"
    )
    before = about.read_bytes()
    assert new(sample, "chapter", "first-contact", "03-court") == 0
    assert about.read_bytes() == before
    assert (sample.parent / MANUAL / "03-court.md").is_file()


def test_paths_are_taken_as_windows_writes_them(sample: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert new(sample, "translation", "policy_briefs\\safe-return\\brief.md", "--lang", "fr") == 0
    said = capfd.readouterr().out.splitlines()
    assert said[:2] == ["policy_briefs/safe-return/brief.fr.md", "policy_briefs/safe-return/publication.yml"]


def test_a_page_of_the_site_is_translated_too(sample: Path) -> None:
    page = sample.parent / "docs/about.ar.md"
    page.unlink()
    assert new(sample, "translation", "docs/about.md", "--lang", "ar") == 0
    assert codes(sample) == {"placeholder"}


def test_guiding_text_is_named_at_its_line(sample: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = sample.parent / f"{LISTENING}.ar.md"
    text = path.read_text(encoding="utf-8").replace("title: الإصغاء", 'title: "{{ عنوان }}"')
    text = text.replace("لا أحد يصارح غريبًا مستعجلًا.", "{{ جملة\nلا أحد يصارح غريبًا. }}\n`{{ كما هي }}`")
    path.write_text(text, encoding="utf-8")
    assert main(["-f", str(sample), "check"]) == 1
    said = capfd.readouterr().out
    line = text.split("{{ جملة")[0].count("\n") + 1
    assert f"{LISTENING}.ar.md:2:9: error: guiding text is left: “عنوان”; write your text in its place" in said
    assert f"{LISTENING}.ar.md:{line}:1: error: guiding text is left: “جملة”" in said
    column = "لا أحد يصارح غريبًا. }}".index("}}") + 1
    assert f"{LISTENING}.ar.md:{line + 1}:{column}: error: guiding text is left: “لا أحد" in said
    assert said.count("guiding text") == 3


def test_the_library_is_built_with_what_was_new(site: Path, sample: Path) -> None:
    lend_store(site, sample)
    new(sample, "brief", "new-brief")
    assert new(sample, "translation", "new-brief", "--lang", "fr") == 1  # nothing to translate yet
    new(sample, "manual", "new-manual", "--lang", "ar")
    fill(sample.parent)
    new(sample, "translation", "new-brief", "--lang", "fr")
    new(sample, "translation", "new-manual", "--lang", "en")
    fill(sample.parent, "…")  # else each text would be in the language of the other
    done = mkdocs_build(sample)
    assert done.returncode == 0, done.stdout + done.stderr
    for page in ("briefs/new-brief", "fr/briefs/new-brief", "ar/manuals/new-manual/01-introduction"):
        assert (sample.parent / "site" / page / "index.html").is_file()
    brief = yaml.safe_load((sample.parent / "policy_briefs/new-brief/publication.yml").read_text(encoding="utf-8"))
    assert brief["date"] == date.today()
