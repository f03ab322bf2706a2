"""Which files an ingestion reads: what was named, and the texts in the folders that were named."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from zeren.errors import UnreadableError
from zeren.ingest.readers.formats import SUFFIXES
from zeren.workspace.layout import Layout


def files(paths: Iterable[Path]) -> tuple[list[Path], list[tuple[Path, UnreadableError]]]:
    """The files to read, each once, sorted by path, and the paths under which there is none."""
    found: dict[Path, Path] = {}
    missing: list[tuple[Path, UnreadableError]] = []
    for path in paths:
        try:
            inside = list(_files(path))
        except UnreadableError as error:
            missing.append((path, error))
        else:
            for file in inside:
                found.setdefault(real(file), file)
    return sorted(found.values()), sorted(missing, key=lambda pair: pair[0])


def real(path: Path) -> Path:
    """The path that a path leads to; one that leads in a circle, to somewhere in it."""
    return Path(os.path.realpath(path))


def _files(path: Path) -> Iterator[Path]:
    try:
        if path.is_dir():
            yield from _in_folder(path)
        elif path.is_file():
            yield path
        elif path.exists():
            raise UnreadableError(f"{path} is neither a file nor a folder", "name the plan's file")
        else:
            raise UnreadableError(
                f"{path} does not exist",
                "check the name; a folder is searched for plans in any form that is read",
            )
    except OSError as error:
        raise UnreadableError(f"{error.filename or path} cannot be read: {error.strerror}") from error


def _in_folder(folder: Path) -> Iterator[Path]:
    if Layout(folder).marker.exists():
        raise UnreadableError(f"{folder} is a workspace, not a folder of plans", "name the plans themselves")
    empty = True
    for here, folders, names in os.walk(folder, onerror=_raise):
        # A workspace holds copies of what it has read; hidden folders hold what nobody wrote by hand.
        seen = sorted(name for name in folders if not name.startswith("."))
        folders[:] = [name for name in seen if not Layout(Path(here, name)).marker.exists()]
        for name in sorted(names):
            if name.lower().endswith(SUFFIXES) and not name.startswith((".", "~$")):
                empty = False
                yield Path(here, name)
    if empty:
        raise UnreadableError(f"{folder} holds no file that is read: {', '.join(SUFFIXES)}")


def _raise(error: OSError) -> None:
    raise error
