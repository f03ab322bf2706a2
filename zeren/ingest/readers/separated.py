"""Values set apart by commas, semicolons or tabs: one table, as a spreadsheet shows it."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from zeren.ingest.readers import encoding
from zeren.ingest.readers.content import Content, Grid, GridCell, Where

SEPARATORS = ",\t;|，；"
_LOOKED_AT = 100
"""Rows from which the separator is told."""

_NAMED = re.compile(r'"?sep=(.)"?[ \t]*(?:\r\n|\r|\n)', re.I)


def read(data: bytes, name: str) -> list[Content]:
    """The table of a file of values, each cell where a spreadsheet would show it.

    Raises:
        UnreadableError: as `encoding.decode`.
    """
    text = encoding.decode(data, name)
    csv.field_size_limit(max(encoding.LIMIT, csv.field_size_limit()))
    named = _NAMED.match(text)
    body = text[named.end() :] if named else text
    rows = _rows(body, named[1] if named else _separator(body))
    return [Grid([[_cell(words, row, column) for column, words in enumerate(values)]
                  for row, values in enumerate(rows, 2 if named else 1)], spans=False)]  # fmt: skip


def _separator(text: str) -> str:
    """The separator by which most rows fall into the same number of cells, more than one.

    Full-width marks stand in sentences: they count only where nearly every row agrees.
    """
    agreed = {separator: _agreement(text, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: agreed[separator])
    return best if agreed[best] >= (0.5 if best.isascii() else 0.9) else ","


def _agreement(text: str, separator: str) -> float:
    widths = Counter(map(len, islice(_reader(text, separator), _LOOKED_AT)))
    most = max((count for width, count in widths.items() if width > 1), default=0)
    return most / (widths.total() or 1)


def _rows(text: str, separator: str) -> list[list[str]]:
    """The rows; quotes mean nothing where one is never closed, since it would swallow all that follows."""
    try:
        return list(_reader(text, separator, strict=True))
    except csv.Error:
        return list(_reader(text, separator, quoted=text.count('"') % 2 == 0))


def _reader(text: str, separator: str, *, strict: bool = False, quoted: bool = True) -> Iterator[list[str]]:
    return csv.reader(
        io.StringIO(text, newline=""),
        delimiter=separator,
        strict=strict,
        quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
        skipinitialspace=True,
    )


def _cell(words: str, row: int, column: int) -> GridCell:
    return GridCell(words, where=Where("cell", f"{letters(column)}{row}"))


def letters(column: int) -> str:
    """The letters of a spreadsheet's column, counted from 0: A, B … Z, AA."""
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)
