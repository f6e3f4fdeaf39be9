"""Sveltia CMS as it is vendored: fetched once, proved to be what was tried, and changed so that it asks nobody else.

A build never fetches: it takes the files from `.cache/`, where `daleel vendor-editor` has put them.
"""

import base64
import hashlib
import io
import os
import re
import shutil
import tarfile
import tempfile
import urllib.request
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from urllib.error import URLError

VERSION = "0.221.1"  # still 0.x and quick to change: raise it only with tests/editor green
ADDRESS = f"@sveltia/cms/-/cms-{VERSION}.tgz"  # in the registry
# As `npm view @sveltia/cms@0.221.1 dist.integrity` tells it: Base64 of SHA-512.
INTEGRITY = "J+Qoik9kGMk2L7vNpOQrnDmFRi+NB6vwJ0f657YtsxWH0P8WYSYRRSRC2pQ/jGGbVlM//Pg/WIgmkpswqoo3gQ=="
MEGABYTE = 1_000_000
LARGEST = 32 * MEGABYTE  # the package has 12
REGISTRY = "https://registry.npmjs.org/"

SCRIPT = "sveltia-cms.js"
PACKAGE = "cms/package.json"  # asked for, to tell whether there is a newer version
ICONS = "fonts/icons.woff2"
TAKEN = {  # our name → name in the package
    SCRIPT: "dist/sveltia-cms.js",
    PACKAGE: "package.json",
    "fonts/text.woff2": "npm/assets/source-sans-3-latin-wght-normal-BqRLTx4X.woff2",
    "fonts/mono.woff2": "npm/assets/noto-mono-latin-400-normal-DiC8lJru.woff2",
    ICONS: "npm/assets/material-symbols-outlined-latin-wght-normal-_Z1IJPLg.woff2",
    "licences/sveltia-cms.txt": "LICENSE.txt",
    "licences/source-sans-3.txt": "npm/assets/source-sans-3.LICENSE.txt",
    "licences/noto-mono.txt": "npm/assets/noto-mono.LICENSE.txt",
    "licences/material-symbols-outlined.txt": "npm/assets/material-symbols-outlined.LICENSE.txt",
}
TRANSLATIONS = "locales/"  # of the interface, in the package; English is in the script
JSDELIVR = "https://cdn.jsdelivr.net/fontsource/fonts/"
# What is changed in the script, each exactly once: INTEGRITY vouches for the names that its minifier gave.
CHANGES = {
    f"{JSDELIVR}source-sans-3:vf@5.3.0/latin-wght-normal.woff2": "fonts/text.woff2",
    f"{JSDELIVR}noto-mono@5.3.0/latin-400-normal.woff2": "fonts/mono.woff2",
    f"{JSDELIVR}material-symbols-outlined:vf@5.3.7/latin-wght-normal.woff2": ICONS,
    "`https://unpkg.com/@sveltia/cms`": "`cms`",
    # guard.js: of a chapter that is saved, only the languages that were touched (save/changes.js, getMultiFileChange) …
    "if(s[r]){let t=!a&&!!o[r]&&!!h": "if(s[r]){if(daleel.untouched(e,r))return;let t=!a&&!!o[r]&&!!h",
    # … and likewise of a draft that the browser keeps (draft/backup.js, saveBackup and restoreBackup).
    "=e,s=m4(e);if(t2(e)){": "=e,s=m4(e);[n,i]=daleel.touched(e);if(t2(e)){",
    "t.currentLocales=n,": "t.currentLocales={...t.currentLocales,...n},",
}


class Refused(Exception):
    """The package could not be had, or is not what was tried; says what to do."""


def folder(root: Path) -> Path:
    return root / ".cache" / "daleel" / "editor" / VERSION


def is_here(root: Path) -> bool:
    return folder(root).is_dir()


def files(root: Path, codes: Iterable[str]) -> dict[str, bytes]:
    """By path below /admin/, with the interface's texts in these languages."""
    own = folder(root)
    found = {name: (own / name).read_bytes() for name in TAKEN}
    for code in codes:
        path = own / TRANSLATIONS / f"{code}.json"
        if path.is_file():
            found[f"cms@{VERSION}/{TRANSLATIONS}{code}.json"] = path.read_bytes()
    return found


def vendor(root: Path) -> None:
    """Fetch the package and lay its files ready for every build. Raises Refused."""
    prepare(fetched(), root)


def prepare(archive: bytes, root: Path) -> None:
    """Raises Refused."""
    from daleel.editor.icons import icon_font  # 0.3 s, which no build need take

    package = unpacked(proved(archive))
    script = changed(package[TAKEN[SCRIPT]].decode())
    icons = icon_font(package[TAKEN[ICONS]], script)
    found = {name: package[source] for name, source in TAKEN.items()} | {SCRIPT: script.encode(), ICONS: icons}
    found |= {name: content for name, content in package.items() if name.startswith(TRANSLATIONS)}
    _lay(found, folder(root))


def fetched() -> bytes:
    registry = os.environ.get("NPM_CONFIG_REGISTRY", "").rstrip("/") + "/"
    address = (registry if registry.startswith(("https://", "http://")) else REGISTRY) + ADDRESS
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return bytes(answer.read(LARGEST))
    except (URLError, OSError) as error:
        reason = f"{address} cannot be fetched ({error})"
        raise Refused(f"{reason}; try again, or set NPM_CONFIG_REGISTRY to a registry that you can reach") from error


def proved(archive: bytes) -> bytes:
    if base64.b64encode(hashlib.sha512(archive).digest()).decode() != INTEGRITY:
        raise Refused(f"what came is not @sveltia/cms {VERSION} as it was tried; nothing was kept; try another network")
    return archive


def unpacked(archive: bytes) -> dict[str, bytes]:
    """The files that we take, by name in the package. Nothing is written where the archive says."""
    wanted, found = set(TAKEN.values()), {}
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as package:
        for member in package:
            name = member.name.removeprefix("package/")
            if member.isfile() and (name in wanted or is_translation(name)):
                content = package.extractfile(member)
                assert content is not None  # only of what is no file
                found[name] = content.read()
    if missing := sorted(wanted - found.keys()):
        raise Refused(f"@sveltia/cms {VERSION} has no {', '.join(missing)}; please report it with this text")
    return found


def is_translation(name: str) -> bool:
    return re.fullmatch(rf"{TRANSLATIONS}[A-Za-z-]+\.json", name) is not None


def changed(script: str) -> str:
    for old, new in CHANGES.items():
        if (times := script.count(old)) != 1:
            found = f"`{old}` stands {times} times in @sveltia/cms {VERSION}, not once"
            raise Refused(f"{found}; please report it with this text")
        script = script.replace(old, new)
    return script


def _lay(files: Mapping[str, bytes], target: Path) -> None:
    """All or nothing: a folder half written would be taken for a whole one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=target.parent))
    try:
        for name, content in files.items():
            path = aside / PurePosixPath(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        shutil.rmtree(target, ignore_errors=True)
        os.replace(aside, target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
