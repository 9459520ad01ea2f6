"""Community service premises: how large, what part serves elders, and whether it is given free."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.acting import Actor, in_subtree
from anhuai.platform.asking import asked
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    badge,
    changed,
    filled,
    heads,
    link,
    order_of,
    window,
)
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.siting import actions, queries
from anhuai.siting.forms import EndRoomForm, RoomForm
from anhuai.siting.views.projects import premises, towns, villages
from anhuai.siting.views.wording import square, tabs_of

READ, MANAGE = Permit.SITING_READ, Permit.SITING_MANAGE
COLUMNS = (
    Column("name", gettext_lazy("名称"), ("name",)),
    Column("place", gettext_lazy("所在地"), ("division", "name")),
    Column("area", gettext_lazy("面积（㎡）"), ("area", "name"), "num"),
    Column("elders", gettext_lazy("其中用于养老（㎡）"), ("elders_m2", "name"), "num"),
    Column("free", gettext_lazy("无偿提供")),
    Column("since", gettext_lazy("起始日期"), ("since", "name")),
    Column("until", gettext_lazy("结束")),
)
FIELDS = ("pk", "name", "division", "area", "elders_m2", "is_free", "since", "until")


def _cells(row: Sequence[Any], *, manages: bool) -> tuple[object, ...]:
    pk, name, place, area, elders, free, since, until = row
    end = link(reverse("siting:room_end", args=[pk]), _("结束登记")) if manages else _("现用")
    return (
        name, places.path_of(place), square(area), square(elders),
        badge(_("无偿"), "green") if free else "—", since, until or end,
    )  # fmt: skip


def listed(actor: Actor, asks: Mapping[str, str]) -> Any:
    """Return the premises a list asks for; those ended only when asked."""
    found = queries.rooms(actor)
    if asks.get("which") != "all":
        found = found.filter(until=None)
    if asks.get("which") == "free":
        found = found.filter(is_free=True)
    if asks.get("q"):
        found = found.filter(name__contains=asks["q"])
    if asks.get("division"):
        found = found.filter(in_subtree("division", asks["division"]))
    return found


def _share(found: Any) -> str:
    sums = found.filter(until=None).aggregate(whole=Sum("area"))
    free = found.filter(until=None, is_free=True).aggregate(part=Sum("elders_m2"))
    whole, part = sums["whole"] or Decimal(0), free["part"] or Decimal(0)
    if not whole:
        return ""
    return _("合计 %(whole)s 平方米，无偿用于养老 %(part)s 平方米，占 %(share)s") % {
        "whole": square(whole), "part": square(part), "share": f"{part / whole:.1%}",
    }  # fmt: skip


@page(READ)
def room_list(request: ActorRequest) -> HttpResponse:
    """The community premises in use."""
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("名称")),
            Filter("division", gettext_lazy("乡镇"), "select", towns(request.actor)),
            Filter(
                "which", gettext_lazy("范围"), "select",
                [("free", _("无偿用于养老")), ("all", _("包括已结束的"))],
            ),
        ],
    )  # fmt: skip
    found = listed(request.actor, {one.name: one.value for one in filters})
    order, key = order_of(request, COLUMNS, ["division", "name"])
    try:
        seen = window(found, fields=FIELDS, order=order, after=request.GET.get("after", ""))
    except BadCursor:
        seen = window(found, fields=FIELDS, order=order, after="")
    manages = request.actor.may(MANAGE)
    table = Table(
        key="community-rooms", columns=heads(request, COLUMNS, key),
        rows=[_cells(row, manages=manages) for row in seen.rows], filters=filters,
        count_text=_share(found), next_url=changed(request, after=seen.next) if seen.next else "",
        export_url=f"/sheets/community-rooms/export?{request.GET.urlencode()}",
        create_url=reverse("siting:room_new") if manages else "", create_title=_("登记用房"),
        empty_title=_("没有符合条件的社区用房"),
        empty_hint=_("登记社区服务用房的面积和用于养老的部分，就能算出无偿用于养老的比例。"),
    )  # fmt: skip
    template = "platform/_rows.html" if request.headers.get("HX-Request") else "siting/tabbed.html"
    context = {"title": _("社区服务用房"), "table": table, "tabs": tabs_of("siting:rooms")}
    return render(request, template, context)


@page(MANAGE)
def room_new(request: ActorRequest) -> HttpResponse:
    """Put a community's premises on record."""
    form = RoomForm(
        request.POST or None, divisions=villages(request.actor),
        facilities=premises(request.actor), initial={"on": clock.today()},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        facts = actions.RoomFacts(
            **{
                name: data[name]
                for name in ("name", "division", "area", "elders_m2", "is_free", "facility")
            }
        )
        actions.register_room(request.actor, facts=facts, on=data["on"])

    return asked(request, form, perform, title=_("登记社区服务用房"), back=reverse("siting:rooms"))


@page(MANAGE)
def room_end(request: ActorRequest, room_id: int) -> HttpResponse:
    """End what was recorded of premises."""
    found = queries.room(request.actor, room_id, permit=MANAGE)
    form = EndRoomForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.end_room(request.actor, room=found.pk, on=data["on"])

    return asked(
        request, form, perform, title=_("结束登记：%(name)s") % {"name": found.name},
        back=reverse("siting:rooms"),
        more={"hint": _("用途变了的，结束后按新用途再登记；原来的记录留存。")},
    )  # fmt: skip


def give(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Return the premises a list asks for as texts."""
    for row in listed(actor, query).order_by("division", "name").values_list(*FIELDS):
        _pk, name, place, area, elders, free, since, until = row
        yield (
            name, places.path_of(place), str(area), str(elders), _("是") if free else _("否"),
            str(since), str(until or ""),
        )  # fmt: skip


declare(
    Giving(
        "community-rooms", gettext_lazy("社区服务用房"),
        [
            gettext_lazy("名称"), gettext_lazy("所在地"), gettext_lazy("面积（㎡）"),
            gettext_lazy("其中用于养老（㎡）"), gettext_lazy("无偿提供"), gettext_lazy("起始日期"),
            gettext_lazy("结束"),
        ],
        give, READ, "/siting/rooms/",
    )
)  # fmt: skip
