"""What the nights decided: runs, entitlements, reasons, findings; and why, for anybody."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from anhuai.benefits.models import Entitlement, Finding, Reasons, Run
from anhuai.benefits.queries.definitions import benefit
from anhuai.benefits.queries.register import households
from anhuai.benefits.queries.terms import PEOPLE, SPENT, terms
from anhuai.benefits.rules.definition import Who
from anhuai.benefits.rules.population import Household
from anhuai.benefits.rules.why import Explanation, why
from anhuai.kernel.months import Month
from anhuai.people import queries as people
from anhuai.platform import clock, wall
from anhuai.platform.acting import SYSTEM, Actor, NotHere, in_subtree, reading
from anhuai.platform.compiled import ON, PERSON, Compiled, RowsOf
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.platform.reaching import reaches

READ = Permit.BENEFITS_READ
FOUND_LIMIT = 2000
OWED = ("pk", "person_id", "person__name", "item", "division", "amount", "since", "until")
FOUND = (
    "pk", "person_id", "person__name", "kind", "item", "code", "said", "division", "due",
    "found_on", "state", "handled_by", "note",
)  # fmt: skip


class Which(TypedDict, total=False):
    """How entitlements or findings are chosen; what is left out does not restrict."""

    item: str
    division: str
    kind: str
    state: str
    on: date
    """Entitlements that hold in the month of this day."""


def reach(actor: Actor) -> Q:
    """Return the condition that a row of a person at a place is within reach."""
    actor.require(READ)
    scope = actor.scope(READ)
    return scope.within("division") | Q(person__in=scope.persons)


def named(actor: Actor, rows: QuerySet[Any], q: str) -> QuerySet[Any]:
    """Return the rows of those whose name, or number, was asked for."""
    if not q:
        return rows
    asked = people.Asked(q=q, state="all")
    found = people.find(actor, asked=asked, on=clock.today()).values_list("pk", flat=True)
    return rows.filter(person__in=list(found[:FOUND_LIMIT]))


def narrowed(rows: QuerySet[Any], which: Which) -> QuerySet[Any]:
    """Return the rows of a benefit and place, where asked for."""
    if which.get("item"):
        rows = rows.filter(item=which["item"])
    if which.get("division"):
        rows = rows.filter(in_subtree("division", which["division"]))
    return rows


def latest_run(*, division: str) -> Run | None:
    """Return the last finished night of an area; None before the first."""
    rows = Run.objects.filter(division=division, finished_at__isnull=False)
    return rows.order_by("-pk").first()


def entitlements(actor: Actor, *, q: str = "", **which: Unpack[Which]) -> QuerySet[Entitlement]:
    """Return what is owed within reach, by what is known now."""
    rows = Entitlement.objects.filter(reach(actor), retracted_at=None)
    on = which.get("on")
    if on is not None:
        rows = rows.filter(since__lte=on).filter(Q(until=None) | Q(until__gt=on))
    return named(actor, narrowed(rows, which), q)


@reading(
    permit=READ, title=_("查看待遇名单"), subject="person",
    ids=lambda page: sorted({row[1] for row in page.rows}),
)  # fmt: skip
def owed(
    actor: Actor, *, q: str = "", order: Sequence[str] = ("pk",), after: str = "",
    **which: Unpack[Which],
) -> Window:  # fmt: skip
    """Return one page of entitlements, each a row of `OWED`."""
    rows = entitlements(actor, q=q, **which)
    return window(rows, fields=OWED, order=order, after=after)


def totals(actor: Actor, *, on: date, division: str = "") -> list[tuple[str, int, int | None]]:
    """Return (benefit, persons, fen) of what is owed in the month, the most persons first.

    Services, statuses and what others pay are counted by persons; their fen is None.
    """
    rows = entitlements(actor, on=on, division=division).order_by()
    counted = rows.values("item").annotate(persons=Count("pk"), fen=Sum("amount"))
    found = [
        (one["item"], one["persons"], (one["fen"] or 0) if one["item"] in SPENT else None)
        for one in counted
    ]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def findings(actor: Actor, *, q: str = "", **which: Unpack[Which]) -> QuerySet[Finding]:
    """Return the findings within reach."""
    rows = narrowed(Finding.objects.filter(reach(actor)), which)
    if which.get("kind"):
        rows = rows.filter(kind=which["kind"])
    if which.get("state"):
        rows = rows.filter(state=which["state"])
    return named(actor, rows, q)


@reading(
    permit=READ, title=_("查看待遇线索"), subject="person",
    ids=lambda page: sorted({row[1] for row in page.rows}),
)  # fmt: skip
def found(
    actor: Actor, *, q: str = "", order: Sequence[str] = ("-pk",), after: str = "",
    **which: Unpack[Which],
) -> Window:  # fmt: skip
    """Return one page of findings, each a row of `FOUND`."""
    return window(findings(actor, q=q, **which), fields=FOUND, order=order, after=after)


def finding(actor: Actor, key: int, *, permit: Permit = READ) -> Finding:
    """Return a finding the permit reaches; raises `NotHere`."""
    scope = actor.scope(permit)
    rows = Finding.objects.filter(scope.within("division"), pk=key).select_related("person")
    one = rows.first()
    if one is None:
        raise NotHere("benefit_finding", key)
    return one


@reading(
    permit=READ, title=_("查看一条待遇线索"), subject="person", ids=lambda one: [one.person_id]
)
def opened(actor: Actor, key: int) -> Finding:
    """Return one finding to show; raises `NotHere`."""
    return finding(actor, key)


def open_counts(actor: Actor) -> dict[str, int]:
    """Return how many open findings there are of each kind."""
    rows = findings(actor, state="open").order_by().values("kind").annotate(n=Count("pk"))
    return {row["kind"]: row["n"] for row in rows}


@dataclass(frozen=True, slots=True)
class Own:
    """What one person is owed in a month and may be owed, as decided last night."""

    person: int
    rows: list[tuple[Any, ...]]
    run: Run | None
    codes: str


_OWED = Compiled(
    lambda: Entitlement.objects.filter(
        Q(until=None) | Q(until__gt=ON), person=PERSON, retracted_at=None, since__lte=ON
    ).order_by("item").values_list(*OWED),
    of=RowsOf(Entitlement),
)  # fmt: skip
_REASONS = Compiled(
    lambda: Reasons.objects.filter(person=PERSON).select_related("run").order_by("pk")[:1],
    of=RowsOf(Reasons),
)


@reading(permit=READ, title=_("查看一个人的待遇"), subject="person", ids=lambda one: [one.person])
def of_one(actor: Actor, person: int, *, on: date) -> Own:
    """Return what a person in reach is owed now; raises `NotHere`."""
    people.person_in_scope(actor, person, permit=READ)
    reasons = next(iter(_REASONS(person=person)), None)
    return Own(
        person, _OWED(person=person, on=on), reasons.run if reasons else None,
        reasons.codes if reasons else "",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """Why, or why not: the explanation with the person it is about."""

    person: int
    name: str
    item: str
    explanation: Explanation | None
    household: Household | None
    names: dict[int, str]


@reading(permit=READ, title=_("查看待遇理由"), subject="person", ids=lambda one: [one.person])
def reason_of(actor: Actor, *, person: int, item: str, month: Month) -> Answer:
    """Explain a benefit of anybody in reach in a month from the register; raises `NotHere`.

    The person of another household in that month is nobody's: there the explanation is None.
    """
    benefit(item)
    one = people.person_in_scope(actor, person, permit=READ)
    with wall.lifted():  # the household's other members may be registered elsewhere
        homes = households(since=month, until=month + 1, persons=[person])
        home = _home_of(homes, person, month)
        names = _names(home)
    if home is None or item not in PEOPLE:
        return Answer(one.pk, one.name, item, None, home, {})
    known = terms(known=clock.today())
    whose = person if PEOPLE[item].who is Who.PERSON else None
    told = why(home, item, month, known, person=whose)
    return Answer(one.pk, one.name, item, told, home, names)


def _home_of(homes: Sequence[Household], person: int, month: Month) -> Household | None:
    for home in homes:
        if any(one.id == person and one.is_present(month) for one in home.members):
            return home
    return next((h for h in homes if any(one.id == person for one in h.members)), None)


def _names(home: Household | None) -> dict[int, str]:
    keys = [one.id for one in home.members] if home else []
    return dict(people.visible(SYSTEM).filter(pk__in=keys).values_list("pk", "name"))


@reaches("benefit_finding", READ)
def findings_reached(actor: Actor, ids: Collection[int]) -> set[int]:
    """Return which of some findings the actor may see."""
    return set(findings(actor).filter(pk__in=ids).values_list("pk", flat=True))
