"""Questions about the whole country, as the catalogue answers them and in SQL over the exported datasets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from zeren.graph.store import Snapshot
from zeren.queries import catalog
from zeren.queries.answer import Answer, answer
from zeren.queries.given import Given

Rows = list[tuple[Any, ...]]
TOP = 10
DATASETS = ("documents", "units", "tasks", "assignments", "targets", "evidence")
SQL = Path(__file__).parent / "sql"


class Ranking(NamedTuple):
    """A question of the catalogue, the file of SQL that answers it, and what of each must agree."""

    question: str
    given: Given
    file: str
    ours: Callable[[Answer], Rows]
    theirs: Callable[[Rows], Rows]

    @property
    def sql(self) -> str:
        """The text of the file."""
        return (SQL / f"{self.file}.sql").read_text("utf-8")


def _ranked(found: Answer) -> Rows:
    unit, counted = found.question.columns[:2]
    return [
        (row[unit]["id"], row[unit]["name"], row[counted], row["county"], _places(row)) for row in found.rows
    ]


def _places(row: dict[str, Any]) -> list[list[str]]:
    return sorted([e["document"], str(e["start"]), str(e["end"]), e["quote"]] for e in row["evidence"])


def _sorted_places(rows: Rows) -> Rows:
    return [(*row[:-1], sorted(row[-1])) for row in rows]


def _tasks(found: Answer) -> Rows:
    return sorted((row["task"]["id"], row["task"]["name"], row["county"], row["annex"]) for row in found.rows)


RANKINGS = {
    "units by tasks led, first ten": Ranking(
        "units-ranked", Given(role="lead", top=TOP), "units-ranked", _ranked, _sorted_places
    ),
    "units by targets, first ten": Ranking(
        "units-by-targets", Given(top=TOP), "units-by-targets", _ranked, _sorted_places
    ),
    "counties by tasks": Ranking(
        "counties-by-tasks", Given(), "counties-by-tasks",
        lambda found: [(row["county"]["id"], row["tasks"]) for row in found.rows], list,
    ),
    "tasks without a lead, counted": Ranking(
        "tasks-without-lead", Given(), "tasks-without-lead-counted",
        lambda found: [(len(found.rows),)], list,
    ),
    "tasks without a lead, listed": Ranking(
        "tasks-without-lead", Given(), "tasks-without-lead-listed",
        _tasks, lambda rows: sorted(row[:4] for row in rows),
    ),
}  # fmt: skip
"""By the names of the jobs."""


def ask(graph: Snapshot, name: str) -> Answer:
    """The catalogue's answer."""
    ranking = RANKINGS[name]
    return answer(graph, catalog.get(ranking.question), ranking.given)


def loaded(lake: Path) -> duckdb.DuckDBPyConnection:
    """The exported datasets in tables in memory."""
    tables = duckdb.connect()
    for dataset in DATASETS:
        files = str(lake / dataset / "**" / "*.parquet")
        tables.execute(
            f"CREATE TABLE {dataset} AS FROM read_parquet($files, hive_partitioning = true)", {"files": files}
        )
    return tables
