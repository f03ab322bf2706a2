"""The workspace as a program uses it: ingest, remove, decide, and read what is published."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from zeren.errors import NotUnderstoodError, UnreadableError, UsageError, WorkspaceError
from zeren.graph.store import Snapshot
from zeren.ontology import decisions as judgements
from zeren.ontology.decisions import Decision
from zeren.ontology.facts import Document, DocumentFacts
from zeren.ontology.vocab import is_base
from zeren.workspace.finding import files
from zeren.workspace.layout import Layout, write_file
from zeren.workspace.reading import snapshot
from zeren.workspace.report import Account, Failure, IngestReport, account
from zeren.workspace.writing import NO_DECISIONS, Writer, explained

if TYPE_CHECKING:
    import rdflib

DEFAULT = "zeren-data"

Progress = Callable[[int, int, str], None]
"""Told before each file and at the end: files done, files in all, what is done next."""


class Reading(Protocol):
    """What a reader gives back for one file."""

    @property
    def source(self) -> bytes:
        """The file as it came."""

    @property
    def text(self) -> str:
        """The document's stored text."""

    @property
    def facts(self) -> DocumentFacts:
        """What the document says."""


class Reader(Protocol):
    """Reads one file; raises UnreadableError."""

    def __call__(self, path: Path, decisions: Sequence[Decision]) -> Reading:
        """The document in the file at `path`."""


class Resolver(Protocol):
    """Applies decisions to facts that were read before."""

    def __call__(self, facts: DocumentFacts, decisions: Sequence[Decision]) -> DocumentFacts:
        """The facts with their names resolved again."""


