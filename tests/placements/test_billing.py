"""Bills of residents: what a month comes to, drawn once, paid or void; and beds made medical."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.people import small
from tests.placements.conftest import move_in, papers, terms

from anhuai.facilities import actions as facilities
from anhuai.facilities import queries as beds
from anhuai.facilities.actions.locked import BadFacility
from anhuai.kernel.money import Fen
from anhuai.kernel.months import Month
from anhuai.placements import actions, queries
from anhuai.placements.models import Bill
from anhuai.placements.rules.billing import bill_of, part
from anhuai.placements.rules.words import BadPlacement
from anhuai.platform import clock
from anhuai.platform.acting import NotHere, Refused
from anhuai.platform.posting import Stale

pytestmark = pytest.mark.django_db
APRIL = Month(2024, 4)
FEES = {"bed": 90_000, "care": 60_000, "meals": 45_000, "meals_while_away": False}


def test_a_whole_month_is_the_whole_fee_and_the_day_of_leaving_is_free() -> None:
    whole = bill_of(APRIL, (date(2024, 1, 5), None), [], **FEES)
    assert whole is not None
    assert (whole.days, whole.total) == (30, 195_000)
    part_of = bill_of(APRIL, (date(2024, 4, 11), date(2024, 4, 21)), [], **FEES)
    assert part_of is not None
    assert (part_of.days, part_of.bed, part_of.care, part_of.meals) == (10, 30_000, 20_000, 15_000)
    assert bill_of(APRIL, (date(2024, 5, 1), None), [], **FEES) is None
    assert bill_of(APRIL, (date(2024, 3, 1), date(2024, 4, 1)), [], **FEES) is None


def test_who_is_away_pays_bed_and_care_and_meals_only_where_the_county_says() -> None:
    stay = (date(2024, 1, 1), None)
    away = [(date(2024, 3, 20), date(2024, 4, 11)), (date(2024, 4, 26), None)]
    found = bill_of(APRIL, stay, away, **FEES)
    assert found is not None
    assert (found.away, found.bed, found.meals) == (15, 90_000, 22_500)
    kept = bill_of(APRIL, stay, away, **{**FEES, "meals_while_away": True})
    assert kept is not None
    assert kept.meals == 45_000


@given(st.integers(0, 10**8), st.integers(28, 31), st.data())
def test_two_parts_of_a_month_make_the_month_to_a_fen(fee: int, of_month: int, data) -> None:
    days = data.draw(st.integers(0, of_month))
    assert part(fee, of_month, of_month) == fee
    assert abs(part(fee, days, of_month) + part(fee, of_month - days, of_month) - fee) <= 1


def last_month() -> date:
    return (clock.today().replace(day=1) - timedelta(1)).replace(day=1)


def living(officer, home, elder, label="101-1", **more):
    given = papers(terms=terms(meal_fee=Fen(60_000)), reason="原有在住人员")
    return move_in(officer, home, elder(**more), label, on=last_month(), papers=given)


def test_bills_are_drawn_once_paid_once_and_drawn_again_when_void(officer, home, elder) -> None:
    stay = living(officer, home, elder)
    made = actions.draw_bills(officer, facility=home.pk, month=last_month())
    assert (made.made, made.uncontracted) == (1, 0)
    assert actions.draw_bills(officer, facility=home.pk, month=last_month()).made == 0
    bill = Bill.objects.get()
    assert (bill.total, bill.stay_id) == (210_000, stay.pk)
    actions.void_bill(officer, bill=bill.pk, version=1, reason="护理费写错")
    assert actions.draw_bills(officer, facility=home.pk, month=last_month()).made == 1
    again = Bill.objects.exclude(pk=bill.pk).get()
    actions.settle_bill(officer, bill=again.pk, version=1, on=clock.today())
    with pytest.raises(Stale):
        actions.settle_bill(officer, bill=again.pk, version=1, on=clock.today())
    with pytest.raises(BadPlacement, match="已付款"):
        actions.void_bill(officer, bill=again.pk, version=2, reason="错")
    assert queries.bill_sums(officer) == {"void": (1, 210_000), "paid": (1, 210_000)}


def test_a_month_that_is_not_over_has_no_bill(officer, home, elder) -> None:
    living(officer, home, elder)
    with pytest.raises(BadPlacement, match="没有过完"):
        actions.draw_bills(officer, facility=home.pk, month=clock.today())


def test_the_database_keeps_sums_and_days_together(officer, home, elder) -> None:
    living(officer, home, elder)
    actions.draw_bills(officer, facility=home.pk, month=last_month())
    for change in ({"total": 1}, {"state": "paid"}, {"settled_on": clock.today()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Bill.objects.update(**change)


def test_bills_stay_with_their_institution(
    officer, manager, far_clerk, home, private, elder
) -> None:
    living(officer, home, elder)
    living(officer, private, elder, "1", name="王秀兰")
    assert actions.draw_bills(manager, facility=home.pk, month=last_month()).made == 1
    with pytest.raises((NotHere, Refused)):
        actions.draw_bills(manager, facility=private.pk, month=last_month())
    actions.draw_bills(officer, facility=private.pk, month=last_month())
    assert {row[3] for row in queries.bill_page(manager).rows} == {"周桂兰"}
    assert queries.bill_page(far_clerk).rows == []
    other = Bill.objects.get(facility=private)
    with pytest.raises(NotHere):
        actions.settle_bill(manager, bill=other.pk, version=1, on=clock.today())


def test_the_pages_and_the_sheet(officer, far_clerk, home, elder) -> None:
    stay = living(officer, home, elder)
    client = small.browser(officer)
    assert "没有账单" in client.get("/placements/bills/").content.decode()
    sent = client.post(f"/placements/beds/{home.pk}/bills", {"month": f"{last_month():%Y-%m}"})
    assert sent.status_code == 302
    listed = client.get(sent["Location"]).content.decode()
    assert "周桂兰" in listed
    assert "2,100.00" in listed
    bill = Bill.objects.get()
    url = f"/placements/bills/{bill.pk}/"
    assert "2,100.00" in client.get(url).content.decode()
    assert url in client.get(f"/placements/stays/{stay.pk}/").content.decode()
    early = client.post(f"/placements/beds/{home.pk}/bills", {"month": f"{clock.today():%Y-%m}"})
    assert "没有过完" in early.content.decode()
    assert client.post(f"{url}void", {"reason": ""}).status_code == 200
    assert client.post(f"{url}settle", {"on": f"{clock.today()}"}).status_code == 302
    book = client.get("/sheets/bills/export")
    assert b"".join(book.streaming_content)[:2] == b"PK"
    away = small.browser(far_clerk)
    assert away.get(url).status_code in (403, 404)
    assert "周桂兰" not in away.get("/placements/bills/").content.decode()


def test_a_bed_made_medical_is_no_care_bed_until_it_is_made_one_again(
    officer, private, elder
) -> None:
    today = clock.today()
    before = today - timedelta(10)
    flags = facilities.BedFlags(medical=True)
    given = {"facility": private.pk, "labels": "1", "on": today}
    with pytest.raises(BadFacility, match="执业许可证"):
        facilities.change_beds(officer, **given, flags=flags)
    facilities.add_licence(
        officer, facility=private.pk, kind="medical", number="测试证", issuer="卫健局",
        since=date(2021, 1, 1),
    )  # fmt: skip
    facilities.change_beds(officer, **given, flags=flags)
    assert "1" not in queries.free_beds(private.pk, today)
    assert "1" in queries.free_beds(private.pk, before), "what was, stays"
    assert beds.beds(officer, on=today).count() == beds.beds(officer, on=before).count() - 1
    facilities.change_beds(officer, **given, flags=facilities.BedFlags(medical=False))
    assert "1" in queries.free_beds(private.pk, today)


def test_a_bed_somebody_lives_in_is_not_made_medical(officer, private, elder) -> None:
    facilities.add_licence(
        officer, facility=private.pk, kind="medical", number="测试证", issuer="卫健局",
        since=date(2021, 1, 1),
    )  # fmt: skip
    move_in(officer, private, elder(), "1")
    with pytest.raises(Exception, match="1"):
        facilities.change_beds(
            officer, facility=private.pk, labels="1", on=clock.today(),
            flags=facilities.BedFlags(medical=True),
        )  # fmt: skip
