"""What the library is made with is locked, and its licences are known."""

import re

from conftest import PROJECT
from daleel.sbom import hashes, installed, licence, locked, sbom

ALLOWED = re.compile(r"MIT|MIT-0|MIT-CMU|BSD|Apache|PSF|MPL|Mozilla Public|Lesser General Public")
WITHOUT = {"axe-playwright-python"}  # its metadata name no licence; not looked up yet


def test_every_package_is_locked_with_its_hashes() -> None:
    packages = locked(PROJECT)
    assert len(packages) > 50
    assert [one["name"] for one in packages if not hashes(one) or any(len(hash) != 64 for hash in hashes(one))] == []


def test_every_licence_is_allowed() -> None:
    """Weak copyleft for what is used as it comes; a choice of licences counts by what it allows."""
    said = {one["name"]: licence(there) for one in locked(PROJECT) if (there := installed(one["name"]))}
    assert {name: one for name, one in said.items() if not ALLOWED.search(one)}.keys() == WITHOUT


def test_the_list_names_packages_fonts_and_data() -> None:
    made = sbom(PROJECT)
    names = {one["name"] for one in made["components"]}
    assert made["bomFormat"] == "CycloneDX"
    assert {"mkdocs", "overrides/fonts/Amiri-Regular.ttf", "docs/data/terms.yml"} <= names
