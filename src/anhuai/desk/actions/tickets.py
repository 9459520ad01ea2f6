"""Tickets: opened with two clocks, routed over three levels, answered, called back; never lost."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from anhuai.cases import actions as cases
from anhuai.cases.queries import Case
from anhuai.desk import queries
from anhuai.desk.actions.helping import called_for_help
from anhuai.desk.catalogue import TICKETS
from anhuai.desk.models import Call, Ticket, TicketEntry
from anhuai.desk.rules.tickets import (
    BadTicket,
    DeskLevel,
    TicketMove,
    TicketState,
    TicketWhat,
    above,
    after,
    level_of,
    may,
    routed,
)
from anhuai.kernel.text import normalise
from anhuai.people import queries as people
from anhuai.people.rules.facts import read_phone
from anhuai.places import queries as places
from anhuai.platform import clock, county, parameters
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.holidays import add_working_days
from anhuai.platform.jobs.backend import put, task_named
from anhuai.platform.models import RoleHolding
from anhuai.platform.notices.telling import tell
from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed
from anhuai.platform.pointing import Points, declare_points
from anhuai.platform.roles import ROLES
from anhuai.platform.sealing import blind_index, seal

HANDLE = Permit.TICKETS_HANDLE
RATINGS = range(1, 6)
UNHAPPY = 2  # a rating up to this goes on as reopened unless the officer closes it all the same


def _write(ticket: Ticket, what: TicketWhat, *, by: str, says: str = "") -> None:
    TicketEntry.objects.create(
        ticket=ticket, at=clock.now(), what=what, says=normalise(says)[:500], by=by
    )


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def clocks(kind: str, begun: datetime) -> tuple[datetime, datetime]:
    """Return until when a ticket begun at a moment must be taken, and answered.

    Taking counts in hours, answering in working days over the holidays; never answered before it
    had to be taken.
    """
    on = timezone.localtime(begun).date()
    take = begun + timedelta(hours=parameters.value(f"desk.take_hours.{kind}", on=on))
    days = parameters.value(f"desk.answer_days.{kind}", on=on)
    return take, max(take, _end_of(add_working_days(on, days)))


@action(permit=HANDLE, title=_("登记工单"), logs=("kind", "level", "person"), subject="ticket")
def open_ticket(  # noqa: PLR0913 - what is asked at the telephone
    actor: Actor,
    *,
    kind: str,
    title: str,
    text: str = "",
    level: str = "",
    place: str = "",
    person: int | None = None,
    caller: str = "",
    phone: str = "",
    call_id: int | None = None,
) -> Ticket:
    """Open a ticket and send it to the level at which its kind begins, or the one chosen.

    `call_id` is the call it came with: who calls and the number come from there.
    """
    if kind not in TICKETS:
        raise BadTicket("kind", "请选择工单类别。", "Choose a category.", field="kind")
    title = normalise(title)[:80]
    if not title:
        raise BadTicket(
            "text", "请用一句话写清是什么事。", "Say in a line what it is.", field="title"
        )
    call = queries.call(actor, call_id) if call_id is not None else None
    fields = _whose(actor, person, place, caller, phone, call)
    wanted = DeskLevel(level) if level in set(DeskLevel) else TICKETS[kind].starts_at
    width = len(fields["place"])
    if not level:  # nobody chose: as far down as the place is known
        wanted = DeskLevel.COUNTY if width < 9 else wanted
    now = clock.now()
    take, answer = clocks(kind, now)
    made = Ticket.objects.create(
        kind=kind, state=TicketState.NEW, title=title, text=text.strip()[:4000],
        division=routed(fields["place"], wanted), opened_at=now, opened_by=actor.name,
        take_due=take, answer_due=answer, **fields,
    )  # fmt: skip
    _write(made, TicketWhat.OPENED, by=actor.name, says=title)
    if call is not None:
        Call.objects.filter(pk=call.pk).update(ticket=made, version=F("version") + 1)
    _follow(made)
    return made


def _whose(
    actor: Actor, person: int | None, place: str, caller: str, phone: str, call: Call | None
) -> dict[str, Any]:
    """Return who it is about, who calls and where: from the call where there is one."""
    key = person if person is not None else (call.person_id if call else None)
    where = place or county.code()
    if key is not None:
        one = people.person_in_scope(actor, key)
        where = place or one.division or where
    if not actor.scope(HANDLE).covers(where) or not places.exists(where, on=clock.today()):
        raise BadTicket(
            "place", "请选择您管辖范围内的地区。", "Choose a place within your area.", field="place"
        )
    fields: dict[str, Any] = {"person_id": key, "place": where, "caller": normalise(caller)[:64]}
    if call is not None:
        fields["caller"] = fields["caller"] or call.caller
        return fields | {"phone_sealed": bytes(call.phone_sealed), "phone_index": call.phone_index}
    number = read_phone(phone)
    return fields | {"phone_sealed": seal(number), "phone_index": blind_index(number, of="phone")}


def _handlers(division: str) -> list[int]:
    """Return who works tickets exactly at a division; above the village the duty desk too."""
    roles = [code for code, role in ROLES.items() if HANDLE in role.permits]
    today = clock.today()
    held = RoleHolding.objects.filter(role__in=roles, division=division, since__lte=today)
    return sorted(set(held.exclude(until__lte=today).values_list("account", flat=True)))


def _follow(ticket: Ticket) -> None:
    """Tell those at whose level it now stands, and set its clocks, in the caller's transaction."""
    kind = TICKETS[ticket.kind]
    name = places.name_of(ticket.division) or "—"
    tell("ticket_routed", _handlers(ticket.division), url=f"/desk/tickets/{ticket.pk}/",
         kind=[kind.title, kind.title_en], place=[name, name])  # fmt: skip
    for due in sorted({ticket.take_due, ticket.answer_due}):
        work = task_named("anhuai.desk.jobs.ticket_due").using(run_after=due)
        put(work, [ticket.pk], {}, title=gettext_noop("工单到期督办"),
            dedupe=f"desk-ticket-{ticket.pk}-{due:%Y%m%d%H%M%S}")  # fmt: skip


