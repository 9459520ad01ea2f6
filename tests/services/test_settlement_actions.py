"""Government purchase and settlement by their actions: paid once, by two people, under contract."""

from datetime import date, time
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.people import small
from tests.services import settling
from tests.services.conftest import elder_of, refused
from tests.services.settling import MAY, PRICE, SERVICE, SIGNED, Firm, order, sign

from anhuai.funds import actions as funds
from anhuai.funds import queries as fund_queries
from anhuai.funds.rules.books import Pot
from anhuai.kernel.money import Fen
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, Refused
from anhuai.platform.posting import Stale
from anhuai.services.actions import checking, purchase, statement_steps, statements
from anhuai.services.models import (
    CallBack,
    Contract,
    Order,
    OrderAnomaly,
    Statement,
    StatementLine,
)
from anhuai.services.queries import purchase as purchases
from anhuai.services.queries import statements as queries

ON = date(2026, 6, 10)


@pytest.fixture
def second(officer: Actor) -> Actor:
    return small.holder("county_officer", division=small.COUNTY)


@pytest.fixture
def firm(officer: Actor) -> Firm:
    one = settling.firm()
    settling.list_firm(officer, one)
    return one


@pytest.fixture
def contract(officer: Actor, firm: Firm) -> Contract:
    return sign(officer, firm)


@pytest.fixture
def person(officer: Actor) -> int:
    return elder_of(officer)


def prepare(officer: Actor, firm: Firm, month: date = MAY) -> Statement:
    return statements.prepare_statement(officer, organisation=firm.body.pk, month=month, on=ON)


def approve(officer: Actor, second: Actor, one: Statement) -> Statement:
    checked = statement_steps.check_statement(
        officer, statement=one.pk, version=one.version, on=date(2026, 7, 1)
    )
    return statement_steps.approve_statement(second, statement=one.pk, version=checked.version)


def pay(officer: Actor, one: Statement) -> Statement:
    return statement_steps.pay_statement(
        officer, statement=one.pk, version=one.version, on=ON, fund="county_budget",
        purpose="elderly_care", document="凭证1",
    )  # fmt: skip


def budget(officer: Actor, fen: int = 10_000_000) -> None:
    funds.appropriate(
        officer, pot=Pot("county_budget", 2026), amount=Fen(fen), on=ON, document="县财〔2026〕1号"
    )


# government purchase --------------------------------------------------------------------------


def test_nobody_off_the_list_or_with_a_licence_of_yesterday_is_bought_from(officer: Actor) -> None:
    one = settling.firm()
    assert refused(lambda: sign(officer, one)) == ("listed", "organisation")
    settling.list_firm(officer, one, until=SIGNED)  # its last day was yesterday
    assert refused(lambda: sign(officer, one)) == ("licence", "organisation")
    found = purchases.undertakers(officer, on=SIGNED)[0]
    assert found.stands.what == "expired"
    purchase.add_licence(
        officer, undertaker=found.one.pk,
        licence=purchase.Licence(kind="registration", number="9163", since=SIGNED),
    )  # fmt: skip
    assert sign(officer, one).used == 0


def test_what_a_contract_must_say(officer: Actor, firm: Firm, contract: Contract) -> None:
    for told, field in (
        ({"number": contract.number}, "number"), ({"ceiling": 0}, "ceiling"),
        ({"until": SIGNED}, "last"), ({"fund": "reserve"}, "fund"), ({"prices": {}}, ""),
        ({"prices": {"bathing_aid": 1}}, ""), ({"document": ""}, "document"),
    ):  # fmt: skip
        assert refused(lambda told=told: sign(officer, firm, **told))[1] == field  # type: ignore[misc]


def test_an_amendment_never_goes_below_what_is_used_and_two_at_once_are_one(
    officer: Actor, firm: Firm, contract: Contract, person: int
) -> None:
    order(firm, person)
    prepare(officer, firm)
    contract.refresh_from_db()
    assert contract.used == PRICE

    def amend(ceiling: int, version: int = 1) -> Contract:
        return purchase.amend_contract(
            officer, contract=contract.pk, version=version, ceiling=ceiling,
            until=date(2027, 3, 1), on=ON, document="补充协议", reason="延长三个月",
        )  # fmt: skip

    assert refused(lambda: amend(PRICE - 1)) == ("ceiling", "ceiling")
    assert amend(PRICE).ceiling == PRICE
    with pytest.raises(Stale):
        amend(PRICE + 1)
    assert contract.amendments.get().ceiling_before == 1_000_000
    with pytest.raises(IntegrityError), transaction.atomic():
        Contract.objects.filter(pk=contract.pk).update(used=PRICE + 1)
    ended = purchase.end_contract(
        officer, contract=contract.pk, version=2, on=date(2026, 6, 1), reason="服务商退出"
    )
    assert ended.ended_on == date(2026, 6, 1)


