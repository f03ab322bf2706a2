"""A limit on the time that one document may take in this process, whatever stands in it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from zeren.errors import UnreadableError


@contextmanager
def within(seconds: float, name: str) -> Iterator[None]:
    """Stop what is done inside when it takes too long.

    A timer of the system interrupts it, also in the middle of a search in a long text. There is one
    in the main thread of POSIX systems; elsewhere no limit is set.

    Args:
        seconds: how long it may take, on the clock.
        name: the file's name, for messages.

    Raises:
        UnreadableError: it took longer.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise UnreadableError(
            f"{name}: understanding it took more than {seconds:.0f} seconds and was stopped",
            "check that it is a plan; if it is one, split it into its documents",
        )

    before = signal.signal(signal.SIGALRM, stop)
    # Again every second: a library in between may catch what was raised.
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
