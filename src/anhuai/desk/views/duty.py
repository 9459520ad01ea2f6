"""The desk's own days: roster, hand-over notes, drills."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.cases import actions as cases
from anhuai.cases import queries as case_queries
from anhuai.cases.catalogue import SHIFTS
from anhuai.cases.views.moves import at_once
from anhuai.cases.views.one import at_second
from anhuai.desk import actions, queries
from anhuai.desk.forms import DrillForm, FoundForm, HandoverForm, RosterForm, ShiftForm
from anhuai.desk.views.lists import divisions
from anhuai.kernel.months import Month
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor
from anhuai.platform.asking import asked
from anhuai.platform.holidays import is_working_day
from anhuai.platform.listing import badge
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.words import title_of

READ, CALLS, MANAGE = Permit.CASES_READ, Permit.DESK_CALLS, Permit.DESK_MANAGE


def month_asked(text: str) -> Month:
    """Return the month of an address, this month where it names none."""
    try:
        year, _dash, number = text.partition("-")
        if not 2000 <= int(year) <= 2100:
            raise ValueError(year)
        return Month(int(year), int(number))
    except (ValueError, TypeError):
        today = clock.today()
        return Month(today.year, today.month)


def bounds(month: Month) -> tuple[date, date]:
    """Return the first day of a month and of the next."""
    first = date(month.year, month.month, 1)
    return first, (first + timedelta(days=32)).replace(day=1)


def around(month: Month) -> tuple[str, str]:
    """Return the months before and after, as addresses name them."""
    first, following = bounds(month)
    before = first - timedelta(days=1)
    return f"{before:%Y-%m}", f"{following:%Y-%m}"


@page(READ, menu=Menu(gettext_lazy("值班安排"), "calendar", 17, group="desk"), name="desk:roster")
def roster(request: ActorRequest) -> HttpResponse:
    """A month's roster by day and part, and the note the last shift left."""
    month = month_asked(request.GET.get("month", ""))
    first, following = bounds(month)
    held: dict[tuple[date, str], list[tuple[int, str]]] = {}
    for one in case_queries.shifts(request.actor, since=first, until=following):
        held.setdefault((one.on, one.part), []).append((one.pk, one.name))
    days = [first + timedelta(days=n) for n in range((following - first).days)]
    before, after = around(month)
    today = clock.today()
    context = {
        "title": _("值班安排"), "month": f"{first:%Y-%m}", "before": before, "after": after,
        "parts": [title_of(one) for one in SHIFTS.values()],
        "days": [
            (f"{day:%m-%d}", "" if is_working_day(day) else badge(_("休息日"), "orange"),
             [held.get((day, part), []) for part in SHIFTS], day == today, day >= today)
            for day in days
        ],
        "manages": request.actor.may(MANAGE),
        "writes": request.actor.may(CALLS),
        "export": f"/sheets/roster/export?month={first:%Y-%m}",
        "notes": _notes(request) if request.actor.may(CALLS) else [],
    }  # fmt: skip
    return render(request, "desk/roster.html", context)


def _notes(request: ActorRequest) -> list[tuple[Any, ...]]:
    mine = request.actor.account
    return [
        (one.pk, at_second(one.at), one.by, one.says, one.open_cases, one.open_tickets,
         one.taken_by, at_second(one.taken_at), one.taken_at is None and one.account != mine)
        for one in queries.handovers(request.actor)[:10]
    ]  # fmt: skip


def _officers(request: ActorRequest) -> list[tuple[str, str]]:
    found = cases.helpers(request.actor, permit=Permit.CASES_HANDLE)
    return [(str(key), name) for key, name in found]


def _served(request: ActorRequest) -> list[tuple[str, str]]:
    """Return the county and its towns, as far as the actor manages them."""
    return [
        (code, name) for code, name in divisions(request, MANAGE) if len(code) <= 9
    ] or [(county.code(), county.name())]  # fmt: skip


