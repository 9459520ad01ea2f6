"""Tickets: the list with its clocks, one with its timeline, and what is done with it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.cases.views.moves import at_once
from anhuai.cases.views.one import at_second
from anhuai.desk import actions, queries
from anhuai.desk.catalogue import TICKETS
from anhuai.desk.forms import (
    AnswerForm,
    CallBackForm,
    HelpForm,
    ReasonTextForm,
    TicketForm,
    TransferForm,
    VersionForm,
)
from anhuai.desk.rules.tickets import (
    OPEN,
    WIDTH,
    DeskLevel,
    TicketMove,
    TicketState,
    TicketWhat,
    level_of,
    moves,
)
from anhuai.desk.views.lists import Listing, divisions, listed, towns
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, badge, link
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.words import definitions, title_of, word, words

READ, HANDLE = Permit.TICKETS_READ, Permit.TICKETS_HANDLE
COLUMNS = (
    Column("opened", gettext_lazy("登记时间"), ("opened_at",)),
    Column("kind", gettext_lazy("类别")),
    Column("title", gettext_lazy("事由")),
    Column("person", gettext_lazy("人员")),
    Column("place", gettext_lazy("办理地"), ("division", "opened_at")),
    Column("state", gettext_lazy("状态")),
    Column("take", gettext_lazy("接办时限"), ("take_due",)),
    Column("answer", gettext_lazy("答复时限"), ("answer_due",)),
    Column("holder", gettext_lazy("办理人")),
    Column("rating", gettext_lazy("满意度"), css="num"),
)
_COLOURS = {
    TicketState.NEW: "red", TicketState.WORKING: "blue", TicketState.ANSWERED: "yellow",
    TicketState.CLOSED: "green", TicketState.WITHDRAWN: "grey",
}  # fmt: skip
MOVES: Mapping[TicketMove, tuple[str, Any]] = {
    TicketMove.TAKE: ("take", gettext_lazy("接办")),
    TicketMove.TRANSFER: ("transfer", gettext_lazy("转派")),
    TicketMove.ANSWER: ("answer", gettext_lazy("答复")),
    TicketMove.CALL_BACK: ("call_back", gettext_lazy("回访")),
    TicketMove.WITHDRAW: ("withdraw", gettext_lazy("撤回")),
}


def ticket_badge(code: str) -> SafeString:
    """Return where a ticket stands."""
    return badge(word(TicketState(code)), _COLOURS[TicketState(code)])


def kind_title(code: str) -> str:
    """Return a category in the page's language; one no longer defined is its own title."""
    return title_of(TICKETS[code]) if code in TICKETS else code


