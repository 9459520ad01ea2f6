"""A provider's day: what is to be planned, the routes drawn for it, the plans that stand."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anhuai.places import queries as places
from anhuai.places.queries import ways
from anhuai.platform import wall
from anhuai.platform.acting import Actor, NotHere, reading
from anhuai.platform.permits import Permit
from anhuai.services.engine.day import Break, Day, Job, Stop, Worker
from anhuai.services.models import DayPlan, Order, PlannedRoute, PlannedStop
from anhuai.services.queries.rosters import OnDuty, on_duty, provider
from anhuai.services.queries.route_settings import evenness
from anhuai.services.rules.ordering_words import OrderState
from anhuai.services.rules.rostering import minute

READ, RUN = Permit.ORDERS_READ, Permit.ORDERS_RUN
OPEN = (OrderState.ACCEPTED,)
BEGUN = (OrderState.ON_THE_WAY, OrderState.STARTED)
OVER = (OrderState.DONE, OrderState.CONFIRMED, OrderState.DISPUTED)
INLINE = 60
"""Orders up to which a day is planned while its page waits."""
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an order is and by whose point: its house's, or else its village's."""

    point: Point
    is_guessed: bool


@dataclass(slots=True)
class Drawn:
    """Routes drawn for a day, not yet on record: from what they were drawn, how long it took."""

    organisation: int
    on: date
    day: Day
    duty: dict[int, OnDuty]
    spots: dict[int, Spot]
    versions: dict[int, int]
    """Version of every order that was looked at."""
    fixed: dict[int, list[Stop]] = field(default_factory=dict)
    """Stops that had begun, by worker: they stay."""
    nowhere: list[int] = field(default_factory=list)
    seconds: float = 0.0
    is_cut: bool = False
    weight: int = 0
    """What even loads were worth when it was drawn."""


def _of_day(organisation: int, on: date) -> QuerySet[Order]:
    return Order.objects.filter(organisation=organisation, wanted_on=on)


@wall.lifted()  # a count alone; a provider's area shows no persons
def count_open(organisation: int, *, on: date) -> int:
    """Return how many orders of a provider's day are still to be put on a route."""
    return _of_day(organisation, on).filter(state__in=OPEN).count()


def drawn(
    actor: Actor, organisation: int, *, on: date, now: datetime | None = None,
    seconds: float = 4.0, told: Callable[[int, int], None] | None = None,
) -> Drawn:  # fmt: skip
    """Draw a day's routes from shifts and accepted orders; writes nothing.

    What has begun stays with whoever began it; with `now` on the day itself, nobody is sent
    earlier than that. The travel is the estimate of `places.queries.ways`. Raises `NotHere`.
    """
    provider(actor, organisation, permit=RUN)
    began = time.monotonic()
    tell = told or (lambda _done, _total: None)
    tell(0, 3)
    with wall.lifted():
        ground = _ground(organisation, on, now)
    tell(1, 3)
    from anhuai.services.engine.routing import planned  # pyvrp takes half a second to load

    minutes = ways.estimated_minutes(ground.points, on=on)
    weight = evenness(on)
    day = planned(ground.workers, ground.jobs, minutes, seconds=seconds, evenness=weight)
    took = time.monotonic() - began
    tell(2, 3)
    ground.made.day, ground.made.seconds, ground.made.is_cut = day, round(took, 1), took >= seconds
    ground.made.weight = weight
    return ground.made


@dataclass(slots=True)
class _Ground:
    made: Drawn
    workers: list[Worker] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    index: dict[Point, int] = field(default_factory=dict)

    def at(self, point: Point) -> int:
        """Return the index of a point in the matrix; the same point is one."""
        if point not in self.index:
            self.index[point] = len(self.points)
            self.points.append(point)
        return self.index[point]


def _ground(organisation: int, on: date, now: datetime | None) -> _Ground:
    """Read the day: who is on duty from when, what is open, what has begun."""
    duty = {one.worker: one for one in on_duty(organisation, on=on)}
    orders = list(_of_day(organisation, on).filter(state__in=[*OPEN, *BEGUN, *OVER]).order_by("pk"))
    spots = _spots(orders)
    made = Drawn(
        organisation, on, Day((), ()), duty, spots, {one.pk: one.version for one in orders}
    )
    ground = _Ground(made)
    earliest = _minute_now(now, on)
    begun: dict[int, list[Order]] = {}
    for one in orders:
        if one.state not in OPEN and one.worker_id is not None:
            begun.setdefault(one.worker_id, []).append(one)
    for who in duty.values():
        ground.workers.append(_worker(ground, who, begun.get(who.worker, []), earliest))
    for worker, some in begun.items():
        made.fixed[worker] = [stop for one in some if (stop := _fixed(one)) is not None]
    last = _last_workers(orders)
    for one in orders:
        if one.state not in OPEN:
            continue
        if one.pk not in spots:
            made.nowhere.append(one.pk)
            continue
        ground.jobs.append(
            Job(
                one.pk, ground.at(spots[one.pk].point), one.minutes,
                max(earliest, minute(one.earliest)), minute(one.latest), frozenset({one.service}),
                last.get((one.person_id, one.service)) or one.worker_id,
            )
        )  # fmt: skip
    return ground


