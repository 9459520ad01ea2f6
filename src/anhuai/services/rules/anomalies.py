"""What an anomaly is: how it is found among a month's orders, its sentence, its examples."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from anhuai.kernel.confidence import Basis
from anhuai.services.rules.settlement import Fact


@dataclass(frozen=True, slots=True)
class Limits:
    """What the county sets: hours a day, straight km/h, per cent of the time, at one minute."""

    hours: int = 12
    speed: int = 60
    short: int = 50
    at_once: int = 3


@dataclass(frozen=True, slots=True)
class Found:
    """An order that looks wrong: with which other one (0: none), and by how much."""

    order: int
    other: int = 0
    measure: int = 0


@dataclass(frozen=True, slots=True)
class Example:
    """Some orders of a month and which of them are found."""

    says: str
    orders: tuple[Fact, ...]
    found: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaly:
    """A way an order looks wrong. `told` names %(other)s and %(measure)s; `find` is pure."""

    title: str
    title_en: str
    says: str
    says_en: str
    told: str
    told_en: str
    find: Callable[[Sequence[Fact], Limits], Iterator[Found]]
    basis: Basis
    examples: tuple[Example, ...]


def by_worker(orders: Sequence[Fact]) -> Iterator[list[Fact]]:
    """Yield each worker's orders that have both times, by when they began."""
    found: dict[int, list[Fact]] = defaultdict(list)
    for one in orders:
        if one.worker and one.begun and one.ended:
            found[one.worker].append(one)
    for worker in sorted(found):
        yield sorted(found[worker], key=lambda one: (one.begun, one.key))


def screened(
    anomalies: Mapping[str, Anomaly], orders: Sequence[Fact], limits: Limits
) -> dict[tuple[int, str], Found]:
    """Return every anomaly by order and kind, whatever order the facts come in."""
    served = sorted((x for x in orders if x.state in ("done", "confirmed")), key=lambda x: x.key)
    found: dict[tuple[int, str], Found] = {}
    for code in sorted(anomalies):
        for one in anomalies[code].find(served, limits):
            before = found.get((one.order, code))
            if before is None or (one.measure, -one.other) > (before.measure, -before.other):
                found[one.order, code] = one
    return found


# examples -------------------------------------------------------------------------------------


def sketch(key: int, times: str = "08:00-09:00", *, worker: int = 1, **more: object) -> Fact:
    """Return an order of an example: finished and signed, within the times of a day."""
    begun, ended = (_seconds(text) for text in times.split("-"))
    told: dict[str, object] = {
        "key": key, "number": f"DD{key:06d}", "organisation": 1, "person": key, "worker": worker,
        "service": "cleaning", "day": date(2026, 5, 6), "state": "confirmed", "begun": begun,
        "ended": ended, "confirmed": "signature", "proven": True, "minutes": 60,
    }  # fmt: skip
    return Fact(**{**told, **more})  # type: ignore[arg-type]


def _seconds(text: str) -> int:
    hour, minute = (int(part) for part in text.split(":"))
    day = datetime(2026, 5, 6, tzinfo=UTC)
    return int(day.timestamp()) + hour * 3600 + minute * 60
