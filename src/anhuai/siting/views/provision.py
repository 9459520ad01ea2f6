"""Premises against the norms, town by town, and the stated shortfall held against the register."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform import clock, county
from anhuai.platform.acting import Actor
from anhuai.platform.listing import Column, Table, badge, cited, heads, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.words import title_of
from anhuai.siting import queries
from anhuai.siting.views.wording import AREAS, square, tabs_of

READ = Permit.SITING_READ
COLUMNS = (
    Column("town", gettext_lazy("乡镇")),
    Column("households", gettext_lazy("户数"), css="num"),
    Column("required", gettext_lazy("应有（㎡）"), css="num"),
    Column("existing", gettext_lazy("现有（㎡）"), css="num"),
    Column("shortfall", gettext_lazy("缺口（㎡）"), css="num"),
    Column("upto", gettext_lazy("按上限缺口（㎡）"), css="num"),
    Column("notes", gettext_lazy("说明")),
)


def _notes(one: queries.Provided) -> Any:
    if one.unmeasured:
        return badge(
            _("%(count)s 处没有登记面积，缺口可能偏大") % {"count": one.unmeasured}, "orange"
        )
    if one.small:
        return badge(_("%(count)s 处小于单处下限") % {"count": one.small}, "orange")
    return ""


def _cells(one: queries.Provided) -> tuple[object, ...]:
    return (
        link(f"/facilities/?division={one.code}&group=elderly_community", one.name),
        f"{one.households:,}", square(one.required), square(one.existing), square(one.shortfall),
        square(one.shortfall_upto), _notes(one),
    )  # fmt: skip


def _figures(found: queries.Provision) -> list[dict[str, Any]]:
    lacking = [one for one in found.towns if one.shortfall]
    area = AREAS[found.norm.area]
    return [
        {
            "title": _("缺口合计"), "value": square(found.shortfall), "unit": "㎡",
            "note": _("各乡镇缺口相加，别处富余不能抵"),
            "tone": "bad" if found.shortfall else "good",
        },
        {"title": _("有缺口的乡镇"), "value": len(lacking),
         "note": _("共 %(count)s 个乡镇") % {"count": len(found.towns)}},
        {"title": _("户数"), "value": f"{found.households:,}", "note": _("登记的常住户，不是套数")},
        {"title": _("面积口径"), "value": area, "note": title_of(found.norm)},
    ]  # fmt: skip


def held_lines(held: queries.Held) -> list[str]:
    """Say what a stated shortfall implies, and whether it can be."""
    stated = held.stated
    said = {
        "m2": f"{stated.shortfall_m2:,}", "on": stated.on, "least": f"{held.least:,}",
        "most": f"{held.most:,}", "homes": f"{held.households:,}",
        "people": f"{stated.people:,}" if stated.people else "—",
    }  # fmt: skip
    lines = [
        _("规划文件写明缺口 %(m2)s 平方米；就算一平方米现有设施都没有，按文件自己的标准也要 "
          "%(least)s 至 %(most)s 户。") % said,
        _("同一文件的人数折合约 %(people)s 人（%(on)s），登记的常住户 %(homes)s 户。") % said,
    ]  # fmt: skip
    if held.contradicts:
        lines.append(_("两者矛盾：“户”应当是住宅套数，或者缺口数有误。请核对文件后再用这个数。"))
    return lines


@page(READ)
def provision(request: ActorRequest) -> HttpResponse:
    """The towns of the county against the norm for homes that stand."""
    found = queries.provision(request.actor, on=clock.today(), division=county.code())
    table = Table(
        key="provision", columns=heads(request, COLUMNS, ""),
        rows=[_cells(one) for one in found.towns], count_text="",
        export_url="/sheets/provision/export", empty_title=_("没有乡镇"),
        empty_hint=_("您的范围里没有乡镇。"),
    )  # fmt: skip
    context = {
        "title": _("养老服务设施配建"), "tabs": tabs_of("siting:provision"), "table": table,
        "figures": _figures(found), "norm": found.norm, "norm_title": title_of(found.norm),
        "source": cited(found.norm.basis), "area": AREAS[found.norm.area],
        "held": held_lines(found.held) if found.held else [],
        "held_source": cited(found.held.stated.basis) if found.held else "",
        "contradicts": bool(found.held and found.held.contradicts),
        "settings_url": reverse("platform:parameters")
        if request.actor.may(Permit.SETTINGS_READ) else "",
    }  # fmt: skip
    return render(request, "siting/provision.html", context)


def give(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Return the towns as texts."""
    del query
    found = queries.provision(actor, on=clock.today(), division=county.code())
    for one in found.towns:
        yield (
            one.code, one.name, str(one.households), str(found.norm.rate), str(found.norm.area),
            str(one.required), str(one.existing), str(one.shortfall), str(one.facilities),
            str(one.unmeasured),
        )  # fmt: skip


declare(
    Giving(
        "provision", gettext_lazy("养老服务设施配建"),
        [
            gettext_lazy("代码"), gettext_lazy("乡镇"), gettext_lazy("户数"),
            gettext_lazy("每百户面积（㎡）"), gettext_lazy("面积口径"), gettext_lazy("应有（㎡）"),
            gettext_lazy("现有（㎡）"), gettext_lazy("缺口（㎡）"), gettext_lazy("设施数"),
            gettext_lazy("没有登记面积的设施"),
        ],
        give, READ, "/siting/provision",
    )
)  # fmt: skip
