"""Paid by what was decided: who is in a month's run, who is not, and what the dead were paid."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from anhuai.benefits import actions
from anhuai.benefits.actions import Doing, Proposed
from anhuai.benefits.catalogue import BENEFITS
from anhuai.benefits.models import Application, Entitlement, Finding
from anhuai.benefits.models import Run as BenefitRun
from anhuai.benefits.queries.paying import voucher_until
from anhuai.benefits.rules.applying import Applying, Channel
from anhuai.benefits.rules.findings import PAID_DEAD, FindingKind
from anhuai.benefits.rules.paying import BadPaying, began, is_due, is_payable, purpose_of
from anhuai.benefits.rules.procedure import State, Step
from anhuai.funds import actions as funds
from anhuai.funds.catalogue import PURPOSES
from anhuai.funds.models import Line, Payment, Run, Voucher
from anhuai.funds.rules.books import Pot
from anhuai.kernel.money import Fen
from anhuai.kernel.months import Month
from anhuai.people import actions as people
from anhuai.platform import clock, parameters
from anhuai.platform.acting import SYSTEM, Actor, Refused
from anhuai.platform.models import ParameterChange
from tests.benefits.conftest import Elder
from tests.conftest import COUNTY, TOWN

ITEM = "old_age_allowance"
Officers = tuple[Actor, Actor, Actor]
A, B, C, D = (date(2026, month, 1) for month in (3, 4, 5, 6))


def test_what_is_paid_monthly_has_a_purpose() -> None:
    found = {code for code, one in BENEFITS.items() if is_payable(one)}
    assert {ITEM, "dibao", "tekun_basic", "orphan_allowance", "temporary_aid"} <= found
    assert not found & {"visiting", "elder_care_voucher", "resident_pension", "meal_subsidy"}
    assert {purpose_of(BENEFITS[code]) for code in found} <= set(PURPOSES)


def test_a_gap_begins_anew() -> None:
    assert began([(A, C), (C, None)], D) == A
    assert began([(A, B), (C, None)], D) == C
    assert began([(A, B)], C) is None
    assert began([], C) is None


@pytest.mark.parametrize(
    ("state", "confirmed", "since", "due"),
    [
        (None, None, A, True),  # drawn before the first night
        (None, None, B, False),  # found by a night, not applied for
        (State.APPLIED, None, B, False),
        (State.APPLIED, None, A, True),
        (State.GRANTED, date(2026, 5, 20), B, True),  # from the month it was confirmed in
        (State.GRANTED, date(2026, 6, 1), B, False),
        (State.HEARING, B, B, True),
        (State.ENDED, B, A, False),
        (State.REFUSED, None, A, False),
        (State.WITHDRAWN, None, B, False),
    ],
)
def test_who_is_paid(state: State | None, confirmed: date | None, since: date, due: bool) -> None:
    assert is_due(state, confirmed=confirmed, since=since, first=A, month=C) is due


def this_month() -> Month:
    return Month.of(clock.today())


def turning(age: int) -> date:
    return date(this_month().year - age, this_month().month, 15)


@pytest.fixture
def standard(officers: Officers) -> None:
    _clerk, first, second = officers
    change = actions.propose_standard(
        first, proposed=Proposed(ITEM + "_amount", (this_month() - 6).first,
                                 [None, 10000, 5000, 10000, 30000], "虚构文件"), reason="试",
    )  # fmt: skip
    actions.simulate(first, change=change.pk)
    actions.approve_standard(second, change=change.pk)
    funds.appropriate(
        first, pot=Pot("county_budget", clock.today().year), amount=Fen(10_000_000),
        on=clock.today(), document="虚构",
    )  # fmt: skip


def night() -> None:
    actions.redecide(SYSTEM, month=this_month().first, on=clock.today())


def prepared(officer: Actor, month: Month | None = None) -> Run:
    return actions.prepare_month(
        officer, item=ITEM, month=month or this_month(), fund="county_budget", on=clock.today()
    )


def paid(run: Run) -> dict[int, int]:
    return dict(run.lines.values_list("person_id", "amount"))


def grant(person: int, officers: Officers) -> None:
    clerk, first, _second = officers
    made = actions.apply(
        clerk, person=person, on=clock.today(),
        applying=Applying(item=ITEM, channel=Channel.FOUND),
    )  # fmt: skip
    for act, actor, more in (
        (actions.accept, clerk, {}), (actions.survey, clerk, {"advice": True}),
        (actions.confirm, first, {}),
    ):  # fmt: skip
        made.refresh_from_db()
        act(actor, doing=Doing(made.pk, made.version, clock.today(), "情况属实"), **more)


@pytest.mark.django_db
def test_a_month_pays_who_draws_it_and_whoever_was_confirmed(
    standard: None, elder: Elder, officers: Officers
) -> None:
    old, new, granted = elder(born=turning(85)), elder(born=turning(80)), elder(born=turning(80))
    night()
    grant(granted, officers)
    run = prepared(officers[1])
    assert paid(run) == {old: 5000, granted: 5000}
    assert Entitlement.objects.filter(item=ITEM, person=new).exists()
    line = Line.objects.get(person=old)
    assert (line.fund, line.purpose) == ("county_budget", "elderly_care")
    assert line.pin.startswith("benefits run ")
    assert prepared(officers[1]).pk == run.pk


@pytest.mark.django_db
def test_what_was_ended_is_shown_as_stopped_with_its_reason(
    standard: None, elder: Elder, officers: Officers
) -> None:
    old, other = elder(born=turning(85)), elder(born=turning(86))
    night()
    assert paid(prepared(officers[1], this_month() - 1)) == {old: 5000, other: 5000}
    made = Application.objects.create(
        item=ITEM, procedure="general", person_id=old, division=TOWN, channel="window",
        state=State.ENDED, applied_on=A, since=clock.today(), created_at=clock.now(),
    )  # fmt: skip
    made.steps.create(
        step=Step.CONFIRM, after=State.GRANTED, on=A, at=clock.now(), by="测试",
    )  # fmt: skip
    run = prepared(officers[1])
    assert paid(run) == {other: 5000}
    change = run.changes.get(person=old)
    assert (change.kind, change.why) == ("stopped", "经办理决定不予确认或停止")


@pytest.mark.django_db
def test_paid_though_dead_is_found_from_the_payments_and_claimed(
    standard: None, elder: Elder, officers: Officers
) -> None:
    old, other = elder(born=turning(85)), elder(born=turning(86))
    _clerk, first, second = officers
    night()
    run = prepared(first, this_month() - 1)
    people.record_death(SYSTEM, person=old, died=(this_month() - 2).first)
    night()
    dead = Finding.objects.filter(code=PAID_DEAD, gone_on=None)
    assert not dead.exists()  # nothing reached the bank yet
    Payment.objects.filter(run=run).update(state="paid")
    Run.objects.filter(pk=run.pk).update(state="settled")
    night()
    one = dead.get()
    assert (one.person_id, one.kind) == (old, FindingKind.CONTRADICTION)
    assert one.said == {"months": 1, "amount": 5000}
    later = prepared(first)
    assert paid(later) == {old: -5000, other: 5000}
    later = funds.check_run(first, run=later.pk, version=later.version, note="经核对无误")
    funds.approve_run(second, run=later.pk, version=later.version, note="同意发放")
    night()
    assert not dead.exists()


@pytest.mark.django_db
def test_a_month_that_cannot_be_prepared(standard: None, elder: Elder, officers: Officers) -> None:
    clerk, first, _second = officers
    asked = {"item": ITEM, "month": this_month(), "fund": "county_budget", "on": clock.today()}
    for change, code in (
        ({}, "month"), ({"item": "visiting"}, "item"), ({"fund": "reserve"}, "fund"),
    ):  # fmt: skip
        with pytest.raises(BadPaying) as refused:
            actions.prepare_month(first, **asked | change)
        assert refused.value.code == code
    elder(born=turning(50))
    night()
    with pytest.raises(BadPaying) as refused:
        actions.prepare_month(first, **asked)
    assert refused.value.code == "none"
    for month in (this_month() + 1, this_month() - 2):
        with pytest.raises(BadPaying):
            actions.prepare_month(first, **asked | {"month": month})
    with pytest.raises(Refused):
        actions.prepare_month(clerk, **asked)


@pytest.mark.django_db
def test_the_owed_list_leads_to_a_run(
    standard: None, elder: Elder, signed_in: Callable[..., Client]
) -> None:
    elder(born=turning(85))
    night()
    officer = signed_in("county_officer", division=COUNTY)
    page = "/benefits/pay"
    assert page in officer.get(f"/benefits/owed?item={ITEM}").content.decode()
    assert "追缴" in officer.get(f"{page}?item={ITEM}").content.decode()
    sent = {
        "item": ITEM, "month": "2026-13", "fund": "county_budget", "on": f"{clock.today()}",
        "token": str(uuid4()),
    }  # fmt: skip
    assert "月份写法不对" in officer.post(page, sent).content.decode()
    answer = officer.post(page, sent | {"month": f"{this_month()}", "token": str(uuid4())})
    run = Run.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/funds/runs/{run.pk}/")
    clerk = signed_in("town_clerk", division=TOWN)
    assert clerk.get(page).status_code == 403
    assert page not in clerk.get("/benefits/owed").content.decode()


def entitled(person: int, item: str, amount: int) -> None:
    """As if the first night had found it; the rule itself has its own examples."""
    first = BenefitRun.objects.order_by("pk").first()
    Entitlement.objects.create(
        person_id=person, item=item, division=TOWN, since=(this_month() - 1).first, amount=amount,
        reason="granted", run=first, recorded_at=clock.now(),
    )  # fmt: skip


@pytest.mark.django_db
def test_what_is_granted_once_is_paid_in_that_month_alone_less_help_given_first(
    standard: None, elder: Elder, officers: Officers
) -> None:
    one, other = elder(born=turning(60)), elder(born=turning(61))
    night()
    for person in (one, other):
        entitled(person, "temporary_aid", 120_000)
    made = Application.objects.create(
        item="temporary_aid", procedure="temporary_relief", person_id=one, division=TOWN,
        channel="window", state=State.GRANTED, applied_on=clock.today(), since=clock.today(),
        decided_on=clock.today(), created_at=clock.now(),
    )  # fmt: skip
    made.steps.create(
        step=Step.HELP, after=State.GRANTED, on=clock.today(), at=clock.now(), by="测试",
        amount=20_000,
    )  # fmt: skip
    ask = {"item": "temporary_aid", "fund": "county_budget", "on": clock.today()}
    run = actions.prepare_month(officers[1], month=this_month(), **ask)
    assert paid(run) == {one: 100_000}
    assert "先行救助 200.00 元" in Line.objects.get().reason
    assert actions.prepare_month(officers[1], month=this_month(), **ask).pk == run.pk
    with pytest.raises(BadPaying) as refused:
        actions.prepare_month(officers[1], month=this_month() - 1, **ask)
    assert refused.value.code == "none"


@pytest.mark.django_db
def test_vouchers_are_credited_to_whoever_draws_them_once_a_month(
    standard: None, elder: Elder, officers: Officers
) -> None:
    one = elder(born=turning(60))
    night()
    ask = {"month": this_month(), "on": clock.today()}
    with pytest.raises(BadPaying) as refused:
        actions.credit_month(officers[1], item="elder_care_voucher", **ask)
    assert refused.value.code == "none"
    entitled(one, "elder_care_voucher", 36_000)
    for made in (1, 0):
        done = actions.credit_month(officers[1], item="elder_care_voucher", **ask)
        assert done.made == made
    held = Voucher.objects.get()
    assert (held.person_id, held.amount, held.unit) == (one, 36_000, "fen")
    assert held.until == (this_month() + 1).first
    with pytest.raises(BadPaying):
        actions.credit_month(officers[1], item=ITEM, **ask)
    with pytest.raises(Refused):
        actions.credit_month(officers[0], item="elder_care_voucher", **ask)


@pytest.mark.django_db
def test_a_voucher_credited_late_lapses_unless_the_county_gives_it_longer() -> None:
    month, day = Month(2026, 3), date(2026, 6, 15)
    assert voucher_until(month, on=date(2026, 3, 31)) == date(2026, 4, 1)
    assert voucher_until(month, on=day) == date(2026, 4, 1)
    ParameterChange.objects.create(
        key="benefits.voucher_late_months", value=2, since=date(2026, 1, 1), reason="试",
        proposed_by=1, proposed_name="甲", proposed_at=clock.now(), state="approved",
        decided_by=2, decided_name="乙", decided_at=clock.now(),
    )  # fmt: skip
    parameters.forget()
    assert voucher_until(month, on=day) == date(2026, 8, 1)
    assert voucher_until(month, on=date(2026, 3, 31)) == date(2026, 4, 1)