def _moved(
    actor: Actor, ticket_id: int, move: TicketMove, *, version: int | None, says: str = "",
    **fields: Any,
) -> Ticket:  # fmt: skip
    seen = queries.ticket(actor, ticket_id, permit=HANDLE)
    found = Ticket.objects.select_for_update().get(pk=seen.pk)
    state = TicketState(found.state)
    if not may(move, state) or (version is not None and found.version != version):
        held = f"，由{found.holder_name}办理" if found.holder_name else ""
        raise BadTicket(
            "state", f"这张工单现在是“{state.title_zh}”{held}，请刷新后再操作。",
            f"This ticket is now “{state.title_en}”; refresh the page.",
        )  # fmt: skip
    to, what = after(move)
    for column, value in (fields | {"state": to, "version": found.version + 1}).items():
        setattr(found, column, value)
    found.save()
    _write(found, what, by=actor.name, says=says)
    return found


@action(permit=HANDLE, title=_("接办工单"), logs=("ticket_id",), subject="ticket")
def take_ticket(actor: Actor, *, ticket_id: int, version: int | None = None) -> Ticket:
    """Take a ticket: exactly one officer does."""
    return _moved(
        actor, ticket_id, TicketMove.TAKE, version=version, holder_id=actor.account,
        holder_name=actor.name, taken_at=clock.now(),
    )  # fmt: skip


