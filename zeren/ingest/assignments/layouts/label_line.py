"""Labels without brackets, behind the text or on lines of their own: 责任单位：甲、乙."""

from __future__ import annotations

import re

from zeren.ingest.assignments import leaders, roles
from zeren.ingest.assignments.clause import Clause
from zeren.ingest.assignments.layouts import Layout, Place, labels
from zeren.ingest.assignments.lists import goes_on, whole_name
from zeren.ingest.brackets import CLOSING
from zeren.ingest.flat import Flat

_NUMBER = re.compile(
    r"[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、](?!\d)"
)
"""The label of an item that begins behind a list without a full stop: 各区人民政府 （二）降低成本."""

_MARKS = "▲△▼●○◎◆◇■□★☆※▶►•·➢*#"
_BEFORE = "，,；;：:—－-…)）】]　" + _MARKS


def read(words: Flat) -> Clause | None:
    """What stands behind the labels of units and leaders, from the first that begins something."""
    if not roles.COLON.search(words.text):
        return None
    begins = [m for m in roles.LABEL.finditer(words.text) if not m["person"] or _names_leaders(m, words)]
    first = next((at for m in begins if _begins(words, at := roles.label_start(m, words))), None)
    if first is None:
        return None
    rest = words[first:]
    end = first + _list_end(rest)
    clause = labels.read(words[first:end])
    if clause is None:
        return None
    clause.rule, clause.span = "label-line", (first, end)
    return clause


def _names_leaders(label: re.Match[str], words: Flat) -> bool:
    following = roles.LABEL.search(words.text, label.end())
    value = words[label.end() : following.start() if following else len(words)]
    charge = leaders.label_of(label.group())
    return charge is not None and bool(leaders.behind(charge, value))


def _begins(words: Flat, at: int) -> bool:
    return at == 0 or words.text[at - 1] in _BEFORE or words.gap(at)


def _list_end(words: Flat) -> int:
    """Where the lists end: before white space that no comma and no further label announces."""
    labels_there = list(roles.LABEL.finditer(words.text))
    inside = {at for m in labels_there for at in range(_marked(words.text, m.start()), m.end() + 1)}
    stops = (index for index in range(1, len(words)) if words.gap(index) or words.text[index - 1] in "；;")
    for at in (index for index in stops if index not in inside):
        continues = (
            whole_name(words, at)
            or words.text[at - 1] in "、，,；;和及与"
            or words.text[at] in "、，,；;（(〔等"
            or goes_on(words.text[:at], words.text[at:])
            or (_of_persons(words, labels_there, at) and leaders.goes_on(words, at))
        )
        if _NUMBER.match(words.text, at) or (words.gap(at) and not continues):
            return at
    return len(words)


def _marked(text: str, at: int) -> int:
    """Where a label begins, with the mark before it: ▲责任单位：."""
    return at - 1 if at and text[at - 1] in _MARKS else at


def _of_persons(words: Flat, labels_there: list[re.Match[str]], at: int) -> bool:
    """Whether the last label before an index is one of persons, not in a bracket that closed since."""
    before = [label for label in labels_there if label.end() <= at]
    closed = bool(before) and any(mark in words.text[before[-1].end() : at] for mark in CLOSING)
    return bool(before and before[-1]["person"] and not closed)


LAYOUT = Layout("label-line", 10, frozenset({Place.SENTENCE}), read)
