"""What a change touches, and how a pull request is told: nothing that a stranger writes becomes more than words."""

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from shutil import copytree, rmtree
from zipfile import ZipFile

import cmarkgfm
import lxml.html
import msgspec
import pytest
from cmarkgfm.cmark import Options

from conftest import PROJECT
from daleel.changed import MOST_BYTES, Behind, ChangedEdition, Changes, NoList, Page, differences, read_changes, since
from daleel.cli import main
from daleel.comment import LONGEST, Where, comment, file_of, quoted
from daleel.read import read_language
from test_bad_input import append, swap

LANGUAGES = [read_language(PROJECT, code) for code in ("en", "ar", "fr")]
MANUAL, BRIEF = "manuals/first-contact", "policy_briefs/safe-return"
WHERE = Where("https://preview.example/", "https://host.example/run")


def git(root: Path, *words: str) -> None:
    who = ("-c", "user.name=Amina", "-c", "user.email=amina@sample.example")
    subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)


@pytest.fixture
def repository(sample: Path) -> Path:
    """The mkdocs.yml of a copy of the sample library whose one commit is called `base`."""
    git(sample.parent, "init", "-q")
    git(sample.parent, "add", ".")
    git(sample.parent, "commit", "-qm", "a")
    git(sample.parent, "tag", "base")
    return sample


def told(found: Changes) -> set[str]:
    """Each change in a word or two."""
    return {
        *(f"{one.state} {one.page.address}" for one in found.editions),
        *(f"text {page.address}" for one in found.editions for page in one.chapters),
        *(f"page {page.address}" for page in found.pages),
        *(f"behind {one.page.address}" for one in found.behind),
        *(f"removed {id}" for id in found.removed),
        *(["shared"] if found.shared else []),
    }


def untracked_brief(root: Path) -> None:
    """As an author has just written it: git was told nothing yet."""
    copytree(root / BRIEF, root / "policy_briefs/second-advice")
    swap("policy_briefs/second-advice/publication.yml", "id: safe-return", "id: second-advice")(root)


def new_brief(root: Path) -> None:
    untracked_brief(root)
    git(root, "add", ".")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            append(f"{MANUAL}/01-listening.md", "\nMore.\n"),
            {
                "changed manuals/first-contact/",
                "text manuals/first-contact/01-listening/",
                "behind ar/manuals/first-contact/01-listening/",
                "behind fr/manuals/first-contact/01-listening/",
            },
        ),
        (
            append(f"{MANUAL}/01-listening.ar.md", "\nالمزيد.\n"),
            {"changed ar/manuals/first-contact/", "text ar/manuals/first-contact/01-listening/"},
        ),
        (append(f"{BRIEF}/brief.md", "\nMore.\n"), {"changed briefs/safe-return/", "behind ar/briefs/safe-return/"}),
        (append(f"{BRIEF}/brief.ar.md", "\nالمزيد.\n"), {"changed ar/briefs/safe-return/"}),
        (
            append(f"{MANUAL}/figures/steps.svg", "\n"),
            {f"changed {folder}manuals/first-contact/" for folder in ("", "ar/", "fr/")},
        ),
        (append(f"{MANUAL}/figures/steps.ar.svg", "\n"), {"changed ar/manuals/first-contact/"}),
        (
            append(f"{BRIEF}/publication.yml", "# x\n"),
            {"changed briefs/safe-return/", "changed ar/briefs/safe-return/"},
        ),
        (untracked_brief, {"new briefs/second-advice/", "new ar/briefs/second-advice/"}),
        (new_brief, {"new briefs/second-advice/", "new ar/briefs/second-advice/"}),
        (lambda root: rmtree(root / "policy_briefs/old-advice"), {"removed old-advice"}),
        (append("docs/about.ar.md", "\nالمزيد.\n"), {"page ar/about/"}),
        (
            append("docs/data/terms.yml", "# x\n"),
            {"shared", *(f"page {folder}glossary/" for folder in ("", "ar/", "fr/"))},
        ),
        (append("docs/data/words.yml", "# x\n"), {"shared"}),
        (lambda root: None, set()),
    ],
)
def test_what_a_change_touches(repository: Path, change: Callable[[Path], object], expected: set[str]) -> None:
    change(repository.parent)
    assert told(since(repository, "base")) == expected


def test_a_withdrawn_publication_has_no_pdf(repository: Path) -> None:
    append("policy_briefs/old-advice/publication.yml", "# x\n")(repository.parent)
    found = since(repository, "base").editions
    assert {(one.state, one.pdf) for one in found} == {("withdrawn", "")}


