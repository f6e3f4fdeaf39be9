"""What the library is made with is locked, and its licences are known."""

import re
from pathlib import Path

import pytest

from conftest import PROJECT
from daleel.sbom import LICENCE_FILE, data, fonts, hashes, installed, licence, locked, sbom

# SPDX, https://spdx.org/licenses/. Weak copyleft for what is used as it comes.
ALLOWED = {
    *("MIT", "MIT-0", "MIT-CMU", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "PSF-2.0", "ISC"),
    *("MPL-1.1", "MPL-2.0", "LGPL-2.1-or-later"),
}
FONTS_NOTICE = "SIL OPEN FONT LICENSE Version 1.1"
NOT_ENDORSED = re.compile(r"endorse\s+or\s+promote")  # the third clause
WITHOUT_FILE = {"xlwt"}  # says BSD, and has no text of it


def is_allowed(expression: str) -> bool:
    """One of what OR offers, all of what AND asks."""
    choices = [choice.split(" AND ") for choice in expression.split(" OR ")]
    return any(all(part.strip("() ") in ALLOWED for part in parts) for parts in choices)


def test_every_package_is_locked_with_its_hashes() -> None:
    packages = locked(PROJECT)
    assert len(packages) > 50
    assert [one["name"] for one in packages if not hashes(one) or any(len(hash) != 64 for hash in hashes(one))] == []


def test_every_licence_is_allowed() -> None:
    said = {one["name"]: licence(one["name"]) for one in locked(PROJECT)}
    assert {name: one for name, one in said.items() if not is_allowed(one)} == {}


@pytest.mark.parametrize(
    "expression", ["", "MIT License", "GPL-2.0-or-later", "MIT AND GPL-3.0-only", "MITRE", "Proprietary"]
)
def test_what_is_not_in_the_list_is_not_allowed(expression: str) -> None:
    assert not is_allowed(expression)


def test_a_choice_is_allowed_for_one_of_its_licences() -> None:
    assert is_allowed("GPL-2.0-or-later OR MPL-1.1")


def test_bsd_without_a_number_is_the_one_with_three_clauses() -> None:
    vague = [
        one["name"]
        for one in locked(PROJECT)
        if (there := installed(one["name"]))
        and "License-Expression" not in there.metadata
        and licence(one["name"]) == "BSD-3-Clause"
    ]
    assert "jinja2" in vague
    assert {name for name in vague if not NOT_ENDORSED.search(licence_text(name))} == WITHOUT_FILE


def licence_text(name: str) -> str:
    package = installed(name)
    files = (package.files if package else None) or []
    named = [Path(str(one.locate())) for one in files if one.name.upper().startswith(("LICEN", "COPYING"))]
    return "".join(path.read_text(encoding="utf-8", errors="replace") for path in named)


def test_every_font_has_its_licence_beside_it() -> None:
    assert len(fonts(PROJECT)) > 5
    for font in fonts(PROJECT):
        notice = font.with_name(f"{font.name.partition('-')[0]}-LICENSE.txt").read_text(encoding="utf-8")
        assert FONTS_NOTICE in notice, font.name


def test_every_folder_of_data_has_its_licence_beside_it() -> None:
    assert {"spelling.ar.txt", "words.yml", "terms.yml"} <= {path.name for path in data(PROJECT)}
    for folder in {path.parent for path in data(PROJECT)}:
        assert "CC-BY-4.0" in (folder / LICENCE_FILE).read_text(encoding="utf-8")


def test_the_list_names_packages_fonts_and_data_and_every_licence() -> None:
    made = sbom(PROJECT)
    named = {one["name"]: one.get("licenses", []) for one in made["components"]}
    assert made["bomFormat"] == "CycloneDX"
    assert {
        "mkdocs",
        "overrides/fonts/Amiri-Regular.ttf",
        "docs/data/terms.yml",
        "docs/data/spelling.ar.txt",
    } <= named.keys()
    assert [name for name, licences in named.items() if not licences] == []
