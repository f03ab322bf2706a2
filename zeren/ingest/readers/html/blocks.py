"""Elements of a page as lines and tables, as a browser lays them out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from zeren.ingest.readers import nested
from zeren.ingest.readers.content import Content, Grid, GridCell, Line, Where
from zeren.ingest.readers.html.fields import fields, is_fields
from zeren.ingest.readers.html.page import is_layout, is_noise, rows, texts
from zeren.ingest.readers.html.tree import BLOCKS, Element
from zeren.ingest.readers.separated import letters

_CELL = re.compile(r"[ \f\u3000\xa0]*\t")
_WHITE = re.compile(r"[ \t\n\r\f]+")
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3001-\u303f]"
_BROKEN = re.compile(rf"(?<={_WIDE})[ \t\f]*[\r\n]+[ \t\r\n\f]*(?={_WIDE})")
_MOST_ROWS = 1000
_MOST_COLUMNS = 100
_HOLD_FIELDS = frozenset({"table", "dl", "ul", "div", "section"})

_NUMERALS = "零一二三四五六七八九"


@dataclass(slots=True)
class Reader:
    """Reads elements in order; `found` holds the lines and tables so far.

    `in_cell` says that it reads a cell of a table, in which no other table places whole pages.
    """

    found: list[Content] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    fields: dict[str, str] = field(default_factory=dict)
    in_cell: bool = False

    def read(self, element: Element) -> None:
        """Add what an element shows."""
        if element.tag == "pre":
            for text in "".join(_text(element)).splitlines():
                self.line(text, keeps_blank=True)
            return
        for child in element.children:
            if isinstance(child, str):
                self.pieces.append(child)
            else:
                self._element(child)
        if element.tag in BLOCKS:
            self.close(keeps_blank=element.tag == "p")

    def line(self, text: str, *, keeps_blank: bool = False) -> None:
        """Add a line of prose, with a tab that begins it; lines of the page's own are left out."""
        words = text.strip()
        if not words and not keeps_blank:
            return
        self.paragraphs += bool(words)
        if not is_noise(words):
            tab = "\t" if _CELL.match(text) else ""
            self.found.append(Line(tab + words, Where("paragraph", str(max(1, self.paragraphs)))))

    def close(self, *, keeps_blank: bool = False) -> None:
        """End the line that is being read."""
        source, self.pieces = "".join(self.pieces), []
        tab = "\t" if _CELL.match(source) else ""
        self.line(tab + spaced(source), keeps_blank=keeps_blank)

    def _element(self, element: Element) -> None:
        if element.tag in BLOCKS or element.tag == "br":
            self.close()
        if element.tag in _HOLD_FIELDS and is_fields(lines := [*texts(element)]):
            self.fields |= {k: v for k, v in fields(lines).items() if k not in self.fields}
        elif element.tag in ("ol", "ul"):
            self._list(element)
        elif element.tag == "table" and (self.in_cell or not is_layout(element)):
            self._table(element)
        else:
            self.read(element)

    def _list(self, element: Element) -> None:
        """The items of a list, with the numbers that a browser writes before them."""
        numbers = Numbers(element)
        for child in element.children:
            if isinstance(child, Element) and child.tag == "li":
                label = numbers.next(child)
                if label and not child.text().lstrip().startswith(label):
                    self.pieces.append(label)
                self.read(child)
            elif isinstance(child, str):
                self.pieces.append(child)
            else:
                self._element(child)
        self.close()

    def _table(self, element: Element) -> None:
        for caption in (e for e in element.elements() if e.tag == "caption"):
            self.read(caption)
        self.tables += 1
        inside: list[Content] = []
        grid: list[list[GridCell]] = []
        for number, row in enumerate(rows(element), 1):
            where = Where("row", f"{self.tables}:{number}")
            grid.append([])
            for cell in (e for e in row.elements() if e.tag in ("td", "th")):
                found = _within(cell)
                inside += found
                grid[-1].append(_cell(cell, found, where))
        if self.in_cell and nested.is_frame(grid):
            self.found += inside
        else:
            self.found.append(Grid(grid))


def spaced(text: str) -> str:
    """Text with its white space as a browser shows it: none where the source breaks a Chinese line."""
    return _WHITE.sub(" ", _BROKEN.sub("", text))


def _within(cell: Element) -> list[Content]:
    reader = Reader(in_cell=True)
    reader.read(Element("div", {}, cell.children))
    return reader.found


def _cell(cell: Element, found: list[Content], where: Where) -> GridCell:
    rows = _spanned(cell.attributes.get("rowspan", ""), _MOST_ROWS)
    columns = _spanned(cell.attributes.get("colspan", ""), _MOST_COLUMNS)
    return nested.cell(found, rows, columns, where)


def _spanned(value: str, most: int) -> int:
    """Rows or columns that a cell covers, `0` being all that follow; what no table has counts as one."""
    number = re.match(r"\s*(\d{1,9})", value)
    span = (int(number[1]) or most) if number else 1
    return span if span <= most else 1


def _text(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.tag == "br":
            yield "\n"
        else:
            yield from _text(child)


class Numbers:
    """The numbers of a list's items (HTML Living Standard, 4.4.5): `type`, `start`, `reversed`, `value`."""

    def __init__(self, element: Element) -> None:
        attributes = element.attributes
        style = re.search(r"list-style(?:-type)?\s*:\s*([\w-]+)", attributes.get("style", ""))
        self.kind = style[1] if style else attributes.get("type", "1")
        self.step = -1 if "reversed" in attributes else 1
        items = sum(child.tag == "li" for child in element.elements())
        first = items if self.step < 0 else 1
        self.number = _integer(attributes.get("start", ""), first) - self.step
        self.numbered = element.tag == "ol" and self.kind not in ("none", "disc", "circle", "square")

    def next(self, item: Element) -> str:
        """What stands before an item: `1.`, `a.`, `一、`; nothing in a list without numbers."""
        self.number = _integer(item.attributes.get("value", ""), self.number + self.step)
        return _written(self.number, self.kind) if self.numbered else ""


def _integer(value: str, otherwise: int) -> int:
    number = re.match(r"\s*([+-]?\d{1,9})", value)
    return int(number[1]) if number else otherwise


def _written(number: int, kind: str) -> str:
    if kind in ("a", "A", "lower-alpha", "upper-alpha", "lower-latin", "upper-latin") and number > 0:
        letter = letters(number - 1)
        return (letter if kind[0] in "Au" else letter.lower()) + "."
    if kind in ("i", "I", "lower-roman", "upper-roman") and 0 < number < 4000:
        roman = _roman(number)
        return (roman if kind[0] in "Iu" else roman.lower()) + "."
    if (
        kind in ("cjk-ideographic", "cjk-decimal", "simp-chinese-informal", "trad-chinese-informal")
        and 0 < number < 100
    ):
        return _chinese(number) + "、"
    return f"{number}."


def _roman(number: int) -> str:
    text = ""
    for value, letter in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
        (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        text += letter * (number // value)
        number %= value
    return text


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _NUMERALS[tens]) + ("十" if tens else "") + (_NUMERALS[ones] if ones else "")
