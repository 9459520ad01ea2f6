"""Calls an actor may see: those of its divisions; a number is shown masked, found by its index."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from anhuai.desk.models import Call, Extension
from anhuai.desk.rules.calls import LIVE, CallState
from anhuai.kernel.unfit import Unfit
from anhuai.people import queries as people
from anhuai.people.queries import Caller
from anhuai.people.rules.facts import read_phone
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.compiled import RowsOf
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.platform.sealing import blind_indexes, unseal
from anhuai.platform.wall import Walled, declare_walled, in_area

CALLS = Permit.DESK_CALLS
CALL_FIELDS = (
    "pk", "direction", "state", "began_at", "answered_at", "ended_at", "person", "person__name",
    "caller", "division", "officer", "wrap_up", "ticket",
)  # fmt: skip

declare_walled(Walled("desk_call", in_area("division")))


def within_scope(actor: Actor) -> QuerySet[Call]:
    """Return the calls the permit reaches."""
    return Call.objects.filter(actor.scope(CALLS).within("division"))


def call(actor: Actor, key: int) -> Call:
    """Return a call within the scope; raises `NotHere`."""
    found = within_scope(actor).filter(pk=key).select_related("person", "ticket", "case").first()
    if found is None:
        raise NotHere("call", key)
    return found


def calls(
    actor: Actor, *, q: str = "", state: str = "", direction: str = "", wrap_up: str = "",
    division: str = "",
) -> QuerySet[Call]:  # fmt: skip
    """Return calls under a list's filters; `q` is a name, or a number typed in full."""
    rows = within_scope(actor)
    if q:
        rows = rows.filter(_of_number(q) | Q(person__name__contains=q) | Q(caller__contains=q))
    for column, value in (("state", state), ("direction", direction), ("wrap_up", wrap_up)):
        if value:
            rows = rows.filter(**{column: value})
    return rows.filter(in_subtree("division", division)) if division else rows


def _of_number(text: str) -> Q:
    try:
        number = read_phone(text)
    except Unfit:
        return Q(pk__in=())
    return Q(phone_index__in=blind_indexes(number, of="phone")) if number else Q(pk__in=())


@reading(
    permit=CALLS, title=_("查看通话名单"), subject="person",
    ids=lambda seen: [row[6] for row in seen.rows if row[6]],
)  # fmt: skip
def call_page(
    actor: Actor, *, order: Sequence[str], after: str, q: str = "", state: str = "",
    direction: str = "", wrap_up: str = "", division: str = "",
) -> Window:  # fmt: skip
    """Return one page of calls."""
    rows = calls(
        actor, q=q, state=state, direction=direction, wrap_up=wrap_up, division=division
    )  # fmt: skip
    return window(rows, fields=CALL_FIELDS, order=order, after=after)


@reading(
    permit=CALLS, title=_("查看来电弹屏"), subject="person",
    ids=lambda rows: [row.person_id for row in rows if row.person_id],
)  # fmt: skip
def ringing(actor: Actor) -> list[Call]:
    """Return what rings now, longest first, and what the actor is talking on."""
    mine = Q(state=CallState.TALKING, account=actor.account or 0)
    rows = within_scope(actor).filter(Q(state=CallState.RINGING, direction="in") | mine)
    return list(rows.select_related("person").order_by("began_at", "pk")[:20])


def calls_stamp() -> str:
    """Return what changes whenever a live call begins, is answered or ends."""
    told = Call.objects.filter(state__in=[str(one) for one in LIVE]).aggregate(
        n=Count("pk"), v=Sum("version"), last=Max("pk")
    )
    return f"{told['n']}-{told['v'] or 0}-{told['last'] or 0}"


@dataclass(frozen=True, slots=True)
class CallFile:
    """A call with whom its number leads to, and what they called about before."""

    call: Call
    phone: str
    callers: list[Caller]
    past: list[Call]

    @property
    def persons(self) -> list[int]:
        """The persons whose facts it shows."""
        return sorted({one.person for one in self.callers} | {self.call.person_id or 0} - {0})


@reading(permit=CALLS, title=_("查看通话"), subject="person", ids=lambda file: file.persons)
def call_detail(actor: Actor, *, call_id: int, on: date) -> CallFile:
    """Return one call in full; raises `NotHere`."""
    found = call(actor, call_id)
    number = unseal(found.phone_sealed)
    past = within_scope(actor).filter(phone_index=found.phone_index).exclude(pk=found.pk)
    if not found.phone_index:
        past = past.none()
    return CallFile(
        found, number, people.callers(actor, number, on=on),
        list(past.order_by("-began_at", "-pk")[:6]),
    )  # fmt: skip


_HAS_CALLED = RowsOf(Call)


def calls_of_person(actor: Actor, person: int, *, limit: int = 5) -> list[Call]:
    """Return the newest calls of a person within the scope."""
    if not _HAS_CALLED(person):
        return []
    return list(within_scope(actor).filter(person=person).order_by("-began_at")[:limit])


def extension_of(account: int | None) -> str:
    """Return the telephone an account sits at, "" for none."""
    rows = Extension.objects.filter(account=account or 0)
    return rows.values_list("number", flat=True).first() or ""


def to_dial() -> list[tuple[int, str, str]]:
    """Return what waits to be dialled: call, the officer's telephone, the number in full.

    For the exchange's own process alone: it hands the number over and keeps nothing.
    """
    rows = Call.objects.filter(state=CallState.ASKED).exclude(extension="").order_by("pk")[:20]
    return [(one.pk, one.extension, unseal(one.phone_sealed)) for one in rows]
