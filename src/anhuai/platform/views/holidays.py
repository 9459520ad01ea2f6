"""The working-day calendar, a year a page, and what the county enters into it."""

import calendar
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel import workdays
from anhuai.platform import clock, holidays
from anhuai.platform.acting import NotHere
from anhuai.platform.asking import asked
from anhuai.platform.county_forms import DaysForm
from anhuai.platform.holidays import Special
from anhuai.platform.models import SpecialDay
from anhuai.platform.pages import Menu, page
from anhuai.platform.panels import panel
from anhuai.platform.permits import Permit
from anhuai.platform.posting import OnceForm
from anhuai.platform.requests import ActorRequest
from anhuai.platform.views.trail import shown_at

_FIRST, _LAST = 2000, 2100


def _year(request: ActorRequest) -> int:
    asked_for = request.GET.get("year", "")
    given = int(asked_for) if asked_for.isdecimal() and len(asked_for) == 4 else 0
    return given if _FIRST <= given <= _LAST else clock.today().year


def _weeks(
    year: int, month: int, special: Mapping[date, Special], today: date
) -> Iterator[list[dict[str, Any]]]:
    said = {on: one.is_working for on, one in special.items()}
    for week in calendar.Calendar().monthdatescalendar(year, month):
        yield [
            {
                "day": on.day if on.month == month else "",
                "css": _css(on, special.get(on), today) if on.month == month else "",
                "name": special[on].name if on in special and on.month == month else "",
                "works": workdays.is_working_day(on, said),
            }
            for on in week
        ]


def _css(on: date, one: Special | None, today: date) -> str:
    kind = "" if one is None else "day-worked" if one.is_working else "day-off"
    return f"{kind or ('day-weekend' if on.weekday() > 4 else '')}{' day-today' * (on == today)}"


@page(
    Permit.SETTINGS_READ,
    menu=Menu(gettext_lazy("工作日历"), "calendar", 26, group="system"),
    name="platform:holidays",
)
def holiday_year(request: ActorRequest) -> HttpResponse:
    """One year's days off and weekends worked, as a calendar."""
    year, today = _year(request), clock.today()
    special = holidays.special_days(year, year)
    said = {on: one.is_working for on, one in special.items()}
    months = [
        {
            "title": date_format(date(year, month, 1), "F"),
            "weeks": list(_weeks(year, month, special, today)),
            "working": workdays.working_days_between(
                date(year, month, 1), date(year + month // 12, month % 12 + 1, 1), said
            ),
        }
        for month in range(1, 13)
    ]
    context = {
        "title": _("工作日历 %(year)s") % {"year": year}, "year": year, "months": months,
        "before": year - 1 if year > _FIRST else None, "after": year + 1 if year < _LAST else None,
        "is_known": bool(special), "weekdays": _weekdays(),
        "working": sum(month["working"] for month in months),  # type: ignore[misc]
        "entered": [_row(one) for one in holidays.entered(year)],
        "from_library": sum(one.key is None for one in special.values()),
        "may_manage": request.actor.may(Permit.SETTINGS_MANAGE),
    }  # fmt: skip
    return render(request, "platform/holidays.html", context)


def _weekdays() -> list[str]:
    return [_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("日")]


def _row(one: Any) -> dict[str, Any]:
    return {
        "pk": one.pk, "on": one.on, "name": one.name, "document": one.document,
        "kind": _("上班") if one.is_working else _("放假"),
        "by": one.by_name, "at": shown_at(one.at), "withdrawn": shown_at(one.withdrawn_at),
    }  # fmt: skip


@page(Permit.SETTINGS_MANAGE)
def holiday_new(request: ActorRequest) -> HttpResponse:
    """Enter days off, or weekend days worked."""

    def perform(data: dict[str, Any]) -> str:
        holidays.enter_days(
            request.actor, first=data["first"], last=data["last"], name=data["name"],
            is_working=data["kind"] == "worked", document=data["document"],
        )  # fmt: skip
        return f"{reverse('platform:holidays')}?year={data['first'].year}"

    return asked(
        request, DaysForm(request.POST or None), perform, title=_("录入放假调休"),
        back=reverse("platform:holidays"),
        more={"hint": _("按国务院办公厅的通知录入：放假的日子，以及调休上班的周末。")},
    )  # fmt: skip


@page(Permit.SETTINGS_MANAGE)
def holiday_withdraw(request: ActorRequest, day_id: int) -> HttpResponse:
    """Take back what was entered for a day."""
    found = SpecialDay.objects.filter(pk=day_id, withdrawn_at=None).first()
    if found is None:
        raise NotHere("special_day", day_id)

    def perform(_data: dict[str, Any]) -> None:
        holidays.withdraw_day(request.actor, day_id=day_id, on=found.on)

    more = {
        "facts": [(_("日期"), found.on), (_("名称"), found.name), (_("依据文件"), found.document)],
        "warning": _("撤销后，这一天重新按星期或国家已公布的安排计算。"),
        "submit_title": _("撤销"),
    }  # fmt: skip
    return asked(
        request, OnceForm(request.POST if request.method == "POST" else None), perform,
        title=_("撤销录入"), back=f"{reverse('platform:holidays')}?year={found.on.year}", more=more,
        template="platform/confirm.html",
    )  # fmt: skip


@panel("home", title=gettext_lazy("工作日历"), order=3, permit=Permit.SETTINGS_MANAGE)
def holidays_missing(request: ActorRequest, _key: int) -> str:
    """Say that a year's days off are not entered yet."""
    years = holidays.missing(clock.today())
    if not years:
        return ""
    return render_to_string("platform/_holidays_missing.html", {"years": years}, request)
