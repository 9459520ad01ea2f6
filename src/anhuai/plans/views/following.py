"""Following a task through: its parts, ratings, orders and decisions, and the forms for them."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from anhuai.plans import actions, queries
from anhuai.plans.catalogue.schemes import SCHEMES
from anhuai.plans.forms import ListedForm, PartForm, RatingForm, VerifyForm
from anhuai.plans.views.official.composing import order_shown
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.listing import badge, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english


def department_choices(request: ActorRequest) -> list[tuple[str, str]]:
    """Return the departments that plans name as choices."""
    return [(str(one.pk), one.name) for one in queries.departments(request.actor)]


def order_badge(order: Any, on: Any) -> Any:
    """Return where an order stands."""
    if order.closed:
        return badge(_("已销号"), "green")
    if order.answered:
        return badge(_("已回复"), "blue")
    if order.reply_by < on:
        return badge(_("逾期未回复"), "red")
    return badge(_("待回复"), "yellow")


def followed(request: ActorRequest, task: Any, on: Any) -> dict[str, Any]:
    """Return what a task's page says of its parts, ratings, orders, decisions and score."""
    actor = request.actor
    inside = queries.sees_inside(actor, task.plan)
    score = queries.score_of(task, on) if inside else None
    return {
        "parts": [
            (link(reverse("plans:task", args=[one.pk]), f"{one.number} {one.title}"), _names(one),
             f"{one.deadline:%Y-%m-%d}" if one.deadline else _("未写期限"), f"{one.progress}%")
            for one in task.parts.prefetch_related("leads").order_by("pk")
        ] if inside else [],
        "ratings": [
            {
                "one": one,
                "verify": request.actor.scope(Permit.PLANS_CONFIRM).covers(task.plan.division)
                and one.verified is None,
            }
            for one in queries.ratings_of(actor, task)
        ],
        "orders": [
            (link(reverse("plans:order", args=[one.pk]), order_shown(one)), one.title,
             one.department.name, f"{one.reply_by:%Y-%m-%d}", order_badge(one, on))
            for one in queries.orders_of(actor, task)
        ],
        "decisions": [
            (link(reverse("plans:meeting", args=[one.meeting_id]), one.meeting.title), one.says,
             one.department.name if one.department else "—",
             f"{one.due:%Y-%m-%d}" if one.due else "—",
             f"{one.done:%Y-%m-%d}" if one.done else "—")
            for one in queries.decisions_of(actor, task)
        ],
        "points": score.points if score else None,
        "score": [
            (part.title_en if is_english() else part.title, part.weight,
             "—" if share is None else f"{share:.0%}")
            for part, share in (score.parts if score else ())
        ],
        "scheme": _scheme(),
        "whole": task.parent,
    }  # fmt: skip


def _scheme() -> str:
    one = SCHEMES[queries.SCHEME]
    return one.says_en if is_english() else one.says


def _names(task: Any) -> str:
    return "、".join(one.name for one in task.leads.all()) or "—"


def _back(task_id: int) -> str:
    return reverse("plans:task", args=[task_id])


@page(Permit.PLANS_MANAGE)
def task_break_down(request: ActorRequest, task_id: int) -> HttpResponse:
    """Make a part of a task."""
    task = queries.task(request.actor, task_id)
    form = PartForm(request.POST or None, departments=department_choices(request))

    def perform(data: dict[str, Any]) -> None:
        actions.break_down(request.actor, task=task_id, **data)

    title = _("分解：%(task)s") % {"task": task.title}
    return asked(request, form, perform, title=title, back=_back(task_id))


@page(Permit.PLANS_MANAGE)
def task_livelihood(request: ActorRequest, task_id: int) -> HttpResponse:
    """Put a task on the list of practical things for the people, or take it off."""
    task = queries.task(request.actor, task_id)
    initial = {"version": task.version, "listed": task.is_livelihood}
    form = ListedForm(request.POST or None, initial=initial)

    def perform(data: dict[str, Any]) -> None:
        actions.list_for_livelihood(request.actor, task=task_id, **data)

    title = _("为民办实事：%(task)s") % {"task": task.title}
    return asked(request, form, perform, title=title, back=_back(task_id))


@page(Permit.PLANS_REPORT)
def task_rate(request: ActorRequest, task_id: int) -> HttpResponse:
    """Rate one's own task."""
    task = queries.task(request.actor, task_id)
    initial = {"period": f"{clock.today():%Y-%m}", "score": task.progress}
    form = RatingForm(request.POST or None, initial=initial)

    def perform(data: dict[str, Any]) -> None:
        actions.rate_task(request.actor, task=task_id, **data)

    title = _("自评：%(task)s") % {"task": task.title}
    return asked(request, form, perform, title=title, back=_back(task_id))


@page(Permit.PLANS_CONFIRM)
def rating_verify(request: ActorRequest, rating_id: int) -> HttpResponse:
    """Verify somebody else's rating."""
    rating = queries.rating(request.actor, rating_id)
    form = VerifyForm(request.POST or None, initial={"verified": rating.score})

    def perform(data: dict[str, Any]) -> None:
        actions.verify_rating(request.actor, rating=rating_id, **data)

    title = _("核验自评：%(task)s") % {"task": rating.task.title}
    hint = format_html(
        '{} {} · {} · <span lang="zh">{}</span>', rating.period, rating.rated_name,
        rating.score, rating.says,
    )  # fmt: skip
    return asked(
        request, form, perform, title=title, back=_back(rating.task_id), more={"hint": hint}
    )
