"""In every Python of a watched build: each file that is opened is written down, nobody is called."""

import os
import socket
import sys
from typing import Any

LOG = os.open(os.environ["DALEEL_WATCH"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and isinstance(arguments[0], str | bytes):
        path = os.path.abspath(os.fsdecode(arguments[0]))
        os.write(LOG, os.fsencode(path) + b"\n")
    if event == "socket.getaddrinfo" or (event == "socket.connect" and arguments[0].family != socket.AF_UNIX):
        raise PermissionError(f"{event}: {arguments[1:]}")


sys.addaudithook(watch)
