"""A family's own children: what was asked for, what is offered, how the day is."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.childcare import queries
from anhuai.childcare.views import wording
from anhuai.platform import clock
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

OWN, READ = Permit.CHILDCARE_OWN, Permit.CHILDCARE_READ


@page(OWN, menu=Menu(gettext_lazy("我的托育"), "school", 31, group="work"), name="childcare:mine")
def mine(request: ActorRequest) -> HttpResponse:
    """The actor's own children with their applications and enrolments."""
    found = queries.own_children(request.actor, on=clock.today())
    context = {
        "title": _("我的托育"),
        "children": [
            {
                "name": one.name, "age": wording.age(one.months), "pk": one.person,
                "may_apply": one.may_apply,
                "applications": [
                    (reverse("childcare:application", args=[row.pk]),
                     wording.moment(row.submitted_at), wording.state_badge(row.state))
                    for row in one.applications
                ],
                "unpaid": [
                    (reverse("childcare:bill", args=[row.pk]), wording.month_of(row.month),
                     wording.money(row.total - row.paid))
                    for row in one.unpaid
                ],
                "enrolments": [
                    (reverse("childcare:child", args=[row.pk]),
                     row.nursery_class.nursery.facility.name, row.nursery_class.name,
                     _("在园") if row.pk in one.there else _("不在园"))
                    for row in one.enrolments
                ],
            }
            for one in found
        ],
        "serves": request.actor.may(READ),
    }  # fmt: skip
    return render(request, "childcare/mine.html", context)
