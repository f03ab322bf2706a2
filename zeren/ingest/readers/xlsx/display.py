"""How a workbook shows its cells: the formats of figures and days, and rows and columns out of sight.

Only attributes are read, in a stream that keeps nothing of empty cells. Entities are refused before
they are defined.
"""

from __future__ import annotations

import datetime
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from zeren.errors import UnreadableError
from zeren.ingest.readers import packed, strangers
from zeren.ingest.readers.xlsx.figures import figure

LARGEST = 500_000_000
"""Bytes of one part unpacked; a million empty rows of eight cells have 350,000,000."""

MOST_CELLS = 20_000_000
"""Cells between the first and the last with a value, empty ones counted."""

DAMAGED = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, OSError, ValueError, LookupError,
    OverflowError, NotImplementedError,
)  # fmt: skip
"""What the standard library raises for a broken archive, a broken part, or an encoding that is none."""

Value = str | int | float | bool | datetime.date | datetime.time | datetime.timedelta

# ECMA-376 part 1, 18.8.30: formats that have a number instead of a code, as Chinese editions show them.
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "yyyy-m-d",
    16: "m-d", 17: "yyyy-m", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"',
    30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_EMPTY_CELL = re.compile(rb"<(?:\w+:)?c [^<>]*?\br=\"[^<>]*/>")
_EMPTY_ROW = re.compile(rb"<(?:\w+:)?row [^<>]*?\br=\"[^<>]*(?:/>|(?<!/)>\s*</(?:\w+:)?row>)")
_PIECE = 1_000_000

_OF_DAY = re.compile(
    r"""
    "(?P<quoted>[^"]*)" | [\\!](?P<escaped>.) | \[[^\]]*\] | [_*].
    | (?P<part>yyyy|yy|(?<!m)mm?(?!m)|(?<!d)dd?(?!d)|hh?|ss?) | (?P<end>;)
    | (?P<bare>[-/:,.\ ]|[^\x00-\x7f]) | (?P<unknown>.)
    """,
    re.X | re.I | re.S,
)


