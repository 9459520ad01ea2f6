"""What the facilities' own pages show: the list, the map, one facility whole."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar, Unpack

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Sum

from anhuai.facilities.catalogue import KINDS
from anhuai.facilities.models import (
    Bed,
    ChildcarePlaces,
    Facility,
    Licence,
    Mark,
    Service,
    StatusChange,
    Works,
)
from anhuai.facilities.queries.scoped import Which, chosen, in_force, within_scope
from anhuai.facilities.queries.timeline import Event, events
from anhuai.facilities.rules import Finding, Status, findings
from anhuai.platform.acting import Actor, NotHere, Refused
from anhuai.platform.models import Organisation
from anhuai.platform.permits import Permit
from anhuai.platform.searching import matching

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Numbers:
    """A facility's beds and childcare places on a day."""

    beds: int = 0
    nursing: int = 0
    in_service: int = 0
    places: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """A facility on the map, in WGS-84."""

    id: int
    name: str
    kind: str
    status: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class Detail:
    """One facility whole, as of a day; histories are newest first."""

    facility: Facility
    operator: Organisation | None
    numbers: Numbers
    beds: Sequence[Bed]
    places: Sequence[ChildcarePlaces]
    services: Sequence[Service]
    licences: Sequence[Licence]
    marks: Sequence[Mark]
    statuses: Sequence[StatusChange]
    works: Sequence[Works]
    findings: Sequence[Finding]
    events: Sequence[Event]


def listed(
    actor: Actor,
    *,
    on: date,
    q: str = "",
    status: Status | str = "",
    licence_expires_within: int | None = None,
    which: Which | None = None,
) -> QuerySet[Facility]:
    """Return the facilities of a list: closed ones only when asked for by status.

    `licence_expires_within` keeps facilities with a licence that has expired without renewal or
    expires in that many days.
    """
    rows = chosen(within_scope(actor), on, which or Which())
    rows = rows.filter(status=str(status)) if status else rows.exclude(status=Status.CLOSED)
    if licence_expires_within is not None:
        rows = rows.filter(Exists(_expiring(on, licence_expires_within)))
    return matching(rows, q) if q else rows


def _expiring(on: date, days: int) -> QuerySet[Licence]:
    renewed = Licence.objects.filter(
        facility=OuterRef("facility"), kind=OuterRef("kind"), retracted_at=None
    ).filter(Q(until=None) | Q(until__gt=on + timedelta(days=days)))
    return Licence.objects.filter(
        facility=OuterRef("pk"), retracted_at=None, until__lte=on + timedelta(days=days)
    ).exclude(Exists(renewed))


def numbers(ids: Collection[int], *, on: date) -> Mapping[int, Numbers]:
    """Return the beds and places of facilities whose ids a scoped query has given."""
    beds = (
        Bed.objects.filter(in_force(on), facility__in=ids)
        .values_list("facility")
        .annotate(
            total=Count("pk"),
            of_nursing=Count("pk", filter=Q(nursing=True, medical=False)),
            used=Count("pk", filter=Q(in_service=True, medical=False)),
        )
    )
    places = dict(
        ChildcarePlaces.objects.filter(in_force(on), facility__in=ids)
        .values_list("facility")
        .annotate(Sum("places"))
    )
    counted = {key: (total, nursing, used) for key, total, nursing, used in beds}
    return {key: Numbers(*counted.get(key, (0, 0, 0)), places.get(key, 0)) for key in ids}


def same(
    actor: Actor, *, kind: str, division: str, name: str, credit_code: str = ""
) -> Facility | None:
    """Return the managed facility a workbook's row means, if there is just one.

    First the one of this kind, place and name, then the only one of this kind and credit code.
    """
    rows = _managed(actor).filter(kind=kind, closed=None)
    found = rows.filter(division=division, name=name).first()
    if found is None and credit_code:
        coded = list(rows.filter(social_credit_code=credit_code)[:2])
        found = coded[0] if len(coded) == 1 else None
    return found


def bed_labels(actor: Actor, facility_id: int) -> set[str]:
    """Return the labels of the beds a facility in scope has now."""
    found = facility(actor, facility_id)
    rows = Bed.objects.filter(facility=found, until=None, retracted_at=None)
    return set(rows.values_list("label", flat=True))


def bed_board(actor: Actor, *, on: date, **which: Unpack[Which]) -> Numbers:
    """Return the total, nursing and in-service beds of the facilities a list shows."""
    rows = chosen(within_scope(actor), on, which).exclude(status=Status.CLOSED)
    beds = Bed.objects.filter(in_force(on), facility__in=rows).aggregate(
        beds=Count("pk"),
        nursing=Count("pk", filter=Q(nursing=True)),
        in_service=Count("pk", filter=Q(in_service=True, medical=False)),
    )
    places = ChildcarePlaces.objects.filter(in_force(on), facility__in=rows).aggregate(
        total=Sum("places")
    )
    return Numbers(**beds, places=places["total"] or 0)


