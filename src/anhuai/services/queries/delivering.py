"""What a care worker's phone gets: the orders of the week on their route, and no more."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anhuai.places.queries import ways
from anhuai.platform import wall
from anhuai.platform.acting import Actor, NotHere, reading
from anhuai.platform.permits import Permit
from anhuai.services.models import Carer, Order, PlannedRoute
from anhuai.services.queries.routes import outline_of
from anhuai.services.rules.ordering_words import OrderState

DELIVER = Permit.ORDERS_DELIVER
AHEAD, BACK = timedelta(days=6), timedelta(days=7)
WAITING = (OrderState.ACCEPTED, OrderState.ON_THE_WAY, OrderState.STARTED, OrderState.DONE)
MOST = 400
RING = 60
"""Points of a village's outline on a phone: enough to know it again, small enough to send."""


@dataclass(frozen=True, slots=True)
class Errand:
    """One order on the phone: who, where, when, what; `at` is the route's time, None: no route."""

    order: int
    number: str
    service: str
    person: int
    name: str
    born: date
    division: str
    spot: str
    point: tuple[float, float] | None
    on: date
    at: datetime | None
    window: str
    minutes: int
    units: int
    note: str
    state: str


@dataclass(frozen=True, slots=True)
class Rounds:
    """A care worker's week: errands in route order, where today begins, villages' outlines."""

    errands: list[Errand]
    start: tuple[float, float] | None
    land: list[list[tuple[float, float]]]


@reading(
    permit=DELIVER, title=_("下载本人的上门订单"), subject="person",
    ids=lambda found: sorted({one.person for one in found.errands}),
)  # fmt: skip
@wall.lifted()  # a carer's role is at the provider: its area shows no persons
def rounds(actor: Actor, *, carer: Carer, on: date) -> Rounds:
    """Return the orders given to the actor's own worker: of the week ahead, and unfinished ones."""
    if carer.account_id != actor.account:
        raise NotHere("carer", carer.pk)
    rows = Order.objects.filter(
        Q(wanted_on__gte=on - BACK), worker=carer.worker_id, organisation=carer.organisation_id,
        wanted_on__lte=on + AHEAD, state__in=WAITING,
    ).select_related("person")  # fmt: skip
    found = [_errand(one) for one in rows.order_by("pk")[:MOST]]
    found.sort(key=lambda one: (one.on, _when(one), one.window, one.order))
    route = (
        PlannedRoute.objects.filter(
            worker=carer.worker_id, plan__organisation=carer.organisation_id, plan__on=on,
            plan__state="published",
        )
        .order_by("-pk")
        .first()
    )  # fmt: skip
    start = (route.longitude, route.latitude) if route else None
    land = outline_of({one.division for one in found if one.on == on}, on=on)
    return Rounds(found, start, [_thinned(ring) for ring in land[:12]])


def _errand(one: Order) -> Errand:
    point = None
    if one.longitude is not None and one.latitude is not None:
        point = (round(one.longitude, 5), round(one.latitude, 5))
    elif middle := ways.centres({one.division[:12]}).get(one.division[:12]):
        point = (round(middle[0], 4), round(middle[1], 4))
    return Errand(
        one.pk, one.number, one.service, one.person_id, one.person.name, one.person.born,
        one.division, one.spot, point, one.wanted_on, one.planned_at,
        f"{one.earliest:%H:%M}-{one.latest:%H:%M}", one.minutes, one.units, one.note, one.state,
    )  # fmt: skip


def _when(one: Errand) -> str:
    return f"{timezone.localtime(one.at):%H:%M}" if one.at else one.window[:5]


def _thinned(ring: Any) -> list[tuple[float, float]]:
    """Return a ring with few points, to ten metres."""
    step = max(1, len(ring) // RING)
    return [(round(point[0], 4), round(point[1], 4)) for point in ring[::step]]
