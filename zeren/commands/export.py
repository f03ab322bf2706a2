"""`zeren export`: everything that was read, as files for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zeren import render
from zeren.commands.files import write_whole
from zeren.commands.session import WorkspaceOption
from zeren.commands.whole_folder import WholeFolder
from zeren.errors import UsageError
from zeren.ontology.vocab import ZR

if TYPE_CHECKING:
    from zeren.graph.store import Snapshot

EXAMPLES = """\b
Examples:
  zeren export --format jsonl --output facts/
  zeren export --format csv --output tables/
  zeren export --format ttl --output graph.ttl
  zeren export --format parquet --output lake/
  zeren export --format parquet --partition year --output lake/
"""

PARQUET = WholeFolder(command="zeren export", thing="Parquet export", mark="zeren-parquet.txt")


_BEGINNING = 4096
"""Bytes of an export that tell what it is: its prefixes or its first triples name the graph's words."""


class ExportFormat(StrEnum):
    """How the export is written: a folder of files (jsonl, csv, parquet), or one file (ttl, nq)."""

    JSONL = "jsonl"
    TTL = "ttl"
    NQ = "nq"
    CSV = "csv"
    PARQUET = "parquet"


class Partition(StrEnum):
    """What has a folder of its own in a Parquet export."""

    REGION_YEAR = "region-year"
    YEAR = "year"


def export(
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="A folder; for ttl and nq a file, or - ."),
    ],
    form: Annotated[ExportFormat, typer.Option("--format", "-f", help="What to write.")] = ExportFormat.JSONL,
    force: Annotated[bool, typer.Option("--force", help="Write even where something else stands.")] = False,
    partition: Annotated[
        Partition | None,
        typer.Option(
            help="Of parquet: a folder for each region and year (the default), or each year; "
            "the second keeps the files few where there are many regions.",
            show_default=False,
        ),
    ] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Write everything that was read into files.

    jsonl and csv are folders with one file a kind, with the quotes; ttl is the whole graph,
    nq the same with its named graphs. parquet is a folder of datasets for DuckDB, Spark, Trino and
    pandas, which is replaced whole, and refused where it holds anything else. Records are sorted: the
    same facts give the same bytes.
    """
    from zeren.workspace import Workspace

    if form is ExportFormat.PARQUET:
        _into_datasets(output, partition or Partition.REGION_YEAR, force, workspace)
        return
    if partition:
        raise UsageError(f"--partition says nothing of --format {form}", "leave it out, or take parquet")
    with Workspace(workspace).snapshot() as published:
        if form in (ExportFormat.JSONL, ExportFormat.CSV):
            _into_folder(output, form, force, _files(published, form))
        elif str(output) == "-":
            for part in _parts(published, form):
                render.write(part)
        else:
            _into_file(output, form, force, _parts(published, form))


def _into_datasets(folder: Path, partition: Partition, force: bool, workspace: Path | None) -> None:
    """Write a folder of Parquet datasets.

    Raises:
        MissingLibraryError: pyarrow is not installed.
        UsageError: the folder holds something else than an earlier export of this kind.
        WorkspaceError: the folder cannot be written.
    """
    from zeren.graph.export.parquet.files import library
    from zeren.graph.export.parquet.write import write
    from zeren.workspace import Workspace

    if str(folder) == "-":
        raise UsageError("--format parquet writes a folder, not into a pipe", "name one, or take ttl or nq")
    if force:
        raise UsageError(
            "--force cannot be used with --format parquet: the folder is replaced whole, and what else "
            "stands there would be lost",
            "leave it out, and name a new folder where this one is refused",
        )
    library()
    PARQUET.check(folder)
    with Workspace(workspace).snapshot() as published, PARQUET.replaced(folder) as unfinished:
        write(published, unfinished, tuple(partition.split("-")))


def _files(published: Snapshot, form: ExportFormat) -> Iterator[tuple[str, bytes]]:
    from zeren.graph.export import jsonl, tables

    return jsonl.files(published) if form is ExportFormat.JSONL else tables.files(published)


def _parts(published: Snapshot, form: ExportFormat) -> Iterator[bytes]:
    from zeren.graph.export import rdf

    graph = published.all_facts(), published.base_iri, published.judgements().values()
    if form is ExportFormat.NQ:
        yield from rdf.nquads(*graph)
    else:
        yield rdf.turtle(*graph)


def _into_folder(folder: Path, form: ExportFormat, force: bool, files: Iterable[tuple[str, bytes]]) -> None:
    """Write files into a folder.

    Raises:
        UsageError: the folder holds something else than an earlier export.
        WorkspaceError: the folder cannot be written.
    """
    if str(folder) == "-":
        raise UsageError(f"--format {form} writes a folder, not into a pipe", "name one, or take ttl or nq")
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; --format {form} writes a folder")
    earlier = (folder / f"documents.{form}").exists()
    if folder.exists() and any(folder.iterdir()) and not earlier and not force:
        raise UsageError(
            f"{folder} is not empty, and no earlier export",
            "name another folder, or add --force to write into it",
        )
    for name, data in files:
        write_whole(folder / name, [data])


def _into_file(path: Path, form: ExportFormat, force: bool, parts: Iterable[bytes]) -> None:
    """Write one file.

    Raises:
        UsageError: something stands there that does not look like an earlier export.
        WorkspaceError: the file cannot be written.
    """
    if path.is_dir():
        raise UsageError(
            f"{path} is a folder; --format {form} writes one file", f"add a name: {path / f'graph.{form}'}"
        )
    if not (force or _is_earlier(path, form)):
        raise UsageError(
            f"{path} is there already, and no earlier export", "name another file, or add --force"
        )
    write_whole(path, parts)


def _is_earlier(path: Path, form: ExportFormat) -> bool:
    """Whether nothing is lost: no file, or one of the form's name that is empty or holds a graph."""
    if not path.exists():
        return True
    try:
        with path.open("rb") as file:
            beginning = file.read(_BEGINNING)
    except OSError:
        return False
    return path.suffix == f".{form}" and (not beginning or ZR.encode() in beginning)
