"""What was spent and is given back: a complaint upheld, a wrong tap, a wrongly confirmed task."""

from datetime import time

import pytest
from tests.people import small
from tests.services import settling
from tests.services.conftest import TODAY, elder_of, refused
from tests.services.ordering import confirmed, credit, done, make_provider

from anhuai.funds import actions as funds
from anhuai.funds import queries as ledger
from anhuai.funds.models import Entry, Posting, Spending, Voucher
from anhuai.funds.rules.books import Unit
from anhuai.platform.acting import SYSTEM, Actor, Refused
from anhuai.services import actions
from anhuai.services.actions import statements
from anhuai.services.models import Order, StatementLine


@pytest.fixture
def served(officer: Actor) -> Order:
    """An order of three units at 60 yuan, half paid by the voucher, confirmed."""
    elder, provider = elder_of(officer), make_provider(officer, "东河日间照料中心")
    credit(elder, 50_000)
    one = done(officer, elder, provider, units=3, earliest=time(8), latest=time(18))
    return confirmed(provider, one)


def _spent() -> int:
    return Voucher.objects.get().spent


def test_a_complaint_upheld_gives_back_the_voucher_by_a_further_entry(
    officer: Actor, served: Order
) -> None:
    assert (served.amount, _spent()) == (18_000, 9_000)
    actions.complain(officer, order=served.pk, says="只做了一次")
    before = Entry.objects.count()
    made = actions.redress(officer, order=served.pk, units=1, reason="核实只做一次")
    assert (made.fen, made.minutes, made.over, made.own) == (6_000, 0, 0, 6_000)
    served.refresh_from_db()
    assert (served.state, served.amount, served.done_units) == ("confirmed", 6_000, 1)
    assert {x.payer: x.amount for x in served.shares.all()} == {"voucher": 3_000, "self": 3_000}
    assert all(x.spent_at for x in served.shares.filter(payer="voucher"))
    assert _spent() == 3_000
    assert Entry.objects.count() == before + 2  # one undoes, one spends anew; none was changed
    undone = Entry.objects.get(kind="reversal")
    assert undone.reverses is not None
    assert "只做一次" in undone.says
    assert [x.amount for x in Posting.objects.filter(entry=undone)] == [9_000]
    assert ledger.left_in(person=served.person_id, unit=Unit.FEN, on=TODAY) == 47_000
    actions.redress(officer, order=served.pk, units=0, reason="家属补充证据")
    served.refresh_from_db()
    assert (served.amount, served.shares.count(), _spent()) == (0, 0, 0)
    assert Spending.objects.count() == 2  # what was once spent stays on record


def test_what_may_not_be_given_back(officer: Actor, served: Order) -> None:
    def give(units: int = 0, reason: str = "核实", actor: Actor = officer) -> object:
        return actions.redress(actor, order=served.pk, units=units, reason=reason)

    assert refused(give)[0] == "ground"
    actions.complain(officer, order=served.pk, says="没有做")
    assert refused(lambda: give(units=3)) == ("units", "units")
    assert refused(lambda: give(reason=" "))[0] == "reason"
    kin = small.holder("family", person=served.person_id)
    with pytest.raises(Refused):
        give(actor=kin)
    give()
    assert refused(give)[0] == "units"  # nothing is left to give back


def test_a_voucher_that_ended_meanwhile_goes_back_but_cannot_be_spent(
    officer: Actor, served: Order
) -> None:
    Voucher.objects.update(until=TODAY)
    actions.complain(officer, order=served.pk, says="没有做")
    made = actions.redress(officer, order=served.pk, units=0, reason="核实没有做")
    assert (made.fen, made.over, _spent()) == (9_000, 9_000, 0)
    assert ledger.left_in(person=served.person_id, unit=Unit.FEN, on=TODAY) == 0


def test_hours_are_given_back_in_minutes(officer: Actor) -> None:
    elder, provider = elder_of(officer), make_provider(officer, "东河日间照料中心")
    credit(elder, 300, Unit.MINUTES)
    one = done(officer, elder, provider, units=2, earliest=time(8), latest=time(18))
    confirmed(provider, one)
    assert _spent() == 180
    actions.complain(officer, order=one.pk, says="只做了一次")
    made = actions.redress(officer, order=one.pk, units=1, reason="核实")
    assert (made.minutes, made.fen, made.own, _spent()) == (90, 0, 0, 90)


def test_the_same_spending_is_given_back_once_and_the_key_is_free_for_another(
    officer: Actor,
) -> None:
    elder = elder_of(officer)
    credit(elder, 5_000)
    order = funds.Order(key="meal:1", amount=1_000, unit=Unit.FEN, says="餐")
    funds.spend(SYSTEM, person=elder, order=order, on=TODAY)
    made = funds.give_back(SYSTEM, person=elder, key="meal:1", on=TODAY, reason="点错人")
    assert (made.back, made.over) == (1_000, 0)
    again = {"person": elder, "key": "meal:1", "on": TODAY, "reason": "点错人"}
    assert refused(lambda: funds.give_back(SYSTEM, **again)) == ("key", "key")  # type: ignore[arg-type]
    assert ledger.key_now(elder, "meal:1") == "meal:1#2"
    assert refused(lambda: funds.give_back(SYSTEM, **{**again, "reason": ""}))[0] == "reason"  # type: ignore[arg-type]
    assert refused(lambda: funds.spend(SYSTEM, person=elder, order=order, on=TODAY))[0] == "twice"


def test_the_next_statement_takes_back_what_was_paid_too_much(officer: Actor) -> None:
    firm = settling.firm()
    settling.list_firm(officer, firm)
    settling.sign(officer, firm)
    one = settling.order(firm, elder_of(officer))
    june = settling.order(firm, elder_of(officer, "周二妹"), on=settling.JUNE)
    may = statements.prepare_statement(
        officer, organisation=firm.body.pk, month=settling.MAY, on=TODAY
    )
    assert (may.total, june.state) == (settling.PRICE, "confirmed")
    actions.complain(officer, order=one.pk, says="没有来过")
    actions.redress(officer, order=one.pk, units=0, reason="核实没有来过")
    found = statements.prepare_statement(
        officer, organisation=firm.body.pk, month=settling.JUNE, on=TODAY.replace(month=7)
    )
    taken = StatementLine.objects.get(statement=found, order=one)
    assert (taken.kind, taken.amount, taken.reason) == ("correction", -settling.PRICE, "nothing")