def test_the_directory_and_the_list_end_and_stay_on_record(officer: Actor, firm: Firm) -> None:
    entry = purchase.enter_directory(
        officer, service="bathing_aid", since=SIGNED, document="县财购〔2026〕1号"
    )
    again = lambda: purchase.enter_directory(  # noqa: E731
        officer, service="bathing_aid", since=ON, document="县财购〔2026〕1号"
    )
    assert refused(again) == ("twice", "service")
    purchase.end_directory(officer, entry=entry.pk, version=1, until=ON)
    assert purchases.bought_on(ON) == set()
    found = purchases.undertakers(officer, on=ON)[0].one
    purchase.remove_undertaker(
        officer, undertaker=found.pk, version=1, until=ON, reason="有违约行为"
    )
    assert purchases.undertakers(officer, on=ON)[0].stands.what == "ended"
    again = lambda: settling.list_firm(officer, firm, number="77")  # noqa: E731
    assert refused(again) == ("twice", "organisation")  # it was on the list until later than that


# statements -----------------------------------------------------------------------------------


def test_a_provider_is_paid_for_exactly_what_was_done(
    officer: Actor, second: Actor, firm: Firm, contract: Contract, person: int
) -> None:
    shares = (("government", "", 3_000), ("voucher", "meal", 600), ("self", "", 400))
    order(firm, person, shares=shares)
    order(firm, person, at=time(11, 0), proven=False)
    order(firm, person, at=time(14, 0), state="cancelled")
    order(firm, person, on=date(2026, 6, 1))
    one = prepare(officer, firm)
    assert (one.orders, one.government, one.voucher, one.own) == (1, 3_000, 600, 400)
    assert one.payable == one.total == 3_600
    assert sorted(one.unpaid.values_list("reason", flat=True)) == ["cancelled", "no_proof"]
    assert prepare(officer, firm).pk == one.pk  # the same facts are the same statement
    budget(officer)
    paid = pay(officer, approve(officer, second, one))
    assert paid.state == "paid"
    assert sorted(paid.payments.values_list("payer", "amount")) == [
        ("government", 3_000), ("voucher", 600),
    ]  # fmt: skip
    (balance,) = fund_queries.fund_balances(officer, year=2026)
    assert (balance.budget, balance.payment) == (10_000_000 - 3_600, 3_600)
    with pytest.raises(Stale):
        pay(officer, one)
    contract.refresh_from_db()
    assert contract.used == 3_000


def test_the_table_itself_refuses_an_order_in_two_statements(
    officer: Actor, firm: Firm, contract: Contract, person: int
) -> None:
    order(firm, person)
    line = prepare(officer, firm).lines.get()
    line.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save(force_insert=True)


def test_two_people_approve_and_neither_prepared_it(
    officer: Actor, second: Actor, firm: Firm, contract: Contract, person: int
) -> None:
    order(firm, person)
    one = prepare(officer, firm)
    soon = lambda: statement_steps.check_statement(  # noqa: E731
        officer, statement=one.pk, version=1, on=date(2026, 6, 16)
    )
    assert refused(soon) == ("wait", "")
    checked = statement_steps.check_statement(
        second, statement=one.pk, version=1, on=date(2026, 6, 20)
    )
    for actor, code in ((officer, "own"), (second, "twice")):
        call = lambda who=actor: statement_steps.approve_statement(  # noqa: E731
            who, statement=one.pk, version=checked.version
        )
        with transaction.atomic():
            assert refused(call)[0] == code
    third = small.holder("county_officer", division=small.COUNTY)
    approved = statement_steps.approve_statement(third, statement=one.pk, version=checked.version)
    assert refused(lambda: pay(officer, approved))[0] == "left"  # no budget: nothing is paid
    one.refresh_from_db()
    assert one.state == "approved"