def points(actor: Actor, *, on: date, **which: Unpack[Which]) -> list[Point]:
    """Return the facilities with a known position that are not closed."""
    rows = chosen(within_scope(actor), on, which)
    found = (
        rows.exclude(status=Status.CLOSED)
        .filter(longitude__isnull=False, latitude__isnull=False)
        .order_by("kind", "pinyin", "pk")
        .values_list("pk", "name", "kind", "status", "longitude", "latitude")
    )
    return [
        Point(pk, name, kind, status, longitude, latitude)
        for pk, name, kind, status, longitude, latitude in found
        if longitude is not None and latitude is not None
    ]


def facility(
    actor: Actor, facility_id: int, *, permit: Permit = Permit.FACILITIES_READ
) -> Facility:
    """Return one facility in the permit's scope, or raise `NotHere`."""
    found = within_scope(actor, permit).select_related("operator").filter(pk=facility_id).first()
    if found is None:
        raise NotHere("facility", facility_id)
    return found


def is_official(actor: Actor, found: Facility) -> bool:
    """Whether the actor manages the facility's division, not only the facility as operator."""
    return actor.scope(Permit.FACILITIES_MANAGE).covers(found.division)


def managed(actor: Actor, facility_id: int, *, officially: bool = False) -> Facility:
    """Return a facility the actor manages, or raise `NotHere`.

    With `officially`, its operator alone is `Refused`: that is for the authority.
    """
    found = facility(actor, facility_id, permit=Permit.FACILITIES_MANAGE)
    if officially and not is_official(actor, found):
        raise Refused(Permit.FACILITIES_MANAGE)
    return found


def licence(actor: Actor, licence_id: int) -> Licence:
    """Return a licence of a facility the actor manages, or raise `NotHere`."""
    rows = Licence.objects.filter(facility__in=_managed(actor), retracted_at=None)
    return _one(rows, "licence", licence_id)


def marks_held(actor: Actor, *, on: date, codes: Collection[str]) -> list[tuple[int, str, str]]:
    """Return (facility, code, grade) of marks that facilities in scope hold on a day."""
    rows = Mark.objects.filter(in_force(on), code__in=codes, facility__in=within_scope(actor))
    return list(rows.order_by("facility", "code").values_list("facility", "code", "grade"))


def mark(actor: Actor, mark_id: int) -> Mark:
    """Return a mark of a facility the actor manages, or raise `NotHere`."""
    rows = Mark.objects.filter(facility__in=_managed(actor), retracted_at=None)
    return _one(rows, "mark", mark_id)


def works_under_way(actor: Actor, works_id: int) -> Works:
    """Return works not yet accepted of a facility the actor manages, or raise `NotHere`."""
    return _one(
        Works.objects.filter(facility__in=_managed(actor), accepted=None), "works", works_id
    )


def _managed(actor: Actor) -> QuerySet[Facility]:
    return within_scope(actor, Permit.FACILITIES_MANAGE)


def _one(rows: "QuerySet[M]", kind: str, key: int) -> M:
    found = rows.select_related("facility").filter(pk=key).first()
    if found is None:
        raise NotHere(kind, key)
    return found


def detail(actor: Actor, facility_id: int, *, on: date) -> Detail:
    """Return one facility whole as of a day, or raise `NotHere`."""
    found = facility(actor, facility_id)
    own = {"facility": found, "retracted_at": None}
    licences = list(Licence.objects.filter(**own).order_by("kind", "-since"))
    counted = numbers([found.pk], on=on)[found.pk]
    return Detail(
        facility=found,
        operator=found.operator,
        numbers=counted,
        beds=list(Bed.objects.filter(in_force(on), facility=found).order_by("label")),
        places=list(ChildcarePlaces.objects.filter(in_force(on), facility=found).order_by("pk")),
        services=list(Service.objects.filter(in_force(on), facility=found).order_by("code")),
        licences=licences,
        marks=list(Mark.objects.filter(**own).order_by("code", "-since")),
        statuses=list(StatusChange.objects.filter(**own).order_by("-since")),
        works=list(Works.objects.filter(facility=found).order_by("-accepted", "-started", "-pk")),
        findings=_findings(found, counted, licences, on),
        events=events(found),
    )


def _findings(
    found: Facility, counted: Numbers, licences: Sequence[Licence], on: date
) -> list[Finding]:
    if found.status != Status.OPERATING:
        return []
    return findings(
        KINDS[found.kind],
        beds=counted.beds,
        children=counted.places,
        building_area=found.building_area,
        licences={
            one.kind
            for one in licences
            if one.since <= on and (one.until is None or on < one.until)
        },
    )
