"""The files that a command writes: refused before any work where they cannot be, then written whole."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from zeren.errors import UsageError, WorkspaceError


def check_page(output: Path) -> None:
    """Refuse, before any work is done, what cannot be a page's file.

    Raises:
        UsageError: another kind of file, which a slip of the hand must not overwrite, or a folder.
    """
    if output.is_dir():
        raise UsageError(f"{output} is a folder; a page is one file", f"add a name: {output / 'page.html'}")
    if output.suffix.lower() not in {".html", ".htm"}:
        raise UsageError(f"{output} does not end in .html", f"what is written is a web page: {output}.html")


def write_whole(path: Path, parts: Iterable[bytes]) -> None:
    """Write a file beside its place first, so that what stood there is lost only to a whole one.

    Raises:
        WorkspaceError: the file cannot be written.
    """
    unfinished = path.with_name(f".new-{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as file:
            file.writelines(parts)
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        raise WorkspaceError(
            f"{path} cannot be written: {error.strerror or error}",
            "make room, get permission, or name another place",
        ) from error
