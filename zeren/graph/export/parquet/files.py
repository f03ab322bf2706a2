"""The Parquet files of an export, each written a row group at a time, the same bytes every time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from zeren.errors import MissingLibraryError
from zeren.graph.export.parquet.columns import COLUMNS, SHARED, Type, columns_of
from zeren.graph.export.parquet.folders import partition
from zeren.graph.export.parquet.rows import Row

GROUP = 20_000
"""Rows of a row group: what is held in memory of a file, and what a reader can skip of it."""

_NAME = "part-0.parquet"


def library() -> Any:
    """The library that writes Parquet.

    Raises:
        MissingLibraryError: it is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingLibraryError(
            "--format parquet needs pyarrow, which is not installed", 'pip install "zeren[parquet]"'
        ) from None
    return pyarrow


class Datasets:
    """The datasets of an export; close it when all rows are in.

    Args:
        folder: where they are written, one folder a dataset.
        keys: what is partitioned by, the outermost first.

    Raises:
        MissingLibraryError: pyarrow is not installed.
    """

    def __init__(self, folder: Path, keys: tuple[str, ...]) -> None:
        self._arrow = library()
        self._folder = folder
        self._keys = keys
        self._open: dict[Path, _File] = {}
        self._begun: set[str] = set()

    def add(self, dataset: str, row: Row, region: str | None = None, year: int | None = None) -> None:
        """Put a row into the dataset, of a region and a year where it is partitioned by them."""
        values = {"region": region, "year": year}
        where = Path() if dataset in SHARED else Path(partition(self._keys, values))
        path = self._folder / dataset / where / _NAME
        if path not in self._open:
            self._begun.add(dataset)
            self._open[path] = _File(self._arrow, path, columns_of(dataset, self._keys))
        self._open[path].add(row if dataset in SHARED else {**values, **row})

    def close_region(self) -> None:
        """End the files of a region, to which no more rows come."""
        if "region" in self._keys:
            shared = {self._folder / dataset / _NAME for dataset in SHARED}
            for path in [path for path in self._open if path not in shared]:
                self._open.pop(path).close()

    def close(self) -> None:
        """End all files; a dataset without rows has one file that says so, with its columns."""
        for dataset in COLUMNS.keys() - self._begun:
            where = Path() if dataset in SHARED else Path(partition(self._keys, dict.fromkeys(self._keys)))
            path = self._folder / dataset / where / _NAME
            self._open[path] = _File(self._arrow, path, columns_of(dataset, self._keys))
        while self._open:
            self._open.popitem()[1].close()


class _File:
    """One Parquet file; what decides about its bytes is set here and not left to the library's defaults."""

    def __init__(self, arrow: Any, path: Path, columns: dict[str, Type]) -> None:
        types = {
            "string": arrow.string(), "strings": arrow.list_(arrow.string()), "integer": arrow.int64(),
            "number": arrow.float64(), "date": arrow.date32(), "boolean": arrow.bool_(),
        }  # fmt: skip
        self._arrow = arrow
        self._schema = arrow.schema([(name, types[type_]) for name, type_ in columns.items()])
        self._rows: list[Row] = []
        path.parent.mkdir(parents=True, exist_ok=True)
        self._writer = arrow.parquet.ParquetWriter(
            path, self._schema, version="2.6", data_page_version="1.0", compression="zstd",
            compression_level=3, use_dictionary=True, write_statistics=True, store_schema=False,
        )  # fmt: skip

    def add(self, row: Row) -> None:
        self._rows.append(row)
        if len(self._rows) >= GROUP:
            self._flush()

    def close(self) -> None:
        if self._rows:
            self._flush()
        self._writer.close()

    def _flush(self) -> None:
        batch = self._arrow.RecordBatch.from_pylist(self._rows, schema=self._schema)
        self._writer.write_batch(batch)
        self._rows = []
