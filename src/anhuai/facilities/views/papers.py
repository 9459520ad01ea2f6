"""Licences, marks and works of a facility."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from anhuai.facilities import actions, queries
from anhuai.facilities.catalogue import KINDS
from anhuai.facilities.forms import (
    AcceptanceForm,
    EndForm,
    LicenceForm,
    MarkForm,
    RenewalForm,
    WorksForm,
)
from anhuai.facilities.rules import LICENCES, WorksFacts, WorksKind
from anhuai.facilities.views.wording import mark_title, url_of
from anhuai.platform import clock
from anhuai.platform.acting import NotHere
from anhuai.platform.asking import asked, day_after, last_day
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import title_of, word

MANAGE = Permit.FACILITIES_MANAGE
BARRIER_FREE = {"1": True, "0": False}


@page(MANAGE)
def facility_licences(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Record a licence."""
    queries.managed(request.actor, facility_id)
    form = LicenceForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        actions.add_licence(
            request.actor,
            facility=facility_id,
            kind=data["kind"],
            number=data["number"],
            issuer=data["issuer"],
            since=data["since"],
            until=day_after(data["valid_to"]),
        )

    return asked(request, form, perform, title=_("登记证照"), back=url_of(facility_id))


@page(MANAGE)
def licence_renew(request: ActorRequest, facility_id: int, licence_id: int) -> HttpResponse:
    """Renew a licence."""
    old = queries.licence(request.actor, licence_id)
    if old.facility.pk != facility_id:
        raise NotHere("licence", licence_id)
    form = RenewalForm(request.POST or None, initial={"since": old.until or clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.renew_licence(
            request.actor,
            licence=licence_id,
            number=data["number"],
            since=data["since"],
            until=day_after(data["valid_to"]),
        )

    title = _("续期：%(licence)s") % {"licence": title_of(LICENCES[old.kind])}
    hint = _("原证 %(number)s，有效期至 %(day)s") % {
        "number": old.number or "—", "day": last_day(old.until),
    }  # fmt: skip
    return asked(request, form, perform, title=title, back=url_of(facility_id), more={"hint": hint})


@page(MANAGE)
def facility_marks(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Give a facility a mark."""
    found = queries.managed(request.actor, facility_id, officially=True)
    form = MarkForm(request.POST or None, kind=KINDS[found.kind])

    def perform(data: dict[str, Any]) -> None:
        code, _colon, grade = data["mark"].partition(":")
        actions.set_mark(
            request.actor,
            facility=facility_id,
            code=code,
            grade=grade,
            since=data["since"],
            until=day_after(data["valid_to"]),
            source=data["source"],
        )

    return asked(request, form, perform, title=_("登记标识"), back=url_of(facility_id))


@page(MANAGE)
def mark_end(request: ActorRequest, facility_id: int, mark_id: int) -> HttpResponse:
    """Take a mark away."""
    queries.managed(request.actor, facility_id, officially=True)
    found = queries.mark(request.actor, mark_id)
    if found.facility.pk != facility_id:
        raise NotHere("mark", mark_id)
    form = EndForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.end_mark(request.actor, mark=mark_id, on=data["on"])

    title = _("取消标识：%(mark)s") % {"mark": mark_title(found.code, found.grade)}
    return asked(request, form, perform, title=title, back=url_of(facility_id))


@page(MANAGE)
def facility_works(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Record building works."""
    queries.managed(request.actor, facility_id, officially=True)
    form = WorksForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        facts = WorksFacts(
            kind=WorksKind(data["kind"]),
            started=data["started"],
            accepted=data["accepted"],
            beds=data["beds"],
            nursing_beds=data["nursing_beds"],
            area=data["area"],
            barrier_free=BARRIER_FREE.get(data["barrier_free"]),
        )
        actions.record_works(request.actor, facility=facility_id, facts=facts)

    return asked(request, form, perform, title=_("登记工程"), back=url_of(facility_id))


@page(MANAGE)
def works_accept(request: ActorRequest, facility_id: int, works_id: int) -> HttpResponse:
    """Record that works were accepted."""
    queries.managed(request.actor, facility_id, officially=True)
    found = queries.works_under_way(request.actor, works_id)
    if found.facility.pk != facility_id:
        raise NotHere("works", works_id)
    form = AcceptanceForm(request.POST or None, initial={"accepted": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.accept_works(
            request.actor,
            works=works_id,
            accepted=data["accepted"],
            barrier_free=BARRIER_FREE.get(data["barrier_free"]),
        )

    title = _("工程验收：%(works)s") % {"works": word(WorksKind(found.kind))}
    return asked(request, form, perform, title=title, back=url_of(facility_id))
