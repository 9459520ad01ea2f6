"""Record checks of who works with children: the list, and recording an answer."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.divisions import Level
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, Table, badge, filled, heads, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word, words
from anhuai.workforce import actions, queries
from anhuai.workforce.forms import CheckForm
from anhuai.workforce.rules import CheckState
from anhuai.workforce.views.exports import export_of
from anhuai.workforce.views.workers import post_title

READ, MANAGE = Permit.WORKFORCE_READ, Permit.WORKFORCE_MANAGE
COLUMNS = (
    Column("name", gettext_lazy("姓名")),
    Column("kind", gettext_lazy("岗位")),
    Column("place", gettext_lazy("机构或地区")),
    Column("state", gettext_lazy("状态")),
    Column("asked_on", gettext_lazy("查询日期")),
)
COLOURS = {
    CheckState.CLEAR: "green", CheckState.DUE: "orange", CheckState.MISSING: "red",
    CheckState.BARRED: "red",
}  # fmt: skip


def state_of(text: str) -> CheckState | None:
    """Return the state an address asks for; None for all."""
    return CheckState(text) if text in set(CheckState) else None


@page(READ)
def check_list(request: ActorRequest) -> HttpResponse:
    """Everybody who works with children, who needs a check first."""
    today = clock.today()
    towns = places.choices(
        request.actor, on=today, permit=Permit.PLACES_READ, level=Level.TOWN, within=county.code()
    )
    filters = filled(
        request,
        [
            Filter("state", gettext_lazy("状态"), "select", words(CheckState)),
            Filter("division", gettext_lazy("乡镇"), "select", towns),
        ],
    )
    asks = {one.name: one.value for one in filters}
    rows = queries.checks_page(
        request.actor, on=today, state=state_of(asks["state"]),
        division=asks["division"] if asks["division"].isdigit() else None,
    )  # fmt: skip
    table = Table(
        key="workforce-checks",
        columns=heads(request, COLUMNS, ""),
        rows=[_cells(one) for one in rows],
        filters=filters,
        count_text=_("共 %(count)s 个岗位") % {"count": len(rows)},
        export_url=export_of(request, "workforce-checks"),
        empty_title=_("没有符合条件的人员"),
        empty_hint=_("只有接触未成年人的岗位需要查询。"),
    )
    template = "platform/_rows.html" if request.headers.get("HX-Request") else "platform/list.html"
    return render(request, template, {"table": table, "title": _("违法犯罪记录查询")})


def _cells(one: queries.CheckRow) -> tuple[object, ...]:
    return (
        link(f"/workforce/{one.worker}/", one.name),
        post_title(one.kind),
        one.facility or places.path_of(one.place),
        badge(word(one.state), COLOURS[one.state]),
        f"{one.asked_on:%Y-%m-%d}" if one.asked_on else "",
    )


@page(MANAGE)
def check_new(request: ActorRequest, worker_id: int) -> HttpResponse:
    """Record what the police answered."""
    found = queries.worker(request.actor, worker_id, permit=MANAGE)
    form = CheckForm(request.POST or None, initial={"asked_on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.record_check(
            request.actor, worker=worker_id, asked_on=data["asked_on"],
            is_clear=data["answer"] == "clear", document=data["document"],
        )  # fmt: skip

    hint = _("只登记能不能从业，不要写记录内容。入职前查一次，以后每年查一次。")
    return asked(
        request, form, perform, title=_("登记违法犯罪记录查询：%(name)s") % {"name": found.name},
        back=reverse("workforce:worker", args=[worker_id]), more={"hint": hint},
    )  # fmt: skip
