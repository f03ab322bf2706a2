"""Tables that go on in another table: behind a page break the rows come again without their header."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from zeren.ingest.cells import Kind, kind_of
from zeren.ingest.columns import Column, meaning
from zeren.ingest.readers.content import Line

_BETWEEN = re.compile(
    r"[（(【\[]?(?:续上?表|接上[页表]|上接\w{1,6}|表?续)[\s\d一二三四五六七八九十.-]*[）)】\]]?"
    r"|(?:附?表|清单)[\s\d一二三四五六七八九十.-]*[（(]续表?[）)]"
    r"|[-—–－\s]*第?\s*\d{1,4}\s*页?[-—–－\s]*|第\d{1,4}页[，,/ ]*共\d{1,4}页"
)
_SAYS_ROLE = re.compile(r"牵头|配合|负责|(?:单位|部门)[:：]")


def nothing_between(lines: Iterable[Line]) -> bool:
    """Whether the lines behind a table are blank, a page number, or say that it goes on: 续表."""
    return all(not words or _BETWEEN.fullmatch(words) for words in (line.text.strip() for line in lines))


def goes_on(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows without a header of their own belong below the header of the table before.

    They have as many columns and name units, and where the header counts its rows, so do they: a
    first row of words in the column of numbers would be a header that nobody knows.

    Args:
        header: the words of the header's cell of each column.
        rows: the words of each row's cells, the empty ones too.
    """
    filled = [row for row in rows if any(row)]
    whole = [row for row in filled if sum(map(bool, row)) > 1]
    if not whole or len(whole[0]) != len(header):
        return False
    counted = [cell for cell, name in zip(whole[0], header, strict=True) if meaning(name) is Column.NUMBER]
    if any(kind_of(cell) not in (Kind.NUMBER, Kind.EMPTY) for cell in counted):
        return False
    return any(kind_of(cell) is Kind.UNITS or _SAYS_ROLE.search(cell) for row in whole for cell in row)
