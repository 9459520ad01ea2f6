"""A plan's projects: status, spending in fen, milestones."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.plans.actions.scope import (
    NotPossible,
    require_past,
    require_scope,
    require_version,
)
from anhuai.plans.models import Funding, Milestone, Photo, Project, Spending
from anhuai.plans.rules.documents import ProjectStatus, SpendingSource
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.models import StoredFile
from anhuai.platform.permits import Permit

_ORDER = [ProjectStatus.PLANNED, ProjectStatus.BUILDING, ProjectStatus.ACCEPTED]


def _project(actor: Actor, key: int, version: int | None = None) -> Project:
    found = Project.objects.select_for_update().select_related("plan").filter(pk=key).first()
    if found is None:
        raise NotHere("project", key)
    require_scope(actor, Permit.PLANS_MANAGE, found.plan.division, "project", key)
    require_version("project", key, is_now=found.version, was=version)
    return found


@action(
    permit=Permit.PLANS_MANAGE,
    title=_("变更项目状态"),
    logs=("project", "status"),
    subject="project",
)
def set_project_status(
    actor: Actor, *, project: int, status: str, version: int | None = None
) -> Project:
    """Set how far a project is; an accepted one cannot go back, a cancelled one can be planned.

    Raises `NotPossible`, `Stale`, `NotHere`.
    """
    found = _project(actor, project, version)
    if status not in set(ProjectStatus):
        raise NotPossible("status", "没有这种状态。", "There is no such status.", field="status")
    if found.status == ProjectStatus.ACCEPTED and status != ProjectStatus.ACCEPTED:
        raise NotPossible(
            "order",
            "项目已竣工验收，状态不能退回。",
            "The project was accepted: its status cannot go back.",
            field="status",
        )
    found.status = status
    found.version += 1
    found.save(update_fields=["status", "version"])
    return found


@action(
    permit=Permit.PLANS_MANAGE,
    title=_("登记项目支出"),
    logs=("project", "on", "amount", "source"),
    subject="spending",
)
def record_spending(
    actor: Actor, *, project: int, on: date, amount: int, source: str, note: str = ""
) -> Spending:
    """Record money spent on a project on a day, in fen; a negative amount takes some back.

    Raises `NotPossible` for nothing, an unknown source, or more taken back than was spent.
    """
    found = _project(actor, project)
    require_past(on)
    if amount == 0:
        raise NotPossible("amount", "金额不能为 0。", "The amount is not 0.", field="amount")
    if source not in set(SpendingSource):
        raise NotPossible(
            "source", "没有这种资金来源。", "There is no such source.", field="source"
        )
    spent = sum(found.spending.values_list("amount", flat=True))
    if spent + amount < 0:
        raise NotPossible(
            "amount",
            "冲减不能超过已支出的金额。",
            "No more can be taken back than was spent.",
            field="amount",
        )
    return Spending.objects.create(
        project=found, on=on, amount=amount, source=source, note=note.strip()[:120]
    )


@action(
    permit=Permit.PLANS_MANAGE,
    title=_("增加项目节点"),
    logs=("project", "due"),
    subject="milestone",
)
def add_milestone(actor: Actor, *, project: int, name: str, due: date | None) -> Milestone:
    """Add a step to a project, due on a day. Raises `NotPossible`, `NotHere`."""
    found = _project(actor, project)
    if not name.strip():
        raise NotPossible("name", "请填写节点名称。", "Name the milestone.", field="name")
    return Milestone.objects.create(
        plan=found.plan, project=found, name=name.strip()[:120], due=due
    )


@action(
    permit=Permit.PLANS_MANAGE,
    title=_("登记项目节点完成"),
    logs=("milestone", "reached"),
    subject="milestone",
)
def record_milestone(actor: Actor, *, milestone: int, reached: date | None) -> Milestone:
    """Record the day a milestone was reached, or with None that it was not after all."""
    found = (
        Milestone.objects.select_for_update(of=("self",))
        .select_related("plan")
        .filter(pk=milestone)
        .first()
    )
    if found is None:
        raise NotHere("milestone", milestone)
    require_scope(actor, Permit.PLANS_MANAGE, found.plan.division, "milestone", milestone)
    if reached is not None:
        require_past(reached, "reached")
    found.reached = reached
    found.save(update_fields=["reached"])
    return found


@action(
    permit=Permit.PLANS_MANAGE,
    title=_("登记投资计划"),
    logs=("project", "year", "source", "amount"),
    subject="funding",
)
def plan_funding(
    actor: Actor, *, project: int, year: int, source: str, amount: int
) -> Funding | None:
    """Set what a project is to get in a year from a source, in fen; 0 takes the line away.

    Raises `NotPossible`, `NotHere`.
    """
    found = _project(actor, project)
    if source not in set(SpendingSource):
        raise NotPossible(
            "source", "没有这种资金来源。", "There is no such source.", field="source"
        )
    if amount < 0:
        raise NotPossible(
            "amount", "计划金额不能小于 0。", "The amount is not below 0.", field="amount"
        )
    if not 2000 <= year <= 2100:
        raise NotPossible("year", "请填写四位年份。", "Give a year of four digits.", field="year")
    if amount == 0:
        Funding.objects.filter(project=found, year=year, source=source).delete()
        return None
    made, _new = Funding.objects.update_or_create(
        project=found, year=year, source=source, defaults={"amount": amount}
    )
    return made


@action(
    permit=Permit.PLANS_REPORT, title=_("上传项目照片"), logs=("project", "on"), subject="photo"
)
def add_photo(actor: Actor, *, project: int, on: date, caption: str, file: StoredFile) -> Photo:
    """Keep a picture of a project on a day, with its words. Raises `NotPossible`, `NotHere`."""
    found = Project.objects.select_related("plan").filter(pk=project).first()
    if found is None:
        raise NotHere("project", project)
    require_scope(actor, Permit.PLANS_REPORT, found.plan.division, "project", project)
    require_past(on)
    if not caption.strip():
        raise NotPossible("words", "请填写内容。", "Fill this in.", field="caption")
    return Photo.objects.create(
        project=found, file=file, on=on, caption=caption.strip()[:120], by=actor.name
    )
