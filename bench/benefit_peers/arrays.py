"""The nine rules written by hand in numpy, one row group at a time, a dense file a month.

python -m bench.benefit_peers.arrays IN FOLDER MONTHS
"""

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from bench.benefit_peers import shared


def prepared(table):
    """Return the columns, and what does not change from month to month."""
    c = {name: table[name] for name in table.column_names}
    born = c.pop("born").cast(pa.int32()).to_numpy().astype("datetime64[D]")
    died = pc.fill_null(c.pop("died").cast(pa.int32()), 90_000).to_numpy().astype("datetime64[D]")
    zone = c.pop("place").combine_chunks()
    order = np.array([shared.ZONES.index(str(one)) for one in zone.dictionary.to_pylist()])
    c = {name: column.to_numpy() for name, column in c.items()}
    birth = born.astype("datetime64[M]")
    c["bm"] = birth.astype(np.int64) + 1970 * 12
    c["late"] = np.maximum((born - birth.astype("datetime64[D]")).astype(np.int64) - 27, 0)
    c["dm"] = died.astype("datetime64[M]").astype(np.int64) + 1970 * 12
    c["zone"] = order[zone.indices.to_numpy()]
    home = c["household"]
    c["start"] = np.flatnonzero(np.concatenate(([True], home[1:] != home[:-1])))
    c["size"] = np.diff(np.append(c["start"], len(home)))
    grade = c["disability_grade"]
    c["severe"] = (grade >= 3) | ((grade == 2) & (c["disability_mental"] == 1))
    return c


def month(c, when):
    """Return what is paid in a month."""
    p = {name: np.array(shared.at(name, when)) for name in shared.VALUES}
    m, start, zone, ability = when[0] * 12 + when[1] - 1, c["start"], c["zone"], c["ability"]
    here = (c["bm"] <= m) & (c["dm"] >= m)
    lived = m - c["bm"] - (c["late"] > shared.last_day(when) - 28)
    age = lived // 12
    n = np.add.reduceat(here, start, dtype=np.int64)
    income = np.add.reduceat(np.where(here, c["income_month"], 0), start, dtype=np.int64)
    assets = np.add.reduceat(np.where(here, c["bench_assets"], 0), start, dtype=np.int64)
    need = p["std"][zone[start]] * n
    within = assets <= p["cap"][zone[start]] * n
    is_dibao, is_edge = within & (income < need), within & (income * 2 <= need * 3)
    poor = np.where(is_dibao, 2, is_edge.astype(np.int64))
    gap = np.where(is_dibao, np.maximum((need - income) // np.maximum(n, 1), 100), 0)
    poor, gap = np.repeat(poor, c["size"]), np.repeat(gap, c["size"])
    base = here & (c["hukou_here"] == 1)
    std, grade, severe = p["std"][zone], c["disability_grade"], c["severe"]
    o = {}
    old = np.where(
        age >= 100, p["old100"][zone], np.where(age >= 90, p["old90"][zone], p["old80"][zone])
    )
    o["old_age"] = np.where(base & (age >= 80), old, 0)
    aged = base & (age >= 60)
    o["service"] = np.where(aged, p["service"][poor, ability], 0)
    nursing = np.where(aged & (poor >= 1), p["nursing"][ability], 0)
    care = np.where(base & severe & (c["work_injury_care"] == 0), p["care"][zone, grade], 0)
    unable = (age >= 60) | (age < 16) | severe
    means = (c["income_month"] <= std) & (c["bench_assets"] <= p["cap"][zone])
    alone = base & (c["bench_no_supporter"] == 1) & unable & means
    tekun = np.where(alone, std * 13 // 10 + p["tekun"][ability], 0)
    orphan = np.where(base & (age < 18), p["orphan"][c["bench_orphan"]], 0)
    dibao = np.where(base, gap, 0)
    meant = (poor == 2) | ((poor == 1) & (grade >= 3))
    living = np.where(base & (grade >= 1) & meant, p["living"][zone], 0)
    o["living"] = np.where((tekun > 0) | (orphan > 0), 0, living)
    nursing, care = np.where(tekun > 0, 0, nursing), np.where(tekun > 0, 0, care)
    less = orphan > tekun
    tekun, orphan = np.where(less, 0, tekun), np.where(~less & (tekun > 0), 0, orphan)
    less = dibao > tekun
    tekun, dibao = np.where(less, 0, tekun), np.where(~less & (tekun > 0), 0, dibao)
    less = dibao > orphan
    orphan, dibao = np.where(less, 0, orphan), np.where(~less & (orphan > 0), 0, dibao)
    less = nursing > care
    o["care"], o["nursing"] = np.where(less, 0, care), np.where(less, nursing, 0)
    o["tekun"], o["orphan"], o["dibao"] = tekun, orphan, dibao
    o["child"] = np.where(base & (lived < 36) & (c["bm"] >= 2022 * 12), p["child"][zone], 0)
    return o


def main():
    """Decide a file."""
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    source, folder, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    file, out = pq.ParquetFile(source, read_dictionary=["place"]), {}
    for group in range(file.num_row_groups):
        table = file.read_row_group(group, use_threads=False)
        c = prepared(table)
        for at, when in enumerate(shared.months(count)):
            paid = month(c, when)
            made = pa.table(
                {
                    "person": table["person"],
                    **{name: paid[name].astype(np.int32) for name in shared.BENEFITS},
                }
            )
            if at not in out:
                out[at] = pq.ParquetWriter(folder / f"m{at:02d}.parquet", made.schema,
                                           compression="zstd", compression_level=1)  # fmt: skip
            out[at].write_table(made)
    for one in out.values():
        one.close()


if __name__ == "__main__":
    main()
