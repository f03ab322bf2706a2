"""How a workspace is changed: ingest, remove, decide; each publishes one new generation."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

from msgspec.structs import replace

from zeren.errors import NoPlanError, NotUnderstoodError, UnreadableError
from zeren.ontology import decisions as judgements
from zeren.ontology.decisions import Decision
from zeren.ontology.facts import Document, DocumentFacts
from zeren.ontology.locators import Locator
from zeren.workspace.finding import files, real
from zeren.workspace.layout import Layout, explained, write_file
from zeren.workspace.reading import decisions
from zeren.workspace.report import (
    Account,
    Changes,
    Failure,
    IngestReport,
    account,
    changes,
    says_the_same,
)
from zeren.workspace.writing import NO_DECISIONS, Writer

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

    @property
    def locators(self) -> tuple[Locator, ...]:
        """Where its text stood in the file: pages, cells, paragraphs; empty for plain text."""


NAMED = 3
"""The tasks that are named where two files of one document differ."""

REMNANT = 2
"""A file with fewer than one in so many of the stored tasks is taken for a piece of the plan."""


class Reader(Protocol):
    """Reads one file; raises UnreadableError."""

    def __call__(self, path: Path, decisions: Sequence[Decision]) -> Reading:
        """The document in the file at `path`."""


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

    def ingest(self, paths: Iterable[Path], progress: Progress | None) -> IngestReport:
        """Read documents and publish them together."""
        named = [*paths]
        found, strangers, missing = files(named)
        whole = {real(path) for path in named}
        passed_over: list[str] = []
        failures = [Failure(str(path), error.message, error.hint) for path, error in missing]
        accounts: list[Account] = []
        seen: dict[str, DocumentFacts] = {}
        with ExitStack() as stack:
            writer = stack.enter_context(self._writer()) if self._layout.marker.exists() else None
            for done, path in enumerate(found):
                if progress:
                    progress(done, len(found), path.name)
                try:
                    reading = self._read(path)
                    if real(path) not in whole:
                        _refuse_no_plan(path, reading.facts)
                    copy_of = _seen_before(seen, path, reading.facts)
                    if writer:
                        _refuse_remnant(writer, path, reading.facts)
                except UnreadableError as error:
                    if isinstance(error, NoPlanError) and real(path) not in whole:
                        passed_over.append(str(path))
                        continue
                    failures.append(Failure(str(path), error.message, error.hint))
                    continue
                writer = writer or stack.enter_context(self._writer())
                accounts.append(_put(writer, path, reading, copy_of))
            if progress:
                progress(len(found), len(found), "")
            generation = self._publish(writer) if writer else None
        if passed_over and not accounts:
            failures += [Failure(path, f"{path}: no plan") for path in passed_over]
        failures.sort(key=lambda failure: failure.path)
        return IngestReport(accounts, failures, generation, passed_over, [str(path) for path in strangers])

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

    def _publish(self, writer: Writer) -> int | None:
        digest = _digest(decisions(self._layout))
        if digest != writer.decided:
            self._apply(writer, list(writer.documents))
        return writer.publish(digest)

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

    def _writer(self) -> Writer:
        return Writer(self._layout, self._base_iri, self._store)

    def _read(self, path: Path) -> Reading:
        try:
            if self._reader:
                return self._reader(path, decisions(self._layout))
            from zeren.ingest import pipeline

            return pipeline.read(path, decisions(self._layout))
        except OSError as error:
            raise UnreadableError(f"{path} cannot be read: {error.strerror or error}") from error

    def _resolve(self, facts: DocumentFacts, decided: Sequence[Decision]) -> DocumentFacts:
        if self._resolver:
            return self._resolver(facts, decided)
        from zeren.ingest import pipeline

        return pipeline.resolve_again(facts, decided)


def _seen_before(seen: dict[str, DocumentFacts], path: Path, facts: DocumentFacts) -> str | None:
    """The earlier file of this ingestion that says the same, maybe in another form, and stands for this one.

    Raises:
        UnreadableError: an earlier file is the same document, and other facts were read from it.
    """
    document = facts.document
    first = seen.setdefault(document.id, facts)
    if first is facts:
        return None
    if first.document.sha256 != document.sha256 and not says_the_same(first, facts):
        raise UnreadableError(
            f"{path} is the document {document.id} like {first.document.file}, and other facts were read "
            f"from it{_differing(changes(first.tasks, facts.tasks))}",
            "ingest only the one that holds; if they are two documents, correct the number of one",
        )
    return first.document.file


def _differing(found: Changes) -> str:
    """The first of the tasks that two files of a document have not in common."""
    titles = [f"“{task.title}”" for task in (*found.changed, *found.gone, *found.added)]
    return f": {', '.join(titles[:NAMED])}{', …' if len(titles) > NAMED else ''}" if titles else ""


def _refuse_no_plan(path: Path, facts: DocumentFacts) -> None:
    """Refuse what a folder holds beside plans, such as a page that describes them.

    Raises:
        NoPlanError: it has neither a number nor a task.
    """
    if not (facts.document.number or facts.tasks or facts.groups):
        raise NoPlanError(f"{path}: no plan: it has no document number and no task")


def _refuse_remnant(writer: Writer, path: Path, read: DocumentFacts) -> None:
    """Refuse a file that would replace a plan by a piece of it: its end is missing, most likely.

    Raises:
        UnreadableError: it holds less than half of the stored document's text and of its tasks.
    """
    document = read.document
    if document.id not in writer.documents:
        return
    stored = writer.facts(document.id)
    shorter = document.characters * 2 < stored.document.characters
    if shorter and len(read.tasks) * REMNANT < len(stored.tasks):
        raise UnreadableError(
            f"{path} holds {len(read.tasks)} of the {len(stored.tasks)} tasks that {document.id} has: "
            "it looks cut off",
            f"copy the whole file; if the plan is that short now, zeren remove {document.id} first",
        )
    missing = {f.id for f in read.findings if f.kind == "incomplete"} - {f.id for f in stored.findings}
    if missing and len(read.tasks) < len(stored.tasks):
        raise UnreadableError(
            f"{path} lacks parts that {document.id} has, and {len(stored.tasks) - len(read.tasks)} of its "
            "tasks: it looks cut off",
            f"copy the whole file; if the plan is that short now, zeren remove {document.id} first",
        )


def _put(writer: Writer, path: Path, reading: Reading, copy_of: str | None) -> Account:
    if copy_of is not None:
        told = account(str(path), reading.facts, reading.facts, reading.locators)
        return replace(told, same_as=copy_of)
    document = reading.facts.document.id
    last = writer.facts(document) if document in writer.documents else None
    writer.put(reading.source, reading.text, reading.facts, reading.locators)
    return account(str(path), reading.facts, last, reading.locators)


def _digest(decided: list[Decision]) -> str:
    """The hash of decisions, by which a generation knows which of them it follows."""
    return hashlib.sha256(judgements.encode(decided)).hexdigest() if decided else NO_DECISIONS
