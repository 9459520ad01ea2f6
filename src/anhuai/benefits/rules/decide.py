"""The reference evaluator: one household, one month, plainly. Every other equals it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256

from anhuai.benefits.rules.definition import Benefit, Who
from anhuai.benefits.rules.evaluate import Case, evaluate
from anhuai.benefits.rules.parameters import Book
from anhuai.benefits.rules.population import Household, Member
from anhuai.benefits.rules.reasons import Outcome, Reason, reasons_of
from anhuai.benefits.rules.stacking import Lost, Relation, StackingTable, settle, table_for
from anhuai.kernel.months import DEFAULT_LEAP_RULE, LeapRule, Month


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Everything decisions are made under: benefits, parameters, stacking, what was known when.

    Raises `ValueError` for a stacking rule about an unknown benefit or one that cannot be compared.
    """

    benefits: Mapping[str, Benefit]
    book: Book
    tables: tuple[StackingTable, ...] = ()
    known: date
    leap_rule: LeapRule = DEFAULT_LEAP_RULE

    def __post_init__(self) -> None:
        for table in self.tables:
            for rule in table.rules:
                missing = {rule.first, rule.second} - set(self.benefits)
                if missing:
                    raise ValueError(f"{table.title_en}: no benefit {', '.join(sorted(missing))}")
                first, second = self.benefits[rule.first], self.benefits[rule.second]
                compared = rule.relation not in (Relation.EXCLUDE, Relation.STACK)
                if rule.relation is not Relation.STACK and first.who is not second.who:
                    raise ValueError(f"{rule.first} and {rule.second} are not owed to the same")
                if compared and first.period is not second.period:
                    raise ValueError(f"{rule.first} and {rule.second} are for different periods")
                if compared and first.amount.type != second.amount.type:
                    raise ValueError(f"{rule.first} and {rule.second} are counted differently")

    @cached_property
    def reasons(self) -> Mapping[str, tuple[Reason, ...]]:
        """The numbered reasons of every benefit."""
        return {code: reasons_of(code, self.benefits, self.tables) for code in self.benefits}

    def for_who(self, *who: Who) -> dict[str, Benefit]:
        """Return the benefits owed to persons, households or institutions."""
        return {code: one for code, one in self.benefits.items() if one.who in who}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What one benefit is for one person or household in one month, and why.

    `due` is what its own conditions give, `paid` what remains after stacking, both in fen for the
    benefit's period. `reason` is the position in `Terms.reasons[benefit]`. The three hashes pin the
    rule, the parameters and the inputs it was decided by.
    """

    benefit: str
    household: int
    person: int | None
    month: Month
    reason: int
    due: int
    paid: int
    rule_hash: str = field(compare=False)
    parameter_hash: str = field(compare=False)
    input_hash: str = field(compare=False)


def decide(household: Household, month: Month, terms: Terms) -> tuple[Decision, ...]:
    """Decide every benefit of a household and its members in a month.

    Benefits of the household come first (person None), then each member's, in order.
    """
    table = table_for(terms.tables, household.place)
    shared = terms.for_who(Who.HOUSEHOLD, Who.INSTITUTION)
    found = _decide_one(household, None, month, terms, shared, table)
    own = terms.for_who(Who.PERSON)
    for member in household.members:
        found += _decide_one(household, member, month, terms, own, table)
    return tuple(found)


def _decide_one(
    household: Household, member: Member | None, month: Month, terms: Terms,
    benefits: Mapping[str, Benefit], table: StackingTable | None,
) -> list[Decision]:  # fmt: skip
    case = Case(household, member, month, terms.book, terms.known, terms.leap_rule)
    judged = {code: judge(benefit, case, terms.reasons[code]) for code, benefit in benefits.items()}
    granted = {code: one.due for code, one in judged.items() if one.reason == 0}
    paid, lost = settle(table, granted, month)
    return [
        Decision(
            benefit=code, household=household.id, person=None if member is None else member.id,
            month=month, reason=_after(terms.reasons[code], one.reason, lost.get(code)),
            due=one.due, paid=paid.get(code, 0), rule_hash=benefits[code].digest,
            parameter_hash=one.parameter_hash, input_hash=one.input_hash,
        )
        for code, one in judged.items()
    ]  # fmt: skip


def _after(reasons: tuple[Reason, ...], reason: int, lost: Lost | None) -> int:
    if lost is None:
        return reason
    outcome = Outcome.REDUCED if lost.remains > 0 else Outcome.LOST
    return next(
        at for at, one in enumerate(reasons) if one.rule is lost.rule and one.outcome is outcome
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """What a benefit's own conditions say before stacking."""

    reason: int
    due: int
    tests: tuple[int | None, ...]
    parameter_hash: str
    input_hash: str


def judge(benefit: Benefit, case: Case, reasons: tuple[Reason, ...]) -> Judged:
    """Judge one benefit alone.

    The first condition that does not hold refuses, even if an earlier one is unknown: no evidence
    could change the answer. Else the first unknown one makes it unknown; else the amount decides.
    """
    case = case.fresh()
    tests: tuple[int | None, ...] = ()
    due: int | None = 0
    if not case.is_present:
        outcome, condition = Outcome.ABSENT, ""
    elif not benefit.holds(case.month, case.household.place):
        outcome, condition = Outcome.NOT_IN_FORCE, ""
    else:
        tests = tuple(evaluate(one.test, case) for one in benefit.conditions)
        due = evaluate(benefit.amount, case) if all(tests) else 0
        outcome, condition = _outcome(benefit, tests, due)
    at = next(
        n for n, one in enumerate(reasons)
        if one.outcome is outcome and one.condition == condition and one.rule is None
    )  # fmt: skip
    return Judged(
        at, due if at == 0 and due else 0, tests, _hash(case.parameters), _hash(case.inputs)
    )


def _outcome(
    benefit: Benefit, tests: tuple[int | None, ...], due: int | None
) -> tuple[Outcome, str]:
    for wrong, outcome in ((0, Outcome.REFUSED), (None, Outcome.UNKNOWN)):
        if wrong in tests:
            return outcome, benefit.conditions[tests.index(wrong)].code
    if due is None:
        return Outcome.UNKNOWN_AMOUNT, "amount"
    return (Outcome.GRANTED, "") if due > 0 else (Outcome.NOTHING, "amount")


def _hash(used: Mapping[str, object]) -> str:
    text = "|".join(f"{key}={used[key]}" for key in sorted(used))
    return sha256(text.encode()).hexdigest()[:16]
