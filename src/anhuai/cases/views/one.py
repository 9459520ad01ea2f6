"""The list of cases, and one case with its timeline."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.cases import queries
from anhuai.cases.catalogue import KINDS
from anhuai.cases.rules import ErrandState, Move, Outcome, State, What, moves
from anhuai.kernel.divisions import Level
from anhuai.places import queries as places
from anhuai.platform import clock, county
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
from anhuai.platform.requests import ActorRequest
from anhuai.platform.views.trail import shown_list
from anhuai.platform.words import definitions, is_english, title_of, word, words

READ, HANDLE = Permit.CASES_READ, Permit.CASES_HANDLE
COLUMNS = (
    Column("opened", gettext_lazy("时间"), ("opened_at",)),
    Column("severity", gettext_lazy("级别"), ("severity", "opened_at")),
    Column("says", gettext_lazy("事由")),
    Column("person", gettext_lazy("人员")),
    Column("place", gettext_lazy("地区")),
    Column("state", gettext_lazy("状态")),
    Column("holder", gettext_lazy("办理人")),
)
SEVERITY = {
    1: (gettext_lazy("危及生命"), "red"), 2: (gettext_lazy("紧急"), "orange"),
    3: (gettext_lazy("一般"), "yellow"), 4: (gettext_lazy("提示"), "grey"),
}  # fmt: skip
_COLOURS = {State.RAISED: "red", State.SHOWN: "red", State.RESOLVED: "green"}


def severity_badge(number: int) -> SafeString:
    """Return how grave a case is."""
    title, colour = SEVERITY[number]
    return badge(title, colour)


def state_badge(code: str) -> SafeString:
    """Return where a case stands."""
    state = State(code)
    return badge(word(state), _COLOURS.get(state, "blue" if state in moves_held() else "grey"))


def moves_held() -> tuple[State, ...]:
    """Return the states in which somebody holds a case."""
    return (State.ACKNOWLEDGED, State.DISPATCHED, State.ARRIVED)


def at_second(moment: Any) -> str:
    """Return an instant in local time, to the second."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S}" if moment else ""


def said_of(one: Any) -> str:
    """Return what a case is about, in the language of the page."""
    return str(one.says_en if is_english() else one.says)


def _cells(rows: list[tuple[Any, ...]]) -> list[tuple[object, ...]]:
    return [
        (
            link(f"/cases/{pk}/", at_second(opened)), severity_badge(severity),
            says_en if is_english() else says,
            link(f"/people/{person}/", name) if person else "",
            places.path_of(division) if division else "", state_badge(state), holder,
        )
        for pk, _kind, says, says_en, severity, state, _outcome, person, name, division, opened,
        holder in rows
    ]  # fmt: skip


@page(READ, menu=Menu(gettext_lazy("个案"), "clipboard", 16, group="desk"), name="cases:list")
def case_list(request: ActorRequest) -> HttpResponse:
    """Every case within the scope, newest first."""
    towns = places.choices(
        request.actor, on=clock.today(), permit=READ, level=Level.TOWN, within=county.code()
    )
    states = [("open", _("未办结")), *words(State)]
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("人员或事由")),
            Filter("state", gettext_lazy("状态"), "select", states),
            Filter("kind", gettext_lazy("类型"), "select", definitions(KINDS)),
            Filter("severity", gettext_lazy("级别"), "select",
                   [(str(n), title) for n, (title, _colour) in SEVERITY.items()]),
            Filter("division", gettext_lazy("乡镇"), "select", towns),
        ],
    )  # fmt: skip
    asks = {one.name: one.value for one in filters}
    order, key = order_of(request, COLUMNS, ["-opened_at"])
    try:
        seen = queries.page(request.actor, order=order, after=request.GET.get("after", ""), **asks)
    except BadCursor:
        seen = queries.page(request.actor, order=order, after="", **asks)
    count, more = count_up_to(queries.listed(request.actor, **asks))
    table = Table(
        key="cases",
        columns=heads(request, COLUMNS, key),
        rows=_cells(seen.rows),
        filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 件") if more else _("共 %(count)s 件")) % {"count": count},
        empty_title=_("没有符合条件的个案"),
        empty_hint=_("请放宽筛选条件；只能看到您负责范围内的个案。"),
    )
    return shown_list(request, table, _("个案"))


TITLES = {
    Move.ACKNOWLEDGE: gettext_lazy("受理"), Move.DISPATCH: gettext_lazy("派出"),
    Move.ARRIVE: gettext_lazy("登记到场"), Move.RESOLVE: gettext_lazy("办结"),
    Move.REVIEW: gettext_lazy("复核"), Move.HAND_OVER: gettext_lazy("转交"),
}  # fmt: skip


def buttons(request: ActorRequest, case: Any) -> list[tuple[str, Any, bool]]:
    """Return what the actor may do with a case: address, title, whether it is done at once."""
    if not request.actor.may(HANDLE):
        return []
    return [
        (reverse(f"cases:{move}", args=[case.pk]), TITLES[move], move is Move.ACKNOWLEDGE)
        for move in moves(State(case.state))
        if move in TITLES
    ]


@page(READ)
def case_detail(request: ActorRequest, case_id: int) -> HttpResponse:
    """One case: facts, what may be done, who was sent, the timeline."""
    file = queries.detail(request.actor, case_id=case_id)
    one = file.case
    outcome = word(Outcome(one.outcome)) if one.outcome else ""
    context = {
        "title": f"{said_of(one)} #{one.pk}",
        "case": one,
        "back_url": reverse("cases:list"),
        "badges": [severity_badge(one.severity), state_badge(one.state)],
        "facts": [
            (_("类型"), title_of(KINDS[one.kind])),
            (_("人员"), link(f"/people/{one.person_id}/", one.person.name) if one.person else ""),
            (_("地区"), places.path_of(one.division) if one.division else ""),
            (_("安装位置"), one.spot),
            (_("立案时间"), at_second(one.opened_at)),
            (_("报警次数"), one.times),
            (_("办理人"), one.holder_name),
            (_("处置结果"), outcome),
            (_("办结时间"), at_second(one.closed_at)),
        ],
        "buttons": buttons(request, one),
        "notes": request.actor.may(HANDLE),
        "errands": [
            (e.name, word(ErrandState(e.state)), at_second(e.sent_at), at_second(e.arrived_at),
             e.report)
            for e in file.errands
        ],
        "is_whole": file.is_whole,
        "timeline": [
            {"at": at_second(e.at), "title": word(What(e.what)), "text": e.says, "who": e.by}
            for e in sorted(file.entries, key=lambda e: (e.at, e.pk))
        ],
    }  # fmt: skip
    return render(request, "cases/case.html", context)
