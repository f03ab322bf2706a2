"""The networks of counties, kept while there is room: a county that did not change costs nothing again."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

from zeren.graph.documents import FACTS
from zeren.graph.projections.placed import Placed, place
from zeren.graph.projections.project import Choice
from zeren.graph.store import Snapshot
from zeren.ontology.facts import DocumentFacts

Reader = Callable[[str], DocumentFacts]

ROOM = 1_000_000
"""Nodes and ties that are kept, some 150 bytes each: two views of a thousand counties."""


class Kept:
    """Placed networks by what they were made of, whatever generation that stands in."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._held: OrderedDict[tuple[str, Choice], Placed] = OrderedDict()
        self._lock = Lock()

    def network(
        self, published: Snapshot, documents: Sequence[str], choice: Choice, facts: Reader | None = None
    ) -> Placed:
        """The placed network of a county.

        Args:
            published: what is published.
            documents: the ids of the county's documents.
            choice: which ties are wanted.
            facts: reads the facts of a document; the snapshot when None.
        """
        key = (_digest(published, documents), choice)
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        read = facts or published.facts
        made = place([read(document) for document in documents], choice)
        with self._lock:
            if key not in self._held:
                self._held[key] = made
                self._room -= _size(made)
                while self._room < 0 and len(self._held) > 1:
                    self._room += _size(self._held.popitem(last=False)[1])
        return made


def _digest(published: Snapshot, documents: Sequence[str]) -> str:
    """What changes whenever a document's facts do."""
    whole = hashlib.sha256()
    for document in documents:
        whole.update(hashlib.sha256(published.file(document, FACTS)).digest())
    return whole.hexdigest()


def _size(made: Placed) -> int:
    return len(made.net.nodes) + len(made.net.edges)
