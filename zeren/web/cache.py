"""Finished pages of one generation, kept while there is room for them."""

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
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """The page of a key, made when it is not kept; what `make` raises is raised."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            if key not in self._kept and len(made) <= self._room:
                self._kept[key] = made
                self._room -= len(made)
                while self._room < 0:
                    self._room += len(self._kept.popitem(last=False)[1])
        return made
