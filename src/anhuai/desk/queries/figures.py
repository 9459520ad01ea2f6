"""The desk's figures of a period: calls, calls for help, devices; by town and by officer."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Q
from django.db.models.functions import Substr
from django.utils import timezone

from anhuai.cases import queries as cases
from anhuai.cases.queries import Moments
from anhuai.cases.rules import Outcome
from anhuai.desk.catalogue import TARGETS
from anhuai.desk.models import Call
from anhuai.desk.rules.figures import Share, within
from anhuai.kernel.unfit import Unfit
from anhuai.platform import parameters
from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit
from anhuai.response import queries as response

READ = Permit.CASES_READ
MINUTE = 60.0
TOWN = 9


class BadPeriod(Unfit):
    """Days that no figures can be told of."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days [since, until), of the years 2000 to 2100; raises `BadPeriod`."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if not date(2000, 1, 1) <= self.since < self.until <= date(2101, 1, 1):
            raise BadPeriod(
                "period", "请选择 2000 年到 2100 年之间的期间，结束日期晚于开始日期。",
                "Choose days of the years 2000 to 2100, the end after the beginning.",
                field="since",
            )  # fmt: skip

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """Its first and last instant, in local time."""
        return _midnight(self.since), _midnight(self.until)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: its target's code, its share, the target in force at the period's end."""

    code: str
    share: Share
    target: int

    @property
    def is_met(self) -> bool | None:
        """Whether the target is met, None where nothing was counted."""
        return TARGETS[self.code].is_met(self.share, self.target)


@dataclass(frozen=True, slots=True)
class _Rang:
    division: str
    officer: str
    wait: float | None


@dataclass(frozen=True, slots=True)
class _Facts:
    calls: list[_Rang]
    alarms: list[Moments]


def _facts(actor: Actor, period: Period) -> _Facts:
    since, until = period.bounds
    scope = actor.scope(READ)
    rows = Call.objects.filter(
        scope.within("division"), direction="in", began_at__gte=since, began_at__lt=until
    ).exclude(wrap_up="training")
    calls = [
        _Rang(division, officer, None if picked is None else (picked - rang).total_seconds())
        for division, officer, rang, picked in rows.values_list(
            "division", "officer", "began_at", "answered_at"
        )
    ]
    return _Facts(calls, cases.moments(actor, since=since, until=until))


def _after(rows: Iterable[Moments], what: str) -> list[float | None]:
    """Return the seconds from opening to a moment, None where it never came."""
    waits: list[float | None] = []
    for one in rows:
        at = getattr(one, what)
        waits.append(None if at is None else (at - one.opened).total_seconds())
    return waits


def _came(rows: Iterable[Moments], what: str) -> list[float]:
    """Return the seconds of those alone of which the moment came."""
    return [one for one in _after(rows, what) if one is not None]


def _share(code: str, facts: _Facts) -> Share:
    alarms = facts.alarms
    ended = [one for one in alarms if one.outcome]
    made: Mapping[str, Callable[[], Share]] = {
        "calls_60": lambda: within((one.wait for one in facts.calls), MINUTE),
        "calls_180": lambda: within((one.wait for one in facts.calls), 3 * MINUTE),
        "alarms_60": lambda: within(_after(alarms, "acknowledged"), MINUTE),
        "alarms_180": lambda: within(_after(alarms, "acknowledged"), 3 * MINUTE),
        "dispatch_180": lambda: within(_came(alarms, "dispatched"), 3 * MINUTE),
        "arrive_45": lambda: within(_came(alarms, "arrived"), 45 * MINUTE),
        "arrive_60": lambda: within(_came(alarms, "arrived"), 60 * MINUTE),
        "false_alarms": lambda: Share(
            sum(one.outcome == Outcome.FALSE_ALARM for one in ended), len(ended)
        ),
    }
    return made[code]()


def _lines(facts: _Facts, on: date) -> list[Line]:
    return [
        Line(code, _share(code, facts), parameters.value(f"desk.target.{code}", on=on))
        for code in TARGETS
    ]


def figures(actor: Actor, *, period: Period) -> list[Line]:
    """Return every figure of a period within the scope."""
    actor.require(READ)
    return _lines(_facts(actor, period), period.until)


@dataclass(frozen=True, slots=True)
class TownLine:
    """A town's figures, and how its devices are now."""

    town: str
    lines: list[Line]
    calls: int
    alarms: int
    devices: int
    silent: int
    low: int


def of_towns(actor: Actor, *, period: Period) -> list[TownLine]:
    """Return the figures by town, in the order of their codes."""
    actor.require(READ)
    facts, devices = _facts(actor, period), _devices(actor)
    towns = {one.division[:TOWN] for one in facts.calls} | set(devices)
    towns |= {one.division[:TOWN] for one in facts.alarms}
    made = []
    for town in sorted(one for one in towns if len(one) == TOWN):
        own = _Facts(
            [one for one in facts.calls if one.division.startswith(town)],
            [one for one in facts.alarms if one.division.startswith(town)],
        )
        total, silent, low = devices.get(town, (0, 0, 0))
        lines = _lines(own, period.until)
        made.append(TownLine(town, lines, len(own.calls), len(own.alarms), total, silent, low))
    return made


def _devices(actor: Actor) -> dict[str, tuple[int, int, int]]:
    if not actor.may(Permit.RESPONSE_READ):
        return {}
    rows = response.listed(actor).annotate(town=Substr("place", 1, TOWN)).values("town")
    counted = rows.annotate(
        total=Count("pk"), silent=Count("pk", filter=Q(silent_since_ms__isnull=False)),
        low=Count("pk", filter=Q(battery__lte=20)),
    ).order_by()  # fmt: skip
    return {one["town"]: (one["total"], one["silent"], one["low"]) for one in counted}


def of_officers(actor: Actor, *, period: Period) -> list[tuple[str, list[Line], int, int]]:
    """Return (officer, figures, calls, calls for help) of who answered, by name."""
    actor.require(READ)
    facts = _facts(actor, period)
    names = {one.officer for one in facts.calls} | {one.holder for one in facts.alarms}
    made = []
    for name in sorted(names - {""}):
        own = _Facts(
            [one for one in facts.calls if one.officer == name],
            [one for one in facts.alarms if one.holder == name],
        )
        made.append((name, _lines(own, period.until), len(own.calls), len(own.alarms)))
    return made
