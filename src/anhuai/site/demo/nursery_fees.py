"""Months of nursery fees in the demo: prices, bills, receipts, inclusive subsidies, a report.

Prices, ceilings and the county's amounts are invented and say so; bills and statements follow from
the attendance of the demo by the product's own actions.
"""

from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from anhuai.childcare import actions
from anhuai.childcare.models import (
    Attendance,
    Bill,
    Enrolment,
    Nursery,
    Payment,
    PickUp,
    Subsidy,
    SubsidyLine,
)
from anhuai.childcare.queries.fees import open_days
from anhuai.childcare.rules import BadChildcare
from anhuai.facilities import actions as facilities
from anhuai.facilities.models import Mark
from anhuai.funds import actions as funds
from anhuai.funds.rules.books import Pot
from anhuai.kernel.money import Fen
from anhuai.kernel.months import Month
from anhuai.platform import clock, parameters
from anhuai.platform.acting import Actor
from anhuai.platform.models import Account, ParameterChange, RoleHolding

INVENTED: Final = "（虚构）"
DECIDED: Final = {
    "ceiling_infant": 1500, "ceiling_toddler_low": 1300, "ceiling_toddler_high": 1200,
    "ceiling_mixed": 1200, "ceiling_half_day": 800, "ceiling_hour": 20, "refund_from": 5,
    "refund_percent": 50, "subsidy": 200, "subsidy_least_days": 10, "disposable_income": 24_000,
}  # fmt: skip
PRICES: Final = {"infant": 1480, "toddler_low": 1280, "toddler_high": 1180, "mixed": 1150}
MONTHS: Final = 3


def charge(officer: Actor, second: Actor, homes: list[Nursery], on: date) -> str:
    """Decide, price, bill and settle the months before a day's; return what to tell."""
    _decide(officer, on)
    for at, home in enumerate(homes):
        is_inclusive = at < max(1, len(homes) - 1)
        marked = Mark.objects.filter(
            facility=home.facility_id, code="inclusive", until=None, retracted_at=None
        )
        if is_inclusive and not marked.exists():
            facilities.set_mark(
                officer, facility=home.facility_id, code="inclusive",
                since=on - timedelta(days=395),
            )  # fmt: skip
        _price(officer, home, is_inclusive=is_inclusive, on=on)
    months = [Month.of(on) - back for back in range(MONTHS, 0, -1)]
    for month in months:
        for home in homes:
            actions.draw_bills(officer, nursery=home.pk, month=month.first)
    _collect(officer, months, on)
    _correct(officer)
    _subsidise(officer, second, homes, months, on)
    _inspect(officer, homes, on)
    _report(officer, second, homes, on)
    _show_family()
    paid = Subsidy.objects.filter(state="paid").count()
    bills, taken = Bill.objects.count(), Payment.objects.count()
    made = Subsidy.objects.count()
    return f"托育账单 {bills} 张，收据 {taken} 张，普惠补助 {made} 份、已支付 {paid} 份（虚构）"


def _decide(officer: Actor, on: date) -> None:
    ParameterChange.objects.bulk_create(
        ParameterChange(
            key=f"childcare.{name}", value=value, since=on - timedelta(days=380), reason=INVENTED,
            proposed_by=officer.account or 0, proposed_name=officer.name, proposed_at=clock.now(),
            state="approved", decided_by=0, decided_name=INVENTED, decided_at=clock.now(),
        )
        for name, value in DECIDED.items()
    )  # fmt: skip
    parameters.forget()


