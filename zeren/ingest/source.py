"""What a reader gives: the document's text and its blocks, each with its offsets."""

from __future__ import annotations

from dataclasses import dataclass, field

from zeren.ontology.locators import Locator


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of prose, without the white space around it."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell, without the white space around its words; empty when start == end.

    `merged` says that the file itself has it as one with the cell above.
    """

    start: int
    end: int
    merged: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing stands in the cell (where spans are not known: it is merged, or left open)."""
        return self.start == self.end


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one printed row, from left to right."""

    cells: tuple[Cell, ...]
    complete: bool = True
    """False when the row broke off before its last column."""

    @property
    def start(self) -> int:
        """Where the first cell that holds words begins."""
        return min((c.start for c in self.cells if not c.empty), default=self.cells[0].start)

    @property
    def end(self) -> int:
        """Where the last cell that holds words ends."""
        return max((c.end for c in self.cells if not c.empty), default=self.cells[-1].end)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its header's cells, and its rows without the header, which may be printed again.

    `reprints` holds the index of each row before which the header was printed again; `spans`
    says whether the file knows which cells are merged, as flattened text does not. `inside` is
    the row in which it stands, of a table in a cell of another. `groups` is the first line of a
    header of two, a cell a column, which tells several columns what they share.
    """

    header: tuple[Cell, ...]
    rows: tuple[Row, ...]
    start: int
    end: int
    reprints: frozenset[int] = field(default_factory=frozenset)
    spans: bool = False
    inside: Row | None = None
    groups: tuple[Cell, ...] = ()


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class SourceText:
    """A document as read: the stored text, its blocks in order, and where the text stood in the file.

    `unvalued` are the cells of a workbook whose formula has no value in the file (`Sheet1!D7`).
    """

    text: str
    blocks: tuple[Block, ...]
    locators: tuple[Locator, ...] = ()
    unvalued: tuple[str, ...] = ()
