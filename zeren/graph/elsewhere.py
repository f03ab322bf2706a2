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

from zeren.graph.engines import ahead
from zeren.ontology.vocab import FUNCTION_IRI, ZR, identifier

if TYPE_CHECKING:
    from zeren.graph.store import Snapshot
    from zeren.ontology.facts import Task

SHARE = 0.45
"""Of the weight of the lighter title, what must be shared."""

WEIGHT = 1.4
"""What must be shared, counted in pairs of characters that a single title has."""

UNITS = 150
"""Of how many units with one function the tasks are looked at; the very same title is found under any."""

_TITLE, _FUNCTION = NamedNode(f"{ZR}title"), NamedNode(f"{ZR}function")
_CARRIES = (NamedNode(f"{ZR}lead"), NamedNode(f"{ZR}responsible"))


class Alike(NamedTuple):
    """A task of another plan that says the same: how much of the lighter title both share, at most 1."""

    task: str
    title: str
    share: float


def titles_under(snapshot: Snapshot, function: str) -> dict[str, str]:
    """The titles, by the tasks' ids, of what the units with a function lead or are responsible for.

    Those of the first `UNITS` units alone, by id.
    """
    store = snapshot.store
    quads = store.quads_for_pattern(None, _FUNCTION, NamedNode(FUNCTION_IRI + function))
    units = sorted({quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)})[:UNITS]
    ahead(store, map(NamedNode, units), *_CARRIES, reverse=True)
    tasks = {
        quad.subject.value
        for unit in units
        for role in _CARRIES
        for quad in store.quads_for_pattern(None, role, NamedNode(unit))
        if isinstance(quad.subject, NamedNode)
    }
    ahead(store, map(NamedNode, tasks), _TITLE)
    return {
        identifier(task, snapshot.base_iri): title.object.value
        for task in sorted(tasks)
        for title in store.quads_for_pattern(NamedNode(task), _TITLE, None)
        if isinstance(title.object, Literal)
    }


def alike(snapshot: Snapshot, task: Task, under: Iterable[Mapping[str, str]]) -> list[Alike]:
    """The tasks of other plans with the same or a like title, those most alike first.

    Args:
        snapshot: whose plans are looked through for the very same title.
        task: the task that others are held against.
        under: from `titles_under`, of each function of the units that lead it.
    """
    own_plan = f"{task.document}/"
    found = dict.fromkeys(_of_title(snapshot, task.title), task.title)
    for titled in under:
        found.update(titled)
    found = {key: title for key, title in found.items() if not key.startswith(own_plan)}
    titles = {task.title, *found.values()}
    weights = _weights(titles)
    own = _pairs(task.title)
    shares = {title: _share(weights, own, _pairs(title)) for title in sorted(titles)}
    kept = [Alike(key, title, shares[title]) for key, title in found.items() if shares[title] >= SHARE]
    return sorted(kept, key=lambda one: (-one.share, one.task))


def _of_title(snapshot: Snapshot, title: str) -> Iterator[str]:
    """The ids of the tasks with this very title."""
    for quad in snapshot.store.quads_for_pattern(None, _TITLE, Literal(title, language="zh")):
        if isinstance(quad.subject, NamedNode):
            yield identifier(quad.subject.value, snapshot.base_iri)


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
