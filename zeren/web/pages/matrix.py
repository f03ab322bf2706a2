"""The matrix of a county: units by campaigns or sections, with the tasks that each leads or shares there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

import msgspec

from zeren.graph.network import theme_of
from zeren.ontology.facts import DocumentFacts, Role, Task
from zeren.web.pages.chosen import ChosenCounty, choose_one
from zeren.web.records import Describer, Page, TaskRow, Thing, in_order, named
from zeren.web.shelf import Shelf

By = Literal["campaign", "section"]

SHADES = 5
"""Shades of a cell: the fullest has the last, and the others their part of it."""


class Query(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which county, by what, and which column the units are sorted by: lead, total, name, or a turn."""

    county: str = ""
    by: By = "campaign"
    sort: str = "lead"


class Cell(msgspec.Struct, frozen=True):
    """Tasks of a unit in a column: led, shared, helped with; `shade` from 0 to 5."""

    lead: int
    responsible: int
    support: int
    shade: int


class MatrixRow(msgspec.Struct, frozen=True):
    """A unit with a cell a column, and its sum over all of them."""

    unit: Thing
    cells: list[Cell]
    sum: Cell


class MatrixPage(Page, frozen=True, kw_only=True):
    """The matrix: columns in the order of the plans, with the sum of each; two leads of a task both count."""

    chosen: ChosenCounty
    by: By
    sort: str
    columns: list[str]
    rows: list[MatrixRow]
    sums: list[Cell]


class LoadQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The unit, and the column of the matrix."""

    unit: str
    under: str
    by: By = "campaign"


class LoadPage(Page, frozen=True, kw_only=True):
    """The tasks of a unit in one column of the matrix, by role."""

    unit: Thing
    under: str
    tasks: dict[Role, list[TaskRow]]


class _Counted(NamedTuple):
    cells: dict[tuple[str, str], Counter[Role]]
    columns: list[str]


def build(shelf: Shelf, query: Query) -> MatrixPage:
    """The matrix of the chosen county."""
    chosen, documents = choose_one(shelf, query.county)
    counted = _count(documents, query.by)
    units = shelf.units(documents)
    fullest = max((_weight(found) for found in counted.cells.values()), default=0)
    rows = []
    for key in dict.fromkeys(unit for unit, _ in counted.cells):
        own = [counted.cells.get((key, column), Counter()) for column in counted.columns]
        thing = Thing("unit", key, units[key].name if key in units else key)
        rows.append(MatrixRow(thing, [_cell(found, fullest) for found in own], _cell(_summed(own), 0)))
    columns = [
        _summed([found for (_, its), found in counted.cells.items() if its == column])
        for column in counted.columns
    ]
    return MatrixPage(
        title=named(f"{chosen.county}矩阵", f"Matrix of {shelf.english_county(chosen.county)}"),
        chosen=chosen,
        by=query.by,
        sort=query.sort,
        columns=counted.columns,
        rows=sorted(rows, key=lambda row: _place(row, query.sort)),
        sums=[_cell(found, 0) for found in columns],
    )


def build_load(shelf: Shelf, query: LoadQuery) -> LoadPage:
    """The tasks behind a cell.

    Raises:
        NotUnderstoodError: there is no such unit.
    """
    describer = Describer(shelf, shelf.speaking_of(query.unit))
    tasks: dict[Role, list[TaskRow]] = {"lead": [], "responsible": [], "support": [], "guide": []}
    for facts in describer.documents:
        for task in facts.tasks:
            if _column(facts, task, query.by) != query.under:
                continue
            for role, rows in tasks.items():
                mentions = [m for its, m in task.mentions() if its == role and m.unit == query.unit]
                if mentions:
                    rows.append(describer.task(facts, task, describer.clause(task, mentions)))
    unit = describer.units.get(query.unit)
    name = unit.name if unit else query.unit
    return LoadPage(
        title=named(f"{name} · {query.under}", f"{(unit and unit.english) or name} · {query.under}"),
        unit=Thing("unit", query.unit, name),
        under=query.under,
        tasks=tasks,
    )


def _count(documents: list[DocumentFacts], by: By) -> _Counted:
    cells: dict[tuple[str, str], Counter[Role]] = {}
    columns: dict[str, None] = {}
    for facts in documents:
        for task in in_order(facts):
            for unit, role in dict.fromkeys((m.unit, role) for role, m in task.mentions()):
                column = _column(facts, task, by)
                columns.setdefault(column)
                cells.setdefault((unit, column), Counter())[role] += 1
    return _Counted(cells, list(columns))


def _column(facts: DocumentFacts, task: Task, by: By) -> str:
    theme = theme_of(facts.document, task.annex, None, task.path)
    if by == "campaign":
        return theme
    return next(_below(task, theme), theme)


def _below(task: Task, theme: str) -> Iterator[str]:
    """The first heading below what the work serves, with that before it."""
    headings = [heading for heading in task.path if theme not in heading]
    yield from (f"{theme} / {heading}" for heading in headings[:1])


def _summed(several: list[Counter[Role]]) -> Counter[Role]:
    total: Counter[Role] = Counter()
    for one in several:
        total += one
    return total


def _weight(found: Counter[Role]) -> int:
    """How full a cell looks: a task that is led weighs as much as two that are shared."""
    return 2 * found["lead"] + found["responsible"] + found["support"] + found["guide"]


def _cell(found: Counter[Role], fullest: int) -> Cell:
    weight = _weight(found)
    shade = -(-SHADES * weight // fullest) if fullest else 0
    return Cell(found["lead"], found["responsible"], found["support"] + found["guide"], shade)


def _place(row: MatrixRow, sort: str) -> tuple[int, int, str]:
    """The turn of a row; of a sort that there is not, that of the tasks led."""
    if sort == "name":
        return 0, 0, row.unit.name
    turn = int(sort) if sort.isascii() and sort.isdigit() else None
    cell = row.cells[turn] if turn is not None and turn < len(row.cells) else row.sum
    total = cell.lead + cell.responsible + cell.support
    return (-total, -cell.lead, row.unit.id) if sort == "total" else (-cell.lead, -total, row.unit.id)
