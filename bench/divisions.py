"""How long the whole country's division list takes to load, and how much memory.

python bench/divisions.py [--quick] [--rows 660000]
A generated list of official shape (codes of 2+2+2+3+3 digits; names invented) goes through
`anhuai divisions load` into an empty database of its own (SQLite in a scratch folder, or the one of
ANHUAI_DATABASE_URL, which must be empty), twice: the second load must change nothing. The last line
is one JSON object.
"""

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).parents[1]
VILLAGES, QUICK = 660_000, 60_000
WORDS = "东西南北中上下前后大小新老高平安和兴旺德仁义礼信福寿康宁山河川泉沟湾坪坡梁塬岭岗滩洲"


def name(number: int) -> str:
    """An invented name of three characters, the same for the same number."""
    size = len(WORDS)
    return "".join(WORDS[(number // size**at) % size] for at in range(3))


def codes() -> Iterator[str]:
    """Division codes as the official list has them: 31 provinces down to villages, in order."""
    for province in range(11, 42):
        yield f"{province}"
        for prefecture in range(1, 12):
            yield f"{province}{prefecture:02d}"
            for county in range(21, 30):
                yield f"{province}{prefecture:02d}{county:02d}"
                for town in (1, 2, *range(100, 108), *range(200, 204)):
                    stem = f"{province}{prefecture:02d}{county:02d}{town:03d}"
                    yield stem
                    yield from (f"{stem}{n:03d}" for n in (1, 2, *range(200, 215)))


TITLES = {2: "省", 4: "市", 6: "县", 9: "镇", 12: "村村民委员会"}


def write(path: Path, rows: int) -> int:
    """Write the list; returns how many rows there are."""
    with path.open("w", encoding="utf-8", newline="") as text:
        out = csv.writer(text)
        out.writerow(["code", "name", "level"])
        written = 0
        for at, code in enumerate(islice(codes(), rows)):
            out.writerow([code, name(at) + TITLES[len(code)], len(code)])
            written += 1
    return written


def cpu_of_children() -> float:
    """Processor seconds that the commands run so far have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(env: dict[str, str], *arguments: str) -> tuple[float, float, str]:
    """Run `anhuai` to its end; seconds, processor seconds and the last line it printed."""
    began, used = time.monotonic(), cpu_of_children()
    done = subprocess.run(
        [sys.executable, "-m", "anhuai", *arguments],
        env=env, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
    took, cpu = time.monotonic() - began, cpu_of_children() - used
    return took, cpu, (done.stdout.strip().splitlines() or [""])[-1]


def main() -> None:
    """Load a generated list twice and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK:,} rows")
    parser.add_argument("--rows", type=int, default=None)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "divisions.csv"
        rows = write(path, given.rows or (QUICK if given.quick else VILLAGES))
        print(f"{rows:,} rows, {path.stat().st_size / 1e6:.1f} MB")
        env = {
            **os.environ, "ANHUAI_DATA": folder, "DJANGO_SETTINGS_MODULE": "anhuai.site.settings",
            "PYTHONPATH": str(ROOT / "src"),
        }  # fmt: skip
        timed(env, "migrate")
        first, cpu, says = timed(env, "divisions", "load", str(path))
        print(says)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        again, _cpu, says = timed(env, "divisions", "load", str(path))
        print(says)
    print(json.dumps({
        "rows": rows, "load_s": round(first, 1), "load_cpu_s": round(cpu, 1),
        "again_s": round(again, 1),
        "peak_mb": round(peak), "unchanged": f"已有 {rows:,}" in says,
    }))  # fmt: skip


if __name__ == "__main__":
    main()
