"""Names of files: the library is copied to Windows and macOS, where not every name that Linux knows can stand."""

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from daleel.problems import Message, Problem, say

FOLDERS = ("docs", "manuals", "policy_briefs")
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
FORBIDDEN = re.compile(
    r"[<>:\"|?*\\\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]|[. ]$"
)
LONGEST = 100  # characters; the whole path may have 260 on Windows


def check_names(root: Path) -> Iterator[Problem]:
    for top in FOLDERS:
        for folder, folders, files in os.walk(root / top):
            seen: dict[str, str] = {}
            for name in sorted([*folders, *files]):
                same = unicodedata.normalize("NFC", name).casefold()
                message = _wrong(name) or (_collision(name, seen[same]) if same in seen else None)
                seen.setdefault(same, name)
                if message:
                    yield Problem(Path(folder, name).relative_to(root), 1, "file-name", message)


def _collision(name: str, other: str) -> Message:
    return say("`{name}` and `{other}` are one name on Windows and macOS; rename one", name=name, other=other)


def _wrong(name: str) -> Message | None:
    if RESERVED.fullmatch(name):
        return say("`{name}` is no name of a file on Windows; rename it", name=name)
    if FORBIDDEN.search(name):
        return say(
            "the name has a sign that Windows does not take, or that nobody sees; use letters, digits and hyphens"
        )
    if len(name) > LONGEST:
        return say("the name has more than {most} characters; shorten it", most=LONGEST)
    return None
