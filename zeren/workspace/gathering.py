"""The reading of many files: each once, wherever there is room for it, and stored as soon as it is read.

So a run that is killed goes on where it was. What stands for a document is decided when all are read
(`zeren.workspace.editing`), in the order of the files, whatever the order in which they were ready.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec
from msgspec.structs import replace

from zeren.errors import UnreadableError
from zeren.graph import locating
from zeren.graph.documents import FACTS
from zeren.ontology import facts as records
from zeren.ontology import locators
from zeren.ontology.decisions import Decision
from zeren.workspace import jobs
from zeren.workspace.executors import Lost, Runner
from zeren.workspace.jobs import Read, Reader, Refused, ToRead
from zeren.workspace.known import origin
from zeren.workspace.late_writer import LateWriter
from zeren.workspace.progress import Progress, Step
from zeren.workspace.writing import Writer


class Gathering:
    """Reads files, and stores what they come to.

    Args:
        runner: does the reading.
        reader: reads a file; None for `zeren.ingest.pipeline`.
        decided: what a person decided about names.
        digest: the hash of it.
        explain: whether accounts name the rules that read.
    """

    def __init__(
        self,
        runner: Runner,
        reader: Reader | None,
        decided: Sequence[Decision],
        digest: str,
        *,
        explain: bool,
    ) -> None:
        self._runner = runner
        self._reader = reader
        self._decided = list(decided)
        self._digest = digest
        self._explain = explain

    def read(self, paths: Sequence[Path], writer: LateWriter, progress: Progress) -> list[Read | Refused]:
        """What each file came to, in the order of the paths; the files of versions are on the disk.

        Args:
            paths: of the files.
            writer: the workspace's, which is made when the first file has been read.
            progress: told how far it is.

        Raises:
            WorkspaceError: the disk is full, or the workspace cannot be used or written.
        """
        found: dict[str, Read | Refused] = {}
        tasks = failed = 0

        def tell(name: str) -> None:
            progress(Step("reading", len(found), len(paths), name, tasks, failed))

        for path, result in self._results(paths, writer, tell):
            found[path] = result
            if isinstance(result, Read):
                tasks += result.account.tasks
            else:
                failed += not result.no_plan
        tell("")
        return [found[str(path)] for path in paths]

    def _results(
        self, paths: Sequence[Path], writer: LateWriter, tell: Callable[[str], None]
    ) -> Iterator[tuple[str, Read | Refused]]:
        """Each file with what it came to, in the order in which they are ready."""
        at_once: list[tuple[str, Read | Refused]] = []
        origins: dict[str, str] = {}
        waiting = self._to_read(paths, writer.existing, at_once, origins, tell)
        work = jobs.read if self._reader is None else partial(jobs.read_by, self._reader)
        for job, result in self._runner.run(work, waiting):
            yield from at_once
            at_once.clear()
            if isinstance(result, Read):
                document = result.account.document.id
                writer.made().keep(document, result.version, result.files, origins.pop(job.path, ""))
                yield job.path, replace(result, files={})
            else:
                yield job.path, _lost(job, result) if isinstance(result, Lost) else result
        yield from at_once

    def _to_read(
        self,
        paths: Sequence[Path],
        writer: Writer | None,
        at_once: list[tuple[str, Read | Refused]],
        origins: dict[str, str],
        tell: Callable[[str], None],
    ) -> Iterator[ToRead]:
        """The files that have to be read; what the others come to is put into `at_once`."""
        for path in paths:
            tell(path.name)
            job = ToRead(str(path), b"", self._decided, explain=self._explain)
            if self._reader:
                yield job
                continue
            from zeren.ingest import pipeline

            try:
                job = replace(job, data=pipeline.load(path))
            except UnreadableError as error:
                at_once.append((job.path, jobs.refused(error)))
                continue
            key = origin(path.name, job.data, self._digest)
            if writer and (read := self._recalled(job, key, writer)):
                at_once.append((job.path, read))
            else:
                origins[job.path] = key
                yield job

    @staticmethod
    def _recalled(job: ToRead, key: str, writer: Writer) -> Read | None:
        """What a file was read to before, where all of that is still there."""
        stored = writer.known.find(key)
        if stored is None:
            return None
        folder = writer.layout.document(stored.document, stored.version)
        try:
            facts = records.decode((folder / FACTS).read_bytes())
            kept = folder / locating.LOCATORS
            at = locators.decode(kept.read_bytes()) if kept.exists() else ()
        except (OSError, msgspec.DecodeError, ValueError):
            return None
        return jobs.recalled(job, stored.version, facts, at)


def _lost(job: ToRead, lost: Lost) -> Refused:
    return Refused(
        f"{job.path}: reading it ended the process, each time that it was tried ({lost})",
        "it may need more memory than there is; the others are not concerned",
    )
