"""Numbers that a question compares with: 牵头任务超过10项的单位, units that lead only one task."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from zeren.ontology.numerals import HAN
from zeren.queries.ask.numerals import ENGLISH, number

_HAN_NUMBER = rf"(?P<n>\d{{1,3}}|[{HAN}]{{1,3}})"
_ENGLISH_NUMBER = rf"(?P<n>\d{{1,3}}|{'|'.join(ENGLISH)})"
_MEASURE = r"(?:项|件|个(?=任务|工作|事项))"
_AFTER_TASKS = r"(?:(?<=任务)|(?<=任务数))"
_ROLE = r"(?P<role>牵头|参与|参加|承担|负责|配合)"
_COMPARED: tuple[tuple[str, str], ...] = (
    ("超过|多于|大于|不止|高于", ">"),
    ("不少于|至少|不低于|达到", ">="),
    ("少于|不足|不到|低于", "<"),
    ("不超过|至多|最多只|不多于", "<="),
)
_ENGLISH: tuple[tuple[str, str], ...] = (
    ("more than|over|above", ">"),
    ("at least|no fewer than|not less than", ">="),
    ("fewer than|less than|under|below", "<"),
    ("at most|no more than|up to", "<="),
    ("only|just|exactly", "="),
)
_ONLY = rf"(?:只|仅|仅仅|只是){_ROLE}(?:了|着)?{_HAN_NUMBER}{_MEASURE}"
_OPEN = rf"{_HAN_NUMBER}(?:项|件|个(?=任务|工作))(?:任务|工作)?(?P<open>及?以上|及?以下)"


ROLES = {"牵头": "lead", "负责": "responsible", "配合": "support"}
"""What the words for roles in a comparison mean; any other is `part`."""


class Amount(NamedTuple):
    """A stretch that compares a number: `figure` is such as `>=10`; `role` the role that it names."""

    start: int
    end: int
    figure: str
    role: str = ""


def find(small: str) -> Iterator[Amount]:
    """Every such stretch of a question in small letters."""
    if re.search("[超多大不至少达足只仅以]", small):
        yield from _chinese(small)
    if re.search(r"\b(?:than|over|above|least|under|below|most|up to|only|just|exactly)\b", small):
        for words, sign in _ENGLISH:
            for found in re.finditer(rf"\b(?:{words}) {_ENGLISH_NUMBER}(?= (?:\w+ )?tasks?\b| ?\?*$)", small):
                yield Amount(*found.span(), f"{sign}{number(found['n'])}")


def _chinese(small: str) -> Iterator[Amount]:
    for words, sign in _COMPARED:
        # 不超过 is not 超过.
        for found in re.finditer(rf"(?<!不)(?:{words}){_HAN_NUMBER}{_MEASURE}", small):
            yield Amount(*found.span(), f"{sign}{number(found['n'])}")
        # 任务超过10个的单位: 个 counts units too, unless tasks were spoken of.
        for found in re.finditer(rf"{_AFTER_TASKS}(?:{words}){_HAN_NUMBER}个", small):
            yield Amount(*found.span(), f"{sign}{number(found['n'])}")
    for found in re.finditer(_OPEN, small):
        yield Amount(*found.span(), f"{'>=' if found['open'][-1] == '上' else '<='}{number(found['n'])}")
    for found in re.finditer(_ONLY, small):
        yield Amount(*found.span(), f"={number(found['n'])}", ROLES.get(found["role"], "part"))
