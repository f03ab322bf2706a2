"""The one writer: new versions of documents, the next generation, and what is removed after it.

Nothing that is published is ever changed. Versions and generations are made beside the old
ones, and the rename of CURRENT alone makes them count; a writer that is killed leaves only
what the next one sweeps away.
"""

from __future__ import annotations

import hashlib
import shutil
from contextlib import nullcontext, suppress
from types import TracebackType
from typing import TYPE_CHECKING, Self

import msgspec
from filelock import FileLock, Timeout

from zeren.errors import ReadersGoneError, UsageError, WorkspaceError
from zeren.graph import merge
from zeren.graph.documents import DAMAGED, FACTS
from zeren.ontology import facts as records
from zeren.ontology import judgements as opinions
from zeren.ontology.facts import DocumentFacts
from zeren.ontology.judgements import Judgement
from zeren.ontology.locators import Locator
from zeren.ontology.vocab import BASE_IRI
from zeren.workspace import serving, versions
from zeren.workspace.building import Building, Change
from zeren.workspace.executors import HERE, Runner
from zeren.workspace.known import Known, Stored
from zeren.workspace.layout import (
    FORMAT,
    TEMPORARY,
    Entry,
    Layout,
    Manifest,
    explained,
    sync_folder,
    write_file,
)
from zeren.workspace.progress import Progress, quiet
from zeren.workspace.reading import decode_manifest, in_use, judgements

if TYPE_CHECKING:
    from zeren.graph.engines.publishing import Sent

NO_DECISIONS = ""


