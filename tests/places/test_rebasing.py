"""Pure rules of reforms: shares, codes, and figures told in other units."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhuai.places.rules import (
    BadReform,
    Link,
    Moves,
    Step,
    Succession,
    next_code,
    origins,
    rebase,
    shares_by_weight,
    shares_of,
    villages_follow,
)

FIRST = date(2020, 1, 1)
LAST = date(2030, 1, 1)
UNITS = [f"620723{n}" for n in range(101, 106)]


@st.composite
def histories(draw: st.DrawFn) -> list[Step]:
    """Any sequence of mergers and splits of whichever units there are."""
    current, free, steps = list(UNITS), 200, []
    for at in range(draw(st.integers(0, 6))):
        olds = draw(st.lists(st.sampled_from(current), min_size=1, max_size=3, unique=True))
        count = draw(st.integers(1, 3))
        news = [f"620723{free + n}" for n in range(count)]
        if draw(st.booleans()):
            news[0] = olds[0]
        free += count
        weights = draw(st.lists(st.integers(1, 999), min_size=count, max_size=count))
        shares = shares_by_weight(weights)
        links = [Link(old, new, s) for old in olds for new, s in zip(news, shares, strict=True)]
        steps.append(Step(FIRST + timedelta(days=30 * (at + 1)), links))
        current = sorted({*current, *news} - {old for old in olds if old not in news})
    return steps


def current_after(steps: list[Step]) -> list[str]:
    found = set(UNITS)
    for step in steps:
        found -= {link.old for link in step.links}
        found |= {link.new for link in step.links}
    return sorted(found)


@given(histories())
def test_shares_of_every_unit_come_to_one(steps: list[Step]) -> None:
    for unit in UNITS:
        assert sum(shares_of(unit, steps, day=FIRST, until=LAST).values()) == 1


@given(histories(), st.lists(st.integers(0, 100_000), min_size=5, max_size=5))
def test_population_is_conserved(steps: list[Step], counts: list[int]) -> None:
    values = dict(zip(UNITS, map(Decimal, counts), strict=True))
    made = [rebase(u, values, steps, day=FIRST, until=LAST) for u in current_after(steps)]
    assert sum(one.value or 0 for one in made) == pytest.approx(sum(counts))


@given(histories())
def test_origins_and_shares_tell_the_same(steps: list[Step]) -> None:
    for unit in current_after(steps):
        for old in UNITS:
            gives = unit in shares_of(old, steps, day=FIRST, until=LAST)
            assert gives == (old in origins(unit, steps, day=FIRST, until=LAST))


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=9).filter(any))
def test_weighed_shares_come_to_one(weights: list[int]) -> None:
    shares = shares_by_weight(weights)
    assert sum(shares) == 1
    assert all(0 <= share <= 1 for share in shares)


def test_a_figure_on_the_day_itself_is_in_the_new_units() -> None:
    leap = date(2024, 2, 29)
    steps = [Step(leap, [Link(UNITS[0], "620723300", Decimal(1))])]
    values = {UNITS[0]: Decimal(5), "620723300": Decimal(7)}
    assert rebase("620723300", values, steps, day=leap, until=LAST).value == 7
    assert rebase("620723300", values, steps, day=date(2024, 2, 28), until=LAST).value == 5


def test_a_missing_figure_leaves_none_and_a_part_is_an_estimate() -> None:
    steps = [Step(date(2024, 1, 1), [
        Link(UNITS[0], UNITS[1], Decimal("0.4")), Link(UNITS[0], UNITS[0], Decimal("0.6")),
        Link(UNITS[1], UNITS[1], Decimal(1)),
    ])]  # fmt: skip
    made = rebase(UNITS[1], {UNITS[1]: Decimal(10)}, steps, day=FIRST, until=LAST)
    assert (made.value, made.missing) == (None, [UNITS[0]])
    values = {UNITS[0]: Decimal(100), UNITS[1]: Decimal(10)}
    made = rebase(UNITS[1], values, steps, day=FIRST, until=LAST)
    assert (made.value, made.is_estimate) == (50, True)


def test_a_village_keeps_its_number_or_takes_the_next_of_its_class() -> None:
    assert next_code("620723102", "620723101201", set()) == "620723102201"
    assert next_code("620723102", "620723101201", {"620723102201"}) == "620723102202"
    assert next_code("620723102", "620723101001", {"620723102001"}) == "620723102002"
    assert next_code("620723102", "620723101399", {"620723102399"}) == "620723102200", "a gap"
    taken = {f"620723102{n:03d}" for n in range(1, 200)}
    with pytest.raises(BadReform, match="没有空闲"):
        next_code("620723102", "620723101001", taken)


def test_villages_of_a_town_that_ends_follow_and_of_one_that_goes_on_stay() -> None:
    rows = [Succession(UNITS[0], UNITS[1], "镇"), Succession(UNITS[1], UNITS[1], "镇")]
    villages = {f"{UNITS[0]}201": "甲村", f"{UNITS[1]}201": "乙村"}
    found = villages_follow(rows, villages, set(villages))
    assert [(row.old, row.new) for row in found] == [(f"{UNITS[0]}201", f"{UNITS[1]}202")]
    moves = Moves([*rows, *found])
    assert moves.target(f"{UNITS[0]}201") == f"{UNITS[1]}202"
    assert moves.target(f"{UNITS[0]}999") == UNITS[1], "an unknown village goes to the town"
    assert moves.target(f"{UNITS[1]}201") is None
