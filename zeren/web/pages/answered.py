"""An answer as a table: its columns with their headings, each row with the sentence that proves it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from zeren.ontology.facts import Deadline
from zeren.ontology.figures import figure, number
from zeren.queries import offices
from zeren.queries.answer import Answer
from zeren.queries.given import SHOWN_ROLES
from zeren.queries.rows import Row
from zeren.web.pages.portion import ROWS
from zeren.web.records import Proof, Thing
from zeren.web.shelf import Shelf

Value = Thing | str | int | None

_FIGURE = ("comparator", "value", "value_max", "measured_in")
"""The columns of a target that are one figure to a person."""

_OF_TASKS = frozenset(
    {"county", "campaign", "annex", "path", "others", "deadline", "leaders", "hits", *SHOWN_ROLES}
)
"""The columns of a task that stand with its title."""

WORDED = frozenset({"measure", "kind", "severity", "relation", "what", "role"})
"""The columns whose values are names of the graph's own, which pages tell in the reader's words."""


class AnsweredTask(msgspec.Struct, frozen=True):
    """What stands with a task's title: where it stands, who answers for it, by when."""

    where: list[str]
    units: dict[str, list[Thing]]
    others: bool
    deadline: Deadline | None


class AnsweredRow(msgspec.Struct, frozen=True):
    """A row: the values of each column, the details of its task where it is about one, and its proof."""

    values: dict[str, list[Value]]
    task: AnsweredTask | None
    proof: Proof
    share: float | None = None


class Answered(msgspec.Struct, frozen=True):
    """An answer.

    `about` names its question in the catalogue, `text` says how it was understood; `rank` is the column that
    its rows are ranked by, of which a row's `share` is the part of the largest. `rows` are those of one page,
    of `count` in all.
    """

    about: str
    text: str
    sparql: str
    columns: list[str]
    rank: str | None
    count: int
    rows: list[AnsweredRow]


def answered(shelf: Shelf, answer: Answer, page: int = 1) -> Answered:
    """An answer as pages show it: the rows of one page of it, counted from 1 on."""
    of_tasks = any("path" in row for row in answer.rows)
    hidden = {"evidence", *_FIGURE, *(_OF_TASKS if of_tasks else ())}
    columns = [
        c for c in answer.columns if c not in hidden or (c == "value" and "comparator" in answer.columns)
    ]
    rank = answer.question.rank
    largest = max((abs(row[rank] or 0) for row in answer.rows), default=0) if rank else 0
    return Answered(
        about=answer.question.name,
        text=answer.text,
        sparql=answer.sparql,
        columns=columns,
        rank=rank,
        count=len(answer.rows),
        rows=[
            AnsweredRow(
                {column: _values(shelf, column, row) for column in columns},
                _task(row) if "path" in row else None,
                _proof(shelf, answer, row),
                (row[rank] or 0) / largest if rank and largest else None,
            )
            for row in answer.rows[(page - 1) * ROWS : page * ROWS]
        ],
    )


def _proof(shelf: Shelf, answer: Answer, row: Row) -> Proof:
    """What proves a row; of a task, behind its clause the places that name who is asked about, as asked."""
    proof: Proof = row.get("evidence") or []
    if "path" not in row or not proof or "hits" in row:
        return proof
    brief = shelf.published.shown.task(row["task"]["id"])
    places = offices.named(answer.question, answer.parameters, row, brief)
    known = {(place["start"], place["end"]) for place in proof}
    return [*proof, *(shelf.published.evidence(p) for p in places if (p.start, p.end) not in known)]


def _several(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _values(shelf: Shelf, column: str, row: Row) -> list[Value]:
    if column == "value" and "comparator" in row:
        return [figure(*(row.get(part) for part in _FIGURE))]
    return [_value(shelf, one) for one in _several(row.get(column))]


def _value(shelf: Shelf, value: Any) -> Value:
    if isinstance(value, dict):
        kind = shelf.kind(value["id"]) if "id" in value else None
        words = str(value.get("name", value.get("text", "")))
        return Thing(kind, value["id"], words) if kind else words
    if isinstance(value, float):
        return number(value)
    return value if isinstance(value, int) else str(value)


def _task(row: Row) -> AnsweredTask:
    annex = [] if row["annex"] in ("", "0", None) else [str(row["annex"])]
    return AnsweredTask(
        where=[str(row["county"] or ""), *annex, *row["path"]],
        units={
            role: [Thing("unit", unit["id"], unit["name"]) for unit in row[role]]
            for role in SHOWN_ROLES
            if row[role]
        },
        others=bool(row["others"]),
        deadline=msgspec.convert(row["deadline"], Deadline) if row["deadline"] else None,
    )
