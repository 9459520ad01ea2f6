"""What a month costs and which place is subsidised: examples, boundaries, properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhuai.childcare.rules.fees import (
    Booked,
    Charge,
    Held,
    LineKind,
    Tariff,
    Terms,
    lines_of,
    tariff_on,
)
from anhuai.childcare.rules.subsidy import Doubt, Place, Rate, Why, doubts_of, judge
from anhuai.childcare.rules.yearly import summed
from anhuai.kernel.money import Fen
from anhuai.kernel.months import Month

MONTH = Month(2026, 6)
DAYS = [MONTH.first + timedelta(n) for n in range(30)]
OPEN = [day for day in DAYS if day.weekday() < 5]  # 22 days
SINCE = date(2026, 1, 1)
NONE = Terms()


def price(fee: int, meal: int = 0, since: date = SINCE, charge: Charge = Charge.FULL_DAY) -> Tariff:
    return Tariff("toddler_high", charge, since, Fen(fee), Fen(meal))


def held(since: date = SINCE, until: date | None = None) -> Held:
    return Held("toddler_high", Charge.FULL_DAY, since, until)


def told(terms: Terms = NONE, **more) -> list[tuple[str, int]] | None:
    asked = {
        "held": [held()], "booked": [], "prices": [price(200_000, 1500)], "open_days": OPEN,
        "attended": OPEN,
    } | more  # fmt: skip
    found = lines_of(MONTH, terms=terms, **asked)
    return None if found is None else [(str(line.kind), line.amount) for line in found]


def test_a_whole_month_costs_the_whole_fee_and_its_meals() -> None:
    assert told() == [("care", 200_000), ("meals", 22 * 1500)]


def test_part_of_a_month_costs_its_open_days() -> None:
    # From 15 June twelve of 22 open days are left: 200,000 × 12 ÷ 22 = 109,090.9, half up.
    assert told(held=[held(date(2026, 6, 15))], attended=[]) == [("care", 109_091)]


@pytest.mark.parametrize(("away", "refund"), [(4, 0), (5, -45_455), (6, -54_545)])
def test_refund_begins_at_the_number_of_absences_and_then_counts_them_all(
    away: int, refund: int
) -> None:
    found = told(Terms(refund_from=5), attended=OPEN[away:], prices=[price(200_000)])
    assert dict(found or []).get("refund", 0) == refund


def test_nothing_is_given_back_while_the_county_has_decided_nothing() -> None:
    assert told(attended=[], prices=[price(200_000)]) == [("care", 200_000)]


def test_half_of_the_refund_by_setting() -> None:
    found = dict(told(Terms(1, 50), attended=OPEN[2:], prices=[price(220_000)]) or [])
    assert found["refund"] == -10_000


def test_a_price_that_changes_within_a_month_cuts_it() -> None:
    prices = [price(220_000), price(440_000, since=date(2026, 6, 15))]
    assert told(prices=prices, attended=[]) == [("care", 100_000), ("care", 240_000)]


def test_of_one_day_the_price_said_last_holds() -> None:
    prices = [price(1), price(2), price(3, since=date(2027, 1, 1))]
    found = tariff_on(prices, "toddler_high", Charge.FULL_DAY, date(2026, 6, 1))
    assert found is not None
    assert found.fee == 2


def test_hours_are_for_who_came_and_by_setting_for_who_did_not() -> None:
    rows = [
        Booked("toddler_high", Charge.HOURLY, date(2026, 6, 3), 3, came=True),
        Booked("toddler_high", Charge.HOURLY, date(2026, 6, 4), 2, came=False),
        Booked("toddler_high", Charge.HOURLY, date(2026, 7, 1), 2, came=True),
    ]
    asked = {"held": [], "booked": rows, "prices": [price(2_000, charge=Charge.HOURLY)]}
    assert told(**asked) == [("hours", 6_000)]
    assert told(Terms(missed_percent=50), **asked) == [("hours", 6_000), ("missed", 2_000)]


def test_without_a_price_there_is_no_bill() -> None:
    assert told(prices=[]) is None
    late = [price(1, since=date(2026, 6, 20))]
    assert told(prices=late) is None


@given(
    fee=st.integers(0, 10**7), meal=st.integers(0, 10_000), came=st.sets(st.sampled_from(DAYS)),
    since=st.sampled_from(DAYS), length=st.integers(1, 40), first=st.integers(0, 31),
    percent=st.integers(0, 100), cut=st.none() | st.sampled_from(DAYS),
)  # fmt: skip
def test_sums_are_exact_and_never_below_zero(
    fee, meal, came, since, length, first, percent, cut
) -> None:
    until = since + timedelta(length)
    prices = [price(fee, meal)] + ([price(fee // 2, meal, cut)] if cut else [])
    lines = lines_of(
        MONTH, held=[held(since, until)], booked=[], prices=prices, open_days=OPEN, attended=came,
        terms=Terms(first, percent),
    )  # fmt: skip
    assert lines is not None
    care = sum(one.amount for one in lines if one.kind is LineKind.CARE)
    back = -sum(one.amount for one in lines if one.kind is LineKind.REFUND)
    assert 0 <= back <= care <= fee + 1  # a cut may round twice
    assert sum(one.amount for one in lines) >= 0
    assert sum(one.amount for one in lines if one.kind is LineKind.MEALS) == meal * sum(
        since <= day < until for day in came
    )
    for one in lines:  # anybody can compute a line again, in exact fractions
        twice = 2 * one.price * abs(one.count) * one.percent
        assert abs(twice - 2 * abs(one.amount) * one.of * 100) <= one.of * 100


@given(st.permutations(list(range(6))))
def test_the_order_in_which_hours_come_changes_nothing(order) -> None:
    rows = [
        Booked("toddler_high", Charge.HOURLY, DAYS[n % 3], n + 1, came=n % 2 == 0) for n in range(6)
    ]
    asked = {"held": [], "prices": [price(1_111, charge=Charge.HOURLY)]}
    mixed = [rows[at] for at in order]
    assert told(Terms(missed_percent=33), booked=rows, **asked) == told(
        Terms(missed_percent=33), booked=mixed, **asked
    )


RATE = Rate(Fen(300_00), 5, 50)


def place(**more) -> Place:
    return Place(**({
        "enrolment": 1, "person": 1, "charge": Charge.FULL_DAY, "days": 22, "attended": 20,
        "fee": Fen(1_000_00), "inclusive": True, "ceiling": Fen(1_200_00), "elsewhere": False,
    } | more))  # fmt: skip


@pytest.mark.parametrize(
    ("more", "why", "amount"),
    [
        ({}, Why.COUNTS, 300_00),
        ({"charge": Charge.HALF_DAY}, Why.COUNTS, 150_00),
        ({"attended": 5}, Why.COUNTS, 300_00),
        ({"attended": 4}, Why.FEW_DAYS, 0),
        ({"fee": Fen(1_200_00)}, Why.COUNTS, 300_00),
        ({"fee": Fen(1_200_01)}, Why.ABOVE, 0),
        ({"fee": Fen(1_200_01), "ceiling": Fen(0)}, Why.COUNTS, 300_00),
        ({"inclusive": False}, Why.ORDINARY, 0),
        ({"fee": None}, Why.UNPRICED, 0),
        ({"elsewhere": True}, Why.ELSEWHERE, 0),
    ],
)
def test_which_place_counts_and_why(more, why, amount) -> None:
    found = judge(place(**more), RATE, marked=True)
    assert (found.why, found.amount) == (why, amount)


def test_a_nursery_without_the_mark_gets_nothing() -> None:
    found = judge(place(), RATE, marked=False)
    assert (found.why, found.amount) == (Why.NO_MARK, 0)
    assert doubts_of([found], marked=False, crowded=0) == [(Doubt.NO_MARK, 1)]


def test_who_never_came_never_counts_whatever_the_setting() -> None:
    assert judge(place(attended=0), Rate(Fen(1), 0, 50), marked=True).why is Why.FEW_DAYS


def test_a_month_in_which_nobody_was_ever_away_is_looked_into() -> None:
    every = [judge(place(attended=22, person=n), RATE, marked=True) for n in (1, 2)]
    assert doubts_of(every, marked=True, crowded=3) == [
        (Doubt.CROWDED, 3), (Doubt.ALL_PRESENT, 2)
    ]  # fmt: skip
    some = [*every, judge(place(attended=21), RATE, marked=True)]
    assert doubts_of(some, marked=True, crowded=0) == []


def test_reports_sum_figure_by_figure() -> None:
    total = summed([{"places": 20, "billed": 5}, {"places": 30}])
    assert (total["places"], total["billed"], total["children"]) == (50, 5, 0)
