"""Spreadsheets (xlsx, xlsm, xls, ods): each sheet that is shown as a table, each cell as it is shown.

What is hidden is left out: sheets, rows and columns, but not the rows that only a filter hides.
Formulas have the value that was saved with them; the cells of those without one are told. Of xls and
ods the formats are not known: figures are as they are stored, days in one form; nor are, of xls, the
rows and columns that are hidden.
"""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from zeren.errors import UnreadableError
from zeren.ingest.readers import strangers
from zeren.ingest.readers.content import WIDEST, Content, Grid, GridCell, Line, Where
from zeren.ingest.readers.separated import letters
from zeren.ingest.readers.xlsx import display, opendocument
from zeren.ingest.readers.xlsx.display import Shown

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_GIVEN_NAME = re.compile(r"(?!(?:sheet|工作表|表)\s*\d*$)", re.I)
_PLAIN_NAME = re.compile(r"\w+")

_LOCKED = re.compile(rb"\x09\x08\x10\x00.{16}(?:\x86\x00\x00\x00)?\x2f\x00", re.S)
"""The record of a password (FilePass; MS-XLS, 2.4.117) behind the first one of an older workbook."""

Place = tuple[int, int]


def read(data: bytes, name: str) -> list[Content]:
    """The tables of a workbook.

    Raises:
        UnreadableError: it is damaged, protected, larger than is read, or shows nothing.
    """
    try:
        return _tables(data, name)
    except BaseException as error:
        # What calamine's own code stumbles over in a damaged file is no Exception, and has no name to import.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(name, "its parts do not fit together") from None


def _tables(data: bytes, name: str) -> list[Content]:
    shown = _shown(data, name)
    tables = [
        (sheet.name, grid)
        for sheet in _visible_sheets(_workbook(data, name), name)
        if (grid := _grid(sheet, shown.get(sheet.name, Shown()))).rows
    ]
    found: list[Content] = []
    for title, grid in tables:
        if len(tables) > 1 and _GIVEN_NAME.match(title):
            found.append(Line(f"【{title}】", Where("cell", _place(title, 0, 0))))
        found.append(grid)
    return found


def _shown(data: bytes, name: str) -> dict[str, Shown]:
    if not data.startswith(b"PK"):
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            is_open_document = "content.xml" in archive.namelist()
            return opendocument.shown(archive, name) if is_open_document else display.shown(archive, name)
    except display.DAMAGED:
        raise _damaged(name, "its end is missing") from None


def _workbook(data: bytes, name: str) -> CalamineWorkbook:
    import python_calamine

    try:
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except python_calamine.PasswordError:
        raise UnreadableError(f"{name}: protected by a password", strangers.UNLOCK) from None
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        if _LOCKED.search(data):
            raise UnreadableError(f"{name}: protected by a password", strangers.UNLOCK) from None
        raise _damaged(name, str(error)) from None


def _damaged(name: str, what: str) -> UnreadableError:
    return UnreadableError(
        f"{name}: a damaged Excel file: {what}", "open it in Excel or WPS and save it again as .xlsx"
    )


def _visible_sheets(workbook: CalamineWorkbook, name: str) -> Iterator[CalamineSheet]:
    import python_calamine

    for about in workbook.sheets_metadata:
        is_table = about.typ == python_calamine.SheetTypeEnum.WorkSheet
        if is_table and about.visible == python_calamine.SheetVisibleEnum.Visible:
            try:
                yield workbook.get_sheet_by_name(about.name)
            except (python_calamine.CalamineError, OSError, ValueError) as error:
                raise _damaged(name, str(error)) from None


def _grid(sheet: CalamineSheet, shown: Shown) -> Grid:
    """A sheet's rows and columns that are shown and hold words, with the cells that are merged."""
    merged: dict[Place, Place] = dict(sheet.merged_cell_ranges or ()) or shown.merged
    begun: dict[Place, tuple[str, Place]] = {}
    for place, words in _said(sheet, shown):
        end = merged.get(place, place)
        row = next((r for r in range(place[0], end[0] + 1) if r not in shown.hidden_rows), None)
        column = next((c for c in range(place[1], end[1] + 1) if c not in shown.hidden_columns), None)
        if row is not None and column is not None:
            begun[row, column] = (words, end)
    rows, columns = (sorted({place[i] for place in begun}) for i in (0, 1))
    covered: set[Place] = set()
    grid: list[list[GridCell]] = [[] for _ in rows]
    for y, row in enumerate(rows):
        for x, column in enumerate(columns[:WIDEST]):
            if (row, column) in covered:
                continue
            words, end = begun.get((row, column), ("", (row, column)))
            below = rows[y : bisect_right(rows, end[0])]
            beside = columns[x : bisect_right(columns, end[1])]
            if len(below) * len(beside) > 1:
                covered.update((r, c) for r in below for c in beside[:WIDEST])
            where = Where("cell", _place(sheet.name, row, column))
            grid[y].append(GridCell(words, len(below), len(beside), where))
    return Grid(grid, unvalued=tuple(_unvalued(sheet.name, shown, begun)))


def _unvalued(sheet: str, shown: Shown, said: Mapping[Place, object]) -> Iterator[str]:
    """The cells in sight with a formula that no value was saved for."""
    for row, column in sorted(shown.formulas - said.keys()):
        if row not in shown.hidden_rows and column not in shown.hidden_columns:
            yield _place(sheet, row, column)


def _said(sheet: CalamineSheet, shown: Shown) -> Iterator[tuple[Place, str]]:
    """The cells that hold words, with these."""
    above, left = sheet.start or (0, 0)
    for number, values in enumerate(sheet.iter_rows()):
        for index, value in enumerate(values):
            if value != "":
                place = (number + above, index + left)
                words = display.words(value, shown.formats.get(place, "")).strip()
                if words:
                    yield place, words


def _place(sheet: str, row: int, column: int) -> str:
    named = sheet if _PLAIN_NAME.fullmatch(sheet) else f"'{sheet}'"
    return f"{named}!{letters(column)}{row + 1}"
