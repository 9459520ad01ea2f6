"""Pages about volunteers and their teams, and what the person page says of them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.civil import actions, queries
from anhuai.civil.forms import OnForm, TeamForm
from anhuai.civil.views.organisations import MANAGE, READ, divisions, towns
from anhuai.kernel.months import age_on
from anhuai.people import queries as people
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.acting import NotHere
from anhuai.platform.asking import asked
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    changed,
    count_up_to,
    filled,
    heads,
    link,
    order_of,
    window,
)
from anhuai.platform.pages import page
from anhuai.platform.panels import panel
from anhuai.platform.requests import ActorRequest

COLUMNS = (
    Column("name", gettext_lazy("姓名"), ("person__pinyin",)),
    Column("age", gettext_lazy("年龄"), css="num"),
    Column("division", gettext_lazy("常住地"), ("person__division", "person__pinyin")),
    Column("since", gettext_lazy("注册日期"), ("since",)),
    Column("end", gettext_lazy("操作")),
)
TEAM_COLUMNS = (
    Column("name", gettext_lazy("名称"), ("name",)),
    Column("division", gettext_lazy("服务地区"), ("division", "name")),
    Column("since", gettext_lazy("登记日期"), ("since",)),
    Column("end", gettext_lazy("操作")),
)


def _answer(request: ActorRequest, table: Table, title: str) -> HttpResponse:
    template = "platform/_rows.html" if request.headers.get("HX-Request") else "civil/list.html"
    return render(request, template, {"table": table, "title": title})


def _end_link(request: ActorRequest, url: str, name: str, division: str) -> SafeString | str:
    if not request.actor.scope(MANAGE).covers(division):
        return ""
    text = format_html('{}<span class="visually-hidden"> {}</span>', _("结束"), name)
    return link(url, text)


@page(READ)
def volunteer_list(request: ActorRequest) -> HttpResponse:
    """The volunteers there are now."""
    today = clock.today()
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("姓名")),
            Filter("division", gettext_lazy("乡镇"), "select", towns(request)),
            Filter("old", gettext_lazy("60 岁以上"), "check"),
        ],
    )
    asks = {one.name: one.value for one in filters}
    which: dict[str, Any] = {
        "q": asks["q"],
        "division": asks["division"] if asks["division"].isdigit() else None,
        "min_age": 60 if asks["old"] else None,
    }
    order, key = order_of(request, COLUMNS, ["person__pinyin"])
    after = request.GET.get("after", "")
    try:
        seen = queries.volunteer_page(request.actor, on=today, order=order, after=after, **which)
    except BadCursor:
        seen = queries.volunteer_page(request.actor, on=today, order=order, **which)
    count, more = count_up_to(queries.volunteers(request.actor, on=today, **which))
    rows = [
        (
            link(f"/people/{person}/", name),
            age_on(born, today),
            places.path_of(division),
            f"{since:%Y-%m-%d}",
            _end_link(request, f"/civil/volunteers/{pk}/end", name, division),
        )
        for pk, person, name, _sex, born, division, since in seen.rows
    ]
    table = Table(
        key="volunteers",
        columns=heads(request, COLUMNS, key),
        rows=rows,
        filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 人") if more else _("共 %(count)s 人"))
        % {"count": f"{count:,}"},
        empty_title=_("没有符合条件的志愿者"),
        empty_hint=_("在人员页面的“志愿服务”里登记志愿者。"),
    )
    return _answer(request, table, _("志愿者"))


@page(MANAGE)
def volunteer_new(request: ActorRequest, person_id: int) -> HttpResponse:
    """Enrol a person as volunteer."""
    people.person_in_scope(request.actor, person_id)
    form = OnForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.enrol_volunteer(request.actor, person=person_id, on=data["on"])

    return asked(
        request, form, perform, title=_("登记为志愿者"), back=f"/people/{person_id}/",
        more={"hint": _("填写注册成为志愿者的日期。")},
    )  # fmt: skip


@page(MANAGE)
def volunteer_end(request: ActorRequest, volunteer_id: int) -> HttpResponse:
    """End an enrolment."""
    found = queries.volunteer(request.actor, volunteer_id, permit=MANAGE)
    if found.until is not None:
        raise NotHere("volunteer", volunteer_id)
    form = OnForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.withdraw_volunteer(request.actor, volunteer=volunteer_id, on=data["on"])

    title = _("结束志愿者身份：%(name)s") % {"name": found.person.name}
    return asked(request, form, perform, title=title, back=reverse("civil:volunteers"))


@page(READ)
def team_list(request: ActorRequest) -> HttpResponse:
    """The volunteer teams there are now."""
    today = clock.today()
    filters = filled(request, [Filter("division", gettext_lazy("乡镇"), "select", towns(request))])
    asks = filters[0].value
    rows = queries.teams(request.actor, on=today, division=asks if asks.isdigit() else None)
    order, key = order_of(request, TEAM_COLUMNS, ["division", "name"])
    fields = ("pk", "name", "division", "since")
    try:
        seen = window(rows, fields=fields, order=order, after=request.GET.get("after", ""))
    except BadCursor:
        seen = window(rows, fields=fields, order=order, after="")
    table = Table(
        key="teams",
        columns=heads(request, TEAM_COLUMNS, key),
        rows=[
            (
                name,
                places.path_of(division),
                f"{since:%Y-%m-%d}",
                _end_link(request, f"/civil/teams/{pk}/end", name, division),
            )
            for pk, name, division, since in seen.rows
        ],
        filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        create_url=reverse("civil:team_new") if request.actor.may(MANAGE) else "",
        create_title=_("登记队伍"),
        empty_title=_("还没有志愿服务队伍"),
        empty_hint=_("登记后按乡镇、村统计队伍覆盖率。"),
    )
    return _answer(request, table, _("志愿服务队伍"))


@page(MANAGE)
def team_new(request: ActorRequest) -> HttpResponse:
    """Register a volunteer team."""
    form = TeamForm(
        request.POST or None, divisions=divisions(request), initial={"on": clock.today()}
    )

    def perform(data: dict[str, Any]) -> None:
        actions.register_team(
            request.actor, name=data["name"], division=data["division"], on=data["on"]
        )

    return asked(request, form, perform, title=_("登记队伍"), back=reverse("civil:teams"))


@page(MANAGE)
def team_end(request: ActorRequest, team_id: int) -> HttpResponse:
    """End a volunteer team."""
    found = queries.team(request.actor, team_id, permit=MANAGE)
    if found.until is not None:
        raise NotHere("volunteer_team", team_id)
    form = OnForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.end_team(request.actor, team=team_id, on=data["on"])

    title = _("结束队伍：%(name)s") % {"name": found.name}
    return asked(request, form, perform, title=title, back=reverse("civil:teams"))


@panel("people.person", title=gettext_lazy("志愿服务"), order=80, permit=READ)
def volunteering(request: ActorRequest, key: int) -> SafeString | str:
    """Draw since when a person volunteers, with a way to enrol who does not."""
    today = clock.today()
    periods = queries.volunteering(request.actor, key)
    active = any(until is None or until > today for _since, until in periods)
    may = request.actor.may(MANAGE)
    if not periods and not may:
        return ""
    context = {"periods": periods, "person": key, "offers": may and not active}
    return SafeString(render_to_string("civil/_volunteering.html", context, request=request))
