"""Where things stand in a workspace, and how a file is written so that it is whole or not there.

zeren.json                       the format of the workspace
LOCK                             held by the one process that writes
CURRENT                          the number of the generation in use
decisions.jsonl                  what a person decided about names
findings.jsonl                   what a person decided about findings
readings.jsonl                   what files were read to, which saves reading them again
documents/<id>/<version>/        source.<ext>, text.txt, facts.jsonl, locators.jsonl; never changed
graph/<generation>/              store/, words.sqlite, manifest.json; never changed once published
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from zeren import __version__
from zeren.errors import WorkspaceError
from zeren.graph.engines.server import Server

FORMAT = 1
"""Changes when a workspace of an earlier Zeren cannot be read any more."""

TEMPORARY = ".new-"
"""How the names of unfinished files and folders begin."""

NAME_BYTES = 200
"""File systems end at 255 bytes; a name leaves room for what is put before it."""


class _Marker(msgspec.Struct, frozen=True):
    format: int
    zeren: str


class Entry(msgspec.Struct, frozen=True):
    """A document in a generation: its version, and the regions whose graphs it adds to."""

    version: str
    regions: list[str]


class Manifest(msgspec.Struct, frozen=True):
    """What a generation is made of.

    `decisions` is the hash of the decisions that its facts follow, `judgements` that of the
    judgements in its graph; each is empty where there are none. `server` is what holds the graph;
    None where it stands in the generation's folder. `identity` tells the workspace from others on a
    server; empty while it has never been on one.
    """

    format: int
    base_iri: str
    decisions: str
    documents: dict[str, Entry]
    judgements: str = ""
    server: Server | None = None
    identity: str = ""


class Layout(NamedTuple):
    """The paths under one workspace's folder."""

    root: Path

    @property
    def marker(self) -> Path:
        """The file that makes a folder a workspace."""
        return self.root / "zeren.json"

    @property
    def lock(self) -> Path:
        """The file that the one writer holds."""
        return self.root / "LOCK"

    @property
    def current(self) -> Path:
        """The file that names the generation in use."""
        return self.root / "CURRENT"

    @property
    def decisions(self) -> Path:
        """What a person decided about names."""
        return self.root / "decisions.jsonl"

    @property
    def judgements(self) -> Path:
        """What a person decided about findings."""
        return self.root / "findings.jsonl"

    @property
    def readings(self) -> Path:
        """What files were read to."""
        return self.root / "readings.jsonl"

    @property
    def documents(self) -> Path:
        """The documents' folders."""
        return self.root / "documents"

    @property
    def graphs(self) -> Path:
        """The generations' folders."""
        return self.root / "graph"

    def document(self, identifier: str, version: str) -> Path:
        """The folder of one version of a document."""
        return self.documents / folder_name(identifier) / version

    def generation(self, number: int) -> Path:
        """The folder of a generation."""
        return self.graphs / str(number)

    def store(self, number: int) -> Path:
        """The RDF store of a generation."""
        return self.generation(number) / "store"

    def words(self, number: int) -> Path:
        """The index of words of a generation; one of an earlier Zeren has none."""
        return self.generation(number) / "words.sqlite"

    def columns(self, number: int) -> Path:
        """The facts of a generation as columns; one of few documents has none."""
        return self.generation(number) / "columns.duckdb"

    def manifest(self, number: int) -> Path:
        """The manifest of a generation; its readers hold a shared lock on it."""
        return self.generation(number) / "manifest.json"

    def current_number(self) -> int | None:
        """The generation in use; None while nothing is published.

        Raises:
            WorkspaceError: there is no workspace, another version made it, or it is damaged.
        """
        self.check()
        try:
            return int(self.current.read_text("ascii"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise WorkspaceError(f"{self.current} is damaged: {error}", _ANEW) from None

    def published(self) -> str:
        """The generation in use and when it was published: a folder that is made anew counts from 1 again.

        Raises:
            WorkspaceError: as `current_number`.
        """
        number = self.current_number()
        return f"{number}-{self.current.stat().st_mtime_ns}" if number is not None else ""

    def check(self) -> None:
        """See that there is a workspace which this Zeren can use.

        Raises:
            WorkspaceError: there is none, or another version made it.
        """
        try:
            marker = msgspec.json.decode(self.marker.read_bytes(), type=_Marker)
        except (FileNotFoundError, NotADirectoryError):
            raise WorkspaceError(
                f"there is no workspace at {self.root}",
                "begin with: zeren ingest PLAN.txt (or name another folder with --workspace)",
            ) from None
        except (OSError, msgspec.DecodeError) as error:
            raise WorkspaceError(f"{self.marker} cannot be read: {error}", _ANEW) from None
        if marker.format != FORMAT:
            raise WorkspaceError(
                f"the workspace {self.root} was made by Zeren {marker.zeren} (format {marker.format}); "
                f"this is Zeren {__version__} (format {FORMAT})",
                f"use Zeren {marker.zeren}, or ingest the documents into a new folder with --workspace",
            )

    def make_folder(self) -> None:
        """Make the folder, where there is none.

        Raises:
            WorkspaceError: the folder holds something else than a workspace.
            OSError: the folder cannot be written.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        unfinished = self.marker.with_name(TEMPORARY + self.marker.name)
        allowed = {self.lock, self.decisions, self.judgements, unfinished}
        if not self.marker.exists() and set(self.root.iterdir()) - allowed:
            raise WorkspaceError(
                f"{self.root} is not a workspace, and not empty",
                "name an empty or a new folder with --workspace",
            )

    def mark(self) -> None:
        """Say in the folder that it is a workspace of this version; one that is marked stays as it is.

        Raises:
            WorkspaceError: another version made it.
            OSError: the folder cannot be written.
        """
        if not self.marker.exists():
            marker = _Marker(format=FORMAT, zeren=__version__)
            write_file(self.marker, msgspec.json.encode(marker) + b"\n")
        self.check()


_ANEW = "remove the folder and ingest the documents again; keep its decisions.jsonl and findings.jsonl"


def folder_name(identifier: str) -> str:
    """A file name for an id: the id itself where it can be one, else a readable part and a hash."""
    unfit = re.search(r'[\x00-\x1f/\\:*?"<>|]|^[.\s]|[.\s]$', identifier) or not identifier
    if not unfit and "~" not in identifier and len(identifier.encode()) <= NAME_BYTES:
        return identifier
    import hashlib

    digest = hashlib.sha256(identifier.encode()).hexdigest()[:16]
    readable = re.sub(r"[^\w-]+", "-", identifier).encode()[: NAME_BYTES - 20].decode(errors="ignore")
    return f"{readable}~{digest}"


def write_file(path: Path, data: bytes) -> None:
    """Write a file so that at any moment it is the old one or the new one, whole.

    Raises:
        OSError: the disk is full, or the folder cannot be written.
    """
    unfinished = path.with_name(TEMPORARY + path.name)
    write_synced(unfinished, data)
    unfinished.replace(path)
    sync_folder(path.parent)


def write_synced(path: Path, data: bytes) -> None:
    """Write a file and have it on the disk before going on."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Have a folder's names on the disk before going on; only POSIX systems can open one."""
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def explained(root: Path) -> Iterator[None]:
    """Say as a WorkspaceError what the system says against writing to the workspace."""
    try:
        yield
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        raise WorkspaceError(
            f"the workspace {root} cannot be written: {error.strerror or error}{where}",
            "what was published before is as it was; make room or get permission, then try again",
        ) from error
