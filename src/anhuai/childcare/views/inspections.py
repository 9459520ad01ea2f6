"""Inspections of nurseries: recorded by the county, seen by the nursery, beside its report."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from anhuai.childcare import actions, queries
from anhuai.childcare.forms import InspectionForm
from anhuai.childcare.rules.yearly import Inspected
from anhuai.childcare.views import sheet
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.listing import badge, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import OnceForm
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word

READ, RANK = Permit.CHILDCARE_READ, Permit.CHILDCARE_RANK


def serves_county(request: ActorRequest) -> bool:
    """Say whether the actor acts for divisions, not for an institution of its own."""
    return bool(request.actor.scope(RANK).divisions)


def table(request: ActorRequest, found: Sequence[queries.Looked], title: str) -> sheet.Sheet:
    """Return inspections as a table; the county may take one back."""
    county = request.actor.may(RANK) and serves_county(request)
    last: list[sheet.Head] = [("", "nowrap")] if county else []
    return sheet.Sheet(
        title,
        [
            (_("检查日期"), "nowrap"), (_("检查类别"), ""), (_("检查单位"), ""),
            (_("检查结果"), ""), (_("检查情况"), ""), *last,
        ],
        [[*_cells(one), *([_undo(one)] if county else [])] for one in found],
        _("没有登记过检查。"),
    )  # fmt: skip


def _cells(one: queries.Looked) -> list[Any]:
    title = _("备案后现场核查") if one.kind == queries.SITE else word(Inspected(one.kind))
    passed = badge(_("没有发现问题"), "green") if one.passed else badge(_("发现问题"), "red")
    return [f"{one.on:%Y-%m-%d}", title, one.authority or "—", passed, one.says or "—"]


def _undo(one: queries.Looked) -> Any:
    if not one.key:
        return ""
    return link(reverse("childcare:inspection_retract", args=[one.key]), _("作废"))


@page(READ)
def inspection_list(request: ActorRequest, nursery_id: int) -> HttpResponse:
    """The inspections of a nursery on record, newest first."""
    home = queries.nursery(request.actor, nursery_id)
    today = clock.today()
    found = queries.looked_at(
        home, since=date(today.year - 5, 1, 1), until=today + timedelta(days=1)
    )
    url = reverse("childcare:inspection_new", args=[nursery_id])
    return sheet.shown(
        request, title=_("检查记录：%(name)s") % {"name": home.facility.name},
        facts=[
            (_("托育机构"), home.facility.name), (_("近五年检查次数"), len(found)),
            (_("其中发现问题"), sum(not one.passed for one in found)),
        ],
        says=[_("由县里登记；备案后的现场核查来自机构档案。年度报告自报的次数与此核对。")],
        tables=[table(request, found, _("检查记录"))],
        buttons=[(url, "plus", _("登记检查"), True)]
        if request.actor.may(RANK) and serves_county(request) else [],
        back_url=reverse("childcare:nursery", args=[nursery_id]), back_title=home.facility.name,
    )  # fmt: skip


@page(RANK)
def inspection_new(request: ActorRequest, nursery_id: int) -> HttpResponse:
    """Record an inspection."""
    home = queries.nursery(request.actor, nursery_id, permit=RANK)
    form = InspectionForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.record_inspection(
            request.actor, nursery=nursery_id, **(data | {"passed": data["passed"] == "1"})
        )

    return asked(
        request, form, perform, title=_("登记检查：%(name)s") % {"name": home.facility.name},
        back=reverse("childcare:inspections", args=[nursery_id]),
    )  # fmt: skip


@page(RANK)
def inspection_retract(request: ActorRequest, inspection_id: int) -> HttpResponse:
    """Take back an inspection recorded in error."""
    one = queries.inspection(request.actor, inspection_id, permit=RANK)

    def perform(_data: dict[str, Any]) -> None:
        actions.retract_inspection(request.actor, inspection=inspection_id)

    return asked(
        request, OnceForm(request.POST or None), perform, title=_("作废检查记录"),
        back=reverse("childcare:inspections", args=[one.nursery_id]),
        more={"danger": True, "submit_title": _("作废"),
              "hint": _("登记错了才作废；留在办理记录里。")},
    )  # fmt: skip
