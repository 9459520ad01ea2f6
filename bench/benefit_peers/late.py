"""Incomes of one household in a hundred put right for the whole year, against what was paid.

python -m bench.benefit_peers.late IN CACHE
"""

import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from bench.benefit_peers import ours, shared

from anhuai.benefits.engine.compare import correction
from anhuai.benefits.engine.layout import layout_of
from anhuai.benefits.engine.packing import BASE, OPTIONAL, pack
from anhuai.benefits.engine.run import Plan


def main() -> None:
    """Print CPU seconds of the correction alone, twice, and how much it changed."""
    pa.set_cpu_count(1)
    facts = layout_of(ours.TERMS).facts
    columns = [name for name in BASE if name not in OPTIONAL] + [one.code for one in facts]
    source = pq.read_table(sys.argv[1], columns=columns, read_dictionary=["place"])
    before = pack(source.unify_dictionaries(), facts)
    del source
    homes = before.hid[before.starts[:-1]]
    touched = homes[np.random.default_rng(7).random(len(homes)) < 0.01]
    income = before.facts["income_month"].copy()
    wrong = np.isin(before.hid, touched)
    income[wrong] //= 2
    after = replace(before, facts={**before.facts, "income_month": income})
    plan = Plan(ours.TERMS, ours.months(12), shared.ZONES, facts_unknown=(),
                cache=Path(sys.argv[2]))  # fmt: skip
    for _ in range(2):
        began = time.process_time()
        found, _homes = correction(plan, before, after, touched)
        used = time.process_time() - began
        print(
            f"{used:.3f} s CPU: {wrong.sum()} persons, {len(found.unit)} months, {found.owed} fen"
        )


if __name__ == "__main__":
    main()
