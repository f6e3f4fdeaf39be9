"""The package as bytes: equal documents are equal bytes."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document

EPOCH = (1980, 1, 1, 0, 0, 0)  # python-docx writes the clock into each member
MODE = 0o644 << 16  # Unix permissions are the upper half of ZIP's external attributes


def saved(document: Document) -> bytes:
    written, buffer = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as source, ZipFile(buffer, "w") as target:
        for name in source.namelist():
            info = ZipInfo(name, EPOCH)
            info.create_system = 3  # Unix, wherever the document is made
            info.external_attr = MODE
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, source.read(name), compresslevel=9)
    return buffer.getvalue()
