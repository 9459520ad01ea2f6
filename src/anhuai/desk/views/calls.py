"""Calls: the list, what rings, and the page on which a call is taken with the keyboard alone."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.cases.views.moves import at_once
from anhuai.cases.views.one import at_second
from anhuai.desk import actions, queries
from anhuai.desk.catalogue import TICKETS, WRAP_UPS
from anhuai.desk.forms import (
    DialForm,
    HelpForm,
    IdentifyForm,
    LogForm,
    TelephoneForm,
    WrapUpForm,
)
from anhuai.desk.rules.calls import CallState, Direction, KnownAs
from anhuai.desk.views.found import named_person
from anhuai.desk.views.lists import Listing, listed, towns
from anhuai.desk.views.tickets import ticket_badge
from anhuai.kernel.identity import mask_phone
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.asking import asked, revealed
from anhuai.platform.listing import Column, Filter, badge, link
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.words import definitions, title_of, word, words

CALLS = Permit.DESK_CALLS
COLUMNS = (
    Column("began", gettext_lazy("时间"), ("began_at",)),
    Column("direction", gettext_lazy("方向")),
    Column("caller", gettext_lazy("来电人")),
    Column("person", gettext_lazy("人员")),
    Column("place", gettext_lazy("地区")),
    Column("state", gettext_lazy("状态")),
    Column("wait", gettext_lazy("等待（秒）"), css="num"),
    Column("talk", gettext_lazy("通话（秒）"), css="num"),
    Column("officer", gettext_lazy("接听人")),
    Column("wrap_up", gettext_lazy("小结")),
)
_COLOURS = {
    CallState.RINGING: "red", CallState.TALKING: "blue", CallState.ENDED: "green",
    CallState.MISSED: "orange", CallState.ASKED: "yellow",
}  # fmt: skip


def call_badge(code: str) -> SafeString:
    """Return where a call stands."""
    return badge(word(CallState(code)), _COLOURS[CallState(code)])


def wrap_title(code: str) -> str:
    """Return what became of a call in the page's language; an ended code is its own title."""
    return title_of(WRAP_UPS[code]) if code in WRAP_UPS else code


def _plain(row: tuple[Any, ...]) -> list[str]:
    (_pk, direction, state, began, answered, ended, _person, name, caller, division, officer,
     wrap, _ticket) = row  # fmt: skip
    wait = "" if answered is None else str(int((answered - began).total_seconds()))
    talk = "" if not (answered and ended) else str(int((ended - answered).total_seconds()))
    return [
        at_second(began), word(Direction(direction)), caller or _("未识别"), name or "",
        places.path_of(division), word(CallState(state)), wait, talk, officer, wrap_title(wrap),
    ]  # fmt: skip


def _cells(rows: list[tuple[Any, ...]]) -> list[tuple[object, ...]]:
    made = []
    for row in rows:
        cells: list[object] = list(_plain(row))
        cells[0] = link(f"/desk/calls/{row[0]}/", cells[0])
        cells[3] = link(f"/people/{row[6]}/", row[7]) if row[6] else ""
        cells[5] = call_badge(row[2])
        made.append(tuple(cells))
    return made


@page(CALLS, menu=Menu(gettext_lazy("热线通话"), "message", 13, group="desk"), name="desk:calls")
def call_list(request: ActorRequest) -> HttpResponse:
    """Every call within the scope, newest first."""
    return listed(
        request,
        Listing(
            key="calls", title=_("热线通话"), columns=COLUMNS, order=["-began_at"],
            filters=[
                Filter("q", gettext_lazy("姓名或完整号码")),
                Filter("state", gettext_lazy("状态"), "select", words(CallState)),
                Filter("direction", gettext_lazy("方向"), "select", words(Direction)),
                Filter("wrap_up", gettext_lazy("小结"), "select", definitions(WRAP_UPS)),
                Filter("division", gettext_lazy("乡镇"), "select", towns(request, CALLS)),
            ],
            read=queries.call_page, rows=queries.calls, cells=_cells, export="calls",
            buttons=[
                (reverse("desk:dial"), _("拨打电话"), "message"),
                (reverse("desk:telephone"), _("我的话机"), "settings"),
                (reverse("desk:videos"), _("视频通话"), "eye"),
            ],
            create_url=reverse("desk:log"), create_title=_("登记来电"),
        ),
    )  # fmt: skip


