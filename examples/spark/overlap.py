"""Who shares work with whom in a whole country: a Spark job over Zeren's Parquet export.

    zeren export --format parquet --output lake/
    spark-submit overlap.py lake/ overlap/

Two units share a task when both have a part in it, in any role; collective names such as 各乡镇 are left
out. This is what `zeren query pairs-of-units` counts. Two datasets are written:

    by-county     region, unit, unit_name, partner, partner_name, tasks
    by-function   function, partner, tasks, counties   (as `overlap-by-function.rq` counts)
"""

from __future__ import annotations

import argparse

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812 - the name that Spark's own manual gives it

NO_REGION = "未知"
"""What the export files plans under that tell no region."""


def shared(lake: str, spark: SparkSession) -> DataFrame:
    """Each task with each pair of its units, the one whose id comes first as `unit`.

    Args:
        lake: the folder of the export, any that Spark reads (hdfs://, s3a:// …).
        spark: the session.
    """
    units = spark.read.parquet(f"{lake}/units").where(F.col("kind") != "collective")
    known = units.select(F.col("id").alias("unit"), F.col("name").alias("unit_name"), "function")
    assignments = spark.read.parquet(f"{lake}/assignments").select("region", "task", "unit").distinct()
    held = assignments.join(known, "unit")
    partners = held.select(
        "task",
        F.col("unit").alias("partner"),
        F.col("unit_name").alias("partner_name"),
        F.col("function").alias("partner_function"),
    )
    return held.join(partners, "task").where(F.col("unit") < F.col("partner"))


def by_county(pairs: DataFrame) -> DataFrame:
    """The pairs of units of each county with the number of tasks that they share, most first."""
    counted = pairs.groupBy("region", "unit", "unit_name", "partner", "partner_name").agg(tasks())
    return counted.orderBy("region", F.desc("tasks"), "unit", "partner")


def by_function(pairs: DataFrame) -> DataFrame:
    """The pairs of functions of government over all counties, finance with audit and so on, most first.

    A task counts once for a pair of functions, also where several units have one of them.
    """
    functions = pairs.where(F.col("function").isNotNull() & F.col("partner_function").isNotNull()).select(
        "region",
        "task",
        F.least("function", "partner_function").alias("function"),
        F.greatest("function", "partner_function").alias("partner"),
    )
    counties = F.count_distinct(F.nullif("region", F.lit(NO_REGION))).alias("counties")
    counted = functions.groupBy("function", "partner").agg(tasks(), counties)
    return counted.orderBy(F.desc("tasks"), "function", "partner")


def tasks() -> Column:
    """The number of tasks, each once."""
    return F.count_distinct("task").alias("tasks")


def main() -> None:
    """Read the export, count, write both datasets and show the head of each."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("lake", help="the folder of the Parquet export")
    options.add_argument("output", help="a new folder for the result")
    given = options.parse_args()
    spark = SparkSession.builder.appName("zeren-overlap").getOrCreate()
    pairs = shared(given.lake.rstrip("/"), spark)
    for name, found in (("by-county", by_county(pairs)), ("by-function", by_function(pairs))):
        written = f"{given.output.rstrip('/')}/{name}"
        found.write.parquet(written)
        spark.read.parquet(written).orderBy(F.desc("tasks"), *found.columns[:2]).show(10, truncate=False)
    spark.stop()


if __name__ == "__main__":
    main()
