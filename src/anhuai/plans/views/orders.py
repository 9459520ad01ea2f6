"""Supervision orders: listed, issued, answered, closed, and on paper in Word and PDF."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.plans import actions, queries
from anhuai.plans.forms import AnswerForm, OrderEndForm, OrderForm
from anhuai.plans.queries import OrdersAsked
from anhuai.plans.views.boards import workbook
from anhuai.plans.views.following import department_choices, order_badge
from anhuai.plans.views.official import Paper
from anhuai.plans.views.official.composing import order_number, order_paper, order_shown
from anhuai.plans.views.reports import kept
from anhuai.platform import clock, files
from anhuai.platform.acting import NotHere
from anhuai.platform.asking import asked
from anhuai.platform.files import saved
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    changed,
    decode_cursor,
    encode_cursor,
    filled,
    heads,
    link,
)
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

COLUMNS = (
    Column("number", gettext_lazy("编号"), css="nowrap"),
    Column("title", gettext_lazy("督办事项")),
    Column("department", gettext_lazy("责任单位")),
    Column("reply_by", gettext_lazy("回复期限"), css="nowrap"),
    Column("status", gettext_lazy("状态")),
)
HEADS = (
    gettext_lazy("编号"), gettext_lazy("督办事项"), gettext_lazy("责任单位"),
    gettext_lazy("印发日期"), gettext_lazy("回复期限"), gettext_lazy("回复日期"),
    gettext_lazy("销号日期"), gettext_lazy("规划"), gettext_lazy("督办要求"),
    gettext_lazy("办理情况"),
)  # fmt: skip
PAGE = 50
STATES = (
    ("open", gettext_lazy("待回复")), ("late", gettext_lazy("逾期未回复")),
    ("answered", gettext_lazy("已回复")), ("closed", gettext_lazy("已销号")),
)  # fmt: skip


def _asked(request: ActorRequest) -> OrdersAsked:
    department = request.GET.get("department", "")
    return OrdersAsked(
        state=request.GET.get("status", ""), q=request.GET.get("q", "").strip(),
        department=int(department) if department.isdigit() else None,
    )  # fmt: skip


def below(request: ActorRequest, rows: Any) -> tuple[list[Any], str]:
    """Return one page of rows, newest first, and the cursor of the next; "" at the end."""
    after = request.GET.get("after", "")
    try:
        cursor = decode_cursor(after, 1)[0] if after else None
    except BadCursor:
        cursor = None
    found = list((rows.filter(pk__lt=cursor) if cursor else rows).order_by("-pk")[: PAGE + 1])
    more = encode_cursor([found[PAGE - 1].pk]) if len(found) > PAGE else ""
    return found[:PAGE], changed(request, after=more) if more else ""


@page(
    Permit.PLANS_READ,
    menu=Menu(gettext_lazy("督办单"), "flag", 16, group="plans"),
    name="plans:orders",
)
def order_list(request: ActorRequest) -> HttpResponse:
    """The supervision orders of the own area."""
    on = clock.today()
    rows, more = below(request, queries.orders(request.actor, on=on, asked=_asked(request)))
    table = Table(
        key="orders",
        columns=heads(request, COLUMNS, ""),
        rows=[
            (
                link(reverse("plans:order", args=[one.pk]), order_shown(one)),
                one.title, one.department.name, f"{one.reply_by:%Y-%m-%d}", order_badge(one, on),
            )
            for one in rows
        ],
        filters=filled(
            request,
            [
                Filter("q", gettext_lazy("督办事项")),
                Filter("department", gettext_lazy("部门"), "select", department_choices(request)),
                Filter("status", gettext_lazy("状态"), "select", list(STATES)),
            ],
        ),
        next_url=more,
        create_url=reverse("plans:order_new") if request.actor.may(Permit.PLANS_MANAGE) else "",
        create_title=_("印发督办单"),
        export_url=f"{reverse('plans:orders_export')}?{request.GET.urlencode()}"
        if request.actor.may(Permit.PLANS_EXPORT) else "",
        empty_title=_("没有督办单"),
    )  # fmt: skip
    template = "platform/_rows.html" if request.headers.get("HX-Request") else "platform/list.html"
    return render(request, template, {"title": _("督办单"), "table": table})


@page(Permit.PLANS_EXPORT)
def orders_export(request: ActorRequest) -> HttpResponse:
    """The orders as a workbook, with the page's filters."""
    rows = queries.orders(request.actor, on=clock.today(), asked=_asked(request))
    return workbook(HEADS, _exported(rows), _("督办单"))


def _exported(rows: Any) -> Iterator[list[str]]:
    for one in rows:
        yield [
            order_number(one), one.title, one.department.name, _day(one.issued),
            _day(one.reply_by), _day(one.answered), _day(one.closed), one.plan.short_title,
            one.demand, one.answer,
        ]  # fmt: skip


def _day(on: Any) -> str:
    return f"{on:%Y-%m-%d}" if on else ""


