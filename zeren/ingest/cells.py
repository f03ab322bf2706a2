"""What the words of a table cell are, whatever its header says."""

from __future__ import annotations

import re
from enum import StrEnum

from zeren.ingest import deadlines
from zeren.ingest.assignments.lists import begins_like_unit, looks_like_unit, split
from zeren.ingest.flat import flatten
from zeren.ontology import lexicon


class Kind(StrEnum):
    """What a cell holds."""

    EMPTY = "empty"
    NUMBER = "number"
    UNITS = "units"
    DEADLINE = "deadline"
    WORDS = "words"


_NUMBER = re.compile(r"[（(]?(?:\d{1,3}(?:\.\d+)?|[一二三四五六七八九十]{1,3})[）)]?[、.．%]?")

_ROLE_LABEL = re.compile("(?:牵头|主责|主办|责任|配合|协办|参与)(?:单位|部门)?[:：]")
"""What a cell may say of its units: 主责：甲 配合：乙."""


def kind_of(words: str) -> Kind:
    """What a cell's words are."""
    plain = "".join(words.split())
    if not plain:
        return Kind.EMPTY
    if _NUMBER.fullmatch(plain):
        return Kind.NUMBER
    if deadlines.alone(plain):
        return Kind.DEADLINE
    return Kind.UNITS if _are_units(plain) else Kind.WORDS


def _are_units(plain: str) -> bool:
    if len(plain) > 200:
        return False
    plain = _ROLE_LABEL.sub("、", plain).strip("、")
    names = [item.name for item in split(flatten(plain, 0, len(plain)), in_table=True).items]
    known = any(begins_like_unit(name) or lexicon.load().by_name(name) is not None for name in names[:1])
    return known and all(looks_like_unit(name) for name in names)
