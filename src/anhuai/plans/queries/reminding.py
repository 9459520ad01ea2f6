"""Monthly progress: which open tasks lack it, whose accounts are told, and when."""

import re
from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.months import Month
from anhuai.plans.models import Department, Plan, Task
from anhuai.plans.rules.supervising import (
    OURS,
    PROGRESS_DAY,
    PROGRESS_ESCALATE,
    PROGRESS_REMIND,
)
from anhuai.platform import clock, departments
from anhuai.platform.acting import in_subtree
from anhuai.platform.models import Department as OfCounty
from anhuai.platform.models import RoleHolding
from anhuai.platform.parameters import Setting, declare_setting, value

_DAY, _BEFORE, _AFTER = "plans.progress_day", "plans.progress_remind", "plans.progress_escalate"


def _waiting(_value: int) -> str:
    today = clock.today()
    count = sum(len(one.tasks) for one in lacking(today, Month.of(today)))
    return _("本月还有 %(count)s 项任务没有报送进展。") % {"count": count}


for _key, _title, _unit, _says, _most, _default in (
    (_DAY, gettext_lazy("规划任务每月报送日"), gettext_lazy("日"),
     gettext_lazy("牵头部门每月几日前报送任务进展；当月没有这一天的，为月末。"), 31, PROGRESS_DAY),
    (_BEFORE, gettext_lazy("规划任务报送前提醒"), gettext_lazy("天"),
     gettext_lazy("每月报送日之前多少天提醒牵头部门。"), 28, PROGRESS_REMIND),
    (_AFTER, gettext_lazy("规划任务逾期未报送报领导"), gettext_lazy("天"),
     gettext_lazy("每月报送日之后多少天仍未报送，报给领导。"), 28, PROGRESS_ESCALATE),
):  # fmt: skip
    declare_setting(
        Setting(
            key=_key, title=_title, unit=_unit, says=_says, least=1, most=_most, basis=OURS,
            default=lambda days=_default: days, effect=_waiting,  # type: ignore[misc]
        )
    )  # fmt: skip


def progress_days(on: date) -> dict[str, int]:
    """Return the settings of a day: how long before and after the due day who is told."""
    return {"remind": value(_BEFORE, on=on), "escalate": value(_AFTER, on=on)}


def progress_due(month: Month, on: date) -> date:
    """Return the day of a month on which its progress is due; its last where it is shorter."""
    first = month.first
    day = min(value(_DAY, on=on), monthrange(first.year, first.month)[1])
    return first.replace(day=day)


@dataclass(frozen=True, slots=True)
class Lacking:
    """A department's open tasks of a plan that have no progress of a month yet."""

    plan: Plan
    department: Department
    tasks: tuple[Task, ...]


def lacking(on: date, month: Month) -> list[Lacking]:
    """Return what lacks its progress of a month, by plan and leading department.

    Asked for from the plan's first year on, until a task is done; a later step settles the month.
    """
    first = month.first
    rows = Task.objects.filter(status="open", plan__starts__lte=first.year)
    told = rows.filter(steps__on__gte=first, steps__on__lte=on).values("pk")
    found: dict[tuple[int, int], tuple[Plan, Department, list[Task]]] = {}
    open_ = rows.exclude(pk__in=told).select_related("plan").prefetch_related("leads")
    for task in open_.order_by("plan", "pk"):
        for lead in task.leads.all():
            entry = found.setdefault((task.plan_id, lead.pk), (task.plan, lead, []))
            entry[2].append(task)
    return [Lacking(plan, lead, tuple(tasks)) for plan, lead, tasks in found.values()]


def accounts_of(department: Department, plan: Plan) -> Collection[int]:
    """Return the accounts that today hold a role in a department's name within a plan's area.

    Plans write 县民政局 or 临泽县民政局 for what the county's tree calls 民政局, under any name it
    ever had.
    """
    bare = re.sub(r"^[\u4e00-\u9fff]{0,8}?[省市县区旗州](?=..)", "", department.name)
    names = {department.name, bare}
    for one in OfCounty.objects.filter(names__name__in=names).distinct():
        names |= set(departments.names_ever(one))
    on = clock.today()
    held = RoleHolding.objects.filter(department__in=names, since__lte=on).exclude(until__lte=on)
    place = in_subtree("division", plan.division) | in_subtree(
        "organisation__division", plan.division
    )
    return set(held.filter(place, account__is_active=True).values_list("account", flat=True))
