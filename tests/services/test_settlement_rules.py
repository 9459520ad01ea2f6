"""What is paid and what is not: each reason, chains, sums, order, the same bytes, the draw."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhuai.kernel.money import Fen
from anhuai.services.catalogue import ANOMALIES
from anhuai.services.rules.anomalies import Limits, screened, sketch
from anhuai.services.rules.freezing import computed_text, frozen_text, thawed
from anhuai.services.rules.purchase import (
    BadPurchase,
    Listed,
    Paper,
    Standing,
    Terms,
    refuse_ceiling,
    refuse_unfit,
    stands,
)
from anhuai.services.rules.sampling import draw
from anhuai.services.rules.settlement import (
    Before,
    Fact,
    Findings,
    Frozen,
    LineKind,
    Reason,
    Share,
    computed,
    netted,
    pots_of,
)

MAY = date(2026, 5, 1)
LISTED = (Listed(date(2026, 1, 1), None, (Paper("registration", date(2020, 1, 1)),)),)


def terms(left: int = 1_000_000, **more: object) -> Terms:
    told = {
        "key": 7, "number": "HT1", "since": date(2026, 1, 1), "until": date(2027, 1, 1),
        "left": Fen(left), "prices": {"cleaning": 4_000}, **more,
    }  # fmt: skip
    return Terms(**told)  # type: ignore[arg-type]


def order(key: int = 1, bought: int = 4_000, *more: Share, **told: object) -> Fact:
    shares = (Share("government", bought), *more) if bought else more
    return replace(sketch(key), **{"shares": shares, **told})  # type: ignore[arg-type]


def frozen(*orders: Fact, **more: object) -> Frozen:
    told = {"listed": LISTED, "contracts": (terms(),), **more}
    return Frozen(month=MAY, organisation=1, orders=orders, **told)  # type: ignore[arg-type]


def why(one: Frozen) -> Reason:
    made = computed(one)
    assert not made.lines
    return made.unpaid[0].reason


def test_a_proven_order_is_paid_under_its_contract_and_what_the_elder_pays_is_only_told() -> None:
    made = computed(frozen(order(1, 3_000, Share("voucher", 500), Share("self", 500))))
    (line,) = made.lines
    assert (line.sums, line.amount, line.own) == ((3_000, 0, 500, 0), 3_500, 500)
    assert (line.contract, line.kind, line.sequence) == (7, LineKind.REGULAR, 0)
    assert made.of_contracts == {7: 3_000}


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"state": "cancelled"}, Reason.CANCELLED),
        ({"state": "no_show"}, Reason.NO_SHOW),
        ({"state": "disputed"}, Reason.DISPUTED),
        ({"state": "started"}, Reason.NOT_DONE),
        ({"proven": False}, Reason.NO_PROOF),
        ({"confirmed": "none"}, Reason.UNSIGNED),
        ({"confirmed": "exception"}, Reason.UNSIGNED),
        ({"service": "massage"}, Reason.OUTSIDE),
        ({"shares": (Share("self", 100),)}, Reason.NOTHING),
        ({"shares": (Share("voucher", 100, taken=False),)}, Reason.UNSPENT),
        ({"shares": (Share("government", 4_001),)}, Reason.PRICE),
    ],
)
def test_each_reason_not_to_pay(told: dict[str, object], reason: Reason) -> None:
    assert why(frozen(replace(order(), **told))) is reason  # type: ignore[arg-type]
    assert reason.title_zh
    assert reason.title_en


def test_contract_list_licence_and_ceiling_bind_government_money_alone() -> None:
    day = order().day
    ended = (Listed(date(2026, 1, 1), day, LISTED[0].papers),)
    expired = (Listed(date(2026, 1, 1), None, (Paper("food", date(2020, 1, 1), day),)),)
    assert why(frozen(order(), listed=())) is Reason.NOT_LISTED
    assert why(frozen(order(), listed=ended)) is Reason.NOT_LISTED
    assert why(frozen(order(), listed=expired)) is Reason.LICENCE
    assert why(frozen(order(), contracts=(terms(until=day),))) is Reason.OUTSIDE
    assert why(frozen(order(), contracts=(terms(left=3_999),))) is Reason.CEILING
    paid = computed(frozen(order(1, 0, Share("subsidy", 900)), listed=(), contracts=()))
    assert paid.totals == (0, 900, 0, 0)


def test_the_ceiling_is_spent_by_day_and_number_and_never_passed() -> None:
    three = [order(key) for key in (3, 1, 2)]
    made = computed(frozen(*three, contracts=(terms(left=9_000),)))
    assert [line.order.key for line in made.lines] == [1, 2]
    assert [(one.order.key, one.reason) for one in made.unpaid] == [(3, Reason.CEILING)]


def test_an_anomaly_holds_until_a_person_decides_and_a_denial_is_not_paid() -> None:
    assert why(frozen(order(), findings={1: Findings(open=("travel",))})) is Reason.HELD
    assert why(frozen(order(), findings={1: Findings(upheld=("travel",))})) is Reason.REFUSED
    assert why(frozen(order(), denied=frozenset({1}))) is Reason.CALL_BACK
    cleared = frozen(order(confirmed="none"), findings={1: Findings(cleared=("unsigned",))})
    assert computed(cleared).total == 4_000
    allowed = frozen(order(confirmed="none"), allowed=frozenset({1}), denied=frozenset({1}))
    assert computed(allowed).total == 4_000
    unproven = frozen(order(proven=False), allowed=frozenset({1}))
    assert why(unproven) is Reason.NO_PROOF  # against proof only


def test_a_paid_order_is_paid_no_more_and_what_was_found_wrong_is_taken_back_once() -> None:
    before = {1: Before((4_000, 0, 0, 0), 1, 7)}
    april = replace(order(), day=date(2026, 4, 6))
    assert not computed(frozen(april, settled=before)).lines
    (back,) = computed(frozen(replace(april, state="cancelled"), settled=before)).lines
    assert (back.amount, back.sequence, back.kind) == (-4_000, 1, LineKind.CORRECTION)
    assert back.reason is Reason.CANCELLED
    again = {1: Before((0, 0, 0, 0), 2, 7)}
    assert not computed(frozen(replace(april, state="cancelled"), settled=again)).lines
    held = frozen(april, settled=before, findings={1: Findings(open=("same_photo",))})
    assert not computed(held).lines  # an undecided doubt takes nothing back
    assert not computed(frozen(april, settled=before, contracts=())).lines  # nor a contract's end


def test_a_difference_goes_to_the_next_statement_and_payers_do_not_make_good_for_each_other() -> (
    None
):
    late = replace(order(1, 3_000), day=date(2026, 4, 6))
    made = computed(frozen(late, order(2, 0, Share("voucher", 500)),
                           settled={1: Before((4_000, 0, 0, 0), 1, 7)}))  # fmt: skip
    pays, carries = netted(pots_of(made), {("voucher", 0): -100})
    assert pays == {("voucher", 0): 400}
    assert carries == {("government", 7): -1_000}
    pays, carries = netted({("government", 7): 1_500}, carries)
    assert (pays, carries) == ({("government", 7): 500}, {})


def test_an_order_of_an_earlier_month_is_paid_late() -> None:
    (line,) = computed(frozen(replace(order(), day=date(2026, 4, 30)))).lines
    assert line.kind is LineKind.LATE
    refused = replace(order(proven=False), day=date(2026, 4, 30))
    assert not computed(frozen(refused)).unpaid  # told once, in its own month


# properties -----------------------------------------------------------------------------------

shares = st.lists(
    st.builds(
        Share, st.sampled_from(["government", "subsidy", "voucher", "donation", "self"]),
        st.integers(0, 5_000), st.booleans(),
    ),
    max_size=3, unique_by=lambda one: one.payer,
)  # fmt: skip
facts = st.builds(
    order, st.integers(1, 40), st.just(0),
    state=st.sampled_from(["confirmed", "confirmed", "done", "cancelled", "disputed", "started"]),
    confirmed=st.sampled_from(["signature", "code", "none"]), proven=st.booleans(),
    day=st.dates(date(2026, 3, 1), date(2026, 5, 31)), shares=shares.map(tuple),
    service=st.sampled_from(["cleaning", "bathing"]),
)  # fmt: skip


@st.composite
def months(draw: st.DrawFn) -> Frozen:
    orders = draw(st.lists(facts, max_size=12, unique_by=lambda one: one.key))
    keys = [one.key for one in orders]
    chosen = st.frozensets(st.sampled_from(keys)) if keys else st.just(frozenset())
    settled = {
        key: Before((draw(st.integers(0, 5_000)), draw(st.integers(0, 900)), 0, 0), 1, 7)
        for key in sorted(draw(chosen))
    }
    kinds = st.sampled_from([Findings(open=("travel",)), Findings(upheld=("hours",)), Findings()])
    return frozen(
        *orders, settled=settled, denied=draw(chosen), allowed=draw(chosen),
        findings={key: draw(kinds) for key in sorted(draw(chosen))},
        contracts=(terms(left=draw(st.integers(0, 20_000))),),
    )  # fmt: skip


@given(months())
def test_lines_sum_to_the_total_and_no_contract_is_overspent(one: Frozen) -> None:
    made = computed(one)
    assert made.total == sum(line.amount for line in made.lines)
    assert sum(pots_of(made).values()) == made.total
    assert made.of_contracts.get(7, 0) <= one.contracts[0].left
    keys = [line.order.key for line in made.lines]
    assert len(keys) == len(set(keys))
    assert not set(keys) & {item.order.key for item in made.unpaid}


@given(months(), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_changes_nothing_and_frozen_text_gives_the_same_bytes(
    one: Frozen, chance: Random
) -> None:
    orders = list(one.orders)
    chance.shuffle(orders)
    other = replace(one, orders=tuple(orders))
    assert frozen_text(other) == frozen_text(one)
    assert computed_text(computed(other)) == computed_text(computed(one))
    assert computed_text(computed(thawed(frozen_text(one)))) == computed_text(computed(one))


@given(months())
def test_settling_what_was_settled_settles_nothing_more(one: Frozen) -> None:
    settled = dict(one.settled)
    for line in computed(one).lines:
        was = settled.get(line.order.key, Before((0, 0, 0, 0), 0))
        sums = tuple(a + b for a, b in zip(was.sums, line.sums, strict=True))
        settled[line.order.key] = Before(sums, was.lines + 1, line.contract)  # type: ignore[arg-type]
    left = one.contracts[0].left - computed(one).of_contracts.get(7, 0)
    again = replace(one, settled=settled, contracts=(terms(left=left),))
    assert not computed(again).lines


def test_what_an_order_gives_back_pays_another_of_the_same_month() -> None:
    first, second = order(1, day=date(2026, 5, 2)), order(2, day=date(2026, 5, 3))
    due = 4_000
    one = frozen(
        first, second, settled={2: Before((2 * due, 0, 0, 0), 1, 7)}, contracts=(terms(left=0),)
    )
    assert [(line.order.key, line.sums[0]) for line in computed(one).lines] == [(1, due), (2, -due)]


# anomalies, the draw, undertakers ---------------------------------------------------------------


@pytest.mark.parametrize("code", sorted(ANOMALIES))
def test_every_anomaly_finds_what_its_examples_say(code: str) -> None:
    one = ANOMALIES[code]
    assert len(one.examples) >= 2
    for example in one.examples:
        found = {item.order for item in one.find(example.orders, Limits())}
        assert tuple(sorted(found)) == example.found, example.says
    assert "%(measure)s" in one.told or "%(other)s" in one.told or code == "unsigned"


def test_screening_does_not_depend_on_the_order_and_looks_at_finished_services_alone() -> None:
    orders = [sketch(1), sketch(2, "08:50-10:00"), sketch(3, "08:55-09:30", state="cancelled")]
    found = screened(ANOMALIES, orders, Limits())
    assert found == screened(ANOMALIES, orders[::-1], Limits())
    assert set(found) == {(1, "overlap"), (2, "overlap")}


def test_the_sample_is_drawn_again_by_anybody_and_another_seed_draws_another() -> None:
    numbers = [f"DD{n:06d}" for n in range(200)]
    first = draw(numbers, month=MAY, seed="0521", per_cent=5, least=3)
    assert first == draw(reversed(numbers), month=MAY, seed="0521", per_cent=5, least=3)
    assert len(first) == 10
    assert set(first) != set(draw(numbers, month=MAY, seed="0522", per_cent=5, least=3))
    assert len(draw(numbers[:20], month=MAY, seed="0521", per_cent=5, least=3)) == 3
    assert draw(["DD1"], month=MAY, seed="0521", per_cent=5, least=3) == ["DD1"]


def test_of_every_kind_of_licence_one_must_be_in_force_and_yesterdays_is_refused() -> None:
    today = date(2026, 5, 6)
    papers = (Paper("registration", date(2020, 1, 1)), Paper("food", date(2023, 5, 6), today))
    found = stands(Listed(date(2026, 1, 1), None, papers), today)
    assert (found.what, found.kind, found.since) == (Standing.EXPIRED, "food", today)
    with pytest.raises(BadPurchase, match="食品经营许可已于 2026-05-05 到期") as refused:
        refuse_unfit("阳光公司", [Listed(date(2026, 1, 1), None, papers)], today)
    assert refused.value.code == "licence"
    renewed = (*papers, Paper("food", today))
    refuse_unfit("阳光公司", [Listed(date(2026, 1, 1), None, renewed)], today)
    with pytest.raises(BadPurchase, match="不在承接主体名录内"):
        refuse_unfit("阳光公司", [], today)


def test_a_ceiling_says_what_is_left() -> None:
    refuse_ceiling("HT1", ceiling=100, used=60, more=40)
    with pytest.raises(BadPurchase, match=r"剩余额度只有 0\.40 元"):
        refuse_ceiling("HT1", ceiling=100, used=60, more=41)
