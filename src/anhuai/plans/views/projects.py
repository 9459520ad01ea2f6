"""Projects: years, budget, what was spent, milestones."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.money import Fen, format_yuan, yuan
from anhuai.kernel.unfit import concerning
from anhuai.plans import actions, queries
from anhuai.plans.forms import MilestoneForm, ProjectStatusForm, ReachedForm, SpendingForm
from anhuai.plans.rules.documents import ProjectStatus
from anhuai.plans.views.boards import tabs_of, workbook
from anhuai.plans.views.sites import site
from anhuai.plans.views.words import PROJECT_STATUS, RISK, SPENDING_SOURCE, project_badge
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Table, badge, heads, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.templatetags.figures import bar

COLUMNS = (
    Column("name", gettext_lazy("项目")),
    Column("kind", gettext_lazy("性质")),
    Column("years", gettext_lazy("年份"), css="nowrap"),
    Column("budget", gettext_lazy("计划投资（万元）"), css="num"),
    Column("spent", gettext_lazy("已支出（万元）"), css="num"),
    Column("share", gettext_lazy("支出比例")),
    Column("beds", gettext_lazy("床位"), css="num"),
    Column("status", gettext_lazy("状态")),
)
HEADS = (
    gettext_lazy("编号"), gettext_lazy("项目"), gettext_lazy("类别"), gettext_lazy("性质"),
    gettext_lazy("起始年份"), gettext_lazy("完成年份"), gettext_lazy("计划投资（元）"),
    gettext_lazy("已支出（元）"), gettext_lazy("床位"), gettext_lazy("建筑面积（㎡）"),
    gettext_lazy("状态"), gettext_lazy("内容"), gettext_lazy("章节"),
)  # fmt: skip
_10K = 1_000_000


def in_10k(fen: int | None) -> str:
    """Return fen as 万元 with at most two decimals; "—" where there is no amount."""
    if fen is None:
        return "—"
    text = f"{fen / _10K:,.2f}"
    return text.rstrip("0").rstrip(".")


def years_of(project: Any) -> str:
    """Return a project's years as people write them."""
    if project.starts and project.ends and project.starts != project.ends:
        return f"{project.starts}–{project.ends}"
    return str(project.ends or project.starts or "—")


@page(Permit.PLANS_READ)
def project_list(request: ActorRequest, code: str) -> HttpResponse:
    """A plan's projects with what each costs and how much of it is spent."""
    plan = queries.plan(request.actor, code)
    found = queries.projects(request.actor, plan)
    inside = queries.sees_inside(request.actor, plan)
    budget = sum(one.budget or 0 for one in found)
    spent = queries.spent_of(request.actor, plan)
    table = Table(
        key="projects",
        columns=heads(request, COLUMNS, ""),
        rows=[_cells(request, one, inside=inside) for one in found],
        count_text=_("%(count)s 个项目") % {"count": len(found)},
        export_url=reverse("plans:projects_export", args=[code])
        if request.actor.may(Permit.PLANS_EXPORT) else "",
        empty_title=_("规划没有列出项目"),
    )  # fmt: skip
    context = {
        "title": _("项目：%(plan)s") % {"plan": plan.short_title},
        "plan": plan,
        "table": table,
        "tabs": tabs_of(plan, "projects"),
        "figures": [
            {"title": _("项目"), "value": len(found)},
            {"title": _("计划投资"), "value": in_10k(budget), "unit": _("万元")},
            {"title": _("已支出"), "value": in_10k(spent), "unit": _("万元")},
            {
                "title": _("已竣工验收"),
                "value": sum(one.status == ProjectStatus.ACCEPTED for one in found)
                if inside else "—",
            },
        ],
    }  # fmt: skip
    return render(request, "plans/projects.html", context)


def _state(request: ActorRequest, one: Any) -> SafeString:
    warned = queries.risks_of(request.actor, one, clock.today())
    badges = [project_badge(one.status), *(badge(RISK[risk], "red") for risk in warned)]
    return format_html_join(" ", "{}", ((each,) for each in badges))


def _cells(request: ActorRequest, one: Any, *, inside: bool) -> tuple[Any, ...]:
    share = one.spent or 0
    return (
        format_html(
            '{} <br><small class="muted">{}{}</small>',
            link(f"/plans/projects/{one.pk}/", one.name), one.section,
            "" if one.is_listed else _(" · 未列入项目表"),
        ),
        one.kind,
        years_of(one),
        in_10k(one.budget),
        in_10k(one.spent or 0) if inside else "—",
        bar(float(share), float(one.budget), title=one.name) if inside and one.budget else "",
        one.beds if one.beds is not None else "",
        _state(request, one) if inside else "",
    )  # fmt: skip


@page(Permit.PLANS_EXPORT)
def projects_export(request: ActorRequest, code: str) -> HttpResponse:
    """A plan's projects as a workbook."""
    plan = queries.plan(request.actor, code)
    rows = queries.projects(request.actor, plan)
    inside = queries.sees_inside(request.actor, plan)
    name = _("项目：%(plan)s") % {"plan": plan.short_title}
    return workbook(HEADS, _exported(rows, inside=inside), name)


