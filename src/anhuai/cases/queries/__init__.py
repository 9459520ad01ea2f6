"""Cases an actor may see: those within its divisions, or of its own people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Min, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anhuai.cases.catalogue import SHIFTS
from anhuai.cases.models import Case as Case  # named by the rooms above
from anhuai.cases.models import Entry, Errand, Shift
from anhuai.cases.queries.nearest import Helper as Helper
from anhuai.cases.queries.nearest import nearest as nearest
from anhuai.cases.queries.skills import alarms_tell as alarms_tell
from anhuai.cases.queries.skills import held_skill as held_skill
from anhuai.cases.queries.skills import held_skills as held_skills
from anhuai.cases.queries.skills import minutes_more as minutes_more
from anhuai.cases.queries.skills import needed_for as needed_for
from anhuai.cases.rules import OPEN, Outcome, What, digest
from anhuai.platform import clock, wall
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.compiled import RowsOf
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.platform.wall import Walled, declare_walled, in_area

READ = Permit.CASES_READ
FIELDS = (
    "pk", "kind", "says", "says_en", "severity", "state", "outcome", "person", "person__name",
    "division", "opened_at", "holder_name",
)  # fmt: skip
_OWN_CASE = "EXISTS (SELECT 1 FROM cases_case c WHERE c.id = {0}.case_id)"

declare_walled(
    Walled("cases_case", f"{in_area('division')} OR {wall.of_person('person_id')}"),
    Walled("cases_entry", _OWN_CASE.format("cases_entry")),
    Walled("cases_errand", _OWN_CASE.format("cases_errand")),
)


def within_scope(actor: Actor, permit: Permit = READ) -> QuerySet[Case]:
    """Return the cases a permit reaches."""
    scope = actor.scope(permit)
    reached = scope.within("division") | Q(person__in=scope.persons)
    return Case.objects.filter(reached)


def case(actor: Actor, key: int, *, permit: Permit = READ) -> Case:
    """Return a case within the scope; raises `NotHere`."""
    found = within_scope(actor, permit).filter(pk=key).select_related("person").first()
    if found is None:
        raise NotHere("case", key)
    return found


def listed(
    actor: Actor,
    *,
    q: str = "",
    kind: str = "",
    state: str = "",
    division: str = "",
    severity: str = "",
) -> QuerySet[Case]:
    """Return the cases under a list's filters; `state` "open" means all that are."""
    rows = within_scope(actor)
    if q:
        rows = rows.filter(Q(person__name__contains=q) | Q(says__contains=q))
    if kind:
        rows = rows.filter(kind=kind)
    if state == "open":
        rows = rows.filter(closed_at=None)
    elif state:
        rows = rows.filter(state=state)
    if division:
        rows = rows.filter(in_subtree("division", division))
    if severity.isdigit():
        rows = rows.filter(severity=int(severity[:1]))
    return rows


@reading(
    permit=READ,
    title=_("查看个案名单"),
    subject="person",
    ids=lambda seen: [row[7] for row in seen.rows if row[7]],
)
def page(
    actor: Actor,
    *,
    order: Sequence[str],
    after: str,
    q: str = "",
    kind: str = "",
    state: str = "",
    division: str = "",
    severity: str = "",
) -> Window:
    """Return one page of cases."""
    rows = listed(actor, q=q, kind=kind, state=state, division=division, severity=severity)
    return window(rows, fields=FIELDS, order=order, after=after)


@reading(
    permit=READ,
    title=_("查看值班队列"),
    subject="person",
    ids=lambda rows: [row.person_id for row in rows if row.person_id],
)
def queue(actor: Actor, *, limit: int = 100) -> list[Case]:
    """Return the open cases, gravest and longest waiting first."""
    rows = within_scope(actor).filter(closed_at=None).select_related("person")
    return list(rows.order_by("severity", "opened_at", "pk")[:limit])


def open_count(actor: Actor) -> int:
    """Return how many cases are open."""
    return within_scope(actor).filter(closed_at=None).count()


def stamp() -> str:
    """Return what changes whenever any open case does, or one is opened or closed."""
    rows = Case.objects.filter(state__in=[str(one) for one in OPEN])
    told = rows.aggregate(n=Count("pk"), v=Sum("version"), last=Max("pk"))
    return f"{told['n']}-{told['v'] or 0}-{told['last'] or 0}"


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with its timeline, who was sent, and whether the timeline is whole."""

    case: Case
    entries: list[Entry]
    errands: list[Errand]
    is_whole: bool

    @property
    def person(self) -> list[int]:
        """The person whose file it shows."""
        return [self.case.person_id] if self.case.person_id else []


@reading(permit=READ, title=_("查看个案"), subject="person", ids=lambda file: file.person)
def detail(actor: Actor, *, case_id: int) -> CaseFile:
    """Return one case in full; raises `NotHere`."""
    found = case(actor, case_id)
    entries = list(found.entries.order_by("pk"))
    return CaseFile(found, entries, list(found.errands.order_by("pk")), is_whole(entries))


def line_of(one: Entry) -> dict[str, object]:
    """Return what an entry's digest covers."""
    return {
        "at": one.at.isoformat(), "what": one.what, "says": one.says, "by": one.by,
        "account": one.account, "detail": one.detail,
    }  # fmt: skip


