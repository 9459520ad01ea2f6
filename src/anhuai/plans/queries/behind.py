"""The people, facilities, posts … behind a figure: numerator, denominator, or what is missing.

What the actor may see is decided by the lower room's own scope; persons and workers shown are
audited.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from django.db.models import Count as CountRows
from django.db.models import QuerySet
from django.db.models import Sum as SumOf
from django.utils.translation import gettext_lazy as _

from anhuai.places import queries as places
from anhuai.plans.models import Plan
from anhuai.plans.queries.measuring import frame_for, indicator, require_division
from anhuai.plans.queries.sources import Rows, rows_of
from anhuai.plans.queries.tallies import Tallies
from anhuai.plans.rules import Count, MinOverDivisions, Ratio, Sum
from anhuai.plans.rules.evaluating import counts_of, parted, units_of
from anhuai.platform import wall
from anhuai.platform.acting import Actor, NotHere, reading
from anhuai.platform.listing import PAGE, Window, decode_cursor, encode_cursor, window
from anhuai.platform.permits import Permit


class Side(StrEnum):
    """Which list behind a figure."""

    TOP = "top"
    BOTTOM = "bottom"
    MISSING = "missing"
    """In the denominator and not in the numerator: what is still to do."""


PERMITS: Final = {
    "people": Permit.PEOPLE_READ, "facilities": Permit.FACILITIES_READ,
    "workforce": Permit.WORKFORCE_READ, "services": Permit.VISITS_READ,
    "civil": Permit.CIVIL_READ, "placements": Permit.PLACEMENTS_READ,
    "siting": Permit.SITING_READ, "plans": Permit.PLANS_READ,
    "childcare": Permit.CHILDCARE_READ,
}  # fmt: skip

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "people.residents": ("pk", "name", "sex", "born", "place"),
    "people.registered": ("pk", "name", "sex", "born", "place"),
    "people.with_circumstance": ("pk", "name", "sex", "born", "place"),
    "services.targets": ("pk", "name", "sex", "born", "place"),
    "services.adapted": ("pk", "person__name", "place", "accepted_on", "public"),
    "services.learners": ("pk", "name", "sex", "born", "place"),
    "childcare.inclusive": ("pk", "home", "room", "fee", "place"),
    "facilities.operating": ("pk", "name", "kind", "ownership", "division"),
    "facilities.works": (
        "pk", "facility_id", "facility__name", "facility__kind", "kind", "accepted",
        "facility__division", "beds", "nursing_beds", "area",
    ),
    "workforce.posts": (
        "pk", "worker_id", "worker__name", "kind", "facility__name", "place", "since",
    ),
    "workforce.trainings": ("pk", "worker_id", "worker__name", "title", "completed", "place"),
    "civil.organisations": ("pk", "name", "kind", "field", "division", "since"),
    "civil.volunteers": (
        "pk", "person_id", "person__name", "person__sex", "person__born", "person__division",
    ),
    "civil.teams": ("pk", "name", "division", "since"),
    "siting.projects": (
        "pk", "name", "division", "completed_on", "dwellings", "promised_m2", "delivered_m2",
    ),
    "siting.rooms": ("pk", "name", "division", "area", "elders_m2", "is_free"),
    "plans.projects": ("pk", "number", "name", "status", "budget", "beds"),
}  # fmt: skip
BY_FACILITY: Final = frozenset(
    {"facilities.beds", "facilities.childcare_places", "placements.occupied"}
)
_SUMMED: Final = ("facility_id", "facility__name", "facility__kind", "facility__division", "much")
"""Beds and places are shown by facility, with how many each has."""


@dataclass(frozen=True, slots=True)
class Behind:
    """One page of a list behind a figure.

    `shows` names the rows: a source, "facilities.summed", or "divisions" (code, name, count).
    """

    side: Side
    shows: str
    sides: Sequence[Side]
    page: Window


def sides_of(key: str) -> tuple[Side, ...]:
    """Return which lists there are behind an indicator; none behind a reported one."""
    measure = indicator(key).measure
    if measure is None:
        return ()
    if isinstance(measure, Count):
        return (Side.TOP,)
    if isinstance(measure, Ratio) and not _same_rows(measure):
        return (Side.TOP, Side.BOTTOM)
    return (Side.TOP, Side.BOTTOM, Side.MISSING)


def _same_rows(measure: Ratio) -> bool:
    top, bottom = measure.top.source, measure.bottom.source
    alike = top.kind.entity == bottom.kind.entity
    counted = not (measure.top.field or measure.bottom.field)
    summed = BY_FACILITY & {top.name, bottom.name}
    return alike and counted and (not summed or top.name == bottom.name)


@wall.lifted()  # who lived here then may live elsewhere now
def who(
    actor: Actor,
    *,
    key: str,
    side: Side,
    division: str,
    on: date,
    after: str = "",
    plan: Plan | None = None,
) -> Behind:
    """Return one page of what stands behind a figure; raises `NotHere` for a list there is not."""
    require_division(actor, division)
    sides = sides_of(key)
    if side not in sides:
        raise NotHere("list", f"{key}/{side}")
    measure = indicator(key).measure
    frame = frame_for(on, plan)
    if measure is None:
        raise NotHere("list", key)
    if not isinstance(measure, Count | Ratio):
        return Behind(side, "divisions", sides, _divisions(key, side, division, on, plan))
    what = measure.what if isinstance(measure, Count) else measure.top
    if isinstance(measure, Ratio) and side is not Side.TOP:
        what = measure.bottom
    room = what.source.name.split(".")[0]
    actor.require(PERMITS[room])
    found = rows_of(actor, what.source, frame, division)
    rows = found.rows
    if isinstance(measure, Ratio) and side is Side.MISSING:
        have = rows_of(actor, measure.top.source, frame, division)
        rows = rows.exclude(pk__in=have.rows.values("pk"))
    return Behind(side, _shows(what), sides, _page(actor, what, found, rows, after))


def _shows(what: Sum) -> str:
    summed = what.source.name in BY_FACILITY
    return "facilities.summed" if summed else what.source.name


def _page(actor: Actor, what: Sum, found: Rows, rows: "QuerySet[Any]", after: str) -> Window:
    name = what.source.name
    if _shows(what) == "facilities.summed":
        much = SumOf(found.amount) if found.amount else CountRows("pk")
        return _summed(rows.order_by().values(*_SUMMED[:-1]).annotate(much=much), after)
    if name.startswith("people."):
        return _persons(actor, rows, after)
    if name.startswith("workforce."):
        return _workers(actor, rows, name, after)
    if name == "civil.volunteers":
        return _volunteers(actor, rows, after)
    return window(rows, fields=FIELDS[name], order=("pk",), after=after)


def _summed(grouped: "QuerySet[Any, Any]", after: str) -> Window:
    """Return a page of sums by facility; `window` would add a key that undoes the grouping."""
    if after:
        grouped = grouped.filter(facility_id__gt=decode_cursor(after, 1)[0])
    found = list(grouped.order_by("facility_id").values_list(*_SUMMED)[: PAGE + 1])
    shown = found[:PAGE]
    cursor = encode_cursor(shown[-1][:1]) if len(found) > PAGE else ""
    return Window(shown, [row[0] for row in shown], cursor)


@reading(
    permit=Permit.PEOPLE_READ,
    title=_("查看指标背后的人员"),
    subject="person",
    ids=lambda page: page.ids,
)
def _persons(actor: Actor, rows: "QuerySet[Any]", after: str) -> Window:
    del actor  # the rows are scoped already
    return window(rows, fields=FIELDS["people.residents"], order=("pinyin",), after=after)


@reading(
    permit=Permit.CIVIL_READ,
    title=_("查看指标背后的志愿者"),
    subject="person",
    ids=lambda page: sorted(r[1] for r in page.rows),
)
def _volunteers(actor: Actor, rows: "QuerySet[Any]", after: str) -> Window:
    del actor
    return window(rows, fields=FIELDS["civil.volunteers"], order=("pk",), after=after)


@reading(
    permit=Permit.WORKFORCE_READ,
    title=_("查看指标背后的从业人员"),
    subject="worker",
    ids=lambda page: sorted({row[1] for row in page.rows}),
)
def _workers(actor: Actor, rows: "QuerySet[Any]", name: str, after: str) -> Window:
    del actor
    return window(rows, fields=FIELDS[name], order=("pk",), after=after)


def _divisions(key: str, side: Side, division: str, on: date, plan: Plan | None) -> Window:
    """Return the divisions behind a share or a least count: they are public and few."""
    measure = indicator(key).measure
    if measure is None:
        raise NotHere("list", key)
    tallies = Tallies(division, frame_for(on, plan))
    counts: dict[str, Decimal] = {}
    for having in units_of(measure):
        inside = counts_of(having.units, having.source, tallies.of, tallies.units, division)
        kept = set(inside)
        if side is not Side.BOTTOM:
            have, lack = parted(having, tallies.of, tallies.units, division)
            kept = set(have if side is Side.TOP else lack)
        if isinstance(measure, MinOverDivisions) and side is Side.MISSING:
            least = min(inside.values(), default=Decimal())
            kept = {code for code, much in inside.items() if much == least}
        counts |= {code: much for code, much in inside.items() if code in kept}
    rows = [(code, places.path_of(code), int(counts[code])) for code in sorted(counts)]
    return Window(rows, [], "")
