"""The workspace as a program uses it: ingest, remove, decide, and read what is published."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from zeren.errors import UsageError
from zeren.graph.store import Snapshot
from zeren.ontology.vocab import is_base
from zeren.workspace.layout import Layout
from zeren.workspace.reading import decisions, judgements, snapshot

if TYPE_CHECKING:
    from datetime import date

    import networkx
    import rdflib

    from zeren.graph.engines.publishing import Sent
    from zeren.ontology.decisions import Decision
    from zeren.ontology.facts import Document, DocumentFacts
    from zeren.ontology.judgements import Judgement
    from zeren.queries.answer import Answer
    from zeren.queries.catalog import Language
    from zeren.queries.solutions import Solutions
    from zeren.workspace.editing import Editor, Resolver
    from zeren.workspace.jobs import Reader
    from zeren.workspace.progress import Progress
    from zeren.workspace.report import IngestReport

DEFAULT = "zeren-data"


class Workspace:
    """The folder that holds documents, facts, decisions and the graph.

    Making the object touches nothing; the folder is made by the first ingestion that reads
    something. One process writes at a time; readers never wait.

    Args:
        path: the folder; None for $ZEREN_WORKSPACE, or `zeren-data`.
        base_iri: what the ids stand under; decided by the first ingestion.
        reader: reads a file; None for `zeren.ingest.pipeline.read`.
        resolver: applies decisions; None for `zeren.ingest.pipeline.resolve_again`.
        store: what holds the graph from now on: a SPARQL server's address, or "embedded"; None for what did.

    Raises:
        UsageError: no ids can stand under `base_iri`.
    """

    def __init__(
        self,
        path: Path | str | None = None,
        *,
        base_iri: str | None = None,
        reader: Reader | None = None,
        resolver: Resolver | None = None,
        store: str | None = None,
    ) -> None:
        if base_iri is not None and not is_base(base_iri):
            raise UsageError(
                f"no ids can stand under {base_iri}",
                "a base is an absolute IRI that ends in /, such as https://example.org/id/",
            )
        self.path = Path(path or os.environ.get("ZEREN_WORKSPACE") or DEFAULT)
        self._layout = Layout(self.path)
        self._base_iri = base_iri
        self._reader = reader
        self._resolver = resolver
        self._store = store

    # ------------------------------------------------------------------ writing

    def ingest(
        self,
        paths: Path | str | Iterable[Path | str],
        progress: Progress | None = None,
        *,
        jobs: int | None = 1,
        cluster: str | None = None,
        explain: bool = False,
    ) -> IngestReport:
        """Read documents and publish them together.

        A document that is there already is replaced; a file that cannot be read stops no other. A run
        that was killed goes on where it was.

        Args:
            paths: files, and folders that are searched for texts; one, or several.
            progress: told how far the ingestion is.
            jobs: how many processes of this machine read; None for one a core where there are many files.
                A script that asks for more than 1 needs `if __name__ == "__main__":`.
            cluster: the address of a Dask scheduler, whose workers read in place of this machine.
            explain: have the accounts name the rules that read.

        Raises:
            UsageError: a path is empty, or no path; Dask is not installed; `jobs` is below 1.
            WorkspaceError: another process is writing, nobody answers at `cluster`, or the workspace
                cannot be used or written; it is then as it was.
        """
        from zeren.workspace.finding import named
        from zeren.workspace.pools import chosen
        from zeren.workspace.progress import quiet

        return self._editor().ingest(
            named(paths), progress or quiet, runner=chosen(jobs, cluster), explain=explain
        )

    def remove(self, documents: str | Iterable[str]) -> list[Document]:
        """Take documents out, one or several by id, and publish what remains; the records of those removed.

        Raises:
            NotUnderstoodError: there is no document with one of these ids; nothing is removed.
            WorkspaceError: another process is writing, or the workspace cannot be used or written.
        """
        return self._editor().remove([documents] if isinstance(documents, str) else documents)

    def publish(self, progress: Progress | None = None, *, anew: bool = False) -> Sent | None:
        """Send the server that holds the graph what it lacks; None where the folder holds it.

        With `anew` send all, or in the folder make the graph, its columns and the index of words anew.

        Raises:
            UsageError: no server holds the graph, and it is not made anew; WorkspaceError: as `remove`.
        """
        from zeren.workspace import publishing

        return publishing.publish(self._layout, self._store, progress, anew=anew)

    def decide(self, decision: Decision) -> list[str]:
        """Keep a judgement about two names, in place of an earlier one, and apply it; the ids it changed.

        Raises:
            WorkspaceError: another process is writing, or the workspace cannot be used or written.
        """
        return self._editor().decide(decision)

    def forget(self, a: str, b: str, region: str | None = None) -> list[str]:
        """Take back the judgements about two names, in one region or in all.

        Returns:
            The ids of the documents whose facts it changed.

        Raises:
            NotUnderstoodError: nothing was decided about these names.
            WorkspaceError: another process is writing, or the workspace cannot be used or written.
        """
        return self._editor().forget(a, b, region)

    def judge(self, judgement: Judgement) -> None:
        """Keep a judgement of a finding, in place of an earlier one, and publish it.

        Raises:
            WorkspaceError: another process is writing, or the workspace cannot be used or written.
        """
        from zeren.workspace import judging

        judging.judge(self._layout, judgement)

    def forget_finding(self, finding: str) -> None:
        """Take back the judgement of a finding, by its id, and publish that.

        Raises:
            NotUnderstoodError: nothing was decided about it.
            WorkspaceError: another process is writing, or the workspace cannot be used or written.
        """
        from zeren.workspace import judging

        judging.forget(self._layout, finding)

    def _editor(self) -> Editor:
        from zeren.workspace.editing import Editor

        return Editor(self._layout, self._base_iri, self._reader, self._resolver, self._store)

    # ------------------------------------------------------------------ reading

    def snapshot(self) -> Snapshot:
        """What is published now: documents, texts, facts and the graph, as long as it is held.

        Raises:
            WorkspaceError: there is no workspace, nothing is published in it, or it is damaged.
        """
        return snapshot(self._layout)

    def generation(self) -> str:
        """What tells the published state from every other one: it differs after each publication.

        Raises:
            WorkspaceError: there is no workspace, another version made it, or it is damaged.
        """
        return self._layout.published()

    def documents(self) -> list[Document]:
        """The record of every document, by id; errors as `snapshot`."""
        with self.snapshot() as published:
            return published.records()

    def facts(self, document: str) -> DocumentFacts:
        """The facts of a document, by id or number; errors as `snapshot`, and NotUnderstoodError."""
        with self.snapshot() as published:
            return published.facts(published.id_of(document))

    def text(self, document: str) -> str:
        """The stored text of a document, by id or number; errors as `snapshot`, and NotUnderstoodError."""
        with self.snapshot() as published:
            return published.text(published.id_of(document))

    def decisions(self) -> list[Decision]:
        """What a person decided about names, in that order; WorkspaceError where the file is damaged."""
        return decisions(self._layout)

    def judgements(self) -> dict[str, Judgement]:
        """What a person decided about findings, by the finding's id, as the file has it.

        What holds is published with the graph: `Snapshot.judgements`. The two differ only while
        a file that was changed by hand waits for the next write.

        Raises:
            WorkspaceError: the file of judgements is damaged.
        """
        return judgements(self._layout)

    def graph(self) -> rdflib.Dataset:
        """The published graph for rdflib: one named graph a document and a region, and their union."""
        from zeren.graph.export.rdf import dataset

        with self.snapshot() as published:
            return dataset(published.all_facts(), published.base_iri, published.judgements().values())

    def network(self) -> networkx.MultiDiGraph:
        """Units, tasks and working groups, and what ties them together, for networkx.

        See `zeren.graph.network.responsibility_network` for nodes, edges and their attributes;
        errors as `snapshot`.
        """
        from zeren.graph.network import responsibility_network

        with self.snapshot() as published:
            return responsibility_network(list(published.all_facts()))

    # ------------------------------------------------------------------ asking
    def ask(self, question: str, language: Language | None = None) -> Answer:
        """The answer to a question in Chinese or English, each row with the words that prove it.

        Args:
            question: as a person asks it.
            language: of the answer's text; the question's own when None.

        Raises:
            NotUnderstoodError: the words at fault, and the nearest questions that can be answered.
            WorkspaceError: as `snapshot`.
        """
        from zeren.workspace import asking

        with self.snapshot() as published:
            return asking.ask(published, question, language)

    def query(
        self, name: str, /, *, language: Language = "zh", **given: str | int | date | Sequence[str] | None
    ) -> Answer:
        """The answer to a question of the catalogue.

        Args:
            name: the question's name; `zeren query` lists them.
            language: of the answer's text.
            given: what it is asked about, in words, by the names of the options of `zeren query`:
                `unit` (several in a list), `task`, `group`, `county`, `county2`, `function`,
                `campaign`, `indicator`, `project`, `words`, `category`, `section`, `annex`,
                `date`, `number`, `person`, `role`, `severity`, `kind`, `sort`, `level`; of a ranking `top`
                and `fewest`. None is nothing given.

        Raises:
            NotUnderstoodError: a question or a name that is not known, with the nearest ones.
            UsageError: something is missing, or the question has no use for it.
            WorkspaceError: as `snapshot`.
        """
        from zeren.workspace import asking

        with self.snapshot() as published:
            return asking.query(published, name, given, language)

    def sparql(self, query: str, limit: int | None = None) -> Solutions:
        """What SELECT, ASK, CONSTRUCT or DESCRIBE gives; `zeren sparql --help` says what may be used.

        Args:
            query: the query; the default graph is what all documents say.
            limit: how many rows are read; None for all.

        Raises:
            QueryError: the query has a mistake, would change the graph, or asks another server.
            WorkspaceError: as `snapshot`.
        """
        from zeren.queries.solutions import solve

        with self.snapshot() as published:
            return solve(published, query, limit)