@action(permit=HANDLE, title=_("转派工单"), logs=("ticket_id", "level", "place"), subject="ticket")
def transfer_ticket(
    actor: Actor, *, ticket_id: int, level: str, place: str = "", says: str,
    version: int | None = None,
) -> Ticket:  # fmt: skip
    """Pass a ticket to another level or place, saying why; the answer's clock goes on.

    Up to the level above one's own it may always go; down and aside only within one's own area.
    """
    seen = queries.ticket(actor, ticket_id, permit=HANDLE)
    if not normalise(says):
        raise BadTicket("text", "请写转派原因。", "Say why it is passed on.", field="says")
    if level not in set(DeskLevel):
        raise BadTicket("level", "请选择转到哪一级。", "Choose a level.", field="level")
    to = routed(place or seen.place, DeskLevel(level))
    upward = seen.division.startswith(to) and len(to) < len(seen.division)
    within = actor.scope(HANDLE).covers(to) and places.exists(to, on=clock.today())
    if not (upward or within):
        raise BadTicket(
            "place", "只能转给管辖范围内的地区，或交上一级。",
            "It can go to a place within your area, or to the level above.", field="place",
        )  # fmt: skip
    if to == seen.division:
        raise BadTicket("level", "工单已经在这一级。", "It stands there already.", field="level")
    _check_complained(seen, to)
    hours = parameters.value(f"desk.take_hours.{seen.kind}", on=clock.today())
    due = min(clock.now() + timedelta(hours=hours), max(seen.answer_due, clock.now()))
    found = _moved(
        actor, ticket_id, TicketMove.TRANSFER, version=version, division=to, holder_id=None,
        holder_name="", taken_at=None, take_due=due, answer_due=max(seen.answer_due, due),
        says=f"{level_of(seen.division).title_zh} → {DeskLevel(level).title_zh}："
             f"{places.name_of(to)} {says}",
    )  # fmt: skip
    _follow(found)
    return found


def _check_complained(ticket: Ticket, to: str) -> None:
    # Whoever is complained of is mostly the village itself: a complaint is not worked there.
    if ticket.kind == "complaint" and level_of(to) is DeskLevel.VILLAGE:
        raise BadTicket(
            "level", "投诉不转到村（社区）办理，请由乡镇或县办理。",
            "A complaint is not worked by a village: town or county does.", field="level",
        )  # fmt: skip


@action(permit=HANDLE, title=_("答复工单"), logs=("ticket_id",), subject="ticket")
def answer_ticket(
    actor: Actor, *, ticket_id: int, answer: str, version: int | None = None
) -> Ticket:
    """Say what was done; the caller is called back before it is closed."""
    if not normalise(answer):
        raise BadTicket("text", "请写答复内容。", "Write the answer.", field="answer")
    return _moved(
        actor, ticket_id, TicketMove.ANSWER, version=version, answer=answer.strip()[:4000],
        answered_at=clock.now(), says=answer,
    )  # fmt: skip


@action(permit=HANDLE, title=_("回访工单"), logs=("ticket_id", "rating"), subject="ticket")
def call_back(
    actor: Actor, *, ticket_id: int, rating: int | None, says: str = "", reopens: bool = False,
    version: int | None = None,
) -> Ticket:  # fmt: skip
    """Note how content the caller is, from 1 to 5 (None: could not be reached), and close it.

    Where `reopens`, the work goes on instead: whoever is not content need not call again.
    """
    if rating is not None and rating not in RATINGS:
        raise BadTicket("rating", "满意度为 1 到 5。", "From 1 to 5.", field="rating")
    if (rating is None or rating <= UNHAPPY) and not normalise(says):
        raise BadTicket(
            "text", "没有联系上或不满意时，请写明情况。",
            "Say what happened where nobody was reached or content.", field="says",
        )  # fmt: skip
    if reopens:
        return _moved(
            actor, ticket_id, TicketMove.REOPEN, version=version, rating=rating, says=says,
            answered_at=None,
        )  # fmt: skip
    told = said("满意度 %(rating)s") % {"rating": rating if rating is not None else "—"}
    return _moved(
        actor, ticket_id, TicketMove.CALL_BACK, version=version, rating=rating,
        closed_at=clock.now(), says=f"{told} {says}",
    )  # fmt: skip