@dataclass(slots=True)
class Shown:
    """Of one sheet, rows and columns counted from 0: what is hidden, the formats of its figures.

    `formulas` are the cells with a formula that does not say that it gives words.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)


def shown(archive: zipfile.ZipFile, name: str) -> dict[str, Shown]:
    """How each sheet is shown, by the sheet's name.

    Args:
        archive: the workbook.
        name: the file's name, for messages.

    Raises:
        UnreadableError: a part is damaged, declares entities, or is larger than is read.
    """
    package = Package(archive, name)
    package.check()
    sheets: dict[str, str] = {}
    targets: dict[str, str] = {}

    def sheet(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "sheet":
            relation = next(
                (v for k, v in attributes.items() if k.rpartition(":")[2] == "id" and ":" in k), ""
            )
            sheets[attributes.get("name", "")] = relation

    def relation(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship":
            target = posixpath.join("/xl", attributes.get("Target", ""))
            targets[attributes.get("Id", "")] = posixpath.normpath(target).lstrip("/")

    package.read("xl/workbook.xml", sheet)
    package.read("xl/_rels/workbook.xml.rels", relation)
    codes = _codes(package)
    return {title: _sheet(package, targets.get(key, ""), codes) for title, key in sheets.items()}


def _codes(package: Package) -> list[str]:
    """The format of each of the workbook's cell styles; empty for a general one."""
    custom: dict[int, str] = {}
    used: list[int] = []
    inside: list[str] = []

    def style(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "numFmt":
            custom[integer(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif tag in ("cellStyleXfs", "cellXfs", "dxfs"):
            inside[:] = [tag]
        elif tag == "xf" and inside == ["cellXfs"]:
            used.append(integer(attributes.get("numFmtId")))

    package.read("xl/styles.xml", style)
    found = ({**_BUILT_IN, **custom}.get(number, "") for number in used)
    return ["" if code.lower() in ("general", "@") else code for code in found]


@dataclass(slots=True)
class _Reading:
    """Where the reading of a sheet stands."""

    codes: list[str]
    found: Shown = field(default_factory=Shown)
    row: int = -1
    column: int = -1
    code: str = ""
    words: bool = False
    filtered: bool = False
    last_row: int = -1
    last_column: int = -1

    def element(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take in the beginning of an element."""
        if tag == "c":
            self._cell(attributes)
        elif tag in ("v", "is"):
            self.last_row, self.last_column = self.row, max(self.last_column, self.column)
            if self.code:
                self.found.formats[self.row, self.column] = self.code
        elif tag == "f" and not self.words:
            self.found.formulas.add((self.row, self.column))
        elif tag == "row":
            self.row = integer(attributes.get("r"), self.row + 2) - 1
            self.column = -1
            if attributes.get("hidden") in ("1", "true"):
                self.found.hidden_rows.add(self.row)
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = integer(attributes.get("min"), 1), integer(attributes.get("max"), 1)
            self.found.hidden_columns.update(range(first - 1, min(last, 16_384)))
        elif tag in ("filterColumn", "tablePart"):
            self.filtered = True

    def _cell(self, attributes: Mapping[str, str]) -> None:
        place = attributes.get("r", "").rstrip("0123456789")
        self.column = _column(place) if place else self.column + 1
        style = integer(attributes.get("s"), -1)
        self.words = attributes.get("t") == "str"
        is_figure = attributes.get("t", "n") in ("n", "d")
        self.code = self.codes[style] if is_figure and 0 <= style < len(self.codes) else ""


def _sheet(package: Package, part: str, codes: list[str]) -> Shown:
    """How a sheet is shown. Rows that a filter hides for the moment count as shown."""
    reading = _Reading(codes)
    package.read(part, reading.element)
    package.refuse_far_apart(reading.last_row + 1, reading.last_column + 1)
    if reading.filtered:
        reading.found.hidden_rows.clear()
    return reading.found


@dataclass(frozen=True, slots=True)
class Package:
    """A packed workbook, of which parts are read within limits, without entities."""

    archive: zipfile.ZipFile
    name: str

    def check(self) -> None:
        """Refuse a workbook of which a part with words or cells is larger than is read."""
        for info in self.archive.infolist():
            if info.filename.endswith(".xml"):
                packed.refuse_large(info, LARGEST, self.name)

    def read(self, part: str, begin: Callable[[str, Mapping[str, str]], None]) -> None:
        """Call `begin` with each element: its name without prefix, its attributes; a part may be missing."""
        try:
            info = self.archive.getinfo(part)
        except KeyError:
            return
        parser = expat.ParserCreate()
        parser.StartElementHandler = lambda tag, attributes: begin(tag.rpartition(":")[2], attributes)
        parser.StartDoctypeDeclHandler = self._entities
        try:
            with self.archive.open(info) as stream:
                for piece in _filled(stream):
                    parser.Parse(piece)
                parser.Parse(b"", True)
        except DAMAGED:
            raise self._damaged(f"{part} cannot be read") from None
        except RuntimeError:  # what zipfile raises for a part that is encrypted
            raise UnreadableError(f"{self.name}: protected by a password", strangers.UNLOCK) from None

    def refuse_far_apart(self, rows: int, columns: int) -> None:
        """Refuse a sheet whose values stand over so many rows and columns that too many cells are between."""
        if rows * columns > MOST_CELLS:
            raise UnreadableError(
                f"{self.name}: a sheet with values {rows:,} rows and {columns:,} columns apart, larger than "
                "is read",
                "delete what stands far outside of the table, or split the sheet",
            )

    def _entities(self, *_: object) -> None:
        raise self._damaged("it declares entities, which Excel never does")

    def _damaged(self, what: str) -> UnreadableError:
        return UnreadableError(
            f"{self.name}: a damaged Excel file: {what}", "open it in Excel or WPS and save it again as .xlsx"
        )


def _filled(stream: IO[bytes]) -> Iterator[bytes]:
    """A part in pieces, without cells that hold nothing, and without the rows that then hold nothing."""
    rest = b""
    while data := stream.read(_PIECE):
        piece, end, rest = (rest + data).rpartition(b">")
        yield _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", piece + end))
    yield rest


def words(value: Value, code: str) -> str:
    """A cell's value as its format shows it: 2024年12月31日, 12, 50%; plain where that is not certain."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.date):
        return (_day(code, value) if code else None) or f"{value.year:04}年{value.month}月{value.day}日"
    if isinstance(value, (int, float)):
        said = figure(code, float(value), _general(abs(value))) if code else None
        return _general(value) if said is None else said
    return str(value)


def _general(value: float) -> str:
    return str(int(value)) if abs(value) < 1e15 and value == int(value) else f"{value:.11g}"


def _day(code: str, day: datetime.date) -> str | None:
    """A day in a format's first section; None if the section has what is not known of days."""
    said = ""
    clock = False
    for piece in _OF_DAY.finditer(code):
        if piece["unknown"]:
            return None
        if piece["end"]:
            break
        if piece["part"]:
            clock = clock or piece["part"][0] in "hHsS"
            said += _part_of_day(piece["part"].lower(), day, clock)
        else:
            said += piece["quoted"] or piece["escaped"] or piece["bare"] or ""
    return said.strip()


def _part_of_day(token: str, day: datetime.date, clock: bool) -> str:
    if token[0] == "y":
        return f"{day.year:04}"[-4 if len(token) > 2 else -2 :]
    if token[0] in "hs" or (token[0] == "m" and clock):
        time = day.time() if isinstance(day, datetime.datetime) else datetime.time()
        value = {"h": time.hour, "m": time.minute, "s": time.second}[token[0]]
    else:
        value = day.month if token[0] == "m" else day.day
    return f"{value:0{2 if len(token) == 2 else 1}}"


def integer(value: str | None, otherwise: int = 0) -> int:
    """A number that an attribute holds; another one where it holds none."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 9 else otherwise


def _column(letters: str) -> int:
    """A column's number counted from 0 by its letters."""
    number = 0
    for letter in letters[:3]:
        number = number * 26 + ord(letter.upper()) - ord("A") + 1
    return number - 1
