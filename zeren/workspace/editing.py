"""How a workspace is changed: ingest, remove, decide; each publishes one new generation."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from zeren.errors import NotUnderstoodError
from zeren.ontology import decisions as judgements
from zeren.ontology.decisions import Decision
from zeren.ontology.facts import Document, DocumentFacts
from zeren.workspace.executors import Runner, here
from zeren.workspace.finding import files, real
from zeren.workspace.gathering import Gathering
from zeren.workspace.jobs import Reader
from zeren.workspace.late_writer import LateWriter
from zeren.workspace.layout import Layout, explained, write_file
from zeren.workspace.progress import Progress, quiet
from zeren.workspace.reading import decisions
from zeren.workspace.report import Failure, IngestReport
from zeren.workspace.taking import Taking
from zeren.workspace.writing import NO_DECISIONS, Writer


class Resolver(Protocol):
    """Applies decisions to facts that were read before."""

    def __call__(self, facts: DocumentFacts, decisions: Sequence[Decision]) -> DocumentFacts:
        """The facts with their names resolved again."""


class Editor:
    """Changes one workspace. What each method does and raises stands at `Workspace`.

    Args:
        layout: the workspace.
        base_iri: what the ids stand under; None for what it was, or the default.
        reader: reads a file; None for `zeren.ingest.pipeline.read`.
        resolver: applies decisions; None for `zeren.ingest.pipeline.resolve_again`.
        store: what holds the graph, as `zeren.workspace.serving.chosen` takes it.
    """

    def __init__(
        self,
        layout: Layout,
        base_iri: str | None,
        reader: Reader | None,
        resolver: Resolver | None,
        store: str | None = None,
    ) -> None:
        self._layout = layout
        self._base_iri = base_iri
        self._reader = reader
        self._resolver = resolver
        self._store = store

    def ingest(
        self,
        paths: Iterable[Path],
        progress: Progress = quiet,
        *,
        runner: Callable[[int], AbstractContextManager[Runner]] = here,
        explain: bool = False,
    ) -> IngestReport:
        """Read documents and publish them together."""
        named = [*paths]
        found, strangers, missing = files(named)
        with (
            runner(len(found)) as running,
            LateWriter(self._layout, self._base_iri, self._store, running) as writer,
        ):
            decided = decisions(self._layout)
            gathering = Gathering(running, self._reader, decided, _digest(decided), explain=explain)
            results = gathering.read(found, writer, progress)
            taking = Taking(writer, {real(path) for path in named})
            taking.failures += (Failure(str(path), error.message, error.hint) for path, error in missing)
            for path, result in zip(found, results, strict=True):
                taking.take(path, result)
            generation = self._publish(writer.made(), progress) if writer.existing else None
        return taking.report(generation, strangers)

    def remove(self, documents: Iterable[str]) -> list[Document]:
        """Take documents out and publish what remains."""
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
        """Keep a judgement and apply it."""
        return self._judge(lambda kept: [*(d for d in kept if d.pair != decision.pair), decision])

    def forget(self, a: str, b: str, region: str | None) -> list[str]:
        """Take judgements back."""

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
            before = decisions(self._layout)
            after = change(before)
            with explained(self._layout.root):
                write_file(self._layout.decisions, judgements.encode(after))
            regions = {d.region for d in (*before, *after) if d not in before or d not in after}
            # Decisions that came from elsewhere may concern any document.
            known = _digest(before) == writer.decided
            changed = self._apply(
                writer, [k for k, e in writer.documents.items() if not known or regions & {*e.regions}]
            )
            writer.publish(_digest(after))
        return changed

    def _publish(self, writer: Writer, progress: Progress = quiet) -> int | None:
        digest = _digest(decisions(self._layout))
        if digest != writer.decided:
            self._apply(writer, list(writer.documents))
        return writer.publish(digest, progress)

    def _apply(self, writer: Writer, documents: list[str]) -> list[str]:
        """Resolve the names of stored documents again; the ids of those that it changed."""
        decided = decisions(self._layout)
        changed = []
        for document in documents:
            before = writer.facts(document)
            after = self._resolve(before, decided)
            if after != before:
                source, text, locators = writer.stored(document)
                writer.put(source, text, after, locators)
                changed.append(document)
        return changed

    def _late(self, running: Runner) -> LateWriter:
        return LateWriter(self._layout, self._base_iri, self._store, running)

    def _writer(self) -> Writer:
        return Writer(self._layout, self._base_iri, self._store)

    def _resolve(self, facts: DocumentFacts, decided: Sequence[Decision]) -> DocumentFacts:
        if self._resolver:
            return self._resolver(facts, decided)
        from zeren.ingest import pipeline

        return pipeline.resolve_again(facts, decided)


def _digest(decided: list[Decision]) -> str:
    """The hash of decisions, by which a generation knows which of them it follows."""
    return hashlib.sha256(judgements.encode(decided)).hexdigest() if decided else NO_DECISIONS
