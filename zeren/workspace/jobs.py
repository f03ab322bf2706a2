"""What one process does for another: bytes in, bytes out, nothing that only one of them can reach.

So the same functions run here, in a pool of this machine's processes, and on a cluster.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from zeren.errors import NoPlanError, UnreadableError, ZerenError
from zeren.graph import merge
from zeren.ontology.decisions import Decision
from zeren.ontology.facts import DocumentFacts
from zeren.ontology.locators import Locator
from zeren.workspace import versions
from zeren.workspace.report import Account, account


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


class Reader(Protocol):
    """Reads one file; raises UnreadableError."""

    def __call__(self, path: Path, decisions: Sequence[Decision]) -> Reading:
        """The document in the file at `path`."""


class ToRead(msgspec.Struct, frozen=True):
    """A file that is to be read: its path as it was named, its bytes, what a person decided about names.

    `explain` asks for the rules that read the assignments, which are many.
    """

    path: str
    data: bytes
    decided: list[Decision]
    explain: bool = False


class Read(msgspec.Struct, frozen=True):
    """A document that was read: the files of its version, and what stands in the report.

    `plan` is False for what has neither a number nor work, as a page that describes plans.
    """

    files: versions.Files
    version: str
    regions: list[str]
    account: Account
    plan: bool


class Refused(msgspec.Struct, frozen=True):
    """A file that was not read, and why; `no_plan` says that it is none."""

    message: str
    hint: str = ""
    no_plan: bool = False


def read(job: ToRead) -> Read | Refused:
    """Read a file, whatever it holds: what goes wrong with one stops no other."""
    from zeren.ingest import pipeline

    try:
        return told(job, pipeline.read_bytes(job.data, Path(job.path).name, job.decided))
    except UnreadableError as error:
        return refused(error)
    except Exception as error:  # noqa: BLE001 # a fault of the program with one file stops no other
        return Refused(
            f"{job.path}: reading it failed in Zeren itself: {type(error).__name__}: {error}",
            "the others are not concerned; please report it with the file",
        )


def read_by(reader: Reader, job: ToRead) -> Read | Refused:
    """Have another reader read the file at its path."""
    try:
        return told(job, reader(Path(job.path), job.decided))
    except UnreadableError as error:
        return refused(error)
    except OSError as error:
        return Refused(f"{job.path} cannot be read: {error.strerror or error}")


def refused(error: ZerenError) -> Refused:
    """A file as an error refuses it."""
    return Refused(error.message, error.hint, isinstance(error, NoPlanError))


def told(job: ToRead, reading: Reading) -> Read:
    """What a reading comes to: the files of a version, their name, and the account."""
    facts = reading.facts
    files = versions.files(reading.source, reading.text, facts, reading.locators)
    return _read(job, facts, reading.locators, files, versions.name(files))


def recalled(job: ToRead, version: str, facts: DocumentFacts, locators: tuple[Locator, ...]) -> Read:
    """A file that was read before, and whose version is stored."""
    return _read(job, facts, locators, {}, version)


def _read(
    job: ToRead,
    facts: DocumentFacts,
    locators: tuple[Locator, ...],
    files: versions.Files,
    version: str,
) -> Read:
    return Read(
        files,
        version,
        merge.regions_of(facts),
        account(job.path, facts, locators, explain=job.explain),
        bool(facts.document.number or facts.tasks or facts.groups),
    )
