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

CLASSIFIER = "License :: OSI Approved :: "


def locked(root: Path) -> list[dict[str, Any]]:
    """Packages of uv.lock but our own."""
    lock = tomllib.loads((root / "uv.lock").read_text(encoding="utf-8"))
    return [package for package in lock["package"] if "registry" in package["source"]]


def hashes(package: dict[str, Any]) -> list[str]:
    """SHA-256 of every file that may be installed."""
    files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
    return [str(file.get("hash", "")).removeprefix("sha256:") for file in files]


def licence(package: Distribution) -> str:
    """As its metadata say it: SPDX where they do; "" where they say nothing."""
    about = package.metadata
    if "License-Expression" in about and (said := about["License-Expression"]):
        return str(said)
    named = [one.removeprefix(CLASSIFIER) for one in about.get_all("Classifier") or [] if one.startswith(CLASSIFIER)]
    return " OR ".join(named) or str((about.get_all("License") or [""])[0]).split("\n")[0]


def installed(name: str) -> Distribution | None:
    """None for what another platform or Python needs."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def sbom(root: Path) -> dict[str, Any]:
    components = [_package(package) for package in locked(root)]
    components += [_file(path, root, "OFL-1.1") for path in sorted((root / "overrides" / "fonts").glob("*.ttf"))]
    components += [_file(path, root, "CC-BY-4.0") for path in sorted((root / "docs" / "data").glob("*.yml"))]
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": components}


def _package(package: dict[str, Any]) -> dict[str, Any]:
    name, version = package["name"], package["version"]
    there = installed(name)
    said = licence(there) if there else ""
    return {
        "type": "library",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{re.sub('[-_.]+', '-', name).lower()}@{version}",
        "hashes": [{"alg": "SHA-256", "content": one} for one in hashes(package)],
        **({"licenses": [{"license": {"name": said}}]} if said else {}),
    }


def _file(path: Path, root: Path, spdx: str) -> dict[str, Any]:
    return {
        "type": "file",
        "name": path.relative_to(root).as_posix(),
        "licenses": [{"license": {"id": spdx}}],
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(sbom(Path.cwd()), indent=1) + "\n")