def test_a_branch_is_compared_with_where_it_began(repository: Path) -> None:
    """What others did on main meanwhile is not the author's change."""
    root = repository.parent
    git(root, "checkout", "-qb", "mine")
    append(f"{BRIEF}/brief.ar.md", "\nالمزيد.\n")(root)
    git(root, "commit", "-qam", "b")
    git(root, "checkout", "-q", "base")
    append("docs/about.md", "\nMore.\n")(root)
    git(root, "commit", "-qam", "c")
    git(root, "tag", "-f", "base")
    git(root, "checkout", "-q", "mine")
    assert told(since(repository, "base")) == {"changed ar/briefs/safe-return/"}


def test_a_merge_commit_and_what_it_merges_are_enough(repository: Path, tmp_path: Path) -> None:
    """As pull-request.yml fetches it."""
    root = repository.parent
    git(root, "checkout", "-qb", "mine")
    append(f"{BRIEF}/brief.ar.md", "\nالمزيد.\n")(root)
    git(root, "commit", "-qam", "b")
    git(root, "checkout", "-q", "base")
    git(root, "merge", "-q", "--no-ff", "mine", "-m", "c")
    git(root, "branch", "merged")
    git(tmp_path, "clone", "-q", "--depth=2", "--branch=merged", root.as_uri(), "shallow")
    assert differences(tmp_path / "shallow", "HEAD^1") == {PurePosixPath(f"{BRIEF}/brief.ar.md"): "M"}


def test_every_address_leads_to_what_was_built(repository: Path, site: Path) -> None:
    for pattern in ("manuals/*/*.md", "policy_briefs/*/*.md", "docs/*.md"):  # hooks/ is a link to the project's own
        for path in repository.parent.glob(pattern):
            append(str(path.relative_to(repository.parent)), "\n")(repository.parent)
    found = since(repository, "base")
    pages = [*found.pages, *(page for one in found.editions for page in (one.page, *one.chapters))]
    assert {page.language for page in pages} == {"en", "ar", "fr"}
    assert all((site / page.address / "index.html").is_file() for page in pages)
    assert all((site / one.pdf).is_file() for one in found.editions)
    for code in ("en", "ar", "fr"):
        with ZipFile(site / f"downloads/library-{code}.zip") as bundle:
            names = set(bundle.namelist())
        wanted = [file_of(page) for page in pages if page.language == code]
        wanted += [one.pdf for one in found.editions if one.page.language == code]
        assert {f"daleel-{code}/{name}" for name in wanted} <= names


def test_the_command_writes_a_list_and_reads_it_again(
    repository: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    append(f"{BRIEF}/brief.md", "\nMore.\n")(repository.parent)
    assert main(["-f", str(repository), "changed", "--base", "base", "--format", "json"]) == 0
    written = tmp_path / "changes.json"
    written.write_bytes(capfdbinary.readouterr().out)
    assert main(["-f", str(repository), "changed", "--from", str(written), "--site", WHERE.site]) == 0
    again = capfdbinary.readouterr().out.decode()
    assert main(["-f", str(repository), "changed", "--base", "base", "--site", WHERE.site]) == 0
    assert again == capfdbinary.readouterr().out.decode()
    assert "[PDF](<https://preview.example/downloads/safe-return/safe-return-en.pdf>)" in again
    arabic = again[again.index('<div dir="rtl">') :]
    assert "ترجمات تأخّرت عن أصلها" in arabic
    assert "[الصفحة](<https://preview.example/ar/briefs/safe-return/>)" in arabic


@pytest.mark.parametrize("base", ["nowhere", "--output=x"])
def test_a_base_that_is_not_there_is_said(repository: Path, base: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["-f", str(repository), "changed", f"--base={base}"]) == 1
    assert "name a branch or commit that is here" in capfd.readouterr().out
    assert not (repository.parent / "x").exists()


# --- What strangers write ---------------------------------------------------------------------------------------------

HOSTILE = [
    "@octocat says so",
    "قال @octocat",
    "#1 octocat/spoon#2 GH-3 octocat@a5c3785ed8d6a35868bc169f07e40e889087fd2e",
    "[here](https://bad.example) ![x](https://bad.example/x.png) <https://bad.example>",
    "www.bad.example http://bad.example mailto:a@bad.example a@bad.example",
    "<img src=x onerror=alert(1)> <script>alert(1)</script> </code></div> @octocat",
    "<!-- daleel: changes --> --> @octocat",
    "` @octocat `` @octocat ``` @octocat",
    "`",
    "``` \n@octocat\n```",
    "```html",
    "x\n\n# @octocat\n\n- [ ] www.bad.example\n\n---\n",
    "\u2029\u2028\r\n@octocat",
    "\u202e@octocat\u2066 \u200f",
    "\u200b",
    "x` @octocat `x",
    "{{ parts }} {% for %} {file} %s",
    "$`@octocat`$ \\` @octocat",
    "`" * 400,
    "@octocat " * 50,
]


def rendered(text: str) -> lxml.html.HtmlElement:
    return lxml.html.fragment_fromstring(
        cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE), create_parent="main"
    )


