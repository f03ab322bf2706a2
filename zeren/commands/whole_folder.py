"""A folder that a command writes: known by its list of files, replaced once the new one is whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from os.path import realpath
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from zeren.errors import UsageError, WorkspaceError

_SAYS = """\
This folder was written by {command}. When the {thing} is written again, it is replaced whole,
unless it then holds anything that is not named below.
"""

_TOLD = 3
"""How many files that were not written there a refusal names."""

_OF_THE_SYSTEM = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""Files that file managers leave in any folder that they show."""


class WholeFolder(NamedTuple):
    """A kind of folder that is written whole.

    Attributes:
        command: what writes it, as a person calls it.
        thing: what is written, as in "a site".
        mark: the file that tells a folder of this kind from any other.
    """

    command: str
    thing: str
    mark: str

    def check(self, folder: Path) -> None:
        """Refuse, before any work is done, a folder that holds something else than what is written there.

        Raises:
            UsageError: it does, nobody knows whether it does, or it is a file.
        """
        if folder.is_file():
            raise UsageError(
                f"{folder} is a file; a {self.thing} is a folder", "name a new folder with --output"
            )
        if not folder.is_dir() or not any(folder.iterdir()):
            return
        if not (folder / self.mark).is_file():
            raise UsageError(
                f"{folder} is not empty, and no {self.thing} was written there", "name a new folder"
            )
        written = _listed(folder / self.mark)
        if not written:
            raise UsageError(
                f"{folder} holds a {self.thing} of an older version, which kept no list of its files: "
                "what else may be there would be lost",
                "name a new folder with --output, or remove this one first",
            )
        if strangers := sorted(_strangers(folder, {*written, self.mark})):
            named = ", ".join(strangers[:_TOLD]) + (", …" if len(strangers) > _TOLD else "")
            raise UsageError(
                f"{folder} holds what {self.command} did not write: {named}",
                "move them elsewhere, or name a new folder with --output",
            )

    @contextmanager
    def replaced(self, folder: Path) -> Iterator[Path]:
        """An empty folder, which takes the place of another when the `with` statement ends without a failure.

        What is unfinished is removed when it does not. A link is followed: what it leads to is replaced.

        Args:
            folder: a new or empty folder, or one that was written before.

        Raises:
            UsageError: the folder holds something else.
            WorkspaceError: the folder cannot be written.
        """
        from tempfile import TemporaryDirectory

        try:
            place = Path(realpath(folder))
            place.parent.mkdir(parents=True, exist_ok=True)
            beside = TemporaryDirectory(
                prefix=f".{place.name}-", dir=place.parent, ignore_cleanup_errors=True
            )
        except OSError as error:
            raise _unwritable(folder, error) from error
        with beside as name:
            unfinished, before = Path(name) / "new", Path(name) / "before"
            try:
                unfinished.mkdir()
                yield unfinished
                self._list(unfinished)
                # Writing takes a while, in which somebody may have put a file there.
                self.check(folder)
                _swap(place, unfinished, before)
            except OSError as error:
                raise _unwritable(folder, error) from error

    def _list(self, written: Path) -> None:
        """Write down what a folder consists of."""
        files = sorted(path.relative_to(written).as_posix() for path in written.rglob("*") if path.is_file())
        says = _SAYS.format(command=self.command, thing=self.thing)
        (written / self.mark).write_text("\n".join([says, *files, ""]), encoding="utf-8", newline="\n")


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


def _listed(mark: Path) -> set[str]:
    """The files that a folder consists of, as its mark lists them; none where it lists none."""
    _, _, files = mark.read_text(encoding="utf-8", errors="replace").partition("\n\n")
    return set(filter(None, files.split("\n")))


def _strangers(folder: Path, written: set[str]) -> Iterator[str]:
    """The files, links and empty folders in a folder that are not among those that were written."""
    folders = {parent.as_posix() for name in written for parent in PurePosixPath(name).parents}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        known = name in written or name in folders or path.name in _OF_THE_SYSTEM
        # Of a folder that is not known, the files are told.
        if not known and (path.is_symlink() or not path.is_dir() or not any(path.iterdir())):
            yield name


def _unwritable(folder: Path, error: OSError) -> WorkspaceError:
    return WorkspaceError(
        f"{folder} cannot be written: {error.strerror or error}",
        "make room, get permission, or name another place",
    )
