"""Numbers as plans write them: 2.62, １０, 5,000, 三十六, 一点五; each character in its place.

Chinese numerals are read by cn2an.
"""

from __future__ import annotations

import re
from functools import lru_cache

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SAME_SIGN = str.maketrans(
    {"−": "-", "–": "-", "—": "-", "～": "-", "~": "-", "﹣": "-", "㎞": "k", "﹪": "%"}
)  # a range is written with any dash
_PUNCTUATION = str.maketrans({"(": "（", ")": "）", ";": "；", ":": "：", "!": "！", "?": "？"})
_PLAIN = {
    code: chr(code).translate(_FULL_WIDTH).translate(_SAME_SIGN).translate(_PUNCTUATION)
    for code in _FULL_WIDTH.keys() | _SAME_SIGN.keys() | _PUNCTUATION.keys()
}
"""All three, one after the other, in one step."""

_COMMA = re.compile(r",(?!(?<=\d,)\d{3}(?!\d))")

ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_DIGITS = "[一二两三四五六七八九十][零一二两三四五六七八九十百千]*"
CHINESE = rf"{_DIGITS}(?:万零?{_DIGITS})?(?:点[零一二三四五六七八九]+)?"
STEPPED = rf"(?:\d+(?:[亿万]零?\d+(?:\.\d+)?)|{_DIGITS}亿零?{_DIGITS})"
"""A number in two steps, the unit's multiplier behind the second: 3亿5000(万元), 三亿五千(万元)."""

NUMBER = rf"(?:{STEPPED}|{ARABIC}|{CHINESE})"
LARGEST = 1e15
"""From here on a row of digits is no number: no plan has such a figure, and it would not be kept exactly."""

_STEP = re.compile("(?P<high>[^亿万]+)(?P<step>[亿万])零?(?P<low>[^亿万]+)")
_STEPS = {"亿": 100_000_000, "万": 10_000}


def half_width(text: str) -> str:
    """The text in half-width digits and letters and full-width stops, character for character.

    A comma between digits stays where it groups them by three (5,000), else it is a stop.
    """
    return _COMMA.sub("，", text.translate(_PLAIN))


def stepped(written: str, multiplier: int) -> float | None:
    """The value of a number that may stand in two steps, as many of its unit's `multiplier`.

    3亿5000 before 万元 is 35000; None where the second step is not below the first (3亿5 before 亿元).
    """
    found = _STEP.fullmatch(written)
    if found is None or (found["step"] == "万" and is_chinese(written)):
        return value(written)
    high, low = value(found["high"]), value(found["low"])
    steps = _STEPS[found["step"]] / multiplier
    return None if high is None or low is None or low >= steps else high * steps + low


@lru_cache(4096)
def value(written: str) -> float | None:
    """The value of a number in half-width characters, None when it is none (百, 三五) or too large."""
    import cn2an

    try:
        is_written_in_digits = written[:1].isascii()
        number = float(written.replace(",", "") if is_written_in_digits else cn2an.cn2an(written, "normal"))
    except ValueError:
        return None
    return number if abs(number) < LARGEST else None


def is_chinese(written: str) -> bool:
    """Whether a number is written in Chinese numerals."""
    return not written.isascii()
