"""The city's linkage settings on Spark in local mode, beside DuckDB."""

import os
import sys
from typing import Any

from balaikota.enterprises.linkage import methods

Rows = list[dict[str, str | None]]
Clusters = set[frozenset[str]]


def clusters_on_duckdb(rows: Rows) -> Clusters:
    from splink import DuckDBAPI

    return _clusters(DuckDBAPI().register(methods.arrow(rows)))


def clusters_on_spark(rows: Rows) -> Clusters:
    """One core, no network, nothing kept."""
    from pyspark.conf import SparkConf
    from pyspark.sql import SparkSession
    from pyspark.sql.types import StringType, StructField, StructType
    from splink.backends.spark import SparkAPI, similarity_jar_location

    os.environ["PYSPARK_PYTHON"] = sys.executable
    conf = SparkConf().setMaster("local[2]").set("spark.jars", similarity_jar_location())
    conf = conf.set("spark.ui.enabled", "false").set("spark.sql.shuffle.partitions", "4")
    conf = (
        conf.set("spark.default.parallelism", "4")
        .set("spark.driver.memory", "2g")
        .set("spark.driver.bindAddress", "127.0.0.1")
        .set("spark.driver.host", "127.0.0.1")
    )
    session = SparkSession.builder.config(conf=conf).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    session.sparkContext.setCheckpointDir(
        os.path.join(os.environ.get("TMPDIR", "/tmp"), f"bench-spark-{os.getpid()}")
    )
    try:
        schema = StructType([StructField(column, StringType()) for column in methods.COLUMNS])
        frame = session.createDataFrame(
            [tuple(row[column] for column in methods.COLUMNS) for row in rows], schema
        )
        return _clusters(SparkAPI(spark_session=session, break_lineage_method="persist").register(frame))
    finally:
        session.stop()


def _clusters(table: Any) -> Clusters:
    """Groups of two and more, from the same weight on."""
    linker = methods.linker(table)
    pairs = linker.inference.predict(threshold_match_weight=methods.LEAST)
    found = linker.clustering.cluster_pairwise_predictions_at_threshold(
        pairs, threshold_match_weight=methods.LEAST
    )
    held: dict[str, set[str]] = {}
    for row in found.as_record_list():
        held.setdefault(str(row["cluster_id"]), set()).add(str(row["unique_id"]))
    return {frozenset(keys) for keys in held.values() if len(keys) > 1}


def version() -> str:
    import pyspark

    return pyspark.__version__
