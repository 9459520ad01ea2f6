"""Pages of rosters: shifts, absences, accounts on phones, of one provider."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform import clock
from anhuai.platform.acting import NotHere
from anhuai.platform.asking import asked, day_after, last_day
from anhuai.platform.listing import Column, Filter, Table, badge, changed, filled, heads, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import OnceForm
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word
from anhuai.services import actions, queries
from anhuai.services.forms.rosters import (
    WEEKDAYS,
    AwayForm,
    CarerForm,
    LastDayForm,
    ShiftForm,
    hours_of,
)
from anhuai.services.rules.rostering import AwayKind
from anhuai.services.views.settling import export_of

READ, RUN = Permit.ORDERS_READ, Permit.ORDERS_RUN
SHIFTS = (
    Column("name", gettext_lazy("服务人员"), ("name",)),
    Column("days", gettext_lazy("星期")),
    Column("hours", gettext_lazy("班次"), css="nowrap"),
    Column("rest", gettext_lazy("休息")),
    Column("since", gettext_lazy("开始日期"), ("since",), css="nowrap"),
    Column("until", gettext_lazy("最后一天"), css="nowrap"),
)
AWAYS = (
    Column("name", gettext_lazy("服务人员")), Column("kind", gettext_lazy("原因")),
    Column("since", gettext_lazy("开始日期"), css="nowrap"),
    Column("until", gettext_lazy("最后一天"), css="nowrap"),
    Column("note", gettext_lazy("备注")), Column("undo", ""),
)  # fmt: skip
CARERS = (
    Column("name", gettext_lazy("服务人员")), Column("account", gettext_lazy("账号")),
    Column("since", gettext_lazy("开始日期"), css="nowrap"),
    Column("state", gettext_lazy("状态")),
)  # fmt: skip


def chosen(request: ActorRequest) -> tuple[int, list[tuple[int, str]]]:
    """Return the provider a page is about, 0 where there is none, and those to choose from."""
    able = queries.rostered(request.actor, on=clock.today())
    wanted = request.GET.get("organisation", "")
    if wanted.isdecimal() and len(wanted) < 12:
        one = queries.provider(request.actor, int(wanted))
        return one.pk, able if any(key == one.pk for key, _n in able) else [(one.pk, one.name)]
    return (able[0][0] if able else 0), able


def provider_filter(able: Sequence[tuple[int, str]]) -> list[Filter]:
    """Return the filter by provider, where there are several."""
    choices = [(str(key), name) for key, name in able]
    shown = Filter("organisation", gettext_lazy("服务商"), "select", choices)
    return [shown] if len(choices) > 1 else []


def tabs(request: ActorRequest, organisation: int) -> list[tuple[str, str, bool]]:
    """Return the tabs of a provider's work."""
    pages = [("day", _("当日路线")), ("shifts", _("班次")), ("aways", _("请假")),
             ("carers", _("上门账号"))]  # fmt: skip
    return [
        (title, f"{reverse(f'services:{name}')}?organisation={organisation}",
         request.path == reverse(f"services:{name}"))
        for name, title in pages
    ]  # fmt: skip


def in_tabs(request: ActorRequest, table: Table, title: str, organisation: int) -> HttpResponse:
    """Answer with a list under the provider's tabs, or just its rows."""
    whole = not request.headers.get("HX-Request")
    template = "services/roster.html" if whole else "platform/_rows.html"
    context = {"table": table, "title": title, "tabs": tabs(request, organisation)}
    return render(request, template, context)


def weekdays(bits: int) -> str:
    """Return weekdays in words."""
    return " ".join(str(name) for at, (_code, name) in enumerate(WEEKDAYS) if bits >> at & 1)


def _ends(at: date | None) -> str:
    return last_day(at)


