"""Which facilities an actor reaches, and what was in force on a day."""

from collections.abc import Collection
from datetime import date
from typing import TypedDict

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from anhuai.facilities.catalogue import kinds_of
from anhuai.facilities.models import Facility, Licence, Mark, Service, StatusChange
from anhuai.facilities.rules import Group, Ownership, Status, Tier
from anhuai.places.queries import stood
from anhuai.platform.acting import Actor, in_subtree
from anhuai.platform.permits import Permit
from anhuai.platform.reaching import reaches


class Which(TypedDict, total=False):
    """How facilities are chosen; what is left out does not restrict."""

    kinds: Collection[str]
    group: Group | str | None
    ownership: Collection[Ownership | str]
    tier: Tier | str | None
    division: str | None
    marks: Collection[str]
    """Codes of marks that all hold on the day."""
    licences: Collection[str]
    """Kinds of licences that are all in force on the day."""
    services: Collection[str]
    """Codes of services that are all offered on the day."""


def in_force(on: date, prefix: str = "") -> Q:
    """Return the condition that a dated row holds on a day and was not retracted."""
    begun = Q(**{f"{prefix}since__lte": on, f"{prefix}retracted_at": None})
    return begun & (Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gt": on}))


HELD_AT = "facilities.facility.division"


def reach(actor: Actor, permit: Permit, prefix: str = "", *, place: str = "") -> Q:
    """Return the condition that a facility lies in the actor's divisions or organisations.

    `place` names the column of its division where that is not the one it has now.
    """
    scope = actor.scope(permit)
    condition = scope.within(place or f"{prefix}division")
    if scope.organisations:
        condition |= Q(**{f"{prefix}operator__in": scope.organisations})
    return condition


def within_scope(
    actor: Actor, permit: Permit = Permit.FACILITIES_READ, *, on: date | None = None
) -> QuerySet[Facility]:
    """Return the facilities the permit reaches for this actor; their division in `place`.

    With `on`, as the divisions were that day: before a merger they lay in the units of then.
    """
    place = F("division") if on is None else stood(HELD_AT, "division", on=on)
    rows = Facility.objects.annotate(place=place)
    return rows.filter(reach(actor, permit, place="place"))


@reaches("facility", Permit.FACILITIES_READ)
def facilities_reached(actor: Actor, ids: Collection[int]) -> set[int]:
    """Return which of some facilities the actor reaches."""
    return set(within_scope(actor).filter(pk__in=ids).values_list("pk", flat=True))


def chosen(rows: QuerySet[Facility], on: date, which: Which) -> QuerySet[Facility]:
    """Return the facilities among `rows` that `which` describes on a day."""
    kinds = set(which.get("kinds") or ())
    group = which.get("group")
    if group:
        kinds = (kinds & set(kinds_of(group))) if kinds else set(kinds_of(group))
    if kinds or group:
        rows = rows.filter(kind__in=sorted(kinds))
    if which.get("ownership"):
        rows = rows.filter(ownership__in=[str(one) for one in which["ownership"]])
    if which.get("tier"):
        rows = rows.filter(tier=str(which["tier"]))
    if which.get("division"):
        rows = rows.filter(in_subtree("place", str(which["division"])))
    return rows.filter(*_held(on, which))


def _held(on: date, which: Which) -> list[Exists]:
    dated = in_force(on)
    own = {"facility": OuterRef("pk")}
    held: list[Exists] = []
    for code in which.get("marks") or ():
        held.append(Exists(Mark.objects.filter(dated, code=code, **own)))
    for code in which.get("licences") or ():
        held.append(Exists(Licence.objects.filter(dated, kind=code, **own)))
    for code in which.get("services") or ():
        held.append(Exists(Service.objects.filter(dated, code=code, **own)))
    return held


def with_status(
    rows: QuerySet[Facility], on: date, statuses: Collection[Status | str]
) -> QuerySet[Facility]:
    """Return the facilities among `rows` that had one of the statuses on a day."""
    changes = StatusChange.objects.filter(
        in_force(on), facility=OuterRef("pk"), status__in=[str(one) for one in statuses]
    )
    return rows.filter(Exists(changes))
