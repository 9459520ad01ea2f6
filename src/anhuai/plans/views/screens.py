"""What the big screen shows of plans: a map, how promises stand, what was reported last."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.places import queries as places
from anhuai.plans import queries
from anhuai.plans.queries import Board, Row
from anhuai.plans.rules import Status
from anhuai.plans.views.wording import STATUS, name_of, number, target_text, unit_of, with_unit
from anhuai.platform.acting import Actor
from anhuai.platform.screens import Figure, Shown, tile
from anhuai.platform.words import is_english

SOURCE = gettext_lazy("规划与指标")
ON_MAP = ("beds_per_1000", "nursing_bed_share", "rural_facility_coverage")
"""The first of these that the plan promises colours the map."""
LATE = (Status.OVERDUE, Status.MISSED, Status.BEHIND)
LINES = 9


def outlines(division: str, on: date) -> dict[str, Any]:
    """Return the outlines of the towns."""
    return places.outlines_below(division, on=on)


@tile(
    "plans.map", title=gettext_lazy("各乡镇对比"), screen=1, place="centre", order=10,
    outlines=outlines,
)  # fmt: skip
def towns(actor: Actor, division: str, on: date) -> Shown | None:
    """Return the map of the towns, coloured by an indicator of the plan."""
    plan = queries.own_plan(actor)
    keys = {t.indicator for t in queries.targets(actor, plan)} if plan else set()
    key = next((key for key in ON_MAP if key in keys), ON_MAP[0])
    definition = queries.indicator(key)
    parts = queries.parts_below(actor, key=key, division=division, on=on, plan=plan)
    if not parts:
        return None
    name = definition.name(english=is_english())
    return Shown(
        on, _("%(source)s：%(name)s") % {"source": SOURCE, "name": name},
        map={
            "name": name, "unit": unit_of(definition),
            "places": [
                {
                    "code": part.code, "name": part.name,
                    "value": None if part.measured.value is None else float(part.measured.value),
                    "text": with_unit(part.measured.value, definition),
                }
                for part in parts
            ],
        },
    )  # fmt: skip


def _board(actor: Actor, division: str, on: date) -> Board | None:
    plan = queries.own_plan(actor)
    if plan is None or not queries.reaches(actor, plan.division):
        return None
    return queries.board(actor, plan=plan, on=on, division=division)


@tile("plans.keeping", title=gettext_lazy("目标完成情况"), screen=3, place="left", order=10)
def keeping(actor: Actor, division: str, on: date) -> Shown | None:
    """Return how many targets stand how."""
    found = _board(actor, division, on)
    if found is None:
        return None
    counts = [(str(STATUS[status][0]), found.counts[status]) for status in STATUS]
    counts = [pair for pair in counts if pair[1]]
    return Shown(
        on, found.plan.short_title, shape="pie",
        chart={
            "title": _("目标完成情况"), "unit": _("项"), "labels": [name for name, _n in counts],
            "series": [{"name": _("目标"), "values": [n for _name, n in counts]}],
        },
    )  # fmt: skip


@tile("plans.summary", title=gettext_lazy("规划进展"), screen=1, place="right", order=20)
def summary(actor: Actor, division: str, on: date) -> Shown | None:
    """Return the counts that matter on the first screen."""
    found = _board(actor, division, on)
    if found is None:
        return None
    counts = found.counts
    well = counts[Status.MET] + counts[Status.ON_TRACK]
    late = len(queries.overdue_tasks(actor, on=on))
    return Shown(
        on, found.plan.short_title,
        figures=[
            Figure(_("目标"), str(len(found.rows)), _("项")),
            Figure(_("达到或顺利"), str(well), _("项"), "good"),
            Figure(_("滞后或逾期"), str(sum(counts[status] for status in LATE)), _("项"), "bad"),
            Figure(_("逾期任务"), str(late), _("项"), "bad" if late else ""),
        ],
    )  # fmt: skip


@tile("plans.targets", title=gettext_lazy("指标与目标"), screen=3, place="centre", order=10)
def targets(actor: Actor, division: str, on: date) -> Shown | None:
    """Return the targets that need looking at first, with their figures."""
    found = _board(actor, division, on)
    if found is None:
        return None
    order = [*LATE, Status.ON_TRACK, Status.MET, Status.UNJUDGED, Status.NO_DATA]
    rows = sorted(found.rows, key=lambda row: order.index(row.judgement.status))
    return Shown(on, found.plan.short_title, lines=[_line(row) for row in rows[: 2 * LINES]])


def _line(row: Row) -> tuple[str, str]:
    says = _("%(name)s：%(value)s，目标 %(target)s") % {
        "name": name_of(row.target, row.definition),
        "value": with_unit(row.measured.value, row.definition),
        "target": target_text(row.target, row.definition),
    }
    return str(STATUS[row.judgement.status][0]), says


@tile("plans.reported", title=gettext_lazy("最新填报"), screen=1, place="right", order=30)
def reported(actor: Actor, division: str, on: date) -> Shown | None:
    """Return the figures reported and confirmed last."""
    rows = queries.reports(actor, division=division).filter(confirmed_by__isnull=False)[:LINES]
    lines = []
    for one in rows:
        definition = queries.indicator(one.indicator)
        lines.append((
            f"{one.on:%Y-%m-%d}",
            f"{definition.name(english=is_english())}：{number(one.value)} {unit_of(definition)}",
        ))  # fmt: skip
    return Shown(on, _("部门填报，另一人确认"), lines=lines) if lines else None


@tile("plans.overdue", title=gettext_lazy("逾期任务"), screen=3, place="right", order=10)
def overdue(actor: Actor, division: str, on: date) -> Shown | None:
    """Return the open tasks past their deadline, the oldest first."""
    del division
    late = queries.overdue_tasks(actor, on=on)[:LINES]
    lines = [(f"{one.deadline:%Y-%m-%d}", one.title) for one in late if one.deadline]
    return Shown(on, _("规划任务"), lines=lines) if lines else None
