"""What a workbook of OpenDocument (.ods) says of its sheets besides values: merged cells, what is hidden.

The elements are those of OpenDocument 1.3, part 3, 9 (Tables): rows and cells that are repeated, that
cover others, and that are not shown.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from zeren.ingest.readers.xlsx.display import Package, Shown, integer

_MOST_ROWS = 1_048_576
"""Rows of a sheet at most, and cells of a row: what LibreOffice repeats to the sheet's end."""


def shown(archive: zipfile.ZipFile, name: str) -> dict[str, Shown]:
    """How each sheet is shown, by the sheet's name; figures have no formats here.

    Args:
        archive: the workbook.
        name: the file's name, for messages.

    Raises:
        UnreadableError: a part is damaged, declares entities, or is larger than is read.
    """
    package = Package(archive, name)
    package.check()
    reading = _Reading(package)
    package.read("content.xml", reading.element)
    return reading.sheets


@dataclass(slots=True)
class _Reading:
    """Where the reading stands: the sheet, its columns so far, the last row and the cells of it so far."""

    package: Package
    sheets: dict[str, Shown] = field(default_factory=dict)
    sheet: Shown = field(default_factory=Shown)
    row: int = 0
    rows: int = 0
    column: int = 0
    columns: int = 0
    last_row: int = 0
    last_column: int = 0

    def element(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take in the beginning of an element."""
        told = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if tag == "table":
            self.sheet = self.sheets.setdefault(told.get("name", ""), Shown())
            self.row = self.rows = self.columns = self.last_row = self.last_column = 0
        elif tag == "table-column":
            count = _count(told, "number-columns-repeated")
            if told.get("visibility") == "collapse":
                self.sheet.hidden_columns.update(range(self.columns, min(self.columns + count, _MOST_ROWS)))
            self.columns += count
        elif tag == "table-row":
            self.row += self.rows
            self.rows = _count(told, "number-rows-repeated")
            self.column = 0
            if told.get("visibility") == "collapse":
                self.sheet.hidden_rows.update(range(self.row, min(self.row + self.rows, _MOST_ROWS)))
        elif tag in ("table-cell", "covered-table-cell"):
            self._cell(told)

    def _cell(self, told: Mapping[str, str]) -> None:
        count = _count(told, "number-columns-repeated")
        down, beside = _count(told, "number-rows-spanned"), _count(told, "number-columns-spanned")
        if down * beside > 1:
            self.sheet.merged[self.row, self.column] = (self.row + down - 1, self.column + beside - 1)
        self.column += count
        if "value-type" in told:
            self.last_row = self.row + self.rows
            self.last_column = max(self.last_column, self.column)
            self.package.refuse_far_apart(self.last_row, self.last_column)


def _count(told: Mapping[str, str], key: str) -> int:
    return min(max(1, integer(told.get(key), 1)), _MOST_ROWS)
