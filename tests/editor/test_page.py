"""What the site holds of the editor: a folder with a policy of its own, and nothing while it is switched off."""

import json
import zipfile
from pathlib import Path

import lxml.html
import pytest

CHAPTERS = [("", "01-listening"), ("ar/", "01-listening"), ("fr/", "02-referring")]


def edit_links(page: Path) -> list[str]:
    return list(lxml.html.parse(page).xpath("//*[contains(@class, 'edit')]//a[not(@data-report)]/@href"))


def rules(headers: Path) -> dict[str, str]:
    """Of `_headers`: the policies by address."""
    found, address = {}, ""
    for line in headers.read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            address = line
        elif line.strip().startswith("Content-Security-Policy:"):
            found[address] = line
    return found


def test_switched_off_the_site_has_nothing_of_it(site: Path) -> None:
    assert not (site / "admin").exists()
    assert edit_links(site / "ar/manuals/first-contact/01-listening/index.html") == []
    assert list(rules(site / "_headers")) == ["/*"]


@pytest.mark.parametrize(("folder", "name"), CHAPTERS)
def test_edit_this_page_opens_its_text(editor_site: Path, folder: str, name: str) -> None:
    code, up = folder.rstrip("/") or "en", "../" * (3 + folder.count("/"))
    links = edit_links(editor_site / f"{folder}manuals/first-contact/{name}/index.html")
    assert links == [f"{up}admin/#/collections/first-contact/entries/{name}?_locale={code}"]


def test_its_folder_alone_has_a_wider_policy(editor_site: Path) -> None:
    found = rules(editor_site / "_headers")
    wider = [address for address, policy in found.items() if "'unsafe-inline'" in policy or "github" in policy]
    assert wider == ["/admin/*"]
    assert "/*" not in found  # a host may send the policies of all the rules that fit, and browsers then obey them all
    top = {f"/{path.name}/*" if path.is_dir() else f"/{path.name}" for path in editor_site.iterdir()}
    assert top - found.keys() <= {"/_headers"}
    assert all("frame-ancestors 'none'" in policy for policy in found.values())
    page = lxml.html.parse(editor_site / "admin/index.html")
    assert page.xpath("string(//meta[@http-equiv]/@content)") in found["/admin/*"]


def test_search_map_and_folder_to_take_away_know_nothing_of_it(editor_site: Path) -> None:
    assert "admin" not in (editor_site / "sitemap.xml").read_text(encoding="utf-8")
    page = lxml.html.parse(editor_site / "admin/index.html")
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//*[@data-pagefind-body]") == []
    with zipfile.ZipFile(editor_site / "downloads/library-ar.zip") as folder:
        assert not any("/admin/" in name for name in folder.namelist())
        text = folder.read("daleel-ar/ar/manuals/first-contact/01-listening/index.html").decode()
    assert 'href="https://sample.example/admin/#/collections/first-contact/entries/01-listening?_locale=ar"' in text


def test_licences_and_the_interface_in_the_sites_languages_come_along(editor_site: Path) -> None:
    licences = {path.name for path in (editor_site / "admin/licences").iterdir()}
    assert licences == {
        f"{name}.txt" for name in ("sveltia-cms", "source-sans-3", "noto-mono", "material-symbols-outlined")
    }
    assert {path.stem for path in editor_site.glob("admin/cms@*/locales/*.json")} == {"ar", "fr"}
    assert json.loads((editor_site / "admin/config.json").read_bytes())["publish_mode"] == "editorial_workflow"
