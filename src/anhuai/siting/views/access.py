"""Who reaches what on foot: the villages with their shares, the totals, the map."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.divisions import Level
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor
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
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.siting import queries
from anhuai.siting.rules import AIMS, Pace, Subject, share
from anhuai.siting.views.wording import (
    WHOM,
    paces,
    percent,
    rests_on,
    subject_title,
    subjects,
    tabs_of,
)

READ = Permit.SITING_READ
FIELDS = (
    "pk", "division", "people", "near", "round", "nearest_m", "per_100", "unplaced",
)  # fmt: skip
COLUMNS = (
    Column("village", gettext_lazy("村（社区）"), ("division",)),
    Column("people", gettext_lazy("人数"), ("people", "division"), "num"),
    Column("near", gettext_lazy("路网覆盖"), ("near_share", "division"), "num"),
    Column("round", gettext_lazy("直线覆盖"), ("round_share", "division"), "num"),
    Column("less", gettext_lazy("相差"), css="num"),
    Column("way", gettext_lazy("到最近一处（米）"), ("way", "division"), "num"),
    Column("per_100", gettext_lazy("每百人可及（床位、托位）"), css="num"),
)


def asked_of(query: Mapping[str, str]) -> tuple[Subject, Pace]:
    """Return the subject and pace an address asks for; what it does not know is the first."""
    subject, pace = query.get("subject", ""), query.get("pace", "")
    return (
        Subject(subject) if subject in list(Subject) else Subject.ELDER_CARE,
        Pace(pace) if pace in list(Pace) else Pace.SLOW,
    )


def _filters(request: ActorRequest, subject: Subject, pace: Pace) -> list[Filter]:
    """Return the filters; the subject and pace shown are chosen ones, never all."""
    chosen = {"subject": str(subject), "pace": str(pace)}
    towns = places.choices(
        request.actor, on=clock.today(), permit=READ, level=Level.TOWN, within=county.code()
    )
    asked = filled(
        request,
        [
            Filter("subject", gettext_lazy("服务"), "select", subjects()),
            Filter("pace", gettext_lazy("步行速度"), "select", paces()),
            Filter("division", gettext_lazy("乡镇"), "select", towns),
            Filter(
                "which", gettext_lazy("范围"), "select",
                [("out", _("步行圈内一个人也没有的村")), ("lost", _("没有道路通到的村"))],
            ),
        ],
    )  # fmt: skip
    return [replace(one, value=chosen.get(one.name, one.value)) for one in asked]


def _cells(row: Sequence[Any]) -> tuple[object, ...]:
    _pk, code, people, near, round_, nearest, per_100, unplaced = row
    name = link(f"/places/{code}/", places.path_of(code))
    if unplaced:
        says = badge(_("%(count)s 人住处没有坐标") % {"count": unplaced}, "orange")
        name = format_html("{} {}", name, says)
    by_road, by_circle = share(near, people), share(round_, people)
    less = by_circle - by_road if by_road is not None and by_circle is not None else None
    return (
        name, f"{people:,}", percent(by_road), percent(by_circle), percent(less),
        f"{nearest:,}" if nearest is not None else badge(_("没有道路通到"), "red"),
        f"{per_100:.2f}" if per_100 is not None else "—",
    )  # fmt: skip


def _figures(request: ActorRequest, found: Any, rows: Any) -> list[dict[str, Any]]:
    by_group, unplaced = queries.totals(rows)
    whom = AIMS[Subject(found.subject)].whom
    out = queries.villages(request.actor, found.pk, which="out").count()
    shown = []
    for group, title in WHOM.items():
        one = by_group[group]
        by_road, by_circle = share(one.network, one.people), share(one.circle, one.people)
        shown.append(
            {
                "title": title, "value": percent(by_road),
                "tone": "good" if group == whom else "",
                "note": _("%(minutes)s 分钟内走得到；按直线算会说 %(circle)s")
                % {"minutes": found.minutes, "circle": percent(by_circle)},
            }
        )  # fmt: skip
    shown.append(
        {
            "title": _("够不着的村"), "value": out, "unit": _("个"),
            "url": f"/siting/?subject={found.subject}&pace={found.pace}&which=out",
            "note": _("%(count)s 人住处没有坐标，未计入") % {"count": unplaced} if unplaced else "",
        }
    )  # fmt: skip
    return shown


@page(
    READ,
    menu=Menu(gettext_lazy("可达与选址"), "map-pin", 35, group="registers"),
    name="siting:access",
)
def access_list(request: ActorRequest) -> HttpResponse:
    """The villages of the newest measurement, farthest first."""
    subject, pace = asked_of(request.GET)
    filters = _filters(request, subject, pace)
    asks = {one.name: one.value for one in filters}
    found = queries.latest(county.code(), subject=subject, pace=pace)
    order, key = order_of(request, COLUMNS, ["-way", "-division"])
    rows: list[tuple[object, ...]] = []
    next_url = ""
    context: dict[str, Any] = {
        "title": _("可达性：%(what)s") % {"what": subject_title(subject)},
        "tabs": tabs_of("siting:access"),
    }
    if found is not None:
        within = queries.villages(
            request.actor, found.pk, division=asks["division"], which=asks["which"]
        )
        ranked = queries.ranked(within, AIMS[subject].whom)
        try:
            seen = window(ranked, fields=FIELDS, order=order, after=request.GET.get("after", ""))
        except BadCursor:
            seen = window(ranked, fields=FIELDS, order=order, after="")
        rows = [_cells(row) for row in seen.rows]
        next_url = changed(request, after=seen.next) if seen.next else ""
        context |= {
            "figures": _figures(request, found, within), "measured": found,
            "metres": found.reach_dm // 10,
            "lost": queries.lost(request.actor, found), "warns": rests_on(found.network.basis),
            "whom": WHOM[AIMS[subject].whom],
        }  # fmt: skip
    context["table"] = Table(
        key="siting", columns=heads(request, COLUMNS, key), rows=rows, filters=filters,
        next_url=next_url,
        count_text=_("截至 %(on)s 的计算") % {"on": found.on} if found else "",
        export_url=f"/sheets/siting/export?{request.GET.urlencode()}",
        empty_title=_("没有符合条件的村") if found else _("还没有计算过可达性"),
        empty_hint=_("请放宽筛选条件。") if found
        else _("先在“道路”页导入道路或生成合成路网，再计算；以后每天夜里自动计算。"),
    )  # fmt: skip
    template = "platform/_rows.html" if request.headers.get("HX-Request") else "siting/access.html"
    return render(request, template, context | {"manages": request.actor.may(Permit.SITING_MANAGE)})


def give(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Return the villages of the newest measurement as texts."""
    subject, pace = asked_of(query)
    found = queries.latest(county.code(), subject=subject, pace=pace)
    if found is None:
        return
    rows = queries.villages(
        actor, found.pk, division=query.get("division", ""), which=query.get("which", "")
    )
    ranked = queries.ranked(rows, AIMS[subject].whom).order_by("division")
    for _pk, code, people, near, round_, nearest, per_100, unplaced in ranked.values_list(*FIELDS):
        yield (
            code, places.path_of(code), str(people), str(near), str(round_),
            "" if nearest is None else str(nearest),
            "" if per_100 is None else f"{per_100:.4f}", str(unplaced), f"{found.on}",
            found.network.basis, f"{found.reach_dm / 10:.1f}",
        )  # fmt: skip


