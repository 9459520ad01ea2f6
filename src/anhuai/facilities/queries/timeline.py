"""What happened to a facility, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

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


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: `what` names it, `code` and `number` say which and how much."""

    on: date
    what: str  # status, licence, mark(_ended), works_…, beds(_gone), places, services_gone
    code: str = ""
    number: int = 0
    text: str = ""
    who: str = ""


def events(found: Facility) -> list[Event]:
    """Return the facility's course, newest first; a day's beds are one event."""
    happened = [
        *_statuses(found),
        *_papers(found),
        *_works(found),
        *_beds(found),
        *_places(found),
        *_services(found),
    ]
    return sorted(happened, key=lambda one: one.on, reverse=True)


def _statuses(found: Facility) -> Iterator[Event]:
    for one in StatusChange.objects.filter(facility=found, retracted_at=None):
        yield Event(one.since, "status", one.status, text=one.reason, who=one.recorded_by)


def _papers(found: Facility) -> Iterator[Event]:
    for licence in Licence.objects.filter(facility=found, retracted_at=None):
        yield Event(
            licence.since, "licence", licence.kind, text=licence.number, who=licence.recorded_by
        )
    for mark in Mark.objects.filter(facility=found, retracted_at=None):
        yield Event(mark.since, "mark", mark.code, text=mark.grade, who=mark.recorded_by)
        if mark.until is not None:
            yield Event(mark.until, "mark_ended", mark.code, text=mark.grade, who=mark.recorded_by)


def _works(found: Facility) -> Iterator[Event]:
    for one in Works.objects.filter(facility=found):
        if one.started is not None:
            yield Event(one.started, "works_started", one.kind, one.beds, who=one.recorded_by)
        if one.accepted is not None:
            yield Event(one.accepted, "works_accepted", one.kind, one.beds, who=one.recorded_by)


def _beds(found: Facility) -> Iterator[Event]:
    """Yield how the number of beds changed on each day; a bed that only changed its kind is not."""
    rows = Bed.objects.filter(facility=found, retracted_at=None)
    changes: dict[date, int] = {}
    for day, count in rows.values_list("since").annotate(count=Count("pk")):
        changes[day] = changes.get(day, 0) + count
    ended = rows.filter(until__isnull=False)
    for day, count in ended.values_list("until").annotate(count=Count("pk")):
        if day is not None:
            changes[day] = changes.get(day, 0) - count
    for day, count in changes.items():
        if count:
            yield Event(day, "beds" if count > 0 else "beds_gone", number=abs(count))


def _places(found: Facility) -> Iterator[Event]:
    """Yield how many childcare places there were from each day on which that changed."""
    rows = ChildcarePlaces.objects.filter(facility=found, retracted_at=None)
    held = list(rows.values_list("since", "until", "places"))
    before = 0
    for day in sorted({one for since, until, _ in held for one in (since, until) if one}):
        total = sum(n for since, until, n in held if since <= day and not (until and until <= day))
        if total != before:
            yield Event(day, "places", number=total)
        before = total


def _services(found: Facility) -> Iterator[Event]:
    """Yield the days on which services ended, and how many."""
    ended = Service.objects.filter(facility=found, retracted_at=None, until__isnull=False)
    for day, count in ended.values_list("until").annotate(count=Count("pk")):
        if day is not None:
            yield Event(day, "services_gone", number=count)
