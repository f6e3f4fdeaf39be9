"""Our own scripts and style sheets as they are sent: without what is for us, comments and indentation."""

import re
from pathlib import Path, PurePosixPath

SCRIPTS = PurePosixPath("assets/javascripts")


def sheet(css: str) -> str:
    return re.sub(r"\n\s*", "\n", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)).lstrip()


def script(source: str) -> str:
    """Lines stay lines; no text of ours runs over several."""
    return re.sub(r"\n\s*", "\n", re.sub(r"^\s*//.*$", "", source, flags=re.MULTILINE)).lstrip()


def scripts(overrides: Path) -> dict[PurePosixPath, bytes]:
    return {
        SCRIPTS / path.name: script(path.read_text(encoding="utf-8")).encode()
        for path in sorted((overrides / SCRIPTS).glob("*.js"))
    }
