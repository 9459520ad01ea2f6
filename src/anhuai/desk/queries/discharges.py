"""Hospitals' notices: the desk's, by area; a hospital's own, by its account."""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.desk.models import Discharge
from anhuai.desk.rules.discharges import HELD
from anhuai.platform import clock, parameters
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.platform.wall import Walled, declare_walled, in_area

CALLS, SEND = Permit.DESK_CALLS, Permit.DISCHARGES_SEND
DISCHARGE_FIELDS = (
    "pk", "person", "name", "hospital", "discharged_on", "division", "state", "received_at",
)  # fmt: skip
SENT_FIELDS = ("pk", "serial", "discharged_on", "state", "received_at")

declare_walled(Walled("desk_discharge", in_area("division")))


def discharges(
    actor: Actor, *, q: str = "", state: str = "", division: str = ""
) -> QuerySet[Discharge]:
    """Return the notices within the scope; state "held" are those an officer must look at."""
    actor.require(CALLS)
    rows = Discharge.objects.filter(actor.scope(CALLS).within("division"))
    if q:
        rows = rows.filter(name__contains=q)
    if state == "held":
        rows = rows.filter(state__in=[str(one) for one in HELD])
    elif state:
        rows = rows.filter(state=state)
    return rows.filter(in_subtree("division", division)) if division else rows


@reading(
    permit=CALLS, title=_("查看出院通知名单"), subject="person",
    ids=lambda seen: [row[1] for row in seen.rows if row[1]],
)  # fmt: skip
def discharge_page(
    actor: Actor, *, order: Sequence[str], after: str, q: str = "", state: str = "",
    division: str = "",
) -> Window:  # fmt: skip
    """Return one page of notices."""
    rows = discharges(actor, q=q, state=state, division=division)
    return window(rows, fields=DISCHARGE_FIELDS, order=order, after=after)


def discharge(actor: Actor, key: int) -> Discharge:
    """Return a notice within the scope; raises `NotHere`."""
    found = discharges(actor).select_related("person").filter(pk=key).first()
    if found is None:
        raise NotHere("discharge", key)
    return found


@reading(
    permit=CALLS, title=_("查看出院通知"), subject="person",
    ids=lambda one: [one.person_id] if one.person_id else [],
)  # fmt: skip
def discharge_detail(actor: Actor, *, discharge_id: int) -> Discharge:
    """Return a notice in full; raises `NotHere`."""
    return discharge(actor, discharge_id)


def sent_discharges(actor: Actor) -> QuerySet[Discharge]:
    """Return what the actor's own account has sent."""
    actor.require(SEND)
    return Discharge.objects.filter(actor.scope(SEND).within("division"), sender=actor.account or 0)


def is_recent(one: Discharge) -> bool:
    """Say whether a discharge lies within the days of the list."""
    today = clock.today()
    days = timedelta(days=parameters.value("desk.discharge_days", on=today))
    return one.discharged_on >= today - days


def held_discharges(actor: Actor) -> int:
    """Return how many notices wait for an officer."""
    return discharges(actor, state="held").count()
