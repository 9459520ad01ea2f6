"""Whose past months must be decided anew, and what of them differs from what was decided."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Unpack

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.assessments import queries as assessments
from anhuai.benefits.models import Declared, Entitlement, Restatement, Run, StandardChange
from anhuai.benefits.queries.deciding import READ, Which, named, narrowed, reach
from anhuai.benefits.queries.evaluating import NOBODY, MonthOutcome, evaluate
from anhuai.benefits.queries.paying import decided_months
from anhuai.benefits.queries.register import households
from anhuai.benefits.rules.decide import Terms
from anhuai.benefits.rules.pins import key_of
from anhuai.benefits.rules.population import Household
from anhuai.benefits.rules.restating import Difference, Interval, Value, by_month, differences
from anhuai.facilities import queries as facilities
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.months import Month
from anhuai.people import queries as people
from anhuai.platform import parameters
from anhuai.platform.acting import SYSTEM, Actor, reading
from anhuai.platform.listing import Window, window
from anhuai.platform.parameters import Setting, declare_setting

MONTHS = "benefits.restate_months"
PLAIN = 3_000
"""Up to so many months of people the reference is quicker than the pass over arrays."""
AT_ONCE = 30_000  # keys of a statement
ROWS = (
    "pk", "person_id", "person__name", "item", "division", "since", "until", "was", "now",
    "reason", "known",
)  # fmt: skip
Key = tuple[int, str]


def _effect(value: int) -> str:
    return _("以后每夜最多重新核定 %(count)s 个月以内的往月；已经记录的不变。") % {"count": value}


declare_setting(
    Setting(
        key=MONTHS, title=gettext_lazy("往月重新核定的期限"), unit=gettext_lazy("个月"),
        says=gettext_lazy("情况更正或标准追溯时，往前重新核定这么多个月；0 表示不自动核定往月。"),
        least=0, most=120, basis=Basis(document="", confidence=Confidence.D),
        default=lambda: 36, effect=_effect,
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Touched:
    """Whose months must be looked at again, from which month on; everybody where None."""

    since: Month
    persons: frozenset[int] | None


@dataclass(frozen=True, slots=True)
class Past:
    """What past months come to for some persons, by what is known now."""

    months: Sequence[Month] = ()
    decided: Mapping[Key, Mapping[Month, Value]] = field(default_factory=dict)
    held: Mapping[Key, Sequence[tuple[int, Interval]]] = field(default_factory=dict)
    changed: Mapping[Key, Sequence[Difference]] = field(default_factory=dict)
    places: Mapping[int, str] = field(default_factory=dict)


def earliest(*, division: str, month: Month, on: date) -> Month | None:
    """Return the first past month that may be decided anew; None where there is none."""
    decided = decided_months(division=division)
    if decided is None:
        return None
    first = max(Month.of(decided[0]), month - parameters.value(MONTHS, on=on))
    return first if first < month else None


def touched(run: Run, *, first: Month, month: Month) -> Touched | None:
    """Return whose past months what was learnt since a run may change; None where nobody's.

    A standard approved since that holds from a past month on touches everybody.
    """
    at = run.started_at
    late = StandardChange.objects.filter(
        state="approved", decided_at__gte=at, since__lt=month.first
    ).order_by("since")
    change = late.first()
    if change is not None:
        return Touched(max(Month.of(change.since), first), None)
    persons = changed_since(at)
    return Touched(first, frozenset(persons)) if persons else None


def changed_since(at: datetime) -> set[int]:
    """Return whose facts, levels or declarations were learnt or corrected since a moment."""
    found = people.changed_since(at) | assessments.changed_since(at)
    found |= facilities.living_changed_since(at)
    rows = Declared.objects.filter(Q(recorded_at__gte=at) | Q(retracted_at__gte=at))
    homes: set[int] = set()
    for one in people.adapted_since(at):
        found.add(one.person)
        if one.home is not None:
            homes.add(one.home)
    for person, home in rows.values_list("person_id", "household_id"):
        if person is not None:
            found.add(person)
        else:
            homes.add(home)
    members = people.visible(SYSTEM).filter(memberships__household__in=homes)
    return found | set(members.values_list("pk", flat=True))


def past(known: Terms, *, of: Touched, month: Month) -> Past:
    """Return what the months before one come to for some persons and everybody of their homes."""
    homes, persons = _homes(of, month)
    months = [of.since + at for at in range(month - of.since)]
    count = sum(len(one.members) for one in homes)
    engine = "reference" if count * len(months) <= PLAIN else "arrays"
    found = evaluate(homes, months, known, explained=set(months), engine=engine)
    decided, kept = _decided(found.months, months, known, persons)
    held = _held(persons, of.since, month)
    changed = {}
    places = {one.id: home.place for home in homes for one in home.members}
    for key in decided.keys() | held.keys():
        if key[0] not in places or key[1] not in known.benefits:
            continue  # a benefit no longer defined stays as it was decided
        was = by_month([one for _pk, one in held.get(key, ())], of.since, month - 1)
        now = dict(decided.get(key, {}))
        asked = [one for one in months if (*key, one) not in kept]
        differing = differences(was, now, asked)
        if differing:
            changed[key] = differing
    return Past(months, decided, held, changed, places)


def _homes(of: Touched, month: Month) -> tuple[list[Household], Collection[int] | None]:
    """Return the homes of everybody who shares one with the touched, each with all it depends on.

    A neighbour in a home may have lived in another that month: both are needed to decide theirs.
    """
    if of.persons is None:
        return households(since=of.since, until=month), None
    near = households(since=of.since, until=month, persons=of.persons)
    persons = {one.id for home in near for one in home.members} | of.persons
    return households(since=of.since, until=month, persons=persons), persons


def _decided(
    outcomes: Sequence[MonthOutcome], months: Sequence[Month], known: Terms,
    persons: Collection[int] | None,
) -> tuple[dict[Key, dict[Month, Value]], set[tuple[int, str, Month]]]:  # fmt: skip
    """Return what each month comes to with its reason, and the months that are unknown now."""
    decided: dict[Key, dict[Month, Value]] = defaultdict(dict)
    unknown: set[tuple[int, str, Month]] = set()
    names = {
        item: [(key_of(one), one.outcome.is_unknown) for one in reasons]
        for item, reasons in known.reasons.items()
    }
    for month, outcome in zip(months, outcomes, strict=True):
        for person, codes in outcome.codes.items():
            if persons is not None and person not in persons:
                continue
            for item, code in zip(outcome.items, codes, strict=True):
                if code == NOBODY:
                    continue
                name, is_unknown = names[item][code]
                if is_unknown:
                    unknown.add((person, item, month))
                else:
                    amount = outcome.paid.get((person, item), (0, 0))[0]
                    decided[person, item][month] = (amount, name)
    return decided, unknown


def _held(
    persons: Collection[int] | None, first: Month, month: Month
) -> dict[Key, list[tuple[int, Interval]]]:
    """Return the intervals on record that reach into the months, with their keys."""
    rows = Entitlement.objects.filter(retracted_at=None, since__lt=month.first)
    rows = rows.filter(Q(until=None) | Q(until__gt=first.first))
    if persons is not None and len(persons) <= AT_ONCE:
        rows = rows.filter(person__in=sorted(persons))
    found: dict[Key, list[tuple[int, Interval]]] = defaultdict(list)
    fields = ("pk", "person_id", "item", "since", "until", "amount", "reason")
    for pk, person, item, since, until, amount, reason in rows.values_list(*fields):
        if persons is not None and person not in persons:
            continue
        span = (Month.of(since), Month.of(until) if until else None, (amount, reason))
        found[person, item].append((pk, span))
    return found


# reading ----------------------------------------------------------------------------------------


def restatements(actor: Actor, *, q: str = "", **which: Unpack[Which]) -> "QuerySet[Restatement]":
    """Return the past months decided anew within reach."""
    rows = Restatement.objects.filter(reach(actor))
    return named(actor, narrowed(rows, which), q)


@reading(
    permit=READ, title=gettext_lazy("查看往月重新核定"), subject="person",
    ids=lambda page: sorted({row[1] for row in page.rows}),
)  # fmt: skip
def restated(
    actor: Actor, *, q: str = "", order: Sequence[str] = ("-pk",), after: str = "",
    **which: Unpack[Which],
) -> Window:  # fmt: skip
    """Return one page of restatements, each a row of `ROWS`."""
    return window(restatements(actor, q=q, **which), fields=ROWS, order=order, after=after)


__all__ = [
    "ROWS", "Past", "Touched", "changed_since", "earliest", "past", "restated", "restatements",
    "touched",
]  # fmt: skip
