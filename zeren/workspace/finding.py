"""Which files an ingestion reads: what was named, and the texts in the folders that were named."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from zeren.errors import UnreadableError, UsageError
from zeren.ingest.readers.formats import SUFFIXES
from zeren.workspace.layout import Layout

_OF_THE_SYSTEM = ("thumbs.db", "desktop.ini")
"""What Windows writes into folders, and nobody misses."""


class Found(NamedTuple):
    """The files to read, those beside them in a form that is not read, and paths without any; by path."""

    files: list[Path]
    strangers: list[Path]
    missing: list[tuple[Path, UnreadableError]]


def files(paths: Iterable[Path]) -> Found:
    """The files under the paths, each once; in folders those with the ending of a form that is read."""
    found: dict[Path, Path] = {}
    strangers: dict[Path, Path] = {}
    missing: list[tuple[Path, UnreadableError]] = []
    for path in paths:
        try:
            inside, others = _files(path)
        except UnreadableError as error:
            missing.append((path, error))
        else:
            for file in inside:
                found.setdefault(real(file), file)
            for file in others:
                strangers.setdefault(real(file), file)
    beside = [file for place, file in strangers.items() if place not in found]
    return Found(sorted(found.values()), sorted(beside), sorted(missing, key=lambda pair: pair[0]))


def real(path: Path) -> Path:
    """The path that a path leads to; one that leads in a circle, to somewhere in it."""
    return Path(os.path.realpath(path))


def _files(path: Path) -> tuple[list[Path], list[Path]]:
    """The files under a path that are read, and those that are not."""
    try:
        if path.is_dir():
            return _in_folder(path)
        if path.is_file():
            return [path], []
        if path.exists():
            raise UnreadableError(f"{path} is neither a file nor a folder", "name the plan's file")
        raise UnreadableError(
            f"{path} does not exist",
            "check the name; a folder is searched for plans in any form that is read",
        )
    except OSError as error:
        raise UnreadableError(f"{error.filename or path} cannot be read: {error.strerror}") from error


def _in_folder(folder: Path) -> tuple[list[Path], list[Path]]:
    if Layout(folder).marker.exists():
        raise UnreadableError(f"{folder} is a workspace, not a folder of plans", "name the plans themselves")
    found: list[Path] = []
    others: list[Path] = []
    for here, folders, names in os.walk(folder, onerror=_raise):
        # A workspace holds copies of what it has read; hidden folders hold what nobody wrote by hand.
        seen = sorted(name for name in folders if not name.startswith("."))
        folders[:] = [name for name in seen if not Layout(Path(here, name)).marker.exists()]
        for name in sorted(names):
            if not name.startswith((".", "~$")) and name.lower() not in _OF_THE_SYSTEM:
                (found if name.lower().endswith(SUFFIXES) else others).append(Path(here, name))
    if not found:
        raise UnreadableError(f"{folder} holds no file that is read: {', '.join(SUFFIXES)}")
    return found, others


def _raise(error: OSError) -> None:
    raise error


def named(given: Path | str | Iterable[Path | str]) -> list[Path]:
    """The paths of one path, or of several.

    Raises:
        UsageError: a path is empty, or no path.
    """
    several: list[object] = [given] if isinstance(given, str | Path) else [*given]
    paths = [Path(path) for path in several if isinstance(path, str | Path) and str(path).strip()]
    if len(paths) < len(several):
        raise UsageError("a path is empty, or no path", "name a file or a folder, or several in a list")
    return paths
