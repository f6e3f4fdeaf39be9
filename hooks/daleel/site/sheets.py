"""The style sheets as one file: a weak line pays for each request."""

from pathlib import Path, PurePosixPath

PARTS = ("type", "tokens", "frame", "text", "apparatus", "pages", "versions")
FOLDER = PurePosixPath("assets/stylesheets")


def house_sheet(overrides: Path) -> dict[PurePosixPath, bytes]:
    return {FOLDER / "house.css": b"\n".join((overrides / FOLDER / f"{part}.css").read_bytes() for part in PARTS)}


def is_part(path: PurePosixPath) -> bool:
    return path.parent == FOLDER and path.stem in PARTS
