"""Vouchers and hours: credited once a month, spent once an order, never more than there is."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.funds.conftest import ON, approve, due, prepare
from tests.people import small

from anhuai.funds import actions, queries
from anhuai.funds.actions import BadRun, BadSpending, Order, spending
from anhuai.funds.models import Claim, Spending, Voucher
from anhuai.funds.rules.books import Unit
from anhuai.funds.rules.settling import most_withheld
from anhuai.funds.rules.vouchers import Credit, Left, chosen
from anhuai.kernel.money import Fen
from anhuai.kernel.months import Month
from anhuai.platform import clock, parameters
from anhuai.platform.acting import Actor, NotHere, Refused


@given(
    st.integers(1, 500),
    st.lists(st.tuples(st.integers(0, 200), st.one_of(st.none(), st.integers(0, 40))), max_size=6),
)
def test_what_ends_first_is_spent_first_and_never_more(needed, held) -> None:
    rows = [
        Left(key, left, None if days is None else date(2026, 1, 1) + timedelta(days=days))
        for key, (left, days) in enumerate(held)
    ]
    found = chosen(needed, rows)
    if found is None:
        assert sum(one.left for one in rows) < needed
        return
    took = dict(found)
    assert sum(took.values()) == needed
    ends = {one.key: one.until or date.max for one in rows}
    for one in rows:
        assert 0 <= took.get(one.key, 0) <= one.left
        if one.left > took.get(one.key, 0):  # something is left: nothing later was touched
            assert all(ends[key] <= ends[one.key] for key in took)


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(0, 90), st.integers(0, 10**5))
def test_never_the_whole_of_a_payment_is_withheld(amount, left, share, withheld) -> None:
    found = most_withheld(amount, left=left, share=share, withheld=withheld)
    assert 0 <= found <= min(left, amount - 1)
    assert not found or found + withheld <= (amount + withheld) * share // 100
    assert most_withheld(amount, left=left, share=0, withheld=withheld) == 0


def credit_of(person: int, amount: int = 10_000, *, ago: int = 0, unit: Unit = Unit.FEN) -> Credit:
    month = Month.of(clock.today()) - ago
    return Credit(
        person=person, scheme="elder_care_voucher", title="养老服务消费补贴", period=month,
        unit=unit, amount=amount, since=month.first, until=(month + 2).first, reason="符合条件",
    )  # fmt: skip


def order(key: str, amount: int = 6_000) -> Order:
    return Order(key=key, amount=amount, unit=Unit.FEN, says="上门助浴", at="（虚构）服务站")


@pytest.mark.django_db
def test_a_month_is_credited_once_and_spent_in_parts(people, officer: Actor) -> None:
    one = people[0]
    today = clock.today()
    for made in (1, 0):
        done = actions.credit(officer, credits=[credit_of(one)], on=today)
        assert (done.made, done.stood) == (made, 1 - made)
    actions.credit(officer, credits=[credit_of(one, 3_000, ago=1)], on=today)
    spent = actions.spend(officer, person=one, order=order("A-1"), on=today)
    assert sum(part for _key, part in spent.parts) == 6_000
    older = Voucher.objects.get(period=(Month.of(today) - 1).first)
    assert older.spent == 3_000  # what ends first went first
    with pytest.raises(BadSpending) as refused:
        actions.spend(officer, person=one, order=order("A-1", 100), on=today)
    assert refused.value.code == "twice"
    with pytest.raises(BadSpending) as refused:
        actions.spend(officer, person=one, order=order("A-2", 7_001), on=today)
    assert refused.value.code == "left"
    assert queries.left_of(person=one, scheme="elder_care_voucher", on=today) == 7_000
    held = queries.person_balance(officer, person=one)["held"]
    assert held == [("elder_care_voucher", "fen", 7_000)]
    over = Month.of(today) + 2
    assert queries.left_of(person=one, scheme="elder_care_voucher", on=over.first) == 0


@pytest.mark.django_db
def test_the_tables_refuse_what_must_never_happen(people, officer: Actor) -> None:
    one = people[0]
    actions.credit(officer, credits=[credit_of(one)], on=clock.today())
    held = Voucher.objects.get()
    for wrong in ({"spent": held.amount + 1}, {"spent": -1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Voucher.objects.filter(pk=held.pk).update(**wrong)
    actions.spend(officer, person=one, order=order("B-1", 1), on=clock.today())
    row = Spending.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.django_db
@pytest.mark.parametrize(("key", "code"), [("C-2", "left"), ("C-1", "twice")])
def test_two_counters_in_the_same_second(
    people, officer: Actor, monkeypatch, key: str, code: str
) -> None:
    """The second counter has read the balance when the first spends it: it is refused."""
    one = people[0]
    actions.credit(officer, credits=[credit_of(one)], on=clock.today())
    plain = spending._take

    def overtaken(*args: object) -> None:
        monkeypatch.setattr(spending, "_take", plain)
        actions.spend(officer, person=one, order=order("C-1"), on=clock.today())
        plain(*args)

    monkeypatch.setattr(spending, "_take", overtaken)
    with pytest.raises(BadSpending) as refused, transaction.atomic():
        actions.spend(officer, person=one, order=order(key), on=clock.today())
    assert refused.value.code == code


@pytest.mark.django_db
def test_the_pages_of_vouchers(people, officer: Actor) -> None:
    one = people[0]
    actions.credit(officer, credits=[credit_of(one)], on=clock.today())
    clerk = small.browser(small.holder("town_clerk", division=small.TOWN))
    assert "100.00 元" in clerk.get("/funds/vouchers?state=open").content.decode()
    assert clerk.get("/funds/vouchers?state=used").status_code == 200
    page = f"/funds/people/{one}/spend"
    assert "100.00 元" in clerk.get(page).content.decode()
    sent = {
        "unit": "fen", "amount": "60", "key": "D-1", "says": "助浴", "on": f"{clock.today()}",
        "token": str(uuid4()),
    }  # fmt: skip
    assert clerk.post(page, sent).status_code == 302
    again = clerk.post(page, sent | {"token": str(uuid4())}).content.decode()
    assert "已经抵扣过" in again
    assert "40.00" in clerk.get(f"/people/{one}/").content.decode()
    items = small.browser(officer).get("/api/v1/funds/vouchers").json()
    assert items["items"][0]["spent"] == 6_000
    stranger = small.holder("town_clerk", division=small.OTHER_TOWN)
    other = small.browser(stranger)
    assert other.get(page).status_code == 404
    assert "100.00 元" not in other.get("/funds/vouchers").content.decode()
    with pytest.raises(NotHere):
        actions.spend(stranger, person=one, order=order("D-2"), on=clock.today())
    with pytest.raises(Refused):
        actions.spend(
            small.holder("village_worker", division=small.VILLAGE), person=one,
            order=order("D-3"), on=clock.today(),
        )  # fmt: skip


# set off ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_claim_is_set_off_only_where_the_county_allows_it(
    people, money, officer: Actor, second: Actor, monkeypatch
) -> None:
    one = people[0]
    first = prepare(officer, due(one, 10_000))
    approve(first, officer, second)
    claim_run = prepare(officer, due(one, 4_000), code="again", is_whole=False)
    approve(claim_run, officer, second)
    claim = Claim.objects.get()
    payment = first.payments.get()
    ask = {"claim": claim.pk, "payment": payment.pk, "on": ON, "heard": "本人同意"}
    with pytest.raises(BadRun) as refused:  # nobody decided a share
        actions.set_off(officer, **ask, amount=Fen(100))
    assert refused.value.code == "amount"
    monkeypatch.setattr(parameters, "value", lambda _key, on: 30)
    for bad, code in (
        ({"amount": Fen(3_001)}, "amount"), ({"amount": Fen(3_000), "heard": " "}, "heard"),
        ({"amount": Fen(1), "payment": 0}, "payment"),
    ):  # fmt: skip
        with pytest.raises(BadRun) as refused:
            actions.set_off(officer, **ask | bad)
        assert refused.value.code == code
    actions.set_off(officer, **ask, amount=Fen(3_000))
    payment.refresh_from_db()
    claim.refresh_from_db()
    assert (payment.amount, claim.received) == (7_000, 3_000)
    with pytest.raises(BadRun):  # the share of this payment is used up
        actions.set_off(officer, **ask, amount=Fen(1))
    balance = next(one for one in queries.account_balances(officer, year=2026)
                   if one.purpose == "elderly_care")  # fmt: skip
    assert (balance.commitment, balance.payment) == (7_000, 0)
    assert balance.budget == 3_000
    first.refresh_from_db()
    with pytest.raises(BadRun):
        actions.cancel_run(officer, run=first.pk, version=first.version, reason="撤销试试")
    page = small.browser(officer).get(f"/funds/claims/{claim.pk}/set-off").content.decode()
    assert "最多抵扣 0.00 元" in page


def test_the_account_shows_every_movement_in_double_entry_to_the_family_too(
    officer: Actor, people: list[int]
) -> None:
    person = people[0]
    given = Credit(
        person=person, scheme="care_hours", title="服务时长", period=Month(2026, 5),
        unit=Unit.MINUTES, amount=600, since=date(2026, 5, 1), until=None, reason="示例",
    )  # fmt: skip
    actions.credit(officer, credits=[given], on=ON)
    order = Order(key="order:1", amount=90, unit=Unit.MINUTES, says="上门助洁一次")
    actions.spend(officer, person=person, order=order, on=ON)
    found = queries.person_account(officer, person=person)
    assert found.held == [("care_hours", "minutes", 510)]
    assert [(one.source, one.target, one.amount, one.left) for one in found.movements] == [
        ("held", "spent", 90, 510), ("issued", "held", 600, 600),
    ]  # fmt: skip
    client = small.browser(officer)
    page = client.get(f"/funds/people/{person}/held").content.decode()
    for words in ("服务时长", "上门助洁一次", "510", "个人账户"):
        assert words in page
    other = small.browser(small.holder("town_clerk", division=small.OTHER_TOWN))
    assert other.get(f"/funds/people/{person}/held").status_code == 404
    empty = client.get(f"/funds/people/{people[2]}/held").content.decode()
    assert "还没有发放过" in empty