def is_whole(entries: Sequence[Entry]) -> bool:
    """Say whether nothing of a timeline was changed, taken out or put in."""
    before = ""
    for one in entries:
        if one.digest != digest(before, line_of(one)):
            return False
        before = one.digest
    return True


def of_person(actor: Actor, person: int, *, limit: int = 5) -> list[Case]:
    """Return the newest cases of a person within the scope."""
    if not _HAS_ANY(person):
        return []
    return list(within_scope(actor).filter(person=person).order_by("-opened_at")[:limit])


_HAS_ANY = RowsOf(Case)


def errands(actor: Actor, *, done: bool = False) -> QuerySet[Errand]:
    """Return the actor's own errands, those not reported first."""
    mine = Errand.objects.filter(account=actor.account or 0).select_related("case__person")
    return mine.filter(state="done") if done else mine.exclude(state__in=["done", "declined"])


@reading(
    permit=Permit.ERRANDS,
    title=_("查看出动任务"),
    subject="person",
    ids=lambda one: [one.case.person_id] if one.case.person_id else [],
)
def errand(actor: Actor, *, errand_id: int) -> Errand:
    """Return one of the actor's own errands; raises `NotHere`."""
    mine = Errand.objects.filter(account=actor.account or 0, pk=errand_id)
    found = mine.select_related("case__person").first()
    if found is None:
        raise NotHere("errand", errand_id)
    return found


@dataclass(frozen=True, slots=True)
class Home:
    """Where somebody was sent to."""

    address: str
    longitude: float | None
    latitude: float | None


def home_of(one: Errand) -> Home | None:
    """Return the address of an errand's person; whoever was sent may know it (`errand` audits)."""
    person = one.case.person
    if person is None or person.household is None:
        return None
    home = person.household
    return Home(home.address, home.longitude, home.latitude)


@dataclass(frozen=True, slots=True)
class Moments:
    """When what happened to a call for help: what the desk's figures are made of."""

    division: str
    holder: str
    outcome: str
    opened: datetime
    acknowledged: datetime | None
    dispatched: datetime | None
    arrived: datetime | None


def moments(actor: Actor, *, since: datetime, until: datetime) -> list[Moments]:
    """Return the calls for help of a period within the scope; tests and drills are left out."""

    def first(what: What) -> Min:
        return Min("entries__at", filter=Q(entries__what=str(what)))

    rows = within_scope(actor).filter(kind="alarm", opened_at__gte=since, opened_at__lt=until)
    rows = rows.exclude(outcome=Outcome.TEST).annotate(
        acknowledged=first(What.ACKNOWLEDGED), dispatched=first(What.DISPATCHED),
        arrived=first(What.ARRIVED),
    )  # fmt: skip
    return [
        Moments(*row)
        for row in rows.order_by("pk").values_list(
            "division", "holder_name", "outcome", "opened_at", "acknowledged", "dispatched",
            "arrived",
        )
    ]  # fmt: skip


def on_duty(division: str, *, at: datetime) -> set[int]:
    """Return the accounts on the roster at a moment for a place or what it belongs to."""
    local = timezone.localtime(at)
    over = [division[:size] for size in (6, 9, 12) if size <= len(division)]
    fits = Q(pk__in=())
    for part, kind in SHIFTS.items():
        day = kind.day_of(local)
        if day is not None:
            fits |= Q(on=day, part=part)
    rows = Shift.objects.filter(fits, division__in=over, account__is_active=True)
    return set(rows.values_list("account", flat=True))


def on_duty_now(division: str) -> set[int]:
    """Return who is on the roster for a place now; nobody where none was made."""
    return on_duty(division, at=clock.now())


def shifts(actor: Actor, *, since: date, until: date, division: str = "") -> QuerySet[Shift]:
    """Return the roster of the days [since, until) within the scope."""
    actor.require(READ)
    rows = Shift.objects.filter(actor.scope(READ).within("division"), on__gte=since, on__lt=until)
    rows = rows.filter(division=division) if division else rows
    return rows.order_by("on", "part", "name", "pk")


def shift(actor: Actor, key: int, *, permit: Permit) -> Shift:
    """Return one line of the roster within a permit's scope; raises `NotHere`."""
    found = Shift.objects.filter(actor.scope(permit).within("division"), pk=key).first()
    if found is None:
        raise NotHere("shift", key)
    return found


def of_origin(origin: str) -> list[tuple[int, str]]:
    """Return the open cases about something, id and what each says, to whoever may see that."""
    rows = Case.objects.filter(origin=origin, closed_at=None).order_by("pk")
    return list(rows.values_list("pk", "says"))


def newest_of(origin: str, *, since: datetime) -> int | None:
    """Return the newest case about something, opened since a moment."""
    rows = Case.objects.filter(origin=origin, opened_at__gte=since).order_by("-pk")
    return rows.values_list("pk", flat=True).first()
