"""The same work in other plans: tasks whose titles say the same, under units with the same function.

Titles are compared by their pairs of neighbouring characters, each weighed by how few of the titles
at hand have it, so that the order of words does not matter (改造老旧小区, 老旧小区改造) and what every
title says (推进, 建设) counts little. Only the tasks of the same function, or of the very same title,
are looked at: what is asked of the store grows with the counties, not with all that they plan.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode

from zeren.ontology.vocab import FUNCTION_IRI, identifier

if TYPE_CHECKING:
    from zeren.graph.store import Snapshot
    from zeren.ontology.facts import Task

SHARE = 0.45
"""Of the weight of the lighter title, what must be shared."""

WEIGHT = 1.4
"""What must be shared, counted in pairs of characters that a single title has."""

_OF_A_FUNCTION = """
PREFIX zr: <https://w3id.org/zeren#>
SELECT ?task ?title ?function {
  ?unit zr:function ?function . { ?task zr:lead ?unit } UNION { ?task zr:responsible ?unit }
  ?task zr:title ?title
}
"""
_OF_A_TITLE = """
PREFIX zr: <https://w3id.org/zeren#>
SELECT ?task ?title { ?task zr:title ?title }
"""


class Alike(NamedTuple):
    """A task of another plan that says the same: how much of the lighter title both share, at most 1."""

    task: str
    title: str
    share: float


def alike(snapshot: Snapshot, task: Task, functions: Iterable[str]) -> list[Alike]:
    """The tasks of other plans with the same or a like title, those most alike first.

    Args:
        snapshot: whose plans are looked through.
        task: the task that others are held against.
        functions: the ids of the functions of government whose units lead it.
    """
    own_plan = f"{task.document}/"
    found = {k: title for k, title in _candidates(snapshot, task, functions) if not k.startswith(own_plan)}
    titles = {task.title, *found.values()}
    weights = _weights(titles)
    own = _pairs(task.title)
    shares = {title: _share(weights, own, _pairs(title)) for title in sorted(titles)}
    kept = [Alike(key, title, shares[title]) for key, title in found.items() if shares[title] >= SHARE]
    return sorted(kept, key=lambda one: (-one.share, one.task))


def _candidates(snapshot: Snapshot, task: Task, functions: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The id and title of each task that may be alike, its own among them."""
    asked: list[tuple[str, Mapping[str, NamedNode | Literal]]] = [
        (_OF_A_FUNCTION, {"function": NamedNode(FUNCTION_IRI + one)}) for one in sorted(functions)
    ]
    asked.append((_OF_A_TITLE, {"title": Literal(task.title, language="zh")}))
    for query, given in asked:
        for row in snapshot.select(query, given):
            yield identifier(row["task"].value, snapshot.base_iri), row["title"].value


def _pairs(title: str) -> frozenset[str]:
    return frozenset(a + b for a, b in pairwise("".join(title.split())))


def _weights(titles: Iterable[str]) -> dict[str, float]:
    """Each pair by how few of the titles have it: 1 for a single one, 0 for one that all have."""
    every = sorted(titles)
    counts = Counter(pair for title in every for pair in _pairs(title))
    unit = math.log(max(len(every), 2))
    return {pair: math.log(max(len(every), 2) / count) / unit for pair, count in counts.items()}


def _share(weights: dict[str, float], own: frozenset[str], other: frozenset[str]) -> float:
    """What two titles share of the lighter one; 0 where it is too little to tell."""
    if own == other:
        return 1.0
    shared, *each = (sum(weights[pair] for pair in sorted(pairs)) for pairs in (own & other, own, other))
    return round(shared / min(each), 4) if shared >= WEIGHT and min(each) else 0.0
