"""Comma-separated values: one table, the separator found by the standard library's sniffer."""

from __future__ import annotations

import csv
import io

from zeren.ingest.readers import encoding
from zeren.ingest.readers.content import Content, Grid, GridCell, Where

SEPARATORS = ",;\t|，"


def read(data: bytes, name: str) -> list[Content]:
    """The table of a file of values, each cell where a spreadsheet would show it.

    Raises:
        UnreadableError: as `encoding.decode`.
    """
    text = encoding.decode(data, name)
    return [Grid([[_cell(words, row, column) for column, words in enumerate(values)]
                  for row, values in enumerate(_rows(text), 1)], spans=False)]  # fmt: skip


def _rows(text: str) -> list[list[str]]:
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:20_000], SEPARATORS)
    except csv.Error:
        dialect = csv.excel
    csv.field_size_limit(len(text) + 1)
    return list(csv.reader(io.StringIO(text, newline=""), dialect))


def _cell(words: str, row: int, column: int) -> GridCell:
    return GridCell(words, where=Where("cell", f"{letters(column)}{row}"))


def letters(column: int) -> str:
    """The letters of a spreadsheet's column, counted from 0: A, B … Z, AA."""
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)
