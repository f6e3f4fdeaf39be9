"""How much a PDF may weigh."""

import pytest
from print_sample import library

from daleel.budget import LARGEST, too_heavy


@pytest.mark.parametrize("id", ["sample", "short"])
def test_one_byte_too_many_ends_the_build_with_the_files_name(id: str) -> None:
    publication = library()[0].publication(id)
    largest = LARGEST[publication.kind]
    assert too_heavy(publication, f"downloads/{id}/{id}-ar.pdf", largest) is None
    problem = too_heavy(publication, f"downloads/{id}/{id}-ar.pdf", largest + 1)
    assert problem is not None
    assert f"{id}-ar.pdf has" in str(problem)
