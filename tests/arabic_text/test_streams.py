"""Streams whose length nobody can mistake."""

import zlib

from hypothesis import given
from hypothesis import strategies as st

from daleel.print.arabic_text.streams import padded


@given(st.binary(max_size=200))
def test_compressed_streams_never_end_in_a_line_break(data: bytes) -> None:
    assert zlib.compress(padded(data))[-1:] not in (b"\r", b"\n")
    assert padded(data).rstrip(b" ") == data.rstrip(b" ")
