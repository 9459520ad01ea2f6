"""Who works for a provider: shifts, absences, accounts on phones, and who is on duty on a day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.facilities import queries as facilities
from anhuai.platform import wall
from anhuai.platform.acting import SYSTEM, Actor, NotHere, reading
from anhuai.platform.models import Organisation
from anhuai.platform.permits import Permit
from anhuai.services.catalogue import CARE
from anhuai.services.models import Away, Carer, Shift
from anhuai.services.rules.rostering import minute
from anhuai.workforce import queries as workforce

READ, RUN = Permit.ORDERS_READ, Permit.ORDERS_RUN


def in_days(on: date) -> Q:
    """Return the condition that a dated row holds on a day."""
    return Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))


def providers(actor: Actor, *, permit: Permit = READ) -> QuerySet[Organisation]:
    """Return the organisations whose rosters the permit reaches: one's own, or of one's area."""
    scope = actor.scope(permit)
    reached = facilities.within_scope(actor, permit).filter(operator__isnull=False)
    found: QuerySet[Organisation] = Organisation.objects.filter(
        Q(pk__in=scope.organisations) | Q(pk__in=reached.values("operator"))
    )
    return found


def provider(actor: Actor, organisation: int, *, permit: Permit = READ) -> Organisation:
    """Return one of them, or raise `NotHere`."""
    found = providers(actor, permit=permit).filter(pk=organisation).first()
    if found is None:
        raise NotHere("organisation", organisation)
    return found


def rostered(actor: Actor, *, on: date, permit: Permit = READ) -> list[tuple[int, str]]:
    """Return (id, name) of the reached organisations that have shifts, or are one's own."""
    own = actor.scope(permit).organisations
    with_shifts = Shift.objects.filter(in_days(on)).values("organisation")
    rows = providers(actor, permit=permit).filter(Q(pk__in=own) | Q(pk__in=with_shifts))
    return list(rows.order_by("name", "pk").values_list("pk", "name"))


def _posts(organisation: int, on: date) -> QuerySet[Any]:
    """Return the posts at a provider's open facilities on a day; its caller has asked for it."""
    rows = workforce.posts(SYSTEM, on=on, at_facility=True)
    return rows.filter(facility__operator=organisation, facility__closed=None)


@reading(
    permit=RUN, title=_("选择排班人员"), subject="worker",
    ids=lambda rows: [row[0] for row in rows],
)  # fmt: skip
def staff(actor: Actor, organisation: int, *, on: date) -> list[tuple[int, str]]:
    """Return (id, name) of who holds a post of a provider on a day."""
    provider(actor, organisation, permit=RUN)
    rows = _posts(organisation, on).order_by("worker__pinyin", "worker")
    return list(dict(rows.values_list("worker", "worker__name")).items())


def is_staff(organisation: int, worker: int, *, on: date) -> bool:
    """Whether somebody holds a post of a provider on a day; without an actor, for actions."""
    return _posts(organisation, on).filter(worker=worker).exists()


@reading(
    permit=READ, title=_("查看排班"), subject="worker",
    ids=lambda rows: sorted({one.worker_id for one in rows}),
)  # fmt: skip
def shifts(actor: Actor, organisation: int, *, on: date, ended: bool = False) -> list[Shift]:
    """Return a provider's shifts that hold on a day or begin later, by name; ended ones too."""
    provider(actor, organisation)
    rows = Shift.objects.filter(organisation=organisation).select_related("worker")
    if not ended:
        rows = rows.filter(Q(until=None) | Q(until__gt=on))
    return list(rows.order_by("worker__pinyin", "worker", "starts", "pk"))


@reading(
    permit=READ, title=_("查看请假"), subject="worker",
    ids=lambda rows: sorted({one.worker_id for one in rows}),
)  # fmt: skip
def aways(actor: Actor, organisation: int, *, on: date) -> list[Away]:
    """Return a provider's absences that are not over on a day, the next first."""
    provider(actor, organisation)
    rows = Away.objects.filter(organisation=organisation, withdrawn_at=None, until__gt=on)
    return list(rows.select_related("worker").order_by("since", "worker__pinyin", "pk"))


@reading(
    permit=READ, title=_("查看上门账号"), subject="worker",
    ids=lambda rows: sorted({one.worker_id for one in rows}),
)  # fmt: skip
def carers(actor: Actor, organisation: int) -> list[Carer]:
    """Return a provider's accounts on phones, by name."""
    provider(actor, organisation)
    rows = Carer.objects.filter(organisation=organisation).select_related("worker", "account")
    return list(rows.order_by("worker__pinyin", "pk"))


