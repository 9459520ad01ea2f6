"""Pages of devices: the list, one device, registering, binding, tests, commands."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.divisions import Level
from anhuai.kernel.unfit import Unfit
from anhuai.people import queries as people
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.asking import asked
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    badge,
    changed,
    count_up_to,
    filled,
    heads,
    link,
    order_of,
)
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import sent
from anhuai.platform.requests import ActorRequest
from anhuai.platform.views.trail import shown_list
from anhuai.platform.words import definitions, is_english, title_of
from anhuai.response import actions, queries
from anhuai.response.actions import COMMANDS
from anhuai.response.catalogue import DEVICES
from anhuai.response.forms import BindForm, CommandForm, DayForm, RegisterForm
from anhuai.response.rules import ALARMS, PROTOCOLS

READ, MANAGE = Permit.RESPONSE_READ, Permit.RESPONSE_MANAGE
LOW = 20
COLUMNS = (
    Column("ident", gettext_lazy("设备编号"), ("ident",)),
    Column("kind", gettext_lazy("设备类型"), ("kind", "ident")),
    Column("person", gettext_lazy("人员")),
    Column("place", gettext_lazy("地区")),
    Column("spot", gettext_lazy("安装位置")),
    Column("battery", gettext_lazy("电量"), css="num"),
    Column("seen", gettext_lazy("最近上线")),
    Column("state", gettext_lazy("状态")),
)
STATES = (
    ("silent", gettext_lazy("失联")), ("low", gettext_lazy("电量低")),
    ("never", gettext_lazy("从未上线")),
)  # fmt: skip


def at(ms: int | None) -> str:
    """Return a time in milliseconds as local time."""
    moment = queries.moment(ms)
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S}" if moment else ""


def kind_title(code: str) -> str:
    """Return a device type's title; a code no longer defined is its own title."""
    return title_of(DEVICES[code]) if code in DEVICES else code


def alarm_title(code: str) -> str:
    """Return what kind of alarm it was; telemetry is called by its code."""
    one = ALARMS.get(code)
    return code if one is None else (one.title_en if is_english() else one.title)


def state_of(battery: int | None, seen: int | None, silent: int | None) -> SafeString:
    """Return how a device is, as a badge."""
    if silent is not None:
        return badge(_("失联"), "red")
    if seen is None:
        return badge(_("从未上线"), "grey")
    if battery is not None and battery <= LOW:
        return badge(_("电量低"), "orange")
    return badge(_("在线"), "green")


def _cells(rows: list[tuple[Any, ...]]) -> list[tuple[object, ...]]:
    return [
        (
            link(f"/response/{pk}/", ident), kind_title(kind),
            link(f"/people/{person}/", name) if person else "",
            places.path_of(place) if place else "", spot,
            "" if battery is None else f"{battery}%", at(seen), state_of(battery, seen, silent),
        )
        for pk, ident, kind, person, name, place, spot, battery, seen, silent, _tested in rows
    ]  # fmt: skip


@page(READ, menu=Menu(gettext_lazy("设备"), "device", 32, group="registers"), name="response:list")
def device_list(request: ActorRequest) -> HttpResponse:
    """Every device in use within the scope."""
    towns = places.choices(
        request.actor, on=clock.today(), permit=READ, level=Level.TOWN, within=county.code()
    )
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("设备编号或人员")),
            Filter("kind", gettext_lazy("设备类型"), "select", definitions(DEVICES)),
            Filter("division", gettext_lazy("乡镇"), "select", towns),
            Filter("state", gettext_lazy("状态"), "select", STATES),
        ],
    )
    asks = {one.name: one.value for one in filters}
    order, key = order_of(request, COLUMNS, ["ident"])
    try:
        seen = queries.page(request.actor, order=order, after=request.GET.get("after", ""), **asks)
    except BadCursor:
        seen = queries.page(request.actor, order=order, after="", **asks)
    count, more = count_up_to(queries.listed(request.actor, **asks))
    manages = request.actor.may(MANAGE)
    table = Table(
        key="devices",
        columns=heads(request, COLUMNS, key),
        rows=_cells(seen.rows),
        filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 台") if more else _("共 %(count)s 台")) % {"count": count},
        export_url=changed(request).replace(request.path, "/sheets/devices/export", 1),
        import_url="/sheets/devices/import" if manages else "",
        create_url=reverse("response:new") if manages else "",
        create_title=_("登记设备"),
        empty_title=_("没有符合条件的设备"),
        empty_hint=_("请放宽筛选条件；只能看到您负责范围内的设备。"),
    )
    return shown_list(request, table, _("设备"))


