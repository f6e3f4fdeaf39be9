"""python -m tests.bench [pdf | site …]: without a name, every bench. `site --help` tells its options."""

import sys

from tests.bench import manual_pdf, site

name, options = (sys.argv[1], sys.argv[2:]) if sys.argv[1:] else ("", [])
if name not in ("", "pdf", "site"):
    sys.exit(f"there is no bench {name!r}; there are: pdf, site")
if name != "site":
    manual_pdf.main()
if name != "pdf":
    site.main(options)
