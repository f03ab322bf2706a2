"""The searches of a snapshot, which are remembered: a question needs the same ones several times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from zeren.graph import search
from zeren.ontology.vocab import identifier, iri

if TYPE_CHECKING:
    from zeren.graph.search import Found, Part
    from zeren.graph.speakers import Speakers
    from zeren.graph.store import Snapshot

SEARCHES, FOUND = 100, 50_000
"""How many searches are remembered, which a server holds for long, and how many tasks they found."""


class Searched:
    """What was found in a snapshot, which never changes.

    Args:
        snapshot: whose documents are looked through.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._found: dict[tuple[object, ...], list[Found]] = {}
        self._stand = lru_cache(SEARCHES)(self._has)

    def tasks(self, words: Sequence[str], part: Part, graphs: Sequence[str] | None) -> list[Found]:
        """The tasks that have all of the words, best first.

        Args:
            words: that are looked for.
            part: of a task, in which they stand.
            graphs: the IRIs of the graphs whose documents are looked through; None for all.
        """
        asked = (*words, part, None if graphs is None else tuple(graphs))
        found = self._found.get(asked)
        if found is None:
            found = search.tasks(self._snapshot, words, part, self._documents(graphs))
            remembered = sum(map(len, self._found.values())) + len(found)
            if len(self._found) >= SEARCHES or remembered > FOUND:
                self._found.clear()
            self._found[asked] = found
        return found

    def has(self, words: Sequence[str]) -> bool:
        """Whether any task has all of the words."""
        return self._stand(tuple(words))

    def _has(self, words: tuple[str, ...]) -> bool:
        return search.has(self._snapshot, words)

    def holding(self, words: str, speakers: Speakers | None) -> Iterator[list[str]]:
        """Of each document that may have the words, the IRIs of its graphs.

        Args:
            words: that stand in it together; all documents may have them where no index tells.
            speakers: of what the documents speak; None where nobody knows.
        """
        base = self._snapshot.base_iri
        for document in search.holding(self._snapshot, [words]):
            yield speakers.around(document, base) if speakers else [iri(document, base)]

    def like(self, word: str, graphs: Sequence[str] | None) -> list[str]:
        """The words in tasks that come closest to one, best first; `graphs` as in `tasks`."""
        return search.nearest(self._snapshot, word, self._documents(graphs))

    def _documents(self, graphs: Sequence[str] | None) -> list[str] | None:
        if graphs is None:
            return None
        known = {identifier(graph, self._snapshot.base_iri) for graph in graphs}
        return sorted(known.intersection(self._snapshot.documents))
