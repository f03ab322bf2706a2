"""Which columns of a table hold figures to reach, of which quantity, in which unit, for which year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from zeren.ingest import figure_columns
from zeren.ingest.cells import Kind, kind_of
from zeren.ingest.figure_columns import Figures
from zeren.ingest.indicators import cell_figures
from zeren.ingest.source import Cell, Table
from zeren.ingest.work_columns import layout, meanings


@dataclass(frozen=True, slots=True)
class Values:
    """A column of figures to reach: where it stands, its header, its year, and its step, if it has one."""

    at: int
    header: Cell
    words: str
    year: int | None
    step: str


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The columns of a table that hold figures, and those that name what the figures are of.

    `quantity` and `unit` are None where no column names quantities, or their units of measure;
    `past` are the columns that say what was or is.
    """

    quantity: int | None = None
    unit: int | None = None
    values: tuple[Values, ...] = ()
    past: frozenset[int] = field(default_factory=frozenset)

    def value_column(self, at: int) -> Values | None:
        """What the header says of a column's figures."""
        return next((column for column in self.values if column.at == at), None)


def read(text: str, table: Table, year: int | None) -> FigureTable:
    """The columns of figures of a table.

    Args:
        text: the document's text.
        table: a table of it.
        year: the year that the document is for; a column of an earlier year tells what was.
    """
    width = len(table.header)
    if not width or any(len(row.cells) != width for row in table.rows):
        return FigureTable()
    headers = [text[cell.start : cell.end] for cell in table.header]
    over = [text[cell.start : cell.end] for cell in table.groups] or [""] * width
    told = [figure_columns.figures_of(*pair) for pair in zip(headers, over, strict=True)]
    cells = [
        [text[c.start : c.end] for c in column] for column in zip(*(r.cells for r in table.rows), strict=True)
    ]
    unit = next((i for i in range(width) if _holds_units_of_measure(headers[i], cells[i : i + 1])), None)
    quantity = _quantity(headers, unit)
    years = [
        y
        for pair, t in zip(zip(headers, over, strict=True), told, strict=True)
        if t is Figures.YEAR and (y := figure_columns.year_of(*pair))
    ]
    first = year if year in years else max(years, default=None)
    values: list[Values] = []
    past: set[int] = set()
    for at, figures in enumerate(told):
        its_year = figure_columns.year_of(headers[at], over[at])
        if at in (quantity, unit) or figures is None:
            continue
        if figures is Figures.PROGRESS or (
            figures is Figures.YEAR and its_year and first and its_year < first
        ):
            past.add(at)
        else:
            step = figure_columns.step_of(headers[at]) if figures is Figures.STEP else ""
            values.append(Values(at, table.header[at], headers[at], its_year, step))
    return FigureTable(quantity, unit, tuple(values), frozenset(past))


def _holds_units_of_measure(header: str, cells: Sequence[Sequence[str]]) -> bool:
    """Whether a column that may be one of units of measure is: 单位 also heads columns of offices."""
    filled = [word for column in cells for word in column if word.strip()]
    known = sum(cell_figures.is_unit(word) for word in filled)
    offices = any(kind_of(word) is Kind.UNITS for word in filled)
    return figure_columns.is_of_measure(header) and not offices and known * 2 > len(filled)


def _quantity(headers: Sequence[str], unit: int | None) -> int | None:
    """The column that names quantities: by its header, else the title beside units of measure."""
    named = [i for i, header in enumerate(headers) if figure_columns.is_quantity(header)]
    if named:
        return named[-1]
    return layout(meanings(headers)).title if unit is not None else None
