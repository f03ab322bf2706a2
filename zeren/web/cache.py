"""Finished pages of one generation, each made once for all who ask, kept while there is room for them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

ROOM = 64 * 2**20
"""Bytes of finished pages that are kept: some two thousand."""


class Finished:
    """Pages by what they were made of; the ones that nobody asked for longest go first."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._held = 0
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """The page of a key, made when it is not kept; what `make` raises is raised.

        Whoever asks for a page that is being made waits for it.
        """
        with self._lock:
            turn = self._making.setdefault(key, Lock())
        try:
            with turn:
                return self._have(key) or self._keep(key, make())
        finally:
            with self._lock:
                self._making.pop(key, None)

    def _have(self, key: Hashable) -> bytes | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: Hashable, made: bytes) -> bytes:
        with self._lock:
            if key not in self._kept and len(made) <= self._room:
                self._kept[key] = made
                self._held += len(made)
                while self._held > self._room:
                    self._held -= len(self._kept.popitem(last=False)[1])
        return made
