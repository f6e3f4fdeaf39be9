"""Streams whose length nobody can mistake.

A compressed stream may end in a carriage return; with the line feed before `endstream` that reads as one line break,
and a checker of PDF/A (ISO 19005-2, 6.1.7.1) finds the stream one byte longer than it should be.
"""

import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import count

import pikepdf

LINE_BREAKS = b"\r\n"
MISTAKABLE = b"\r\nendstream"


def unmistakable(variants: Iterable[bytes]) -> bytes:
    """The first variant that, compressed, does not end in a line break: zlib ends with the low byte of its checksum."""
    return next(data for data in variants if zlib.adler32(data) & 0xFF not in LINE_BREAKS)


def padded(data: bytes) -> bytes:
    """The data, behind it as many spaces as it needs."""
    return unmistakable(with_spaces(data))


def with_spaces(data: bytes) -> Iterator[bytes]:
    return (data + b" " * spaces for spaces in count())


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The file; if one of its object streams could be mistaken, it is written without them, and somewhat larger."""
    small = written(pdf, pikepdf.ObjectStreamMode.generate)
    return written(pdf, pikepdf.ObjectStreamMode.disable) if MISTAKABLE in small else small


def written(pdf: pikepdf.Pdf, mode: pikepdf.ObjectStreamMode) -> bytes:
    out = BytesIO()
    pdf.save(out, compress_streams=True, object_stream_mode=mode, deterministic_id=True)
    return out.getvalue()