def shift(actor: Actor, shift_id: int) -> Shift:
    """Return one shift of a provider the actor runs, or raise `NotHere`."""
    rows = Shift.objects.filter(organisation__in=providers(actor, permit=RUN))
    found = rows.select_related("worker").filter(pk=shift_id).first()
    if found is None:
        raise NotHere("shift", shift_id)
    return found


def away(actor: Actor, away_id: int) -> Away:
    """Return one absence of a provider the actor runs, or raise `NotHere`."""
    rows = Away.objects.filter(organisation__in=providers(actor, permit=RUN))
    found = rows.select_related("worker").filter(pk=away_id).first()
    if found is None:
        raise NotHere("away", away_id)
    return found


def carer(actor: Actor, carer_id: int) -> Carer:
    """Return one account on a phone of a provider the actor runs, or raise `NotHere`."""
    rows = Carer.objects.filter(organisation__in=providers(actor, permit=RUN))
    found = rows.select_related("worker").filter(pk=carer_id).first()
    if found is None:
        raise NotHere("carer", carer_id)
    return found


def own_carer(actor: Actor) -> Carer | None:
    """Return the actor's own entry among those who serve orders on a phone."""
    rows = Carer.objects.select_related("worker", "organisation")
    return rows.filter(account=actor.account or 0).first()


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Somebody with a shift on a day who is not away: minutes of the day, where it begins."""

    worker: int
    name: str
    starts: int
    ends: int
    pause: tuple[int, int, int] | None
    """Minutes of the break, from when to when it begins."""
    point: tuple[float, float]
    services: frozenset[str]
    """What they may deliver, by posts and certificates valid on the day."""


@wall.lifted()  # whose roster it is was asked before
def on_duty(organisation: int, *, on: date) -> list[OnDuty]:
    """Return who works for a provider on a day, by id; two shifts of a day are its longer one.

    Who no longer holds a post is not on duty, whatever the roster says. Without an actor: for
    plans whose caller has asked for the provider.
    """
    away = Away.objects.filter(
        organisation=organisation, withdrawn_at=None, since__lte=on, until__gt=on
    ).values("worker")
    rows = Shift.objects.filter(in_days(on), organisation=organisation).exclude(worker__in=away)
    held: dict[int, Shift] = {}
    for one in rows.select_related("worker").order_by("pk"):
        before = held.get(one.worker_id)
        if one.weekdays >> on.weekday() & 1 and (before is None or _long(one) > _long(before)):
            held[one.worker_id] = one
    posts: dict[int, set[str]] = defaultdict(set)
    base: dict[int, tuple[float, float]] = {}
    for worker, kind, lon, lat in (
        _posts(organisation, on)
        .order_by("-pk")
        .values_list("worker", "kind", "facility__longitude", "facility__latitude")
    ):
        posts[worker].add(kind)
        if lon is not None and lat is not None:
            base[worker] = (lon, lat)
    able = may_deliver(posts, on=on)
    spare = _seat(organisation)
    found = []
    for worker, one in sorted(held.items()):
        own = None if one.longitude is None else (one.longitude, one.latitude or 0.0)
        point = own or base.get(worker) or spare
        if worker in posts and point is not None:
            found.append(_duty(one, point, able[worker]))
    return found


def _duty(one: Shift, point: tuple[float, float], services: frozenset[str]) -> OnDuty:
    pause = None
    if one.break_minutes and one.break_from and one.break_to:
        pause = (one.break_minutes, minute(one.break_from), minute(one.break_to))
    return OnDuty(
        one.worker_id, one.worker.name, minute(one.starts), minute(one.ends), pause, point, services
    )


def _long(one: Shift) -> int:
    return minute(one.ends) - minute(one.starts)


def _seat(organisation: int) -> tuple[float, float] | None:
    """Return a point of any facility a provider runs: where nothing better is known."""
    rows = facilities.within_scope(SYSTEM).filter(operator=organisation, longitude__isnull=False)
    point = rows.order_by("pk").values_list("longitude", "latitude").first()
    return None if point is None else (point[0] or 0.0, point[1] or 0.0)


def may_deliver(posts: dict[int, set[str]], *, on: date) -> dict[int, frozenset[str]]:
    """Return the services each worker may deliver on a day, by posts given and certificates."""
    certificates = {
        worker: {one.kind for one in held if one.since <= on and (not one.until or one.until > on)}
        for worker, held in workforce.certificates_of(list(posts)).items()
    }
    return {
        worker: frozenset(
            code for code, one in CARE.items() if one.may_deliver(kinds, certificates[worker])
        )
        for worker, kinds in posts.items()
    }
