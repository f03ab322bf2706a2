"""Workbooks and files of values out of lines and tables: lines above a table stand in its first column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import xlsxwriter

from zeren.ingest.readers.content import Content, Grid
from zeren.ingest.readers.places import matrix


def workbook(sheets: dict[str, Iterable[Content]]) -> bytes:
    """A workbook with its merged cells, by the names of its sheets."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for name, contents in sheets.items():
            sheet = book.add_worksheet(name)
            row = 0
            for content in contents:
                if isinstance(content, Grid):
                    row = _table(sheet, row, content)
                else:
                    sheet.write_string(row, 0, content.text)
                    row += 1
    return file.getvalue()


def _table(sheet: xlsxwriter.worksheet.Worksheet, first: int, grid: Grid) -> int:
    """Write a table from a row on; the row behind it."""
    places = matrix(grid)
    for y, row in enumerate(places, first):
        for x, place in enumerate(row):
            cell = place.cell
            if place.below or place.beside:
                continue
            if cell.rows * cell.columns > 1:
                sheet.merge_range(y, x, y + cell.rows - 1, x + cell.columns - 1, cell.text)
            elif cell.text.isdigit():
                sheet.write_number(y, x, int(cell.text))
            else:
                sheet.write_string(y, x, cell.text)
    return first + len(places)


def separated(contents: Iterable[Content], separator: str = ",") -> str:
    """Values as a spreadsheet saves them: of merged cells the first holds the words."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=separator)
    for content in contents:
        if isinstance(content, Grid):
            writer.writerows(
                ["" if place.below or place.beside else place.cell.text for place in row]
                for row in matrix(content)
            )
        else:
            writer.writerow([content.text])
    return file.getvalue()
