"""Opening a facility, correcting it, its status, operator and position."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from anhuai.facilities import actions, queries
from anhuai.facilities.forms import (
    FacilityForm,
    NewFacilityForm,
    OperatorForm,
    PositionForm,
    ReopenForm,
    StatusForm,
)
from anhuai.facilities.rules import FacilityFacts, Ownership, Status
from anhuai.facilities.views.wording import url_of
from anhuai.kernel.geometry import Datum
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.acting import Refused
from anhuai.platform.asking import asked
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

MANAGE = Permit.FACILITIES_MANAGE


def divisions(request: ActorRequest, *, current: str = "") -> list[tuple[str, Any]]:
    """Return where the actor may keep something; where it stands now, even if that has ended."""
    choices = places.choices(request.actor, on=clock.today(), permit=MANAGE, within=county.code())
    gone = [(current, places.path_of(current))] if current and current not in dict(choices) else []
    return [("", "—"), *gone, *choices]


def _operators(request: ActorRequest) -> list[tuple[str, Any]]:
    rows = (
        queries.organisations(request.actor, MANAGE)
        .order_by("pinyin", "pk")
        .values_list("pk", "name")
    )
    return [(str(key), name) for key, name in rows]


def _facts(data: dict[str, Any]) -> FacilityFacts:
    return FacilityFacts(
        name=data["name"],
        division=data["division"],
        ownership=Ownership(data["ownership"]),
        tier=data["tier"],
        address=data["address"],
        social_credit_code=data["social_credit_code"],
        phone=data["phone"],
        land_area=data["land_area"],
        building_area=data["building_area"],
    )


@page(MANAGE)
def facility_new(request: ActorRequest) -> HttpResponse:
    """Register a facility."""
    if not request.actor.scope(MANAGE).divisions:
        raise Refused(MANAGE)
    form = NewFacilityForm(
        request.POST or None,
        divisions=divisions(request),
        operators=_operators(request),
        initial={"kind": request.GET.get("kind", ""), "division": request.GET.get("division", "")},
    )

    def perform(data: dict[str, Any]) -> str:
        opened = actions.open_facility(
            request.actor,
            kind=data["kind"],
            facts=_facts(data),
            on=data["on"],
            status=Status(data["status"]),
            operator=int(data["operator"]) if data["operator"] else None,
        )
        return url_of(opened.pk)

    return asked(
        request, form, perform, title=_("登记机构"), back=reverse("facilities:list"),
        more={"submit_title": _("登记")},
    )  # fmt: skip


@page(MANAGE)
def facility_edit(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Correct a facility's facts."""
    found = queries.managed(request.actor, facility_id)
    own_only = not queries.is_official(request.actor, found)
    names = (*FacilityForm.official, "address", "phone", "land_area", "building_area", "version")
    form = FacilityForm(
        request.POST or None,
        divisions=divisions(request, current=found.division),
        own_only=own_only,
        initial={name: getattr(found, name) for name in names},
    )

    def perform(data: dict[str, Any]) -> None:
        version = data["version"] if data["version"] is not None else found.version
        actions.edit_facility(
            request.actor, facility=facility_id, version=version, facts=_facts(data)
        )

    return asked(
        request, form, perform, title=_("修改机构信息"), back=url_of(facility_id),
        more={"hint": _("名称、所在地、所有制和信用代码由主管部门维护。") if own_only else ""},
    )  # fmt: skip


@page(MANAGE)
def facility_status(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Give a facility another status."""
    found = queries.managed(request.actor, facility_id, officially=True)
    form = StatusForm(request.POST or None, current=found.status, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.change_status(
            request.actor,
            facility=facility_id,
            status=Status(data["status"]),
            on=data["on"],
            reason=data["reason"],
            source=data["source"],
        )

    hint = _("注销后床位、托位、服务、标识和员工岗位自该日起结束；请先安置好在住人员。")
    return asked(
        request, form, perform, title=_("变更状态"), back=url_of(facility_id), more={"hint": hint}
    )


@page(MANAGE)
def facility_reopen(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Let a closed facility operate again, or take back a closing that was wrong."""
    found = queries.managed(request.actor, facility_id, officially=True)
    form = ReopenForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.reopen_facility(request.actor, facility=facility_id, **data)

    hint = _(
        "注销登记有误的，填注销日期 %(closed)s：床位、托位、服务、标识和员工岗位全部恢复。"
        "重新开业的，填开业日期：床位、托位和服务自该日起恢复，标识和员工请重新登记。"
    ) % {"closed": found.closed or ""}
    return asked(
        request, form, perform, title=_("恢复运营：%(name)s") % {"name": found.name},
        back=url_of(facility_id), more={"hint": hint, "submit_title": _("恢复运营")},
    )  # fmt: skip


@page(MANAGE)
def facility_operator(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Name the organisation that runs a facility."""
    found = queries.managed(request.actor, facility_id, officially=True)
    form = OperatorForm(
        request.POST or None, operators=_operators(request),
        initial={"operator": found.operator.pk if found.operator else ""},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        chosen = int(data["operator"]) if data["operator"] else None
        actions.set_operator(request.actor, facility=facility_id, operator=chosen)

    return asked(
        request, form, perform, title=_("运营单位"), back=url_of(facility_id),
        more={"hint": _("该单位的负责人登录后可以维护这家机构的床位、证照和员工。")},
    )  # fmt: skip


@page(MANAGE)
def facility_position(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Put a facility on the map."""
    found = queries.managed(request.actor, facility_id)
    form = PositionForm(
        request.POST or None,
        initial={"longitude": found.longitude, "latitude": found.latitude, "datum": Datum.WGS84},
    )

    def perform(data: dict[str, Any]) -> None:
        actions.set_position(
            request.actor,
            facility=facility_id,
            longitude=data["longitude"],
            latitude=data["latitude"],
            datum=Datum(data["datum"]),
        )

    return asked(request, form, perform, title=_("坐标"), back=url_of(facility_id))
