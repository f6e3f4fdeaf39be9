"""A stand-in for GitHub: what Sveltia CMS 0.221 asks of its REST and GraphQL calls, and no more."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Route

LIBRARY, FORK = "owner/library", "translator/library"
STAMP = "2026-01-01T00:00:00Z"
HEAD, LATER, SAVED = "0" * 40, "2" * 40, "1" * 40


def blob(text: bytes) -> str:
    """Git's name for a file's content."""
    return hashlib.sha1(b"blob %d\0" % len(text) + text).hexdigest()


class GitHub:
    """A repository to which the translator may not write."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.main = dict(files)  # by path
        self.head = HEAD
        self.forked = False
        self.branch: dict[str, bytes] = {}  # of the fork, with what was sent
        self.commits: list[list[str]] = []  # the paths that each one writes
        self.pulls: list[dict[str, Any]] = []

    def correct(self, path: str, old: str, new: str) -> None:
        """What somebody else does meanwhile."""
        text = self.main[path].decode()
        assert text.count(old) == 1
        self.main[path] = text.replace(old, new).encode()
        self.head = LATER

    def answer(self, route: Route) -> None:
        request, path = route.request, unquote(urlsplit(route.request.url).path)
        if path == "/graphql":
            asked = json.loads(request.post_data or "{}")
            status, said = 200, {"data": self._graphql(asked["query"], asked.get("variables") or {})}
        else:
            status, said = self._rest(request.method, path, request.post_data)
        headers = {"access-control-allow-origin": "*", "access-control-expose-headers": "*"}
        route.fulfill(status=status, json=said, headers=headers)

    def _rest(self, method: str, path: str, body: str | None) -> tuple[int, Any]:
        if path == "/user":
            return 200, {"id": 7, "login": "translator", "name": "Translator", "avatar_url": "", "html_url": ""}
        if path == f"/repos/{LIBRARY}/forks":
            self.forked = True
            return 202, {"full_name": FORK}
        if path == f"/repos/{LIBRARY}":
            return 200, {"permissions": {"push": False}, "private": False, "allow_forking": True}
        if path == f"/repos/{FORK}" and self.forked:
            return 200, {"full_name": FORK, "fork": True, "parent": {"full_name": LIBRARY}}
        if path.startswith(f"/repos/{LIBRARY}/git/trees/"):
            tree = [{"path": p, "type": "blob", "sha": blob(t), "size": len(t)} for p, t in self.main.items()]
            return 200, {"tree": tree}
        if path == f"/repos/{LIBRARY}/pulls" and method == "POST":
            pull = json.loads(body or "{}")
            self.pulls.append(pull)
            stamps = {"created_at": STAMP, "updated_at": STAMP}
            return 201, pull | stamps | {"number": 1, "node_id": "PR", "html_url": ""}
        return 404, {"message": "Not Found"}

    def _graphql(self, query: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        if "createCommitOnBranch" in query:
            return self._commit(query, variables["input"]["fileChanges"])
        if "createRef" in query:
            self.branch = dict(self.main)
            return {"createRef": {"ref": {"name": ""}}}
        if "fork: repository" in query:
            return {"fork": {"id": FORK}, "base": {"ref": {"target": {"oid": self.head}}}}
        if "forks(" in query:
            return {"repository": {"forks": {"nodes": []}}}
        if "refs(refPrefix" in query:
            return {"repository": {"refs": {"nodes": []}}}
        return {"repository": self._read(query)}

    def _commit(self, query: str, changes: Mapping[str, list[dict[str, str]]]) -> dict[str, Any]:
        files = {one["path"]: base64.b64decode(one["contents"]) for one in changes["additions"]}
        self.branch |= files
        self.commits.append(sorted(files))
        asked = re.findall(r'(file_\d+): file\(path: "([^"]+)"\)', query)
        named = {name: {"oid": blob(self.branch[path])} for name, path in asked}
        return {"createCommitOnBranch": {"commit": {"oid": SAVED, "committedDate": STAMP} | named}}

    def _read(self, query: str) -> dict[str, Any]:
        texts = {blob(text): text.decode() for text in self.main.values()}
        found: dict[str, Any] = {
            name: {"text": texts[sha], "isTruncated": False}
            for name, sha in re.findall(r'(content_\d+):\s*object\(oid: "(\w+)"\)', query)
        }
        who = {"name": "A", "email": "a@sample.example", "user": None}
        history = {"nodes": [{"oid": self.head, "message": "m", "author": who, "committedDate": STAMP}]}
        ref = {"target": {"oid": self.head, "history": history}}
        found |= dict.fromkeys(re.findall(r"((?:commit|history)_\d+):\s*ref", query), ref)
        return found or {"ref": ref}
