"""What the desk decides without asking anybody: definitions by their examples, and properties."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhuai.cases.catalogue import SHIFTS
from anhuai.cases.rules import Slot, rotate
from anhuai.desk.catalogue import CARE_LISTS, SCRIPTS, TARGETS, TICKETS, WRAP_UPS
from anhuai.desk.rules.caring import BadCare, judged
from anhuai.desk.rules.figures import Share, within
from anhuai.desk.rules.tickets import (
    BadTicket,
    DeskLevel,
    TicketState,
    above,
    after,
    level_of,
    may,
    moves,
    routed,
)
from anhuai.kernel.confidence import Confidence


def test_every_definition_says_what_its_examples_say() -> None:
    for ticket in TICKETS.values():
        for state, move, allowed in ticket.examples:
            assert may(move, state) is allowed, (ticket.title, state, move)
    for wrap in WRAP_UPS.values():
        for direction, offered in wrap.examples:
            assert wrap.is_for(direction) is offered, wrap.title
    for one in CARE_LISTS.values():
        for (held, age, heard), wanted in one.examples:
            assert one.takes(held, age, is_reached=heard) is wanted, one.title
    for script in SCRIPTS.values():
        for answers, severity in script.examples:
            assert judged(script, answers) == severity, script.title
    for target in TARGETS.values():
        for (part, whole), met in target.examples:
            assert target.is_met(Share(part, whole), target.per_mille) is met, target.title
    for shift in SHIFTS.values():
        for hour, covered in shift.examples:
            assert shift.covers(hour) is covered, shift.title


def test_nothing_here_pretends_to_be_verified() -> None:
    for catalogue in (TICKETS, WRAP_UPS, CARE_LISTS, SCRIPTS, TARGETS, SHIFTS):
        for one in catalogue.values():
            assert one.basis.confidence in (Confidence.C, Confidence.D), one.title
            assert one.basis.note


def test_definitions_name_only_what_is_there() -> None:
    assert {one.script for one in CARE_LISTS.values()} <= set(SCRIPTS)
    assert {one.opens for one in WRAP_UPS.values()} <= {"", *TICKETS}


def test_every_hour_of_the_day_is_on_duty_once() -> None:
    for hour in range(24):
        assert sum(one.covers(hour) for one in SHIFTS.values()) == 1, hour


def test_every_ticket_can_come_to_its_end() -> None:
    seen, todo = set(), [TicketState.NEW]
    while todo:
        state = todo.pop()
        seen.add(state)
        todo += [s for m in moves(state) if (s := after(m)[0]) not in seen]
    assert seen == set(TicketState)
    assert moves(TicketState.CLOSED) == moves(TicketState.WITHDRAWN) == []


@given(st.sampled_from(["620723101201", "620723101", "620723"]), st.sampled_from(list(DeskLevel)))
def test_a_matter_goes_to_a_level_that_its_place_has(place: str, level: DeskLevel) -> None:
    if len(place) < {"county": 6, "town": 9, "village": 12}[level]:
        with pytest.raises(BadTicket):
            routed(place, level)
        return
    found = routed(place, level)
    assert place.startswith(found)
    assert level_of(found) is level
    assert found.startswith(above(found))


@given(st.integers(1, 8), st.lists(st.booleans(), min_size=1, max_size=60))
def test_a_roster_is_fair_and_nobody_stands_two_running(count: int, days: list[bool]) -> None:
    from datetime import date, timedelta

    officers = list(range(1, count + 1))
    slots = [
        Slot(date(2026, 1, 1) + timedelta(days=n), part, working)
        for n, working in enumerate(days) for part in SHIFTS
    ]  # fmt: skip
    made = rotate(slots, officers)
    assert set(made) == set(slots)
    whole = [made[slot] for slot in slots]
    if count > 1:
        assert all(a != b for a, b in pairwise(whole))
    off = [made[slot] for slot in slots if not slot.is_working]
    shares = [off.count(one) for one in officers]
    assert max(shares) - min(shares) <= 2
    assert rotate(slots, officers) == made
    assert rotate(slots, []) == {}


@given(st.lists(st.one_of(st.none(), st.floats(0, 500)), max_size=50))
def test_a_share_counts_every_wait_and_no_answer_is_never_in_time(waits) -> None:
    share = within(waits, 60)
    assert share.whole == len(waits)
    assert share.part == sum(one is not None and one <= 60 for one in waits)
    assert (share.per_mille is None) is (not waits)


def test_a_share_is_never_rounded_up_to_its_target() -> None:
    assert Share(97499, 100000).per_mille == 974


def test_a_question_left_out_is_asked_for() -> None:
    with pytest.raises(BadCare) as wrong:
        judged(SCRIPTS["greeting"], {"health": "good"})
    assert wrong.value.field == "meals"
