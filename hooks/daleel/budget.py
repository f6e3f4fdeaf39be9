"""How much a PDF may weigh: readers have a weak line."""

from pathlib import PurePosixPath

from daleel.model import Kind, Publication
from daleel.problems import Problem, say

LARGEST: dict[Kind, int] = {"manual": 4_000_000, "brief": 1_000_000}  # bytes


def too_heavy(publication: Publication, path: str, bytes_: int) -> Problem | None:
    """path: of one of its PDFs."""
    largest = LARGEST[publication.kind]
    if bytes_ <= largest:
        return None
    message = say(
        "{name} has {size} MB; such a PDF may have {largest} MB; make its figures simpler or fewer",
        name=PurePosixPath(path).name,
        size=f"{bytes_ / 1_000_000:.1f}",
        largest=f"{largest / 1_000_000:.0f}",
    )
    return Problem(publication.folder / "publication.yml", 1, "weight", message)
