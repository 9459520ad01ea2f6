"""An institution's own pages: its list, bed board, day's report, incidents."""

import uuid
from collections import defaultdict
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.facilities.rules import Ownership
from anhuai.placements import actions, queries
from anhuai.placements.catalogue import PRIORITIES
from anhuai.placements.forms import IncidentForm, OfferForm, ReportForm
from anhuai.placements.rules.beds import Reported, occupancy
from anhuai.placements.rules.contract import Risk
from anhuai.placements.rules.words import Away, BedState, Kind, Severity
from anhuai.placements.views import listing, wording
from anhuai.platform import clock
from anhuai.platform.acting import NotHere
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, badge, link
from anhuai.platform.pages import page, public_page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word

READ, RUN, MANAGE = Permit.PLACEMENTS_READ, Permit.PLACEMENTS_RUN, Permit.PLACEMENTS_MANAGE
HOMES = (
    Column("name", gettext_lazy("机构")),
    Column("place", gettext_lazy("所在地")),
    Column("beds", gettext_lazy("床位"), css="num"),
    Column("occupied", gettext_lazy("已入住"), css="num"),
    Column("reserved", gettext_lazy("已预留"), css="num"),
    Column("free", gettext_lazy("空闲"), css="num"),
    Column("out", gettext_lazy("停用"), css="num"),
    Column("rate", gettext_lazy("入住率"), css="num"),
)
REPORTS = (
    Column("name", gettext_lazy("机构")),
    Column("residents", gettext_lazy("报告在住"), css="num"),
    Column("known", gettext_lazy("记录在住"), css="num"),
    Column("free", gettext_lazy("报告空床"), css="num"),
    Column("kfree", gettext_lazy("记录空床"), css="num"),
    Column("state", gettext_lazy("核对")),
    Column("last", gettext_lazy("最近填报"), css="nowrap"),
)
DIFFERS = {
    "more_than_beds": gettext_lazy("在住人数超过床位数"),
    "more_than_all": gettext_lazy("在住加空床超过床位数"),
    "away_more": gettext_lazy("外出人数多于在住"),
    "residents": gettext_lazy("在住人数与记录不同"), "away": gettext_lazy("外出人数与记录不同"),
    "free": gettext_lazy("空床数与记录不同"),
}  # fmt: skip


def _day(request: ActorRequest) -> date:
    try:
        return min(date.fromisoformat(request.GET.get("on", "")), clock.today())
    except ValueError:
        return clock.today()


def rate(occupied: int, open_beds: int) -> str:
    """Return an occupancy in per cent; "" where there are no open beds."""
    found = occupancy(occupied, open_beds)
    return "" if found is None else f"{found / 100:.1f}%"


@page(Permit.FACILITIES_READ)
def homes(request: ActorRequest) -> HttpResponse:
    """Every institution in scope with its beds by state on a day."""
    request.actor.require(READ)
    on = _day(request)
    division = request.GET.get("division", "")
    rows = [
        (
            wording.home_link(one["pk"], one["name"]), wording.place_of(one["division"]),
            one["beds"], one["occupied"], one["reserved"], one["free"], one["out"],
            rate(one["occupied"], one["open"]),
        )
        for one in queries.reports(request.actor, on=on, division=division)
    ]  # fmt: skip
    return listing.whole(
        request, title=_("机构床位"), key="placements-homes", columns=HOMES,
        filters=[listing.town_filter(request), Filter("on", gettext_lazy("日期"), "date")],
        rows=rows, empty_title=_("没有在营的养老机构"),
        empty_hint=_("机构在“机构设施”里登记，运营后列在这里。"),
        export_url=reverse("platform:sheet_export", args=["bed-states"])
        if request.actor.may(MANAGE) or request.actor.may(RUN) else "",
    )  # fmt: skip


@page(READ)
def board(request: ActorRequest, facility_id: int) -> HttpResponse:
    """The bed board of an institution: every bed, by room, with who is in it."""
    on = _day(request)
    shown = queries.shown_board(request.actor, facility_id, on=on)
    runs = _reaches(request, facility_id, RUN) and on == clock.today()
    rooms: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for label, state in shown.board.states.items():
        one = shown.residents.get(label)
        rooms[shown.facts[label].room].append(
            {
                "label": label, "badge": wording.bed_badge(state), "state": str(state),
                "nursing": shown.facts[label].nursing, "one": one,
                "away": word(Away(one.away)) if one and one.away else "",
                "is_free": state is BedState.FREE,
            }
        )  # fmt: skip
    now = shown.board
    context = {
        "title": shown.facility.name, "facility": shown.facility, "on": wording.day(on),
        "rooms": sorted(rooms.items()), "runs": runs, "token": uuid.uuid4(),
        "manages": _reaches(request, facility_id, MANAGE),
        "figures": [
            (_("床位"), now.beds), *((word(state), now.count(state)) for state in BedState),
            (_("入住率"), rate(now.count(BedState.OCCUPIED), now.open_beds)),
            (_("日间照料"), shown.by_day),
        ],
        "odd": "、".join(now.odd), "back_url": reverse("placements:homes"),
        "back_title": _("机构床位"), "badges": [badge(word(Ownership(shown.facility.ownership)))],
        "free": [label for label, state in now.states.items() if state is BedState.FREE],
    }  # fmt: skip
    return render(request, "placements/board.html", context)


