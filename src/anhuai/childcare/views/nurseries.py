"""Nurseries: the list with today's figures, one nursery this minute, its classes."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.childcare import actions, queries
from anhuai.childcare.forms import ClassForm, EndForm, NurseryForm
from anhuai.childcare.rules.words import Happening
from anhuai.childcare.views import listing, wording
from anhuai.facilities import queries as facilities
from anhuai.facilities.rules import Group
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, Table, badge, filled, heads, link
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word

READ, MANAGE, RANK = Permit.CHILDCARE_READ, Permit.CHILDCARE_MANAGE, Permit.CHILDCARE_RANK
COLUMNS = (
    Column("name", gettext_lazy("托育机构")),
    Column("place", gettext_lazy("所在地")),
    Column("classes", gettext_lazy("班级"), css="num"),
    Column("places", gettext_lazy("托位"), css="num"),
    Column("enrolled", gettext_lazy("在托"), css="num"),
    Column("present", gettext_lazy("现在在园"), css="num"),
    Column("waiting", gettext_lazy("在办申请"), css="num"),
    Column("state", gettext_lazy("人员配备")),
)


def rows_of(request_actor: Any, asks: Mapping[str, str]) -> list[queries.NurseryRow]:
    """Return the nurseries an address asks for."""
    return queries.nursery_rows(
        request_actor, on=clock.today(), q=asks.get("q", ""), division=asks.get("division", ""),
        short=bool(asks.get("short")),
    )  # fmt: skip


@page(
    READ, menu=Menu(gettext_lazy("托育服务"), "school", 30, group="care"),
    name="childcare:nurseries",
)  # fmt: skip
def nursery_list(request: ActorRequest) -> HttpResponse:
    """The nurseries in the actor's area or of its unit, with who is there this minute."""
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("名称"), placeholder=gettext_lazy("名称、拼音或首字母")),
            listing.town_filter(request),
            Filter("short", gettext_lazy("只看人员不足"), "check"),
        ],
    )
    found = rows_of(request.actor, {one.name: one.value for one in filters})
    table = Table(
        key="nurseries", columns=heads(request, COLUMNS, ""), filters=filters,
        rows=[
            (
                link(reverse("childcare:nursery", args=[row.one.pk]), row.one.facility.name),
                wording.place_of(row.one.facility.division), row.classes, row.places, row.enrolled,
                row.present, row.waiting, wording.short_badge(row.short, row.present),
            )
            for row in found
        ],
        count_text=_("共 %(count)s 家") % {"count": len(found)},
        export_url=f"{reverse('platform:sheet_export', args=['nurseries'])}"
        f"?{request.GET.urlencode()}",
        create_url=reverse("childcare:nursery_new") if request.actor.may(MANAGE) else "",
        create_title=_("登记托育服务"), empty_title=_("没有符合条件的托育机构"),
        empty_hint=_("先在“机构设施”登记托育机构和托位，再在这里开班。"),
    )  # fmt: skip
    return listing.shown(request, table, _("托育服务"))


@page(MANAGE)
def nursery_new(request: ActorRequest) -> HttpResponse:
    """A childcare facility takes children."""
    found = facilities.operating(
        request.actor, on=clock.today(), group=Group.CHILDCARE
    ).order_by("pinyin", "pk")  # fmt: skip
    choices = [(str(key), name) for key, name in found.values_list("pk", "name")[:500]]
    form = NurseryForm(request.POST or None, choices={"facility": choices})

    def perform(data: dict[str, Any]) -> str:
        made = actions.take_part(
            request.actor, facility=int(data["facility"]), opens=data["opens"],
            closes=data["closes"], network=data["network"],
        )  # fmt: skip
        return reverse("childcare:nursery", args=[made.pk])

    return asked(
        request, form, perform, title=_("登记托育服务"), back=reverse("childcare:nurseries")
    )


@page(READ)
def nursery_page(request: ActorRequest, nursery_id: int) -> HttpResponse:
    """One nursery this minute: classes, children and carers there, orders, what happened."""
    today = clock.today()
    one = queries.nursery(request.actor, nursery_id)
    classes = queries.classes_now(request.actor, nursery_id, on=today)
    short = sum(found.short for found in classes)
    context = {
        "title": one.facility.name,
        "badges": [wording.short_badge(short, sum(found.present for found in classes))],
        "facts": [
            (_("机构档案"), link(f"/facilities/{one.facility_id}/", one.facility.name)),
            (_("所在地"), wording.place_of(one.facility.division)),
            (_("服务时间"), f"{one.opens}:00–{one.closes}:00"),
            (_("托育网络"), one.network or _("不联网")),
            (_("在托"), sum(child.care in ("full_day", "morning", "afternoon")
                           for found in classes for child in found.children)),
        ],
        "classes": [
            {
                "url": reverse("childcare:class", args=[found.one.pk]), "name": found.one.name,
                "group": wording.class_title(found.one.group), "room": found.one.room,
                "places": found.one.places, "enrolled": len(found.children),
                "present": found.present, "carers": "、".join(name for *_k, name in found.carers),
                "count": len(found.carers), "needed": found.needed,
                "state": wording.short_badge(found.short, found.present),
            }
            for found in classes
        ],
        "rankings": [
            (reverse("childcare:ranking", args=[made.pk]), wording.moment(made.made_at),
             wording.class_title(made.group), len(made.standings))
            for made in queries.rankings_of(request.actor, nursery_id)
        ],
        "incidents": [
            (wording.moment(found.at), badge(word(Happening(found.kind)), "yellow"),
             found.person.name if found.person else "", found.says, found.done)
            for found in queries.incidents_of(request.actor, nursery_id)
        ],
        "nursery": one, "manages": request.actor.may(MANAGE), "ranks": request.actor.may(RANK),
        "back_url": reverse("childcare:nurseries"), "back_title": _("托育服务"),
    }  # fmt: skip
    return render(request, "childcare/nursery.html", context)


@page(MANAGE)
def class_new(request: ActorRequest, nursery_id: int) -> HttpResponse:
    """Open a class."""
    one = queries.nursery(request.actor, nursery_id, permit=MANAGE)
    form = ClassForm(request.POST or None, initial={"since": clock.today()})

    def perform(data: dict[str, Any]) -> str:
        made = actions.open_class(request.actor, nursery=nursery_id, **data)
        return reverse("childcare:class", args=[made.pk])

    return asked(
        request, form, perform, title=_("开设班级：%(name)s") % {"name": one.facility.name},
        back=reverse("childcare:nursery", args=[nursery_id]),
    )  # fmt: skip


@page(MANAGE)
def class_end(request: ActorRequest, class_id: int) -> HttpResponse:
    """End a class nobody is in any more."""
    one = queries.class_in_scope(request.actor, class_id, permit=MANAGE)
    form = EndForm(request.POST or None, initial={"on": clock.today(), "version": one.version})

    def perform(data: dict[str, Any]) -> None:
        version = data["version"] if data["version"] is not None else one.version
        actions.end_class(request.actor, nursery_class=class_id, version=version, on=data["on"])

    return asked(
        request, form, perform, title=_("停办班级：%(name)s") % {"name": one.name},
        back=reverse("childcare:nursery", args=[one.nursery_id]),
    )  # fmt: skip
