"""Care rounds and whom they call; who is next; how far a round has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.desk.catalogue import CARE_LISTS
from anhuai.desk.models import CareCall, CareRound, Discharge
from anhuai.desk.rules.caring import TO_CALL, CareState
from anhuai.desk.rules.discharges import DischargeState
from anhuai.people import queries as people
from anhuai.placements import queries as placements
from anhuai.platform import parameters
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.platform.wall import Walled, declare_walled, in_area
from anhuai.services import queries as services

CALLS = Permit.DESK_CALLS
CARE_FIELDS = (
    "pk", "person", "person__name", "division", "state", "attempts", "last_at", "officer",
    "severity", "case",
)  # fmt: skip
MOST = 5000

declare_walled(Walled("desk_carecall", in_area("division")))


def rounds(actor: Actor) -> QuerySet[CareRound]:
    """Return the rounds the actor's calls reach, open ones first."""
    actor.require(CALLS)
    rows = CareRound.objects.filter(actor.scope(CALLS).within("division"))
    return rows.order_by(F("ended_on").desc(nulls_first=True), "-began_on", "-pk")


def care_round(actor: Actor, key: int) -> CareRound:
    """Return a round within the scope; raises `NotHere`."""
    found = rounds(actor).filter(pk=key).first()
    if found is None:
        raise NotHere("care_round", key)
    return found


def _within(actor: Actor) -> QuerySet[CareCall]:
    return CareCall.objects.filter(actor.scope(CALLS).within("division"))


def care_call(actor: Actor, key: int) -> CareCall:
    """Return somebody of a round within the scope; raises `NotHere`."""
    rows = _within(actor).select_related("round", "person", "case")
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotHere("care_call", key)
    return found


def care_calls(
    actor: Actor, *, round_id: int, q: str = "", state: str = "", division: str = ""
) -> QuerySet[CareCall]:
    """Return a round's people under a list's filters; "alarm" are those whose answer was one."""
    rows = _within(actor).filter(round=round_id)
    if q:
        rows = rows.filter(person__name__contains=q)
    if state == "alarm":
        rows = rows.filter(severity__gt=0)
    elif state == "open":
        rows = rows.filter(state__in=[str(one) for one in TO_CALL])
    elif state:
        rows = rows.filter(state=state)
    return rows.filter(in_subtree("division", division)) if division else rows


@reading(
    permit=CALLS, title=_("查看关爱电话名单"), subject="person",
    ids=lambda seen: [row[1] for row in seen.rows],
)  # fmt: skip
def care_page(
    actor: Actor, *, round_id: int, order: Sequence[str], after: str, q: str = "", state: str = "",
    division: str = "",
) -> Window:  # fmt: skip
    """Return one page of a round's people."""
    rows = care_calls(actor, round_id=round_id, q=q, state=state, division=division)
    return window(rows, fields=CARE_FIELDS, order=order, after=after)


@reading(
    permit=CALLS, title=_("查看关爱电话"), subject="person", ids=lambda one: [one.person_id]
)  # fmt: skip
def care_detail(actor: Actor, *, care_id: int) -> CareCall:
    """Return somebody of a round in full; raises `NotHere`."""
    return care_call(actor, care_id)


def next_to_call(actor: Actor, *, round_id: int, after: int = 0) -> int | None:
    """Return whom to call next: the untried first, then those tried longest ago; not `after`."""
    rows = care_calls(actor, round_id=round_id, state="open").exclude(pk=after)
    rows = rows.order_by(F("last_at").asc(nulls_first=True), "pk")
    return rows.values_list("pk", flat=True).first()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round has come within the actor's divisions."""

    total: int
    reached: int
    unreached: int
    waiting: int
    alarms: int


def progress(actor: Actor, *, round_id: int) -> Progress:
    """Return how many of a round were reached, gave up on, wait, and answered with an alarm."""
    told = _within(actor).filter(round=round_id).aggregate(
        total=Count("pk"), alarms=Count("pk", filter=Q(severity__gt=0)),
        reached=Count("pk", filter=Q(state=CareState.REACHED)),
        unreached=Count("pk", filter=Q(state=CareState.UNREACHED)),
        waiting=Count("pk", filter=Q(state__in=[str(one) for one in TO_CALL])),
    )  # fmt: skip
    return Progress(**told)


def _age_bound(on: date, age: int) -> date:
    day = 28 if (on.month, on.day) == (2, 29) else on.day
    return date(on.year - age, on.month, day)


def chosen(actor: Actor, *, code: str, division: str, on: date) -> list[tuple[int, str]]:
    """Return (person, division) of those a list calls on a day, as its definition says."""
    one = CARE_LISTS[code]
    who = people.residents(actor, on=on, division=division)
    fits = Q(pk__in=())
    for held in one.circumstances:
        holders = people.with_circumstance(actor, code=held, on=on, division=division)
        fits |= Q(pk__in=holders.values("pk"))
    if one.min_age is not None:
        fits |= Q(born__lte=_age_bound(on, one.min_age))
    if one.discharged:
        since = on - timedelta(days=parameters.value("desk.discharge_days", on=on))
        fits |= Q(pk__in=placements.discharged(since=since, on=on))
        home = Discharge.objects.filter(
            state=DischargeState.LISTED, discharged_on__gte=since, discharged_on__lte=on
        )
        fits |= Q(pk__in=home.values("person"))
    rows = who.filter(fits)
    if one.floor:
        rows = rows.filter(born__lte=_age_bound(on, one.floor))
    if one.unheard:
        heard = CareCall.objects.filter(
            state=CareState.REACHED, last_at__year=on.year, last_at__month=on.month
        )
        rows = rows.exclude(pk__in=heard.values("person"))
        month = on.replace(day=1)
        seen = services.last_visits(list(rows.values_list("pk", flat=True)), on=on)
        rows = rows.exclude(pk__in=[person for person, last in seen.items() if last >= month])
    return list(rows.order_by("division", "pk").values_list("pk", "division")[:MOST])
