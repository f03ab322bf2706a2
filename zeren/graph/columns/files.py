"""The file of columns of one generation: made out of the last one, and what has changed since."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

from zeren.graph.columns.schema import TYPES, tables

if TYPE_CHECKING:
    import duckdb

    from zeren.graph.columns.engine import Columns

VERSION = 1
"""Changes when the file of an earlier Zeren has to be made anew."""

MANY = 50
"""From how many documents on a generation has columns: of fewer, the graph tells all in a moment."""

_CSV = "header=false, auto_detect=false, quote='\"', escape='\"', nullstr='', allow_quoted_nulls=false"


def possible() -> bool:
    """Whether this Python can read and write columns."""
    return find_spec("duckdb") is not None


class Spool:
    """Rows on their way into a file of columns: one CSV file a table, so that memory holds none of them.

    Args:
        folder: where the files stand until `Spool` is left; it must not exist.

    Raises:
        OSError: the disk is full, or the folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, BinaryIO] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._folder.mkdir()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def add(self, rows: Mapping[str, bytes]) -> None:
        """Take a graph's rows by table, as `zeren.graph.columns.tables.rows` gives them."""
        for table, lines in rows.items():
            if table not in self._files:
                self._files[table] = self._stack.enter_context((self._folder / table).open("wb"))
            self._files[table].write(lines)

    def files(self) -> Iterator[tuple[str, Path]]:
        """The tables that have rows, each with the file of them."""
        for table, file in self._files.items():
            file.flush()
            yield table, self._folder / table


def build(path: Path, last: Path | None, gone: Iterable[str], new: Spool) -> None:
    """Make a file of columns.

    Args:
        path: the file to make.
        last: that of the last generation, which stays as it is; None to begin anew.
        gone: the graphs to take out, by IRI without the base of ids.
        new: the rows of the graphs to put in.

    Raises:
        OSError: the disk is full, or the folder cannot be written, or the last file is damaged.
    """
    import duckdb

    path.unlink(missing_ok=True)
    if last:
        shutil.copyfile(last, path)
    try:
        with duckdb.connect(str(path)) as base:
            _fill(base, [*gone] if last else None, new)
    except duckdb.Error as error:
        path.unlink(missing_ok=True)
        raise OSError(str(error)) from error


def _fill(base: duckdb.DuckDBPyConnection, gone: list[str] | None, new: Spool) -> None:
    columns = tables()
    base.execute("BEGIN")
    if gone is None:
        for table, kinds in columns.items():
            said = ", ".join(f'"{name}" {TYPES[kind]}' for name, kind in kinds.items())
            base.execute(f'CREATE TABLE "{table}" ({said})')
        base.execute("CREATE TABLE zeren (version INTEGER)")
        base.execute("INSERT INTO zeren VALUES (?)", [VERSION])
    elif gone:
        for table in columns:
            base.execute(f'DELETE FROM "{table}" WHERE g IN (SELECT unnest(?))', [gone])
    for table, file in new.files():
        said = ", ".join(f"'{name}': '{TYPES[kind]}'" for name, kind in columns[table].items())
        base.execute(
            f'INSERT INTO "{table}" SELECT * FROM read_csv(?, {_CSV}, columns = {{{said}}})', [str(file)]
        )
    base.execute("COMMIT")


def opened(path: Path | None, base: str) -> Columns | None:
    """The columns in a file; None where there is no file that this Python can read.

    Args:
        path: the file; None for none.
        base: what the ids stand under.

    Raises:
        WorkspaceError: the file is damaged.
    """
    if path is None or not path.exists() or not possible():
        return None
    from zeren.graph.columns.engine import Columns

    return Columns(path, base)


def usable(path: Path) -> bool:
    """Whether there is a file of columns that this Zeren made, and this Python can read."""
    if not possible() or not path.exists():
        return False
    import duckdb

    try:
        with duckdb.connect(str(path), read_only=True) as base:
            return base.execute("SELECT version FROM zeren").fetchall() == [(VERSION,)]
    except duckdb.Error:
        return False
