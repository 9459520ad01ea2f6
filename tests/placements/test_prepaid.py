"""Money paid ahead: taken within the caps, used for bed and care, put back, given back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.people import small
from tests.placements.conftest import move_in
from tests.placements.test_billing import last_month, living

from anhuai.kernel.money import Fen
from anhuai.placements import actions, queries
from anhuai.placements.models import Bill, Prepayment
from anhuai.placements.rules.prepaid import Ahead, usable
from anhuai.placements.rules.words import BadPlacement, Ending
from anhuai.platform import clock
from anhuai.platform.acting import NotHere, Refused

pytestmark = pytest.mark.django_db


def take(actor, stay, yuan: int, kind: Ahead = Ahead.SERVICE, **more):
    given = actions.Sum(kind=kind, amount=Fen(100 * yuan), **more)
    return actions.take_prepayment(actor, stay=stay.pk, given=given, on=clock.today())


def drawn(officer, home) -> Bill:
    actions.draw_bills(officer, facility=home.pk, month=last_month())
    return Bill.objects.exclude(state="void").get()


def test_a_bill_uses_bed_and_care_and_leaves_the_meals(officer, home, elder) -> None:
    stay = living(officer, home, elder)  # 1,000 bed, 500 care, 600 meals
    take(officer, stay, 4000)
    bill = drawn(officer, home)
    found = actions.set_off_bill(officer, bill=bill.pk, version=1, on=clock.today())
    assert (found.set_off, found.state) == (150_000, "open")
    assert queries.balances(stay.pk)[Ahead.SERVICE] == 250_000
    with pytest.raises(BadPlacement, match="抵扣完"):
        actions.set_off_bill(officer, bill=bill.pk, version=2, on=clock.today())
    actions.settle_bill(officer, bill=bill.pk, version=2, on=clock.today())


def test_a_void_bill_puts_back_what_it_used(officer, home, elder) -> None:
    stay = living(officer, home, elder)
    take(officer, stay, 100)
    bill = drawn(officer, home)
    actions.set_off_bill(officer, bill=bill.pk, version=1, on=clock.today())
    assert queries.balances(stay.pk)[Ahead.SERVICE] == 0
    with pytest.raises(BadPlacement, match="没有可抵扣"):
        actions.set_off_bill(officer, bill=bill.pk, version=2, on=clock.today())
    actions.void_bill(officer, bill=bill.pk, version=2, reason="天数不对")
    assert queries.balances(stay.pk)[Ahead.SERVICE] == 10_000
    again = drawn(officer, home)
    assert again.set_off == 0


def test_a_bill_without_meals_is_paid_when_it_is_covered(officer, home, elder) -> None:
    stay = move_in(officer, home, elder(), "101-1", on=last_month())
    take(officer, stay, 1500)
    bill = drawn(officer, home)
    found = actions.set_off_bill(officer, bill=bill.pk, version=1, on=clock.today())
    assert (found.state, found.settled_on) == ("paid", clock.today())


def test_nothing_is_taken_beyond_twelve_months(officer, home, private, elder) -> None:
    stay = living(officer, home, elder)
    take(officer, stay, 18_000)
    with pytest.raises(BadPlacement, match="超过上限 18,000"):
        take(officer, stay, 1)
    with pytest.raises(BadPlacement, match="存管"):
        take(officer, stay, 100, Ahead.DEPOSIT)
    with pytest.raises(BadPlacement, match="超过上限 12,000"):
        take(officer, stay, 12_001, Ahead.DEPOSIT, in_custody=True)
    take(officer, stay, 12_000, Ahead.DEPOSIT, in_custody=True)
    with pytest.raises(BadPlacement, match="不得收取会员费"):
        take(officer, stay, 1, Ahead.MEMBERSHIP, in_custody=True)
    other = living(officer, private, elder, "1", name="王秀兰")
    take(officer, other, 18_000, Ahead.MEMBERSHIP, in_custody=True)
    with pytest.raises(BadPlacement, match="大于 0"):
        take(officer, other, 0)
    with pytest.raises(BadPlacement):
        actions.take_prepayment(
            officer, stay=other.pk, given=actions.Sum(kind=Ahead.SERVICE, amount=Fen(1)),
            on=clock.today() + timedelta(1),
        )  # fmt: skip


def test_what_is_left_is_given_back_after_leaving_and_no_more(officer, home, elder) -> None:
    stay = living(officer, home, elder)
    take(officer, stay, 2000)
    actions.discharge(officer, stay=stay.pk, version=1, ending=Ending.DISCHARGED, on=clock.today())
    with pytest.raises(BadPlacement, match="没有在住的合同"):
        take(officer, stay, 1)
    page = small.browser(officer).get(f"/placements/stays/{stay.pk}/").content.decode()
    assert "还应退还 2,000.00" in page
    much = actions.Sum(kind=Ahead.SERVICE, amount=Fen(200_001))
    with pytest.raises(BadPlacement, match="余额只有 2,000"):
        actions.refund_prepayment(officer, stay=stay.pk, given=much, on=clock.today())
    all_of_it = actions.Sum(kind=Ahead.SERVICE, amount=Fen(200_000))
    actions.refund_prepayment(officer, stay=stay.pk, given=all_of_it, on=clock.today())
    assert queries.prepaid(officer, stay.pk).total == 0


def test_it_stays_with_its_institution(officer, manager, far_clerk, private, elder) -> None:
    stay = living(officer, private, elder, "1")
    for other in (manager, far_clerk):
        with pytest.raises((NotHere, Refused)):
            take(other, stay, 1)
        with pytest.raises((NotHere, Refused)):
            queries.prepaid(other, stay.pk)


def test_the_database_keeps_signs_and_bills(officer, home, elder) -> None:
    take(officer, living(officer, home, elder), 100)
    for change in ({"amount": -1}, {"what": "refunded"}, {"what": "given_back"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Prepayment.objects.update(**change)


def test_the_pages(officer, home, elder) -> None:
    stay = living(officer, home, elder)
    client = small.browser(officer)
    url = f"/placements/stays/{stay.pk}/"
    assert "没有登记预收款" in client.get(url).content.decode()
    sent = {"kind": "service", "amount": "99999", "on": f"{clock.today()}"}
    assert "超过上限" in client.post(f"{url}prepay", sent).content.decode()
    assert client.post(f"{url}prepay", sent | {"amount": "1600"}).status_code == 302
    assert "1,600.00" in client.get(url).content.decode()
    bill = drawn(officer, home)
    page = f"/placements/bills/{bill.pk}/"
    assert f"{page}set-off" in client.get(page).content.decode()
    assert client.post(f"{page}set-off", {"on": f"{clock.today()}"}).status_code == 302
    assert "600.00" in client.get(page).content.decode()
    back = {"kind": "service", "amount": "100", "on": f"{clock.today()}"}
    assert client.post(f"{url}refund", back).status_code == 302
    assert queries.balances(stay.pk)[Ahead.SERVICE] == 0


def test_a_bill_uses_no_more_than_lies_there_or_is_owed() -> None:
    assert usable(10, bed_fee=5, care_fee=2, used=3) == 4
    assert usable(-5, bed_fee=5, care_fee=2, used=0) == 0
