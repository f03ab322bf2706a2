"""A question's text as the rest reads it: one form of every letter, quotes in pairs, no controls."""

from __future__ import annotations

import re
import unicodedata

from zeren.queries.catalog import Language

LONGEST = 200
"""Letters of the longest question that is read; nobody asks in more, and every letter costs look-ups."""

_QUOTES = str.maketrans("「」『』《》〈〉„‟＂″", '“”“”“”“”““""')
_HAN = r"[\u3400-\u9fff]"
_LATIN = r"[A-Za-z]+"


def normalise(question: str) -> str:
    """The question with full-width letters made half-width, spaces joined, and quotes “like this”."""
    plain = unicodedata.normalize("NFKC", question.replace("〔", "[").replace("〕", "]"))
    plain = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in plain).translate(_QUOTES)
    plain = re.sub(r"‘([^’]*)’", r"“\1”", plain).replace("’", "'").replace("‘", "'")
    plain = re.sub(r'"([^"“”]*)"', r"“\1”", plain)
    return re.sub(r" +", " ", plain).strip()


def lower(text: str) -> str:
    """The text in small letters, of the same length."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def language_of(text: str) -> Language:
    """English where more English words than Chinese letters stand outside quotation marks."""
    outside = re.sub(r"“[^”]*”", "", text)
    words, letters = len(re.findall(_LATIN, outside)), len(re.findall(_HAN, outside))
    return "en" if words and (words >= 3 or words > letters) else "zh"