@page(CALLS)
def ringing(request: ActorRequest) -> HttpResponse:
    """What rings now, as the pop asks for it."""
    return render(request, "desk/_ringing.html", {"calls": ringing_lines(request)})


def ringing_lines(request: ActorRequest) -> list[dict[str, Any]]:
    """Return what rings and what the officer talks on, ready to be shown."""
    now = clock.now()
    return [
        {
            "id": one.pk, "is_ringing": one.state == CallState.RINGING,
            "caller": one.caller or _("未识别的号码"), "known": word(KnownAs(one.known_as)),
            "person": one.person.name if one.person else "",
            "place": places.path_of(one.division),
            "seconds": max(0, int((now - one.began_at).total_seconds())),
        }
        for one in queries.ringing(request.actor)
    ]  # fmt: skip


@page(CALLS)
def pick_up(request: ActorRequest, call_id: int) -> HttpResponse:
    """Take a ringing call and go to its page."""
    back = reverse("desk:call", args=[call_id])
    return at_once(request, lambda: actions.pick_up(request.actor, call_id=call_id), back)


@page(CALLS)
def call_detail(request: ActorRequest, call_id: int) -> HttpResponse:
    """One call: who calls, what they called about, what is known, what to do next."""
    today = clock.today()
    file = queries.call_detail(request.actor, call_id=call_id, on=today)
    one = file.call
    person = one.person_id
    context = {
        "title": f"{one.caller or _('未识别的号码')} #{one.pk}",
        "call": one, "back_url": reverse("desk:calls"),
        "badges": [call_badge(one.state), badge(word(KnownAs(one.known_as)), "grey")],
        "facts": _facts(request, file),
        "is_ringing": one.state == CallState.RINGING,
        "wrap_form": WrapUpForm(
            direction=Direction(one.direction), initial={"code": one.wrap_up, "note": one.note}
        ),
        "callers": [
            (c.person, c.name, places.path_of(c.division), c.contact, c.relation)
            for c in file.callers if c.person != person
        ],
        "past": [(p.pk, at_second(p.began_at), wrap_title(p.wrap_up), p.note) for p in file.past],
        "tickets": _tickets(request.actor, person),
        "reveals": request.actor.may(Permit.PEOPLE_REVEAL) and bool(file.phone),
    }  # fmt: skip
    return render(request, "desk/call.html", context)


def _facts(request: ActorRequest, file: queries.CallFile) -> list[tuple[str, object]]:
    one = file.call
    found: list[tuple[str, object]] = [
        (_("号码"), mask_phone(file.phone) or _("没有号码")),
        (_("方向"), word(Direction(one.direction))),
        (_("人员"), link(f"/people/{one.person_id}/", one.person.name) if one.person else ""),
        (_("地区"), places.path_of(one.division)),
        (_("来电时间"), at_second(one.began_at)),
        (_("接听时间"), at_second(one.answered_at)),
        (_("挂断时间"), at_second(one.ended_at)),
        (_("接听人"), one.officer),
        (_("小结"), wrap_title(one.wrap_up)),
        (_("备注"), one.note),
    ]
    if one.ticket:
        found.append((_("工单"), link(f"/desk/tickets/{one.ticket_id}/", one.ticket.title)))
    if one.case_id and request.actor.may(Permit.CASES_READ):
        found.append((_("呼叫处置"), link(f"/cases/{one.case_id}/", f"#{one.case_id}")))
    return found


def _tickets(actor: Actor, person: int | None) -> Sequence[tuple[Any, ...]]:
    if person is None or not actor.may(Permit.TICKETS_READ):
        return []
    return [
        (one.pk, title_of(TICKETS[one.kind]) if one.kind in TICKETS else one.kind, one.title,
         ticket_badge(one.state), at_second(one.opened_at))
        for one in queries.tickets_of_person(actor, person)
    ]  # fmt: skip


@page(Permit.KNOWLEDGE_READ)
def knowledge(request: ActorRequest) -> HttpResponse:
    """What the knowledge base has for a text, as the call's page asks for it."""
    found = queries.search_articles(request.actor, request.GET.get("q", ""), on=clock.today())
    context = {"articles": found, "asked": request.GET.get("q", "").strip()}
    return render(request, "desk/_knowledge.html", context)


def _back(call_id: int) -> str:
    return reverse("desk:call", args=[call_id])


