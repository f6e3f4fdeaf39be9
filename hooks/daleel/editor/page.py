"""The files of /admin/: the page with a policy of its own, the configuration, the guard, and what was vendored."""

import json
from pathlib import Path, PurePosixPath

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from daleel.editor.collections import ADMIN, configuration
from daleel.editor.package import files
from daleel.model import Editor, Library
from daleel.site.lean import script

HERE = Path(__file__).parent
APIS = {"github": "https://api.github.com", "gitlab": "https://gitlab.com"}


def policy(editor: Editor) -> str:
    """Wider than the site's by what the editor cannot do without: styles in the page, and the host's API."""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:;"
        f" font-src 'self'; connect-src 'self' data: {APIS[editor.host]}; base-uri 'none'; form-action 'none'"
    )


def admin_files(library: Library, editor: Editor) -> dict[PurePosixPath, bytes]:
    """By path from the site's root."""
    own = {
        "index.html": page(library, editor).encode(),
        "config.json": json.dumps(configuration(library, editor), ensure_ascii=False, indent=1).encode(),
        "guard.js": script((HERE / "guard.js").read_text(encoding="utf-8")).encode(),
    }
    codes = [language.code for language in library.languages]
    return {PurePosixPath(ADMIN, name): content for name, content in (own | files(library.root, codes)).items()}


def page(library: Library, editor: Editor) -> str:
    templates = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    return templates.get_template("index.html").render(policy=policy(editor), languages=library.languages)
