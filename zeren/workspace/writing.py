"""The one writer: new versions of documents, the next generation, and what is removed after it.

Nothing that is published is ever changed. Versions and generations are made beside the old
ones, and the rename of CURRENT alone makes them count; a writer that is killed leaves only
what the next one sweeps away.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import msgspec
from filelock import FileLock, Timeout

from zeren.errors import UsageError, WorkspaceError
from zeren.graph import loading, merge, rdf, store, word_index
from zeren.ontology import facts as records
from zeren.ontology import judgements as opinions
from zeren.ontology.facts import DocumentFacts
from zeren.ontology.judgements import Judgement
from zeren.ontology.locators import Locator
from zeren.ontology.vocab import BASE_IRI, iri
from zeren.workspace import serving, versions
from zeren.workspace.layout import (
    FORMAT,
    Entry,
    Layout,
    Manifest,
    explained,
    sync_folder,
    write_file,
)
from zeren.workspace.reading import decode_manifest, in_use, judgements

if TYPE_CHECKING:
    from zeren.graph.engines.publishing import Sent

NO_DECISIONS = ""


class Writer:
    """Exclusive hold of a workspace, which is made if it is not there yet.

    `documents` is what the next generation will hold; change it with `put` and `drop`, then
    `publish`. `judgements` are those that the file has when the writer begins; the next
    generation holds these, or what they are set to. Leaving the `with` statement without
    publishing changes nothing.

    Args:
        layout: the workspace.
        base_iri: what the ids stand under; None for what it was, or the default.
        store: what holds the next generation's graph, as `zeren.workspace.serving.chosen` takes it.

    Attributes:
        sent: what the last publication sent to a server; None where there is no server.

    Raises:
        WorkspaceError: another process is writing, or the folder cannot be used; the server that
            holds the graph does not answer, or holds that of another workspace.
        UsageError: the workspace's ids stand under another base IRI; the store is no server's address.
    """

    def __init__(self, layout: Layout, base_iri: str | None = None, store: str | None = None) -> None:
        self.layout = layout
        self.sent: Sent | None = None
        self._base_iri = base_iri
        self._store = store
        self._lock = FileLock(str(layout.lock), timeout=0)
        self.documents: dict[str, Entry] = {}
        self.judgements: dict[str, Judgement] = {}

    def __enter__(self) -> Self:
        with explained(self.layout.root):
            self.layout.make_folder()
            try:
                self._lock.acquire()
            except Timeout:
                raise WorkspaceError(
                    f"another process is writing to the workspace; it holds {self.layout.lock}",
                    "wait until it is done; the lock goes when its process ends",
                ) from None
            try:
                self._begin()
            except BaseException:
                self._lock.release()
                raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            with explained(self.layout.root):
                self._sweep()
        except WorkspaceError:
            # What is left is swept by the next writer; the failure that matters is already on its way.
            if error is None:
                raise
        finally:
            self._lock.release()

    def _begin(self) -> None:
        self.layout.mark()
        self.number = self.layout.current_number()
        self._last = self._manifest(self.number) if self.number is not None else None
        base = self._base_iri or (self._last.base_iri if self._last else BASE_IRI)
        if self._last and self._last.base_iri != base:
            raise UsageError(
                f"the ids of this workspace stand under {self._last.base_iri}, not {base}",
                "leave --base-iri out, or ingest into a new folder with --workspace",
            )
        self.base_iri = base
        self._server = serving.chosen(self._last, self._store)
        self.documents = dict(self._last.documents) if self._last else {}
        self.judgements = judgements(self.layout)
        self._sweep()

    def _manifest(self, number: int) -> Manifest:
        path = self.layout.manifest(number)
        return decode_manifest(path.read_bytes(), path)

    @property
    def decided(self) -> str:
        """The hash of the decisions that the last generation's facts follow."""
        return self._last.decisions if self._last else NO_DECISIONS

    def facts(self, document: str) -> DocumentFacts:
        """The facts of a document as the next generation will hold them.

        Raises:
            WorkspaceError: they are damaged.
        """
        try:
            return records.decode((self._folder(document) / store.FACTS).read_bytes())
        except (OSError, msgspec.DecodeError, ValueError) as error:
            raise WorkspaceError(f"the facts of {document} are damaged: {error}", store.DAMAGED) from None

    def stored(self, document: str) -> tuple[bytes, str, tuple[Locator, ...]]:
        """The source, the text and the locators of a document as the next generation will hold them."""
        return versions.read(self._folder(document))

    def _folder(self, document: str) -> Path:
        return self.layout.document(document, self.documents[document].version)

    def put(self, source: bytes, text: str, facts: DocumentFacts, locators: tuple[Locator, ...] = ()) -> None:
        """Write a document's version, if it is new, and have it in the next generation."""
        document = facts.document
        files = versions.files(source, text, facts, locators)
        version = versions.name(files)
        folder = self.layout.document(document.id, version)
        with explained(self.layout.root):
            if not folder.exists():
                versions.write(folder, files)
        self.documents[document.id] = Entry(version, merge.regions_of(facts))

    def drop(self, document: str) -> None:
        """Leave a document out of the next generation."""
        del self.documents[document]

    def publish(self, decided: str, *, anew: bool = False) -> int | None:
        """Make the next generation and put it in use; nothing happens where nothing has changed.

        A server that holds the graph is brought to the state of the generation in any case.

        Args:
            decided: the hash of the decisions that the facts follow.
            anew: whether a server is sent what it holds already, too.

        Returns:
            The number of the generation in use; None while there is none.

        Raises:
            WorkspaceError: the disk is full, or the folder cannot be written; the last
                generation stays in use. The server does not answer or refuses.
        """
        judged = opinions.encode(self.judgements.values())
        manifest = Manifest(
            FORMAT,
            self.base_iri,
            decided,
            dict(sorted(self.documents.items())),
            hashlib.sha256(judged).hexdigest() if judged else "",
            self._server,
            self._server.workspace if self._server else self._last.identity if self._last else "",
        )
        if not (self._last or self.documents):
            return self.number
        if manifest == self._last or anew:
            manifest, self.sent = serving.mended(manifest, self._every, anew=anew)
            if manifest == self._last:
                return self.number
        with explained(self.layout.root):
            number = max([0, *self._numbers()]) + 1
            self.layout.generation(number).mkdir(parents=True)
            self._index(number)
            if manifest.server is None:
                self._build(number, judged=manifest.judgements)
            elif self.sent is None:
                manifest, self.sent = serving.sent(manifest, self._changed(manifest.judgements), self._every)
            encoded = msgspec.json.format(msgspec.json.encode(manifest, order="sorted"))
            write_file(self.layout.manifest(number), encoded + b"\n")
            sync_folder(self.layout.graphs)
            write_file(self.layout.current, f"{number}\n".encode("ascii"))
        self.number, self._last = number, manifest
        self._server = manifest.server
        return number

    def _index(self, number: int) -> None:
        """Write the index of words: the last one with what has changed, or anew where it cannot be used."""
        try:
            last = self.layout.words(self.number) if self.number is not None else None
            known = last is not None and word_index.usable(last)
            self._index_after(number, last if known else None)
        except WorkspaceError:
            self._index_after(number, None)

    def _index_after(self, number: int, last: Path | None) -> None:
        before = self._last.documents if self._last and last else {}
        touched = sorted(self._touched(before))
        gone = [key for key in touched if key in before]
        new = [key for key in touched if key in self.documents]
        word_index.build(
            self.layout.words(number),
            last,
            ((key, self._text(self.layout.document(key, before[key].version))) for key in gone),
            ((self.facts(key), self._text(self._folder(key))) for key in new),
        )

    @staticmethod
    def _text(folder: Path) -> str:
        return (folder / store.TEXT).read_bytes().decode("utf-8")

    def _touched(self, before: dict[str, Entry]) -> list[str]:
        """The documents that came, went or changed since a generation held these."""
        return [key for key in {**before, **self.documents} if before.get(key) != self.documents.get(key)]

    def _build(self, number: int, *, judged: str) -> None:
        # A generation whose graph a server holds has no store that the next could begin with.
        last = self.layout.store(self.number) if self.number is not None else None
        if last and self._last and self._last.server:
            loading.build(self.layout.store(number), None, (), self._every(None))
        else:
            loading.build(self.layout.store(number), last, *self._changed(judged))

    def _changed(self, judged: str) -> tuple[list[str], Iterator[rdf.NamedGraph]]:
        """The IRIs of the graphs that the next generation changes, and those of them that it has."""
        before = self._last.documents if self._last else {}
        touched = self._touched(before)
        entries = [entry for key in touched for entry in (before.get(key), self.documents.get(key)) if entry]
        regions = sorted({region for entry in entries for region in entry.regions})
        anew = judged != (self._last.judgements if self._last else "")
        return (
            [iri(key, self.base_iri) for key in (*touched, *regions, *([rdf.JUDGEMENTS] if anew else []))],
            self._graphs([key for key in touched if key in self.documents], regions, judgements=anew),
        )

    def _every(self, names: Collection[str] | None) -> Iterator[rdf.NamedGraph]:
        """The graphs of the next generation: those with these IRIs, or all."""
        regions = sorted({region for entry in self.documents.values() for region in entry.regions})
        keys = [
            [key for key in each if names is None or iri(key, self.base_iri) in names]
            for each in (sorted(self.documents), regions, [rdf.JUDGEMENTS])
        ]
        return self._graphs(keys[0], keys[1], judgements=bool(keys[2]))

    def _graphs(
        self, documents: Iterable[str], regions: Iterable[str], *, judgements: bool
    ) -> Iterator[rdf.NamedGraph]:
        for key in documents:
            yield rdf.document_graph(self.facts(key), self.base_iri)
        for region in regions:
            speakers = [key for key in sorted(self.documents) if region in self.documents[key].regions]
            common = merge.common(region, (self.facts(key) for key in speakers))
            yield rdf.region_graph(region, common, self.base_iri)
        if judgements:
            yield rdf.judgements_graph(self.judgements.values(), self.base_iri)

    def _numbers(self) -> list[int]:
        return [int(path.name) for path in self.layout.graphs.glob("*") if path.name.isdecimal()]

    def _sweep(self) -> None:
        """Remove the generations that nobody reads, and the versions that no generation holds."""
        kept: set[Path] = set()
        for number in self._numbers():
            if number != self.number and not in_use(self.layout.manifest(number)):
                shutil.rmtree(self.layout.generation(number), ignore_errors=True)
            elif self.layout.manifest(number).exists():
                held = self._manifest(number).documents
                kept.update(self.layout.document(key, entry.version) for key, entry in held.items())
        for version in self.layout.documents.glob("*/*"):
            if version not in kept:
                shutil.rmtree(version, ignore_errors=True)
        for folder in self.layout.documents.glob("*/"):
            if not any(folder.iterdir()):
                folder.rmdir()
