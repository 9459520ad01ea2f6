"""Subsidies of institutions: decided by the night, paid once by two officers."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from anhuai.benefits import actions
from anhuai.benefits.actions import Proposed
from anhuai.benefits.models import InstitutionDue
from anhuai.benefits.rules.paying import BadPaying
from anhuai.facilities.models import Bed, Facility, Licence, StatusChange
from anhuai.funds import actions as funds
from anhuai.funds.actions import BadEntry
from anhuai.funds.models import Entry
from anhuai.funds.rules.books import Pot
from anhuai.kernel.money import Fen
from anhuai.kernel.months import Month
from anhuai.platform import clock, parameters
from anhuai.platform.acting import SYSTEM, Actor, NotHere, Refused
from anhuai.platform.models import ParameterChange
from anhuai.platform.posting import Stale
from tests.conftest import COUNTY, OTHER_VILLAGE, VILLAGE

pytestmark = pytest.mark.django_db
ITEM = "institution_operating_subsidy"
SINCE = date(2024, 1, 1)
Officers = tuple[Actor, Actor, Actor]


def home(*, is_filed: bool = True, name: str = "颐年养老院") -> int:
    stamp = clock.now()
    one = Facility.objects.create(
        kind="elderly_care_institution", name=name, pinyin="yiniian", search="颐年",
        division=VILLAGE, address="（虚构）一号", ownership="private", status="operating",
        opened=SINCE, created_at=stamp, updated_at=stamp,
    )  # fmt: skip
    dated = {"facility": one, "since": SINCE, "recorded_at": stamp, "recorded_by": "测试"}
    one.statuschange_set.create(
        status="operating", since=SINCE, recorded_at=stamp, recorded_by="测试"
    )
    for number in range(3):
        Bed.objects.create(label=f"{number}", nursing=number < 1, public=False, **dated)
    if is_filed:
        Licence.objects.create(kind="elderly_care_filing", **dated)
    return one.pk


@pytest.fixture
def standard(officers: Officers) -> None:
    _clerk, first, second = officers
    since = (Month.of(clock.today()) - 2).first
    change = actions.propose_standard(
        first, proposed=Proposed("institution_operating_each", since, [5000, 2000], "虚构文件"),
        reason="试",
    )  # fmt: skip
    actions.simulate(first, change=change.pk)
    actions.approve_standard(second, change=change.pk)


def night() -> None:
    today = clock.today()
    actions.redecide(SYSTEM, month=today.replace(day=1), on=today)


def test_the_night_decides_each_institution_and_says_why_not(
    standard: None, officers: Officers
) -> None:
    filed, other = home(), home(is_filed=False, name="安康养老院")
    night()
    told = {(one.facility_id, one.item): one for one in InstitutionDue.objects.all()}
    one = told[filed, ITEM]
    assert (one.amount, one.reason, one.period) == (9000, "granted", f"{Month.of(clock.today())}")
    assert one.said == {"beds": 3, "nursing_beds": 1, "is_filed": True}
    assert (told[other, ITEM].amount, told[other, ITEM].reason) == (0, "refused.filed")
    assert told[filed, "institution_resident_subsidy"].reason == "unknown.residents"
    assert told[filed, "institution_build_subsidy"].reason == "refused.accepted"
    before = list(InstitutionDue.objects.order_by("pk").values())
    night()
    assert list(InstitutionDue.objects.order_by("pk").values()) == before
    Bed.objects.filter(facility=filed, nursing=True).delete()
    night()
    one.refresh_from_db()
    assert (one.amount, one.version) == (4000, 2)


def test_two_officers_pay_it_once(standard: None, officers: Officers) -> None:
    clerk, first, second = officers
    key, today = home(), clock.today()
    night()
    one = InstitutionDue.objects.get(facility=key, item=ITEM)
    ask = {"due": one.pk, "version": 1, "fund": "county_budget", "document": "县财〔2026〕9号"}
    for bad, code in (({"fund": "reserve"}, "fund"), ({"document": " "}, "document")):
        with pytest.raises(BadPaying) as refused:
            actions.prepare_institution(first, **ask | bad)
        assert refused.value.code == code
    with pytest.raises(Refused):
        actions.prepare_institution(clerk, **ask)
    one = actions.prepare_institution(first, **ask)
    with pytest.raises(Stale):
        actions.prepare_institution(second, **ask)
    with pytest.raises(BadPaying) as refused:
        actions.pay_institution(first, due=one.pk, version=2, on=today)
    assert refused.value.code == "own"
    with pytest.raises(BadEntry):  # no money yet
        actions.pay_institution(second, due=one.pk, version=2, on=today)
    funds.appropriate(
        first, pot=Pot("county_budget", today.year), amount=Fen(1_000_000), on=today,
        document="虚构",
    )  # fmt: skip
    one = actions.pay_institution(second, due=one.pk, version=2, on=today)
    assert (one.state, one.entry.says) == ("paid", f"养老机构运营补贴 {one.period} 颐年养老院")
    with pytest.raises(Stale):
        actions.pay_institution(second, due=one.pk, version=2, on=today)
    assert Entry.objects.filter(kind="spending").count() == 1
    Bed.objects.all().delete()
    night()
    one.refresh_from_db()
    assert (one.state, one.amount) == ("paid", 9000)  # what was paid stands
    with pytest.raises(IntegrityError), transaction.atomic():
        InstitutionDue.objects.filter(pk=one.pk).update(approved_by=one.prepared_by)


def test_the_page_of_institutions(
    standard: None, officers: Officers, signed_in: Callable[..., Client]
) -> None:
    home()
    officer = signed_in("county_officer", division=COUNTY)
    page = "/benefits/institutions"
    assert "没有符合条件" in officer.get(page).content.decode()
    night()
    text = officer.get(f"{page}?item={ITEM}&state=decided&q=颐年").content.decode()
    assert "90.00" in text
    one = InstitutionDue.objects.get(item=ITEM)
    sent = {
        "version": 1, "fund": "county_budget", "document": "县财〔2026〕9号",
        "token": str(uuid4()),
    }  # fmt: skip
    assert officer.get(f"{page}/{one.pk}/pay").status_code == 404
    assert officer.post(f"{page}/{one.pk}/prepare", sent).status_code == 302
    assert "90.00" in officer.get(f"{page}/{one.pk}/pay").content.decode()
    told = officer.get(f"/api/v1{page}?item={ITEM}").json()["items"]
    assert (told[0]["amount"], told[0]["state"]) == (9000, "prepared")
    clerk = signed_in("town_clerk", division=OTHER_VILLAGE[:9])
    assert "颐年" not in clerk.get(page).content.decode()
    assert clerk.get(f"{page}/{one.pk}/prepare").status_code == 403


def test_an_institution_out_of_reach_is_not_here(
    standard: None, actor: Callable[..., Actor]
) -> None:
    from anhuai.benefits.queries import institution_due

    home()
    night()
    one = InstitutionDue.objects.get(item=ITEM)
    with pytest.raises(NotHere):
        institution_due(actor("town_clerk", division=OTHER_VILLAGE[:9]), one.pk)


def paid(officers: Officers, one: InstitutionDue, document: str = "县财〔2026〕9号") -> Entry:
    _clerk, first, second = officers
    made = actions.prepare_institution(
        first, due=one.pk, version=one.version, fund="county_budget", document=document
    )
    done = actions.pay_institution(second, due=one.pk, version=made.version, on=clock.today())
    assert done.entry is not None
    return done.entry


def of_last_month(facility: int) -> list[tuple[int, int, str, str]]:
    period = f"{Month.of(clock.today()) - 1}"
    rows = InstitutionDue.objects.filter(facility=facility, item=ITEM, period=period)
    fields = ("number", "amount", "state", "reason")
    return list(rows.order_by("number").values_list(*fields))


def test_past_months_learnt_otherwise_are_paid_on_and_taken_back_once(
    standard: None, officers: Officers
) -> None:
    _clerk, first, _second = officers
    house, silent, today = home(), home(name="安康养老院"), clock.today()
    funds.appropriate(
        first, pot=Pot("county_budget", today.year), amount=Fen(1_000_000), on=today,
        document="虚构",
    )  # fmt: skip
    past = Month.of(today) - 1
    actions.redecide(SYSTEM, month=past.first, on=today)
    paid(officers, InstitutionDue.objects.get(facility=house, item=ITEM, period=f"{past}"))
    night()
    settled = [(0, 9000, "paid", "granted")]
    assert of_last_month(house) == settled
    Bed.objects.create(
        facility_id=house, label="新", nursing=True, public=False, since=SINCE,
        recorded_at=clock.now(), recorded_by="测试",
    )  # fmt: skip
    night()
    night()
    assert of_last_month(house) == [*settled, (1, 5000, "decided", "granted")]
    assert of_last_month(silent) == [(0, 9000, "decided", "granted")]
    extra = InstitutionDue.objects.get(facility=house, item=ITEM, number=1)
    assert paid(officers, extra).says.endswith("(补发)")
    StatusChange.objects.filter(facility=house).update(
        until=past.first, retracted_at=None, recorded_at=clock.now()
    )
    night()
    back = InstitutionDue.objects.get(facility=house, item=ITEM, period=f"{past}", number=2)
    assert (back.amount, back.state, back.reason) == (-14000, "decided", "refused.operating")
    with pytest.raises(BadPaying) as refused:
        actions.prepare_institution(
            first, due=back.pk, version=1, fund="lottery_county", document="回单"
        )
    assert refused.value.code == "fund"
    entry = paid(officers, back, "回单 7 号")
    assert (entry.kind, [one.amount for one in entry.postings.all()]) == ("recovery", [14000])
    night()
    assert [row[2] for row in of_last_month(house)] == ["paid"] * 3
    assert sum(row[1] for row in of_last_month(house)) == 0


def test_only_a_correction_may_be_below_zero(standard: None, officers: Officers) -> None:
    house = home()
    night()
    rows = InstitutionDue.objects.filter(facility=house, item=ITEM)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(amount=-1)
    assert rows.update(amount=-1, number=1) == 1


def owing(officers: Officers) -> tuple[int, InstitutionDue]:
    """An institution paid 90 yuan for last month that turns out to be owed 40, and this month's."""
    _clerk, first, _second = officers
    house, today = home(), clock.today()
    funds.appropriate(
        first, pot=Pot("county_budget", today.year), amount=Fen(1_000_000), on=today,
        document="虚构",
    )  # fmt: skip
    past = Month.of(today) - 1
    actions.redecide(SYSTEM, month=past.first, on=today)
    paid(officers, InstitutionDue.objects.get(facility=house, item=ITEM, period=f"{past}"))
    night()
    Bed.objects.filter(facility=house, nursing=True).update(
        until=past.first, recorded_at=clock.now()
    )
    night()
    return house, InstitutionDue.objects.get(facility=house, item=ITEM, period=f"{Month.of(today)}")