def _minute_now(now: datetime | None, on: date) -> int:
    """Return the minute before which nothing can be planned; 0 for a day to come."""
    if now is None:
        return 0
    local = timezone.localtime(now)
    return 24 * 60 if local.date() > on else minute(local.time()) if local.date() == on else 0


def _worker(ground: _Ground, one: OnDuty, begun: Sequence[Order], earliest: int) -> Worker:
    """Return a worker as the engine knows them: after, and from, whatever they have begun."""
    starts, place = max(one.starts, earliest), one.point
    for order in begun:
        stop = _fixed(order)
        if stop is not None and stop.ends >= starts and order.pk in ground.made.spots:
            starts, place = stop.ends, ground.made.spots[order.pk].point
    breaks: tuple[Break, ...] = ()
    if one.pause is not None and one.pause[2] >= starts:
        breaks = (Break(*one.pause),)
    return Worker(
        one.worker, ground.at(place), ground.at(one.point), starts, max(starts, one.ends),
        one.services, breaks,
    )  # fmt: skip


def _fixed(one: Order) -> Stop | None:
    """Return a begun order as a stop: as it was, or as long as it is said to take."""
    at = one.started_at or one.on_the_way_at
    if at is None:
        return None
    begins = minute(timezone.localtime(at).time())
    ends = minute(timezone.localtime(one.done_at).time()) if one.done_at else begins + one.minutes
    return Stop(one.pk, begins, begins, max(begins, ends))


def _spots(orders: Sequence[Order]) -> dict[int, Spot]:
    """Return where orders are; absent where neither the house nor its village has a point."""
    lacking = {one.division for one in orders if one.longitude is None}
    middle = ways.centres({code[:size] for code in lacking for size in (9, 12)})
    found = {}
    for one in orders:
        if one.longitude is not None and one.latitude is not None:
            found[one.pk] = Spot((one.longitude, one.latitude), is_guessed=False)
        elif point := middle.get(one.division[:12]) or middle.get(one.division[:9]):
            found[one.pk] = Spot(point, is_guessed=True)
    return found


def _last_workers(orders: Sequence[Order]) -> dict[tuple[int, str], int]:
    """Return who last did a service for a person: they go again where it costs little."""
    rows = Order.objects.filter(
        person__in={one.person_id for one in orders}, worker__isnull=False,
        state__in=[OrderState.DONE, OrderState.CONFIRMED],
    )  # fmt: skip
    return {
        (person, service): worker
        for person, service, worker in rows.order_by("done_at", "pk").values_list(
            "person", "service", "worker"
        )
    }


# plans on record --------------------------------------------------------------------------------


def plan_now(organisation: int, on: date) -> DayPlan | None:
    """Return the newest version of a provider's day; without an actor, for actions."""
    return DayPlan.objects.filter(organisation=organisation, on=on).order_by("-version").first()


def seen_version(organisation: int, on: date) -> int:
    """Return the number of that version, 0 where there is none."""
    found = plan_now(organisation, on)
    return found.version if found else 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A day's plan as a page shows it: routes with their stops, what is left over."""

    plan: DayPlan
    routes: Sequence[tuple[PlannedRoute, Sequence[PlannedStop]]]
    left: Sequence[PlannedStop]


@reading(
    permit=READ, title=_("查看当日路线"), subject="person",
    ids=lambda found: sorted(
        {stop.order.person_id for _route, stops in found.routes for stop in stops}
        | {stop.order.person_id for stop in found.left}
    ) if found else [],
)  # fmt: skip
def day_plan(actor: Actor, organisation: int, *, on: date, version: int = 0) -> Shown | None:
    """Return a provider's day in its newest version, or an older one; orders in reach alone.

    None where nothing was planned; raises `NotHere`.
    """
    provider(actor, organisation)
    rows = DayPlan.objects.filter(organisation=organisation, on=on)
    plan = (rows.filter(version=version) if version else rows).order_by("-version").first()
    if plan is None:
        if version:
            raise NotHere("day_plan", version)
        return None
    scope = actor.scope(READ)
    with wall.lifted():
        routes = list(plan.routes.select_related("worker").order_by("worker__pinyin", "pk"))
        reach = scope.within("order__division") | Q(order__organisation__in=scope.organisations)
        stops = list(
            plan.stops.filter(reach).select_related("order", "order__person").order_by("position")
        )
    by_route: dict[int | None, list[PlannedStop]] = {}
    for stop in stops:
        by_route.setdefault(stop.route_id, []).append(stop)
    shown = [(route, by_route.get(route.pk, [])) for route in routes]
    return Shown(plan, [one for one in shown if one[1]], by_route.get(None, []))


def versions(organisation: int, *, on: date) -> list[tuple[int, str, datetime, str]]:
    """Return version, state, when and by whom of a day's plans, the newest first."""
    rows = DayPlan.objects.filter(organisation=organisation, on=on).order_by("-version")
    return list(rows.values_list("version", "state", "made_at", "made_by"))


def outline_of(codes: set[str], *, on: date) -> list[Any]:
    """Return the outlines of villages as rings of points, for small maps; [] where unknown."""
    rings: list[Any] = []
    for code in sorted(codes):
        for feature in places.outline(code, on=on)["features"]:
            shape = feature["geometry"]
            parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
            rings.extend(part[0] for part in parts)
    return rings
