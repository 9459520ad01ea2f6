"""Nine benefits decided for a population over 12 months, beside OpenFisca and hand-written numpy.

python bench/benefits.py [--quick] [--persons N] [--folder DIR]

Parquet in, Parquet out, the CPU of each whole process (imports included, code compiled before); our
side with a reason for every person, month and benefit. Every engine's amounts are compared month by
month. OpenFisca runs in an environment of its own in the folder, installed at the first run.
--quick: 100,000 persons, within a minute once that is there. The last line is one JSON object.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from bench.benefit_peers import population, shared  # noqa: E402

OPENFISCA = "openfisca-core==46.0.1"
MONTHS = 12
COUNTY = 150_000


def timed(python: str, module: str, *args: object) -> tuple[float, str]:
    """Run a peer; return the CPU seconds of its whole process and what it printed."""
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen(
            [python, "-m", f"bench.benefit_peers.{module}", *map(str, args)], cwd=ROOT, stdout=out,
            env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "OMP_NUM_THREADS": "1"},
        )  # fmt: skip
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise SystemExit(f"{module} failed")
        out.seek(0)
        return used.ru_utime + used.ru_stime, out.read().decode()


def fisca(folder: Path) -> str | None:
    """Return a Python that has OpenFisca, or None where it cannot be installed."""
    python = folder / "openfisca" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", python.parents[1]], check=True)
        made = subprocess.run([python, "-m", "pip", "install", "-q", OPENFISCA, "pyarrow"])
        if made.returncode:
            return None
    return str(python)


def dense(folder: Path, persons: int, month: int) -> dict[str, np.ndarray]:
    """Return a month of our payments as the others write it."""
    table = pq.read_table(folder / "persons-payments.parquet")
    c = {name: table[name].to_numpy() for name in table.column_names}
    now = shared.FIRST[0] * 12 + shared.FIRST[1] - 1 + month
    found = {}
    for at, name in enumerate(shared.BENEFITS):
        mine = (c["benefit"] == at) & (c["since"] <= now) & (now < c["until"])
        found[name] = np.zeros(persons, np.int64)
        np.add.at(found[name], c["unit"][mine], c["fen"][mine])
    return found


def equal(ours: Path, theirs: Path, persons: int) -> bool:
    """Whether every amount of every person, month and benefit is the same."""
    for month in range(MONTHS):
        mine, table = dense(ours, persons, month), pq.read_table(theirs / f"m{month:02d}.parquet")
        order = np.argsort(table["person"].to_numpy())
        for name in shared.BENEFITS:
            if not np.array_equal(mine[name], table[name].to_numpy()[order]):
                print(f"{theirs.name}: {name} differs in month {month}")
                return False
    return True


def reform(folder: Path, source: Path) -> tuple[float, float]:
    """Return seconds and CPU seconds of a county's reform: two scenarios from a snapshot."""
    from bench.benefit_peers import ours

    from anhuai.benefits.engine.compare import changes
    from anhuai.benefits.engine.files import read_packed
    from anhuai.benefits.engine.layout import layout_of
    from anhuai.benefits.engine.packing import opened, save
    from anhuai.benefits.engine.run import Plan
    from anhuai.benefits.rules.decide import Terms

    months = ours.months(MONTHS)
    (packed,) = read_packed(source, layout_of(ours.TERMS).facts, rows=10**9)
    save(packed, folder / "snapshot")
    began, used = time.perf_counter(), time.process_time()
    more = ours.P["old80"]
    book = ours.TERMS.book.overlaid(
        ours.Given(parameter=more.code, place=place, since=months[6], known=ours.date(2025, 1, 1),
                   cells=(15000,), basis=ours.INVENTED) for place in shared.ZONES
    )  # fmt: skip
    changed = Terms(benefits=ours.BENEFITS, book=book, tables=(ours.TABLE,), known=ours.TERMS.known)
    snapshot = opened(folder / "snapshot")
    results = [
        Plan(terms, months, shared.ZONES, facts_unknown=(), cache=folder / "kernels").run(snapshot)
        for terms in (ours.TERMS, changed)
    ]
    assert changes(results[0].persons, results[1].persons).owed > 0
    return time.perf_counter() - began, time.process_time() - used


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--persons", type=int)
    parser.add_argument("--idiomatic", type=int, help="persons for idiomatic OpenFisca")
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    persons = given.persons or (100_000 if given.quick else 1_000_000)
    with tempfile.TemporaryDirectory() as made:
        print(json.dumps(measured(persons, given.folder or Path(made), given.idiomatic or persons)))


def measured(persons: int, folder: Path, taught: int) -> dict[str, object]:
    """Return the figures."""
    folder.mkdir(parents=True, exist_ok=True)
    source, small = folder / f"in-{persons}.parquet", folder / f"in-{COUNTY}.parquet"
    for count, path in ((persons, source), (COUNTY, small)):
        if not path.exists():
            population.write(count, path)
    python, cache, load = fisca(folder), folder / "kernels", os.getloadavg()[0]
    timed(sys.executable, "ours", small, folder / "warm", MONTHS, cache)
    cpu = {}
    cpu["ours"], said = timed(sys.executable, "ours", source, folder / "ours", MONTHS, cache)
    cpu["ours_1"], _ = timed(sys.executable, "ours", source, folder / "ours1", 1, cache)
    cpu["numpy"], _ = timed(sys.executable, "arrays", source, folder / "numpy", MONTHS)
    same = equal(folder / "ours", folder / "numpy", persons)
    if python is not None:
        cpu["tuned"], _ = timed(python, "fisca", "tuned", source, folder / "tuned", MONTHS)
        same &= equal(folder / "ours", folder / "tuned", persons)
        path = source if taught == persons else folder / f"in-{taught}.parquet"
        if not path.exists():
            population.write(taught, path)
        cpu["idiomatic"], _ = timed(python, "fisca", "idiomatic", path, folder / "idio", MONTHS)
        cpu["idiomatic"] *= persons / taught
        if taught == persons:
            same &= equal(folder / "ours", folder / "idio", persons)
    for key, value in cpu.items():
        print(f"{key}: {value:.2f} s CPU")

    def ratio(key: str) -> float | None:
        return round(cpu[key] / cpu["ours"], 1) if key in cpu else None

    peak, anonymous = (round(int(one) / 1024) for one in said.split())
    took, used = reform(folder, small)
    return {
        "persons": persons, "months": MONTHS, "cpu_s": round(cpu["ours"], 2),
        "ratio_openfisca_tuned": ratio("tuned"), "ratio_openfisca_idiomatic": ratio("idiomatic"),
        "ratio_numpy": ratio("numpy"), "ratio_12_to_1": round(cpu["ours"] / cpu["ours_1"], 2),
        "equal": same, "peak_mb": peak, "anonymous_end_mb": anonymous, "county_night_s": None,
        "reform_s": round(took, 2), "reform_cpu_s": round(used, 2), "load": round(load, 1),
    }  # fmt: skip


if __name__ == "__main__":
    main()