def allow(share: int) -> None:
    """Decide the share as two officers would have."""
    ParameterChange.objects.create(
        key="benefits.institution_set_off_share", value=share, since=SINCE, reason="试",
        proposed_by=1, proposed_name="甲", proposed_at=clock.now(), state="approved",
        decided_by=2, decided_name="乙", decided_at=clock.now(),
    )  # fmt: skip
    parameters.forget()


def test_without_the_county_nothing_is_kept(standard: None, officers: Officers) -> None:
    house, one = owing(officers)
    assert of_last_month(house)[1:] == [(1, -5000, "decided", "granted")]
    paid(officers, one)
    night()
    assert of_last_month(house)[1:] == [(1, -5000, "decided", "granted")]
    assert not InstitutionDue.objects.exclude(set_off=None).exists()


def test_a_recovery_is_kept_of_the_next_payment_up_to_the_share_and_the_rest_carried_on(
    standard: None, officers: Officers, signed_in: Callable[..., Client]
) -> None:
    _clerk, first, second = officers
    allow(50)
    house, one = owing(officers)
    assert one.amount == 4000
    web, page = signed_in("county_officer", division=COUNTY), "/benefits/institutions"
    assert (
        "抵扣应退的补贴 20.00 元，实付 20.00 元"
        in web.get(f"{page}/{one.pk}/prepare").content.decode()
    )
    ask = {"due": one.pk, "version": one.version, "fund": "county_budget", "document": "9号"}
    made = actions.prepare_institution(first, **ask)
    rest = [(1, -3000, "decided", "granted"), (2, -2000, "prepared", "granted")]
    assert of_last_month(house)[1:] == rest
    night()
    assert of_last_month(house)[1:] == rest  # a night changes nothing of it
    part = InstitutionDue.objects.get(set_off=one)
    with pytest.raises(BadPaying) as refused:
        actions.pay_institution(second, due=part.pk, version=part.version, on=clock.today())
    assert refused.value.code == "set_off"
    assert web.get(f"{page}/{part.pk}/pay").status_code == 404
    with pytest.raises(BadPaying):
        actions.pay_institution(first, due=one.pk, version=made.version, on=clock.today())
    before = Entry.objects.count()
    actions.pay_institution(second, due=one.pk, version=made.version, on=clock.today())
    with pytest.raises(Stale):
        actions.pay_institution(second, due=one.pk, version=made.version, on=clock.today())
    part.refresh_from_db()
    assert part.entry is not None
    assert (part.state, part.entry.kind, Entry.objects.count()) == ("paid", "recovery", before + 2)
    assert [row.amount for row in part.entry.postings.all()] == [2000]
    shown = web.get(f"/facilities/{house}/").content.decode()
    assert "还有 30.00 元应退的补贴没有追回" in shown
    items = {row["id"]: row for row in web.get(f"/api/v1{page}?item={ITEM}").json()["items"]}
    assert (items[one.pk]["kept"], items[part.pk]["set_off"]) == (2000, one.pk)
    assert "20.00" in web.get(f"{page}?q=颐年").content.decode()
    later = InstitutionDue.objects.create(
        facility_id=house, item="institution_build_subsidy", period=part.period[:4], number=1,
        division=part.division, amount=100_000, reason="granted", decided_on=clock.today(),
    )  # fmt: skip
    paid(officers, later)  # what was left is kept of the next one, whole
    assert [row[1:3] for row in of_last_month(house)] == [
        (9000, "paid"), (-3000, "paid"), (-2000, "paid"),
    ]  # fmt: skip
    assert "没有追回" not in web.get(f"/facilities/{house}/").content.decode()


def test_a_small_recovery_is_kept_whole_and_never_twice(standard: None, officers: Officers) -> None:
    house, one = owing(officers)
    allow(90)
    InstitutionDue.objects.filter(facility=house, number=1).update(amount=-1500)
    paid(officers, one)
    part = InstitutionDue.objects.get(set_off=one)
    assert (part.number, part.amount, part.state) == (1, -1500, "paid")
    with pytest.raises(IntegrityError), transaction.atomic():
        InstitutionDue.objects.create(
            facility_id=house, item=ITEM, period=part.period, number=7, division=part.division,
            amount=-1, reason="granted", decided_on=clock.today(), state="prepared", set_off=one,
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        InstitutionDue.objects.filter(pk=one.pk).update(set_off=part)