@page(READ)
def device_detail(request: ActorRequest, device_id: int) -> HttpResponse:
    """One device: whose, where, how it is, what it raised and said."""
    file = queries.detail(request.actor, device_id=device_id)
    one = file.device
    kind = DEVICES.get(one.kind)
    place = one.division or (one.person.division if one.person else "")
    interval = one.interval or (kind.interval if kind else None)
    context = {
        "title": f"{kind_title(one.kind)} {one.ident}",
        "device": one,
        "back_url": reverse("response:list"),
        "badges": [state_of(one.battery, one.last_seen_ms, one.silent_since_ms)],
        "facts": [
            (_("人员"), link(f"/people/{one.person_id}/", one.person.name) if one.person else ""),
            (_("地区"), places.path_of(place) if place else ""),
            (_("安装位置"), one.spot),
            (_("安装日期"), _day(one.installed_on)),
            (_("安装人"), one.installed_by),
            (_("电量"), "" if one.battery is None else f"{one.battery}%"),
            (_("最近上线"), at(one.last_seen_ms)),
            (_("心跳间隔（秒）"), interval),
            (_("用户测试"), _day(one.tested_on)),
            (_("按钮检查"), _day(one.checked_on)),
            (_("协议"), "、".join(PROTOCOLS[p] for p in kind.protocols) if kind else ""),
            (_("停用日期"), _day(one.removed_on) or _("使用中")),
        ],
        "manages": request.actor.may(MANAGE) and one.removed_on is None,
        "alarms": [
            (alarm_title(a.kind), at(a.pressed_ms), at(a.received_ms), a.is_late, a.case_id)
            for a in file.alarms
        ],
        "readings": [(alarm_title(k), at(ms), body[:200]) for k, ms, body in file.readings],
        "commands": [
            (COMMANDS[c.command], c.body, at(c.created_ms), _COMMAND_STATES[c.state])
            for c in file.commands
        ],
    }  # fmt: skip
    return render(request, "response/device.html", context)


_COMMAND_STATES = {
    "waiting": gettext_lazy("待发"), "sent": gettext_lazy("已发"),
    "done": gettext_lazy("设备已确认"),
}  # fmt: skip


def _day(on: date | None) -> str:
    return f"{on:%Y-%m-%d}" if on else ""


def _divisions(request: ActorRequest) -> list[tuple[str, str]]:
    found = places.choices(request.actor, on=clock.today(), permit=MANAGE, within=county.code())
    return list(found)


def _person(request: ActorRequest, typed: str) -> int | None:
    """Return the person of the register with an ID number; raises `BadDevice` for the field."""
    if not typed:
        return None
    try:
        found = people.named(request.actor, typed, on=clock.today())
    except Unfit as error:
        raise actions.BadDevice(
            "person", error.message, error.message_en, field="person"
        ) from error
    if len(found) != 1:
        raise actions.BadDevice(
            "person", "在您的管辖范围内没有找到这个身份证号。",
            "This number is not in your area's register.", field="person",
        )  # fmt: skip
    return found[0][0]


def _bound(request: ActorRequest, data: dict[str, Any]) -> dict[str, Any]:
    keys = ("division", "spot", "installed_on", "installed_by", "interval")
    return {key: data[key] for key in keys} | {"person": _person(request, data["person"])}


def _url(device_id: int) -> str:
    return reverse("response:device", args=[device_id])


