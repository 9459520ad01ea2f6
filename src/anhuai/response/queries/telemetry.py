"""Telemetry as rules and charts read it: the raw rows, the hours they left, a person's rules."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.db import connection
from django.db.models import Max, Min, Sum
from django.utils.translation import gettext_lazy as _

from anhuai.people import queries as people
from anhuai.platform import clock, parameters
from anhuai.platform.acting import Actor, reading
from anhuai.platform.permits import Permit
from anhuai.response.catalogue import RULES
from anhuai.response.engine.stores import readings_file
from anhuai.response.models import PersonRule, RuleState, Trend

READ = Permit.RESPONSE_READ
Raw = tuple[int, str, str, int | None, int, str]
Place = tuple[int, int, str]
_AFTER = (
    "SELECT device_id, key, kind, pressed_ms, received_ms, body FROM response_reading"
    " WHERE received_ms >= {0} AND (received_ms, device_id, key) > ({0}, {0}, {0})"
    " ORDER BY received_ms, device_id, key LIMIT {0}"
)


def after(place: Place, *, limit: int) -> list[Raw]:
    """Return the readings received after a place (ms, device, key), oldest first.

    Each is (device, key, kind, pressed ms, received ms, body).
    """
    given = (place[0], *place, limit)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_AFTER.format("%s"), given)
            return [(r[0], r[1], r[2], r[3], r[4], r[5]) for r in cursor.fetchall()]
    path = readings_file(Path(str(connection.settings_dict["NAME"])))
    if not path.is_file():
        return []  # no ingress has run here yet
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5) as file:
        rows = file.execute(_AFTER.format("?"), given).fetchall()
    file.close()
    return rows


def setting_of(rule: str) -> str:
    """Return the key of the setting that is a rule's limit in the county."""
    return f"response.rule_{rule}"


def county_limit(rule: str, *, on: date) -> int:
    """Return a rule's limit in the county on a day."""
    return parameters.value(setting_of(rule), on=on)


@dataclass(frozen=True, slots=True)
class Held:
    """What holds of a rule for one person; `own` is what was set for them alone."""

    code: str
    limit: int
    county: int
    own: PersonRule | None
    is_off: bool


@dataclass(frozen=True, slots=True)
class PersonRules:
    """A person's rules."""

    person: int
    name: str
    rules: list[Held]


@reading(permit=READ, title=_("查看遥测规则"), subject="person", ids=lambda seen: [seen.person])
def rules_of(actor: Actor, *, person: int) -> PersonRules:
    """Return every rule as it holds for a person; raises `NotHere`."""
    one = people.person_in_scope(actor, person, permit=READ)
    today = clock.today()
    own = {row.rule: row for row in PersonRule.objects.filter(person=person)}
    held = []
    for code in RULES:
        county, mine = county_limit(code, on=today), own.get(code)
        limit = county if mine is None or mine.limit is None else mine.limit
        is_off = mine is not None and mine.off_until is not None and mine.off_until > today
        held.append(Held(code, limit, county, mine, is_off))
    return PersonRules(one.pk, one.name, held)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of one measure."""

    day: str
    least: float
    mean: float
    most: float


DAY = 86_400_000
LOCAL = 8 * 3_600_000  # Asia/Shanghai, which knows no summer time


def days_of(devices: Sequence[int], *, days: int) -> dict[str, list[Day]]:
    """Return the last days of what devices measured, by measure; the caller may see the devices."""
    since = clock.today() - timedelta(days=days - 1)
    first = (since - date(1970, 1, 1)).days * DAY - LOCAL
    rows = Trend.objects.filter(device__in=list(devices), hour_ms__gte=first)
    found: dict[str, dict[int, list[float]]] = {}
    sums = rows.values("measure", "hour_ms").annotate(
        low=Min("least"), high=Max("most"), all=Sum("total"), n=Sum("count")
    )
    for one in sums:
        at = (one["hour_ms"] + LOCAL) // DAY
        day = found.setdefault(one["measure"], {}).setdefault(at, [one["low"], one["high"], 0, 0])
        day[0], day[1] = min(day[0], one["low"]), max(day[1], one["high"])
        day[2], day[3] = day[2] + one["all"], day[3] + one["n"]
    return {
        measure: [
            Day(f"{date(1970, 1, 1) + timedelta(days=at):%m-%d}", v[0], round(v[2] / v[3], 1), v[1])
            for at, v in sorted(by_day.items())
        ]
        for measure, by_day in found.items()
    }


def raised_of(devices: Sequence[int]) -> list[RuleState]:
    """Return the rules that devices break now; the caller may see the devices."""
    rows = RuleState.objects.filter(device__in=list(devices), raised_ms__isnull=False)
    return list(rows.order_by("-raised_ms"))
