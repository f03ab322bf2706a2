"""Workbooks and files of values out of lines and tables: lines above a table stand in its first column."""

from __future__ import annotations

import csv
import html
import io
import zipfile
from collections.abc import Iterable

import xlsxwriter

from zeren.ingest.readers.content import Content, Grid
from zeren.ingest.readers.places import Place, matrix


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


def open_workbook(contents: Iterable[Content]) -> bytes:
    """A workbook of OpenDocument of one sheet, with its merged cells."""
    rows: list[str] = []
    for content in contents:
        if isinstance(content, Grid):
            rows += map(_open_row, matrix(content))
        else:
            rows.append(open_cell(content.text))
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return open_document(f'<table:table table:name="表">{body}</table:table>')


def _open_row(places: Iterable[Place]) -> str:
    return "".join(
        "<table:covered-table-cell/>"
        if place.below or place.beside
        else open_cell(
            place.cell.text,
            f'table:number-rows-spanned="{place.cell.rows}" '
            f'table:number-columns-spanned="{place.cell.columns}"',
        )
        for place in places
    )


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


def open_document(content: str) -> bytes:
    """A workbook of OpenDocument: its tables in the markup of that form, `table:` and `text:`."""
    names = {
        prefix: f"urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"
        for prefix in ("office", "table", "text", "style")
    }
    declared = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in names.items())
    body = f"<office:body><office:spreadsheet>{content}</office:spreadsheet></office:body>"
    media = "application/vnd.oasis.opendocument.spreadsheet"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", media, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml", f"<office:document-content {declared}>{body}</office:document-content>"
        )
    return file.getvalue()


def open_cell(text: str, about: str = "") -> str:
    """A cell with words in a workbook of OpenDocument."""
    words = f"<text:p>{html.escape(text)}</text:p>"
    return f'<table:table-cell office:value-type="string" {about}>{words}</table:table-cell>'


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
