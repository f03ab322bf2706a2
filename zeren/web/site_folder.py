"""The folder of a site: known by the list of what was written into it, replaced once the new one is whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from os.path import realpath
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from zeren.errors import UsageError, WorkspaceError

MARK = "zeren-site.txt"
"""The file that tells a folder which a site was written into from any other."""

_SAYS = """\
This folder was written by zeren site. When the site is written again, it is replaced whole,
unless it then holds anything that is not named below.
"""

_TOLD = 3
"""How many files that are no part of the site a refusal names."""

_OF_THE_SYSTEM = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""Files that file managers leave in any folder that they show."""


def check_folder(folder: Path) -> None:
    """Refuse, before any work is done, a folder that holds something else than a site.

    Raises:
        UsageError: it does, nobody knows whether it does, or it is a file.
    """
    if folder.is_file():
        raise UsageError(f"{folder} is a file; a site is a folder", "name a new folder with --output")
    if not folder.is_dir() or not any(folder.iterdir()):
        return
    if not (folder / MARK).is_file():
        raise UsageError(f"{folder} is not empty, and no site was written there", "name a new folder")
    written = _listed(folder / MARK)
    if not written:
        raise UsageError(
            f"{folder} holds a site of an older version, which kept no list of its files: "
            "what else may be there would be lost",
            "name a new folder with --output, or remove this one first",
        )
    if strangers := sorted(_strangers(folder, written)):
        named = ", ".join(strangers[:_TOLD]) + (", …" if len(strangers) > _TOLD else "")
        raise UsageError(
            f"{folder} holds what zeren site did not write: {named}",
            "move them elsewhere, or name a new folder with --output",
        )


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """An empty folder, which takes the place of another when the `with` statement ends without a failure.

    What is unfinished is removed when it does not. A link is followed: what it leads to is replaced.

    Args:
        folder: a new or empty folder, or one that a site was written into before.

    Raises:
        UsageError: the folder holds something else.
        WorkspaceError: the folder cannot be written.
    """
    try:
        place = Path(realpath(folder))
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = TemporaryDirectory(prefix=f".{place.name}-", dir=place.parent, ignore_cleanup_errors=True)
    except OSError as error:
        raise _unwritable(folder, error) from error
    with beside as name:
        unfinished, before = Path(name) / "new", Path(name) / "before"
        try:
            unfinished.mkdir()
            yield unfinished
            _list(unfinished)
            # Writing takes a while, in which somebody may have put a file there.
            check_folder(folder)
            _swap(place, unfinished, before)
        except OSError as error:
            raise _unwritable(folder, error) from error


def _swap(place: Path, new: Path, before: Path) -> None:
    """Put a folder into a place, and what stood there aside; it stays where the new one cannot be put."""
    if place.exists():
        place.rename(before)
    try:
        new.rename(place)
    except BaseException:
        if before.exists() and not place.exists():
            before.rename(place)
        raise


def _list(site: Path) -> None:
    """Write down what a site consists of."""
    files = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    (site / MARK).write_text("\n".join([_SAYS, *files, ""]), encoding="utf-8", newline="\n")


def _listed(mark: Path) -> set[str]:
    """The files that a site consists of, as its mark lists them; none where it lists none."""
    _, _, files = mark.read_text(encoding="utf-8", errors="replace").partition("\n\n")
    return set(filter(None, files.split("\n")))


def _strangers(folder: Path, written: set[str]) -> Iterator[str]:
    """The files, links and empty folders that are no part of the site in a folder."""
    folders = {parent.as_posix() for name in written for parent in PurePosixPath(name).parents}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        known = name in written or name == MARK or name in folders or path.name in _OF_THE_SYSTEM
        # Of a folder that is no part of the site, the files are told.
        if not known and (path.is_symlink() or not path.is_dir() or not any(path.iterdir())):
            yield name


def _unwritable(folder: Path, error: OSError) -> WorkspaceError:
    return WorkspaceError(
        f"{folder} cannot be written: {error.strerror or error}",
        "make room, get permission, or name another place",
    )
