"""Affordability as an indicator and over REST; a family's bills in the portal's own list."""

from decimal import Decimal

import pytest
from tests.childcare.billed import FEE, decide, price, was_there
from tests.childcare.conftest import Family, Home, make_family
from tests.childcare.test_fees import draw
from tests.people import small

from anhuai.childcare.models import Bill
from anhuai.plans import queries as plans
from anhuai.platform import clock
from anhuai.platform.acting import Actor

pytestmark = pytest.mark.django_db
KEY = "childcare_affordability"


def measured(officer: Actor) -> plans.Measured:
    return plans.measure(officer, key=KEY, division=small.COUNTY, on=clock.today())


def test_affordability_is_computed_from_the_income_the_county_entered(
    officer: Actor, home: Home, family: Family
) -> None:
    price(home)
    was_there(officer, family, home)
    url = f"/plans/indicators/{KEY}/?division={small.COUNTY}"
    client = small.browser(officer)
    assert measured(officer).value is None  # nothing was entered: no figure, and none invented
    assert "分母为零，算不出" in client.get(url).content.decode()
    decide("childcare.disposable_income", 48_000)
    price(home, fee=FEE)  # a write: figures are kept until the next
    found = measured(officer)
    assert found.value == Decimal(FEE) * 100 / Decimal(4_000_00)
    assert (found.numerator, found.denominator) == (FEE, 4_000_00)
    behind = client.get(f"/plans/indicators/{KEY}/who?division={small.COUNTY}&side=top")
    shown = behind.content.decode()
    assert "大一班" in shown
    assert "周小宝" not in shown


def test_a_familys_bills_are_in_one_list(officer: Actor, home: Home, family: Family) -> None:
    parent = small.browser(family.actor)
    assert "没有账单" in parent.get("/portal/bills/").content.decode()
    price(home)
    was_there(officer, family, home)
    other = make_family(officer, "吴小贝")
    was_there(officer, other, home)
    draw(home)
    bill = Bill.objects.get(person=family.child)
    shown = parent.get("/portal/bills/").content.decode()
    assert f"/childcare/bills/{bill.pk}/" in shown
    assert "待付" in shown
    assert "吴小贝" not in shown
    assert "看账单" in parent.get("/").content.decode()
    Bill.objects.filter(pk=bill.pk).update(paid=bill.total)
    assert "看账单" not in parent.get("/").content.decode()
    assert f"bills/{bill.pk}/" not in parent.get("/portal/bills/?open=1").content.decode()
    assert small.browser(home.manager).get("/portal/bills/").status_code == 403