def test_a_changed_database_is_noticed_before_money_goes_out(
    officer: Actor, firm: Firm, contract: Contract, person: int
) -> None:
    order(firm, person)
    one = prepare(officer, firm)
    Statement.objects.filter(pk=one.pk).update(
        frozen=one.frozen.replace(f'"government",{PRICE}', '"government",3999')
    )
    call = lambda: statement_steps.check_statement(  # noqa: E731
        officer, statement=one.pk, version=1, on=date(2026, 7, 1)
    )
    assert refused(call)[0] == "changed"


def test_a_provider_objects_is_answered_and_the_statement_is_made_anew(
    officer: Actor, second: Actor, firm: Firm, contract: Contract, person: int
) -> None:
    unsigned = order(firm, person, confirmed="none", state="done")
    one = prepare(officer, firm)
    assert one.unpaid.get().reason == "unsigned"
    told = {"statement": one.pk, "number": unsigned.number}
    made = statement_steps.raise_dispute(firm.actor, **told, says="老人手受伤，纸质签字已交")
    twice = lambda: statement_steps.raise_dispute(firm.actor, **told, says="再说一遍")  # noqa: E731
    with transaction.atomic():
        assert refused(twice) == ("twice", "number")
    check: Any = lambda key, version: statement_steps.check_statement(  # noqa: E731
        officer, statement=key, version=version, on=date(2026, 7, 1)
    )
    assert refused(lambda: check(one.pk, 1))[0] == "open"
    statement_steps.answer_dispute(
        officer, dispute=made.pk, version=1, accepts=True, answer="已核对纸质签字"
    )
    assert refused(lambda: check(one.pk, 1))[0] == "redo"
    again = statements.redo_statement(officer, statement=one.pk, version=1, reason="采纳异议")
    assert (again.number[-2:], again.payable) == ("-2", PRICE)
    one.refresh_from_db()
    assert one.state == "withdrawn"
    confirmed = statement_steps.confirm_statement(firm.actor, statement=again.pk, version=1)
    assert check(again.pk, confirmed.version).state == "checked"
    late = lambda: statement_steps.raise_dispute(  # noqa: E731
        firm.actor, statement=again.pk, number=unsigned.number, says="太少"
    )
    assert refused(late)[0] == "state"


def test_another_provider_and_a_clerk_reach_nothing(
    officer: Actor, clerk: Actor, firm: Firm, contract: Contract, person: int
) -> None:
    order(firm, person)
    one = prepare(officer, firm)
    other = settling.firm("月光养老服务有限公司")
    assert not queries.statements(other.actor).exists()
    assert not purchases.contracts(other.actor).exists()
    with pytest.raises(NotHere):
        queries.statement_file(other.actor, one.pk)
    with pytest.raises(NotHere):
        statement_steps.confirm_statement(other.actor, statement=one.pk, version=1)
    with pytest.raises(NotHere):
        purchases.contract_file(other.actor, contract.pk)
    with pytest.raises(Refused):  # an officer does not confirm for the provider
        statement_steps.confirm_statement(officer, statement=one.pk, version=1)
    with pytest.raises(Refused):
        prepare(clerk, firm)
    assert queries.statement_file(firm.actor, one.pk).one.pk == one.pk


def test_what_is_found_wrong_after_payment_is_taken_back_by_the_next_statement(
    officer: Actor, second: Actor, firm: Firm, contract: Contract, person: int
) -> None:
    budget(officer)
    april = date(2026, 4, 1)
    wrong = order(firm, person, on=date(2026, 4, 8))
    order(firm, person, on=date(2026, 4, 9))
    pay(officer, approve(officer, second, prepare(officer, firm, april)))
    order(firm, person, on=date(2026, 5, 9))
    Order.objects.filter(pk=wrong.pk).update(state="cancelled")
    one = prepare(officer, firm)
    assert (one.total, one.payable, one.carried) == (0, 0, [])
    back = one.lines.get(kind="correction")
    assert (back.amount, back.sequence, back.reason) == (-PRICE, 1, "cancelled")
    contract.refresh_from_db()
    assert contract.used == 2 * PRICE
    withdrawn = statements.withdraw_statement(officer, statement=one.pk, version=1, reason="重来")
    assert withdrawn.state == "withdrawn"
    assert StatementLine.objects.filter(is_live=True).count() == 2
    contract.refresh_from_db()
    assert contract.used == 2 * PRICE


