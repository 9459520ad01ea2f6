"""What this room's lists share: towns to filter by, tabs."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.divisions import Level
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.listing import Filter, Table
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

READ = Permit.CHILDCARE_READ


def town_filter(request: ActorRequest) -> Filter:
    """Return the filter by town, of those the actor reaches."""
    towns = places.choices(
        request.actor, on=clock.today(), permit=Permit.PLACES_READ, level=Level.TOWN,
        within=county.code(),
    )  # fmt: skip
    return Filter("division", gettext_lazy("乡镇"), "select", towns)


def shown(request: ActorRequest, table: Table, title: str, **more: Any) -> HttpResponse:
    """Answer with a list under this room's tabs, or just its rows when htmx asks."""
    whole = not request.headers.get("HX-Request")
    template = "childcare/list.html" if whole else "platform/_rows.html"
    tabs = [
        (text, reverse(f"childcare:{name}"), request.path == reverse(f"childcare:{name}"))
        for name, text in (
            ("nurseries", _("托育机构")), ("applications", _("托位申请")),
            ("children", _("在托儿童")), ("staff", _("托育员工")), ("bills", _("托育账单")),
            ("subsidies", _("普惠补助")), ("reports", _("年度报告")), ("rules", _("录取规则")),
            ("figures", _("托位统计")),
        )
    ]  # fmt: skip
    return render(request, template, {"table": table, "title": title, "tabs": tabs, **more})
