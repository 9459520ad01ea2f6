"""Tickets an actor may see: those that stand at its divisions, nothing above and nothing beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.desk.models import Call, Ticket, TicketEntry
from anhuai.desk.rules.tickets import OPEN, TicketState
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.compiled import RowsOf
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.platform.wall import Walled, declare_walled, in_area

READ = Permit.TICKETS_READ
TICKET_FIELDS = (
    "pk", "kind", "state", "title", "person", "person__name", "caller", "division", "opened_at",
    "take_due", "answer_due", "taken_at", "answered_at", "holder_name", "overdue", "rating",
)  # fmt: skip
_OWN = "EXISTS (SELECT 1 FROM desk_ticket t WHERE t.id = desk_ticketentry.ticket_id)"

declare_walled(Walled("desk_ticket", in_area("division")), Walled("desk_ticketentry", _OWN))


def within_scope(actor: Actor, permit: Permit = READ) -> QuerySet[Ticket]:
    """Return the tickets a permit reaches."""
    return Ticket.objects.filter(actor.scope(permit).within("division"))


def ticket(actor: Actor, key: int, *, permit: Permit = READ) -> Ticket:
    """Return a ticket within the scope; raises `NotHere`."""
    found = within_scope(actor, permit).filter(pk=key).select_related("person", "case").first()
    if found is None:
        raise NotHere("ticket", key)
    return found


def is_late(now: datetime) -> Q:
    """Return the condition that one of a ticket's clocks has run out."""
    to_take = Q(state=TicketState.NEW, take_due__lt=now)
    unanswered = [TicketState.NEW, TicketState.WORKING]
    return to_take | Q(state__in=unanswered, answer_due__lt=now)


def tickets(
    actor: Actor, *, now: datetime, q: str = "", kind: str = "", state: str = "",
    division: str = "", level: str = "",
) -> QuerySet[Ticket]:  # fmt: skip
    """Return tickets under a list's filters; `state` "open" and "late" mean all that are."""
    rows = within_scope(actor)
    if q:
        rows = rows.filter(
            Q(title__contains=q) | Q(person__name__contains=q) | Q(caller__contains=q)
        )
    if kind:
        rows = rows.filter(kind=kind)
    if state == "open":
        rows = rows.filter(state__in=[str(one) for one in OPEN])
    elif state == "late":
        rows = rows.filter(is_late(now))
    elif state:
        rows = rows.filter(state=state)
    if level in ("6", "9", "12"):
        rows = rows.filter(division__regex=f"^.{{{level}}}$")
    return rows.filter(in_subtree("division", division)) if division else rows


@reading(
    permit=READ, title=_("查看工单名单"), subject="person",
    ids=lambda seen: [row[4] for row in seen.rows if row[4]],
)  # fmt: skip
def ticket_page(  # noqa: PLR0913 - the list's filters
    actor: Actor, *, now: datetime, order: Sequence[str], after: str, q: str = "", kind: str = "",
    state: str = "", division: str = "", level: str = "",
) -> Window:  # fmt: skip
    """Return one page of tickets."""
    rows = tickets(actor, now=now, q=q, kind=kind, state=state, division=division, level=level)
    return window(rows, fields=TICKET_FIELDS, order=order, after=after)


@dataclass(frozen=True, slots=True)
class TicketFile:
    """A ticket with its timeline and the calls about it."""

    ticket: Ticket
    entries: list[TicketEntry]
    calls: list[Call]

    @property
    def persons(self) -> list[int]:
        """The person whose matter it is."""
        return [self.ticket.person_id] if self.ticket.person_id else []


@reading(permit=READ, title=_("查看工单"), subject="person", ids=lambda file: file.persons)
def ticket_detail(actor: Actor, *, ticket_id: int) -> TicketFile:
    """Return one ticket in full; raises `NotHere`."""
    found = ticket(actor, ticket_id)
    rows = found.calls.order_by("pk") if actor.may(Permit.DESK_CALLS) else []
    return TicketFile(found, list(found.entries.order_by("pk")), list(rows))


_HAS_TICKET = RowsOf(Ticket)


def tickets_of_person(actor: Actor, person: int, *, limit: int = 5) -> list[Ticket]:
    """Return the newest tickets of a person within the scope."""
    if not _HAS_TICKET(person):
        return []
    return list(within_scope(actor).filter(person=person).order_by("-opened_at")[:limit])


def counts_of_tickets(actor: Actor, *, now: datetime) -> dict[str, int]:
    """Return how many tickets stand in each state, and under "late" how many are overdue."""
    rows = within_scope(actor)
    counted = rows.values_list("state").annotate(n=Count("pk")).order_by()
    return {**dict(counted), "late": rows.filter(is_late(now)).count()}


def late_tickets(*, now: datetime) -> list[int]:
    """Return the tickets of which a clock has run out, for the job that tells whoever is above."""
    rows = Ticket.objects.filter(is_late(now)).order_by("pk")
    return list(rows.values_list("pk", flat=True))
