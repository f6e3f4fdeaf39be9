"""One run of atheris, which sees the branches that an input takes and looks for others: python covered.py TARGET SECONDS CORPUS.

It begins with the files of CORPUS, keeps there what took a new branch, and ends with the first input that crashes.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import atheris

sys.path[:0] = [str(Path(__file__).parents[1])]
with atheris.instrument_imports(include=["daleel", "markdown", "pymdownx"]):
    import test_fuzz
    from test_fuzz import STRUCTS, goes_through, is_a_text_or_refused, is_converted, is_read_or_refused

    from daleel.read import normalised

MEMORY_MB = 2_000
CODES, KINDS = ("en", "ar", "fr"), ("manual", "brief", None)


def reader(data: bytes) -> None:
    """The first byte says as what."""
    kind, rest = data[:1], data[1:]
    if kind in (b"", b"t"):
        is_a_text_or_refused(rest)
        return
    is_read_or_refused(normalised(rest.decode(errors="replace").encode()), STRUCTS[kind[0] % len(STRUCTS)])


def converter(data: bytes) -> None:
    """The first two bytes say in which language and for what."""
    if len(data) > 2:
        text = data[2:].decode(errors="replace").encode(errors="replace")
        is_converted(text, CODES[data[0] % len(CODES)], KINDS[data[1] % len(KINDS)])


TARGETS: dict[str, Callable[[bytes], None]] = {"reader": reader, "converter": converter, "text-step": goes_through}


def main(target: str, seconds: str, corpus: str) -> None:
    limits = [f"-max_total_time={seconds}", f"-timeout={test_fuzz.SLOWEST}", f"-rss_limit_mb={MEMORY_MB}"]
    options = [sys.argv[0], *limits, "-max_len=20000", f"-artifact_prefix={corpus}/crash-", corpus]
    atheris.Setup(options, TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
