"""What the measurements at scale rest on: rivals that give the same rows, and results that can be trusted."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.scale import country, lines
from benchmarks.scale.apart import Worker
from benchmarks.scale.lines import Line
from benchmarks.scale.memory import disk
from tests.calling import zeren
from zeren.workspace import Workspace

pytestmark = pytest.mark.checkout


def test_duckdb_scipy_and_tantivy_give_the_rows_that_the_catalogue_gives(
    workspace_of_examples: Workspace, tmp_path: Path
) -> None:
    lake = tmp_path / "lake"
    zeren(
        workspace_of_examples, "export", "--format", "parquet", "--partition", "year", "--output", str(lake)
    )
    ask = country.opened(workspace_of_examples.path)
    rivals = country.rivals(lake, tmp_path / "index")
    found = {job: ask((job, True))[1] for job in rivals}
    assert {job: rival.agreeing(rival.work()) for job, rival in rivals.items()} == found
    assert sum(map(bool, found.values())) > len(found) / 2


def halving() -> Callable[[int], float]:
    """What halves a number, falls at an odd one, and takes for ever over none."""

    def halved(number: int) -> float:
        if not number:
            time.sleep(600)
        if number % 2:
            raise ValueError(number)
        return number / 2

    return halved


def test_a_process_that_takes_too_long_or_falls_is_replaced() -> None:
    with closing(Worker(halving)) as worker:
        assert worker.ask(4) == 2
        with pytest.raises(TimeoutError):
            worker.ask(0, 0.1)
        assert worker.ask(6) == 3
        with pytest.raises(EOFError):
            worker.ask(5)
        assert worker.ask(8) == 4


def test_the_table_shows_the_last_run_of_each_row(tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"
    for line in (
        Line("cold", "a first run", run="1"),
        Line("reading", "a plan", "patterns", 0.05, 0.01, 5, "<= 6", load=0.2, run="1"),
        Line("cold", "a second run", "imports", 1.5, 1, 1.5, at_least=True, note="was stopped", run="2"),
    ):
        lines.keep(file, line)
    shown = lines.table(lines.last(file, ["cold", "reading", "growth"])).splitlines()
    assert shown[2:] == [
        "| a second run | imports | 1.50 s | 1.00 s | at least 1.50 |  |  |",
        "| a plan | patterns | 50.0 ms | 10.0 ms | 5.00 | <= 6 | 0.2 |",
        "",
        "- a second run: was stopped",
    ]


def test_a_file_under_two_names_takes_its_place_on_the_disk_once(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"12345")
    (tmp_path / "again").hardlink_to(tmp_path / "one")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "other").write_bytes(b"123")
    assert disk(tmp_path) == 8
