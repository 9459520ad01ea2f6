"""An invented population as Parquet: households of one to six in row groups, four counties.

python -m bench.benefit_peers.population N FILE
"""

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

GROUP = 131_072
TODAY = 20_089  # 1 January 2025, in days


def block(rng, count, first_person, first_home):
    """Return about so many persons and the number of homes."""
    sizes = rng.choice([1, 2, 3, 4, 5, 6], p=[0.22, 0.28, 0.22, 0.15, 0.09, 0.04],
                       size=int(count / 2.4) + 64)  # fmt: skip
    ends = np.cumsum(sizes)
    homes = int(np.searchsorted(ends, count)) + 1
    sizes = sizes[:homes].copy()
    sizes[-1] -= int(ends[homes - 1]) - count
    home = np.repeat(np.arange(homes), sizes)
    band = rng.choice(8, p=[0.025, 0.125, 0.22, 0.23, 0.18, 0.12, 0.074, 0.026], size=count)
    low = np.array([-0.9, 3, 18, 40, 55, 65, 73, 80])[band]
    high = np.array([3, 18, 40, 55, 65, 73, 80, 104])[band]
    age = low + (high - low) * rng.random(count) ** np.where(band == 7, 2.2, 1.0)
    death = np.where(age > 80, 0.09, np.where(age > 60, 0.02, 0.002))
    dies = (rng.random(count) < death) & (age > 0)
    died = np.where(dies, TODAY + rng.integers(-60, 365, count), 0).astype(np.int32)
    old, young = age >= 60, age < 18
    poor = np.repeat(rng.random(homes) < 0.06, sizes)
    income = np.where(young, 0, np.where(old, rng.lognormal(11.6, 1.1, count),
                                         rng.lognormal(12.3, 0.9, count)))  # fmt: skip
    income = np.minimum(np.where(poor, income * 0.12, income), 50_000_000).astype(np.int32)
    assets = np.minimum(rng.lognormal(14.5, 1.6, count) * np.where(poor, 0.05, 1), 1.9e9)
    ability = np.where(old, rng.choice(5, p=[0.72, 0.12, 0.07, 0.05, 0.04], size=count), 0)
    disabled = rng.random(count) < np.where(old, 0.12, 0.04)
    grade = np.where(disabled, rng.choice([1, 2, 3, 4], p=[0.38, 0.25, 0.22, 0.15], size=count), 0)
    alone = np.repeat(sizes == 1, sizes)
    zone = np.repeat(((np.arange(homes) * 90 // homes) * 7919) % 4, sizes).astype(np.int8)
    places = pa.DictionaryArray.from_arrays(
        pa.array(zone), pa.array(["990001", "990002", "990003", "990004"])
    )
    table = pa.table({
        "household": home + first_home, "person": np.arange(count) + first_person, "place": places,
        "born": pa.array((TODAY - age * 365.2425).astype(np.int32)).cast(pa.date32()),
        "died": pa.array(died, mask=~dies).cast(pa.date32()),
        "hukou_here": (rng.random(count) < 0.88).astype(np.int8), "income_month": income,
        "bench_assets": assets.astype(np.int32), "ability": ability.astype(np.int8),
        "disability_grade": grade.astype(np.int8),
        "disability_mental": (disabled & (rng.random(count) < 0.28)).astype(np.int8),
        "bench_orphan": np.where(young & (rng.random(count) < 0.004),
                                 rng.integers(1, 4, count), 0).astype(np.int8),
        "bench_no_supporter": (rng.random(count) < np.where(alone, 0.05, 0.003)).astype(np.int8),
        "work_injury_care": (rng.random(count) < 0.006).astype(np.int8),
    })  # fmt: skip
    return table, sizes


def write(count, path):
    """Write so many persons."""
    rng, done, homes, file = np.random.default_rng(20251101), 0, 0, None
    while done < count:
        table, sizes = block(rng, min(1_000_000, count - done), done, homes)
        done, homes = done + table.num_rows, homes + len(sizes)
        if file is None:
            file = pq.ParquetWriter(path, table.schema, compression="zstd", compression_level=1)
        ends, start = np.cumsum(sizes), 0
        while start < table.num_rows:
            rest = table.num_rows - start
            end = (
                table.num_rows
                if rest <= GROUP * 1.25
                else int(ends[np.searchsorted(ends, start + GROUP)])
            )
            file.write_table(table.slice(start, end - start), row_group_size=1 << 30)
            start = end
    file.close()


if __name__ == "__main__":
    write(int(float(sys.argv[1])), Path(sys.argv[2]))
