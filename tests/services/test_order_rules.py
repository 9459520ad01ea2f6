"""Services as definitions, who pays an order, which provider suits it best, where it may go."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.services.conftest import refused

from anhuai.facilities.catalogue import SERVICES
from anhuai.facilities.rules import LICENCES
from anhuai.services.catalogue import CARE
from anhuai.services.queries.order_settings import _WEIGHTS
from anhuai.services.rules import ordering
from anhuai.services.rules.matching import Bar, Candidate, Reason, ranked
from anhuai.services.rules.ordering import MOVES, Wanted, check_wanted, leads_to
from anhuai.services.rules.ordering_words import OrderDoubt, OrderState, Payer
from anhuai.services.rules.sharing import Purse, own_part, split
from anhuai.workforce.catalogue import CERTIFICATES, POSTS


@pytest.mark.parametrize("code", CARE)
def test_a_service_names_what_exists_and_keeps_its_examples(code: str) -> None:
    care = CARE[code]
    assert set(care.posts) <= set(POSTS)
    assert set(care.certificates) <= set(CERTIFICATES)
    assert set(care.licences) <= set(LICENCES)
    assert len({step.code for step in care.steps}) == len(care.steps)
    assert care.must
    assert care.minutes > 0
    assert care.payers
    assert care.voucher == (Payer.VOUCHER in care.payers)
    for one in care.examples:
        assert care.may_deliver(one.posts, one.certificates) == one.may, one.says
    if code in SERVICES:
        assert care.title.startswith(SERVICES[code].title[:2]) or "康复" in care.title


@given(
    st.integers(0, 10**6), st.integers(0, 600), st.integers(0, 700), st.integers(0, 10**6),
    st.integers(0, 100), st.sampled_from([Payer.SELF, Payer.FAMILY]),
)  # fmt: skip
def test_shares_add_up_and_take_no_more_than_there_is(amount, minutes, granted, fen, percent, rest):
    purse = Purse(minutes=granted, fen=fen, percent=percent, scheme="voucher")
    shares = split(amount, minutes, purse, rest=rest)
    assert sum(one.amount for one in shares) == amount
    assert all(one.amount >= 0 for one in shares)
    by = {one.payer: one for one in shares}
    if Payer.GOVERNMENT in by:
        assert by[Payer.GOVERNMENT].quantity <= min(granted, minutes)
    if Payer.VOUCHER in by:
        left = amount - (by[Payer.GOVERNMENT].amount if Payer.GOVERNMENT in by else 0)
        assert by[Payer.VOUCHER].amount <= min(fen, left * percent // 100)
    assert own_part(shares) <= amount


def test_half_is_paid_by_the_voucher_at_home() -> None:
    shares = split(6_001, 90, Purse(fen=80_000, percent=50, scheme="v"), rest=Payer.SELF)
    assert [(one.payer, one.amount) for one in shares] == [
        (Payer.VOUCHER, 3_000), (Payer.SELF, 3_001),
    ]  # fmt: skip
    shares = split(6_000, 90, Purse(minutes=45, fen=1_000, percent=50), rest=Payer.FAMILY)
    assert [(one.payer, one.amount, one.quantity) for one in shares] == [
        (Payer.GOVERNMENT, 3_000, 45), (Payer.VOUCHER, 1_000, 1_000), (Payer.FAMILY, 2_000, 0),
    ]  # fmt: skip


def candidate(key: int, **more: object) -> Candidate:
    made = Candidate(facility=key, name=f"中心{key}", offering=key, price=6_000, metres=2_000)
    return replace(made, **more)  # type: ignore[arg-type]


def best(*some: Candidate) -> int:
    return ranked(some, _WEIGHTS, farthest=30_000)[0].one.facility


def test_each_reason_counts_and_is_said() -> None:
    plain = candidate(1)
    assert best(plain, candidate(2, metres=500)) == 2
    assert best(plain, candidate(2, price=5_000)) == 2
    assert best(plain, candidate(2, stars=490, rated=10)) == 2
    assert best(plain, candidate(2, served=2)) == 2
    assert best(candidate(1, orders=9), candidate(2, orders=1)) == 2
    assert best(plain, candidate(2, metres=1, bars=(Bar.LICENCE,))) == 1
    assert best(candidate(2), candidate(1)) == 1  # equal: by id, never by luck
    for one in ranked([plain], _WEIGHTS, farthest=30_000):
        assert {part.reason for part in one.parts} == set(Reason)
        assert all(part.says and part.says_en for part in one.parts)
        assert one.points == sum(part.points for part in one.parts)


@given(st.lists(st.builds(
    candidate, st.integers(1, 30), metres=st.one_of(st.none(), st.integers(0, 90_000)),
    price=st.integers(0, 20_000), stars=st.integers(100, 500), rated=st.integers(0, 9),
    served=st.integers(0, 9), orders=st.integers(0, 99), workers=st.integers(1, 9),
    bars=st.sampled_from([(), (Bar.SKILL,)]),
), max_size=8))  # fmt: skip
def test_points_stay_within_their_weights_and_the_barred_stand_last(some) -> None:
    found = ranked(some, _WEIGHTS, farthest=30_000)
    assert len(found) == len(some)
    seen_barred = False
    for one in found:
        assert 0 <= one.points <= sum(_WEIGHTS.values())
        assert all(0 <= part.points <= part.most for part in one.parts)
        seen_barred = seen_barred or not one.is_able
        assert not (seen_barred and one.is_able)


def test_no_step_leads_from_an_end() -> None:
    for ended in (OrderState.CONFIRMED, OrderState.CANCELLED, OrderState.NO_SHOW):
        for step in MOVES:
            if (step, ended) == ("redress", OrderState.CONFIRMED):
                continue  # what is paid stays paid, but less may count (ADR 79)
            assert refused(lambda s=step, e=ended: leads_to(s, e))[0] == "state"
    assert leads_to("start", OrderState.ACCEPTED) is OrderState.STARTED
    assert refused(lambda: leads_to("finish", OrderState.ACCEPTED))[0] == "state"


NOW = datetime(2026, 6, 15, 12, 0)  # noqa: DTZ001 - the county's own clock


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"on": date(2026, 6, 14)}, "past"), ({"on": date(2026, 8, 1)}, "far_ahead"),
        ({"units": 0}, "units"), ({"units": 13}, "units"),
        ({"earliest": time(9), "latest": time(9)}, "window"),
        ({"earliest": time(8), "latest": time(12)}, "over"),
    ],
)  # fmt: skip
def test_a_wish_that_cannot_be_says_why(more, code) -> None:
    one = Wanted(
        client=UUID(int=1), person=1, service="bathing_aid", on=date(2026, 6, 15),
        earliest=time(13), latest=time(17),
    )  # fmt: skip
    check_wanted(one, now=NOW, ahead=30)
    assert refused(lambda: check_wanted(replace(one, **more), now=NOW, ahead=30))[0] == code


def test_times_at_the_door() -> None:
    now = NOW
    ordering.check_moment(now, now, now - timedelta(hours=1))
    for at, began, code in (
        (now + timedelta(minutes=11), None, "future"), (now - timedelta(days=63), None, "too_old"),
        (now - timedelta(hours=2), now - timedelta(hours=1), "before_start"),
        (now, now - timedelta(hours=25), "too_long"),
    ):  # fmt: skip
        assert refused(lambda a=at, b=began: ordering.check_moment(a, now, b))[0] == code
    care = CARE["bathing_aid"]
    steps = tuple(care.must)
    assert ordering.doubts_at_end(care, units=1, minutes=45, steps=steps) == []
    assert ordering.doubts_at_end(care, units=1, minutes=44, steps=steps) == [OrderDoubt.SHORT]
    assert ordering.doubts_at_end(care, units=1, minutes=90, steps=()) == [OrderDoubt.STEPS]
