"""Deciding many households for some months: at once where they are many, else one by one.

The columnar pass and the reference give the same (tests/benefits/test_columnar.py holds them
together); which one did it is on the run.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from anhuai.benefits.queries.packing import table
from anhuai.benefits.rules.decide import Terms, decide
from anhuai.benefits.rules.population import Household
from anhuai.benefits.rules.reasons import Outcome
from anhuai.kernel.months import Month

FEW = 3_000
"""Up to so many people the reference is quicker than making the columnar pass ready."""
MANY = 500_000
"""Up to so many people the pass over arrays is done before the compiled one is compiled."""
NOBODY, ABSENT = 255, 1
"""What stands for a benefit that is nobody's of theirs; the reason of who is not there."""
Paid = dict[tuple[int, str], tuple[int, int]]


@dataclass(slots=True)
class MonthOutcome:
    """What one month's decision came to.

    `codes` has for each person one reason code a benefit, in the order of `items`, 255 where it is
    nobody's of theirs; `paid` what is owed, by (person, benefit): fen and reason. What is owed to a
    household stands with its head.
    """

    items: tuple[str, ...]
    codes: dict[int, bytearray] = field(default_factory=dict)
    paid: Paid = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The months asked for, in order, and who evaluated."""

    evaluator: str
    months: Sequence[MonthOutcome]


def head_of(household: Household, month: Month | None = None) -> int | None:
    """Return with whom what is owed to the household stands: its oldest living member.

    In a month: the oldest of those who belong to it then, so that a later death or move changes
    no month before it.
    """
    members = household.members
    if month is None or len(members) == 1:
        living = [one for one in members if one.died is None]
    else:
        living = [one for one in members if one.is_present(month)]
    found = living or members
    return min(found, key=lambda one: (one.born, one.id)).id if found else None


def _is_steady(household: Household, first: Month) -> bool:
    """Say whether the same people belong to a household in every month from one on."""
    day = first.first
    return all(
        one.died is None and one.until is None and one.born < day
        and (one.since is None or one.since <= day)
        for one in household.members
    )  # fmt: skip


def evaluate(
    households: Sequence[Household], months: Sequence[Month], terms: Terms,
    *, explained: Collection[Month] = (), engine: str = "",
) -> Evaluated:  # fmt: skip
    """Return what is owed to whom in some months; with every reason in the `explained` ones.

    `engine` forces "reference" or one of the columnar pass (`engine.run.Plan`).
    """
    people = sum(len(one.members) for one in households)
    if engine == "reference" or (not engine and people <= FEW):
        return Evaluated("reference", [by_reference(households, m, terms) for m in months])
    engine = engine or ("arrays" if people <= MANY else "auto")
    return Evaluated("columnar", _at_once(households, months, terms, explained, engine))


def by_reference(households: Sequence[Household], month: Month, terms: Terms) -> MonthOutcome:
    """Decide household by household, plainly."""
    items = tuple(terms.benefits)
    at = {code: number for number, code in enumerate(items)}
    found = MonthOutcome(items)
    for household in households:
        head = head_of(household, month)
        for one in decide(household, month, terms):
            person = head if one.person is None else one.person
            if person is None or terms.reasons[one.benefit][one.reason].outcome is Outcome.ABSENT:
                continue
            codes = found.codes.setdefault(person, bytearray(b"\xff" * len(items)))
            codes[at[one.benefit]] = one.reason
            if one.paid > 0:
                found.paid[person, one.benefit] = (one.paid, one.reason)
    return found


def _at_once(
    households: Sequence[Household], months: Sequence[Month], terms: Terms,
    explained: Collection[Month], engine: str,
) -> list[MonthOutcome]:  # fmt: skip
    from anhuai.benefits.engine.layout import layout_of
    from anhuai.benefits.engine.packing import pack
    from anhuai.benefits.engine.run import Plan, batches, kept

    items = tuple(terms.benefits)
    found = [MonthOutcome(items) for _month in months]
    facts = [one for one in layout_of(terms).facts if not one.is_derived]
    packed = pack(table(households, months, facts), facts)
    places = sorted({one.place for one in households})
    plan = Plan(
        terms, months, places, facts_unknown=packed.nullable, engine=engine,
        cache=settings.DATA / "compiled",
    )  # fmt: skip
    heads = _heads(households, months)
    wanted = [month in explained for month in months]
    for batch in batches(packed):
        result = kept(plan.run(batch))
        for at, outcome in enumerate(found):
            for one, whose in ((result.persons, None), (result.households, heads[at])):
                _month(one, at, outcome, whose, is_explained=wanted[at])
    return found


def _heads(
    households: Sequence[Household], months: Sequence[Month]
) -> list[Mapping[int, int | None]]:
    """Return who heads each household in each month; most have the same members in all."""
    lasting = {one.id: head_of(one) for one in households}
    moving = [one for one in households if not _is_steady(one, months[0])]
    return [lasting | {one.id: head_of(one, month) for one in moving} for month in months]


def _month(
    decided: Any, at: int, outcome: MonthOutcome, heads: Mapping[int, int | None] | None,
    *, is_explained: bool,
) -> None:  # fmt: skip
    """Read one month of a batch's persons, or of its households with their heads."""
    import numpy as np

    side = decided.side
    if not side.codes:
        return
    holds = np.flatnonzero((decided.since <= at) & (decided.until > at))
    units = decided.unit[holds]
    reasons = np.empty((len(holds), len(side.codes)), np.uint8)
    for number in range(len(side.codes)):
        reasons[:, number] = side.unpack(decided.reasons[holds], number)
    order = np.argsort(units, kind="stable")
    pays = np.flatnonzero((decided.pay_since <= at) & (decided.pay_until > at))
    rows = order[np.searchsorted(units[order], decided.pay_unit[pays])]
    benefits = decided.pay_benefit[pays]
    said = zip(
        decided.pay_unit[pays].tolist(), benefits.tolist(), decided.pay_fen[pays].tolist(),
        reasons[rows, benefits].tolist(), strict=True,
    )  # fmt: skip
    for unit, benefit, fen, reason in said:
        person = unit if heads is None else heads[unit]
        if person is not None:
            outcome.paid[person, side.codes[benefit]] = (fen, reason)
    if is_explained:
        _explain(outcome, side.codes, units.tolist(), reasons, heads)


def _explain(
    outcome: MonthOutcome, codes: Sequence[str], units: Sequence[int], reasons: Any,
    heads: Mapping[int, int | None] | None,
) -> None:  # fmt: skip
    import numpy as np

    places = [outcome.items.index(code) for code in codes]
    width = len(outcome.items)
    wide = np.full((len(units), width), NOBODY, np.uint8)
    wide[:, places] = np.where(reasons == ABSENT, NOBODY, reasons)
    present = (wide != NOBODY).any(axis=1).tolist()
    packed = wide.tobytes()
    for number, unit in enumerate(units):
        person = unit if heads is None else heads[unit]
        if person is None or not present[number]:
            continue
        line = packed[number * width : (number + 1) * width]
        if heads is None:
            outcome.codes[person] = bytearray(line)
            continue
        own = outcome.codes.setdefault(person, bytearray([NOBODY] * width))
        for at in places:
            own[at] = line[at]