@page(MANAGE)
def plan_roster(request: ActorRequest) -> HttpResponse:
    """Fill days that nobody was put on yet."""
    form = RosterForm(
        request.POST or None, places=_served(request), officers=_officers(request),
        initial={"first": clock.today(), "last": clock.today() + timedelta(days=30)},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        cases.plan_roster(
            request.actor, division=data["division"], first=data["first"], last=data["last"],
            officers=[int(one) for one in data["officers"]],
        )  # fmt: skip
        return f"{reverse('desk:roster')}?month={data['first']:%Y-%m}"

    return asked(request, form, perform, title=_("排班"), back=reverse("desk:roster"))


@page(MANAGE)
def set_shift(request: ActorRequest) -> HttpResponse:
    """Put one officer on a part of a day."""
    form = ShiftForm(request.POST or None, places=_served(request), officers=_officers(request))

    def perform(data: dict[str, Any]) -> str:
        cases.set_shift(
            request.actor, division=data["division"], on=data["on"], part=data["part"],
            officer=int(data["officer"]),
        )  # fmt: skip
        return f"{reverse('desk:roster')}?month={data['on']:%Y-%m}"

    return asked(request, form, perform, title=_("安排值班"), back=reverse("desk:roster"))


@page(MANAGE)
def drop_shift(request: ActorRequest, shift_id: int) -> HttpResponse:
    """Take somebody off the roster."""
    case_queries.shift(request.actor, shift_id, permit=MANAGE)
    return at_once(
        request, lambda: cases.drop_shift(request.actor, shift_id=shift_id), reverse("desk:roster")
    )


@page(CALLS)
def write_handover(request: ActorRequest) -> HttpResponse:
    """Leave a note to the next shift."""
    form = HandoverForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        actions.write_handover(request.actor, says=data["says"])

    return asked(request, form, perform, title=_("写交班记录"), back=reverse("desk:roster"))


@page(CALLS)
def take_handover(request: ActorRequest, handover_id: int) -> HttpResponse:
    """Confirm that one has read it."""
    return at_once(
        request,
        lambda: actions.take_handover(request.actor, handover_id=handover_id),
        reverse("desk:roster"),
    )


@page(READ, menu=Menu(gettext_lazy("演练"), "bell", 19, group="desk", permit=MANAGE),
      name="desk:drills")  # fmt: skip
def drill_list(request: ActorRequest) -> HttpResponse:
    """Every drill, what it found, and the case it led to."""
    lines = [
        (one.pk, at_second(one.at), places.name_of(one.division), one.plan, one.by, one.found,
         one.case_id, one.ended_at is None)
        for one in queries.drills(request.actor)[:60]
    ]  # fmt: skip
    context = {"title": _("演练"), "lines": lines, "manages": request.actor.may(MANAGE)}
    return render(request, "desk/drills.html", context)


@page(MANAGE)
def begin_drill(request: ActorRequest) -> HttpResponse:
    """Send a labelled call the whole way."""
    form = DrillForm(request.POST or None, places=_served(request))

    def perform(data: dict[str, Any]) -> None:
        actions.begin_drill(request.actor, division=data["division"], plan=data["plan"])

    hint = _("会从演练设备发出一次标明“演练”的呼叫，走完接入、立案、升级的全过程；不通知家属。")
    return asked(request, form, perform, title=_("开始演练"), back=reverse("desk:drills"),
                 more={"hint": hint})  # fmt: skip


@page(MANAGE)
def end_drill(request: ActorRequest, drill_id: int) -> HttpResponse:
    """Write what a drill found."""
    queries.drill(request.actor, drill_id)
    form = FoundForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        actions.end_drill(request.actor, drill_id=drill_id, found=data["found"])

    return asked(request, form, perform, title=_("结束演练"), back=reverse("desk:drills"))


HEADS = (gettext_lazy("日期"), gettext_lazy("休息日"), gettext_lazy("班次"),
         gettext_lazy("地区"), gettext_lazy("值班人员"))  # fmt: skip


def give(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield a month's roster."""
    first, following = bounds(month_asked(query.get("month", "")))
    for one in case_queries.shifts(actor, since=first, until=following):
        yield (
            f"{one.on:%Y-%m-%d}", "" if is_working_day(one.on) else _("是"),
            title_of(SHIFTS[one.part]) if one.part in SHIFTS else one.part,
            places.name_of(one.division), one.name,
        )  # fmt: skip


declare(Giving("roster", gettext_lazy("值班安排"), HEADS, give, READ, "/desk/roster"))
