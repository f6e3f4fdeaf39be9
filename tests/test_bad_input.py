"""What authors get wrong, and what `daleel check` says to it: the source path, the line, the remedy, nothing more."""

import re
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from conftest import copy_sample
from daleel.cli import main
from daleel.problems import errors
from daleel.run import check_root

M, B = "manuals/first-contact/", "policy_briefs/safe-return/"
EN, AR, FR = M + "01-listening.md", M + "01-listening.ar.md", M + "01-listening.fr.md"
YML = M + "publication.yml"
W = "policy_briefs/old-advice/publication.yml"
STEPS = "](figures/steps.svg)"
BOMB = """a: &a [x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
id: first-contact
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'

Change = Callable[[Path], object]
LINE = re.compile(r"(?P<place>[^:]+:\d+):(?P<column>\d+): error: (?P<message>.+) \[(?P<code>[a-z0-9-]+)\]")


def swap(path: str, old: str, new: str) -> Change:
    """Text that stands once in the file, replaced."""

    def change(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        (root / path).write_text(text.replace(old, new), encoding="utf-8")

    return change


def write(path: str, content: str | bytes) -> Change:
    data = content if isinstance(content, bytes) else content.encode()
    return lambda root: (root / path).write_bytes(data)


def photograph(path: str) -> Change:
    def change(root: Path) -> None:
        Image.new("RGB", (8, 8)).save(root / path)

    return change


def remove(path: str) -> Change:
    return lambda root: (root / path).unlink()


def insert(path: str, line: int, text: str) -> Change:
    """The text becomes the line of that number (from 1)."""

    def change(root: Path) -> None:
        lines = (root / path).read_text(encoding="utf-8").split("\n")
        (root / path).write_text("\n".join([*lines[: line - 1], text, *lines[line - 1 :]]), encoding="utf-8")

    return change


def append(path: str, text: str) -> Change:
    return lambda root: (root / path).write_text((root / path).read_text(encoding="utf-8") + text, encoding="utf-8")


def link(path: str, target: str) -> Change:
    """The file moved to target, and a symbolic link to it in its place."""

    def change(root: Path) -> None:
        (root / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(root / path, root / target)
        (root / path).symlink_to(root / target)

    return change


def copy_folder(path: str, to: str) -> Change:
    return lambda root: shutil.copytree(root / path, root / to)


Case = tuple[str, Change | list[Change], list[tuple[str, str]]]

# what is wrong; the change; every problem that is then reported: path:line, part of the message
CASES: list[Case] = [
    # files
    ("a chapter's file is missing", remove(AR), [(f"{YML}:11", "01-listening.ar.md; add it")]),
    ("a file is empty", write(FR, ""), [(f"{FR}:1", "the file is empty")]),
    ("a file holds only spaces", write(AR, "\n  \n"), [(f"{AR}:1", "the file is empty")]),
    (
        "a chapter has a head and no text",
        write(AR, "---\ntitle: الإصغاء\n---\n"),
        [(f"{AR}:1", "the chapter has no text")],
    ),
    (
        "a file is not UTF-8",
        write(EN, "---\ntitle: Listening\n---\nA café.\n".encode("latin-1")),
        [(f"{EN}:4", "not UTF-8")],
    ),
    (
        "an Arabic file is not UTF-8",
        write(AR, "---\ntitle: x\n---\nالإصغاء\n".encode("cp1256")),
        [(f"{AR}:4", "not UTF-8")],
    ),
    ("a file is a link that leads elsewhere", link(FR, "elsewhere/x.md"), [(f"{FR}:1", "link that leads elsewhere")]),
    ("no front matter", write(FR, "Bonjour.\n"), [(f"{FR}:1", "no front matter")]),
    # publication.yml and front matter
    ("an unknown key in capitals", swap(YML, "summary:", "Sum-mary:"), [(f"{YML}:25", "`Sum-mary`")]),
    ("an unknown key", swap(YML, "summary:", "sumary:"), [(f"{YML}:25", "did you mean `summary`?")]),
    (
        "a date that is none",
        swap(YML, "2026-11-24\norig", "24/11/2026\norig"),
        [(f"{YML}:4", "write it as 2026-11-24")],
    ),
    ("a month that is none", swap(YML, "2026-11-24\norig", "2026-13-01\norig"), [(f"{YML}:4", "`date`")]),
    ("a topic that is none", swap(YML, "[investigation,", "[investigations,"), [(f"{YML}:6", "`topics[0]`")]),
    ("a key that is missing", swap(YML, "\nversion:", "\n# version:"), [(f"{YML}:1", "`version` is missing")]),
    ("a key twice", append(YML, "kind: brief\n"), [(f"{YML}:44", "the key `kind` stands twice")]),
    ("aliases without end", write(YML, BOMB), [(f"{YML}:2", "a text that begins with * leads elsewhere")]),
    (
        "YAML that is none",
        swap(YML, "\nversion: ", '\nversion: "'),
        [(f"{YML}:3", "does not fit in with what stands above it")],
    ),
    (
        "a chapter listed twice",
        swap(YML, "back: [test]", "back: [test, 02-referring]"),
        [(f"{YML}:12", "listed 2 times")],
    ),
    ("a wrong ISBN", swap(YML, "148410-0", "148410-1"), [(f"{YML}:14", "check digit is wrong")]),
    ("an ISBN of no edition", swap(YML, "  ar: 978", "  de: 978"), [(f"{YML}:14", "no title in it")]),
    (
        "a brief with front matter",
        append(B + "publication.yml", "front: [brief-summary]\n"),
        [(f"{B}publication.yml:9", text) for text in ("a brief has one text", "no file", "no file")],
    ),
    (
        "a term from a source that is not listed",
        swap("docs/data/terms.yml", "source_ids: [tip-protocol]", "source_ids: [tip-protocols]"),
        [("docs/data/terms.yml:30", "`tip-protocols`, which is not in sources.yml")],
    ),
    (
        "a deprecated wording in Arabic, with its particles; not where it is quoted",
        swap(AR, "لا أحد يصارح غريبًا", "لا يُعتدّ بالرضوخ، ولا بما يسمى «الرضوخ»، ولا أحد يصارح غريبًا"),
        [(f"{AR}:22", "`بالرضوخ` is not used here; write `الموافقة`")],
    ),
    (
        "a rule from a source that is not listed",
        swap("docs/data/respect.yml", "source_ids: [tip-protocol]", "source_ids: [tip-protocols]"),
        [("docs/data/respect.yml:3", "`tip-protocols`, which is not in sources.yml")],
    ),
    (
        "a rule without a reason, and one with a misspelt key",
        swap("docs/data/respect.yml", "reason: لا تتوقف", "reasons: لا تتوقف"),
        [("docs/data/respect.yml:17", "unknown key `reasons`; did you mean `reason`?")],
    ),
    (
        "a disrespectful wording in Arabic, in the dual; not where it is quoted",
        swap(
            AR,
            "لا أحد يصارح غريبًا",
            "وللضحيتين غير المتعاونتين حقوق، ولمن يسمى «ضحية غير متعاونة»، ولا أحد يصارح غريبًا",
        ),
        [(f"{AR}:22", "`وللضحيتين غير المتعاونتين` is not used here: لا تتوقف المساعدة على التعاون (")],
    ),
    ("an id that is not the folder's", swap(YML, "id: first", "id: last"), [(f"{YML}:1", "make them equal")]),
    (
        "an id twice",
        copy_folder("manuals/first-contact", "policy_briefs/first-contact"),
        [
            ("policy_briefs/first-contact/publication.yml:1", "taken by manuals/first-contact"),
            ("policy_briefs/first-contact/publication.yml:2", "a manual stands in policy_briefs/"),
        ],
    ),
    (
        "a translation without an original",
        remove(B + "brief.md"),
        [
            (f"{B}brief.ar.md:1", "a translation without its original; add brief.md (en)"),
            (f"{B}publication.yml:9", "no file brief.md"),
            (f"{M}02-referring.md:7", "a text that does not exist"),
            (f"{M}02-referring.fr.md:7", "a text that does not exist"),
        ],
    ),
    (
        "an original without a title",
        swap(B + "publication.yml", "  en: A safe return\n", ""),
        [(f"{B}publication.yml:5", "add title.en"), (f"{B}brief.md:1", "no title for `en`")],
    ),
    ("an unknown key in front matter", swap(FR, "lead:", "leed:"), [(f"{FR}:3", "did you mean `lead`?")]),
    ("an unknown key in Arabic front matter", swap(AR, "lead:", "led:"), [(f"{AR}:3", "did you mean `lead`?")]),
    # versions
    (
        "a version that the list of changes does not know",
        swap(YML, 'version: "1.0"\ndate', 'version: "1.1"\ndate'),
        [(f"{YML}:33", "begins with version 1.0, but `version` is 1.1; put an entry for 1.1 first")],
    ),
    (
        "a date that the list of changes does not know",
        swap(YML, "2026-11-24\norig", "2026-11-25\norig"),
        [(f"{YML}:34", "dates version 1.0 2026-11-24, but `date` is 2026-11-25; make them equal")],
    ),
    (
        "an older version above a newer one",
        swap(YML, '"0.9"', '"1.0.1"'),
        [(f"{YML}:39", "version 1.0.1 stands below 1.0; put the newest first")],
    ),
    (
        "a version from the future",
        swap(YML, "2026-10-01", "2027-10-01"),
        [(f"{YML}:40", "version 0.9 is dated after 1.0")],
    ),
    ("a change untold in Arabic", swap(YML, "      ar: أُضيف", "      de: أُضيف"), [(f"{YML}:35", "add what.ar")]),
    (
        "an old change untold in the original",
        swap(YML, "      en: First", "      de: First"),
        [(f"{YML}:41", "add what.en")],
    ),
    ("a change without a date", swap(YML, "    date: 2026-10-01\n", ""), [(f"{YML}:39", "`date` is missing")]),
    (
        "an unknown key of a change",
        swap(YML, "    date: 2026-10-01", "    dates: 2026-10-01"),
        [(f"{YML}:40", "`date`?")],
    ),
    (
        "a withdrawal without an Arabic reason",
        swap(W, "    ar: أُلغي", "    fr: أُلغي"),
        [(f"{W}:18", "no reason in `ar`; add reason.ar"), (f"{W}:20", "not in the language")],
    ),
    (
        "a replacement that is none",
        swap(W, "replaced_by: safe-return", "replaced_by: safe-returns"),
        [(f"{W}:21", "no publication has this id; there are: first-contact, safe-return")],
    ),
    (
        "a link to a withdrawn publication",
        swap(M + "02-referring.md", "safe-return/brief.md", "old-advice/brief.md"),
        [(f"{M}02-referring.md:7", "is withdrawn; link to `safe-return`, which replaces it")],
    ),
    (
        "a link in Arabic to a publication withdrawn without replacement",
        [
            swap(W, "  replaced_by: safe-return\n", ""),
            swap(M + "02-referring.ar.md", "safe-return/brief.md", "old-advice/brief.md"),
        ],
        [(f"{M}02-referring.ar.md:7", "is withdrawn; take the link out")],
    ),
    # links and sources
    (
        "a link to no file",
        swap(M + "02-referring.md", "01-listening.md#", "01-listenning.md#"),
        [(f"{M}02-referring.md:7", "a text that does not exist")],
    ),
    (
        "a link to no section",
        swap(M + "02-referring.md", "#safety-comes-first", "#safety-first"),
        [(f"{M}02-referring.md:7", "no section `safety-first`; did you mean `#safety-comes-first`?")],
    ),
    (
        "an Arabic link to no section",
        swap(M + "02-referring.ar.md", "#safety-comes-first", "#السلامة-أولا"),
        [(f"{M}02-referring.ar.md:7", "no section `السلامة-أولا`; did you mean `#safety-comes-first`?")],
    ),
    (
        "a link to a section like none that there is",
        swap(M + "02-referring.ar.md", "#safety-comes-first", "#xyz"),
        [(f"{M}02-referring.ar.md:7", "sections there: #safety-comes-first (“السلامة أولًا”), #words-and-their")],
    ),
    (
        "a link that leads out of the library",
        swap("docs/index.md", "(about.md)", "(../../etc/passwd)"),
        [("docs/index.md:7", "leads to nothing in the library")],
    ),
    (
        "a javascript: link",
        swap("docs/index.md", "(about.md)", "(javascript:alert(1))"),
        [("docs/index.md:7", "links of the kind `javascript:`")],
    ),
    ("an unknown source", swap(EN, "tip-protocol, art. 6", "tip-protocl, art. 6"), [(f"{EN}:19", "`tip-protocol`?")]),
    (
        "an unknown source in Arabic",
        swap(AR, "tip-protocol, المادة 6", "tip-protocl، المادة 6"),
        [(f"{AR}:19", "`tip-protocol`?")],
    ),
    ("a mark without its note", swap(FR, "[^1]: Certains", "Certains"), [(f"{FR}:33", "[^1] has no text")]),
    ("a note without its mark", swap(AR, ".[^1]", "."), [(f"{AR}:35", "nothing refers to the note [^1]")]),
    (
        "pages below a page that do not exist, one of them below a page in Arabic only",
        [
            insert("docs/about.md", 3, "pages:\n  - index\n  - nowhere"),
            write("docs/more.ar.md", "---\ntitle: المزيد\npages: [nowhere]\n---\nنص في صفحة بالعربية وحدها.\n"),
        ],
        [("docs/about.md:5", "`nowhere` leads to a text"), ("docs/more.ar.md:3", "`nowhere` leads to a text")],
    ),
    (
        "a template that is none",
        insert("docs/about.ar.md", 3, "template: x.html"),
        [("docs/about.ar.md:3", "`x.html`")],
    ),
    # figures
    (
        "a figure without words",
        swap(EN, "Three boxes in a row: safety, listening, referral", ""),
        [(f"{EN}:40", "alt")],
    ),
    (
        "an Arabic figure without words",
        swap(AR, "ثلاثة مربعات في صف: السلامة، الإصغاء، الإحالة", " "),
        [(f"{AR}:40", "has no alt text")],
    ),
    (
        "a figure outside the publication",
        swap(EN, STEPS, "](../../docs/steps.svg)"),
        [(f"{EN}:40", "outside the publication")],
    ),
    (
        "a figure from elsewhere",
        swap(AR, STEPS, "](https://x.example/a.png)"),
        [(f"{AR}:40", "images from other sites")],
    ),
    (
        "a figure that is a link",
        link(M + "figures/steps.svg", "elsewhere/steps.svg"),
        [(f"{EN}:40", "link that leads elsewhere"), (f"{FR}:40", "link that leads elsewhere")],
    ),
    (
        "a drawing with a script",
        write(M + "figures/steps.ar.svg", SVG.format("<script>alert(1)</script>")),
        [(f"{AR}:40", "<script> is not allowed in a drawing")],
    ),
    (
        "a drawing with a handler",
        write(M + "figures/steps.ar.svg", SVG.format('<rect onload="x()"/>')),
        [(f"{AR}:40", "onload runs a script")],
    ),
    (
        "a drawing with entities",
        write(M + "figures/steps.ar.svg", '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("<text>&a;</text>")),
        [(f"{AR}:40", "document type")],
    ),
    ("a figure that is none", swap(FR, STEPS, "](figures/steps.pdf)"), [(f"{FR}:40", "no such file")]),
    # structure
    ("a level left out", swap(EN, "### Words", "#### Words"), [(f"{EN}:25", "heading level 4 follows level 2; use 3")]),
    (
        "a level left out in Arabic",
        swap(AR, "### الكلمات", "#### الكلمات"),
        [(f"{AR}:25", "heading level 4 follows level 2; use 3")],
    ),
    (
        "a heading that the original lacks",
        swap(FR, "Victime\n", "## Encore\n\nVictime\n"),
        [(f"{FR}:27", "4 headings here, 3 in the original (missing: –; not in the original: “Encore”)")],
    ),
    (
        "a heading that the Arabic translation lacks",
        swap(AR, "### الكلمات ومعانيها\n", ""),
        [
            (
                f"{AR}:17",
                "2 headings here, 3 in the original (missing: “Words and their meaning”; not in the original: –)",
            )
        ],
    ),
    ("an unknown element", swap(EN, "/// case", "/// cases"), [(f"{EN}:45", "did you mean `case`?")]),
    ("an unknown element in Arabic", swap(AR, "/// case", "/// cas"), [(f"{AR}:45", "did you mean `case`?")]),
    (
        "an element left open",
        swap(M + "02-referring.md", "that.\n///\n", "that.\n"),
        [(f"{M}02-referring.md:38", "left open; close it with a line of 3 slashes")],
    ),
    (
        "an element left open in Arabic",
        swap(M + "02-referring.ar.md", "قبل.\n///\n", "قبل.\n"),
        [(f"{M}02-referring.ar.md:38", "left open")],
    ),
    (
        "an unknown option",
        swap(EN, "    source: Daleel", "    origin: Daleel"),
        [(f"{EN}:38", "no option `origin`; its options: source")],
    ),
    ("minutes that are none", swap(FR, "    minutes: 15", "    minutes: quinze"), [(f"{FR}:57", "whole number")]),
    (
        "a brief's element in a manual",
        append(M + "02-referring.md", "\n/// messages\n1. a\n2. b\n3. c\n///\n"),
        [(f"{M}02-referring.md:42", "for briefs")],
    ),
    # HTML, and what tools leave behind
    ("a script", append(EN, "\n<script>alert(1)</script>\n"), [(f"{EN}:81", "<script> is not allowed")]),
    (
        "a script in Arabic",
        append(AR, "\nنص <script>alert(1)</script>\n"),
        [(f"{AR}:81", "<script> is not allowed")],
    ),
    ("a handler", append(EN, "\n<span onclick='x()'>text</span>\n"), [(f"{EN}:81", "onclick runs a script")]),
    (
        "characters that no font has",
        append(EN, "\nHelp 🙂 漢 and 🙂\n"),
        [(f"{EN}:81", "no font of the library has the character")] * 2,
    ),
    (
        "a character that no font has, in Arabic front matter",
        swap(AR, "title: ", "title: 🙂 "),
        [(f"{AR}:2", "the character 🙂 (U+1F642)")],
    ),
    (
        "a conflict of versions",
        insert(AR, 20, "<<<<<<< HEAD\nأ\n=======\nب\n>>>>>>> x"),
        [(f"{AR}:{line}", "a conflict of two versions") for line in (20, 22, 24)],
    ),
    (
        "a conflict of versions in publication.yml",
        swap(
            YML, "date: 2026-11-24\norig", "<<<<<<< HEAD\ndate: 2026-11-24\n=======\ndate: 2026-11-25\n>>>>>>> x\norig"
        ),
        [(f"{YML}:{line}", "a conflict of two versions") for line in (4, 6, 8)],
    ),
    (
        "a conflict of versions in Arabic front matter",
        insert(AR, 3, "<<<<<<< HEAD\nlead: أ\n=======\nlead: ب\n>>>>>>> x"),
        [(f"{AR}:{line}", "a conflict of two versions") for line in (3, 5, 7)],
    ),
    # letters and languages
    (
        "a mark of direction that turns a word round",
        insert(EN, 20, "The law \u202enrut\u202c applies."),
        [(f"{EN}:20", "U+202E RIGHT-TO-LEFT OVERRIDE"), (f"{EN}:20", "U+202C POP DIRECTIONAL FORMATTING")],
    ),
    (
        "a mark of direction in Arabic",
        insert(AR, 20, "\u200fالشاهد."),
        [(f"{AR}:20", "U+200F RIGHT-TO-LEFT MARK")],
    ),
    (
        "an address with a Cyrillic letter",
        insert(FR, 20, "Voir https://un\u043edc.org."),
        [(f"{FR}:20", "in `un\u043edc`, \u043e is no Latin letter (U+043E CYRILLIC SMALL LETTER O)")],
    ),
    (
        "control characters",
        insert(AR, 20, "أ \x08 ب \x0b ج &#11; د &#x8; ه."),
        [(f"{AR}:20", "U+0008 CONTROL CHARACTER"), (f"{AR}:20", "U+000B CONTROL CHARACTER")],
    ),
    (
        "a Persian letter in an Arabic title",
        swap(AR, "title: ", "title: یوم "),
        [(f"{AR}:2", "type `ي`")],
    ),
    (
        "an English paragraph in an Arabic file",
        insert(AR, 20, "\nGive the person water and a chair.\n"),
        [(f"{AR}:21", "not in the language it should be in (العربية)")],
    ),
    (
        "an English paragraph in a French file",
        insert(FR, 20, "\nGive the person water and a chair.\n"),
        [(f"{FR}:21", "not in the language it should be in (Français)")],
    ),
    (
        "a photograph without consent",
        [photograph(M + "figures/face.jpg"), swap(EN, "figures/steps.svg", "figures/face.jpg")],
        [(f"{EN}:37", "who agreed to be shown")],
    ),
    (
        "an Arabic photograph without consent",
        [photograph(M + "figures/face.jpg"), swap(AR, "figures/steps.svg", "figures/face.jpg")],
        [(f"{AR}:37", "who agreed to be shown")],
    ),
    (
        "a citation without its @",
        append(AR, "\nنص. [tip-protocol، المادة 3(أ)] و[تعريف](#السلامة)\n".replace("(#السلامة)", "(01-listening.md)")),
        [(f"{AR}:81", "write [@tip-protocol, …]")],
    ),
    (
        "an element within an open one, in a file with front matter",
        append(FR, "\n/// note\nUn.\n/// warning\nDeux.\n///\n"),
        [(f"{FR}:83", "opens inside `note` (line 81)"), (f"{FR}:81", "left open")],
    ),
    (
        "a title that is not parted from the element's name",
        append(EN, "\n//// check Two questions\nWhy?\n\n/// answer\nSo.\n///\n////\n"),
        [(f"{EN}:81", "the title stands behind a |; write //// check | Two questions")],
    ),
    (
        "an Arabic title that is not parted from the element's name",
        append(AR, "\n/// note مهلة التفكير\nالمهلة.\n///\n"),
        [(f"{AR}:81", "the title stands behind a |; write /// note | مهلة التفكير")],
    ),
    (
        "a list right below a paragraph",
        append(EN, "\nShe needs:\n- water\n\n- time\n\nThen\n1. go\n2. stay\n"),
        [(f"{EN}:82", "leave a blank line before it"), (f"{EN}:87", "leave a blank line before it")],
    ),
    (
        "a list right below a paragraph, in Arabic",
        append(AR, "\nتحتاج إلى **أمرين:**\n- ماء\n- وقت\n\nثم\n١. اذهب\n٢. ابق\n"),
        [(f"{AR}:82", "leave a blank line before it"), (f"{AR}:86", "leave a blank line before it")],
    ),
    ("a title in the text", append(EN, "\n# Options\n"), [(f"{EN}:81", "begin this heading with ##")]),
    # everything at once
    (
        "every mistake of a publication.yml, and what rests on no wrong key, and those of its texts",
        [
            swap(YML, 'version: "1.0"\ndate', "version: one\ndate"),
            swap(YML, "[investigation, gender]", "[investigations, genders]"),
            swap(YML, "subtitle:", "subtitel:"),
            swap(YML, "148410-0", "148410-1"),
            swap(YML, "    role: text\n", ""),
            swap(YML, "  ar: اللقاء الأول مع الضحية", '  ar: ""'),
            swap(EN, "/// case", "/// cases"),
            swap(AR, "### الكلمات", "#### الكلمات"),
        ],
        [
            (f"{YML}:3", "`version`: "),
            (f"{YML}:6", "`topics[0]`: `investigations` is unknown"),
            (f"{YML}:6", "`topics[1]`: `genders` is unknown"),
            (f"{YML}:14", "check digit is wrong"),
            (f"{YML}:19", "`title.ar` is empty"),
            (f"{YML}:21", "unknown key `subtitel`; did you mean `subtitle`?"),
            (f"{YML}:30", "the key `role` is missing"),
            (f"{EN}:45", "did you mean `case`?"),
            (f"{AR}:25", "heading level 4 follows level 2"),
        ],
    ),
    (
        "a chapter without a title, in Arabic, with a mistake in its text; and two mistakes in a file of data",
        [
            swap(AR, "title: ", "subject: "),
            swap(AR, "### الكلمات", "#### الكلمات"),
            swap("docs/data/respect.yml", "reason: لا تتوقف", "reasons: لا تتوقف"),
            swap("docs/data/respect.yml", "instead: [شخص", "insted: [شخص"),
        ],
        [
            (f"{AR}:2", "the key `title` is missing"),
            (f"{AR}:2", "unknown key `subject`"),
            (f"{AR}:25", "heading level 4 follows level 2"),
            ("docs/data/respect.yml:17", "did you mean `reason`?"),
            ("docs/data/respect.yml:16", "did you mean `instead`?"),
        ],
    ),
    (
        "mistakes in several files",
        [
            swap(YML, "[police, border]", "[sailors]"),
            swap("docs/about.ar.md", "## ما", "### ما"),
            remove(B + "brief.ar.md"),
        ],
        [
            ("docs/about.ar.md:4", "heading level 3 follows level 1"),
            (f"{YML}:7", "`audiences[0]`: `sailors` is unknown; one of: police"),
            (f"{B}publication.yml:9", "brief.ar.md; add it"),
        ],
    ),
]


def check(config: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> tuple[int, list[str]]:
    """The exit code, and the lines of output."""
    code = main(["-f", str(config), "check"])
    return code, capfdbinary.readouterr().out.decode().splitlines()


@pytest.mark.parametrize(("change", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_mistake_is_named_at_its_place(
    sample: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    change: Change | list[Change],
    expected: list[tuple[str, str]],
) -> None:
    for one in change if isinstance(change, list) else [change]:
        one(sample.parent)
    code, lines = check(sample, capfdbinary)
    assert code == 1
    told = [LINE.fullmatch(line) for line in lines[:-1]]
    assert sorted(place for place, _ in expected) == sorted(one["place"] for one in told if one), lines
    for place, part in expected:
        assert any(part in one["message"] for one in told if one and one["place"] == place), lines


def test_the_sample_has_no_mistakes(sample: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert check(sample, capfdbinary) == (0, ["no problems"])


def test_every_mistake_in_mkdocs_yml_is_told(sample: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """No text can then be read."""
    swap("mkdocs.yml", "https://sample.example/", "sample.example")(sample.parent)
    swap("mkdocs.yml", "markdown_extensions: [tables", "markdown_extensions: [table")(sample.parent)
    code, lines = check(sample, capfdbinary)
    assert code == 1
    assert [line.split(":")[:2] for line in lines[:-1]] == [["mkdocs.yml", "3"], ["mkdocs.yml", "30"]]
    assert "`table` is unknown" in lines[1]


def test_a_language_without_texts_is_told_where_it_is_named(
    sample: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    swap("mkdocs.yml", "locale: fr", "locale: so")(sample.parent)
    assert check(sample, capfdbinary)[1][0].startswith("mkdocs.yml:28:1: error: the language `so` has no texts")


def test_words_that_say_nothing_of_a_picture_are_a_warning(
    sample: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    swap(EN, "![Three boxes in a row: safety, listening, referral]", "![Three steps of a first talk.]")(sample.parent)
    swap(AR, "![ثلاثة مربعات في صف: السلامة، الإصغاء، الإحالة]", "![steps.svg]")(sample.parent)
    code, lines = check(sample, capfdbinary)
    assert code == 0
    assert [line.partition(";")[0] for line in lines if line.endswith("[figure-words]")] == [
        f"{AR}:40:1: warning: the alt text is the file's name",
        f"{EN}:40:1: warning: the alt text repeats the caption",
    ]


def test_readers_do_not_see_who_agreed_to_a_photograph(sample: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    photograph(M + "figures/face.jpg")(sample.parent)
    for path in (EN, AR):  # the originals' change leaves translations behind, which is a warning
        swap(path, "figures/steps.svg", "figures/face.jpg")(sample.parent)
    swap(EN, "    source: Daleel, drawn", "    consent: Selam, by letter\n    source: Daleel, drawn")(sample.parent)
    insert(AR, 38, "    consent: سلام، برسالة")(sample.parent)
    assert check(sample, capfdbinary)[0] == 0
    assert "by letter" not in converted(sample)
    assert "برسالة" not in converted(sample)


def test_a_warning_does_not_hide_that_numbers_differ(sample: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    swap(AR, "![ثلاثة مربعات في صف: السلامة، الإصغاء، الإحالة]", "![steps.svg]")(sample.parent)
    insert(AR, 20, "في عام 1999.")(sample.parent)
    _, lines = check(sample, capfdbinary)
    assert lines[-1] == "errors: 1, warnings: 1"


def test_a_year_or_a_dash_at_the_start_of_a_line_is_no_list(
    sample: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    append(
        EN, "\nIt was so in\n1999. Then in\n12. And\n- she said - it\nended.\n\n- a\n- b\n    - c\n\n## End\n- d\n- e\n"
    )(sample.parent)
    append(AR, "\nكان ذلك في\n1999. ثم في\n12. ثم\n- كما قالت -\nانتهى.\n\n- أ\n- ب\n    - ج\n\n## ختام\n- د\n- ه\n")(
        sample.parent
    )
    assert not [line for line in check(sample, capfdbinary)[1] if line.endswith("[list-unread]")]


@pytest.mark.parametrize(
    ("path", "sentence", "slip"),
    [(FR, "En 1999.", swap(FR, "/// case", "/// cas")), (AR, "في عام 1999.", swap(AR, "### الكلمات", "#### الكلمات"))],
)
def test_another_mistake_does_not_hide_that_numbers_differ(
    sample: Path, capfdbinary: pytest.CaptureFixture[bytes], path: str, sentence: str, slip: Change
) -> None:
    """Neither in the translation nor in the original."""
    slip(sample.parent)
    insert(path, 20, sentence)(sample.parent)
    swap(EN, "/// case", "/// cases")(sample.parent)
    _, lines = check(sample, capfdbinary)
    assert [line.split("[")[-1] for line in lines if line.startswith(path) and "error" in line] in (
        ["numbers-differ]", "element-unknown]"],
        ["numbers-differ]", "heading-level]"],
    )


def converted(config: Path) -> str:
    _, texts, problems = check_root(config)
    assert errors(problems) == []
    return "".join(f"{key} {text.html} {text.headings}\n" for key, text in sorted(texts.items()))


def with_mark(text: bytes) -> bytes:
    return b"\xef\xbb\xbf" + text


def with_returns(text: bytes) -> bytes:
    return text.replace(b"\n", b"\r\n")


def decomposed(text: bytes) -> bytes:
    """As macOS and some editors write é and أ: letter and mark apart."""
    return unicodedata.normalize("NFD", text.decode()).encode()


@pytest.mark.parametrize("spelling", [with_mark, with_returns, decomposed])
def test_how_an_editor_saves_makes_no_difference(
    sample: Path, tmp_path: Path, spelling: Callable[[bytes], bytes]
) -> None:
    other = copy_sample(tmp_path / "other")
    for path in other.parent.rglob("*"):
        if path.suffix in (".md", ".yml") and path != other and path.is_relative_to(other.parent / "manuals"):
            assert spelling(path.read_bytes()) != path.read_bytes() or spelling is decomposed
            path.write_bytes(spelling(path.read_bytes()))
    assert converted(other) == converted(sample)
