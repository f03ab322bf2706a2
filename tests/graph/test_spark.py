"""The Spark job of the examples counts what Zeren's own questions count, row by row."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow
import pyarrow.parquet
import pytest

from zeren.graph.export.parquet.columns import KEYS
from zeren.graph.export.parquet.folders import partition
from zeren.graph.export.parquet.write import write
from zeren.workspace import Workspace

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

SPARK = Path(__file__).resolve().parents[2] / "examples" / "spark"
FUNCTIONS = "https://w3id.org/zeren/function/"

pytestmark = [pytest.mark.spark, pytest.mark.usefixtures("java")]


class Job(NamedTuple):
    """The job of the example, loaded."""

    spark: SparkSession
    functions: dict[str, Any]
    lake: Path

    def pairs(self) -> DataFrame:
        found: DataFrame = self.functions["shared"](str(self.lake), self.spark)
        return found


@pytest.fixture(scope="module")
def job(
    java: None, workspace_of_examples: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Job]:
    """The job over the example plans, in Spark's local mode."""
    assert java is None
    from pyspark.sql import SparkSession

    lake = tmp_path_factory.mktemp("lake")
    with workspace_of_examples.snapshot() as published:
        write(published, lake)
    with pytest.MonkeyPatch.context() as patch:
        # Java finds files with Chinese names under no other locale.
        patch.setenv("LC_ALL", "C.UTF-8")
        builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
        spark = builder.config("spark.sql.shuffle.partitions", "1").getOrCreate()
        yield Job(spark, runpy.run_path(str(SPARK / "overlap.py")), lake)
        spark.stop()


@pytest.mark.parametrize("county", ["云泽县", "青岭县"])
def test_a_county_s_pairs_are_those_of_the_catalogue(
    job: Job, workspace_of_examples: Workspace, county: str
) -> None:
    answer = workspace_of_examples.query("pairs-of-units", county=county)
    asked = [
        (
            row["unit"]["id"],
            row["unit"]["name"],
            row["partner"]["id"],
            row["partner"]["name"],
            row["tasks"],
        )
        for row in answer.rows
    ]
    counted = job.functions["by_county"](job.pairs()).where(f"region = '{county}'").drop("region").collect()
    assert len(asked) > 100
    assert [tuple(row) for row in counted] == asked


def test_pairs_of_functions_over_all_counties_are_those_of_the_store(
    job: Job, workspace_of_examples: Workspace
) -> None:
    asked = workspace_of_examples.sparql((SPARK / "overlap-by-function.rq").read_text("utf-8")).rows
    counted = job.functions["by_function"](job.pairs()).collect()
    assert len(asked) > 100
    assert {1, 2} == {row["counties"] for row in asked}
    assert [row.asDict() for row in counted] == [
        {
            key: value.removeprefix(FUNCTIONS) if isinstance(value, str) else value
            for key, value in row.items()
        }
        for row in asked
    ]


def test_spark_reads_the_names_of_partitions(job: Job, tmp_path: Path) -> None:
    regions = {"云泽县", "甲/乙", "100%25", "a%b+c", "开发区（省级）", "x y", "q'\"{}[]^#*?:=\\"}
    for region in regions:
        path = tmp_path / partition(KEYS, {"region": region, "year": 2024})
        path.mkdir(parents=True)
        pyarrow.parquet.write_table(pyarrow.table({"own": [region]}), path / "part-0.parquet")
    found = [tuple(row) for row in job.spark.read.parquet(str(tmp_path)).collect()]
    assert sorted(found) == sorted((region, region, 2024) for region in regions)


def test_the_job_writes_both_datasets(
    job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["overlap.py", f"{job.lake}/", str(tmp_path / "out")])
    monkeypatch.setattr(job.spark.__class__, "stop", lambda _: None)
    job.functions["main"]()
    county = pyarrow.parquet.read_table(tmp_path / "out" / "by-county")
    function = pyarrow.parquet.read_table(tmp_path / "out" / "by-function")
    assert county.column_names == ["region", "unit", "unit_name", "partner", "partner_name", "tasks"]
    assert function.column_names == ["function", "partner", "tasks", "counties"]
    assert county.num_rows == job.functions["by_county"](job.pairs()).count()
    assert "云泽县" in capfd.readouterr().out
