"""What plans, benefits and pages count: facilities, beds, places and works on a day.

Each returns a scoped queryset; `place` is the division
that carried the facility on that day.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Unpack

from django.db.models import Q, QuerySet, Sum
from django.db.models.expressions import Combinable

from anhuai.facilities.models import Bed, ChildcarePlaces, Facility, Licence, StatusChange, Works
from anhuai.facilities.queries.scoped import (
    HELD_AT,
    Which,
    chosen,
    in_force,
    with_status,
    within_scope,
)
from anhuai.facilities.rules import Status, WorksKind
from anhuai.places.queries import stood
from anhuai.platform.acting import Actor


def stood_at(on: date) -> Combinable:
    """Return the expression of a facility's division on a day, for rows that have a `facility`."""
    return stood(HELD_AT, "facility__division", on=on, row="facility")


def operating(actor: Actor, *, on: date, **which: Unpack[Which]) -> QuerySet[Facility]:
    """Return the facilities that operated on a day; division in `place`."""
    return in_status(actor, on=on, statuses=(Status.OPERATING,), **which)


def in_status(
    actor: Actor, *, on: date, statuses: Collection[Status | str], **which: Unpack[Which]
) -> QuerySet[Facility]:
    """Return the facilities that had one of the statuses on a day; division in `place`."""
    return with_status(chosen(within_scope(actor, on=on), on, which), on, statuses)


def changed_since(at: datetime) -> bool:
    """Say whether beds, licences, works or states of any facility were recorded since a moment.

    Without an actor: for rules over every facility, which tell nobody of one.
    """
    dated = Q(recorded_at__gte=at) | Q(retracted_at__gte=at)
    rows = (one.objects.filter(dated) for one in (StatusChange, Bed, Licence))
    return Works.objects.filter(recorded_at__gte=at).exists() or any(one.exists() for one in rows)


def opened(actor: Actor, *, since: date, until: date, **which: Unpack[Which]) -> QuerySet[Facility]:
    """Return the facilities first opened in [since, until), closed since or not.

    Division in `place`; marks, licences and services are those on the opening's last day asked.
    """
    last = date.fromordinal(until.toordinal() - 1)
    rows = within_scope(actor, on=last).filter(opened__gte=since, opened__lt=until)
    return chosen(rows, last, which)


def beds(
    actor: Actor,
    *,
    on: date,
    nursing: bool | None = None,
    public: bool | None = None,
    in_service: bool | None = True,
    **which: Unpack[Which],
) -> QuerySet[Bed]:
    """Return the beds of facilities that operated on a day; division in `place`.

    Beds out of service are left out unless `in_service` is None; `nursing` and `public` restrict
    to the declared flags. A bed converted to a medical one is no care bed while it is.
    """
    rows = Bed.objects.annotate(place=stood_at(on)).filter(
        in_force(on), facility__in=operating(actor, on=on, **which)
    )
    rows = rows.filter(medical=False)
    flags = {"nursing": nursing, "public": public, "in_service": in_service}
    return rows.filter(**{name: flag for name, flag in flags.items() if flag is not None})


def beds_at(facility: int, *, on: date) -> list[tuple[str, bool, bool, str]]:
    """Return (label, in service, nursing, room) of the beds a facility had on a day, by room.

    A bed converted to a medical one is not in service here.

    Without an actor: for a room's own reckoning, whose caller has checked the facility.
    """
    rows = Bed.objects.filter(in_force(on), facility=facility).order_by("label")
    return [
        (label, in_service and not medical, nursing, room)
        for label, in_service, medical, nursing, room in rows.values_list(
            "label", "in_service", "medical", "nursing", "room"
        )
    ]


def nursing_labels(facility: int, *, on: date) -> set[str]:
    """Return the labels of the nursing beds a facility had on a day."""
    rows = Bed.objects.filter(in_force(on), facility=facility, nursing=True, medical=False)
    return set(rows.values_list("label", flat=True))


def beds_of(facilities: Collection[int], *, on: date) -> list[tuple[int, str, bool]]:
    """Return (facility, label, in service) of the beds some facilities had on a day."""
    rows = Bed.objects.filter(in_force(on), facility__in=facilities).order_by("facility", "label")
    return [
        (facility, label, in_service and not medical)
        for facility, label, in_service, medical in rows.values_list(
            "facility", "label", "in_service", "medical"
        )
    ]


def childcare_places(
    actor: Actor, *, on: date, **which: Unpack[Which]
) -> QuerySet[ChildcarePlaces]:
    """Return the class groups of facilities that operated on a day: sum their `places`.

    Division in `place`.
    """
    return ChildcarePlaces.objects.annotate(place=stood_at(on)).filter(
        in_force(on), facility__in=operating(actor, on=on, **which)
    )


def childcare_places_total(actor: Actor, *, on: date, **which: Unpack[Which]) -> int:
    """Return how many childcare places operating facilities have on a day."""
    found = childcare_places(actor, on=on, **which).aggregate(total=Sum("places"))["total"]
    return found or 0


def works(
    actor: Actor,
    *,
    since: date,
    until: date,
    kind: WorksKind | Collection[WorksKind] | None = None,
    stage: str = "accepted",
    **which: Unpack[Which],
) -> QuerySet[Works]:
    """Return works accepted (or, by `stage`, started) in [since, until).

    Division in `place`; columns `beds`, `nursing_beds`, `area`, `barrier_free`.
    Marks, licences and services in `which` are those on the last day asked.
    """
    if stage not in ("accepted", "started"):
        raise ValueError(f"works are started or accepted, not {stage}")
    last = date.fromordinal(until.toordinal() - 1)
    rows = Works.objects.annotate(place=stood_at(last)).filter(
        **{f"{stage}__gte": since, f"{stage}__lt": until},
        facility__in=chosen(within_scope(actor, on=last), last, which),
    )
    if kind is None:
        return rows
    wanted = (kind,) if isinstance(kind, str) else kind
    return rows.filter(kind__in=[str(one) for one in wanted])
