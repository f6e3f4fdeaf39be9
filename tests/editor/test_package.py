"""The vendored package: fetched from a registry of our own, and refused when it is not what was tried."""

import shutil
import tarfile
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from conftest import lend_store, served, switch_on
from daleel.cli import main
from daleel.editor import package
from daleel.editor.icons import icons
from daleel.editor.package import ADDRESS, Refused, changed, folder, unpacked, vendor
from daleel.run import Mistakes, begin


def registry(folder: Path, archive: bytes) -> Path:
    file = folder / ADDRESS
    file.parent.mkdir(parents=True)
    file.write_bytes(archive)
    return folder


def test_one_command_fetches_the_editor_and_a_second_one_fetches_nothing(
    sample: Path,
    tmp_path: Path,
    editor_archive: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with served(registry(tmp_path / "registry", editor_archive.read_bytes())) as address:
        monkeypatch.setenv("NPM_CONFIG_REGISTRY", address)
        assert main(["-f", str(sample), "vendor-editor"]) == 0
        shutil.rmtree(tmp_path / "registry")
        assert main(["-f", str(sample), "vendor-editor"]) == 0
    assert capsys.readouterr().out == f"the editor is in .cache/daleel/editor/{package.VERSION}\n" * 2
    own = folder(sample.parent)
    assert b"Copyright" in (own / "licences/sveltia-cms.txt").read_bytes()
    assert b"SIL OPEN FONT LICENSE" in (own / "licences/noto-mono.txt").read_bytes()
    script = (own / "sveltia-cms.js").read_text(encoding="utf-8")
    assert "cdn.jsdelivr.net/fontsource/fonts" not in script
    assert "unpkg.com/@sveltia/cms" not in script


def test_another_package_is_refused_and_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(registry(tmp_path / "registry", b"something else")) as address:
        monkeypatch.setenv("NPM_CONFIG_REGISTRY", address)
        with pytest.raises(Refused, match="is not @sveltia/cms"):
            vendor(tmp_path)
        monkeypatch.setenv("NPM_CONFIG_REGISTRY", address + "nowhere")
        with pytest.raises(Refused, match="set NPM_CONFIG_REGISTRY"):
            vendor(tmp_path)
    assert not folder(tmp_path).parent.exists()


def test_a_script_in_which_a_change_has_no_place_is_refused(editor_archive: Path) -> None:
    script = unpacked(editor_archive.read_bytes())["dist/sveltia-cms.js"].decode()
    changed(script)
    for old in package.CHANGES:
        with pytest.raises(Refused, match="stands 0 times"):
            changed(script.replace(old, ""))
        with pytest.raises(Refused, match="stands 2 times"):
            changed(script + old)


def test_what_the_archive_names_elsewhere_is_not_unpacked() -> None:
    written = BytesIO()
    with tarfile.open(fileobj=written, mode="w:gz") as archive:
        for name in [*package.TAKEN.values(), "locales/ar.json", "../outside.json", "locales/../../outside.json"]:
            archive.addfile(tarfile.TarInfo(f"package/{name}"), BytesIO())
        link = tarfile.TarInfo("package/locales/fr.json")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert set(unpacked(written.getvalue())) == {*package.TAKEN.values(), "locales/ar.json"}


def test_the_font_of_icons_has_those_that_the_editor_shows(editor_files: Path) -> None:
    font = folder(editor_files) / package.ICONS
    assert font.stat().st_size < 100_000
    named = set(icons(TTFont(font)))
    assert {"book", "description", "web", "search", "translate", "save"} <= named


def test_a_build_without_the_package_names_the_command(sample: Path, site: Path) -> None:
    switch_on(sample)
    lend_store(site, sample)
    with pytest.raises(Mistakes, match="run `daleel vendor-editor` once"):
        begin(sample)
