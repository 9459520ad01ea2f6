"""Early warnings, vouchers and institutions' subsidies of the demo county: few, all invented.

Facts are declared before the night, so that what it finds is its own; what follows goes through
the actions an officer uses. Amounts are invented and say so.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from anhuai.assessments import queries as assessments
from anhuai.benefits import actions
from anhuai.benefits.actions import Checked, Evidence, Proposed
from anhuai.benefits.models import Finding, InstitutionDue
from anhuai.benefits.rules.findings import FindingKind, FindingState
from anhuai.benefits.rules.paying import BadPaying
from anhuai.benefits.rules.signals import Result, Way
from anhuai.funds import actions as funds
from anhuai.funds import queries
from anhuai.funds.models import Voucher
from anhuai.funds.rules.books import Pot, Unit
from anhuai.kernel.months import Month
from anhuai.people import queries as people
from anhuai.platform.acting import SYSTEM, Actor

EVIDENCE: Final = Evidence("（虚构）入户调查")
INVENTED: Final = "（虚构）演示标准"
VOUCHER: Final = "elder_care_voucher"
LOW: Final = ("edge", "relapse_monitored", "dibao", "other_low_income")
BILLED, JOBLESS = 12, 3


def declare(officer: Actor, second: Actor, on: date) -> None:
    """Declare what no register holds, and decide what institutions are paid, before the night."""
    since = (Month.of(on) - 2).first
    for person in _low_income(on)[:JOBLESS]:
        actions.declare_facts(
            officer, person=person, values={"lost_work": True}, since=since, evidence=EVIDENCE
        )
    held = assessments.levels_on(SYSTEM, scale="gbt42195_2022", on=since)
    for person in sorted(key for key, one in held.items() if one.level >= 2)[:BILLED]:
        actions.declare_facts(
            officer, person=person, values={"care_bill_month": 60_000 + 2_000 * (person % 9)},
            since=since, evidence=Evidence("（虚构）养老服务账单"),
        )  # fmt: skip
    made = actions.propose_standard(
        officer, reason="演示",
        proposed=Proposed("institution_operating_each", since, [5_000, 2_000], INVENTED),
    )  # fmt: skip
    actions.approve_standard(second, change=made.pk, note="演示数据")


def _low_income(on: date) -> list[int]:
    for code in LOW:
        found = people.with_circumstance(SYSTEM, code=code, on=on).order_by("pk")
        keys = list(found.values_list("pk", flat=True)[:JOBLESS])
        if keys:
            return keys
    return []


def follow_up(officer: Actor, second: Actor, on: date) -> Iterator[str]:
    """Check on two warnings, credit and spend vouchers, pay one institution, prepare another."""
    checks = _checks(officer, on)
    month = Month.of(on)
    try:
        credited = actions.credit_month(officer, item=VOUCHER, month=month, on=on).made
    except BadPaying:
        credited = 0
    for number, one in enumerate(Voucher.objects.order_by("pk")[:4], start=1):
        funds.spend(
            officer, person=one.person_id, on=on,
            order=funds.Order(
                key=f"（虚构）订单 {number}", amount=one.amount // 2, unit=Unit(one.unit),
                says="（虚构）上门助浴", at="（虚构）养老服务站", schemes=(VOUCHER,),
            ),
        )  # fmt: skip
    paid = _institutions(officer, second, on)
    yield f"预警核查 {checks} 次，消费券 {credited} 人，机构补贴支付 {paid} 笔"


def _checks(officer: Actor, on: date) -> int:
    rows = Finding.objects.filter(kind=FindingKind.RISK, state=FindingState.OPEN).order_by("pk")
    results = (
        (Result.WATCH, "（虚构）正在找工作，下月再看", on + timedelta(days=30)),
        (Result.APPLIED, "（虚构）已帮助申请低保边缘家庭认定", None),
    )
    done = 0
    for one, (result, says, again) in zip(rows, results, strict=False):
        actions.record_visit(
            officer, finding=one.pk, version=one.version,
            checked=Checked(on=on, way=Way.HOME, result=result, says=says, next_on=again),
        )  # fmt: skip
        done += 1
    return done


def _institutions(officer: Actor, second: Actor, on: date) -> int:
    rows = InstitutionDue.objects.filter(amount__gt=0, state="decided").order_by("-amount", "pk")
    paid = 0
    for number, one in enumerate(rows[:2]):
        made = actions.prepare_institution(
            officer, due=one.pk, version=one.version, fund="county_budget", document=INVENTED
        )
        if number == 0 and queries.budget_left(Pot("county_budget", on.year))[1] >= made.amount:
            actions.pay_institution(second, due=made.pk, version=made.version, on=on)
            paid += 1
    return paid
