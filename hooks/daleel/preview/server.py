"""Answers a browser on this computer, and tells it when a source was saved."""

import mimetypes
import sys
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import watchfiles

from daleel.preview.sight import BESIDE, HERE, Sight, download, look, lost, page, side_by_side
from daleel.problems import PrintError
from daleel.read import leaves

SETTLED_MS = 50  # an editor writes a file in several steps
PING_S = 15  # how long a browser that has gone stays unnoticed
OWN = ("preview.css", "preview.js")
SOURCES = ("docs", "manuals", "policy_briefs", "overrides", "mkdocs.yml")


class Desk:
    """What was last seen of the library, for every thread that answers."""

    def __init__(self, config: Path) -> None:
        self.config = config
        self.site = config.parent / "site"  # of the last build: it has what only a build makes, such as the search
        self.saved = threading.Condition()
        self.working = threading.Lock()  # the press knows one library at a time
        self.saves = 0
        self.sight: Sight = look(config)

    def renew(self) -> None:
        with self.working:
            self.sight = look(self.config)
        with self.saved:
            self.saves += 1
            self.saved.notify_all()

    def wait(self, seen: int) -> int:
        """The number of saves so far: after the next one, or after a while."""
        with self.saved:
            self.saved.wait_for(lambda: self.saves != seen, timeout=PING_S)
            return self.saves

    def answer(self, path: str) -> tuple[HTTPStatus, str, bytes]:
        """path: without its first slash. Status, media type, content."""
        with self.working:
            return _answer(self, self.sight, path)


def _answer(desk: Desk, sight: Sight, path: str) -> tuple[HTTPStatus, str, bytes]:
    if path.removeprefix("_preview/") in OWN:
        return HTTPStatus.OK, media_type(path), (HERE / path.removeprefix("_preview/")).read_bytes()
    if path.startswith(BESIDE) and (both := side_by_side(sight, path.removeprefix(BESIDE))):
        return HTTPStatus.OK, HTML, both
    if place := sight.addresses.get(path):
        html = page(sight, place)
        return HTTPStatus.OK, HTML, html.encode()
    content = sight.files.get(PurePosixPath(f"{path}index.html" if path.endswith("/") else path))
    if content is None:
        content = _file(sight.library.root / "overrides", path)
    if content is None:
        try:
            content = download(sight, path)
        except PrintError as error:
            return HTTPStatus.INTERNAL_SERVER_ERROR, "text/plain; charset=utf-8", f"{path}: {error}\n".encode()
    if content is None:
        content = _file(desk.site, path)
    if content is not None:
        return HTTPStatus.OK, media_type(path), content
    return HTTPStatus.NOT_FOUND, HTML, lost(sight, path.partition("/")[0]).encode()


HTML = "text/html; charset=utf-8"


def media_type(path: str) -> str:
    return mimetypes.guess_type(path)[0] or "application/octet-stream"


def _file(folder: Path, path: str) -> bytes | None:
    """None too for what leads out of the folder."""
    if not path or path.startswith("/") or ".." in PurePosixPath(path).parts or not folder.is_dir():
        return None
    file = folder / path
    return file.read_bytes() if file.is_file() and not leaves(folder.resolve(), folder.resolve() / path) else None


class Handler(BaseHTTPRequestHandler):
    desk: Desk
    host: str
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path).removeprefix("/").removesuffix("index.html")
        if path == "_preview/saves":
            self.tell_saves()
            return
        if not self.is_asked_here():
            self.send_error(HTTPStatus.FORBIDDEN)
            return
        status, media, content = self.desk.answer(path)
        self.send_response(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def is_asked_here(self) -> bool:
        """Not by a page of another name that leads to this computer (DNS rebinding)."""
        host = (self.headers.get("Host") or "").rpartition(":")[0]
        return host in ("localhost", "127.0.0.1", "[::1]", self.host)

    def tell_saves(self) -> None:
        """Server-sent events (HTML Standard, 9.2): one at each save."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        seen = self.desk.saves
        try:
            while True:
                saves = self.desk.wait(seen)
                self.wfile.write(b"data: saved\n\n" if saves != seen else b": still here\n\n")
                self.wfile.flush()
                seen = saves
        except (BrokenPipeError, ConnectionResetError, ConnectionAbortedError):
            self.close_connection = True

    def log_message(self, format: str, *arguments: object) -> None:
        """Pages asked for are no news."""


def serve(config: Path, address: str) -> int:
    """Until Ctrl+C. address: host:port."""
    host, _, port = address.rpartition(":")
    desk = Desk(config)
    handler = type("DeskHandler", (Handler,), {"desk": desk, "host": host})
    with ThreadingHTTPServer((host, int(port)), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        _tell(f"http://{address}/ shows the library; save a file, and the page is new. Ctrl+C ends it.")
        _tell_problems(desk.sight)
        places = [config.parent / name for name in SOURCES]
        there = [place for place in places if place.exists()]
        for _ in watchfiles.watch(*there, debounce=SETTLED_MS, step=SETTLED_MS, raise_interrupt=False):
            started = time.monotonic()
            desk.renew()
            _tell_problems(desk.sight)
            _tell(f"ready after {time.monotonic() - started:.1f} s")
        server.shutdown()
    return 0


def _tell_problems(sight: Sight) -> None:
    for problem in sight.problems:
        _tell(str(problem))


def _tell(text: str) -> None:
    sys.stdout.buffer.write(f"{text}\n".encode())
    sys.stdout.flush()
