"""What Daleel does for one booklet, in a process of its own: python -m tests.bench.typst_process manual.pickle manual.pdf"""

import pickle
import sys
from pathlib import Path

from daleel.print.compile import render_pdf
from daleel.print.edition import typst_source

source, target = map(Path, sys.argv[1:])
manual = pickle.loads(source.read_bytes())
document = typst_source(manual.library, manual.publication, manual.edition, manual.texts, "participant")
fonts = manual.library.root / "overrides" / "fonts"
target.write_bytes(render_pdf(document, manual.publication.date, manual.edition.language, fonts).content)
