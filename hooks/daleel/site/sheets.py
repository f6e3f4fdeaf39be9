"""The style sheets as one file: a weak line pays for each request."""

from pathlib import Path, PurePosixPath

from daleel.site.lean import sheet

PARTS = ("type", "tokens", "frame", "text", "apparatus", "pages", "reading", "versions")
FOLDER = PurePosixPath("assets/stylesheets")


def house_sheet(overrides: Path) -> dict[PurePosixPath, bytes]:
    parts = [(overrides / FOLDER / f"{part}.css").read_text(encoding="utf-8") for part in PARTS]
    return {FOLDER / "house.css": sheet("\n".join(parts)).encode()}


def is_part(path: PurePosixPath) -> bool:
    return path.parent == FOLDER and path.stem in PARTS
