"""How a generation's graph, columns and index of words are made: from the last ones and what has changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from zeren.errors import WorkspaceError
from zeren.graph import loading, nquads, word_index
from zeren.graph.documents import DAMAGED, FACTS, TEXT
from zeren.graph.nquads import Written
from zeren.ontology.judgements import Judgement
from zeren.ontology.vocab import JUDGEMENTS, iri
from zeren.workspace.executors import Runner, ordered
from zeren.workspace.layout import Entry, Layout
from zeren.workspace.progress import Progress, Step
from zeren.workspace.tabling import Tabling


class Change(NamedTuple):
    """What a generation holds, and what the one before it held.

    `judged` says whether its judgements are others than those of the one before.
    """

    base_iri: str
    before: Mapping[str, Entry]
    after: Mapping[str, Entry]
    judgements: Collection[Judgement]
    judged: bool

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
        change: what it holds.
        runner: does the work that can be done beside other work.
        progress: told how far it is.
    """

    def __init__(self, layout: Layout, change: Change, runner: Runner, progress: Progress) -> None:
        self._layout = layout
        self._change = change
        self._runner = runner
        self._progress = progress
        self._tables = False

    @contextmanager
    def graph(self, number: int, last: int | None) -> Iterator[None]:
        """Make the graph and its columns in the folder of a generation, out of the last that has them there.

        Both are whole at the end of the `with` block, in which other work can be done.

        Args:
            number: of the generation that is made.
            last: of the generation whose graph is changed; None to begin anew.

        Raises:
            OSError: the disk is full, the folder cannot be written, or the last graph is damaged.
            WorkspaceError: facts are damaged, or the processes that make the graphs end.
        """
        gone, graphs = ([], self.every(None)) if last is None else self.changed()
        before = None if last is None else self._layout.store(last)
        with Tabling(self._layout, number, last, len(self._change.after)) as tabling:
            self._tables = tabling.beside
            quads = (graph.quads for graph in tabling.kept(graphs))
            with loading.building(self._layout.store(number), before, gone, quads):
                tabling.finish([name.removeprefix(self._change.base_iri) for name in gone], self._tabled)
                yield

    def _tabled(self) -> Iterator[Written]:
        self._tables = True
        return self.every(None)

    def changed(self) -> tuple[list[str], Iterator[Written]]:
        """The IRIs of the graphs that the generation changes, and those of them that it has."""
        change = self._change
        touched = change.touched(change.before)
        regions = change.regions(touched)
        names = [iri(key, change.base_iri) for key in (*touched, *regions, *([JUDGEMENTS] * change.judged))]
        return names, self._graphs([key for key in touched if key in change.after], regions, change.judged)

    def every(self, names: Collection[str] | None) -> Iterator[Written]:
        """The graphs of the generation: those with these IRIs, or all."""
        change = self._change
        regions = sorted({region for entry in change.after.values() for region in entry.regions})
        documents, shared, judged = (
            [key for key in keys if names is None or iri(key, change.base_iri) in names]
            for keys in (sorted(change.after), regions, [JUDGEMENTS])
        )
        return self._graphs(documents, shared, bool(judged))

    def _graphs(self, documents: list[str], regions: list[str], judged: bool) -> Iterator[Written]:
        wanted = [*((nquads.DOCUMENT, key) for key in documents), *((nquads.REGION, key) for key in regions)]
        try:
            for done, graph in enumerate(ordered(self._runner, nquads.made, self._sources(wanted)), 1):
                yield graph
                self._progress(Step("graph", done, len(wanted)))
        except ValueError as error:
            raise WorkspaceError(f"the facts of a document are damaged: {error}", DAMAGED) from None
        if judged:
            yield nquads.judged(self._change.judgements, self._change.base_iri, tables=self._tables)

    def _sources(self, wanted: list[tuple[str, str]]) -> Iterator[nquads.Source]:
        speakers: dict[str, list[str]] = {}
        for key in sorted(self._change.after):
            for region in self._change.after[key].regions:
                speakers.setdefault(region, []).append(key)
        for kind, name in wanted:
            own = [name] if kind == nquads.DOCUMENT else speakers.get(name, [])
            yield nquads.Source(kind, name, tuple(map(self._facts, own)), self._change.base_iri, self._tables)

    def words(self, number: int, last: int | None) -> None:
        """Make the index of words: the last one with what has changed, or anew where it cannot be used.

        Args:
            number: of the generation that is made.
            last: of the generation before it; None where there is none.

        Raises:
            OSError: the disk is full, or the folder cannot be written.
            WorkspaceError: facts are damaged, or the processes that make it end.
        """
        before = None if last is None else self._layout.words(last)
        try:
            self._words(number, before if before is not None and word_index.usable(before) else None)
        except WorkspaceError:
            self._words(number, None)

    def _words(self, number: int, last: Path | None) -> None:
        before = self._change.before if last else {}
        touched = sorted(self._change.touched(before))
        gone = [key for key in touched if key in before]
        new = [key for key in touched if key in self._change.after]
        texts = (self._file(key, before[key], TEXT) for key in gone)
        pairs = ((self._facts(key), self._file(key, self._change.after[key], TEXT)) for key in new)
        word_index.build(
            self._layout.words(number),
            last,
            zip(gone, ordered(self._runner, word_index.tokens_of, texts), strict=True),
            self._indexed(pairs, len(new)),
        )

    def _indexed(self, pairs: Iterator[tuple[bytes, bytes]], of: int) -> Iterator[word_index.Indexed]:
        for done, indexed in enumerate(ordered(self._runner, word_index.indexed, pairs), 1):
            yield indexed
            self._progress(Step("words", done, of))

    def _facts(self, key: str) -> bytes:
        return self._file(key, self._change.after[key], FACTS)

    def _file(self, key: str, entry: Entry, name: str) -> bytes:
        path = self._layout.document(key, entry.version) / name
        try:
            return path.read_bytes()
        except OSError as error:
            raise WorkspaceError(f"{path} cannot be read: {error.strerror}", DAMAGED) from None
