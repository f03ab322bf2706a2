"""How a generation's columns are made beside its graph: of the same statements, in the same pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from zeren.graph.columns import files
from zeren.graph.nquads import Written
from zeren.workspace.layout import Layout


class Tabling:
    """Makes the columns of one generation, if it is to have any: it has many documents, and DuckDB is there.

    Args:
        layout: the workspace.
        number: of the generation that is made.
        last: of the generation whose graph is changed; None where the graph is made anew.
        documents: how many the generation has.
    """

    def __init__(self, layout: Layout, number: int, last: int | None, documents: int) -> None:
        self._path = layout.columns(number)
        self._last = None if last is None else layout.columns(last)
        self._wanted = documents >= files.MANY and files.possible()
        self._follows = self._wanted and self._last is not None and files.usable(self._last)
        self._spool = files.Spool(layout.generation(number) / "rows")
        self._fits = True
        self._stack = ExitStack()
        self.beside = self._wanted and (last is None or self._follows)
        """Whether the graphs that change have their rows with them."""

    def __enter__(self) -> Self:
        if self._wanted:
            self._stack.enter_context(self._spool)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def kept(self, graphs: Iterable[Written]) -> Iterator[Written]:
        """The same graphs, whose rows are taken on the way."""
        for graph in graphs:
            if self.beside:
                self._take(graph)
            yield graph

    def finish(self, gone: Iterable[str], every: Callable[[], Iterable[Written]]) -> None:
        """Make the file; there is none for a graph that says what no table holds.

        Args:
            gone: the graphs that came, went or changed, by their names in the tables.
            every: all graphs of the generation with their rows, for a file that follows no other.

        Raises:
            OSError: the disk is full, or the folder cannot be written.
        """
        if not self._wanted:
            return
        if not self.beside:
            for graph in every():
                self._take(graph)
        if self._fits:
            files.build(self._path, self._last if self._follows else None, gone, self._spool)

    def _take(self, graph: Written) -> None:
        if graph.tables is None:
            self._fits = False
        else:
            self._spool.add(graph.tables)
