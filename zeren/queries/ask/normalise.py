"""A question's text as the rest reads it: one form of every letter, quotes in pairs, no controls."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from zeren.queries.catalog import Language

LONGEST = 200
"""Letters of the longest question that is read; nobody asks in more, and every letter costs look-ups."""

_QUOTES = str.maketrans("「」『』《》〈〉„‟＂″", '“”“”“”“”““""')
_LATIN = r"[A-Za-z]+"
_ASKING = re.compile(
    r"(?<![A-Za-z])(?:who(?:m|se)?|what|which|when|where|why|how|do|does|did|is|are|was|list|show|tell|compare|leads?|led"
    r"|supports?|the|of|by|for|with|(?:task|target|project|unit|group|deadline|finding)s?)(?![A-Za-z])",
    re.I,
)
_ASKING_IN_CHINESE = ("谁", "哪", "什么", "多少", "几", "吗", "怎", "如何", "何时", "是否", "列出", "比较")
"""Words that ask, which no name of a unit, a task or a project in the other language holds."""


def normalise(question: str) -> str:
    """The question in half-width and simplified letters, with spaces joined, and quotes “like this”."""
    plain = unicodedata.normalize("NFKC", question.replace("〔", "[").replace("〕", "]"))
    plain = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in plain).translate(_QUOTES)
    plain = re.sub(r"‘([^’]*)’", r"“\1”", plain).replace("’", "'").replace("‘", "'")
    plain = re.sub(r'"([^"“”]*)"', r"“\1”", plain)
    return simplified(re.sub(r" +", " ", plain).strip())


def simplified(text: str) -> str:
    """The text in simplified letters; 財政局 is 财政局."""
    try:
        # GB 2312 has the simplified letters of daily use: what fits in it needs no dictionary.
        _han(text).encode("gb2312")
    except UnicodeEncodeError:
        return str(_converter().convert(text))
    return text


def _han(text: str) -> str:
    """The Chinese letters of a text; a pattern for them takes longer to make than the rest of a question."""
    return "".join(letter for letter in text if "\u3400" <= letter <= "\u9fff")


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def lower(text: str) -> str:
    """The text in small letters, of the same length."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def language_of(text: str) -> Language:
    """The language of the words that ask, whatever the names between them are in.

    Where such words are of neither language, or of both: English where more English words than
    Chinese letters stand outside quotation marks.
    """
    outside = re.sub(r"“[^”]*”", "", text)
    in_english = bool(_ASKING.search(outside))
    if in_english != any(word in outside for word in _ASKING_IN_CHINESE):
        return "en" if in_english else "zh"
    words, letters = len(re.findall(_LATIN, outside)), len(_han(outside))
    return "en" if words and (words >= 3 or words > letters) else "zh"
