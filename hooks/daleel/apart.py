"""Work in a process of its own. Typst keeps what it has set, some 70 MB a booklet, until its process ends."""

import multiprocessing
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")


def apart(work: Callable[Given, Made], *given: Given.args, **named: Given.kwargs) -> Made:
    """What `work` returns, or its exception raised: either must be picklable. Elsewhere than in a worker, or on Linux, done here.

    All that a worker asks of Typst must go this way: threads that it once started are not there in a copy of the worker.
    """
    if sys.platform != "linux" or multiprocessing.parent_process() is None:
        return work(*given, **named)
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    process = fork.Process(target=_tell, args=(theirs, lambda: work(*given, **named)))
    process.start()
    theirs.close()
    try:
        done, told = ours.recv()
    except EOFError:
        raise ChildProcessError("a process that set a text was ended from outside") from None
    finally:
        process.join()
        ours.close()
    if not done:
        raise told
    return told  # type: ignore[no-any-return]


def _tell(pipe: "Connection[Any, Any]", work: Callable[[], Any]) -> None:
    try:
        pipe.send((True, work()))
    except Exception as error:  # raised again where it was asked for
        pipe.send((False, error))
