"""Definitions over months: bands, back-pay, parents' states, three years, who is no finding."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from anhuai.benefits.catalogue import BENEFITS, PARAMETERS, STACKING
from anhuai.benefits.rules import Book, Given, Household, Member, Spell, Who
from anhuai.benefits.rules.ahead import turns
from anhuai.benefits.rules.decide import Decision, Terms, decide
from anhuai.benefits.rules.examples import ASSUMED
from anhuai.benefits.rules.kinds import Plain
from anhuai.benefits.rules.parameters import given
from anhuai.kernel.months import LeapRule, Month, months_between

HERE = "990000"


def terms(*codes: str, leap_rule: LeapRule = LeapRule.NEXT_DAY, **values: Any) -> Terms:
    benefits = {code: BENEFITS[code] for code in codes}
    used = {p.code: p for one in benefits.values() for p in one.parameters}
    assumed: list[Given] = [
        given(
            PARAMETERS[code], value, since=Month(2020, 1), known=date(2020, 1, 1), basis=ASSUMED,
            place=HERE,
        )
        for code, value in values.items() if code in used
    ]  # fmt: skip
    shipped = [v for one in benefits.values() for v in one.values if v.parameter not in values]
    tables = tuple(
        one for one in STACKING.values()
        if {c for rule in one.rules for c in (rule.first, rule.second)} <= set(benefits)
    )  # fmt: skip
    return Terms(
        benefits=benefits, book=Book(tuple(used.values()), (*shipped, *assumed)), tables=tables,
        known=date(2099, 1, 1), leap_rule=leap_rule,
    )  # fmt: skip


def alone(born: date, died: date | None = None, place: str = HERE, **facts: Plain) -> Household:
    known = {code: (Spell(value),) for code, value in facts.items()}
    return Household(id=1, place=place, members=(Member(id=1, born=born, died=died, facts=known),))


def one(home: Household, month: Month, now: Terms) -> Decision:
    return next(found for found in decide(home, month, now) if found.person == 1)


def paid(home: Household, since: Month, until: Month, now: Terms) -> list[int]:
    return [one(home, month, now).paid for month in months_between(since, until)]


BANDS = {"70_79": 0, "80_89_low": 10_000, "80_89": 5_000, "90_99": 10_000, "100": 30_000}
OLD_AGE = terms("old_age_allowance", old_age_allowance_amount=BANDS)


def test_back_pay_over_a_birthday_splits_where_the_band_changes() -> None:
    home = alone(date(1936, 6, 15), hukou_here=True)
    assert paid(home, Month(2026, 3), Month(2026, 9), OLD_AGE) == [5_000] * 3 + [10_000] * 3


def test_what_was_paid_after_a_death_is_recovered_from_the_month_after() -> None:
    home = alone(date(1936, 1, 1), died=date(2026, 6, 30), hukou_here=True)
    assert paid(home, Month(2026, 5), Month(2026, 9), OLD_AGE) == [10_000, 10_000, 0, 0]


@pytest.mark.parametrize(
    ("born", "month", "was", "becomes"),
    [
        (date(1946, 9, 30), Month(2026, 9), 0, 5_000),
        (date(1936, 9, 1), Month(2026, 9), 5_000, 10_000),
        (date(1926, 8, 31), Month(2026, 8), 10_000, 30_000),
    ],
)
def test_the_queue_names_who_is_about_to_turn_80_90_or_100(
    born: date, month: Month, was: int, becomes: int
) -> None:
    (turn,) = turns(alone(born, hukou_here=True), Month(2026, 6), OLD_AGE, months=6)
    assert (turn.person, turn.month, turn.was, turn.becomes) == (1, month, was, becomes)


def test_nobody_else_is_in_the_queue() -> None:
    home = alone(date(1945, 1, 1), hukou_here=True)
    assert turns(home, Month(2026, 6), OLD_AGE, months=12) == ()


CHILDCARE = terms("childcare_subsidy")


@over(st.dates(date(2025, 1, 1), date(2029, 12, 31)))
def test_a_child_receives_thirty_six_months_and_never_more_than_10800_yuan(born: date) -> None:
    found = paid(alone(born, hukou_here=True), Month(2025, 1), Month(2034, 1), CHILDCARE)
    late = (born.month, born.day) == (2, 29)  # under three until 1 March of a common year
    assert sum(found) == 1_080_000 + (30_000 if late else 0)
    assert set(found) <= {0, 30_000}


def test_a_child_of_29_february_receives_36_months_where_the_birthday_is_the_28th() -> None:
    now = terms("childcare_subsidy", leap_rule=LeapRule.LAST_DAY)
    home = alone(date(2028, 2, 29), hukou_here=True)
    assert sum(paid(home, Month(2028, 1), Month(2034, 1), now)) == 1_080_000


def test_children_born_before_2025_receive_what_remains_of_three_years() -> None:
    home = alone(date(2022, 8, 20), hukou_here=True)
    assert sum(paid(home, Month(2024, 1), Month(2027, 1), CHILDCARE)) == 7 * 30_000


def test_a_child_passes_from_unattended_to_orphan_and_back_to_a_parent() -> None:
    now = terms(
        "orphan_allowance", "unattended_child_allowance",
        orphan_standard={"institution": 180_000, "scattered": 132_000},
    )  # fmt: skip
    child = Member(
        id=1, born=date(2014, 5, 5),
        facts={
            "hukou_here": (Spell(value=True),), "orphan_kind": (Spell("scattered"),),
            "father_state": (
                Spell("imprisoned", since=date(2025, 1, 1), until=date(2026, 4, 2)),
                Spell("dead", since=date(2026, 4, 2)),
            ),
            "mother_state": (
                Spell("lost_contact", since=date(2025, 1, 1), until=date(2026, 5, 10)),
                Spell("declared_missing", since=date(2026, 5, 10), until=date(2026, 7, 31)),
                Spell("able", since=date(2026, 7, 31)),
            ),
        },
    )  # fmt: skip
    home = Household(id=1, place=HERE, members=(child,))
    found = {
        month.month: {d.benefit: d.paid for d in decide(home, month, now) if d.paid}
        for month in months_between(Month(2026, 3), Month(2026, 9))
    }
    unattended, orphan = {"unattended_child_allowance": 132_000}, {"orphan_allowance": 132_000}
    assert found == {3: unattended, 4: unattended, 5: orphan, 6: orphan, 7: {}, 8: {}}


@pytest.mark.parametrize("area", ["urban", "rural"])
@pytest.mark.parametrize("age", [0, 5, 17, 30, 59, 64, 75, 85, 99, 104])
def test_a_plain_resident_of_whom_nothing_is_recorded_is_no_finding(age: int, area: str) -> None:
    """Beside the family's income, which is asked for, nothing about everybody is unknown."""
    own = {code: one for code, one in BENEFITS.items() if one.who is Who.PERSON}
    now = terms(*own, **_anything())
    home = Household(
        id=1, place=HERE, facts={"area": (Spell(area),)},
        members=alone(
            date(2026 - age, 1, 1), hukou_here=True, lives_here=True, hukou_area=area
        ).members,
    )  # fmt: skip
    for found in decide(home, Month(2026, 7), now):
        assert not now.reasons[found.benefit][found.reason].outcome.is_unknown, found.benefit


def _anything() -> dict[str, Any]:
    """Return a value for every parameter no text decides, from the examples."""
    decided = {v.parameter for one in BENEFITS.values() for v in one.values}
    return {
        code: value
        for one in BENEFITS.values() for example in one.examples
        for code, value in example.values.items() if code not in decided
    }  # fmt: skip