@page(CALLS)
def wrap_up(request: ActorRequest, call_id: int) -> HttpResponse:
    """Say what became of a call."""
    one = queries.call(request.actor, call_id)
    form = WrapUpForm(request.POST or None, direction=Direction(one.direction))

    def perform(data: dict[str, Any]) -> None:
        actions.wrap_up(request.actor, call_id=call_id, code=data["code"], note=data["note"])

    return asked(request, form, perform, title=_("通话小结"), back=_back(call_id))


@page(CALLS)
def identify(request: ActorRequest, call_id: int) -> HttpResponse:
    """Say about whom a call is."""
    queries.call(request.actor, call_id)
    form = IdentifyForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        person = named_person(request.actor, data["who"])
        actions.identify(request.actor, call_id=call_id, person=person, caller=data["caller"])

    return asked(request, form, perform, title=_("确认来电人"), back=_back(call_id))


@page(CALLS)
def identify_as(request: ActorRequest, call_id: int, person_id: int) -> HttpResponse:
    """Say with one key that it is somebody the number leads to."""
    queries.call(request.actor, call_id)
    return at_once(
        request,
        lambda: actions.identify(request.actor, call_id=call_id, person=person_id),
        _back(call_id),
    )


@page(CALLS)
def call_for_help(request: ActorRequest, call_id: int) -> HttpResponse:
    """Open a call for help on the live board."""
    queries.call(request.actor, call_id)
    form = HelpForm(request.POST or None)

    def perform(data: dict[str, Any]) -> str:
        case = actions.call_for_help(
            request.actor, call_id=call_id, says=data["says"], severity=int(data["severity"]),
            takes=data["takes"],
        )  # fmt: skip
        return f"{reverse('desk:board')}?case={case.pk}"

    return asked(request, form, perform, title=_("转呼叫处置"), back=_back(call_id))


@page(Permit.PEOPLE_REVEAL)
def reveal(request: ActorRequest, call_id: int) -> HttpResponse:
    """Show the number once, for a reason."""
    queries.call(request.actor, call_id)

    def show(reason: str) -> str:
        return actions.reveal_number(request.actor, call_id=call_id, reason=reason).number

    return revealed(request, show, title=_("查看完整来电号码"), back=_back(call_id))


@page(CALLS)
def log(request: ActorRequest) -> HttpResponse:
    """Write a call that no exchange reported."""
    form = LogForm(request.POST or None)

    def perform(data: dict[str, Any]) -> str:
        made = actions.log_call(request.actor, phone=data["phone"], caller=data["caller"])
        return _back(made.pk)

    return asked(request, form, perform, title=_("登记来电"), back=reverse("desk:calls"))


@page(CALLS)
def dial(request: ActorRequest) -> HttpResponse:
    """Call a number."""
    form = DialForm(request.POST or None)

    def perform(data: dict[str, Any]) -> str:
        return _back(actions.dial(request.actor, phone=data["phone"]).pk)

    return asked(request, form, perform, title=_("拨打电话"), back=reverse("desk:calls"))


@page(CALLS)
def dial_back(request: ActorRequest, call_id: int) -> HttpResponse:
    """Call back whoever called."""
    queries.call(request.actor, call_id)
    return at_once(
        request, lambda: actions.dial(request.actor, call_id=call_id), reverse("desk:calls")
    )


@page(CALLS)
def telephone(request: ActorRequest) -> HttpResponse:
    """Say at which telephone one sits."""
    held = queries.extension_of(request.actor.account)
    form = TelephoneForm(request.POST or None, initial={"number": held})

    def perform(data: dict[str, Any]) -> None:
        actions.sit_at(request.actor, number=data["number"])

    return asked(request, form, perform, title=_("我的话机"), back=reverse("desk:calls"))


def give(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield calls under the list's filters; numbers stay where they are."""
    asks = {
        key: query.get(key, "") for key in ("q", "state", "direction", "wrap_up", "division")
    }  # fmt: skip
    after = ""
    while True:
        seen = queries.call_page(actor, order=["-began_at"], after=after, **asks)
        for row in seen.rows:
            yield _plain(row)
        after = seen.next
        if not after:
            return


declare(
    Giving("calls", gettext_lazy("热线通话"), [c.title for c in COLUMNS], give, CALLS,
           "/desk/calls/")
)  # fmt: skip
