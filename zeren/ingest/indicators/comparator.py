"""Words that say on which side of a figure the quantity is to be: 以上, 不超过, 左右."""

from __future__ import annotations

import re

from zeren.ontology.facts import Comparator

_BEFORE: tuple[tuple[Comparator, str], ...] = (
    (
        ">=",
        "≥|>=?|不得?(?:低于?|少于|小于)|(?:要|应)?(?:超过|突破|超出|高于|大于|多于)|超|至少(?:为|有)?|最少|达到?或超过",
    ),
    (
        "<=",
        "≤|<=?|不得?(?:超过|高于|多于|大于|超)|(?:严格)?控制在|控制到|低于|少于|小于|至多|最多|"
        "(?:压减|压降|压缩|缩减|缩短|精简|下降|降低|减少|降|减)(?:至|到|为)",
    ),
    ("~", "大约|约为?|接近|(?<![附就最临邻靠接])近"),
)
_AFTER: tuple[tuple[Comparator, str], ...] = (
    ("~", "左右|上下"),
    (">=", "(?:及|或)?以上"),
    ("<=", "(?:及|或)?以[内下]|之内|内"),
)
BEFORE = "|".join(words for _, words in _BEFORE)
AFTER = "|".join(words for _, words in _AFTER)


def before(words: str) -> Comparator | None:
    """What the words right before a figure say, None when they say nothing."""
    return _of(words, _BEFORE)


def after(words: str) -> Comparator | None:
    """What the words right behind a figure say, None when they say nothing."""
    return _of(words, _AFTER)


def _of(words: str, table: tuple[tuple[Comparator, str], ...]) -> Comparator | None:
    return next((sign for sign, pattern in table if re.fullmatch(pattern, words)), None)


def of(words_before: str, words_behind: str) -> Comparator:
    """The comparator of a figure: words behind it count more than words before it.

    控制在5.5%左右 is about 5.5; without any word the figure is the value to reach.
    """
    return after(words_behind) or before(words_before) or "="