def outside_code(text: str) -> str:
    """What the host makes of the comment, without what stands in code spans."""
    tree = rendered(text)
    for code in tree.iter("code"):
        code.clear(keep_tail=True)
    return lxml.html.tostring(tree, encoding="unicode")


def with_words(words: str) -> Changes:
    pages = [Page(code, words, f"{code}/manuals/x/") for code in ("en", "ar")]
    editions = tuple(ChangedEdition(page, "changed", "downloads/x/x.pdf", (page,)) for page in pages)
    return Changes(
        editions, tuple(pages), tuple(Behind(words + "!", page, (words,)) for page in pages), ("gone",), True
    )


@pytest.mark.parametrize("where", [Where(), WHERE])
@pytest.mark.parametrize("words", HOSTILE)
def test_words_stay_words(words: str, where: Where) -> None:
    assert outside_code(comment(with_words(words), LANGUAGES, where)) == outside_code(
        comment(with_words("title"), LANGUAGES, where)
    )


def test_all_links_lead_where_the_caller_said() -> None:
    tree = rendered(comment(with_words("عنوان"), LANGUAGES, WHERE))
    links = list(tree.iterlinks())
    assert {attribute for _, attribute, _, _ in links} == {"href"}
    assert all(link.startswith((WHERE.site, WHERE.files)) for _, _, link, _ in links)
    assert "https://preview.example/ar/manuals/x/" in {link for _, _, link, _ in links}


def test_invisible_characters_are_not_shown() -> None:
    assert quoted("a\u202eb\u200f \u00a0 c") == "`ab c`"


def test_a_comment_is_never_too_long() -> None:
    title = "م" * 400
    pages = [Page(code, title, f"{code}/manuals/x/") for code in ("en", "ar", "fr")] * 50
    editions = tuple(ChangedEdition(page, "changed", "downloads/x/x.pdf", (page,) * 50) for page in pages)
    behind = tuple(Behind(title + "!", page, (title,) * 50) for page in pages)
    text = comment(Changes(editions, tuple(pages), behind, ("x",) * 500, True), LANGUAGES, WHERE)
    assert len(text) <= LONGEST
    assert re.search(r"and \d+ more\n", text)
    assert re.search(r"و\d+ غيرها\n", text)


def written(value: object) -> bytes:
    return msgspec.json.encode(value)


def hostile_lists() -> Iterator[tuple[str, bytes]]:
    good = msgspec.to_builtins(with_words("title"))
    yield "no JSON", b"\xff{"
    yield "no object", b"[]"
    yield "unknown key", written(good | {"body": "@octocat"})
    yield "unknown key that speaks to the host", written(good | {"x\n::error::@octocat": 1})
    yield "missing key", written({key: value for key, value in good.items() if key != "shared"})
    yield "id", written(good | {"removed": ["../x"]})
    yield "too many", written(good | {"removed": ["x"] * 3000})
    yield "too large", written(good) + b" " * MOST_BYTES
    yield "state", written(good | {"editions": [good["editions"][0] | {"state": "@octocat"}]})
    for address in (
        "//bad.example/",
        "https://bad.example",
        "../..",
        "a/../b",
        "/etc",
        "a b",
        "x>)(y",
        "a\n",
        "a" * 301,
    ):
        yield f"address {address[:20]!r}", written(good | {"pages": [good["pages"][0] | {"address": address}]})
    for language in ("../en", "EN", "e\n"):
        yield f"language {language!r}", written(good | {"pages": [good["pages"][0] | {"language": language}]})
    yield "title", written(good | {"pages": [good["pages"][0] | {"title": "x" * 501}]})
    yield "deep", b"[" * 100_000


@pytest.mark.parametrize(("name", "data"), [pytest.param(*one, id=one[0]) for one in hostile_lists()])
def test_a_list_of_another_shape_is_refused(
    tmp_path: Path, name: str, data: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "changes.json"
    path.write_bytes(data)
    with pytest.raises(NoList, match=r"changes\.json is no list"):
        read_changes(path)
    assert main(["-f", str(PROJECT / "mkdocs.yml"), "changed", "--from", str(path)]) == 1
    assert "octocat" not in capfd.readouterr().out


def test_a_list_that_is_not_there_is_said(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["-f", str(PROJECT / "mkdocs.yml"), "changed", "--from", str(tmp_path / "x.json")]) == 1
    assert "x.json cannot be read" in capfd.readouterr().out


def test_a_good_list_is_read(tmp_path: Path) -> None:
    path = tmp_path / "changes.json"
    path.write_bytes(written(with_words("عنوان")))
    assert read_changes(path) == with_words("عنوان")


def test_a_language_that_the_site_does_not_have_is_left_out() -> None:
    page = Page("sw", "Kichwa", "sw/about/")
    assert "Kichwa" not in comment(Changes((), (page,), (), (), False), LANGUAGES, Where())
