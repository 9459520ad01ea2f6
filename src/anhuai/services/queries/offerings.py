"""Who offers what, where and at what price, and whether they may: licences, status, people."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from anhuai.facilities import queries as facilities
from anhuai.kernel.divisions import parent_of
from anhuai.platform.acting import SYSTEM, Actor, NotHere, in_subtree
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.services.catalogue import CARE
from anhuai.services.models import Offering
from anhuai.services.queries import order_settings as settings
from anhuai.services.rules.care import Care
from anhuai.workforce import queries as workforce

READ = Permit.ORDERS_READ
OFFERING_ROW = (
    "pk", "facility_id", "facility__name", "service", "division", "unit_price", "daily", "since",
    "until",
)  # fmt: skip


def in_force(on: date) -> Q:
    """Return the condition that an offering holds on a day."""
    return Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))


def offerings(actor: Actor, *, permit: Permit = READ) -> QuerySet[Offering]:
    """Return the offerings an actor may see: of its area, of its own facilities.

    What providers offer is no secret: whoever orders for a person sees those of the county.
    """
    scope = actor.scope(permit)
    condition = scope.within("division") | scope.within("facility__division")
    condition |= Q(division__in={code for root in scope.divisions for code in _above(root)})
    if scope.organisations:
        condition |= Q(facility__operator__in=scope.organisations)
    return Offering.objects.filter(condition)


def _above(code: str) -> list[str]:
    found = []
    while code := parent_of(code) if code else "":
        found.append(code)
    return found


def offering_page(
    actor: Actor, *, order: Sequence[str] = ("-pk",), after: str = "", **which: Any
) -> Window:
    """Return one page of offerings, each a row of `OFFERING_ROW`; no personal data."""
    actor.require(READ)
    rows = listed_offerings(actor, **which)
    return window(rows, fields=OFFERING_ROW, order=order, after=after)


def listed_offerings(
    actor: Actor, *, service: str = "", q: str = "", division: str = "", on: date | None = None
) -> QuerySet[Offering]:
    """Return the offerings a list asks for; those in force where a day is given."""
    rows = offerings(actor)
    if service:
        rows = rows.filter(service=service)
    if q:
        rows = rows.filter(facility__name__icontains=q.strip())
    if division:
        rows = rows.filter(in_subtree("division", division))
    return rows.filter(in_force(on)) if on else rows


def offering_in_scope(actor: Actor, key: int, *, permit: Permit) -> Offering:
    """Return an offering of a facility the permit reaches, or raise `NotHere`."""
    rows = Offering.objects.filter(facilities.reach(actor, permit, "facility__"))
    found = rows.select_related("facility").filter(pk=key).first()
    if found is None:
        raise NotHere("offering", key)
    return found


def providers(actor: Actor, *, permit: Permit, on: date) -> QuerySet[Any]:
    """Return the facilities an actor may offer for, by name: those that operate."""
    rows = facilities.operating(SYSTEM, on=on)
    return rows.filter(facilities.reach(actor, permit, place="place")).order_by("pinyin", "pk")


def offered_at(service: str, place: str, *, on: date) -> list[Offering]:
    """Return the offerings of a service in force on a day whose area holds a place.

    The narrowest area of a facility wins: a price for a town goes before the county's.
    """
    areas = [place, *_above(place)]
    rows = Offering.objects.filter(in_force(on), service=service, division__in=areas)
    best: dict[int, Offering] = {}
    for one in rows.select_related("facility").order_by("pk"):
        held = best.get(one.facility_id)
        if held is None or len(one.division) > len(held.division):
            best[one.facility_id] = one
    return [best[key] for key in sorted(best)]


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who may deliver a service at a facility."""

    worker: int
    name: str


def able_workers(
    keys: Collection[int], care: Care, *, on: date
) -> Mapping[int, tuple[Worker, ...]]:
    """Return who at each facility may deliver a service on a day, by post and certificate."""
    rows = workforce.posts(SYSTEM, on=on).filter(facility__in=keys)
    held: dict[tuple[int, int], tuple[str, set[str]]] = {}
    for facility, worker, name, kind in rows.order_by("worker__pinyin", "pk").values_list(
        "facility_id", "worker_id", "worker__name", "kind"
    ):
        if facility is not None:
            held.setdefault((facility, worker), (name, set()))[1].add(kind)
    certificates = workforce.certificates_of({worker for _f, worker in held})
    strict = settings.verified_only(on)
    found: dict[int, list[Worker]] = {key: [] for key in keys}
    for (facility, worker), (name, kinds) in held.items():
        valid = {
            one.kind for one in certificates[worker]
            if one.since <= on and (one.until is None or one.until > on)
            and (one.is_verified or not strict)
        }  # fmt: skip
        if care.may_deliver(kinds, valid):
            found[facility].append(Worker(worker, name))
    return {key: tuple(some) for key, some in found.items()}


def operating_of(keys: Collection[int], *, on: date) -> set[int]:
    """Return which facilities operate on a day."""
    return set(facilities.operating(SYSTEM, on=on).filter(pk__in=keys).values_list("pk", flat=True))


def licensed_of(keys: Collection[int], care: Care, *, on: date) -> set[int]:
    """Return which facilities hold every licence a service asks for on a day."""
    if not care.licences:
        return set(keys)
    rows = facilities.within_scope(SYSTEM).filter(pk__in=keys)
    for code in care.licences:
        held = facilities.in_force(on, "licence__")
        rows = rows.filter(held, licence__kind=code)
    return set(rows.values_list("pk", flat=True))


def services_offered(place: str, *, on: date) -> dict[str, int]:
    """Return the services somebody offers at a place on a day, with the lowest price a unit."""
    rows = Offering.objects.filter(in_force(on), division__in=[place, *_above(place)])
    found: dict[str, int] = {}
    for service, price in rows.values_list("service", F("unit_price")):
        if service in CARE:
            found[service] = min(price, found.get(service, price))
    return found