declare(
    Giving(
        "siting", gettext_lazy("各村可达性"),
        [
            gettext_lazy("代码"), gettext_lazy("村（社区）"), gettext_lazy("人数"),
            gettext_lazy("路网覆盖人数"), gettext_lazy("直线覆盖人数"),
            gettext_lazy("到最近一处（米）"), gettext_lazy("每百人可及（床位、托位）"),
            gettext_lazy("住处没有坐标的人数"), gettext_lazy("日期"), gettext_lazy("路网来源"),
            gettext_lazy("步行距离（米）"),
        ],
        give, READ, "/siting/",
    )
)  # fmt: skip


@page(READ)
def access_map(request: ActorRequest) -> HttpResponse:
    """The towns by the share that reaches a service on foot, and where the services stand."""
    subject, pace = asked_of(request.GET)
    found = queries.latest(county.code(), subject=subject, pace=pace)
    by_town: dict[str, list[int]] = {}
    if found is not None:
        ranked = queries.ranked(queries.villages(request.actor, found.pk), AIMS[subject].whom)
        for code, people, near in ranked.values_list("division", "people", "near"):
            town = by_town.setdefault(code[: Level.TOWN], [0, 0])
            town[0] += people
            town[1] += near
    data = {
        "name": _("步行圈覆盖"), "unit": "%",
        "places": [
            {
                "code": code, "name": places.name_of(code),
                "value": round(100 * near / people, 1) if people else None,
                "url": f"{reverse('siting:access')}?subject={subject}&pace={pace}&division={code}",
            }
            for code, (people, near) in sorted(by_town.items())
        ],
        "points": _points(request.actor, subject),
    }  # fmt: skip
    filters = [one for one in _filters(request, subject, pace) if one.name in ("subject", "pace")]
    context = {
        "title": _("服务地图：%(what)s") % {"what": subject_title(subject)}, "filters": filters,
        "geojson_url": reverse("places:children", args=[county.code()]) if county.code() else "",
        "map_data": data, "back_url": reverse("siting:access"), "measured": found,
        "warns": rests_on(found.network.basis) if found else "",
    }  # fmt: skip
    return render(request, "siting/map.html", context)


def _points(actor: Actor, subject: Subject) -> list[dict[str, Any]]:
    found = queries.offers(actor, on=clock.today(), subject=subject, division=county.code())
    return [
        {
            "name": one.name, "kind": queries.kind_title(one.kind),
            "at": [one.longitude, one.latitude], "url": f"/facilities/{one.pk}/",
        }
        for one in found if one.longitude is not None and actor.may(Permit.FACILITIES_READ)
    ]  # fmt: skip


@page(Permit.SITING_MANAGE)
def access_measure(request: ActorRequest) -> HttpResponse:
    """Measure every subject now, on a press of the button."""
    from anhuai.kernel.unfit import Unfit
    from anhuai.platform.posting import say
    from anhuai.siting import actions

    if request.method == "POST":
        try:
            actions.measure_all(request.actor, on=clock.today())
            messages.success(request, _("已重新计算"))
        except Unfit as error:
            messages.error(request, say(error))
    return redirect("siting:access")
