"""Beds, childcare places and services of a facility."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from anhuai.facilities import actions, queries
from anhuai.facilities.catalogue import KINDS
from anhuai.facilities.forms import BedsForm, PlacesForm, ServicesForm
from anhuai.facilities.rules import ChildcareClass, ClassPlaces
from anhuai.facilities.views.wording import url_of
from anhuai.kernel.money import yuan
from anhuai.kernel.unfit import concerning
from anhuai.platform import clock
from anhuai.platform.acting import NotHere
from anhuai.platform.asking import asked
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

MANAGE = Permit.FACILITIES_MANAGE
FLAGS = {"1": True, "0": False}


@page(MANAGE)
def facility_beds(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Add, change or withdraw beds."""
    found = queries.managed(request.actor, facility_id)
    if not KINDS[found.kind].has_beds:
        raise NotHere("beds", facility_id)
    form = BedsForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        given: dict[str, Any] = {
            "facility": facility_id, "labels": data["labels"], "on": data["on"],
        }  # fmt: skip
        with concerning("price"):
            price = yuan(data["price"]) if data["price"] else None
        flags = actions.BedFlags(
            nursing=FLAGS.get(data["nursing"]), public=FLAGS.get(data["public"]),
            in_service=FLAGS.get(data["in_service"]), medical=FLAGS.get(data["medical"]),
            room=data["room"] or None, price=price,
            checklist=tuple(data["checklist"]) or None,
        )  # fmt: skip
        if data["do"] == "add":
            actions.add_beds(request.actor, **given, flags=flags)
        elif data["do"] == "change":
            actions.change_beds(request.actor, **given, flags=flags)
        else:
            actions.withdraw_beds(request.actor, **given)

    return asked(request, form, perform, title=_("床位"), back=url_of(facility_id))


@page(MANAGE)
def facility_places(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Set the childcare places of every class group."""
    found = queries.managed(request.actor, facility_id)
    if not KINDS[found.kind].has_places:
        raise NotHere("places", facility_id)
    today = clock.today()
    initial: dict[str, Any] = {"on": today}
    for one in queries.detail(request.actor, facility_id, on=today).places:
        initial |= {f"classes_{one.group}": one.classes, f"places_{one.group}": one.places}
    form = PlacesForm(request.POST or None, initial=initial)

    def perform(data: dict[str, Any]) -> None:
        wanted = [
            ClassPlaces(group, data[f"classes_{group}"] or 1, data[f"places_{group}"] or 0)
            for group in ChildcareClass
        ]
        actions.set_childcare_places(
            request.actor, facility=facility_id, places=wanted, on=data["on"]
        )

    hint = _("托位超过每班人数标准的，机构页面会提示；家庭托育点最多 5 个托位。")
    return asked(
        request, form, perform, title=_("托位"), back=url_of(facility_id), more={"hint": hint}
    )


@page(MANAGE)
def facility_services(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Set what a facility offers."""
    found = queries.managed(request.actor, facility_id)
    kind = KINDS[found.kind]
    if not kind.has_services:
        raise NotHere("services", facility_id)
    today = clock.today()
    offered = queries.detail(request.actor, facility_id, on=today).services
    form = ServicesForm(
        request.POST or None, kind=kind,
        initial={"on": today, "codes": [one.code for one in offered]},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        actions.set_services(
            request.actor, facility=facility_id, codes=data["codes"], on=data["on"]
        )

    return asked(request, form, perform, title=_("服务项目"), back=url_of(facility_id))
