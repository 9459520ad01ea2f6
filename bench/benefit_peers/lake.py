"""The generated SQL of the nine rules, run by DuckDB or by Spark in local mode.

python -m bench.benefit_peers.lake sql FILE MONTHS DIALECT    write the statement (our interpreter)
python lake.py duckdb|spark IN STATEMENT OUT                  run it (any interpreter that has one)
python lake.py equal ONE OTHER                                compare two results, row by row

A result is a folder of Parquet files: household, person, month, reason and amount of each benefit.
"""

import resource
import sys
import time
from pathlib import Path


def statement(count: int, dialect: str) -> str:
    """Return the statement for the first months."""
    from bench.benefit_peers import ours, shared

    from anhuai.benefits.engine.layout import compile_terms, layout_of
    from anhuai.benefits.engine.sql import Dialect
    from anhuai.benefits.engine.sql import statement as written

    layout, months = layout_of(ours.TERMS), ours.months(count)
    dense = compile_terms(layout, months, shared.ZONES)
    return written(layout, dense, months, layout.persons, dialect=Dialect(dialect))


def without_optional(sql: str) -> str:
    """Return it for a population without the columns since and until: it holds throughout."""
    sql = sql.replace("coalesce(p.since, 0) <= terms.m", "TRUE")
    return sql.replace("coalesce(p.until, 32000) > terms.m", "TRUE")


def duck(source: str, sql: str, out: str) -> None:
    """Run it in DuckDB, one thread."""
    import duckdb

    db = duckdb.connect()
    db.execute("SET threads = 1; SET memory_limit = '3GB'; SET preserve_insertion_order = false")
    db.execute(f"SET temp_directory = '{out}.tmp'")
    db.execute(f"CREATE VIEW population AS SELECT * FROM '{source}'")
    db.execute(f"COPY ({sql}) TO '{out}/part.parquet' (FORMAT parquet, COMPRESSION zstd)")


def spark(source: str, sql: str, out: str) -> None:
    """Run it in Spark, two threads in one process."""
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]").config("spark.driver.memory", "4g")
        .config("spark.sql.shuffle.partitions", "16").config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC").config("spark.local.dir", f"{out}.tmp")
        .getOrCreate()
    )  # fmt: skip
    session.read.parquet(source).createOrReplaceTempView("population")
    session.sql(sql).write.mode("overwrite").parquet(out)
    session.stop()


def equal(one: str, other: str) -> None:
    """Say whether two results hold the same rows."""
    import duckdb

    db = duckdb.connect()
    db.execute("SET threads = 1; SET memory_limit = '3GB'")
    names = [row[0] for row in db.execute(f"DESCRIBE SELECT * FROM '{one}/*.parquet'").fetchall()]
    columns = ", ".join(f"CAST({name} AS BIGINT) AS {name}" for name in names)
    sides = [f"SELECT {columns} FROM '{path}/*.parquet'" for path in (one, other)]
    counts = [db.execute(f"SELECT count(*) FROM ({side})").fetchone() for side in sides]
    same = " AND ".join(f"a.{name} = b.{name}" for name in names)
    alike = db.execute(
        f"SELECT count(*) FROM ({sides[0]}) a JOIN ({sides[1]}) b ON {same}"
    ).fetchone()  # fmt: skip
    print("rows", counts, "alike", alike, "equal", counts[0] == counts[1] == alike)


def main() -> None:
    """Do what the arguments say."""
    what, *rest = sys.argv[1:]
    if what == "sql":
        Path(rest[0]).write_text(without_optional(statement(int(rest[1]), rest[2])), "utf-8")
        return
    if what == "equal":
        equal(*rest)
        return
    Path(rest[2]).mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    {"duckdb": duck, "spark": spark}[what](rest[0], Path(rest[1]).read_text("utf-8"), rest[2])
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(one.ru_utime + one.ru_stime for one in used)
    print(f"{what}: {time.perf_counter() - began:.1f} s, CPU {cpu:.1f} s")


if __name__ == "__main__":
    main()
