"""Which figures are of a project: 冷库1000平方米 in 建设鑫联物流园，冷库1000平方米."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter

import msgspec

from zeren.ingest.projects.names import key
from zeren.ontology.facts import Project, Region, Target

SENTENCE = 500
"""Characters before a figure in which its sentence begins."""

_Named = tuple[int, str, str]
"""Where a project is named, its id, and the key of its name."""

_STOP = re.compile(r"[。；;\n]")
_COMMA = re.compile(r"[，,。；;\n]")


def tied(
    targets: Sequence[Target], projects: Sequence[Project], region: Region | None, text: str
) -> list[Target]:
    """The targets, each with the project that it is a figure of, where its words name one.

    A figure is a project's when the words between two commas name the project before the figure
    ends, or when the sentence does and the quantity's own name holds the project's: whatever else
    a sentence counts after it named a project (建成变电站，改造线路86公里) is not the project's. Of
    several the one named last counts.

    Args:
        targets: the targets of a document.
        projects: its projects.
        region: the region that the document speaks for.
        text: the document's stored text.
    """
    named = sorted(
        (place.start, project.id, own)
        for project in projects
        for own in (key(project.name, region),)
        for place in project.evidence
    )
    return [msgspec.structs.replace(t, project=_of(t, named, region, text)) for t in targets]


def _of(target: Target, named: Sequence[_Named], region: Region | None, text: str) -> str | None:
    figure = target.evidence[0]
    sentence, clause = (_after(mark, text, figure.start) for mark in (_STOP, _COMMA))
    first, behind = (bisect_left(named, at, key=itemgetter(0)) for at in (sentence, figure.end))
    for start, project, own in reversed(named[first:behind]):
        if start >= clause or own in key(target.name, region):
            return project
    return None


def _after(mark: re.Pattern[str], text: str, start: int) -> int:
    """Behind the last mark before a figure: where the stretch begins in which it stands."""
    begin = max(0, start - SENTENCE)
    return max((found.end() for found in mark.finditer(text, begin, start)), default=begin)
