"""Definitions by their own examples; ranking and seats by property."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhuai.childcare.catalogue import CLASSES, OWN, PRIORITIES
from anhuai.childcare.rules.classes import carers_needed, months_old
from anhuai.childcare.rules.ranking import Applicant, digest, drawn, rank
from anhuai.childcare.rules.seats import Held, busiest, free_seat, most_standing
from anhuai.childcare.rules.words import Mode

DAY = date(2026, 9, 1)


@pytest.mark.parametrize("code", CLASSES)
def test_the_examples_of_a_class_hold(code: str) -> None:
    kind = CLASSES[code]
    assert kind.examples
    for one in kind.examples:
        assert carers_needed(kind, one.months, own=OWN) == one.carers, one.says
        assert all(kind.admits(months) for months in one.months)
        assert len(one.months) <= kind.places


@pytest.mark.parametrize("code", PRIORITIES)
def test_the_examples_of_a_priority_hold(code: str) -> None:
    for facts, holds in PRIORITIES[code].examples:
        assert PRIORITIES[code].holds(facts) is holds


def test_nobody_there_needs_nobody_and_a_setting_is_taken() -> None:
    assert carers_needed(CLASSES["mixed"], [], own=OWN) == 0
    assert carers_needed(CLASSES["mixed"], [20] * 12, own=OWN) == 3
    assert carers_needed(CLASSES["mixed"], [20] * 12, own=OWN, mixed=6) == 2


def test_months_are_full_ones() -> None:
    assert months_old(date(2025, 1, 31), date(2025, 2, 28)) == 0
    assert months_old(date(2025, 1, 31), date(2025, 3, 31)) == 2
    assert months_old(date(2025, 3, 2), date(2026, 3, 1)) == 11


applicants = st.lists(
    st.builds(
        Applicant,
        number=st.integers(1, 10_000),
        submitted=st.dates().map(str),
        groups=st.lists(st.sampled_from(["a", "b", "c"]), max_size=2).map(tuple),
        choice=st.integers(1, 3),
    ),
    max_size=40,
    unique_by=lambda one: one.number,
)


@given(applicants, st.permutations(["a", "b"]), st.sampled_from(list(Mode)), st.randoms())
def test_an_order_does_not_depend_on_how_it_was_given(given_to, order, mode, chance) -> None:
    first = rank(given_to, order=order, mode=mode, seed="s")
    shuffled = list(given_to)
    chance.shuffle(shuffled)
    assert rank(shuffled, order=order, mode=mode, seed="s") == first
    assert digest(shuffled, order, mode, "s") == digest(given_to, order, mode, "s")
    assert [one.position for one in first] == list(range(1, len(given_to) + 1))
    at = [order.index(one.group) if one.group else len(order) for one in first]
    assert at == sorted(at)


def test_a_draw_is_what_anybody_can_compute() -> None:
    import hashlib

    assert drawn("种子", 7) == hashlib.sha256("种子:7".encode()).hexdigest()
    two = [Applicant(1, "2026-01-01", (), 1), Applicant(2, "2025-01-01", (), 1)]
    order = [one.number for one in rank(two, order=[], mode=Mode.DRAW, seed="x")]
    assert order == sorted((1, 2), key=lambda number: drawn("x", number))
    assert [one.number for one in rank(two, order=[], mode=Mode.RULES)] == [2, 1]


def test_seats_are_shared_by_halves_and_free_after_the_end() -> None:
    held = [
        Held(1, DAY, None, morning=True, afternoon=False),
        Held(2, DAY, date(2026, 10, 1), morning=True, afternoon=True),
    ]
    assert free_seat(held, places=2, since=DAY, halves=(True, True)) is None
    assert free_seat(held, places=2, since=DAY, halves=(False, True)) == 1
    assert free_seat(held, places=2, since=date(2026, 10, 1), halves=(True, True)) == 2


spans = st.tuples(st.integers(8, 17), st.integers(1, 4)).map(lambda s: (s[0], min(18, sum(s))))


@given(st.lists(spans, max_size=12), st.integers(0, 4), spans)
def test_the_fullest_hour_is_never_less_than_any_hour(booked, standing, span) -> None:
    held = [Held(n, DAY, None, morning=True, afternoon=n % 2 == 0) for n in range(standing)]
    most = busiest(held, booked, day=DAY, span=span)
    for hour in range(*span):
        there = sum(one.morning if hour < 12 else one.afternoon for one in held)
        assert most >= there + sum(a <= hour < b for a, b in booked)
    booked_days = [(DAY, a, b) for a, b in booked]
    whole = most_standing(held, booked_days, since=DAY, halves=(True, True))
    assert whole <= len(held) + len(booked)
