"""A writer that is opened when there is something to write: who reads nothing makes no workspace."""

from __future__ import annotations

from contextlib import ExitStack
from types import TracebackType
from typing import Self

from zeren.workspace.executors import Runner
from zeren.workspace.layout import Layout
from zeren.workspace.writing import Writer


class LateWriter:
    """The writer of a workspace, which is opened at once where there is a workspace, else when it is wanted.

    Args:
        layout: the workspace.
        base_iri: as for `Writer`.
        store: as for `Writer`.
        runner: as for `Writer`.

    Raises:
        WorkspaceError: as for `Writer`.
        UsageError: as for `Writer`.
    """

    def __init__(self, layout: Layout, base_iri: str | None, store: str | None, runner: Runner) -> None:
        self._writer = Writer(layout, base_iri, store, runner)
        self._stack = ExitStack()
        self._is_there = layout.marker.exists()
        self.existing: Writer | None = None

    def made(self) -> Writer:
        """The writer, of a workspace that is made now if there was none."""
        if self.existing is None:
            self.existing = self._stack.enter_context(self._writer)
        return self.existing

    def __enter__(self) -> Self:
        if self._is_there:
            self.made()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)
