"""The pure part: priorities by their examples, the order, beds that add up, contracts."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhuai.kernel.money import Fen
from anhuai.placements.catalogue import PRIORITIES
from anhuai.placements.rules.beds import (
    BedFact,
    HoldFact,
    Known,
    Reported,
    board,
    differences,
    occupancy,
)
from anhuai.placements.rules.contract import Grade, Risk, Terms, breaches, focus, risk_problem
from anhuai.placements.rules.priority import (
    LAST,
    Facts,
    explained,
    not_eligible,
    ordered,
    positions,
    rules_on,
    standing,
)
from anhuai.placements.rules.words import BedState

DAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("code", "example"),
    [(code, one) for code, definition in PRIORITIES.items() for one in definition.examples],
    ids=lambda value: value if isinstance(value, str) else value.says,
)
def test_every_rule_does_what_its_examples_say(code, example) -> None:
    assert PRIORITIES[code].test(example.facts, example.on) is example.holds


def test_every_rule_is_dated_and_has_a_rank_of_its_own() -> None:
    ranks = [one.rank for one in PRIORITIES.values()]
    assert sorted(ranks) == list(range(1, len(ranks) + 1))
    assert PRIORITIES["tekun"].rank == 1
    assert not PRIORITIES["tekun"].in_force(date(2013, 6, 30))


def facts(key: int = 1, **more: object) -> Facts:
    given_ = {"key": key, "applied_on": date(2026, 1, 1), "born": date(1950, 1, 1),
              "circumstances": {}} | more  # fmt: skip
    return Facts(**given_)  # type: ignore[arg-type]


applicants = st.lists(
    st.builds(
        facts,
        key=st.integers(1, 500),
        applied_on=st.dates(date(2024, 1, 1), DAY),
        born=st.dates(date(1920, 1, 1), date(1966, 1, 1)),
        circumstances=st.dictionaries(
            st.sampled_from(["tekun", "dibao", "edge", "special_fp_family"]), st.just("")
        ),
        level=st.one_of(st.none(), st.integers(0, 4)),
    ),
    max_size=30,
    unique_by=lambda one: one.key,
)


@given(applicants, st.randoms())
def test_the_order_does_not_depend_on_the_order_of_asking(some, luck) -> None:
    rules = rules_on(PRIORITIES, DAY)
    first = ordered(some, rules)
    shuffled = list(some)
    luck.shuffle(shuffled)
    assert ordered(shuffled, rules) == first
    by_key = {one.key: one for one in some}
    for one, other in pairwise(first):
        assert (one.rank, one.applied_on, one.key) < (other.rank, other.applied_on, other.key)
        assert standing(by_key[one.key], rules) == one
    assert sorted(positions(first).values()) == list(range(1, len(some) + 1))


@given(applicants)
def test_why_says_the_same_as_the_order(some) -> None:
    rules = rules_on(PRIORITIES, DAY)
    for one in some:
        held = [why for why in explained(one, rules) if why.holds]
        assert standing(one, rules).rank == (held[0].rank if held else LAST)


def test_a_county_may_rank_otherwise_or_switch_a_rule_off() -> None:
    poor = facts(circumstances={"dibao": ""}, level=3)
    off = rules_on(PRIORITIES, DAY, {"hardship_disabled": 0, "disabled": 1, "tekun": 2})
    assert standing(poor, off).code == "disabled"
    assert standing(poor, rules_on(PRIORITIES, DAY)).code == "hardship_disabled"


def test_who_may_wait() -> None:
    assert not_eligible(facts(born=date(1966, 6, 1)), DAY) == ""
    assert not_eligible(facts(born=date(1966, 6, 2)), DAY) == "age"
    assert not_eligible(facts(is_resident=False), DAY) == "elsewhere"


beds = st.lists(
    st.builds(BedFact, label=st.sampled_from("abcdefgh"), in_service=st.booleans()),
    unique_by=lambda one: one.label, max_size=8,
)  # fmt: skip
holds = st.lists(
    st.builds(
        lambda label, since, days, reserved: HoldFact(
            label, DAY + timedelta(since),
            None if days is None else DAY + timedelta(since + days), reserved,
        ),
        st.sampled_from("abcdefghij"), st.integers(-30, 30),
        st.one_of(st.none(), st.integers(0, 30)), st.booleans(),
    ),
    max_size=20,
)  # fmt: skip


@given(beds, holds, st.integers(-40, 40))
def test_beds_always_add_up_and_what_cannot_be_is_named(some, held, day) -> None:
    on = DAY + timedelta(day)
    now = board(some, held, on)
    assert sum(now.count(state) for state in BedState) == now.beds == len(some)
    covering = Counter(one.label for one in held if one.covers(on))
    in_service = {one.label: one.in_service for one in some}
    wrong = {
        label for label, count in covering.items() if count > 1 or not in_service.get(label, False)
    }
    assert set(now.odd) == wrong
    assert now.open_beds == now.beds - now.count(BedState.OUT)


def test_a_report_is_held_against_the_records() -> None:
    known = Known(beds=10, open_beds=9, residents=6, away=1, free=3)
    assert differences(Reported(residents=6, away=1, free=3), known) == []
    assert differences(Reported(residents=11, away=1, free=0), known) == [
        "more_than_beds", "more_than_all", "residents", "free",
    ]  # fmt: skip
    assert "away_more" in differences(Reported(residents=1, away=2, free=3), known)


def test_occupancy_of_nothing_is_unknown() -> None:
    assert occupancy(0, 0) is None
    assert occupancy(13, 20) == 6500


def contract(**more: object) -> Terms:
    given_ = {"signed_on": DAY, "bed_fee": Fen(100_000), "care_fee": Fen(50_000)} | more
    return Terms(**given_)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "ownership", "codes"),
    [
        ({"prepaid_months": 12}, "private", []),
        ({"prepaid_months": 13}, "private", ["months"]),
        ({"deposit": Fen(1_200_000), "in_custody": True}, "public", []),
        ({"deposit": Fen(1_200_001), "in_custody": True}, "public", ["deposit"]),
        ({"membership": Fen(1_800_000), "in_custody": True}, "private", []),
        ({"membership": Fen(1_800_001), "in_custody": True}, "private", ["membership"]),
        ({"membership": Fen(1), "in_custody": True}, "public_built_privately_run",
         ["membership_public"]),
        ({"deposit": Fen(1)}, "private", ["custody"]),
    ],
)  # fmt: skip
def test_what_is_paid_ahead_has_caps(more, ownership, codes) -> None:
    assert [one.code for one in breaches(contract(**more), ownership)] == codes


def test_all_nine_risks_and_the_family() -> None:
    whole = {str(one): Grade.LOW for one in Risk}
    assert len(whole) == 9
    assert risk_problem(whole, "女儿") == ""
    assert risk_problem(whole, " ") == "told"
    assert risk_problem(whole | {"fall": "maybe"}, "女儿") == "risks"
    graded = whole | {"fall": "middle", "choking": "middle", "elopement": "high"}
    assert focus(graded) == [Risk.ELOPEMENT, Risk.CHOKING, Risk.FALL]
