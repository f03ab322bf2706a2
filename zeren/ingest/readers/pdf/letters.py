"""The letters of a PDF in rows, as words are read: in order, in one form, with the spaces that are seen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

_GAP = 0.45
"""Of the size of a letter: from this distance on, a space stands between two letters."""

_BASE = 0.35
"""Of the size of a letter: so far apart may the feet of letters be that stand in one row."""

_RADICALS = str.maketrans(
    "⺀⺄⺇⺈⺌⺍⺕⺜⺝⺟⺠⺫⺬⺮⺯⺴⺶⺷⺻⺼⻁⻂⻃⻄⻅⻆⻉⻊⻋⻌⻍⻎⻐⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻞⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻲⻳",
    "冫乙几刀小小彐日月母民目示竹糸网羊羊聿肉虎衣西西见角贝足车辶辶辶钅長镸长门阜青韦页风飞食飠飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜龟",
)
"""Radicals that fonts give in place of letters of the same form, those that Unicode's NFKC leaves alone."""


_WORD = r"[（《〈“‘〔【\[(]*(?:[A-Za-z0-9.,%+/-]+|.)[，。、；：！？）》〉”’〕】\])%,.;:!?]*"
_UNBROKEN = re.compile(rf"{_WORD}(?:(?:(?<=[”’/·])|(?=[“‘/·])){_WORD})*")
"""What stays on one line: none ends before a closing mark, nor beside a quotation mark or a stroke."""

_HALF_WIDTH = 0.6


class Letter(NamedTuple):
    """A letter: its text in one form, its box in points from the page's upper left, its foot, its size."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    foot: float
    size: float


def rows_of(chars: Iterable[dict[str, Any]]) -> list[list[Letter]]:
    """The letters that pdfplumber found on a page, row by row, each from left to right.

    Letters of one row stand on one line although fonts give their boxes different heights. What is
    printed sideways, such as a mark across the page, is left out.
    """
    letters = sorted(
        (_letter(char) for char in chars if char["upright"] and char["text"]),
        key=lambda one: (one.foot, one.left),
    )
    rows: list[list[Letter]] = []
    for letter in letters:
        if rows and letter.foot - rows[-1][-1].foot <= _BASE * min(letter.size, rows[-1][-1].size):
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return [_once(sorted(row, key=lambda one: (one.left, one.text))) for row in rows]


def _letter(char: dict[str, Any]) -> Letter:
    height = char["bottom"] - char["top"]
    # The text matrix holds the foot from below; boxes are measured from above.
    foot = char["bottom"] + char["y0"] - char["matrix"][5]
    return Letter(
        one_form(char["text"]),
        char["x0"],
        char["x1"],
        char["top"],
        char["bottom"],
        foot,
        char["size"] or height,
    )


def one_form(text: str) -> str:
    """Letters as they are typed: fonts give radicals (⼯, ⻓) and ligatures that look the same."""
    return "".join(
        unicodedata.normalize("NFKC", letter)
        if "\u2f00" <= letter <= "\u2fdf" or "\ufb00" <= letter <= "\ufb4f"
        else letter
        for letter in unicodedata.normalize("NFC", text).translate(_RADICALS)
    )


def _once(row: Sequence[Letter]) -> list[Letter]:
    """A row without letters that are printed twice in one place to look bold."""
    kept: list[Letter] = []
    for letter in row:
        twice = any(
            other.text == letter.text and abs(other.left - letter.left) < 0.2 * letter.size
            for other in kept[-2:]
        )
        if not twice or letter.text.isspace():
            kept.append(letter)
    return kept


def said(row: Sequence[Letter]) -> str:
    """The words of a row; a space stands where letters are apart, but not between two Chinese ones."""
    words = ""
    last: Letter | None = None
    for letter in row:
        apart = last is not None and letter.left - last.right > _GAP * min(letter.size, last.size)
        if apart and not words.endswith(" ") and not letter.text.isspace():
            words += " "
        words += letter.text
        last = letter
    return words.strip()


def joined(before: str, behind: str) -> str:
    """Two lines that go on into each other; a space stands only between two Latin words."""
    latin = before[-1:].isascii() and behind[:1].isascii() and before[-1:].isalnum() and behind[:1].isalnum()
    return before + (" " if latin else "") + behind


def unbroken(line: str) -> float:
    """How wide the first letters are that no line may end between, in sizes of a letter: 局、, 300, 好“一."""
    first = _UNBROKEN.match(line)
    return sum(_HALF_WIDTH if letter.isascii() else 1 for letter in first.group()) if first else 0.0
