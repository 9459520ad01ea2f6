"""The population carried on to 2035 and what it will need: an estimate, with its error."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor
from anhuai.platform.listing import Filter, badge
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.siting import queries
from anhuai.siting.rules import HORIZON, VARIANTS, Needed
from anhuai.siting.views.wording import tabs_of

READ = Permit.SITING_READ
VARIANT_WORDS: Mapping[str, Any] = {
    "low": gettext_lazy("低生育率"), "medium": gettext_lazy("中生育率"),
    "high": gettext_lazy("高生育率"),
}  # fmt: skip
HEADS = (
    gettext_lazy("常住人口"), gettext_lazy("60 岁及以上"), gettext_lazy("80 岁及以上"),
    gettext_lazy("中度失能"), gettext_lazy("重度失能"), gettext_lazy("完全失能"),
    gettext_lazy("3 岁以下"), gettext_lazy("床位"), gettext_lazy("护理型床位"),
    gettext_lazy("托位"),
)  # fmt: skip
BAND_WORDS: Mapping[str, Any] = {
    "total": gettext_lazy("总人口"), "0–4": gettext_lazy("0–4 岁"),
    "0–14": gettext_lazy("0–14 岁"), "15–59": gettext_lazy("15–59 岁"),
    "60+": gettext_lazy("60 岁及以上"), "65+": gettext_lazy("65 岁及以上"),
    "80+": gettext_lazy("80 岁及以上"),
}  # fmt: skip
CHECKS = (
    (2000, 2010, "2019"), (2000, 2020, "2019"), (2010, 2020, "2019"), (2010, 2020, "2022"),
)  # fmt: skip


def asked_of(query: Mapping[str, str]) -> tuple[str, int]:
    """Return the variant and year an address asks for; what is out of range is the nearest."""
    variant = query.get("variant", "")
    year = query.get("year", "")
    number = int(year) if year.isdecimal() and len(year) == 4 else HORIZON
    return (
        variant if variant in VARIANTS else "medium",
        min(HORIZON, max(clock.today().year, number)),
    )


def cells_of(one: Needed) -> list[str]:
    """Return a row's figures as whole numbers: an estimate has no more."""
    people = (one.total, one.elders, one.oldest, *one.levels, one.toddlers)
    return [f"{round(n):,}" for n in people] + [
        f"{n:,}" for n in (one.beds, one.nursing, one.places)
    ]


def _chart(rows: Sequence[Needed]) -> dict[str, Any]:
    return {
        "title": _("60 岁及以上、80 岁及以上、3 岁以下（估计）"), "unit": _("人"),
        "labels": [str(one.year) for one in rows],
        "series": [
            {"name": str(BAND_WORDS["60+"]), "values": [round(one.elders) for one in rows]},
            {"name": str(BAND_WORDS["80+"]), "values": [round(one.oldest) for one in rows]},
            {"name": _("3 岁以下"), "values": [round(one.toddlers) for one in rows]},
        ],
    }  # fmt: skip


def _checks() -> list[tuple[str, list[str]]]:
    shown = []
    for since, until, edition in CHECKS:
        found = queries.backcast(since, until, edition=edition)
        title = _("%(since)s → %(until)s，死亡率 %(edition)s 版") % {
            "since": since, "until": until, "edition": edition,
        }  # fmt: skip
        shown.append((title, [f"{found[band][2]:+.2%}" for band in BAND_WORDS]))
    return shown


def _facts(found: queries.Demand, ratios: Any) -> list[tuple[Any, Any]]:
    return [
        (_("起点"), _("%(on)s 登记的常住人口") % {"on": found.base}),
        (_("方案"), VARIANT_WORDS[found.variant]),
        (_("每千名老年人床位"), ratios.beds_per_1000),
        (_("护理型床位占比"), f"{ratios.nursing_percent}%"),
        (_("每千人口托位"), f"{ratios.places_per_10000 / 10:.1f}"),
        (_("本县生育与全国之比"), f"{found.fertility:.2f}"),
        (_("有能力等级的老年人"), f"{found.assessed:,}"),
        (_("死亡率、生育率来源"), queries.SOURCE),
    ]


@page(READ)
def demand(request: ActorRequest) -> HttpResponse:
    """The towns in a year to come, the county year by year, and the method's error."""
    variant, year = asked_of(request.GET)
    today = clock.today()
    found = queries.demand(request.actor, on=today, division=county.code(), variant=variant)
    at = year - today.year
    years = [(str(n), str(n)) for n in range(today.year, HORIZON + 1)]
    filters = [
        Filter("variant", gettext_lazy("方案"), "select",
               [(one, VARIANT_WORDS[one]) for one in VARIANTS], value=variant),
        Filter("year", gettext_lazy("年份"), "select", years, value=str(year)),
    ]  # fmt: skip
    towns = [(places.name_of(code), cells_of(rows[at])) for code, rows in found.towns.items()]
    context = {
        "title": _("需求预测（估计）"), "tabs": tabs_of("siting:demand"), "filters": filters,
        "badges": [badge(_("估计，不是统计数"), "orange")], "year": year, "heads": HEADS,
        "facts": _facts(found, queries.ratios_on(today)), "towns": towns,
        "whole": [(one.year, cells_of(one)) for one in found.county],
        "chart": _chart(found.county) if found.county else None,
        "bands": list(BAND_WORDS.values()), "checks": _checks(), "back_url": "",
        "export_url": f"/sheets/demand/export?variant={variant}",
        "settings_url": reverse("platform:parameters")
        if request.actor.may(Permit.SETTINGS_READ) else "",
    }  # fmt: skip
    return render(request, "siting/demand.html", context)


def give(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Return every town and year of a variant as texts; an estimate says so in its own column."""
    variant, _year = asked_of(query)
    found = queries.demand(actor, on=clock.today(), division=county.code(), variant=variant)
    every = [*([("", found.county)] if found.county else []), *found.towns.items()]
    for code, rows in every:
        for one in rows:
            yield (
                one.code, places.name_of(code) if code else _("全县"), str(one.year),
                str(VARIANT_WORDS[variant]),
                *(cell.replace(",", "") for cell in cells_of(one)), _("估计"),
            )  # fmt: skip


declare(
    Giving(
        "demand", gettext_lazy("需求预测（估计）"),
        [
            gettext_lazy("代码"), gettext_lazy("乡镇"), gettext_lazy("年份"),
            gettext_lazy("方案"), *HEADS, gettext_lazy("性质"),
        ],
        give, READ, "/siting/demand",
    )
)  # fmt: skip