def _reaches(request: ActorRequest, facility_id: int, permit: Permit) -> bool:
    if not request.actor.may(permit):
        return False
    try:
        queries.facility_in_scope(request.actor, facility_id, permit=permit)
    except NotHere:
        return False
    return True


@page(READ)
def queue(request: ActorRequest, facility_id: int) -> HttpResponse:
    """The order at an institution, by number; how it is computed stands beside it."""
    today = clock.today()
    found = queries.facility_in_scope(request.actor, facility_id)
    own = queries.applications(request.actor)
    lines = queries.waiting_lines(today, facility=facility_id)
    mine = set(own.filter(pk__in=[one.key for one in lines]).values_list("pk", flat=True))
    context = {
        "title": _("轮候顺序：%(name)s") % {"name": found.name},
        "back_url": reverse("placements:board", args=[facility_id]), "back_title": found.name,
        "facility": found, "rules": _rules(today),
        "lines": [(*_line(one), one.key if one.key in mine else None) for one in lines],
        "manages": _reaches(request, facility_id, MANAGE), "on": wording.day(today),
        "public_url": reverse("placements:published", args=[facility_id])
        if found.ownership != Ownership.PRIVATE else "",
    }  # fmt: skip
    return render(request, "placements/queue.html", context)


def _line(one: queries.Line) -> tuple[Any, ...]:
    return (
        one.place, one.number, word(Kind(one.kind)), wording.rule_title(one.rule),
        wording.day(one.applied_on),
    )  # fmt: skip


def _rules(on: date) -> list[tuple[Any, ...]]:
    return [
        (rank, wording.rule_title(code), PRIORITIES[code].basis.citation
         or PRIORITIES[code].basis.note, wording.day(PRIORITIES[code].since),
         wording.confidence(PRIORITIES[code].basis))
        for rank, code, _rule in queries.rules_today(on).ranked
    ]  # fmt: skip


@public_page
def published(request: ActorRequest, home_id: int) -> HttpResponse:
    """A public institution's waiting list for anybody: numbers and rules, never a name."""
    today = clock.today()
    name, lines = queries.published_list(home_id, on=today)
    context = {
        "title": _("轮候公开名单：%(name)s") % {"name": name}, "rules": _rules(today),
        "lines": [(*_line(one), None) for one in lines], "on": wording.day(today),
        "is_public": True,
    }  # fmt: skip
    return render(request, "placements/published.html", context)