@page(READ)
def shift_list(request: ActorRequest) -> HttpResponse:
    """A provider's shifts."""
    organisation, able = chosen(request)
    filters = filled(
        request,
        [*provider_filter(able), Filter("q", gettext_lazy("姓名")),
         Filter("ended", gettext_lazy("也看已停止的"), "check")],
    )  # fmt: skip
    asks = {one.name: one.value for one in filters}
    found = (
        queries.shifts(request.actor, organisation, on=clock.today(), ended=bool(asks["ended"]))
        if organisation else []
    )  # fmt: skip
    found = [one for one in found if asks["q"] in one.worker.name]
    sort = request.GET.get("sort", "name")
    if sort.lstrip("-") == "since":
        found.sort(key=lambda one: (one.since, one.pk))
    if sort.startswith("-"):
        found.reverse()
    runs = request.actor.may(RUN)
    table = Table(
        key="shifts", columns=heads(request, SHIFTS, sort), filters=filters,
        rows=[
            (
                link(reverse("services:shift_end", args=[one.pk]), one.worker.name)
                if runs and one.until is None else one.worker.name,
                weekdays(one.weekdays), f"{one.starts:%H:%M}-{one.ends:%H:%M}",
                f"{one.break_from:%H:%M}-{one.break_to:%H:%M} {one.break_minutes}"
                if one.break_from and one.break_to else "—",
                f"{one.since:%Y-%m-%d}", _ends(one.until),
            )
            for one in found
        ],
        count_text=_("共 %(count)s 条") % {"count": len(found)},
        export_url=f"{reverse('platform:sheet_export', args=['shifts'])}"
        f"?{changed(request).partition('?')[2]}" if runs else "",
        create_url=f"{reverse('services:shift_new')}?organisation={organisation}"
        if runs and organisation else "",
        create_title=_("登记班次"),
        empty_title=_("还没有班次"),
        empty_hint=_("先在“从业人员”里登记岗位，再登记谁星期几几点到几点上门；没有班次的人不排路线。"),
    )  # fmt: skip
    return in_tabs(request, table, _("班次"), organisation)


@page(READ)
def away_list(request: ActorRequest) -> HttpResponse:
    """A provider's absences, now and to come."""
    organisation, able = chosen(request)
    filters = filled(request, provider_filter(able))
    found = queries.aways(request.actor, organisation, on=clock.today()) if organisation else []
    runs = request.actor.may(RUN)
    table = Table(
        key="aways", columns=heads(request, AWAYS, ""), filters=filters,
        rows=[
            (
                one.worker.name, word(AwayKind(one.kind)), f"{one.since:%Y-%m-%d}",
                _ends(one.until), one.note,
                link(reverse("services:away_undo", args=[one.pk]), _("撤销")) if runs else "",
            )
            for one in found
        ],
        count_text=_("共 %(count)s 条") % {"count": len(found)},
        export_url=export_of(request, "aways") if runs else "",
        create_url=f"{reverse('services:away_new')}?organisation={organisation}"
        if runs and organisation else "",
        create_title=_("登记请假"),
        empty_title=_("没有人请假"),
        empty_hint=_("有人当天不能来，也可以在“当日路线”里直接登记并重新编制。"),
    )  # fmt: skip
    return in_tabs(request, table, _("请假"), organisation)


@page(READ)
def carer_list(request: ActorRequest) -> HttpResponse:
    """A provider's accounts on phones."""
    organisation, able = chosen(request)
    today = clock.today()
    filters = filled(request, provider_filter(able))
    found = queries.carers(request.actor, organisation) if organisation else []
    runs = request.actor.may(RUN)
    table = Table(
        key="carers", columns=heads(request, CARERS, ""), filters=filters,
        rows=[
            (
                link(reverse("services:carer_end", args=[one.pk]), one.worker.name)
                if runs and one.until is None else one.worker.name,
                one.account.username, f"{one.since:%Y-%m-%d}",
                badge(_("在岗"), "green")
                if one.since <= today and (one.until is None or one.until > today)
                else badge(_("不在岗"), "grey"),
            )
            for one in found
        ],
        count_text=_("共 %(count)s 条") % {"count": len(found)},
        export_url=export_of(request, "carers") if runs else "",
        create_url=f"{reverse('services:carer_new')}?organisation={organisation}"
        if runs and organisation else "",
        create_title=_("登记上门账号"),
        empty_title=_("还没有上门账号"),
        empty_hint=_("先由管理员给账号分配本单位的“上门服务员”角色，再在这里登记是哪名员工。"),
    )  # fmt: skip
    return in_tabs(request, table, _("上门账号"), organisation)