def at_minute(moment: datetime | None) -> str:
    """Return an instant in local time, to the minute."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


def _clock(due: datetime, met: datetime | None, state: str, now: datetime) -> tuple[str, bool]:
    """Return a clock as text, and whether it ran out."""
    is_over = TicketState(state) in (TicketState.CLOSED, TicketState.WITHDRAWN)
    is_late = (met or now) > due and (met is not None or not is_over)
    return at_minute(due), is_late


def _plain(row: tuple[Any, ...], now: datetime) -> tuple[list[str], bool, bool]:
    (_pk, kind, state, title, _person, name, caller, division, opened, take, answer, taken,
     answered, holder, _overdue, rating) = row  # fmt: skip
    to_take, late_take = _clock(take, taken, state, now)
    to_answer, late_answer = _clock(answer, answered, state, now)
    cells = [
        at_minute(opened), kind_title(kind), title, name or caller, places.path_of(division),
        word(TicketState(state)), to_take, to_answer, holder, "" if rating is None else str(rating),
    ]  # fmt: skip
    return cells, late_take, late_answer


def _cells(rows: list[tuple[Any, ...]]) -> list[tuple[object, ...]]:
    made, now = [], clock.now()
    for row in rows:
        plain, late_take, late_answer = _plain(row, now)
        cells: list[object] = list(plain)
        cells[2] = link(f"/desk/tickets/{row[0]}/", cells[2])
        cells[5] = ticket_badge(row[2])
        late = _("%(due)s 超时")
        cells[6] = badge(late % {"due": plain[6]}, "red") if late_take else plain[6]
        cells[7] = badge(late % {"due": plain[7]}, "red") if late_answer else plain[7]
        made.append(tuple(cells))
    return made


@page(READ, menu=Menu(gettext_lazy("热线工单"), "inbox", 14, group="desk"), name="desk:tickets")
def ticket_list(request: ActorRequest) -> HttpResponse:
    """Every ticket within the scope, newest first."""
    now = clock.now()
    states = [("open", _("未办结")), ("late", _("已超时")), *words(TicketState)]
    levels = [(str(WIDTH[one]), word(one)) for one in DeskLevel]
    return listed(
        request,
        Listing(
            key="tickets", title=_("热线工单"), columns=COLUMNS, order=["-opened_at"],
            filters=[
                Filter("q", gettext_lazy("事由或姓名")),
                Filter("state", gettext_lazy("状态"), "select", states),
                Filter("kind", gettext_lazy("类别"), "select", definitions(TICKETS)),
                Filter("level", gettext_lazy("层级"), "select", levels),
                Filter("division", gettext_lazy("乡镇"), "select", towns(request, READ)),
            ],
            read=partial(queries.ticket_page, now=now), rows=partial(queries.tickets, now=now),
            cells=_cells, export="tickets",
            create_url=reverse("desk:new_ticket") if request.actor.may(HANDLE) else "",
            create_title=_("登记工单"), empty=_("没有符合条件的工单"),
        ),
    )  # fmt: skip


@page(READ)
def ticket_detail(request: ActorRequest, ticket_id: int) -> HttpResponse:
    """One ticket: facts, clocks, what may be done, calls, timeline."""
    file = queries.ticket_detail(request.actor, ticket_id=ticket_id)
    one, now = file.ticket, clock.now()
    take, late_take = _clock(one.take_due, one.taken_at, one.state, now)
    answer, late_answer = _clock(one.answer_due, one.answered_at, one.state, now)
    badges = [badge(kind_title(one.kind), "grey"), ticket_badge(one.state)]
    if late_take or late_answer:
        badges.append(badge(_("超时"), "red"))
    facts: list[tuple[str, object]] = [
        (_("人员"), link(f"/people/{one.person_id}/", one.person.name) if one.person else ""),
        (_("联系人"), one.caller), (_("所涉地区"), places.path_of(one.place)),
        (_("办理层级"), f"{word(level_of(one.division))} {places.name_of(one.division)}"),
        (_("登记时间"), at_second(one.opened_at)), (_("登记人"), one.opened_by),
        (_("接办时限"), take), (_("接办时间"), at_second(one.taken_at)),
        (_("答复时限"), answer), (_("答复时间"), at_second(one.answered_at)),
        (_("办理人"), one.holder_name), (_("满意度"), one.rating or ""),
    ]  # fmt: skip
    if one.case_id and request.actor.may(Permit.CASES_READ):
        facts.append((_("呼叫处置"), link(f"/cases/{one.case_id}/", f"#{one.case_id}")))
    context = {
        "title": f"{one.title} #{one.pk}", "ticket": one, "back_url": reverse("desk:tickets"),
        "badges": badges, "facts": facts, "buttons": _buttons(request, one),
        "notes": request.actor.may(HANDLE),
        "helps": request.actor.may(HANDLE) and TicketState(one.state) in OPEN,
        "calls": [(c.pk, at_second(c.began_at), c.officer, c.note) for c in file.calls],
        "timeline": [
            {"at": at_second(e.at), "title": word(TicketWhat(e.what)), "text": e.says, "who": e.by}
            for e in file.entries
        ],
    }  # fmt: skip
    return render(request, "desk/ticket.html", context)


def _buttons(request: ActorRequest, one: Any) -> list[tuple[str, Any, bool]]:
    """Return what the actor may do: address, title, whether it is done at once."""
    if not request.actor.may(HANDLE):
        return []
    return [
        (reverse(f"desk:{MOVES[m][0]}_ticket", args=[one.pk]), MOVES[m][1], m is TicketMove.TAKE)
        for m in moves(TicketState(one.state)) if m in MOVES
    ]  # fmt: skip


@page(HANDLE)
def new_ticket(request: ActorRequest) -> HttpResponse:
    """Open a ticket; `?call=` is the call it came with."""
    call_id = request.GET.get("call", "")
    call = None
    if call_id.isdecimal() and len(call_id) < 19 and request.actor.may(Permit.DESK_CALLS):
        call = queries.call(request.actor, int(call_id))
    form = TicketForm(
        request.POST or None, places=divisions(request, HANDLE), of_call=call is not None,
        initial={"caller": call.caller if call else "", "kind": request.GET.get("kind", "")},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        made = actions.open_ticket(
            request.actor, kind=data["kind"], title=data["title"], text=data["text"],
            level=data["level"], place=data["place"], caller=data["caller"],
            phone=data.get("phone", ""), call_id=call.pk if call else None,
        )  # fmt: skip
        if call is not None:
            return reverse("desk:call", args=[call.pk])
        # A village's ticket may stand above whoever opened it: then the list, not a closed door.
        reached = request.actor.scope(READ).covers(made.division)
        return reverse("desk:ticket", args=[made.pk]) if reached else reverse("desk:tickets")

    back = reverse("desk:call", args=[call.pk]) if call else reverse("desk:tickets")
    return asked(request, form, perform, title=_("登记工单"), back=back)


def _back(ticket_id: int) -> str:
    return reverse("desk:ticket", args=[ticket_id])


@page(HANDLE)
def take_ticket(request: ActorRequest, ticket_id: int) -> HttpResponse:
    """Take a ticket; the second officer is told who has it."""
    queries.ticket(request.actor, ticket_id, permit=HANDLE)
    form = VersionForm(request.POST or None)
    version = form.cleaned_data.get("version") if form.is_valid() else None

    def perform() -> None:
        actions.take_ticket(request.actor, ticket_id=ticket_id, version=version)

    return at_once(request, perform, _back(ticket_id))


@page(HANDLE)
def transfer_ticket(request: ActorRequest, ticket_id: int) -> HttpResponse:
    """Pass a ticket on."""
    one = queries.ticket(request.actor, ticket_id, permit=HANDLE)
    form = TransferForm(
        request.POST or None, places=divisions(request, HANDLE), initial={"version": one.version}
    )

    def perform(data: dict[str, Any]) -> str:
        made = actions.transfer_ticket(request.actor, ticket_id=ticket_id, **data)
        reached = request.actor.scope(READ).covers(made.division)
        return _back(ticket_id) if reached else reverse("desk:tickets")

    return asked(request, form, perform, title=_("转派工单"), back=_back(ticket_id))


@page(HANDLE)
def answer_ticket(request: ActorRequest, ticket_id: int) -> HttpResponse:
    """Say what was done."""
    one = queries.ticket(request.actor, ticket_id, permit=HANDLE)
    form = AnswerForm(request.POST or None, initial={"version": one.version})

    def perform(data: dict[str, Any]) -> None:
        actions.answer_ticket(request.actor, ticket_id=ticket_id, **data)

    return asked(request, form, perform, title=_("答复工单"), back=_back(ticket_id))


@page(HANDLE)
def call_back_ticket(request: ActorRequest, ticket_id: int) -> HttpResponse:
    """Note how content the caller is."""
    one = queries.ticket(request.actor, ticket_id, permit=HANDLE)
    form = CallBackForm(request.POST or None, initial={"version": one.version})

    def perform(data: dict[str, Any]) -> None:
        rating = int(data["rating"]) if data["rating"] else None
        actions.call_back(request.actor, ticket_id=ticket_id, **(data | {"rating": rating}))

    return asked(request, form, perform, title=_("回访工单"), back=_back(ticket_id))


def _saying(
    request: ActorRequest, ticket_id: int, act: Callable[..., object], title: str, **more: Any
) -> HttpResponse:
    one = queries.ticket(request.actor, ticket_id, permit=HANDLE)
    form = ReasonTextForm(request.POST or None, initial={"version": one.version})

    def perform(data: dict[str, Any]) -> None:
        version = {"version": data["version"]} if more.get("versioned") else {}
        act(request.actor, ticket_id=ticket_id, says=data["says"], **version)

    return asked(request, form, perform, title=title, back=_back(ticket_id))


@page(HANDLE)
def withdraw_ticket(request: ActorRequest, ticket_id: int) -> HttpResponse:
    """End a ticket opened by mistake."""
    return _saying(request, ticket_id, actions.withdraw_ticket, _("撤回工单"), versioned=True)


@page(HANDLE)
def note_ticket(request: ActorRequest, ticket_id: int) -> HttpResponse:
    """Add a line to the timeline."""
    return _saying(request, ticket_id, actions.note_ticket, _("补充工单记录"))


@page(HANDLE)
def ticket_help(request: ActorRequest, ticket_id: int) -> HttpResponse:
    """Hand a ticket to the live board."""
    queries.ticket(request.actor, ticket_id, permit=HANDLE)
    form = HelpForm(request.POST or None, initial={"takes": False})

    def perform(data: dict[str, Any]) -> None:
        actions.ticket_to_case(
            request.actor, ticket_id=ticket_id, says=data["says"],
            severity=int(data["severity"]), takes=data["takes"],
        )  # fmt: skip

    return asked(request, form, perform, title=_("转呼叫处置"), back=_back(ticket_id))


def give(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield tickets under the list's filters."""
    asks = {key: query.get(key, "") for key in ("q", "state", "kind", "level", "division")}
    after, now = "", clock.now()
    while True:
        seen = queries.ticket_page(actor, now=now, order=["-opened_at"], after=after, **asks)
        for row in seen.rows:
            yield _plain(row, now)[0]
        after = seen.next
        if not after:
            return


declare(
    Giving("tickets", gettext_lazy("热线工单"), [c.title for c in COLUMNS], give, READ,
           "/desk/tickets/")
)  # fmt: skip
