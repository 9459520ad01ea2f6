"""How long the waiting list's order takes: 10,000 applicants, every rule, explained on demand.

The facts are invented and the same each time. The last line printed is one JSON object.
"""

import argparse
import json
from datetime import date, timedelta
from random import Random
from time import perf_counter

from anhuai.placements.catalogue import PRIORITIES
from anhuai.placements.rules.priority import Facts, explained, ordered, rules_on, standing

DAY = date(2026, 6, 1)
CODES = ("tekun", "dibao", "edge", "hardship_elder", "special_fp_family")


def applicants(count: int) -> list[Facts]:
    """Return invented applicants, the same each time."""
    chance = Random(10_000)
    return [
        Facts(
            key=key, applied_on=DAY - timedelta(days=int(chance.random() * 900)),
            born=DAY - timedelta(days=int((60 + chance.random() * 38) * 365.25)),
            circumstances={code: "" for code in CODES if chance.random() < 0.08},
            level=None if chance.random() < 0.2 else int(chance.random() * 5),
        )
        for key in range(1, count + 1)
    ]  # fmt: skip


def main() -> None:
    """Order them several times; check the order against a plain sort; print the best."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    count = 10_000
    some, rules = applicants(count), rules_on(PRIORITIES, DAY)
    taken, found = [], []
    for _ in range(3 if given.quick else 15):
        started = perf_counter()
        found = ordered(some, rules)
        taken.append(perf_counter() - started)
    plain = sorted(some, key=lambda one: (standing(one, rules).rank, one.applied_on, one.key))
    equal = [one.key for one in found] == [one.key for one in plain]
    started = perf_counter()
    for one in some:
        explained(one, rules)
    whole = perf_counter() - started
    print(json.dumps({
        "applicants": count, "rules": len(rules.ranked), "order_ms": round(1000 * min(taken), 1),
        "order_worst_ms": round(1000 * max(taken), 1), "explain_all_ms": round(1000 * whole, 1),
        "equal": equal,
    }))  # fmt: skip


if __name__ == "__main__":
    main()
