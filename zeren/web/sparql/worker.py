"""The process that answers queries, one at a time: jobs on standard input, what became of them on the output.

The engine computes outside Python and listens to nobody, so a query that takes too long is stopped
by ending its process. It also ends by itself when the server is gone. `zeren.web.sparql.workers` starts it.
"""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import IO

import msgspec
import pyoxigraph

from zeren.errors import QueryError, RefusedQueryError, WorkspaceError, ZerenError
from zeren.graph.engines import Engine
from zeren.graph.querying import Answer, Graphs, run
from zeren.render import Language
from zeren.web.problem import log, unusable
from zeren.web.shelf import Shelf
from zeren.web.sparql import description, tabled, writing
from zeren.web.sparql.formats import PAGE
from zeren.web.sparql.jobs import OUT_OF_MEMORY, Done, Failed, Job, Kind, Source, Told
from zeren.workspace import Workspace

NOT_ACCEPTABLE = 406


def main() -> None:
    """Answer until standard input ends; arguments: the workspace's folder, bytes of memory."""
    folder, memory = sys.argv[1:]
    _limit(int(memory))
    jobs: SimpleQueue[Job] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, jobs), daemon=True).start()
    asked = Answering(Workspace(folder))
    asked.prepare()
    send(sys.stdout.buffer, b"")
    while True:
        send(sys.stdout.buffer, msgspec.msgpack.encode(asked.told(jobs.get())))


def send(to: IO[bytes], message: bytes) -> None:
    """Write a message with its length before it."""
    to.write(len(message).to_bytes(4, "big") + message)
    to.flush()


def _listen(source: IO[bytes], jobs: SimpleQueue[Job]) -> None:
    """Take jobs; end the process, whatever it computes, when the server ends."""
    decoder = msgspec.msgpack.Decoder(Job)
    while length := source.read(4):
        jobs.put(decoder.decode(source.read(int.from_bytes(length, "big"))))
    os._exit(0)


def _limit(memory: int) -> None:
    """Set how much memory this process may have, where the system knows such a limit."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        _, allowed = resource.getrlimit(what)  # it can be lowered only
        highest = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        resource.setrlimit(what, (highest, highest))


class Answering:
    """Answers jobs from the newest generation of a workspace, each from one generation alone.

    Args:
        workspace: whose graph is asked.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._generation = ""
        self._shelf: Shelf | None = None
        self._address = ""
        self._descriptions: dict[Source, list[pyoxigraph.Quad]] = {}

    def prepare(self) -> None:
        """Open what is published, so that the first query need not; what is wrong with it the query tells."""
        with suppress(ZerenError):
            _ = self._newest().published.store

    def told(self, job: Job) -> Told:
        """Answer a job into its file."""
        try:
            shelf = self._newest()
            return self._written(shelf, job, self._asked(shelf, job))
        except WorkspaceError as error:
            log(error)
            return Failed(_status(error), unusable(error, Language.EN))
        except ZerenError as error:
            return Failed(_status(error), error.message, error.hint)
        except (MemoryError, OSError) as error:
            why = "needs more memory than it may have" if isinstance(error, MemoryError) else str(error)
            return Failed(OUT_OF_MEMORY, f"the query {why}", "ask for less at once: narrow it, or add LIMIT")

    def _newest(self) -> Shelf:
        """What is published now."""
        while self._shelf is None or self._generation != self._workspace.generation():
            if self._shelf:
                self._shelf.published.close()
            # Asked before: what is published in between is taken up by another turn.
            self._generation = self._workspace.generation()
            self._shelf = Shelf(self._workspace.snapshot())
            self._descriptions.clear()
        return self._shelf

    def _asked(self, shelf: Shelf, job: Job) -> Answer:
        """What the engine says; it is computed while it is read."""
        graphs = None
        if job.default is not None or job.named is not None:
            graphs = Graphs(tuple(job.default or ()), tuple(job.named or ()))
        store = self._described(shelf, job) if description.is_asked(job) else shelf.published.store
        return run(store, job.query, {**shelf.published.prefixes, **description.PREFIXES}, graphs=graphs)

    def _described(self, shelf: Shelf, job: Job) -> Engine:
        """What a job needs of the descriptions, as a store of its own; each is made once a generation."""
        if self._address != job.address:
            self._address = job.address
            self._descriptions.clear()
        store = pyoxigraph.Store()
        for source in description.sources(job):
            if source not in self._descriptions:
                self._descriptions[source] = description.graph(source, shelf, job.address)
            store.bulk_extend(self._descriptions[source])
        return store

    def _written(self, shelf: Shelf, job: Job, answer: Answer) -> Told:
        kind = _kind(answer)
        form = job.triples if kind == "triples" else job.rows
        if form is None:
            return Failed(NOT_ACCEPTABLE, *_unacceptable(kind))
        limits = writing.Limits(job.most_rows, job.most_bytes)
        with Path(job.path).open("w+b") as out:
            if form == PAGE.name:
                written = tabled.write(answer, shelf, out, limits)
            elif isinstance(answer, pyoxigraph.QueryBoolean):
                written = writing.boolean(answer, form, out)
            elif isinstance(answer, pyoxigraph.QuerySolutions):
                written = writing.rows(answer, form, out, limits)
            else:
                prefixes = {**shelf.published.prefixes, **description.PREFIXES}
                written = writing.triples(answer, form, out, limits, prefixes)
        return Done(kind, form, written.rows, written.left_out, self._generation)


def _kind(answer: Answer) -> Kind:
    if isinstance(answer, pyoxigraph.QueryBoolean):
        return "boolean"
    return "rows" if isinstance(answer, pyoxigraph.QuerySolutions) else "triples"


def _unacceptable(kind: Kind) -> tuple[str, str]:
    if kind == "triples":
        return "CONSTRUCT and DESCRIBE give triples, which are not to be had so", (
            "take Turtle (ttl), N-Triples (nt), JSON-LD (jsonld) or RDF/XML (rdf)"
        )
    return "SELECT and ASK give rows, which are not to be had so", "take JSON, XML, CSV or TSV"


def _status(error: ZerenError) -> int:
    if isinstance(error, RefusedQueryError):
        return 403
    if isinstance(error, QueryError):
        return 400
    return 503 if isinstance(error, WorkspaceError) else 500
