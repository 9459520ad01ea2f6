"""Filings and their clocks; licences about to end, for the night's notices."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from typing import TypedDict, Unpack

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from anhuai.facilities.models import Bed, Filing, Licence
from anhuai.facilities.queries.scoped import in_force, within_scope
from anhuai.facilities.rules import FILINGS, NURSING_CHECKS, FilingState, Status, unmet
from anhuai.platform.acting import Actor, NotHere, in_subtree
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit

FILING_ROW = (
    "pk", "facility_id", "facility__name", "place", "kind", "what", "state", "submitted_on",
    "answer_by", "answered_on", "number", "check_by", "checked_on", "check_passed",
)  # fmt: skip


class WhichFilings(TypedDict, total=False):
    """Which filings: of a kind, a state, a place; `late` those past a clock on a day."""

    kind: str
    state: str
    division: str
    late: date | None


def filings(actor: Actor, *, permit: Permit = Permit.FACILITIES_READ) -> QuerySet[Filing]:
    """Return the filings of the facilities a permit reaches; the facility's place in `place`."""
    own = within_scope(actor, permit).values("pk")
    return Filing.objects.filter(facility__in=own).annotate(place=F("facility__division"))


def listed_filings(actor: Actor, *, q: str = "", **which: Unpack[WhichFilings]) -> QuerySet[Filing]:
    """Return the filings a list asks for."""
    rows = filings(actor)
    if (kind := which.get("kind")) in FILINGS:
        rows = rows.filter(kind=kind)
    if (state := which.get("state")) in set(FilingState):
        rows = rows.filter(state=state)
    if division := which.get("division"):
        rows = rows.filter(in_subtree("place", division))
    if late := which.get("late"):
        unanswered = Q(state=FilingState.SUBMITTED, answer_by__lt=late)
        rows = rows.filter(unanswered | Q(checked_on=None, check_by__lt=late))
    return rows.filter(facility__name__contains=q) if q else rows


def filing_page(
    actor: Actor, *, q: str = "", order: Sequence[str] = ("-submitted_on",), after: str = "",
    **which: Unpack[WhichFilings],
) -> Window:  # fmt: skip
    """Return one page of filings, each a row of `FILING_ROW`."""
    return window(listed_filings(actor, q=q, **which), fields=FILING_ROW, order=order, after=after)


def filing(actor: Actor, filing_id: int, *, permit: Permit = Permit.FACILITIES_READ) -> Filing:
    """Return one filing in the permit's scope, or raise `NotHere`."""
    found = filings(actor, permit=permit).select_related("facility").filter(pk=filing_id).first()
    if found is None:
        raise NotHere("filing", filing_id)
    return found


def filings_of(actor: Actor, facility: int) -> list[Filing]:
    """Return the filings of a facility in scope, newest first."""
    return list(filings(actor).filter(facility=facility).order_by("-submitted_on", "-pk"))


Ending = tuple[int, int, str, tuple[str, int | None], str, date]


def expiring_licences(on: date, *, days: int) -> Iterator[Ending]:
    """Yield (licence, facility, its name, (division, operator), kind, last day) of what soon ends.

    Without an actor, for the night's notices. One already renewed beyond those days is left out.
    """
    limit = on + timedelta(days=days)
    renewed = Licence.objects.filter(
        facility=OuterRef("facility"), kind=OuterRef("kind"), retracted_at=None
    ).filter(Q(until=None) | Q(until__gt=limit))
    rows = Licence.objects.filter(
        retracted_at=None, until__gt=on, until__lte=limit, facility__status=Status.OPERATING
    ).exclude(Exists(renewed))
    fields = (
        "pk", "facility_id", "facility__name", "facility__division", "facility__operator",
        "kind", "until",
    )  # fmt: skip
    for pk, facility, name, division, operator, kind, until in list(
        rows.order_by("until", "pk").values_list(*fields)
    ):
        if until is not None:
            yield pk, facility, name, (division, operator), kind, until - timedelta(days=1)


def filed(facilities: Collection[int], *, kind: str, on: date) -> set[int]:
    """Return which of some facilities have filed, or hold the filing's number, on a day.

    Without an actor: for a room's own reckoning, whose caller has checked the facilities.
    """
    waiting = Filing.objects.filter(
        facility__in=facilities, kind=kind, submitted_on__lte=on,
        state__in=[FilingState.SUBMITTED, FilingState.RECEIVED],
    )  # fmt: skip
    held = Licence.objects.filter(in_force(on), facility__in=facilities, kind=FILINGS[kind].licence)
    return {*waiting.values_list("facility", flat=True), *held.values_list("facility", flat=True)}


def late_filings(facilities: Collection[int], *, on: date) -> list[tuple[int, str, date]]:
    """Return (facility, "answer" or "check", the day it was due) of filings past a clock on a day.

    Without an actor: for a room's own reckoning, whose caller has checked the facilities.
    """
    rows = Filing.objects.filter(facility__in=facilities).order_by("pk")
    answer = rows.filter(state=FilingState.SUBMITTED, answer_by__lt=on)
    check = rows.filter(state=FilingState.RECEIVED, checked_on=None, check_by__lt=on)
    return [
        *((key, "answer", day) for key, day in answer.values_list("facility", "answer_by")),
        *((key, "check", day) for key, day in check.values_list("facility", "check_by") if day),
    ]


def site_checks(facility: int, *, since: date, until: date) -> list[tuple[date, bool]]:
    """Return (day, passed) of the checks on site after filings in [since, until).

    Without an actor: for a room's own reckoning, whose caller has checked the facility.
    """
    rows = Filing.objects.filter(facility=facility, checked_on__gte=since, checked_on__lt=until)
    found = rows.order_by("checked_on", "pk").values_list("checked_on", "check_passed")
    return [(day, bool(passed)) for day, passed in found if day is not None]


def nursing_unmet(
    facilities: Collection[int], *, on: date
) -> dict[int, tuple[int, tuple[str, ...]]]:
    """Return by facility how many beds declared nursing lack a check, and which checks.

    Without an actor: for a room's own reckoning, whose caller has checked the facilities.
    """
    found: dict[int, tuple[int, set[str]]] = {}
    rows = Bed.objects.filter(in_force(on), facility__in=facilities, nursing=True, medical=False)
    for key, held in rows.values_list("facility", "checklist"):
        lacking = unmet(True, held)  # noqa: FBT003 - of nursing beds only
        if lacking:
            count, codes = found.get(key, (0, set()))
            found[key] = (count + 1, codes | set(lacking))
    return {
        key: (count, tuple(code for code in NURSING_CHECKS if code in codes))
        for key, (count, codes) in found.items()
    }
