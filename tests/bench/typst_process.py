"""What Daleel does for one booklet, in a process of its own: python -m tests.bench.typst_process manual.pickle manual.pdf"""

import pickle
import sys
from pathlib import Path

from daleel.print.compile import render_pdf
from daleel.print.edition import typst_source

source, target = map(Path, sys.argv[1:])
library, publication, edition, texts = pickle.loads(source.read_bytes())
document = typst_source(library, publication, edition, texts, "participant")
fonts = library.root / "overrides" / "fonts"
target.write_bytes(render_pdf(document, publication.date, edition.language, fonts).content)
