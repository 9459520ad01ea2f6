"""Prices, bills, receipts and invoices: what is written, and every refusal with its field."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.childcare.billed import (
    FEE,
    MEAL,
    attend,
    decide,
    last_month,
    opened,
    price,
    was_there,
)
from tests.childcare.conftest import Family, Home, make_family, make_home, refused
from tests.people import small

from anhuai.childcare import actions, queries
from anhuai.childcare.models import Attendance, Bill, BillLine, Booking, Enrolment, Payment
from anhuai.kernel.money import Rounding, share
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.posting import Stale

pytestmark = pytest.mark.django_db


def draw(home: Home) -> actions.Drawn:
    return actions.draw_bills(home.manager, nursery=home.nursery.pk, month=last_month().first)


def bill_of(officer: Actor, family: Family, home: Home, missed: int = 2) -> Bill:
    price(home)
    was_there(officer, family, home, missed=missed)
    assert draw(home).made == 1
    return Bill.objects.get()


def test_a_month_is_billed_once_line_by_line(officer: Actor, home: Home, family: Family) -> None:
    bill = bill_of(officer, family, home)
    ate = len(opened()) - 2
    assert (bill.total, bill.due, bill.number) == (FEE + ate * MEAL, bill.total, 0)
    assert (bill.open_days, bill.attended) == (len(opened()), ate)
    assert sum(BillLine.objects.values_list("amount", flat=True)) == bill.total
    assert draw(home) == actions.Drawn(0, 0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Bill.objects.create(
            nursery=home.nursery, person_id=family.child, month=bill.month, due=1, total=1,
            open_days=1, attended=1, recorded_at=clock.now(), recorded_by="",
        )  # fmt: skip


def test_absence_is_refunded_as_the_county_decided(
    officer: Actor, home: Home, family: Family
) -> None:
    decide("childcare.refund_from", 2)
    bill = bill_of(officer, family, home)
    back = share(FEE, 2, len(opened()), rounding=Rounding.HALF_UP)
    assert BillLine.objects.get(kind="refund").amount == -back
    assert bill.total == FEE - back + (len(opened()) - 2) * MEAL


def test_a_month_that_is_not_over_and_a_child_without_a_price_are_not_billed(
    officer: Actor, home: Home, family: Family
) -> None:
    was_there(officer, family, home)
    assert draw(home) == actions.Drawn(0, 1)
    today = clock.today()
    assert refused(
        lambda: actions.draw_bills(home.manager, nursery=home.nursery.pk, month=today)
    ) == ("month", "month")


def test_prices_are_refused_above_the_ceiling_and_in_billed_months(
    officer: Actor, home: Home, family: Family
) -> None:
    decide("childcare.ceiling_toddler_high", 1_000)
    assert refused(lambda: price(home)) == ("ceiling", "fee")
    assert price(home, inclusive=False).fee == FEE  # not the inclusive price: the nursery's own
    assert price(home, fee=1_000_00).inclusive
    assert refused(lambda: price(home, group="no")) == ("group", "group")
    assert refused(lambda: price(home, fee=-1)) == ("fee", "fee")
    was_there(officer, family, home)
    draw(home)
    assert refused(lambda: price(home, fee=1, since=last_month().last)) == ("billed", "since")
    other = make_home(officer, "别家园", small.FAR_VILLAGE)
    with pytest.raises(NotHere):
        actions.set_price(
            other.manager, nursery=home.nursery.pk, group="toddler_high", charge="full_day",
            since=clock.today(), fee=1,
        )  # fmt: skip


def test_a_wrong_bill_is_followed_by_one_with_the_difference(
    officer: Actor, home: Home, family: Family
) -> None:
    bill = bill_of(officer, family, home)
    correct = lambda key, why="补登": actions.correct_bill(  # noqa: E731 - short
        home.manager, bill=key, reason=why
    )
    assert refused(lambda: correct(bill.pk)) == ("same", "")
    assert refused(lambda: correct(bill.pk, " ")) == ("reason", "reason")
    attend(Enrolment.objects.get(), opened()[:1])
    made = correct(bill.pk)
    assert (made.number, made.total, made.before) == (1, MEAL, bill.due)
    assert Bill.objects.get(pk=bill.pk).total == bill.total  # stands as it was
    with pytest.raises(Stale):
        correct(bill.pk)
    Attendance.objects.filter(day__in=opened()[:4]).delete()
    back = correct(made.pk)
    assert (back.number, back.total) == (2, -3 * MEAL)
    assert draw(home).made == 0


def pay(home: Home, bill: Bill, amount: int, **more: object) -> Payment:
    given = {"on": clock.today(), "way": "mobile"} | more
    return actions.take_payment(home.manager, bill=bill.pk, amount=amount, **given)


def test_receipts_are_numbered_and_never_exceed_the_bill(
    officer: Actor, home: Home, family: Family
) -> None:
    bill = bill_of(officer, family, home)
    assert refused(lambda: pay(home, bill, bill.total + 1)) == ("amount", "amount")
    assert refused(lambda: pay(home, bill, 0)) == ("amount", "amount")
    assert refused(lambda: pay(home, bill, -1)) == ("amount", "amount")
    assert refused(lambda: pay(home, bill, 1, way="shells")) == ("way", "way")
    later = clock.today() + timedelta(1)
    assert refused(lambda: pay(home, bill, 1, on=later)) == ("on", "on")
    first, second = pay(home, bill, 1_00), pay(home, bill, bill.total - 1_00)
    assert (first.number, second.number) == (1, 2)
    bill.refresh_from_db()
    assert bill.paid == bill.total
    assert refused(lambda: pay(home, bill, 1)) == ("amount", "amount")


def test_a_wrong_receipt_is_taken_back_once_by_another(
    officer: Actor, home: Home, family: Family
) -> None:
    bill = bill_of(officer, family, home)
    wrong = pay(home, bill, 5_00)
    undo = lambda key, why="重复": actions.reverse_payment(  # noqa: E731 - short
        home.manager, payment=key, reason=why
    )
    assert refused(lambda: undo(wrong.pk, "")) == ("reason", "reason")
    back = undo(wrong.pk)
    bill.refresh_from_db()
    assert (back.amount, back.number, bill.paid) == (-5_00, 2, 0)
    assert refused(lambda: undo(wrong.pk)) == ("reversed", "")
    assert refused(lambda: undo(back.pk)) == ("reversed", "")


def test_the_tables_refuse_an_overpaid_bill_and_a_bill_that_does_not_add_up(
    officer: Actor, home: Home, family: Family
) -> None:
    bill = bill_of(officer, family, home)
    for wrong in ({"paid": bill.total + 1}, {"total": 1}, {"before": 3}, {"paid": -1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Bill.objects.filter(pk=bill.pk).update(**wrong)


def test_a_tax_invoice_is_noted_once(officer: Actor, home: Home, family: Family) -> None:
    paid = pay(home, bill_of(officer, family, home), 5_00)

    def note(number: str, on: date | None = None) -> object:
        return actions.note_invoice(
            home.manager, payment=paid.pk, number=number, on=on or clock.today()
        )

    assert refused(lambda: note("12")) == ("number", "number")
    assert refused(lambda: note("2412345678", clock.today() + timedelta(1))) == ("on", "on")
    note("24 1234 5678")
    assert paid.invoices.get().number == "2412345678"
    assert refused(lambda: note("2412345678")) == ("twice", "number")


def test_hours_are_billed_by_the_site_where_they_were_spent(officer: Actor, home: Home) -> None:
    price(home, charge="hourly", fee=20_00, meal=0)
    family = make_family(officer, "吴小贝")
    visitor = actions.register_visitor(
        home.manager, nursery_class=home.room.pk, care="hourly", since=clock.today(), agreed=True,
        vaccination="complete", examined_on=clock.today(), allergies="", **who(family),
    )  # fmt: skip
    day = opened()[0]
    Enrolment.objects.filter(pk=visitor.pk).update(since=day)
    for at, on in enumerate((day, opened()[1])):
        Booking.objects.create(
            person_id=family.child, enrolment=visitor, nursery_class=home.room, care="hourly",
            day=on, begins=9, ends=11 + at, recorded_at=clock.now(), recorded_by="",
        )  # fmt: skip
    attend(visitor, [day])
    assert draw(home).made == 1
    assert [(one.kind, one.amount) for one in BillLine.objects.all()] == [("hours", 40_00)]


def who(family: Family) -> dict[str, str]:
    """The number and name on a child's papers."""
    from anhuai.people.models import Person
    from anhuai.platform.sealing import unseal

    child = Person.objects.get(pk=family.child)
    return {"identity": unseal(child.identity_sealed), "name": child.name}


