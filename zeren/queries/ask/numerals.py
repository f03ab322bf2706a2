"""Small numbers as people write them: 5, 五, 十二, 二〇二三, five."""

from __future__ import annotations

from zeren.ontology.numerals import han

ENGLISH = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20,
}  # fmt: skip


def number(text: str) -> int | None:
    """The number below 100, or the year digit by digit, that the text writes; None when it writes none."""
    if text.isascii():
        return int(text) if text.isdigit() else ENGLISH.get(text)
    return han(text)
