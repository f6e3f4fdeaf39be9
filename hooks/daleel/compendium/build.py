"""`daleel compendium`: the books, then the site that offers them."""

import os
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import msgspec
import pikepdf

from daleel import build
from daleel.compendium.kept import keys
from daleel.press import Product
from daleel.read import read_language
from daleel.settings import read_settings
from daleel.store import Store

CONFIG = "compendium.yml"
NO_PANGO = "the compendium needs Pango: apt-get install libpangoft2-1.0-0 (macOS: brew install pango; Windows: see weasyprint.org)"


def has_pango() -> bool:
    """In a process of its own: WeasyPrint looks for it as it is imported, and complains at length."""
    return subprocess.run([sys.executable, "-c", "import weasyprint"], capture_output=True, check=False).returncode == 0


def compendium(config: Path) -> int:
    root = config.parent
    codes = read_settings(config).languages
    store = Store(root / build.STORE)
    names = keys(root, codes)
    if any(store.get(name) is None for name in names.values()):
        if not has_pango():
            sys.stderr.write(NO_PANGO + "\n")
            return 1
        started = time.monotonic()
        with build.alone(root):
            if not gathered_and_printed(root):
                return 1
            for code, name in names.items():
                store.put(name, msgspec.msgpack.encode(book(root, code, codes[0])))
        sys.stdout.write(f"made {len(codes)} books of the whole library in {time.monotonic() - started:.1f} s\n")
        (root / build.CACHE / "stamp").unlink(missing_ok=True)  # the site is behind: it lacks the books
    return build.build(config)


def gathered_and_printed(root: Path) -> bool:
    """MkDocs with the plugin, which tells every step; here it is heard only when it fails."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "mkdocs", "--quiet", "build", "-f", CONFIG],
        cwd=root,  # the plugin looks for its template there
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=os.environ | build.QUIET | {"PYTHONUTF8": "1"},
    )
    if done.returncode:
        told = [line for line in done.stderr.splitlines() if not line.startswith("INFO")]
        sys.stderr.write("\n".join(told) + "\n")
    return done.returncode == 0


def book(root: Path, code: str, first: str) -> Product:
    """The plugin's PDF of one language, opened as that language is read."""
    folder = root / build.CACHE / "compendium"
    made = (folder if code == first else folder / code) / "daleel.pdf"
    with pikepdf.open(BytesIO(made.read_bytes())) as pdf:
        direction = "/R2L" if read_language(root, code).rtl else "/L2R"
        pdf.Root["/ViewerPreferences"] = pikepdf.Dictionary(Direction=pikepdf.Name(direction), DisplayDocTitle=True)
        out = BytesIO()
        pdf.save(out, deterministic_id=True)
        return Product(out.getvalue(), len(pdf.pages))
