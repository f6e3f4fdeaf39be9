"""What a page may load and do: the Content Security Policy (https://www.w3.org/TR/CSP3/) and the headers beside it."""

from collections.abc import Iterable
from pathlib import Path

from daleel.editor import policy as editor_policy
from daleel.editor.collections import ADMIN
from daleel.model import Editor

# Pagefind is WebAssembly, which needs a permission of its own; the covers and figures may hold pictures as data.
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; base-uri 'none'; form-action 'none'"
)
# A page cannot say in a meta tag who may frame it.
UNFRAMED = "frame-ancestors 'none'"


def headers(top: Iterable[Path], editor: Editor | None) -> bytes:
    """`_headers`, as several static hosts read it. top: the files and folders at the site's root.

    Two rules for one address are no way to give the editor a policy of its own: some hosts then send both, and
    browsers keep to both. So each other address has the site's policy by name.
    """
    rules = ["/*", *HEADERS]
    if editor is None:
        return _lines([*rules, _policy(POLICY)])
    for address in ["/", *(f"/{path.name}/*" if path.is_dir() else f"/{path.name}" for path in top)]:
        rules += [address, _policy(editor_policy(editor) if address == f"/{ADMIN}*" else POLICY)]
    return _lines(rules)


HEADERS = (
    "  X-Content-Type-Options: nosniff",
    "  Referrer-Policy: strict-origin-when-cross-origin",
    "  Permissions-Policy: camera=(), geolocation=(), microphone=()",
)


def _policy(policy: str) -> str:
    return f"  Content-Security-Policy: {policy}; {UNFRAMED}"


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
