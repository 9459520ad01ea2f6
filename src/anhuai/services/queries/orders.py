"""Orders: lists, one of them whole, a person's, those providers may take, what they may spend."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypedDict, Unpack

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.assessments.queries.reach import by_person
from anhuai.cases.queries import of_origin
from anhuai.facilities import queries as facilities
from anhuai.kernel.divisions import is_within
from anhuai.platform import wall
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.compiled import RowsOf
from anhuai.platform.files import opened
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.services.models import Order, OrderPiece, OrderProof, OrderShare, OrderStep, Rating
from anhuai.services.queries.offerings import in_force, offerings
from anhuai.services.queries.visits import called
from anhuai.services.rules.ordering import OPEN
from anhuai.services.rules.ordering_words import OrderState

READ = Permit.ORDERS_READ
ORDER_ROW = (
    "pk", "person_id", "person__name", "division", "number", "service", "wanted_on", "earliest",
    "facility__name", "worker__name", "state", "amount", "doubts",
)  # fmt: skip
LAST = 30


class WhichOrders(TypedDict, total=False):
    """Which orders; what is left out does not restrict."""

    service: str
    state: str
    division: str
    facility: int | None
    since: date | None
    last: date | None
    doubtful: bool
    open: bool


def orders(actor: Actor, *, permit: Permit = READ) -> QuerySet[Order]:
    """Return the orders a permit reaches: of persons in its area or named, of its organisations.

    Evaluate them behind `wall.lifted`: a provider's area shows no persons.
    """
    rows = by_person(Order.objects.all(), actor, permit)
    own = actor.scope(permit).organisations
    if not own:
        found: QuerySet[Order] = rows
        return found
    reached = rows.order_by().values("pk")
    return Order.objects.filter(Q(organisation__in=own) | Q(pk__in=reached))


def listed_orders(
    actor: Actor, *, q: str = "", permit: Permit = READ, **which: Unpack[WhichOrders]
) -> QuerySet[Order]:
    """Return the orders a list asks for: by name or number, and by what else is given."""
    rows = orders(actor, permit=permit)
    if q:
        own = Q(number__iexact=q.strip())
        if actor.scope(permit).organisations:
            own |= Q(person__name__icontains=q.strip()) | Q(person__pinyin__istartswith=q.strip())
        rows = rows.filter(own | Q(person__in=called(actor, q)))
    for name in ("service", "state", "facility"):
        if which.get(name):
            rows = rows.filter(**{name: which[name]})
    return _between(rows, which)


def _between(rows: QuerySet[Order], which: WhichOrders) -> QuerySet[Order]:
    if which.get("division"):
        rows = rows.filter(in_subtree("division", which["division"]))
    if since := which.get("since"):
        rows = rows.filter(wanted_on__gte=since)
    if last := which.get("last"):
        rows = rows.filter(wanted_on__lte=last)
    if which.get("doubtful"):
        rows = rows.exclude(doubts=[])
    return rows.filter(state__in=OPEN) if which.get("open") else rows


@reading(
    permit=READ, title=_("查看服务订单"), subject="person",
    ids=lambda page: sorted({row[1] for row in page.rows}),
)  # fmt: skip
@wall.lifted()
def order_page(
    actor: Actor, *, order: Sequence[str] = ("-wanted_on",), after: str = "", q: str = "",
    **which: Unpack[WhichOrders],
) -> Window:  # fmt: skip
    """Return one page of orders, each a row of `ORDER_ROW`."""
    rows = listed_orders(actor, q=q, **which)
    return window(rows, fields=ORDER_ROW, order=order, after=after)


@wall.lifted()
def orders_by(keys: Sequence[int]) -> list[Order]:
    """Return the orders that a page in scope has given, in its order."""
    found = Order.objects.select_related("person").in_bulk(list(keys))
    return [found[key] for key in keys if key in found]


@wall.lifted()
def order_count(actor: Actor, *, most: int = 1000, **asks: Any) -> tuple[int, bool]:
    """Return how many orders a list asks for, up to a limit, and whether there are more."""
    found = listed_orders(actor, **asks).order_by().values("pk")[: most + 1].count()
    return min(found, most), found > most


@reading(
    permit=READ, title=_("导出服务订单"), subject="person",
    ids=lambda rows: sorted({row[1] for row in rows}),
)  # fmt: skip
@wall.lifted()
def order_rows(actor: Actor, /, **asks: Any) -> list[tuple[Any, ...]]:
    """Return every order a list asks for, each a row of `ORDER_ROW`."""
    rows = listed_orders(actor, **asks).order_by("wanted_on", "pk")
    return list(rows.values_list(*ORDER_ROW))


def order_in_scope(actor: Actor, key: int, *, permit: Permit = READ, lock: bool = False) -> Order:
    """Return one order the permit reaches, or raise `NotHere`."""
    rows = Order.objects.select_for_update(of=("self",)) if lock else Order.objects.all()
    with wall.lifted():
        seen = orders(actor, permit=permit).filter(pk=key).order_by().values("pk")
        found = rows.select_related("person", "facility", "worker").filter(pk__in=seen).first()
    if found is None:
        raise NotHere("order", key)
    return found


@dataclass(frozen=True, slots=True)
class WholeOrder:
    """An order with who pays, its proof, files, rating, history and what was complained of."""

    one: Order
    shares: Sequence[OrderShare]
    proofs: Sequence[OrderProof]
    pieces: Sequence[OrderPiece]
    steps: Sequence[OrderStep]
    rating: Rating | None
    cases: Sequence[tuple[int, str]]
    """Open cases about it: id and what they say."""


@reading(
    permit=READ, title=_("查看服务订单详情"), subject="person",
    ids=lambda found: [found.one.person_id],
)  # fmt: skip
@wall.lifted()
def whole_order(actor: Actor, key: int) -> WholeOrder:
    """Return one order in scope whole; raises `NotHere`."""
    one = order_in_scope(actor, key)
    return WholeOrder(
        one, list(one.shares.order_by("pk")), list(one.proofs.order_by("at")),
        list(one.pieces.order_by("pk")),
        list(one.steps.select_related("facility").order_by("pk")),
        Rating.objects.filter(order=one).first(), of_origin(f"services.order:{one.pk}"),
    )  # fmt: skip


_HAS_ANY = RowsOf(Order)


@reading(
    permit=READ, title=_("查看个人服务订单"), subject="person",
    ids=lambda rows: sorted({one.person_id for one in rows}),
)  # fmt: skip
@wall.lifted()
def orders_of(actor: Actor, person: int) -> list[Order]:
    """Return a person's newest orders within scope, the latest day first."""
    if not _HAS_ANY(person):
        return []
    rows = orders(actor).filter(person=person).select_related("facility", "worker", "rating")
    return list(rows.order_by("-wanted_on", "-pk")[:LAST])


