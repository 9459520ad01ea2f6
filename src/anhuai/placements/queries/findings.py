"""What the county should look into: checklists, filings, reports and crowding, by institution."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, Q

from anhuai.facilities import queries as facilities
from anhuai.facilities.rules import FILINGS
from anhuai.placements.models import DailyReport, Stay
from anhuai.placements.queries.boards import counted_beds, institutions
from anhuai.placements.queries.custody import IN_CUSTODY, custody_on
from anhuai.placements.queries.held_ahead import assets_on, sums_ahead
from anhuai.placements.queries.reach import beyond
from anhuai.placements.rules.findings import REPORT_DAYS, SILENT_DAYS, Found, Matter
from anhuai.placements.rules.words import Kind
from anhuai.platform import holidays
from anhuai.platform.acting import Actor, in_subtree

FILING = "elderly"


def findings(
    actor: Actor, *, on: date, division: str = "", matter: str = ""
) -> list[Found]:  # fmt: skip
    """Return the findings of a day at the institutions the actor reaches, the gravest first."""
    rows = institutions(actor, on=on)
    if division:
        rows = rows.filter(in_subtree("division", division))
    homes = {row["pk"]: row for row in rows.values("pk", "name", "division")}
    with beyond():
        found = list(_of(homes, on))
    ranks = {one: at for at, one in enumerate(Matter)}
    kept = [one for one in found if not matter or one.matter == matter]
    return sorted(kept, key=lambda one: (ranks[one.matter], one.division, one.facility))


Homes = Mapping[int, Mapping[str, Any]]


def _of(homes: Homes, on: date) -> Iterator[Found]:
    keys = list(homes)
    beds, living = counted_beds(keys, on), _living(keys, on)
    yield from _of_beds(homes, beds, living)
    for key, (count, lacking) in facilities.nursing_unmet(keys, on=on).items():
        yield _said(homes, key, Matter.NURSING, count, codes=lacking)
    for key, by in _unfiled(keys, {key: one["beds"] for key, one in beds.items()}, on):
        yield _said(homes, key, Matter.UNFILED, day=by)
    for key, clock, day in facilities.late_filings(keys, on=on):
        late = Matter.UNANSWERED if clock == "answer" else Matter.UNCHECKED
        yield _said(homes, key, late, day=day)
    yield from _of_reports(homes, living, on)
    yield from _of_money(homes, on)


def _said(homes: Homes, key: int, matter: Matter, count: int = 0, **more: Any) -> Found:
    return Found(key, homes[key]["name"], homes[key]["division"], matter, count, **more)


def _of_beds(
    homes: Homes, beds: Mapping[int, Mapping[str, Any]], living: Mapping[int, int]
) -> Iterator[Found]:
    for key, one in beds.items():
        if living.get(key, 0) > one["beds"]:
            yield _said(homes, key, Matter.CROWDED, living[key] - one["beds"])
        if one["odd"]:
            yield _said(homes, key, Matter.ODD, len(one["odd"]), codes=tuple(one["odd"]))


def _of_reports(homes: Homes, living: Mapping[int, int], on: date) -> Iterator[Found]:
    last = _reports(list(homes), on)
    for key in homes:
        report = last.get(key)
        if report is not None and report.differs and on - report.on < timedelta(REPORT_DAYS):
            yield _said(homes, key, Matter.DIFFERS, day=report.on, codes=tuple(report.differs))
        if living.get(key) and (report is None or on - report.on >= timedelta(SILENT_DAYS)):
            yield _said(homes, key, Matter.SILENT, day=report.on if report else None)


def _of_money(homes: Homes, on: date) -> Iterator[Found]:
    assets, custody = assets_on(list(homes), on), custody_on(list(homes), on)
    for key, by_kind in sums_ahead(list(homes)).items():
        held, known = sum(by_kind.values()), assets.get(key)
        if held > 0 and known is None:
            yield _said(homes, key, Matter.NO_ASSETS, held)
        if known is not None and held > known.amount:
            yield _said(homes, key, Matter.OVER_ASSETS, held - known.amount, day=known.as_of)
        checked, kept = custody.get(key), sum(by_kind[kind] for kind in IN_CUSTODY)
        if checked is None and kept > 0:
            yield _said(homes, key, Matter.NO_BALANCE, kept)
        elif checked is not None and checked.lacks_reserve:
            yield _said(homes, key, Matter.UNDER_RESERVE, checked.lacks_reserve, day=checked.as_of)
        elif checked is not None and checked.lacks:
            yield _said(homes, key, Matter.CUSTODY_LESS, checked.lacks, day=checked.as_of)


def _living(keys: Collection[int], on: date) -> dict[int, int]:
    rows = Stay.objects.filter(facility__in=keys, since__lte=on).exclude(kind=Kind.DAY_CARE)
    rows = rows.filter(Q(until=None) | Q(until__gt=on)).order_by()
    return dict(rows.values_list("facility").annotate(n=Count("pk")))


def _unfiled(
    keys: Collection[int], beds: Mapping[int, int], on: date
) -> Iterator[tuple[int, date]]:  # fmt: skip
    """Yield who took people in and did not file by the day it was due, with that day."""
    kind = FILINGS[FILING]
    filed = facilities.filed(keys, kind=FILING, on=on)
    rows = Stay.objects.filter(facility__in=keys).order_by()
    first = dict(rows.values_list("facility").annotate(day=Min("since")))
    for key, day in first.items():
        if key in filed or beds.get(key, 0) < kind.least_beds:
            continue
        by = holidays.add_working_days(day, kind.file_within)
        if on > by:
            yield key, by


def _reports(keys: Collection[int], on: date) -> dict[int, DailyReport]:
    since = on - timedelta(days=400)
    rows = DailyReport.objects.filter(facility__in=keys, on__lte=on, on__gte=since)
    return {one.facility_id: one for one in rows.order_by("on")}