@page(Permit.PLANS_MANAGE)
def order_new(request: ActorRequest) -> HttpResponse:
    """Issue an order about a task, or about the own plan."""
    key = request.GET.get("task", "")
    task = queries.task(request.actor, int(key)) if key.isdigit() else None
    plan = task.plan if task else queries.own_plan(request.actor)
    if plan is None:
        raise NotHere("plan", "")
    lead = task.leads.first() if task else None
    form = OrderForm(
        request.POST or None, departments=department_choices(request),
        initial={
            "on": clock.today(), "title": task.title if task else "",
            "department": lead.pk if lead else None,
        },
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        made = actions.issue_order(
            request.actor, plan=plan.code, task=task.pk if task else None, **data
        )
        return reverse("plans:order", args=[made.pk])

    back = reverse("plans:task", args=[task.pk]) if task else reverse("plans:orders")
    title = _("印发督办单：%(plan)s") % {"plan": plan.short_title}
    return asked(request, form, perform, title=title, back=back)


@page(Permit.PLANS_READ)
def order_page(request: ActorRequest, order_id: int) -> HttpResponse:
    """One order: what is demanded of whom until when, what was answered, whether it is closed."""
    one = queries.order(request.actor, order_id)
    on, actor = clock.today(), request.actor
    context = {
        "title": f"{order_shown(one)} {one.title}",
        "order": one,
        "badges": [order_badge(one, on)],
        "facts": [
            (_("规划"), link(reverse("plans:board", args=[one.plan.code]), one.plan.short_title)),
            (_("对应任务"), _task(one)),
            (_("责任单位"), one.department.name),
            (_("印发日期"), _day(one.issued)),
            (_("回复期限"), _day(one.reply_by)),
            (_("印发人"), one.issued_by),
            (_("回复"), f"{_day(one.answered)} {one.answered_name}" if one.answered else "—"),
            (_("销号"), f"{_day(one.closed)} {one.closed_name}" if one.closed else "—"),
        ],
        "may_answer": not one.closed and actor.scope(Permit.PLANS_REPORT).covers(one.division),
        "may_close": one.answered and not one.closed
        and actor.scope(Permit.PLANS_CONFIRM).covers(one.division),
        "may_export": actor.may(Permit.PLANS_EXPORT),
        "back_url": reverse("plans:orders"),
    }  # fmt: skip
    return render(request, "plans/order.html", context)


def _task(one: Any) -> SafeString | str:
    return format_html("{}", link(reverse("plans:task", args=[one.task_id]), one.task.title)) if (
        one.task
    ) else "—"  # fmt: skip


@page(Permit.PLANS_REPORT)
def order_answer(request: ActorRequest, order_id: int) -> HttpResponse:
    """Answer an order."""
    one = queries.order(request.actor, order_id)
    initial = {"version": one.version, "on": clock.today(), "answer": one.answer}
    form = AnswerForm(request.POST or None, request.FILES or None, initial=initial)

    def perform(data: dict[str, Any]) -> None:
        upload = data.pop("evidence_file", None)
        actions.answer_order(
            request.actor,
            supervision_order=order_id,
            answer_file=kept(request.actor, upload),
            **data,
        )

    title = _("回复督办单：%(number)s") % {"number": order_shown(one)}
    return asked(request, form, perform, title=title, back=reverse("plans:order", args=[one.pk]))


@page(Permit.PLANS_CONFIRM)
def order_close(request: ActorRequest, order_id: int) -> HttpResponse:
    """Close an answered order, or send the answer back."""
    one = queries.order(request.actor, order_id)
    initial = {"version": one.version, "on": clock.today()}
    form = OrderEndForm(request.POST or None, initial=initial)

    def perform(data: dict[str, Any]) -> None:
        accepted = data.pop("what") == "close"
        actions.close_order(request.actor, supervision_order=order_id, accepted=accepted, **data)

    title = _("督办单销号：%(number)s") % {"number": order_shown(one)}
    return asked(request, form, perform, title=title, back=reverse("plans:order", args=[one.pk]))


@page(Permit.PLANS_READ)
def order_evidence(request: ActorRequest, order_id: int) -> HttpResponse:
    """The file an order's answer rests on."""
    return files.download(queries.file_of(request.actor, "order", order_id))  # type: ignore[return-value]


def sent_out(paper: Paper, kind: str) -> HttpResponse:
    """Return a paper as the Word or PDF file that the browser saves."""
    from anhuai.plans.views.official.pdf import as_pdf
    from anhuai.plans.views.official.word import as_word

    body = as_word(paper) if kind == "docx" else as_pdf(paper)
    return saved(body, f"{paper.title}.{kind}", kind)


@page(Permit.PLANS_EXPORT)
def order_paper_file(request: ActorRequest, order_id: int, kind: str) -> HttpResponse:
    """An order as an official paper in Word or PDF."""
    return sent_out(order_paper(queries.order(request.actor, order_id)), kind)
