"""What Typst is asked for in a worker is done in a process of its own, whose memory goes with it."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from daleel.apart import apart
from daleel.print.compile import PrintError


def pid() -> int:
    return os.getpid()


def refused() -> int:
    raise PrintError("لا خط لهذا الحرف")


def killed() -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


@pytest.fixture(scope="module")
def worker() -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(1, get_context("fork")) as pool:
        yield pool


def test_a_worker_has_it_done_by_another_process_each_time(worker: ProcessPoolExecutor) -> None:
    processes = {worker.submit(pid).result(), *(worker.submit(apart, pid).result() for _ in range(3))}
    assert len(processes) == 4


def test_elsewhere_it_is_done_at_once() -> None:
    assert apart(pid) == os.getpid()


def test_what_is_refused_there_is_refused_here(worker: ProcessPoolExecutor) -> None:
    with pytest.raises(PrintError, match="لا خط لهذا الحرف"):
        worker.submit(apart, refused).result()


def test_a_process_that_is_killed_is_told(worker: ProcessPoolExecutor) -> None:
    with pytest.raises(ChildProcessError, match="was ended from outside"):
        worker.submit(apart, killed).result()
    assert worker.submit(apart, pid).result()
