"""The covers as files: one for the card, one tall, one for the house."""

from pathlib import PurePosixPath

from daleel.lattice import cover
from daleel.model import Library

FOLDER = PurePosixPath("assets/covers")


def covers(library: Library) -> dict[PurePosixPath, bytes]:
    files = {FOLDER / "home.svg": cover("daleel", "manual", "house", "house")}
    for publication in library.publications:
        about = (publication.id, publication.kind, publication.topic)
        files[FOLDER / f"{publication.id}.svg"] = cover(*about, "card")
        files[FOLDER / f"{publication.id}-tall.svg"] = cover(*about, "tall")
    return {path: svg.encode() for path, svg in files.items()}