def _asked_of_staff(
    request: ActorRequest, form_type: Any, perform: Callable[[int, dict[str, Any]], None],
    title: str, back: str, **initial: Any,
) -> HttpResponse:  # fmt: skip
    """Ask with a form about a worker of the provider the address names."""
    wanted = request.GET.get("organisation", "")
    if not wanted.isdecimal() or len(wanted) > 12:
        raise NotHere("organisation", 0)
    organisation = queries.provider(request.actor, int(wanted), permit=RUN).pk
    able = queries.staff(request.actor, organisation, on=clock.today())
    form = form_type(
        request.POST or None, workers=[(str(key), name) for key, name in able], initial=initial
    )
    return asked(
        request, form, lambda data: perform(organisation, data), title=title,
        back=f"{reverse(back)}?organisation={organisation}",
    )  # fmt: skip


@page(RUN)
def shift_new(request: ActorRequest) -> HttpResponse:
    """Enter a shift."""

    def perform(organisation: int, data: dict[str, Any]) -> None:
        lon, lat = data["longitude"], data["latitude"]
        actions.set_shift(
            request.actor, organisation=organisation, worker=int(data["worker"]),
            hours=hours_of(data), since=data["since"], until=day_after(data["until"]),
            point=None if lon is None else (lon, lat),
        )  # fmt: skip

    return _asked_of_staff(
        request, ShiftForm, perform, _("登记班次"), "services:shifts", since=clock.today()
    )


@page(RUN)
def away_new(request: ActorRequest) -> HttpResponse:
    """Enter an absence."""

    def perform(organisation: int, data: dict[str, Any]) -> None:
        actions.record_away(
            request.actor, organisation=organisation, worker=int(data["worker"]),
            kind=AwayKind(data["kind"]), since=data["since"], until=day_after(data["until"]),
            note=data["note"],
        )  # fmt: skip

    return _asked_of_staff(
        request, AwayForm, perform, _("登记请假"), "services:aways", since=clock.today()
    )


@page(RUN)
def carer_new(request: ActorRequest) -> HttpResponse:
    """Enter an account that serves orders on a phone."""

    def perform(organisation: int, data: dict[str, Any]) -> None:
        actions.enter_carer(
            request.actor, organisation=organisation, username=data["username"],
            worker=int(data["worker"]), since=data["since"],
        )  # fmt: skip

    return _asked_of_staff(
        request, CarerForm, perform, _("登记上门账号"), "services:carers", since=clock.today()
    )


@page(RUN)
def shift_end(request: ActorRequest, shift_id: int) -> HttpResponse:
    """End a shift."""
    one = queries.shift(request.actor, shift_id)
    form = LastDayForm(request.POST or None, initial={"on": clock.today(), "version": one.version})

    def perform(data: dict[str, Any]) -> None:
        version = data["version"] if data["version"] is not None else one.version
        actions.end_shift(request.actor, shift=shift_id, version=version, on=data["on"])

    return asked(
        request, form, perform, title=_("停止班次：%(name)s") % {"name": one.worker.name},
        back=f"{reverse('services:shifts')}?organisation={one.organisation_id}",
    )  # fmt: skip


@page(RUN)
def away_undo(request: ActorRequest, away_id: int) -> HttpResponse:
    """Withdraw an absence."""
    one = queries.away(request.actor, away_id)
    form = OnceForm(request.POST if request.method == "POST" else None)

    def perform(_data: dict[str, Any]) -> None:
        actions.withdraw_away(request.actor, away=away_id)

    return asked(
        request, form, perform, title=_("撤销请假：%(name)s") % {"name": one.worker.name},
        back=f"{reverse('services:aways')}?organisation={one.organisation_id}",
        more={"submit_title": _("撤销")},
    )  # fmt: skip


@page(RUN)
def carer_end(request: ActorRequest, carer_id: int) -> HttpResponse:
    """End an account's serving."""
    one = queries.carer(request.actor, carer_id)
    form = LastDayForm(request.POST or None, initial={"on": clock.today(), "version": one.version})

    def perform(data: dict[str, Any]) -> None:
        version = data["version"] if data["version"] is not None else one.version
        actions.end_carer(request.actor, carer=carer_id, version=version, on=data["on"])

    return asked(
        request, form, perform, title=_("停用上门账号：%(name)s") % {"name": one.worker.name},
        back=f"{reverse('services:carers')}?organisation={one.organisation_id}",
    )  # fmt: skip