@reading(
    permit=Permit.ORDERS_RUN, title=_("查看本单位服务订单"), subject="person",
    ids=lambda rows: sorted({one.person_id for one in rows}),
)  # fmt: skip
@wall.lifted()
def to_do(actor: Actor, *, on: date) -> list[Order]:
    """Return a provider's orders that wait for something: an answer, a day's work, an end."""
    waits = Q(state=OrderState.MATCHED) | Q(
        state__in=[OrderState.ACCEPTED, OrderState.ON_THE_WAY, OrderState.STARTED, OrderState.DONE],
        wanted_on__lte=on,
    )
    rows = orders(actor, permit=Permit.ORDERS_RUN).filter(waits)
    rows = rows.select_related("person", "facility", "worker")
    return list(rows.order_by("wanted_on", "earliest", "pk")[:200])


@dataclass(frozen=True, slots=True)
class Pooled:
    """An order nobody was matched to, as providers see it: no name, no address."""

    pk: int
    facility: int
    facility_name: str
    service: str
    division: str
    wanted_on: date
    earliest: time
    latest: time
    units: int
    unit_price: int
    note: str


def pool(actor: Actor, *, on: date) -> list[Pooled]:
    """Return the orders a provider may take: of services and areas it offers; no personal data."""
    permit = Permit.ORDERS_RUN
    actor.require(permit)
    own = offerings(actor, permit=permit).filter(
        in_force(on), facilities.reach(actor, permit, "facility__")
    )
    found: dict[int, Pooled] = {}
    with wall.lifted():
        for offering in own.select_related("facility").order_by("pk"):
            rows = Order.objects.filter(
                in_subtree("division", offering.division), state=OrderState.PLACED,
                service=offering.service, wanted_on__gte=on,
            )  # fmt: skip
            refused = OrderStep.objects.filter(what="refuse", facility=offering.facility)
            rows = rows.exclude(pk__in=refused.values("order"))
            for one in rows.order_by("wanted_on", "pk")[:100]:
                found.setdefault(one.pk, Pooled(
                    one.pk, offering.facility_id, offering.facility.name, one.service,
                    one.division, one.wanted_on, one.earliest, one.latest, one.units,
                    offering.unit_price, one.note,
                ))  # fmt: skip
    return sorted(found.values(), key=lambda one: (one.wanted_on, one.earliest, one.pk))


def may_take(actor: Actor, one: Order, facility: int, *, on: date) -> bool:
    """Say whether a facility of the actor's own offers an order's service at its place."""
    permit = Permit.ORDERS_RUN
    own = offerings(actor, permit=permit).filter(
        in_force(on), facilities.reach(actor, permit, "facility__"), facility=facility,
        service=one.service,
    )  # fmt: skip
    areas = own.values_list("division", flat=True)
    return any(is_within(one.division, area) for area in areas)


def piece_in_scope(actor: Actor, order: int, key: int) -> OrderPiece:
    """Return a photo, signature or voice of an order in scope, or raise `NotHere`."""
    one = order_in_scope(actor, order)
    with wall.lifted():
        found = one.pieces.select_related("file").filter(pk=key).first()
    if found is None:
        raise NotHere("order_piece", key)
    return found


def bytes_of(found: OrderPiece) -> bytes:
    """Return the bytes of a file kept with an order."""
    with opened(found.file) as stream:
        return stream.read()


def waiting_since(at: datetime) -> list[int]:
    """Return the orders offered before a moment that no provider has answered; for jobs."""
    rows = Order.objects.filter(state=OrderState.MATCHED, matched_at__lt=at)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:500])