@page(MANAGE)
def device_new(request: ActorRequest) -> HttpResponse:
    """Register a device and show its secret once."""
    form = RegisterForm(request.POST or None, divisions=_divisions(request))
    made: list[actions.Registered] = []

    def perform(data: dict[str, Any]) -> str:
        made.append(
            actions.register(
                request.actor, ident=data["ident"], kind=data["kind"], secret=data["secret"],
                **_bound(request, data),
            )
        )  # fmt: skip
        return _url(made[0].pk)

    done = sent(request, form, perform)
    if done is not None and made:
        return _shown(request, made[0])
    if done is not None:
        return done
    context = {"title": _("登记设备"), "form": form, "cancel_url": reverse("response:list")}
    return render(request, "platform/form.html", context)


def _shown(request: ActorRequest, made: actions.Registered) -> HttpResponse:
    context = {
        "title": _("设备密钥"), "value": made.secret, "cancel_url": _url(made.pk),
        "hint": _("只显示这一次，请写入设备；以后只能更换。"),
    }  # fmt: skip
    return render(request, "platform/revealed.html", context)


@page(MANAGE)
def device_bind(request: ActorRequest, device_id: int) -> HttpResponse:
    """Give a device to somebody, or move it."""
    one = queries.device(request.actor, device_id, permit=MANAGE)
    shown = ("division", "spot", "installed_on", "installed_by", "interval")
    form = BindForm(
        request.POST or None, divisions=_divisions(request),
        initial={key: getattr(one, key) for key in shown},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        actions.bind(request.actor, device=device_id, **_bound(request, data))

    return asked(request, form, perform, title=_("绑定设备"), back=_url(device_id))


@page(MANAGE)
def device_secret(request: ActorRequest, device_id: int) -> HttpResponse:
    """Make a new secret and show it once."""
    queries.device(request.actor, device_id, permit=MANAGE)
    form = DayForm(request.POST or None)
    del form.fields["on"]
    made: list[actions.Registered] = []

    def perform(_data: dict[str, Any]) -> str:
        made.append(actions.renew_secret(request.actor, device=device_id))
        return _url(device_id)

    done = sent(request, form, perform)
    if done is not None:
        return _shown(request, made[0]) if made else done
    context = {
        "title": _("更换设备密钥"), "form": form, "cancel_url": _url(device_id),
        "hint": _("旧密钥立即失效，请同时改写设备。"), "submit_title": _("更换"),
    }  # fmt: skip
    return render(request, "platform/form.html", context)


def _on_a_day(request: ActorRequest, device_id: int, act: Any, title: str) -> HttpResponse:
    queries.device(request.actor, device_id, permit=MANAGE)
    form = DayForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        act(request.actor, device=device_id, on=data["on"])

    return asked(request, form, perform, title=title, back=_url(device_id))


@page(MANAGE)
def device_test(request: ActorRequest, device_id: int) -> HttpResponse:
    """Note the user's monthly test."""
    return _on_a_day(request, device_id, actions.record_test, _("登记用户测试"))


@page(MANAGE)
def device_check(request: ActorRequest, device_id: int) -> HttpResponse:
    """Note the weekly check of the button."""
    return _on_a_day(request, device_id, actions.record_check, _("登记按钮检查"))


@page(MANAGE)
def device_remove(request: ActorRequest, device_id: int) -> HttpResponse:
    """Take a device out of use."""
    return _on_a_day(request, device_id, actions.remove, _("停用设备"))


@page(MANAGE)
def device_command(request: ActorRequest, device_id: int) -> HttpResponse:
    """Send something down to a device."""
    queries.device(request.actor, device_id, permit=MANAGE)
    form = CommandForm(request.POST or None, commands=COMMANDS)

    def perform(data: dict[str, Any]) -> None:
        actions.command(request.actor, device=device_id, command=data["command"], body=data["body"])

    return asked(request, form, perform, title=_("下发指令"), back=_url(device_id))
