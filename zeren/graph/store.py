"""What is published, as it is read: the RDF store of one generation, the texts and the facts.

A store is an index of the facts, written by one process (`zeren.graph.loading`) and opened read-only once it
is published: on disk in Oxigraph's form, or on a server, which is asked instead (`zeren.graph.engines`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, cast

import pyoxigraph
from pyoxigraph import NamedNode

from zeren.errors import QueryError
from zeren.graph.documents import Documents
from zeren.graph.querying import Answer, Term, run
from zeren.ontology.vocab import BASE_IRI, PREFIXES, identifier

if TYPE_CHECKING:
    from zeren.graph.columns.engine import Columns, Rows
    from zeren.graph.engines import Engine
    from zeren.graph.engines.server import Server
    from zeren.graph.search import Found, Part
    from zeren.graph.searched import Searched
    from zeren.graph.shown import Shown
    from zeren.graph.speakers import Speakers
    from zeren.ontology.judgements import Judgement


class Snapshot(Documents):
    """One published state of a workspace: its documents, their texts and facts, and the graph.

    What is published later does not change it. Close it (or use it in a `with` statement),
    so that what it reads can be removed once a newer state is there.

    Args:
        store: the folder of the RDF store.
        documents: each document's id and the folder of its text and facts, sorted by id.
        base_iri: what the ids stand under.
        release: called once, when the snapshot is closed.
        words: the index of words, which may be missing: a search then reads every text.
        columns: the facts as columns; None, or no such file, where the graph alone is asked.
        judged: the SHA-256 of the judgements that were published, empty for none; None where nobody knows.
        regions: the regions that each document speaks of, by its id; None where nobody knows.
        server: what holds the graph in place of the folder `store`.
    """

    def __init__(
        self,
        store: Path,
        documents: Mapping[str, Path],
        base_iri: str = BASE_IRI,
        release: Callable[[], None] = lambda: None,
        *,
        words: Path | None = None,
        columns: Path | None = None,
        judged: str | None = None,
        regions: Mapping[str, Sequence[str]] | None = None,
        server: Server | None = None,
    ) -> None:
        super().__init__(documents)
        self.words = words
        self.judged = judged
        self.base_iri = base_iri
        self.prefixes = {**PREFIXES, "id": base_iri}
        self._regions = regions
        self._path = store
        self._columns = columns
        self._release = release
        self._server = server
        self._store: Engine | None = None

    beyond = labels = None
    """Where more is known than here, and what things are called: as of a part. This is the whole."""

    def query(self, sparql: str, substitutions: Mapping[str, Term] | None = None) -> Answer:
        """Ask the graph; what every document says is the default graph, unless FROM names others.

        Args:
            sparql: SELECT, ASK, CONSTRUCT or DESCRIBE; the project's prefixes need no PREFIX.
            substitutions: values for variables that SELECT shows, by name without `?`.

        Returns:
            Solutions, a boolean, or triples of pyoxigraph, which are found while they are read.

        Raises:
            QueryError: the query has a mistake, would change the graph, or asks another server.
        """
        return run(self.store, sparql, self.prefixes, substitutions)

    def select(
        self, sparql: str, substitutions: Mapping[str, Term] | None = None
    ) -> pyoxigraph.QuerySolutions:
        """Ask the graph with SELECT, as `query`; QueryError where it is none."""
        answer = self.query(sparql, substitutions)
        if not isinstance(answer, pyoxigraph.QuerySolutions):
            raise QueryError("this takes a SELECT query")
        return answer

    def own(self, sparql: str, graphs: Sequence[str] | None = None) -> pyoxigraph.QuerySolutions:
        """Ask the graph with a SELECT of Zeren's own: it declares its prefixes, and only reads.

        Args:
            sparql: the query.
            graphs: the IRIs of the graphs that it asks; None for all.

        Raises:
            QueryError: the query cannot be run.
        """
        asked: Any = None if graphs is None else [NamedNode(name) for name in graphs]
        try:
            found = self.store.query(sparql, use_default_graph_as_union=graphs is None, default_graph=asked)
        except RuntimeError as error:
            raise QueryError(f"the query cannot be run: {error}") from None
        return cast(pyoxigraph.QuerySolutions, found)

    def everywhere(self, sparql: str) -> pyoxigraph.QuerySolutions | Rows:
        """Ask all graphs with a SELECT as `own`: their columns where these can say it, else the graphs.

        Raises:
            QueryError: the query cannot be run.
            WorkspaceError: the columns are damaged.
        """
        return (self.columns and self.columns.select(sparql)) or self.own(sparql)

    def graphs_of(self, regions: Iterable[str]) -> list[str] | None:
        """The IRIs of the graphs that speak of regions, by their ids; None where nobody knows which do."""
        return None if self._speakers is None else self._speakers.graphs(regions, self.base_iri)

    @cached_property
    def _speakers(self) -> Speakers | None:
        from zeren.graph.speakers import Speakers

        return None if self._regions is None else Speakers(self._regions)

    @property
    def store(self) -> Engine:
        """The graph itself, only to be read, opened on first use.

        Raises:
            WorkspaceError: it is damaged; its server does not answer, or holds another state.
        """
        if self._store is None:
            from zeren.graph.engines import opening

            self._store = opening.opened(self._path, self._server)
        return self._store

    @cached_property
    def columns(self) -> Columns | None:
        """The facts as columns, opened on first use; None where there are none, WorkspaceError if damaged."""
        from zeren.graph.columns import files

        return files.opened(self._columns, self.base_iri)

    def search(
        self, words: Sequence[str], part: Part = "all", graphs: Sequence[str] | None = None
    ) -> list[Found]:
        """The tasks with all words, best first, of some graphs or all; WorkspaceError: a damaged index."""
        return self._searched.tasks(words, part, graphs)

    def has(self, words: Sequence[str]) -> bool:
        """Whether any task has all of the words; WorkspaceError as `search`."""
        return self._searched.has(words)

    def holding(self, words: str) -> Iterator[list[str]]:
        """Of each document that may have the words, the IRIs of its graphs; WorkspaceError as `search`."""
        return self._searched.holding(words, self._speakers)

    def like(self, word: str, graphs: Sequence[str] | None = None) -> list[str]:
        """The words in tasks that come closest to one, best first; `graphs` as for `search`."""
        return self._searched.like(word, graphs)

    @cached_property
    def _searched(self) -> Searched:
        from zeren.graph.searched import Searched

        return Searched(self)

    @cached_property
    def shown(self) -> Shown:
        """What answers show beside their rows: names, counties, tasks in brief."""
        from zeren.graph.shown import Shown

        return Shown(self)

    def judgements(self) -> dict[str, Judgement]:
        """What a person says about findings, by id, in the order of the ids; WorkspaceError as `store`."""
        from zeren.ontology.judgements import Judgement

        said: dict[str, Judgement] = {}
        for row in self.select("SELECT ?finding ?verdict ?why { ?finding zr:state ?verdict ; zr:why ?why }"):
            finding = identifier(row["finding"].value, self.base_iri)
            said[finding] = Judgement(finding, row["verdict"].value, row["why"].value)
        return dict(sorted(said.items()))

    def close(self) -> None:
        """Give the snapshot back; closing it twice does nothing."""
        if columns := vars(self).pop("columns", None):
            columns.close()
        release, self._release, self._store = self._release, lambda: None, None
        release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
