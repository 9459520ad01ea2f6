"""Reporting a figure no record can compute, and the second person's decision."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from anhuai.kernel.unfit import concerning
from anhuai.places import queries as places
from anhuai.plans import actions, queries
from anhuai.plans.forms import ReasonForm, ReportForm
from anhuai.plans.views.wording import with_unit
from anhuai.platform import clock, county, files
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.asking import asked
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    badge,
    changed,
    filled,
    heads,
    link,
    window,
)
from anhuai.platform.models import StoredFile
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import say
from anhuai.platform.requests import ActorRequest
from anhuai.platform.views.trail import shown_list
from anhuai.platform.words import is_english

COLUMNS = (
    Column("indicator", gettext_lazy("指标")),
    Column("division", gettext_lazy("地区")),
    Column("on", gettext_lazy("数据日期"), css="nowrap"),
    Column("value", gettext_lazy("数值"), css="num"),
    Column("department", gettext_lazy("部门")),
    Column("reported", gettext_lazy("填报人")),
    Column("state", gettext_lazy("状态")),
)
FIELDS = (
    "pk", "indicator", "division", "on", "value", "department__name", "reported_name",
    "confirmed_name", "rejected_reason",
)  # fmt: skip


@page(
    Permit.PLANS_READ,
    menu=Menu(gettext_lazy("填报与确认"), "clipboard", 40, group="plans"),
    name="plans:reports",
)
def report_list(request: ActorRequest) -> HttpResponse:
    """The reported figures within scope, newest first; those waiting for a second person."""
    filters = filled(request, [Filter("waiting", gettext_lazy("只看待确认"), "check")])
    found = queries.reports(request.actor, waiting=bool(filters[0].value))
    order = ["-on"]
    try:
        seen = window(found, fields=FIELDS, order=order, after=request.GET.get("after", ""))
    except BadCursor:
        seen = window(found, fields=FIELDS, order=order, after="")
    table = Table(
        key="reports",
        columns=heads(request, COLUMNS, ""),
        rows=[_cells(row) for row in seen.rows],
        filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        empty_title=_("没有填报"),
        empty_hint=_("不能由记录计算的指标，可在指标页面填报。"),
    )
    return shown_list(request, table, _("填报与确认"))


def _cells(row: tuple[Any, ...]) -> tuple[Any, ...]:
    key, indicator, division, on, value, department, reported, confirmed, rejected = row
    definition = queries.indicator(indicator)
    url = f"/plans/indicators/{indicator}/?division={division}"
    state = (
        badge(_("已确认"), "green") if confirmed
        else badge(_("已退回"), "red") if rejected
        else badge(_("待确认"), "yellow")
    )  # fmt: skip
    return (
        link(url, definition.name(english=is_english())),
        places.path_of(division), f"{on:%Y-%m-%d}", with_unit(value, definition), department,
        reported, link(f"/plans/reports/{key}/", state),
    )  # fmt: skip


@page(Permit.PLANS_REPORT)
def report_new(request: ActorRequest, key: str) -> HttpResponse:
    """Report a figure in the name of a department, with what it rests on."""
    definition = queries.indicator(key)
    if definition.reported is None:
        raise NotHere("report", key)
    form = ReportForm(
        request.POST or None,
        request.FILES or None,
        divisions=_divisions(request.actor),
        departments=_departments(request.actor, definition.reported.by),
        initial={
            "on": clock.today(),
            "division": request.GET.get("division", ""),
            "department": definition.reported.by[0],
        },
    )

    def perform(data: dict[str, Any]) -> str:
        upload = data.pop("evidence_file", None)
        report = actions.report_figure(
            request.actor, key=key, evidence_file=kept(request.actor, upload), **data
        )
        return f"/plans/indicators/{key}/?division={report.division}"

    title = _("填报：%(name)s") % {"name": definition.name(english=is_english())}
    return asked(request, form, perform, title=title, back=f"/plans/indicators/{key}/")


def kept(actor: Actor, upload: Any) -> StoredFile | None:
    """Keep an uploaded proof for good; raises `BadFile` beside its field."""
    if upload is None:
        return None
    with concerning("evidence_file"):
        return files.keep(actor, upload, name=upload.name, allowed=files.EVIDENCE, lasting=True)


def _divisions(actor: Actor) -> list[tuple[str, str]]:
    rows = places.choices(actor, on=clock.today(), permit=Permit.PLANS_REPORT, within=county.code())
    return [(code, name) for code, name in rows if len(code) <= 9]


def _departments(actor: Actor, suggested: tuple[str, ...]) -> list[str]:
    named = [one.name for one in queries.departments(actor)]
    return [*suggested, *(name for name in named if name not in suggested)]


@page(Permit.PLANS_READ)
def report_page(request: ActorRequest, report_id: int) -> HttpResponse:
    """One report with its evidence and, for a second person, the decision."""
    found = queries.report(request.actor, report_id)
    definition = queries.indicator(found.indicator)
    is_waiting = found.confirmed_by is None and not found.rejected_reason
    context = {
        "title": definition.name(english=is_english()),
        "report": found,
        "facts": [
            (_("地区"), places.path_of(found.division)),
            (_("数据日期"), f"{found.on:%Y-%m-%d}"),
            (_("数值"), with_unit(found.value, definition)),
            (_("部门"), found.department.name),
            (_("依据"), found.evidence),
            (_("填报人"), found.reported_name),
            (_("确认人"), found.confirmed_name or "—"),
            (_("退回原因"), found.rejected_reason or "—"),
        ],
        "is_waiting": is_waiting,
        "is_own": found.reported_by == request.actor.account,
        "may_decide": is_waiting
        and found.reported_by != request.actor.account
        and request.actor.scope(Permit.PLANS_CONFIRM).covers(found.division),
        "back_url": f"/plans/indicators/{found.indicator}/?division={found.division}",
    }
    return render(request, "plans/report.html", context)


@page(Permit.PLANS_CONFIRM)
@require_POST
def report_confirm(request: ActorRequest, report_id: int) -> HttpResponse:
    """Confirm another person's report."""
    try:
        actions.confirm_figure(request.actor, report=report_id)
        messages.success(request, _("已确认，从现在起作为现值"))
    except actions.NotPossible as error:
        messages.error(request, say(error))
    return HttpResponseRedirect(reverse("plans:report", args=[report_id]))


@page(Permit.PLANS_CONFIRM)
def report_reject(request: ActorRequest, report_id: int) -> HttpResponse:
    """Send another person's report back, with the reason."""
    queries.report(request.actor, report_id)
    form = ReasonForm(request.POST or None)

    def perform(data: dict[str, Any]) -> str:
        actions.reject_figure(request.actor, report=report_id, reason=data["reason"])
        return reverse("plans:report", args=[report_id])

    back = reverse("plans:report", args=[report_id])
    return asked(request, form, perform, title=_("退回填报"), back=back)


@page(Permit.PLANS_READ)
def report_evidence(request: ActorRequest, report_id: int) -> HttpResponse:
    """The file a reported figure rests on."""
    file = queries.evidence_of(request.actor, report_id)
    if not isinstance(file, StoredFile):
        raise NotHere("evidence", report_id)
    return files.download(file)  # type: ignore[return-value]
