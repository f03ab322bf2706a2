"""Labels and running numbers in a table's columns that do not follow each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from zeren.ingest.flat import tidy
from zeren.ingest.outline import labels
from zeren.ingest.outline.numbering import breaks, finding
from zeren.ingest.outline.tree import Outline
from zeren.ingest.source import Cell, Table
from zeren.ontology.facts import Finding

_HEADING_END = re.compile(r"[。；\n]")
_RUNNING = -1
"""What stands for the rank of a bare running number (1, 2 … under 序号)."""


class _Numbered(NamedTuple):
    cell: Cell
    rank: int
    value: int


def findings(outline: Outline, document: str) -> Iterator[Finding]:
    """One finding a cell whose number breaks the count of its column."""
    text = outline.source.text
    for section in outline.sections():
        for block in section.blocks:
            if isinstance(block, Table):
                for run in _runs(text, block):
                    yield from _broken(text, run, document)


def _broken(text: str, run: Sequence[_Numbered], document: str) -> Iterator[Finding]:
    for index, kind in breaks([item.value for item in run], run[0].value):
        cell = run[index].cell
        stop = _HEADING_END.search(text, cell.start, cell.end)
        end = stop.start() if stop else cell.end
        yield finding(document, kind, tidy(text[cell.start : end]), cell.start, end)


def _runs(text: str, table: Table) -> Iterator[list[_Numbered]]:
    """The counts of each column.

    A count begins again at 1 where a cell to its left begins something new. A cell that is printed
    again behind a page break, with the number that it had, counts once.
    """
    runs: list[list[_Numbered]] = [[] for _ in range(max((len(r.cells) for r in table.rows), default=0))]
    for number, row in enumerate(table.rows):
        begins_anew = False
        for column, cell in enumerate(row.cells):
            item = _numbered(text, cell)
            if item is None:
                continue
            run = runs[column]
            again = run and number in table.reprints and run[-1][1:] == item[1:]
            if again:
                continue
            if run and (run[-1].rank != item.rank or (begins_anew and item.value == 1)):
                yield run
                runs[column] = run = []
            run.append(item)
            begins_anew = True
    yield from (run for run in runs if run)


def _numbered(text: str, cell: Cell) -> _Numbered | None:
    """The cell with its label's rank and value; None where it carries no number."""
    words = text[cell.start : cell.end]
    if running := re.fullmatch(r"(\d{1,3})[.．、]?", words):
        return _Numbered(cell, _RUNNING, int(running[1]))
    label = labels.parse(words)
    return _Numbered(cell, label.rank, label.value) if label else None
