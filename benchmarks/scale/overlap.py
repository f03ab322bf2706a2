"""Which two units share most tasks, by the product of a sparse matrix with itself."""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np

from zeren.graph.store import Snapshot
from zeren.queries import catalog
from zeren.queries.answer import Answer, answer
from zeren.queries.given import Given

TOP = 10
JOB = "pairs of units by tasks shared, first ten"

Pairs = list[tuple[str, str, int]]


class Overlap:
    """The tasks of all units but collective names, as a matrix: a row a task, a column a unit by its id.

    Args:
        tables: the exported datasets.
    """

    def __init__(self, tables: duckdb.DuckDBPyConnection) -> None:
        from scipy import sparse

        found = tables.execute(
            "SELECT DISTINCT a.task, a.unit FROM assignments a JOIN units u ON u.id = a.unit"
            " WHERE u.kind <> 'collective'"
        ).fetchnumpy()
        tasks, rows = np.unique(found["task"].astype(str), return_inverse=True)
        self._units, columns = np.unique(found["unit"].astype(str), return_inverse=True)
        ones, shape = np.ones(len(rows), np.int32), (len(tasks), len(self._units))
        self._matrix: Any = sparse.csr_array((ones, (rows, columns)), shape=shape)

    def pairs(self) -> Pairs:
        """The pairs that share most tasks, most first, then by their ids."""
        from scipy import sparse

        shared = sparse.triu(self._matrix.T @ self._matrix, k=1).tocoo()
        counts = shared.data
        least = np.partition(counts, -TOP)[-TOP] if len(counts) > TOP else 0
        among = np.flatnonzero(counts >= least)
        order = among[np.lexsort((shared.col[among], shared.row[among], -counts[among]))][:TOP]
        first, second = self._units[shared.row[order]], self._units[shared.col[order]]
        return list(zip(first.tolist(), second.tolist(), counts[order].tolist(), strict=True))


def ask(graph: Snapshot) -> Answer:
    """The catalogue's answer."""
    return answer(graph, catalog.get("pairs-of-units"), Given(top=TOP))


def rows(found: Answer) -> Pairs:
    """What of the answer must agree."""
    return [(row["unit"]["id"], row["partner"]["id"], row["tasks"]) for row in found.rows]
