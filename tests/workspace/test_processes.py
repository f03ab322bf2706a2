"""A pool of processes of which any may end at any moment: one job is lost with it, and nothing waits."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from zeren.workspace.processes import Ended, Processes

pytestmark = pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL")

SOON = 60
"""Seconds after which a pool that does not answer is taken for one that never will."""

LARGE = 32_000_000
"""Bytes that take many reads from a pipe, and many writes."""


@pytest.fixture
def processes() -> Iterator[Processes]:
    made = Processes(2, nothing)
    yield made
    made.shutdown(cancel_futures=True)


def nothing() -> None:
    """What a process begins with here."""


def length(data: bytes) -> int:
    return len(data)


def end(_: bytes) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def end_while_answering() -> bytes:
    """A result in the middle of which the process ends."""
    main = threading.main_thread().ident
    assert main is not None

    def watch() -> None:
        while sys._current_frames()[main].f_code.co_name != "_send":
            time.sleep(0)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()
    return b"x" * LARGE


def stay(mark: str) -> None:
    """Say that it has begun, and do not come to an end."""
    Path(mark).touch()
    threading.Event().wait()


def fail() -> None:
    raise ValueError("by a figure")


def test_a_process_that_ends_while_it_answers_loses_its_job_alone(processes: Processes) -> None:
    ended = processes.submit(end_while_answering)
    others = [processes.submit(length, b"x" * LARGE) for _ in range(3)]
    assert isinstance(ended.exception(SOON), Ended)
    assert [other.result(SOON) for other in others] == [LARGE] * 3


def test_jobs_that_were_on_their_way_are_done_by_the_others(processes: Processes) -> None:
    ended = [processes.submit(end, b"x" * LARGE) for _ in range(3)]
    others = [processes.submit(length, b"x" * LARGE) for _ in range(3)]
    assert [str(one.exception(SOON)) for one in ended] == [f"its process ended with {-signal.SIGKILL}"] * 3
    assert [other.result(SOON) for other in others] == [LARGE] * 3


def test_what_a_job_raises_is_raised_where_its_result_is_wanted(processes: Processes) -> None:
    failed = processes.submit(fail)
    with pytest.raises(ValueError, match="by a figure"):
        failed.result(SOON)


def test_jobs_under_way_are_given_up_when_nobody_wants_them_any_more(tmp_path: Path) -> None:
    processes = Processes(1, nothing)
    stays = processes.submit(stay, str(tmp_path / "begun"))
    waits = processes.submit(length, b"")
    while not (tmp_path / "begun").exists():
        assert not stays.done()
        time.sleep(0.01)
    processes.shutdown(cancel_futures=True)
    assert isinstance(stays.exception(), Ended)
    assert waits.cancelled()


def test_all_jobs_are_done_before_the_processes_end() -> None:
    with Processes(2, nothing) as processes:
        wanted = [processes.submit(length, b"x" * size) for size in range(20)]
    assert [one.result(0) for one in wanted] == list(range(20))