def test_more_taken_back_than_earned_is_carried_to_the_month_after(
    officer: Actor, second: Actor, firm: Firm, contract: Contract, person: int
) -> None:
    budget(officer)
    wrong = order(firm, person, on=date(2026, 3, 8))
    pay(officer, approve(officer, second, prepare(officer, firm, date(2026, 3, 1))))
    Order.objects.filter(pk=wrong.pk).update(state="cancelled")
    one = prepare(officer, firm, date(2026, 4, 1))
    assert (one.total, one.payable) == (-PRICE, 0)
    assert one.carried == [["government", contract.pk, -PRICE]]
    order(firm, person, on=date(2026, 5, 7))
    order(firm, person, on=date(2026, 5, 8))
    may = prepare(officer, firm)
    assert (may.total, may.payable) == (2 * PRICE, PRICE)
    cannot = lambda: statements.withdraw_statement(  # noqa: E731
        officer, statement=one.pk, version=1, reason="重来"
    )
    assert refused(cannot)[0] == "order"


def test_a_month_is_settled_whole_and_only_after_its_end(
    officer: Actor, firm: Firm, contract: Contract, person: int
) -> None:
    order(firm, person)
    whole = lambda on: statements.prepare_month(officer, month=MAY, on=on)  # noqa: E731
    assert refused(lambda: whole(date(2026, 5, 31)))[0] == "month"
    assert (whole(ON).made, whole(ON).stood) == (1, 1)
    order(firm, person, at=time(15, 0))
    assert refused(lambda: prepare(officer, firm))[0] == "exists"


# anomalies and call-backs ---------------------------------------------------------------------


def test_an_anomaly_holds_its_order_until_somebody_decides_with_a_reason(
    officer: Actor, firm: Firm, contract: Contract, person: int
) -> None:
    first = order(firm, person)
    order(firm, person, at=time(9, 30))
    assert checking.screen_month(officer, month=MAY, on=ON).found == 2
    assert checking.screen_month(officer, month=MAY, on=ON).found == 0
    one = OrderAnomaly.objects.get(order=first)
    assert (one.kind, one.measure) == ("overlap", 30)
    assert prepare(officer, firm).orders == 0
    decide: Any = lambda version, reason: checking.decide_anomaly(  # noqa: E731
        officer, anomaly=one.pk, version=version, harmless=True, reason=reason
    )
    assert refused(lambda: decide(1, "")) == ("reason", "reason")
    decide(1, "夫妻二人同住，同时服务")
    with pytest.raises(Stale):
        decide(1, "另一位经办人")
    standing = Statement.objects.get()
    again = statements.redo_statement(
        officer, statement=standing.pk, version=1, reason="疑点已核定"
    )
    assert (again.orders, again.unpaid.get().reason) == (1, "held")


def test_the_sample_is_drawn_once_and_a_denial_takes_the_order_out(
    officer: Actor, firm: Firm, contract: Contract, person: int
) -> None:
    for day in range(6, 11):
        order(firm, person, on=date(2026, 5, day))
    draw: Any = lambda on=ON: checking.draw_sample(officer, month=MAY, seed="0521", on=on)  # noqa: E731
    assert refused(lambda: draw(date(2026, 5, 20)))[0] == "month"
    made = draw()
    assert made.calls.count() == 3
    with transaction.atomic():
        assert refused(draw)[0] == "twice"
    found = queries.redrawn(officer, month=MAY)
    assert found is not None
    assert (found.of, found.drawn, found.same) == (5, 3, True)
    one = made.calls.order_by("place")[0]
    tell: Any = lambda result, note: checking.record_call(  # noqa: E731
        officer, call_back=one.pk, version=1, result=result, note=note
    )
    assert refused(lambda: tell("denied", ""))[1] == "note"
    tell("denied", "老人说那天没人来")
    assert prepare(officer, firm).unpaid.get().reason == "call_back"
    CallBack.objects.filter(pk=one.pk).delete()
    again = queries.redrawn(officer, month=MAY)
    assert again is not None
    assert not again.same


def test_nothing_here_asks_the_machines_clock_for_money(officer: Actor) -> None:
    assert clock.today() == date(2026, 6, 15)
    assert refused(lambda: prepare(officer, settling.firm()))[0] == "empty"
    assert SERVICE