@page(MANAGE)
def offer(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Offer a free bed to the next on the list."""
    today = clock.today()
    found = queries.facility_in_scope(request.actor, facility_id, permit=MANAGE)
    order = queries.next_of(request.actor, facility_id, today, nursing=True)
    numbers = {one.key: one.number for one in queries.waiting_lines(today, facility=facility_id)}
    waiting = [
        (str(one.key), f"{place}. {numbers[one.key]} · {wording.rule_title(one.code)}")
        for place, one in enumerate(order, 1)
    ]
    free = queries.free_beds(facility_id, today)
    nursing = queries.nursing_of(facility_id, on=today)
    beds = [(label, f"{label}（{_('护理型')}）" if label in nursing else label) for label in free]
    wanted = {"label": request.GET.get("label", "")}
    form = OfferForm(request.POST or None, beds=beds, waiting=waiting, initial=wanted)

    def perform(data: dict[str, Any]) -> None:
        actions.offer(
            request.actor, facility=facility_id, label=data["label"], on=today,
            application=int(data["application"]), reason=data["reason"],
        )  # fmt: skip

    hint = _("床位随即预留；%(days)s 个工作日内没有答复的，系统收回并通知下一位。")
    return asked(
        request, form, perform, title=_("发床位通知：%(name)s") % {"name": found.name},
        back=reverse("placements:queue", args=[facility_id]),
        more={"hint": hint % {"days": queries.offer_days(today)}, "submit_title": _("发出通知")},
    )  # fmt: skip


@page(Permit.FACILITIES_READ)
def report_list(request: ActorRequest) -> HttpResponse:
    """What institutions reported of a day, held against the records."""
    request.actor.require(READ)
    on = _day(request)
    rows = []
    for one in queries.reports(request.actor, on=on, division=request.GET.get("division", "")):
        told = one["report"]
        if told is None:
            state = badge(_("未填报"), "grey")
        elif told.differs:
            state = badge("；".join(str(DIFFERS[code]) for code in told.differs), "red")
        else:
            state = badge(_("一致"), "green")
        rows.append((
            link(reverse("placements:report", args=[one["pk"]]), one["name"])
            if request.actor.may(RUN) else wording.home_link(one["pk"], one["name"]),
            told.residents if told else "", one["occupied"], told.free if told else "",
            one["free"], state, wording.day(one["last"]),
        ))  # fmt: skip
    return listing.whole(
        request, title=_("床位日报"), key="placements-reports", columns=REPORTS,
        filters=[listing.town_filter(request), Filter("on", gettext_lazy("日期"), "date")],
        rows=rows, empty_title=_("没有在营的养老机构"),
        empty_hint=_("机构每天在这里核对系统算出的数字，一分钟报送。"),
        import_url=reverse("platform:sheet_import", args=["bed-reports"])
        if request.actor.may(RUN) else "",
        export_url=f"{reverse('platform:sheet_export', args=['bed-reports'])}?on={on}",
    )  # fmt: skip


@page(RUN)
def report(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Report a day: the records' figures are there already, look, correct, send."""
    today = clock.today()
    found = queries.facility_in_scope(request.actor, facility_id, permit=RUN)
    known = queries.known_on(facility_id, today)
    initial = {"on": today, "residents": known.residents, "away": known.away, "free": known.free}
    form = ReportForm(request.POST or None, initial=initial)

    def perform(data: dict[str, Any]) -> str:
        said = Reported(residents=data["residents"], away=data["away"], free=data["free"])
        actions.report_day(
            request.actor, facility=facility_id, on=data["on"], said=said, says=data["says"]
        )
        return reverse("placements:reports")

    hint = _("数字取自入住记录：床位 %(beds)s 张。与实际不同的请改成实际数，系统会列出差异。")
    return asked(
        request, form, perform, title=_("床位日报：%(name)s") % {"name": found.name},
        back=reverse("placements:reports"),
        more={"hint": hint % {"beds": known.beds}, "submit_title": _("报送")},
    )  # fmt: skip


INCIDENTS = (
    Column("on", gettext_lazy("日期"), css="nowrap"), Column("home", gettext_lazy("机构")),
    Column("who", gettext_lazy("老人")), Column("risk", gettext_lazy("类型")),
    Column("severity", gettext_lazy("程度")), Column("says", gettext_lazy("经过")),
    Column("told", gettext_lazy("告知家属")),
)  # fmt: skip


def risk_title(code: str) -> str:
    """Return what happened, in a word."""
    return word(Risk(code)) if code in set(Risk) else _("其他")


@page(Permit.FACILITIES_READ)
def incident_list(request: ActorRequest) -> HttpResponse:
    """Incidents at the institutions in scope, newest first."""
    request.actor.require(READ)
    key = request.GET.get("facility", "")
    facility = int(key) if key.isdigit() and len(key) < 19 else None
    colours = {Severity.MINOR: "grey", Severity.INJURY: "orange", Severity.GRAVE: "red"}
    rows = [
        (
            wording.day(one.happened_on), wording.home_link(one.facility_id, one.facility.name),
            link(reverse("placements:stay", args=[one.stay_id]), one.stay.person.name)
            if one.stay else "",
            risk_title(one.risk),
            badge(word(Severity(one.severity)), colours[Severity(one.severity)]), one.says,
            _("已告知") if one.family_told else _("未告知"),
        )
        for one in queries.incidents(request.actor, facility=facility)
    ]  # fmt: skip
    return listing.whole(
        request, title=_("突发事件"), key="placements-incidents", columns=INCIDENTS, filters=[],
        rows=rows, empty_title=_("没有登记突发事件"),
        empty_hint=_("在机构的床位图页登记；严重的会通知主管部门。"),
        export_url=reverse("platform:sheet_export", args=["incidents"])
        if request.actor.may(MANAGE) or request.actor.may(RUN) else "",
    )  # fmt: skip


@page(RUN)
def incident_new(request: ActorRequest, facility_id: int) -> HttpResponse:
    """Record what happened."""
    found = queries.facility_in_scope(request.actor, facility_id, permit=RUN)
    named = queries.resident_names(request.actor, facility_id).named
    residents = [(str(key), name) for key, name in named]
    form = IncidentForm(request.POST or None, residents=residents, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> str:
        what = actions.Happening(
            risk=data["risk"], severity=Severity(data["severity"]), says=data["says"],
            measures=data["measures"], family_told=data["family_told"],
        )  # fmt: skip
        actions.record_incident(
            request.actor, facility=facility_id, on=data["on"], what=what,
            stay=int(data["stay"]) if data["stay"] else None,
        )  # fmt: skip
        return reverse("placements:incidents")

    return asked(
        request, form, perform, title=_("登记突发事件：%(name)s") % {"name": found.name},
        back=reverse("placements:board", args=[facility_id]),
    )  # fmt: skip
