"""The HTML file that a command writes: refused before any work where it cannot be, then written whole."""

from __future__ import annotations

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


def write_page(output: Path, html: str) -> None:
    """Write the file beside its place first, so that an older page is lost only to a whole one.

    Raises:
        WorkspaceError: the file cannot be written.
    """
    unfinished = output.with_name(f".new-{output.name}")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(html, encoding="utf-8", newline="\n")
        unfinished.replace(output)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        raise WorkspaceError(
            f"{output} cannot be written: {error.strerror or error}",
            "make room or get permission, then try again",
        ) from error
