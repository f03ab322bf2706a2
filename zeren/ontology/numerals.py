"""Small numbers in Chinese numerals: 五, 十二, 二〇二三."""

from __future__ import annotations

HAN = "一二两三四五六七八九十"

_DIGITS = {letter: value for value, letter in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0, "两": 2}


def han(text: str) -> int | None:
    """The number below 100, or the digits one by one, that numerals write; None when they write none."""
    tens, ten, ones = text.partition("十")
    if ten:
        if not all(part == "" or part in _DIGITS for part in (tens, ones)):
            return None
        return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
    if not text or not all(letter in _DIGITS for letter in text):
        return None
    return int("".join(str(_DIGITS[letter]) for letter in text))