@action(permit=HANDLE, title=_("撤回工单"), logs=("ticket_id",), subject="ticket")
def withdraw_ticket(
    actor: Actor, *, ticket_id: int, says: str, version: int | None = None
) -> Ticket:
    """End a ticket that was opened by mistake or that the caller takes back."""
    if not normalise(says):
        raise BadTicket("text", "请写撤回原因。", "Say why.", field="says")
    return _moved(
        actor, ticket_id, TicketMove.WITHDRAW, version=version, closed_at=clock.now(), says=says
    )


@action(permit=HANDLE, title=_("补充工单记录"), logs=("ticket_id",), subject="ticket")
def note_ticket(actor: Actor, *, ticket_id: int, says: str) -> Ticket:
    """Add a line to the timeline."""
    found = queries.ticket(actor, ticket_id, permit=HANDLE)
    if not normalise(says):
        raise BadTicket("text", "请填写内容。", "Write something.", field="says")
    _write(found, TicketWhat.NOTED, by=actor.name, says=says)
    return found


@action(permit=HANDLE, title=_("工单转呼叫处置"), logs=("ticket_id", "severity"), subject="case")
def ticket_to_case(
    actor: Actor, *, ticket_id: int, says: str, severity: int, takes: bool = False
) -> Case:
    """Hand a ticket to the live board as a call for help; the ticket stays until it is answered."""
    found = queries.ticket(actor, ticket_id, permit=HANDLE)
    if TicketState(found.state) in (TicketState.CLOSED, TicketState.WITHDRAWN):
        raise BadTicket("state", "工单已经办结。", "The ticket is closed.")
    case = called_for_help(
        actor, origin=f"desk.ticket:{found.pk}", says=says, severity=severity,
        person=found.person_id, division=found.place, spot=found.caller,
    )  # fmt: skip
    Ticket.objects.filter(pk=found.pk).update(case=case, version=F("version") + 1)
    _write(found, TicketWhat.HANDED_OFF, by=actor.name, says=f"#{case.pk} {says}")
    if takes and actor.may(Permit.CASES_HANDLE) and case.state in ("raised", "shown"):
        cases.acknowledge(actor, case_id=case.pk)
    return case


@action(permit=HANDLE, title=_("督办超时工单"), logs=("ticket_id",), subject="ticket")
def urge_ticket(actor: Actor, *, ticket_id: int) -> Ticket | None:
    """Tell whoever stands above a ticket of which a clock has run out: once for either clock."""
    found = Ticket.objects.select_for_update().filter(pk=ticket_id).first()
    if found is None:
        raise NotHere("ticket", ticket_id)
    late = ticket_id in queries.late_tickets(now=clock.now())
    which = 2 if found.answer_due < clock.now() else 1
    if not late or found.overdue >= which:
        return None
    found.overdue, found.version = which, found.version + 1
    found.save(update_fields=["overdue", "version"])
    kind, name = TICKETS[found.kind], places.name_of(found.division) or "—"
    reached = set(_handlers(found.division)) | set(_handlers(above(found.division)))
    tell("ticket_overdue", sorted(reached), url=f"/desk/tickets/{found.pk}/",
         kind=[kind.title, kind.title_en], place=[name, name])  # fmt: skip
    told = said("超过答复时限") if which == 2 else said("超过接办时限")
    _write(found, TicketWhat.OVERDUE, by=actor.name, says=told)
    return found


declare_placed(
    Placed("desk.ticket.division", _("工单"), How.NOW, Ticket.objects.all,
           listing="/desk/tickets/?division={code}", permit=Permit.TICKETS_READ),
    Placed("desk.ticket.place", _("工单所涉地区"), How.NOW, Ticket.objects.all, column="place"),
)  # fmt: skip
declare_points(Points("desk.ticket.person", _("工单"), Ticket.objects.all))