class Workspace:
    """The folder that holds documents, facts, decisions and the graph.

    Making the object touches nothing; the folder is made by the first ingestion that reads
    something. One process writes at a time; readers never wait.

    Args:
        path: the folder; None for $ZEREN_WORKSPACE, or `zeren-data`.
        base_iri: what the ids stand under; decided by the first ingestion.
        reader: reads a file; None for `zeren.ingest.pipeline.read`.
        resolver: applies decisions; None for `zeren.ingest.pipeline.resolve_again`.

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

    # ------------------------------------------------------------------ writing

    def ingest(self, paths: Iterable[Path | str], progress: Progress | None = None) -> IngestReport:
        """Read documents and publish them together.

        A document that is there already is replaced; a file that cannot be read is reported
        and stops no other.

        Args:
            paths: files, and folders that are searched for texts.
            progress: told how far the ingestion is.

        Raises:
            WorkspaceError: another process is writing, or the workspace cannot be used or
                written; it is then as it was.
        """
        found, missing = files(map(Path, paths))
        failures = [Failure(str(path), error.message, error.hint) for path, error in missing]
        accounts: list[Account] = []
        read: dict[str, Document] = {}
        with ExitStack() as stack:
            writer = stack.enter_context(self._writer()) if self._layout.marker.exists() else None
            for done, path in enumerate(found):
                if progress:
                    progress(done, len(found), path.name)
                try:
                    reading = self._read(path)
                    _refuse_another(read, path, reading.facts.document)
                except UnreadableError as error:
                    failures.append(Failure(str(path), error.message, error.hint))
                    continue
                writer = writer or stack.enter_context(self._writer())
                accounts.append(_put(writer, path, reading))
            if progress:
                progress(len(found), len(found), "")
            generation = self._publish(writer) if writer else None
        return IngestReport(accounts, sorted(failures, key=lambda failure: failure.path), generation)

    def remove(self, documents: Iterable[str]) -> list[Document]:
        """Take documents out, by id, and publish what remains.

        Returns:
            The records of the documents that were removed, by id.

        Raises:
            NotUnderstoodError: there is no document with one of these ids; nothing is removed.
            WorkspaceError: another process is writing, or the workspace cannot be used or written.
        """
        wanted = sorted(set(documents))
        self._layout.check()
        with self._writer() as writer:
            for document in wanted:
                if document not in writer.documents:
                    raise NotUnderstoodError(f"no document has the id {document}")
            gone = [writer.facts(document).document for document in wanted]
            for document in wanted:
                writer.drop(document)
            self._publish(writer)
        return gone

    def decide(self, decision: Decision) -> list[str]:
        """Keep a judgement about two names, in place of an earlier one about them, and apply it.

        Returns:
            The ids of the documents whose facts it changed.

        Raises:
            WorkspaceError: another process is writing, or the workspace cannot be used or written.
        """
        return self._judge(lambda kept: [*(d for d in kept if d.pair != decision.pair), decision])

    def forget(self, a: str, b: str, region: str | None = None) -> list[str]:
        """Take back the judgements about two names, in one region or in all.

        Returns:
            The ids of the documents whose facts that changed.

        Raises:
            NotUnderstoodError: nothing was decided about these names.
            WorkspaceError: another process is writing, or the workspace cannot be used or written.
        """

        def without(kept: list[Decision]) -> list[Decision]:
            rest = [d for d in kept if {d.a, d.b} != {a, b} or region not in (None, d.region)]
            if len(rest) == len(kept):
                raise NotUnderstoodError(
                    f"nothing was decided about {a} and {b}", nearest=tuple(f"{d.a} {d.b}" for d in kept[:5])
                )
            return rest

        return self._judge(without)

    def _judge(self, change: Callable[[list[Decision]], list[Decision]]) -> list[str]:
        self._layout.check()
        with self._writer() as writer:
            before = self.decisions()
            after = change(before)
            with explained(self.path):
                write_file(self._layout.decisions, judgements.encode(after))
            regions = {d.region for d in (*before, *after) if d not in before or d not in after}
            concerned = [key for key, entry in writer.documents.items() if regions & {*entry.regions}]
            changed = self._apply(writer, concerned)
            writer.publish(self._decided())
        return changed

    def _publish(self, writer: Writer) -> int | None:
        decided = self._decided()
        if decided != writer.decided:
            self._apply(writer, list(writer.documents))
        return writer.publish(decided)

    def _apply(self, writer: Writer, documents: list[str]) -> list[str]:
        """Resolve the names of stored documents again; the ids of those that it changed."""
        decisions = self.decisions()
        changed = []
        for document in documents:
            before = writer.facts(document)
            after = self._resolve(before, decisions)
            if after != before:
                source, text = writer.stored(document)
                writer.put(source, text, after)
                changed.append(document)
        return changed

    def _writer(self) -> Writer:
        return Writer(self._layout, self._base_iri)

    def _read(self, path: Path) -> Reading:
        try:
            if self._reader:
                return self._reader(path, self.decisions())
            from zeren.ingest import pipeline

            return pipeline.read(path, self.decisions())
        except OSError as error:
            raise UnreadableError(f"{path} cannot be read: {error.strerror or error}") from error

    def _resolve(self, facts: DocumentFacts, decisions: Sequence[Decision]) -> DocumentFacts:
        if self._resolver:
            return self._resolver(facts, decisions)
        from zeren.ingest import pipeline

        return pipeline.resolve_again(facts, decisions)

    # ------------------------------------------------------------------ reading

    def snapshot(self) -> Snapshot:
        """What is published now: documents, texts, facts and the graph, as long as it is held.

        Raises:
            WorkspaceError: there is no workspace, nothing is published in it, or it is damaged.
        """
        return snapshot(self._layout)

    def documents(self) -> list[Document]:
        """The record of every document, by id; errors as `snapshot`."""
        with self.snapshot() as published:
            return published.records()

    def facts(self, document: str) -> DocumentFacts:
        """The facts of a document, by id; errors as `snapshot`, and NotUnderstoodError."""
        with self.snapshot() as published:
            return published.facts(document)

    def text(self, document: str) -> str:
        """The stored text of a document, by id; errors as `snapshot`, and NotUnderstoodError."""
        with self.snapshot() as published:
            return published.text(document)

    def decisions(self) -> list[Decision]:
        """What a person decided about names, in the order of the decisions.

        Raises:
            WorkspaceError: the file of decisions is damaged.
        """
        try:
            return judgements.decode(self._layout.decisions.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return []
        except (OSError, msgspec.DecodeError) as error:
            raise WorkspaceError(
                f"{self._layout.decisions} cannot be read: {error}", "mend the line, or remove it"
            ) from None

    def _decided(self) -> str:
        decisions = self.decisions()
        return hashlib.sha256(judgements.encode(decisions)).hexdigest() if decisions else NO_DECISIONS

    def graph(self) -> rdflib.Dataset:
        """The published graph for rdflib: one named graph a document and a region, and their union."""
        from zeren.graph.export.rdf import dataset

        with self.snapshot() as published:
            return dataset(published.all_facts(), published.base_iri)


def _refuse_another(read: dict[str, Document], path: Path, document: Document) -> None:
    """Let the first file of an ingestion stand for its document.

    Raises:
        UnreadableError: another file of this ingestion is the same document in other words.
    """
    first = read.setdefault(document.id, document)
    if first.sha256 != document.sha256:
        raise UnreadableError(
            f"{path} is the document {document.id}, and so is {first.file}, with other contents",
            "ingest the one that holds, or correct the document's number",
        )


def _put(writer: Writer, path: Path, reading: Reading) -> Account:
    document = reading.facts.document.id
    last = writer.facts(document) if document in writer.documents else None
    writer.put(reading.source, reading.text, reading.facts)
    return account(str(path), reading.facts, last)
