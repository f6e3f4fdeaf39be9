"""The container: a ZIP file as OCF asks (https://www.w3.org/TR/epub-33/#sec-zip-container-zipreqs)."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

FOLDER = "EPUB"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same in every file: equal books are equal bytes
MODE = 0o644 << 16  # Unix permissions are the upper half of ZIP's external attributes
CONTAINER = f"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="{FOLDER}/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def zipped(files: Mapping[str, bytes]) -> bytes:
    """`files`: by their path as the package document sees it; package.opf is one of them."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in _entries(files):
            info = ZipInfo(name, EPOCH)
            info.create_system = 3  # Unix, wherever the book is made
            info.external_attr = MODE
            info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            archive.writestr(info, content, compresslevel=9)
    return buffer.getvalue()


def _entries(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    yield "mimetype", b"application/epub+zip"  # first, and not compressed
    yield "META-INF/container.xml", CONTAINER.encode()
    for name in sorted(files):
        yield f"{FOLDER}/{name}", files[name]
