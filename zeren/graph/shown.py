"""What answers show beside their rows, looked up once for each snapshot: names, counties, tasks in brief."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Any

import msgspec
from pyoxigraph import Literal, NamedNode

from zeren.errors import WorkspaceError
from zeren.graph.briefs import Brief, Plan
from zeren.graph.documents import DAMAGED, FACTS
from zeren.graph.engines import ahead
from zeren.graph.store import Snapshot
from zeren.ontology.vocab import RDF, SKOS, ZR, identifier, iri

_COUNTIES = f"""
PREFIX zr: <{ZR}>
PREFIX skos: <{SKOS}>
SELECT DISTINCT ?zh ?en WHERE {{
  ?document a zr:Plan ; zr:region ?county .
  ?county skos:prefLabel ?zh . FILTER(LANG(?zh) = "zh")
  OPTIONAL {{ ?county skos:prefLabel ?en . FILTER(LANG(?en) = "en") }}
}} ORDER BY ?zh
"""

HELD = 256
"""The documents whose tasks are held, those last asked for; some 300 KB each."""


class Shown:
    """What a snapshot's answers show; a snapshot never changes, so that nothing is looked up twice."""

    def __init__(self, published: Snapshot) -> None:
        self._published = published
        self._documents = frozenset(published.documents)
        self._plan = lru_cache(HELD)(self._read)
        self._names: dict[str, str | None] = {}
        self._counties: dict[str, str | None] = {}

    def task(self, task: str) -> Brief:
        """The task with this id, in brief.

        Raises:
            WorkspaceError: no plan's facts have it, or they are damaged.
        """
        parts = task.split("/")
        for document in ("/".join(parts[:end]) for end in range(1, len(parts))):
            if document in self._documents and (found := self._brief(document, task)):
                return found
        raise WorkspaceError(f"the graph has the task {task}, which no facts have", DAMAGED)

    def _brief(self, document: str, task: str) -> Brief | None:
        try:
            return self._plan(document).task(task)
        except msgspec.DecodeError as error:
            raise WorkspaceError(f"the facts of {document} are damaged: {error}", DAMAGED) from None

    def _read(self, document: str) -> Plan:
        return Plan(self._published.file(document, FACTS))

    def ahead(self, things: Iterable[str]) -> None:
        """Have the names of the things with these ids at hand, where each would be asked of a server.

        Raises:
            WorkspaceError: the store is damaged.
        """
        base = self._published.base_iri
        nodes = (NamedNode(iri(thing, base)) for thing in things if thing not in self._names)
        ahead(self._published.store, nodes, NamedNode(SKOS + "prefLabel"))

    def name(self, thing: str) -> str | None:
        """What the thing with this id is called in Chinese; None where the graph does not say it.

        Raises:
            WorkspaceError: the store is damaged.
        """
        if thing not in self._names:
            labels = self._said(thing, SKOS + "prefLabel")
            chinese = (label for label in labels if isinstance(label, Literal) and label.language == "zh")
            self._names[thing] = next((label.value for label in chinese), None)
        return self._names[thing]

    def county(self, home: str) -> str | None:
        """The name of the region with this id, or of the region of the document with this id.

        Raises:
            WorkspaceError: the store is damaged.
        """
        if home not in self._counties:
            base = self._published.base_iri
            region = next((identifier(term.value, base) for term in self._said(home, ZR + "region")), home)
            kinds = [kind.value for kind in self._said(region, RDF + "type")]
            self._counties[home] = self.name(region) if ZR + "Region" in kinds else None
        return self._counties[home]

    @cached_property
    def counties(self) -> list[tuple[str, str]]:
        """The regions that have plans, by name: how each is called in Chinese and in English.

        Raises:
            WorkspaceError: the store is damaged.
        """
        return [(row[0].value, (row[1] or row[0]).value) for row in self._published.own(_COUNTIES)]

    def _said(self, thing: str, predicate: str) -> Iterator[Any]:
        """What the graph says of the thing with this id by one predicate."""
        node = NamedNode(iri(thing, self._published.base_iri))
        found = self._published.store.quads_for_pattern(node, NamedNode(predicate), None)
        return (quad.object for quad in found)
