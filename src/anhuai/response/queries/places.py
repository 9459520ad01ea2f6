"""Shapes around people, where somebody was last seen, who is being searched for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.response.models import Fence, Search, Sensed
from anhuai.response.queries import moment

READ = Permit.RESPONSE_READ
FENCES = ("pk", "person", "person__name", "division", "kind", "title", "metres", "stay_minutes",
          "since", "until")  # fmt: skip
SEARCHES = ("pk", "person", "person__name", "case", "case__state", "seen_at", "seen_place",
            "opened_at")  # fmt: skip


def fences_within(actor: Actor, permit: Permit = READ) -> QuerySet[Fence]:
    """Return the shapes a permit reaches."""
    scope = actor.scope(permit)
    of_people = (scope.within("person__division") | Q(person__in=scope.persons)) & Q(
        person__isnull=False
    )
    return Fence.objects.filter(of_people | (scope.within("division") & Q(person=None)))


def fence(actor: Actor, key: int, *, permit: Permit = READ) -> Fence:
    """Return a shape within the scope; raises `NotHere`."""
    found = fences_within(actor, permit).filter(pk=key).select_related("person").first()
    if found is None:
        raise NotHere("fence", key)
    return found


def in_force(rows: QuerySet[Fence], on: date) -> QuerySet[Fence]:
    """Return those shapes that hold on a day."""
    began = Q(since=None) | Q(since__lte=on)
    return rows.filter(began, Q(until=None) | Q(until__gt=on), ended_at=None)


def fences_listed(
    actor: Actor, *, q: str = "", kind: str = "", division: str = ""
) -> QuerySet[Fence]:
    """Return the shapes in force, or to come, under a list's filters."""
    over = Q(until__lte=clock.today())
    rows = fences_within(actor).filter(ended_at=None).exclude(over)
    if q:
        rows = rows.filter(Q(title__contains=q) | Q(person__name__contains=q))
    if kind:
        rows = rows.filter(kind=kind)
    if division:
        rows = rows.filter(
            in_subtree("person__division", division) | in_subtree("division", division)
        )
    return rows


@reading(
    permit=READ, title=_("查看安全范围"), subject="person",
    ids=lambda seen: [row[1] for row in seen.rows if row[1]],
)  # fmt: skip
def fence_page(
    actor: Actor, *, order: Sequence[str], after: str, q: str = "", kind: str = "",
    division: str = "",
) -> Window:  # fmt: skip
    """Return one page of shapes in force."""
    rows = fences_listed(actor, q=q, kind=kind, division=division)
    return window(rows, fields=FENCES, order=order, after=after)


def fences_of(actor: Actor, person: int) -> list[Fence]:
    """Return a person's shapes in force or to come, within the scope."""
    rows = fences_within(actor).filter(person=person, ended_at=None)
    return list(rows.exclude(until__lte=clock.today()).order_by("pk"))


def risks_around(actor: Actor, division: str) -> list[Fence]:
    """Return the risky places everybody at risk in a county is watched for, within the scope."""
    rows = fences_within(actor).filter(person=None, division__startswith=division[:6])
    return list(in_force(rows, clock.today()).order_by("pk")[:200])


@reading(
    permit=READ, title=_("查看安全范围地图"), subject="person",
    ids=lambda rows: [one.person_id for one in rows if one.person_id],
)  # fmt: skip
def fences_mapped(actor: Actor) -> list[Fence]:
    """Return the shapes in force within the scope, newest first, at most 500."""
    rows = in_force(fences_within(actor), clock.today()).select_related("person")
    return list(rows.order_by("-pk")[:500])


@dataclass(frozen=True, slots=True)
class LastSeen:
    """Where a person's device was last, and since when it stays there."""

    at: datetime | None
    longitude: float
    latitude: float
    since: datetime | None


def last_seen(person: int) -> LastSeen | None:
    """Return where a person's devices were last; the caller may see the person."""
    if person not in people.consenting([person], purpose="location", on=clock.today()):
        return None
    rows = Sensed.objects.filter(device__person=person, at_ms__isnull=False)
    one = rows.order_by("-at_ms").first()
    if one is None or one.longitude is None or one.latitude is None:
        return None
    return LastSeen(moment(one.at_ms), one.longitude, one.latitude, moment(one.stayed_ms))


def searches_within(actor: Actor, permit: Permit = READ) -> QuerySet[Search]:
    """Return the searches a permit reaches."""
    scope = actor.scope(permit)
    return Search.objects.filter(
        scope.within("person__division") | Q(person__in=scope.persons)
    )  # fmt: skip


def searches_listed(actor: Actor, *, q: str = "", state: str = "open") -> QuerySet[Search]:
    """Return searches under a list's filters."""
    rows = searches_within(actor)
    if q:
        rows = rows.filter(person__name__contains=q)
    if state in ("open", "closed"):
        rows = rows.filter(case__closed_at__isnull=state == "open")
    return rows


@reading(
    permit=READ, title=_("查看寻人名单"), subject="person",
    ids=lambda seen: [row[1] for row in seen.rows],
)  # fmt: skip
def search_page(
    actor: Actor, *, order: Sequence[str], after: str, q: str = "", state: str = ""
) -> Window:
    """Return one page of searches."""
    rows = searches_listed(actor, q=q, state=state)
    return window(rows, fields=SEARCHES, order=order, after=after)


@reading(permit=READ, title=_("查看寻人"), subject="person", ids=lambda one: [one.person_id])
def search(actor: Actor, *, search_id: int) -> Search:
    """Return one search; raises `NotHere`."""
    rows = searches_within(actor).filter(pk=search_id)
    found = rows.select_related("person", "case").first()
    if found is None:
        raise NotHere("search", search_id)
    return found


def open_search(person: int) -> Search | None:
    """Return a person's open search; the caller may see the person."""
    return Search.objects.filter(person=person, case__closed_at=None).order_by("-pk").first()
