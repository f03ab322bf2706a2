"""Which tasks are led by different units that nothing in the plan brings together.

A candidate of fragmentation, overlap or duplication (US GAO, GAO-15-49SP) needs two tasks whose
leads need not know of each other. A unit that leads one task and shares the other as responsible or
supporting unit does know; so do leads under one task above that has a lead, and those who lead
the parts of one task. Such pairs are coordinated by the plan itself, which makes them weak candidates;
they are left out, so that a person is not flooded.
"""

from __future__ import annotations

from collections.abc import Iterable

from zeren.graph.findings.making import units
from zeren.ontology.facts import DocumentFacts, Mention, Task


class Leads:
    """Who leads what in a document.

    Args:
        facts: the document's facts.
        known: pairs of tasks, by id, whose different leads are told as a contradiction already.
    """

    def __init__(self, facts: DocumentFacts, known: frozenset[frozenset[str]] = frozenset()) -> None:
        self._by_id = {task.id: task for task in facts.tasks}
        self._parents = {unit.id: unit.parent for unit in facts.units if unit.parent}
        self._known = known

    def apart(self, a: Task, b: Task) -> bool:
        """Whether two tasks have leads of their own that the plan does not bring together."""
        if not a.lead or not b.lead or frozenset((a.id, b.id)) in self._known:
            return False
        if self._shares(a.lead, b) or self._shares(b.lead, a):
            return False
        if (a.annex, a.path, a.title) == (b.annex, b.path, b.title):
            return False
        return not (self._chain(a) & self._chain(b))

    def one_each(self, tasks: Iterable[Task]) -> list[Task]:
        """Of these tasks, each that is led apart from all before it."""
        chosen: list[Task] = []
        for task in tasks:
            if all(self.apart(task, other) for other in chosen):
                chosen.append(task)
        return chosen

    def _shares(self, leads: Iterable[Mention], task: Task) -> bool:
        """Whether one of the units, the unit above it or a part of it carries anything of a task."""
        own = units(leads)
        others = units(mention for _, mention in task.mentions())
        own_or_above = own | {self._parents[u] for u in own if u in self._parents}
        others_or_above = others | {self._parents[u] for u in others if u in self._parents}
        return bool(own & others_or_above or own_or_above & others)

    def _chain(self, task: Task) -> set[str]:
        """A task and those above it that have a lead."""
        found: set[str] = set()
        seen: Task | None = task
        while seen is not None and seen.id not in found:
            if seen.lead:
                found.add(seen.id)
            seen = self._by_id.get(seen.parent or "")
        return found
