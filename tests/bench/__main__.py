"""python -m tests.bench [name …]: without names, every bench."""

import argparse

from tests.bench import manual_pdf

BENCHES = {"pdf": manual_pdf.main}

parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
parser.add_argument("names", nargs="*", help=f"of {', '.join(BENCHES)}")
names = parser.parse_args().names or list(BENCHES)
for name in names:
    if name not in BENCHES:
        parser.error(f"there is no bench {name!r}")
    BENCHES[name]()
