"""Rows as a table of pandas, where pandas is installed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from zeren.errors import MissingLibraryError

if TYPE_CHECKING:
    import pandas


def frame(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> pandas.DataFrame:
    """The rows as a data frame with these columns, also where there are no rows.

    Raises:
        MissingLibraryError: pandas is not installed.
    """
    try:
        import pandas
    except ImportError:
        raise MissingLibraryError(
            "to_pandas needs pandas, which is not installed", 'pip install "zeren[pandas]"'
        ) from None
    return pandas.DataFrame(
        [{column: row.get(column) for column in columns} for row in rows], columns=columns
    )