def test_a_manager_registers_a_child_by_the_hour_from_its_papers(
    officer: Actor, home: Home, family: Family
) -> None:
    def register(**more: object) -> Enrolment:
        given = {
            "nursery_class": home.room.pk, "care": "hourly", "since": clock.today(),
            "agreed": True, "vaccination": "complete", "examined_on": clock.today(),
            "allergies": "", **who(family),
        } | more  # fmt: skip
        return actions.register_visitor(home.manager, **given)

    number = small.identity(date(2024, 5, 5), "1")
    assert refused(lambda: register(name="别人")) == ("person", "person")
    assert refused(lambda: register(identity=number)) == ("person", "person")
    assert refused(lambda: register(identity="1"))[1] == "person"
    assert refused(lambda: register(agreed=False)) == ("consent", "agreed")
    assert refused(lambda: register(care="full_day")) == ("care", "care")
    assert register().person_id == family.child
    assert refused(register)[0] == "enrolled"


def test_the_burden_is_computed_only_where_an_income_is_entered(
    officer: Actor, home: Home, family: Family
) -> None:
    today = clock.today()
    assert queries.burden(officer, on=today).per_mille is None
    price(home)
    was_there(officer, family, home)
    found = queries.burden(officer, on=today)
    assert (found.children, found.average, found.per_mille) == (1, FEE, None)
    decide("childcare.disposable_income", 24_000)
    assert queries.burden(officer, on=today).per_mille == 600
