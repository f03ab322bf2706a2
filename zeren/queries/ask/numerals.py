"""Small numbers as people write them: 5, 五, 十二, 二〇二三, five."""

from __future__ import annotations

HAN = "一二两三四五六七八九十"

_DIGITS = {
    "〇": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
ENGLISH = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20,
}  # fmt: skip


def number(text: str) -> int | None:
    """The number below 100, or the year digit by digit, that the text writes; None when it writes none."""
    if text.isascii():
        return int(text) if text.isdigit() else ENGLISH.get(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        if not all(part == "" or part in _DIGITS for part in (tens, ones)):
            return None
        return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
    if not all(letter in _DIGITS for letter in text):
        return None
    return int("".join(str(_DIGITS[letter]) for letter in text))
