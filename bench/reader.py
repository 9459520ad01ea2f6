"""How well the plan reader reads annotated documents, by the scoring rule of plans/README.md.

python bench/reader.py --gold DIR --text DIR [--misses] [--quick] [--vary [NAME]]
DIR of gold holds seed*.yaml (any *.yaml with `schema: plan-gold/1`), DIR of text the documents they
name in `source_file`. Indicators match one to one by value, unit class and overlap of the
quote (or any mention's); tasks by number, then title; departments as sets after their prefix;
projects by name, then number. `invented` counts items whose quote or number the text does not have,
and promises that stand only where the annotation has a fact of the past. `--quick` reads each
document once instead of three times; `--vary` rewrites texts and annotations in other ways
(bench/reader_varied.py) and prints a line a way. The last line is one JSON object; null is
without items.
"""

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from bench.reader_scores import (  # noqa: E402
    Strip,
    Tally,
    alike,
    indicators,
    invented,
    projects,
    tasks,
)
from bench.reader_varied import VARIATIONS, varied  # noqa: E402

from anhuai.plans.catalogue import INDICATORS  # noqa: E402
from anhuai.plans.engine import Draft, read  # noqa: E402
from anhuai.plans.engine.binding import Word  # noqa: E402


def pick(drafts: Sequence[Draft], title: str) -> Draft | None:
    return max(drafts, key=lambda one: alike(one.head.title, title), default=None)


@dataclass
class Document:
    """What one annotated plan scored."""

    name: str
    parts: dict[str, Tally]
    invented: int
    seconds: float


def one_document(
    path: Path, texts: Path, rounds: int, say: Callable[[str], None], way: str = ""
) -> Document | None:
    gold = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(gold, dict) or "document" not in gold:
        return None
    file = texts / gold["document"]["source_file"]
    original = file.read_bytes().decode("utf-8", "replace")
    if way:
        original, gold = varied(way, original, gold)
    words = [Word(k, d.title, d.unit, d.says) for k, d in INDICATORS.items()]
    seconds = []
    drafts: list[Draft] = []
    for _ in range(rounds):
        start = time.perf_counter()
        drafts = read(original, words)
        seconds.append(time.perf_counter() - start)
    draft = pick(drafts, gold["document"]["title"])
    if draft is None:
        raise SystemExit(f"{file.name}: nothing read")
    strip = Strip(original)
    say(f"{path.stem}: {draft.head}")
    parts = {
        "indicators": indicators(gold, draft, strip, say),
        "tasks": tasks(gold, draft, say),
        "projects": projects(gold, draft, strip, say),
    }
    return Document(path.stem, parts, invented(gold, draft, original, strip, say), min(seconds))


COLUMNS = (
    ("ind F1", "indicators", None),
    ("value", "indicators", "value"),
    ("oper", "indicators", "operator"),
    ("due", "indicators", "deadline"),
    ("due*", "indicators", "deadline_all"),
    ("key", "indicators", "key"),
    ("accrual", "indicators", "accrual"),
    ("soft", "indicators", "modality"),
    ("task F1", "tasks", None),
    ("depts", "tasks", "departments"),
    ("proj F1", "projects", None),
    ("budget", "projects", "budget"),
    ("start", "projects", "start"),
    ("end", "projects", "end"),
    ("beds", "projects", "beds"),
    ("area", "projects", "area"),
)


def line(parts: dict[str, Tally]) -> list[float | None]:
    return [parts[kind].share(name) if name else parts[kind].f1() for _, kind, name in COLUMNS]


def vary(given: argparse.Namespace) -> None:
    """Print how the reader does on each way of writing the same plans."""
    say: Callable[[str], None] = print if given.misses else lambda _: None
    ways = list(VARIATIONS) if given.vary == "every" else given.vary.split(",")
    found = {}
    print(f"{'way':12}" + "".join(f"{title:>9}" for title, _, _ in COLUMNS) + f"{'invented':>9}")
    for way in ways:
        total = {name: Tally() for name in ("indicators", "tasks", "projects")}
        invented_here = 0
        for path in sorted(given.gold.glob("*.yaml")):
            one = one_document(path, given.text, 1, say, way)
            if one is None:
                continue
            invented_here += one.invented
            for name, tally in one.parts.items():
                total[name].add(tally)
        cells = "".join(f"{'-' if v is None else format(v, '.3f'):>9}" for v in line(total))
        print(f"{way:12}{cells}{invented_here:9}", flush=True)
        found[way] = {
            "indicator_f1": total["indicators"].f1(), "task_f1": total["tasks"].f1(),
            "project_f1": total["projects"].f1(), "invented": invented_here,
        }  # fmt: skip
    print(json.dumps(found))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--text", type=Path, required=True)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--vary", nargs="?", const="every")
    given = parser.parse_args()
    if given.vary:
        vary(given)
        return
    say: Callable[[str], None] = print if given.misses else lambda _: None
    done = [
        one
        for path in sorted(given.gold.glob("*.yaml"))
        if (one := one_document(path, given.text, 1 if given.quick else 3, say)) is not None
    ]
    total = {name: Tally() for name in ("indicators", "tasks", "projects")}
    print(
        f"{'document':12}"
        + "".join(f"{title:>9}" for title, _, _ in COLUMNS)
        + f"{'invented':>9}{'s':>7}"
    )
    for one in done:
        for name, tally in one.parts.items():
            total[name].add(tally)
        cells = "".join(f"{'-' if v is None else format(v, '.3f'):>9}" for v in line(one.parts))
        print(f"{one.name:12}{cells}{one.invented:9}{one.seconds:7.2f}")
    cells = "".join(f"{'-' if v is None else format(v, '.3f'):>9}" for v in line(total))
    print(f"{'all':12}{cells}{sum(one.invented for one in done):9}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps(
            {
                "indicator_f1": total["indicators"].f1(),
                "value_exact": total["indicators"].share("value"),
                "deadline_exact": total["indicators"].share("deadline"),
                "key_exact": total["indicators"].share("key"),
                "task_f1": total["tasks"].f1(),
                "departments_exact": total["tasks"].share("departments"),
                "project_f1": total["projects"].f1(),
                "invented": sum(one.invented for one in done),
                "seconds": round(max((one.seconds for one in done), default=0.0), 3),
                "peak_mb": round(peak, 1),
            }
        )
    )


if __name__ == "__main__":
    main()
