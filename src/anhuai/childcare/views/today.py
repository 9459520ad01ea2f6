"""A class on a phone: who is there, tapped in and out, checked, handed over."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anhuai.childcare import actions, queries
from anhuai.childcare.forms import CheckForm, DutyForm, IncidentForm, LeaveForm, StrangerForm
from anhuai.childcare.queries.days import there
from anhuai.childcare.rules.words import Relation
from anhuai.childcare.views import wording
from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import say
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word
from anhuai.workforce import queries as workforce

READ, MANAGE = Permit.CHILDCARE_READ, Permit.CHILDCARE_MANAGE
OFFERED = 200


def _class_url(key: int) -> str:
    return reverse("childcare:class", args=[key])


@page(READ)
def class_page(request: ActorRequest, class_id: int) -> HttpResponse:
    """One class this minute."""
    one = queries.class_in_scope(request.actor, class_id)
    found = queries.classes_now(request.actor, one.nursery_id, on=clock.today())
    now = next((row for row in found if row.one.pk == class_id), None)
    children = now.children if now else []
    context = {
        "title": one.name,
        "badges": [wording.short_badge(now.short, now.present)] if now else [],
        "facts": [
            (_("班型"), wording.class_title(one.group)), (_("活动室"), one.room),
            (_("托位"), one.places), (_("现在在园"), now.present if now else 0),
            (_("应到保育人员"), now.needed if now else 0),
            (_("在班保育人员"), len(now.carers) if now else 0),
        ],
        "carers": [
            (name, reverse("childcare:off", args=[duty]))
            for duty, _w, name in (now.carers if now else ())
        ],
        "children": [
            {
                "name": child.name, "url": reverse("childcare:child", args=[child.enrolment]),
                "age": wording.age(child.months), "care": wording.care_title(child.care),
                "allergic": child.allergic, "came": wording.clock_time(child.came),
                "left": wording.clock_time(child.left), "attendance": child.attendance,
                "checks": wording.checks(child.checks) if child.attendance else [],
                "arrive": reverse("childcare:arrive", args=[class_id, child.enrolment]),
            }
            for child in children
        ],
        "one": one, "manages": request.actor.may(MANAGE),
        "back_url": reverse("childcare:nursery", args=[one.nursery_id]),
        "back_title": one.nursery.facility.name,
    }  # fmt: skip
    return render(request, "childcare/class.html", context)


@page(MANAGE)
def come(request: ActorRequest, class_id: int) -> HttpResponse:
    """A carer comes on the class."""
    one = queries.class_in_scope(request.actor, class_id, permit=MANAGE)
    carers = workforce.choices(
        request.actor, on=clock.today(), limit=OFFERED, facility=one.nursery.facility_id,
        kinds=actions.CARER,
    )  # fmt: skip
    form = DutyForm(
        request.POST or None, choices={"worker": [(str(key), name) for key, name in carers]}
    )

    def perform(data: dict[str, Any]) -> None:
        actions.come_on_duty(request.actor, nursery_class=class_id, worker=int(data["worker"]))

    return asked(
        request, form, perform, title=_("保育人员到班：%(name)s") % {"name": one.name},
        back=_class_url(class_id),
    )  # fmt: skip


@page(MANAGE)
@require_POST
def off(request: ActorRequest, duty_id: int) -> HttpResponse:
    """A carer leaves the class."""
    row = actions.go_off_duty(request.actor, duty=duty_id)
    return HttpResponseRedirect(_class_url(row.nursery_class_id))


@page(MANAGE)
@require_POST
def arrive(request: ActorRequest, class_id: int, enrolment_id: int) -> HttpResponse:
    """Tap a child in."""
    try:
        actions.arrive(
            request.actor, enrolment=enrolment_id, nursery_class=class_id,
            by_code="code" in request.POST,
        )  # fmt: skip
    except Unfit as error:
        messages.error(request, say(error))
    return HttpResponseRedirect(_class_url(class_id))


@page(MANAGE)
def leave(request: ActorRequest, attendance_id: int) -> HttpResponse:
    """Hand a child over to somebody named."""
    one = there(request.actor, attendance_id)
    may = [(str(key), f"{name}（{word(Relation(code))}）") for key, name, code in one.pick_ups]
    form = LeaveForm(request.POST or None, choices={"pick_up": may})

    def perform(data: dict[str, Any]) -> None:
        actions.leave(request.actor, attendance=attendance_id, pick_up=int(data["pick_up"]))

    return asked(
        request, form, perform, title=_("离园：%(name)s") % {"name": one.name},
        back=_class_url(one.room), template="childcare/leave.html",
        more={"submit_title": _("交给此人"), "danger": False, "attendance": attendance_id},
    )  # fmt: skip


@page(MANAGE)
def stranger(request: ActorRequest, attendance_id: int) -> HttpResponse:
    """Record that somebody not named was refused."""
    one = there(request.actor, attendance_id)
    form = StrangerForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        actions.refuse_stranger(request.actor, attendance=attendance_id, says=data["says"])

    return asked(
        request, form, perform, title=_("拒绝接领：%(name)s") % {"name": one.name},
        back=_class_url(one.room),
    )  # fmt: skip


@page(MANAGE)
def check(request: ActorRequest, attendance_id: int) -> HttpResponse:
    """Record a morning or noon check."""
    one = there(request.actor, attendance_id)
    form = CheckForm(request.POST or None, initial={"part": one.next_check, "seen": "well"})

    def perform(data: dict[str, Any]) -> None:
        actions.check(
            request.actor, attendance=attendance_id, part=data["part"], seen=data["seen"],
            tenths=int(data["degrees"] * 10),
        )  # fmt: skip

    return asked(
        request, form, perform, title=_("晨检午检：%(name)s") % {"name": one.name},
        back=_class_url(one.room),
    )  # fmt: skip


@page(MANAGE)
def incident(request: ActorRequest, nursery_id: int) -> HttpResponse:
    """Record what happened at a nursery."""
    one = queries.nursery(request.actor, nursery_id, permit=MANAGE)
    form = IncidentForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        actions.record_incident(request.actor, nursery=nursery_id, **data)

    return asked(
        request, form, perform, title=_("登记事件：%(name)s") % {"name": one.facility.name},
        back=reverse("childcare:nursery", args=[nursery_id]),
    )  # fmt: skip
