"""Amounts and months shared by every engine of the benchmark; nothing but the standard library.

All invented: fen by zone (four counties), dated; ability and grade are positions.
"""

FIRST = (2025, 1)
ZONES = ("990001", "990002", "990003", "990004")
VALUES = {
    "std": {(2024, 1): [98000, 86000, 75000, 66000], (2025, 7): [101000, 89000, 78000, 69000]},
    "cap": {(2024, 1): [5_000_000] * 4},
    "old80": {(2024, 1): [10000, 8000, 6000, 5000], (2025, 10): [12000, 9000, 7000, 6000]},
    "old90": {(2024, 1): [20000, 16000, 12000, 10000]},
    "old100": {(2024, 1): [60000, 50000, 40000, 30000]},
    "living": {(2024, 1): [11000, 10000, 9000, 8000]},
    "child": {(2024, 1): [0] * 4, (2025, 1): [30000] * 4},
    # by hardship (none, edge, dibao) and ability
    "service": {(2024, 1): [[0, 0, 0, 6000, 10000], [0, 8000, 15000, 25000, 40000],
                            [0, 12000, 25000, 45000, 80000]]},
    "nursing": {(2024, 1): [0, 0, 10000, 20000, 30000], (2025, 7): [0, 0, 12000, 22000, 33000]},
    # by zone and grade (none, 4, 3, 2, 1)
    "care": {(2024, 1): [[0, 0, 9000, 11000, 13000], [0, 0, 8000, 10000, 12000],
                         [0, 0, 7000, 9000, 11000], [0, 0, 6500, 8000, 10000]]},
    "tekun": {(2024, 1): [15000, 15000, 40000, 90000, 90000]},
    "orphan": {(2024, 1): [0, 240000, 180000, 180000]},
}  # fmt: skip
BENEFITS = (
    "old_age", "service", "nursing", "living", "care", "tekun", "orphan", "dibao", "child",
)  # fmt: skip


def months(count):
    """Return the first months as (year, month)."""
    year, month = FIRST
    return [(year + (month - 1 + n) // 12, (month - 1 + n) % 12 + 1) for n in range(count)]


def at(name, when):
    """Return what holds in a month."""
    return VALUES[name][max(since for since in VALUES[name] if since <= when)]


def last_day(when):
    """Return how many days a month has."""
    year, month = when
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
