"""Work in a process of its own, which is ended when it takes too long."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from zeren import collecting


class Worker:
    """A process that is opened once and then asked one thing after another.

    One that was ended, or that fell, is opened anew for the next thing.

    Args:
        opened: makes in the process the function that is asked; both can be pickled by name.
        given: what `opened` is given.
    """

    def __init__(self, opened: Callable[..., Callable[[Any], Any]], *given: object) -> None:
        self._opened, self._given = opened, given
        self._process: Any = None
        self._end: Connection | None = None

    def ask(self, about: object, limit: float | None = None) -> Any:
        """What the function says.

        Args:
            about: what it is given.
            limit: seconds that it may take; None for any.

        Raises:
            TimeoutError: it takes longer.
            EOFError: the process has fallen; it has said why on stderr.
        """
        try:
            end = self._end or self._start()
            end.send(about)
            if not end.poll(limit):
                raise TimeoutError(f"more than {limit} s")
            return end.recv()
        except TimeoutError:
            self.close()
            raise
        except (EOFError, ConnectionError):
            self.close()
            raise EOFError("the process has fallen") from None

    def warm(self, about: object, limit: float | None = None) -> None:
        """Have a new process answer this before what counts; errors as `ask`."""
        if self._end is None:
            self.ask(about, limit)

    def close(self) -> None:
        """End the process; it may be asked again."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._end is not None:
            self._end.close()
        self._process = self._end = None

    def _start(self) -> Connection:
        processes = multiprocessing.get_context("spawn")
        self._end, other = processes.Pipe()
        self._process = processes.Process(target=_answer, args=(other, self._opened, self._given))
        self._process.start()
        other.close()
        self._end.recv()  # that it is open
        return self._end


def _answer(end: Connection, opened: Callable[..., Callable[[Any], Any]], given: tuple[Any, ...]) -> None:
    collecting.rarely()  # as the program does
    asked = opened(*given)
    end.send(None)
    while True:
        try:
            about = end.recv()
        except EOFError:
            return
        end.send(asked(about))
