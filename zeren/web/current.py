"""The generation in use, held as long as a request reads it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import NamedTuple

from zeren.web.cache import Finished
from zeren.web.editing import Editing
from zeren.web.shelf import Shelf
from zeren.workspace import Workspace


class Held(NamedTuple):
    """A generation that a request reads: what tells it from every other, what is in it, its pages."""

    generation: str
    shelf: Shelf
    finished: Finished


class Current:
    """Gives every request the newest generation, and lets an older one go when nobody reads it any more.

    Args:
        workspace: whose documents are shown.
        editing: changes what a person decides; None where pages only show.
    """

    def __init__(self, workspace: Workspace, editing: Editing | None = None) -> None:
        self.workspace = workspace
        self.editing = editing
        self._lock = Lock()
        self._newest: Held | None = None
        self._readers: dict[str, int] = {}

    @contextmanager
    def held(self) -> Iterator[Held]:
        """The newest generation, for as long as the `with` statement lasts.

        Raises:
            WorkspaceError: there is no workspace, nothing is published in it, or it is damaged.
        """
        held = self._take()
        try:
            yield held
        finally:
            self._give_back(held)

    def close(self) -> None:
        """Let the newest generation go; readers of it end first."""
        with self._lock:
            newest, self._newest = self._newest, None
            if newest and not self._readers.get(newest.generation):
                newest.shelf.published.close()

    def _take(self) -> Held:
        with self._lock:
            if self._newest is None or self._newest.generation != self.workspace.generation():
                self._renew()
            assert self._newest  # noqa: S101 # _renew sets it or raises
            held = self._newest
            self._readers[held.generation] = self._readers.get(held.generation, 0) + 1
            return held

    def _renew(self) -> None:
        # Asked before: what is published in between is then taken up by the next request.
        generation = self.workspace.generation()
        published = self.workspace.snapshot()
        before, self._newest = self._newest, Held(generation, Shelf(published), Finished())
        if before and not self._readers.get(before.generation):
            before.shelf.published.close()

    def _give_back(self, held: Held) -> None:
        with self._lock:
            left = self._readers[held.generation] - 1
            self._readers[held.generation] = left
            if left:
                return
            del self._readers[held.generation]
            if self._newest is None or self._newest.generation != held.generation:
                held.shelf.published.close()