def _price(officer: Actor, home: Nursery, *, is_inclusive: bool, on: date) -> None:
    since = on - timedelta(days=370)
    groups = set(home.classes.values_list("group", flat=True))
    for group in sorted(groups):
        fee = PRICES[group] * 100 + (0 if is_inclusive else 600_00)
        for kind, amount, meal in (
            ("full_day", fee, 16_00), ("half_day", fee // 2, 8_00), ("hourly", 15_00, 0),
            ("occasional", 18_00, 0),
        ):  # fmt: skip
            actions.set_price(
                officer, nursery=home.pk, group=group, charge=kind, since=since, fee=amount,
                meal=meal, inclusive=is_inclusive,
                document=f"{INVENTED}普惠托育服务协议" if is_inclusive else f"{INVENTED}收费公示",
            )  # fmt: skip


def _collect(officer: Actor, months: list[Month], on: date) -> None:
    """Take in what families paid: nearly all of the older months, some of the last."""
    for bill in Bill.objects.order_by("pk"):
        last = bill.month == months[-1].first
        if bill.person_id % (2 if last else 9) == 0 or bill.total <= 0:
            continue
        day = min(on, (Month.of(bill.month) + 1).first + timedelta(days=4 + bill.pk % 6))
        actions.take_payment(
            officer, bill=bill.pk, amount=bill.total, on=day,
            way=("mobile", "transfer", "cash")[bill.pk % 3],
        )  # fmt: skip
    first = Payment.objects.order_by("pk").first()
    if first is not None:
        actions.note_invoice(
            officer, payment=first.pk, number="99000000000000000001", on=first.on
        )  # an invented number
    wrong = Payment.objects.order_by("-pk").first()
    if wrong is not None and first is not None and wrong.pk != first.pk:
        actions.reverse_payment(officer, payment=wrong.pk, reason=f"{INVENTED}登记错了孩子")


def _correct(officer: Actor) -> None:
    """Enter a day somebody forgot for one child, and bill the difference."""
    for bill in Bill.objects.order_by("-pk")[:40]:
        one = Enrolment.objects.filter(person=bill.person_id, until=None, seat__gt=0).first()
        fetcher = PickUp.objects.filter(person=bill.person_id).first()
        came = set(Attendance.objects.filter(person=bill.person_id).values_list("day", flat=True))
        missed = [
            day for day in open_days(Month.of(bill.month))
            if one is not None and day not in came and day >= one.since
        ]  # fmt: skip
        if one is None or fetcher is None or not missed:
            continue
        day = missed[0]
        Attendance.objects.create(
            person_id=bill.person_id, nursery_class_id=one.nursery_class_id, day=day,
            came_at=_at(day, 8), left_at=_at(day, 17), left_with=fetcher, recorded_by=INVENTED,
        )  # fmt: skip
        actions.correct_bill(officer, bill=bill.pk, reason=f"{INVENTED}补登一天出勤")
        return


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, 30)))


def _subsidise(
    officer: Actor, second: Actor, homes: list[Nursery], months: list[Month], on: date
) -> None:
    """Pay the older months; of the last leave one statement to approve and the others open."""
    funds.appropriate(
        officer, pot=Pot("county_budget", on.year, "children"), amount=Fen(400_000_00), on=on,
        document=f"{INVENTED}普惠托位补助预算",
    )  # fmt: skip
    for month in months:
        if month == months[-1]:
            _come_late_to_light(officer, months[-2])
        for home in homes[:1] if month == months[-1] else homes:
            try:
                one = actions.prepare_subsidy(
                    officer, nursery=home.pk, month=month.first, fund="county_budget",
                    document=f"{INVENTED}普惠托位补助通知",
                )  # fmt: skip
            except BadChildcare:  # no place counts there
                continue
            if month != months[-1]:
                actions.approve_subsidy(
                    second, subsidy=one.pk, version=1, on=clock.today(),
                    note=f"{INVENTED}已抽查出勤",
                )  # fmt: skip


def _come_late_to_light(officer: Actor, month: Month) -> None:
    """End a child's place in a month already paid: an inspection found that it had left early.

    The next statement takes the month's subsidy back.
    """
    there = Attendance.objects.filter(left_at=None).values("person")
    paid = SubsidyLine.objects.filter(
        month=month.first, amount__gt=0, subsidy__state="paid", enrolment__until=None,
        enrolment__since__lt=month.first,
    ).exclude(person__in=there)  # fmt: skip
    line = paid.select_related("enrolment").order_by("subsidy__nursery", "-pk").first()
    if line is not None:
        actions.end_enrolment(
            officer, enrolment=line.enrolment_id, version=line.enrolment.version,
            on=month.first + timedelta(days=5), reason=f"{INVENTED}核查发现月初已离托，出勤系误登",
        )  # fmt: skip


def _inspect(officer: Actor, homes: list[Nursery], on: date) -> None:
    """Record inspections of last year: as many as the first reports, fewer than the second."""
    for at, home in enumerate(homes[:2]):
        for month, kind in ((4, "safety"), (10, "food"))[: 2 - at]:
            actions.record_inspection(
                officer, nursery=home.pk, on=date(on.year - 1, month, 15), kind=kind,
                authority=f"{INVENTED}县卫生健康局", passed=month == 4,
                says="" if month == 4 else f"{INVENTED}留样记录不全，已当场改正。",
            )  # fmt: skip


def _report(officer: Actor, second: Actor, homes: list[Nursery], on: date) -> None:
    """Report last year of the first two nurseries; the county has accepted the first."""
    for at, home in enumerate(homes[:2]):
        one = actions.submit_report(
            officer, nursery=home.pk, year=on.year - 1, inspections=2,
            says=f"{INVENTED}全年平稳运行，开展消防和食品安全培训各两次。",
        )  # fmt: skip
        if not at:
            actions.decide_report(second, report=one.pk, version=1, accepts=True)


def _show_family() -> None:
    """Let the family's account of the demo follow a child with bills, too."""
    account = Account.objects.filter(username="parent").first()
    bill = Bill.objects.filter(paid=0, total__gt=0).order_by("-month", "pk").first()
    if account is not None and bill is not None:
        RoleHolding.objects.create(
            account=account, role="family", since=date(2020, 1, 1), person=bill.person_id
        )
