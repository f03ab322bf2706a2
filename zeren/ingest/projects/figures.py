"""Which figures are of a project: 冷库1000平方米 in 建设鑫联物流园，冷库1000平方米."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from zeren.ingest.projects.names import key
from zeren.ontology.facts import Project, Region, Target

SENTENCE = 500
"""Characters before a figure in which its sentence begins."""

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
    return [msgspec.structs.replace(t, project=_of(t, projects, region, text)) for t in targets]


def _of(target: Target, projects: Sequence[Project], region: Region | None, text: str) -> str | None:
    figure, quantity = target.evidence[0], key(target.name, region)
    sentence, clause = (_after(mark, text, figure.start) for mark in (_STOP, _COMMA))
    named = (
        (start, project.id)
        for project in projects
        for start in _starts(
            project, sentence if key(project.name, region) in quantity else clause, figure.end
        )
    )
    return max(named, default=(0, None))[1]


def _starts(project: Project, begin: int, end: int) -> Iterator[int]:
    return (place.start for place in project.evidence if begin <= place.start < end)


def _after(mark: re.Pattern[str], text: str, start: int) -> int:
    """Behind the last mark before a figure: where the stretch begins in which it stands."""
    begin = max(0, start - SENTENCE)
    return max((found.end() for found in mark.finditer(text, begin, start)), default=begin)
