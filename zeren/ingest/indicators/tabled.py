"""The targets of tables that name a quantity in one column and its figures in others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zeren.ingest.indicators import cell_figures
from zeren.ingest.indicators.draft import Draft, Said
from zeren.ingest.indicators.figure_table import FigureTable, Values
from zeren.ingest.outline.annexes import Part
from zeren.ingest.source import Cell, Row, Table
from zeren.ingest.years import only_year
from zeren.ontology.facts import Evidence

_NOT_NAMES = re.compile(r"[\W\d_]*")


def find(text: str, table: Table, columns: FigureTable, part: Part) -> Iterator[Said]:
    """The targets of a table, row by row."""
    if columns.quantity is None:
        return
    above: Cell | None = None
    for row in table.rows:
        name = row.cells[columns.quantity]
        if name.merged or (name.empty and above and not table.spans):
            name = above or name
        above = name
        for column in columns.values:
            found = _target(text, row, name, columns, column)
            if found:
                value = row.cells[column.at]
                evidence = _evidence(text, row, name, columns, column)
                cells = ((name.start, name.end), (value.start, value.end))
                year = column.year or only_year(part.title)
                yield Said(found, part.label, year, evidence, column.step, cells)


def _target(text: str, row: Row, name: Cell, columns: FigureTable, column: Values) -> Draft | None:
    words, value = text[name.start : name.end], row.cells[column.at]
    if value.empty or _NOT_NAMES.fullmatch(words):
        return None
    unit = row.cells[columns.unit] if columns.unit is not None else None
    own = text[unit.start : unit.end] if unit else ""
    measured = cell_figures.unit_of(column.words, own, words)
    return cell_figures.read(words, text[value.start : value.end], measured, column.words)


def _evidence(text: str, row: Row, name: Cell, columns: FigureTable, column: Values) -> list[Evidence]:
    """The cells from the name to the figure, and the words that make the figure a step or a sum."""
    value = row.cells[column.at]
    places = [value]
    if any(cell is name for cell in row.cells):
        places += [name]
        places += [row.cells[columns.unit]] if columns.unit is not None else []
    filled = [cell for cell in places if not cell.empty]
    found = [Evidence("target", min(c.start for c in filled), max(c.end for c in filled))]
    if column.step:
        found.append(Evidence("period", column.header.start, column.header.end))
    elif cell_figures.is_sum_over_years(text[value.start : value.end]):
        found.append(Evidence("period", value.start, value.end))
    return found