def _exported(rows: list[Any], *, inside: bool) -> Iterator[list[str]]:
    for one in rows:
        yield [
            one.number, one.name, one.category, one.kind, str(one.starts or ""),
            str(one.ends or ""), format_yuan(Fen(one.budget)) if one.budget is not None else "",
            format_yuan(Fen(one.spent or 0)) if inside else "",
            "" if one.beds is None else str(one.beds),
            "" if one.floor_area is None else str(one.floor_area),
            str(PROJECT_STATUS[one.status][0]) if inside else "", one.content, one.section,
        ]  # fmt: skip


@page(Permit.PLANS_READ)
def project_page(request: ActorRequest, project_id: int) -> HttpResponse:
    """One project: content, budget, spending, milestones."""
    one = queries.project(request.actor, project_id)
    inside = queries.sees_inside(request.actor, one.plan)
    spent = one.spent or 0  # type: ignore[attr-defined]
    context = {
        "title": one.name,
        "project": one,
        "badges": [project_badge(one.status)] if inside else [],
        "facts": [
            (_("规划"), link(reverse("plans:board", args=[one.plan.code]), one.plan.short_title)),
            (_("章节"), one.section),
            (_("性质"), one.kind),
            (_("年份"), years_of(one)),
            (_("内容"), one.content),
            (_("床位"), one.beds),
            (_("建筑面积（㎡）"), one.floor_area),
            (_("计划投资"), _yuan(one.budget)),
            (_("已支出"), _yuan(spent) if inside else "—"),
            (_("支出比例"), f"{spent / one.budget:.1%}" if inside and one.budget else "—"),
        ],
        "spending": [
            (f"{row.on:%Y-%m-%d}", _yuan(row.amount), SPENDING_SOURCE[row.source], row.note)
            for row in queries.spending(request.actor, one)
        ],
        "milestones": one.milestones.all(),
        **site(request, one),
        "is_inside": inside,
        "may_manage": request.actor.scope(Permit.PLANS_MANAGE).covers(one.plan.division),
        "today": clock.today(),
        "back_url": reverse("plans:projects", args=[one.plan.code]),
    }
    return render(request, "plans/project.html", context)


def _yuan(fen: int | None) -> str:
    return "—" if fen is None else _("%(amount)s 元") % {"amount": format_yuan(Fen(fen))}


def _back(project_id: int) -> str:
    return reverse("plans:project", args=[project_id])


@page(Permit.PLANS_MANAGE)
def project_status(request: ActorRequest, project_id: int) -> HttpResponse:
    """Set how far a project is."""
    one = queries.project(request.actor, project_id)
    statuses = [(code, title) for code, (title, _colour) in PROJECT_STATUS.items()]
    form = ProjectStatusForm(
        request.POST or None,
        statuses=statuses,
        initial={"version": one.version, "status": one.status},
    )

    def perform(data: dict[str, Any]) -> None:
        actions.set_project_status(request.actor, project=project_id, **data)

    title = _("项目状态：%(name)s") % {"name": one.name}
    return asked(request, form, perform, title=title, back=_back(project_id))


@page(Permit.PLANS_MANAGE)
def project_spend(request: ActorRequest, project_id: int) -> HttpResponse:
    """Record money spent on a project."""
    one = queries.project(request.actor, project_id)
    form = SpendingForm(
        request.POST or None,
        sources=list(SPENDING_SOURCE.items()),
        initial={"on": clock.today()},
    )

    def perform(data: dict[str, Any]) -> None:
        with concerning("amount"):
            amount = yuan(data.pop("amount"))
        actions.record_spending(request.actor, project=project_id, amount=amount, **data)

    title = _("登记支出：%(name)s") % {"name": one.name}
    return asked(request, form, perform, title=title, back=_back(project_id))


@page(Permit.PLANS_MANAGE)
def project_milestone(request: ActorRequest, project_id: int) -> HttpResponse:
    """Add a milestone to a project."""
    one = queries.project(request.actor, project_id)
    form = MilestoneForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        actions.add_milestone(request.actor, project=project_id, **data)

    title = _("新增节点：%(name)s") % {"name": one.name}
    return asked(request, form, perform, title=title, back=_back(project_id))


@page(Permit.PLANS_MANAGE)
def milestone_reached(request: ActorRequest, milestone_id: int) -> HttpResponse:
    """Record the day a milestone was reached."""
    step = queries.milestone(request.actor, milestone_id)
    form = ReachedForm(request.POST or None, initial={"reached": step.reached})
    back = (
        _back(step.project_id)
        if step.project_id
        else reverse("plans:findings", args=[step.plan.code])
    )

    def perform(data: dict[str, Any]) -> None:
        actions.record_milestone(request.actor, milestone=milestone_id, reached=data["reached"])

    title = _("节点完成：%(name)s") % {"name": step.name}
    return asked(request, form, perform, title=title, back=back)
