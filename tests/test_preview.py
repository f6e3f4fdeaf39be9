"""`daleel serve`: the pages of a build, drawn when they are asked for, with what is wrong where it is wrong."""

import re
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPResponse
from http.server import ThreadingHTTPServer
from pathlib import Path

import lxml.html
import pytest

from conftest import copy_sample
from daleel.preview.server import Desk, Handler
from daleel.preview.sight import look, page
from test_bad_input import AR, CASES, EN, FR, Change, append, insert, swap

CHAPTER = "manuals/first-contact/01-listening/"
OWN = re.compile(  # what a build alone knows: its policy, sizes and pages of files; and what a preview adds
    "|".join(
        [
            r'<meta http-equiv="Content-Security-Policy"[^>]*>',
            r'<link rel="stylesheet" href="/_preview/[^\n]*\n',
            r'<p class="(?:edit|card__meta|preview-beside)".*?</p>',
            r'<span class="download__facts">.*?</span>',
            r"<bdi>[^<]*</bdi>(?: · )?",
            r"daleel-offline-facts-\w+",
            r'<script type="application/ld\+json">.*?</script>',
            r"<li>(?:1 page|صفحة واحدة)\s*</li>",
        ]
    ),
    re.DOTALL,
)


@pytest.fixture
def desk(sample: Path) -> Desk:
    return Desk(sample)


def shown(desk: Desk, path: str) -> str:
    return desk.answer(path)[2].decode()


def bare(html: str) -> str:
    return re.sub(r">\s+<", "><", " ".join(OWN.sub("", html).split()))


def test_a_page_is_the_one_of_a_build(site: Path, desk: Desk) -> None:
    pages = [path for path in desk.sight.addresses if "old-advice" not in path]
    assert len(pages) > 20
    for path in pages:
        assert bare(shown(desk, path)) == bare((site / path / "index.html").read_text(encoding="utf-8")), path


def test_what_a_page_loads_is_that_of_a_build(site: Path, desk: Desk) -> None:
    for path in re.findall(r'(?:src|href)="(?:\.\./)*(assets/[^"?]+)"', shown(desk, f"ar/{CHAPTER}")):
        assert desk.answer(path)[2] == (site / path).read_bytes(), path


MISTAKES: list[tuple[str, str, Change, str, str]] = [
    (CHAPTER, EN, insert(EN, 20, "See the [law](03-law.md) first."), "See the law first.", "link-target"),
    (f"ar/{CHAPTER}", AR, insert(AR, 20, "انظر [القانون](03-law.md) أولًا."), "انظر القانون أولًا.", "link-target"),
    (f"ar/{CHAPTER}", AR, swap(AR, "لا أحد يصارح غريبًا", "لا يُعتدّ بالرضوخ"), "لا يُعتدّ بالرضوخ", "term-deprecated"),
    (f"fr/{CHAPTER}", FR, insert(FR, 20, "- un point [@nulle-part]"), "un point", "source-unknown"),
]


@pytest.mark.parametrize(("address", "file", "change", "before", "code"), MISTAKES)
def test_a_mistake_is_shown_at_its_place(
    desk: Desk, address: str, file: str, change: Change, before: str, code: str
) -> None:
    change(desk.config.parent)
    desk.renew()
    root = lxml.html.fromstring(shown(desk, address))
    (note,) = root.find_class("preview-problem--error")
    block = note.getprevious() if note.getprevious() is not None else note.getparent()
    assert before in block.text_content().replace("\u2068", "")
    (listed,) = root.xpath("//aside[@class='preview-problems']/ul/li/a")
    assert listed.find("code/bdi") is not None
    assert listed.get("href") == f"#{note.get('id')}"
    assert code in note.text_content()


def test_a_page_without_mistakes_names_those_of_others_with_the_way_there(desk: Desk) -> None:
    append(AR, "\n/// cas\nنص\n///\n")(desk.config.parent)
    desk.renew()
    root = lxml.html.fromstring(shown(desk, "fr/"))
    assert root.find_class("preview-problem--error") == []
    (link,) = root.xpath("//aside//details//li/a")
    assert link.get("href") == f"/ar/{CHAPTER}"


