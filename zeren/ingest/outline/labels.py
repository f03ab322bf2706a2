"""Printed labels of headings and items in any width: 第一章, 第一条, 一、, （一）, 1., （1）, ①."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGITS = "零一二三四五六七八九"
_NUMERAL = "[一二三四五六七八九十百]{1,4}"
_NUMBER = "[0-9０-９]{1,3}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

CHAPTER, ARTICLE, CHINESE, CHINESE_BRACKET, ARABIC, ARABIC_BRACKET, CIRCLED = range(7)
"""The ranks of labels, outermost first (GB/T 9704-2012, 7.3.3: 一、（一）1.（1）, ① below them).

Rules (实施细则, 办法) count articles through their chapters: 第一章 over 第一条.
"""

# A label is followed by words: what looks like 1.5万, 3.25日 or 一、二 in a list of numbers is none.
_FORMS: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (rank, re.compile(pattern))
    for rank, pattern in (
        (CHAPTER, rf"第({_NUMERAL}|{_NUMBER})[章编篇部]分?[\s　]*"),
        (ARTICLE, rf"第({_NUMERAL})条[\s　]+"),
        (CHINESE, rf"({_NUMERAL})[\s　]*[、．.][\s　]*"),
        (CHINESE_BRACKET, rf"[（(][\s　]*({_NUMERAL})[\s　]*[)）][、.．]?[\s　]*"),
        (ARABIC, rf"({_NUMBER})[\s　]*(?:[.．、]+)(?![0-9０-９])[\s　]*"),
        (ARABIC_BRACKET, rf"[（(][\s　]*({_NUMBER})[\s　]*[)）][、.．]?[\s　]*"),
        (ARABIC_BRACKET, rf"({_NUMBER})[)）][、.．]?[\s　]*"),
        (CIRCLED, rf"([{_CIRCLED}])[、.．]?[\s　]*"),
    )
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a line.

    `printed` is the numeral or number as it stands, half width (一, 12); `value` what it
    counts; `end` is where the words behind it begin, counted from the line's start.
    """

    rank: int
    printed: str
    value: int
    end: int


def parse(line: str) -> Label | None:
    """The label that the line starts with; None when it has none, or nothing behind it."""
    for rank, pattern in _FORMS:
        found = pattern.match(line)
        if found and found.end() < len(line):
            printed = found.group(1).translate(_HALF_WIDTH)
            return Label(rank, printed, number(printed), found.end())
    return None


_HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def number(printed: str) -> int:
    """The number that a printed label counts: 十二, 12 and ⑫ are 12."""
    if printed in _CIRCLED:
        return _CIRCLED.index(printed) + 1
    if printed.isascii():
        return int(printed)
    hundreds, _, rest = printed.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    value = 100 * (_digit(hundreds) or 1) if "百" in printed else 0
    if ten:
        value += 10 * (_digit(tens) or 1)
    return value + _digit(ones)


def circled(value: int) -> str:
    """The circled number that counts so many; nothing where there is none."""
    return _CIRCLED[value - 1] if 0 < value <= len(_CIRCLED) else ""


def _digit(numeral: str) -> int:
    return _DIGITS.find(numeral[-1]) if numeral and numeral[-1] in _DIGITS else 0
