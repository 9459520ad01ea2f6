"""What holds for whatever is due: balanced, settled exactly, the same bytes, nothing twice."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from anhuai.funds.rules.books import Move, balances, drawn, reversed_moves
from anhuai.funds.rules.settling import (
    ChangeKind,
    Due,
    Frozen,
    Line,
    LineKind,
    computed,
    computed_text,
    frozen_text,
    segments,
    thawed,
)
from anhuai.kernel.money import Fen
from anhuai.kernel.months import Month

NOW = Month(2026, 6)
amounts = st.integers(0, 500_000).map(Fen)
months = st.integers(0, 14).map(lambda ago: NOW - ago)
keys = st.tuples(st.integers(1, 6), st.sampled_from(["a", "b"]), months)


def due(person: int, scheme: str, period: Month, amount: Fen) -> Due:
    return Due(
        person=person, scheme=scheme, title="津贴", period=period, amount=amount,
        fund="county_budget", purpose="elderly_care", reason="满八十周岁",
    )  # fmt: skip


dues = st.dictionaries(keys, amounts, max_size=30).map(
    lambda found: tuple(due(*key, amount) for key, amount in found.items())
)
settled = st.dictionaries(keys, st.tuples(amounts, st.integers(1, 4)), max_size=30)
frozen = st.builds(
    Frozen,
    month=st.just(NOW),
    schemes=st.just(("a", "b")),
    is_whole=st.booleans(),
    dues=dues,
    settled=settled,
    previous=st.dictionaries(
        st.tuples(st.integers(1, 8), st.sampled_from(["a", "b"])), amounts, max_size=10
    ),
    stops=st.just({(1, "a"): "迁出"}),
    died=st.dictionaries(
        st.integers(1, 8), st.dates(date(2026, 1, 1), date(2026, 6, 30)), max_size=3
    ),
)
moves = st.lists(
    st.tuples(st.integers(1, 5), st.integers(6, 9), st.integers(1, 10**12), st.booleans()).map(
        lambda m: Move(m[0], m[1], m[2]) if m[3] else Move(m[1], m[0], m[2])
    ),
    max_size=40,
)


@given(moves)
def test_whatever_moves_the_books_add_up_to_nothing(made: list[Move]) -> None:
    assert sum(balances(made).values()) == 0


@given(moves)
def test_a_reversal_leaves_every_account_as_it_was(made: list[Move]) -> None:
    assert not any(balances(made + reversed_moves(made)).values())


@given(st.integers(0, 100), st.integers(-50, 100), st.integers(-50, 100))
def test_what_is_drawn_is_there_and_earmarked_money_goes_first(
    needed: int, marked: int, general: int
) -> None:
    parts = drawn(needed, marked, general)
    if parts is None:
        assert needed > max(marked, 0) + max(general, 0) or needed > max(marked, 0)
        assert needed - min(needed, max(marked, 0)) > max(general, 0)
        return
    assert sum(parts) == needed
    assert parts[0] == min(needed, max(marked, 0))
    assert 0 <= parts[1] <= max(general, 0)


@given(frozen)
def test_after_a_run_exactly_what_is_due_is_settled_but_what_was_blocked(one: Frozen) -> None:
    made = computed(one)
    held = {key: amount for key, (amount, _count) in one.settled.items()}
    for line in made.lines:
        key = (line.due.person, line.due.scheme, line.due.period)
        assert line.before == held.get(key, 0)
        held[key] = Fen(line.before + line.amount)
    for wanted in one.dues:
        key = (wanted.person, wanted.scheme, wanted.period)
        died = one.died.get(wanted.person)
        late = died is not None and wanted.period > Month.of(died)
        if not late or held.get(key, 0) > wanted.amount:
            assert held.get(key, 0) == wanted.amount
        else:
            assert held.get(key, 0) <= wanted.amount


@given(frozen)
def test_the_same_run_again_pays_nothing(one: Frozen) -> None:
    made = computed(one)
    after = dict(one.settled)
    for line in made.lines:
        key = (line.due.person, line.due.scheme, line.due.period)
        after[key] = (line.due.amount, line.sequence + 1)
    again = Frozen(
        one.month, one.schemes, one.is_whole, one.dues, after, one.previous, one.stops, one.died
    )
    assert not computed(again).lines


@given(frozen)
def test_frozen_facts_compute_the_same_bytes_in_whatever_order_they_came(one: Frozen) -> None:
    turned = Frozen(
        one.month, one.schemes[::-1], one.is_whole, one.dues[::-1],
        dict(reversed(one.settled.items())), one.previous, one.stops, one.died,
    )  # fmt: skip
    assert frozen_text(turned) == frozen_text(one)
    assert computed_text(computed(thawed(frozen_text(turned)))) == computed_text(computed(one))


@given(frozen)
def test_every_difference_to_last_month_is_explained(one: Frozen) -> None:
    made = computed(one)
    told = {(c.person, c.scheme, c.kind) for c in made.changes}
    assert all(c.why for c in made.changes)
    for line in made.lines:
        key = (line.due.person, line.due.scheme)
        if line.kind is LineKind.REGULAR and line.amount != one.previous.get(key, 0):
            assert {(*key, ChangeKind.NEW), (*key, ChangeKind.CHANGED)} & told
        elif line.kind is not LineKind.REGULAR:
            assert (*key, ChangeKind(line.kind.value)) in told


@given(st.dictionaries(months, amounts.filter(bool), min_size=1))
def test_segments_are_whole_months_in_order_and_sum_up(found: dict[Month, Fen]) -> None:
    lines = [
        Line(due(1, "a", month, amount), LineKind.BACK_PAY, 0, Fen(0), amount)
        for month, amount in found.items()
    ]
    parts = segments(lines)
    assert sum(part.total for part in parts) == sum(found.values())
    assert sum(part.months for part in parts) == len(found)
    for earlier, later in pairwise(parts):
        assert earlier.last < later.first
        assert earlier.last + 1 != later.first or earlier.monthly != later.monthly