@pytest.mark.parametrize("change", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_whatever_is_wrong_pages_are_shown(sample: Path, change: Change | list[Change]) -> None:
    """And every problem stands on each of them."""
    for one in change if isinstance(change, list) else [change]:
        one(sample.parent)
    sight = look(sample)
    assert sight.problems
    for place in [place for place in sight.run.pages.values() if place.publication in (None, "first-contact")]:
        root = lxml.html.fromstring(page(sight, place))
        assert len(root.xpath("//aside[@class='preview-problems']//li")) == len(sight.problems), place


def test_what_cannot_be_read_is_told_at_its_address(desk: Desk) -> None:
    (desk.config.parent / AR).write_text("بلا رأس\n", encoding="utf-8")
    desk.renew()
    status, _, html = desk.answer(f"ar/{CHAPTER}")
    assert status == 404
    root = lxml.html.fromstring(html.decode())
    assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")
    assert f"{AR}:1:1 front-matter" in root.text_content()


def test_a_withdrawn_brief_is_shown_while_what_replaces_it_cannot_be_read(desk: Desk) -> None:
    (desk.config.parent / "policy_briefs/safe-return/brief.md").write_text("no head\n", encoding="utf-8")
    desk.renew()
    assert [desk.answer(f"{folder}briefs/old-advice/")[0] for folder in ("", "ar/")] == [200, 200]


def test_a_download_is_made_of_what_is_saved(desk: Desk, tmp_path: Path) -> None:
    swap(AR, "لا أحد يصارح غريبًا", "لا أحد يصارح عابرًا")(desk.config.parent)
    desk.renew()
    (tmp_path / "x.pdf").write_bytes(desk.answer("downloads/first-contact/chapters/01-listening-ar.pdf")[2])
    text = subprocess.run(["pdftotext", tmp_path / "x.pdf", "-"], capture_output=True, check=True).stdout.decode()
    assert "عابرًا" in text


# --- The server -------------------------------------------------------------------------------------------------------


@pytest.fixture
def served(desk: Desk) -> Iterator[str]:
    handler = type("DeskHandler", (Handler,), {"desk": desk, "host": "127.0.0.1"})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def get(address: str, **headers: str) -> HTTPResponse:
    answer = urllib.request.urlopen(urllib.request.Request(address, headers=headers))
    assert isinstance(answer, HTTPResponse)
    return answer


def test_a_browser_hears_of_a_save(desk: Desk, served: str) -> None:
    with get(f"{served}_preview/saves") as saves:
        assert saves.headers["Content-Type"] == "text/event-stream"
        desk.renew()
        assert saves.readline() == b"data: saved\n"


def test_addresses_lead_nowhere_else(desk: Desk, served: str) -> None:
    (desk.config.parent / "secret.txt").write_text("secret")
    with get(f"{served}ar/") as home:
        assert home.headers["Cache-Control"] == "no-store"
    for path in ("../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "/etc/passwd", "docs/../../secret.txt"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            get(served + path)
    with pytest.raises(urllib.error.HTTPError, match="403"):
        get(served, Host="attacker.example:80")


def test_what_only_a_build_makes_is_taken_from_the_last_one(desk: Desk) -> None:
    assert desk.answer("pagefind/x.js")[0] == 404
    (desk.site / "pagefind").mkdir(parents=True)
    (desk.site / "pagefind/x.js").write_text("1")
    assert desk.answer("pagefind/x.js")[0] == 200


def test_two_libraries_in_one_process_do_not_mix(desk: Desk, tmp_path: Path) -> None:
    other = copy_sample(tmp_path / "other")
    swap(AR, "title: الإصغاء", "title: الإنصات")(other.parent)
    second = Desk(other)
    assert "الإنصات" in shown(second, f"ar/{CHAPTER}")
    assert "الإنصات" not in shown(desk, f"ar/{CHAPTER}")


def test_a_translation_stands_beside_its_original(desk: Desk) -> None:
    root = lxml.html.fromstring(shown(desk, f"ar/{CHAPTER}"))
    (link,) = root.xpath("//p[@class='preview-beside']/a")
    status, _, content = desk.answer(link.get("href").removeprefix("/"))
    assert status == 200
    assert {cell.get("dir") for cell in lxml.html.fromstring(content.decode()).xpath("//*[@dir]")} >= {"ltr", "rtl"}
    assert lxml.html.fromstring(shown(desk, CHAPTER)).xpath("//p[@class='preview-beside']") == []