class Writer:
    """Exclusive hold of a workspace, which is made if it is not there yet.

    `documents` is what the next generation will hold; change it with `put` and `drop`, then
    `publish`. `judgements` are those that the file has when the writer begins; the next
    generation holds these, or what they are set to. Leaving the `with` statement without
    publishing changes nothing that counts: versions that were kept for a run that was killed or
    stopped by hand stay for the next one (`known`), all others are removed.

    Args:
        layout: the workspace.
        base_iri: what the ids stand under; None for what it was, or the default.
        store: what holds the next generation's graph, as `zeren.workspace.serving.chosen` takes it.
        runner: does the work of `publish` that can be done beside other work.

    Attributes:
        sent: what the last publication sent to a server; None where there is no server.

    Raises:
        WorkspaceError: another process is writing, or the folder cannot be used; the server that
            holds the graph does not answer, or holds that of another workspace.
        UsageError: the workspace's ids stand under another base IRI; the store is no server's address.
    """

    def __init__(
        self,
        layout: Layout,
        base_iri: str | None = None,
        store: str | None = None,
        runner: Runner = HERE,
    ) -> None:
        self.layout = layout
        self.sent: Sent | None = None
        self._base_iri = base_iri
        self._runner = runner
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
                if isinstance(error, Exception) and not isinstance(error, ReadersGoneError):
                    self._forget()
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
        self.known = Known(self.layout)
        self._sweep()

    def _manifest(self, number: int) -> Manifest:
        path = self.layout.manifest(number)
        return decode_manifest(path.read_bytes(), path)

    @property
    def decided(self) -> str:
        """The hash of the decisions that the last generation's facts follow."""
        return self._last.decisions if self._last else NO_DECISIONS

    def facts(self, document: str, version: str | None = None) -> DocumentFacts:
        """The facts of a document as the next generation will hold them, or those of a version of it.

        Raises:
            WorkspaceError: they are damaged.
        """
        folder = self.layout.document(document, version or self.documents[document].version)
        try:
            return records.decode((folder / FACTS).read_bytes())
        except (OSError, msgspec.DecodeError, ValueError) as error:
            raise WorkspaceError(f"the facts of {document} are damaged: {error}", DAMAGED) from None

    def stored(self, document: str) -> tuple[bytes, str, tuple[Locator, ...]]:
        """The source, the text and the locators of a document as the next generation will hold them."""
        return versions.read(self.layout.document(document, self.documents[document].version))

    def put(self, source: bytes, text: str, facts: DocumentFacts, locators: tuple[Locator, ...] = ()) -> None:
        """Write a document's version, if it is new, and have it in the next generation."""
        files = versions.files(source, text, facts, locators)
        version = versions.name(files)
        self.keep(facts.document.id, version, files)
        self.hold(facts.document.id, version, merge.regions_of(facts))

    def keep(self, document: str, version: str, files: versions.Files, origin: str = "") -> None:
        """Write a version of a document, if it is new, without having it in the next generation.

        Args:
            document: its id.
            version: the name of the version.
            files: what its folder holds; empty where it is there already.
            origin: what the version follows from, by which it is known again; empty for nothing.

        Raises:
            WorkspaceError: the disk is full, or the folder cannot be written.
        """
        folder = self.layout.document(document, version)
        with explained(self.layout.root):
            if files and not folder.exists():
                versions.write(folder, files)
            if origin:
                self.known.add(Stored(origin, document, version))

    def hold(self, document: str, version: str, regions: list[str]) -> None:
        """Have a version that was kept in the next generation."""
        self.documents[document] = Entry(version, regions)

    def drop(self, document: str) -> None:
        """Leave a document out of the next generation."""
        del self.documents[document]

    def publish(self, decided: str, progress: Progress = quiet, *, anew: bool = False) -> int | None:
        """Make the next generation and put it in use; nothing happens where nothing has changed.

        A server that holds the graph is brought to the state of the generation in any case.

        Args:
            decided: the hash of the decisions that the facts follow.
            progress: told how much of the generation is made.
            anew: whether what has not changed is made anew, or sent to the server once more.

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
        building = Building(self.layout, self._change(manifest), self._runner, progress)
        remade = anew and manifest.server is None
        if not remade and (anew or manifest == self._last):
            manifest, self.sent = serving.mended(manifest, building.every, anew=anew)
            if manifest == self._last:
                self._forget()
                return self.number
        with explained(self.layout.root):
            number = max([0, *self._numbers()]) + 1
            self.layout.generation(number).mkdir(parents=True)
            # A generation whose graph a server holds has no store that the next could begin with.
            before = None if remade or (self._last and self._last.server) else self.number
            with building.graph(number, before) if manifest.server is None else nullcontext():
                building.words(number, None if remade else self.number)
            # Last, since whoever reads is refused from here on until the generation is in use.
            if manifest.server and self.sent is None:
                manifest, self.sent = serving.sent(manifest, building.changed(), building.every)
            encoded = msgspec.json.format(msgspec.json.encode(manifest, order="sorted"))
            write_file(self.layout.manifest(number), encoded + b"\n")
            sync_folder(self.layout.graphs)
            write_file(self.layout.current, f"{number}\n".encode("ascii"))
        self.number, self._last, self._server = number, manifest, manifest.server
        self._forget()
        return number

    def _forget(self) -> None:
        """Forget what files were read to, where that is not published; a full disk keeps the old list."""
        held = self._last.documents if self._last else {}
        with suppress(OSError):
            self.known.keep((key, entry.version) for key, entry in held.items())

    def _change(self, manifest: Manifest) -> Change:
        before = self._last.documents if self._last else {}
        judged = manifest.judgements != (self._last.judgements if self._last else "")
        return Change(self.base_iri, before, self.documents, self.judgements.values(), judged)

    def _numbers(self) -> list[int]:
        return [int(path.name) for path in self.layout.graphs.glob("*") if path.name.isdecimal()]

    def _sweep(self) -> None:
        """Remove what was never finished, generations that nobody reads, versions that nobody needs."""
        for unfinished in self.layout.root.glob(f"{TEMPORARY}*"):
            unfinished.unlink(missing_ok=True)
        kept = {self.layout.document(*version) for version in self.known.versions()}
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
