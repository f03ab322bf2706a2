"""How a generation's graph and index of words are made: from the last one, and what has changed since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from zeren.errors import WorkspaceError
from zeren.graph import loading, nquads, store, word_index
from zeren.ontology.judgements import Judgement
from zeren.ontology.vocab import JUDGEMENTS, iri
from zeren.workspace.executors import Runner, ordered
from zeren.workspace.layout import Entry, Layout
from zeren.workspace.progress import Progress, Step


class Change(NamedTuple):
    """What a generation holds, and what the one before it held.

    `judgements` are those that differ from the last generation's; None where they are the same.
    """

    base_iri: str
    before: Mapping[str, Entry]
    after: Mapping[str, Entry]
    judgements: Iterable[Judgement] | None

    def touched(self, before: Mapping[str, Entry]) -> list[str]:
        """The documents that came, went or changed since these, by id."""
        return [key for key in {**before, **self.after} if before.get(key) != self.after.get(key)]

    def regions(self, touched: Iterable[str]) -> list[str]:
        """The regions of which these documents speak, or spoke."""
        entries = (entry for key in touched for entry in (self.before.get(key), self.after.get(key)) if entry)
        return sorted({region for entry in entries for region in entry.regions})


class Building:
    """Makes one generation.

    Args:
        layout: the workspace.
        number: of the generation that is made.
        last: of the generation that it is made out of; None where there is none.
        change: what it holds.
        runner: does the work that can be done beside other work.
    """

    def __init__(self, layout: Layout, number: int, last: int | None, change: Change, runner: Runner) -> None:
        self._layout = layout
        self._number = number
        self._last = last
        self._change = change
        self._runner = runner

    def graph(self, progress: Progress) -> None:
        """Make the graph: the last one, with the graphs of what has changed in place of theirs.

        Raises:
            OSError: the disk is full, the folder cannot be written, or the last graph is damaged.
            WorkspaceError: facts are damaged, or the processes that make the graphs end.
        """
        change = self._change
        touched = change.touched(change.before)
        regions = change.regions(touched)
        judged = [] if change.judgements is None else [JUDGEMENTS]
        sources = [(nquads.DOCUMENT, key) for key in touched if key in change.after]
        sources += ((nquads.REGION, region) for region in regions)
        loading.build(
            self._layout.store(self._number),
            self._layout.store(self._last) if self._last is not None else None,
            [iri(key, change.base_iri) for key in (*touched, *regions, *judged)],
            self._graphs(sources, progress),
        )

    def _graphs(self, wanted: list[tuple[str, str]], progress: Progress) -> Iterator[bytes]:
        speakers: dict[str, list[str]] = {}
        for key in sorted(self._change.after):
            for region in self._change.after[key].regions:
                speakers.setdefault(region, []).append(key)
        sources = (
            nquads.Source(
                kind,
                name,
                tuple(map(self._facts, [name] if kind == nquads.DOCUMENT else speakers.get(name, []))),
                self._change.base_iri,
            )
            for kind, name in wanted
        )
        try:
            for done, graph in enumerate(ordered(self._runner, nquads.made, sources), 1):
                yield graph
                progress(Step("graph", done, len(wanted)))
        except ValueError as error:
            raise WorkspaceError(f"the facts of a document are damaged: {error}", store.DAMAGED) from None
        if self._change.judgements is not None:
            yield nquads.judged(self._change.judgements, self._change.base_iri)

    def words(self, progress: Progress) -> None:
        """Make the index of words: the last one with what has changed, or anew where it cannot be used.

        Raises:
            OSError: the disk is full, or the folder cannot be written.
            WorkspaceError: facts are damaged, or the processes that make it end.
        """
        last = self._layout.words(self._last) if self._last is not None else None
        try:
            self._words(last if last is not None and word_index.usable(last) else None, progress)
        except WorkspaceError:
            self._words(None, progress)

    def _words(self, last: Path | None, progress: Progress) -> None:
        before = self._change.before if last else {}
        touched = sorted(self._change.touched(before))
        gone = [key for key in touched if key in before]
        new = [key for key in touched if key in self._change.after]
        texts = (self._file(key, before[key], store.TEXT) for key in gone)
        pairs = ((self._facts(key), self._file(key, self._change.after[key], store.TEXT)) for key in new)
        word_index.build(
            self._layout.words(self._number),
            last,
            zip(gone, ordered(self._runner, word_index.tokens_of, texts), strict=True),
            self._indexed(pairs, len(new), progress),
        )

    def _indexed(
        self, pairs: Iterator[tuple[bytes, bytes]], of: int, progress: Progress
    ) -> Iterator[word_index.Indexed]:
        for done, indexed in enumerate(ordered(self._runner, word_index.indexed, pairs), 1):
            yield indexed
            progress(Step("words", done, of))

    def _facts(self, key: str) -> bytes:
        return self._file(key, self._change.after[key], store.FACTS)

    def _file(self, key: str, entry: Entry, name: str) -> bytes:
        path = self._layout.document(key, entry.version) / name
        try:
            return path.read_bytes()
        except OSError as error:
            raise WorkspaceError(f"{path} cannot be read: {error.strerror}", store.DAMAGED) from None
