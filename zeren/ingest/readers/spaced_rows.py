"""Tables whose columns are set apart by spaces, as typed by hand or copied from a page.

A line of such a table is told by its header: short words that name columns, units among them. Where
two spaces or a wide one part the cells, a row may have fewer of them, merged ones being left out;
where one space does, each row has as many as the header.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from zeren.ingest.columns import is_header

WIDE = re.compile(r"[ \u3000\xa0]*(?:[ \xa0]{2}|\u3000)[ \u3000\xa0]*")
"""What parts the cells of a line set in columns."""

ANY = re.compile(r"[ \u3000\xa0]+")
"""What parts them where one space is all that does."""

_FEWEST_CELLS = 3
_FEWEST_ROWS = 2
Span = tuple[int, int]


def find(text: str, lines: Sequence[Span]) -> list[tuple[int, int, re.Pattern[str]]]:
    """The tables among lines: the index of the header, that behind the last row, and what parts the cells.

    Args:
        text: the document's text.
        lines: where the lines are, without their ends.
    """
    found: list[tuple[int, int, re.Pattern[str]]] = []
    at = 0
    while at < len(lines):
        table = _table(text, lines, at)
        if table is None:
            at += 1
        else:
            found.append((at, *table))
            at = table[0]
    return found


def _table(text: str, lines: Sequence[Span], head: int) -> tuple[int, re.Pattern[str]] | None:
    """Where the table ends whose header is a line, and what parts its cells; None where the line is none."""
    for gap in (WIDE, ANY):
        cells = gap.split(text[slice(*lines[head])])
        if len(cells) < _FEWEST_CELLS or not is_header(cells):
            continue
        behind = head + 1
        while behind < len(lines) and _is_row(text[slice(*lines[behind])], gap, len(cells)):
            behind += 1
        if behind - head > _FEWEST_ROWS:
            return behind, gap
    return None


def _is_row(line: str, gap: re.Pattern[str], width: int) -> bool:
    """Whether a line is a row below a header of so many cells."""
    cells = gap.split(line)
    if gap is ANY or len(cells) == width:
        return len(cells) == width
    return 1 < len(cells) < width and "。" not in line
