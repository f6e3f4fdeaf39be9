"""How much a PDF may weigh: readers have a weak line."""

from pathlib import PurePosixPath

from daleel.model import Kind, Problem, Publication

LARGEST: dict[Kind, int] = {"manual": 4_000_000, "brief": 1_000_000}  # bytes


def too_heavy(publication: Publication, path: str, bytes_: int) -> Problem | None:
    """path: of one of its PDFs."""
    largest = LARGEST[publication.kind]
    if bytes_ <= largest:
        return None
    message = (
        f"{PurePosixPath(path).name} has {bytes_ / 1_000_000:.1f} MB; a {publication.kind}'s PDF may have"
        f" {largest / 1_000_000:.0f} MB; make its figures simpler or fewer"
    )
    return Problem(publication.folder / "publication.yml", 1, "weight", message)
