"""Prices of a nursery, the month's bills, and their correction by a further bill."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anhuai.childcare import queries
from anhuai.childcare.catalogue import CLASSES
from anhuai.childcare.models import Bill, BillLine, Nursery, Price
from anhuai.childcare.queries.fee_settings import ceiling
from anhuai.childcare.queries.fees import Stayed, computed, month_of, open_days, tariffs
from anhuai.childcare.rules import BadChildcare
from anhuai.childcare.rules.fees import Charge, Line
from anhuai.kernel.money import Fen, format_yuan
from anhuai.kernel.months import Month
from anhuai.kernel.text import normalise, refuse_turned
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale

MANAGE = Permit.CHILDCARE_MANAGE
MOST = 100_000_00
"""A price above a hundred thousand yuan is a slip of the hand."""


class Fee(TypedDict, total=False):
    """A price: fen a month or an hour, fen of meals a day, whether it is the inclusive one."""

    fee: int
    meal: int
    inclusive: bool
    document: str


@action(
    permit=MANAGE, title=_("登记托育收费标准"),
    logs=("nursery", "group", "charge", "since", "fee", "meal", "inclusive"),
    subject="childcare_price",
)  # fmt: skip
def set_price(
    actor: Actor, *, nursery: int, group: str, charge: str, since: date, **given: Unpack[Fee]
) -> Price:
    """Say what a kind of class costs from a day on; of one day the last said holds.

    Never for a month that is billed already, and an inclusive price never above the county's
    ceiling where one is decided. Raises `BadChildcare`.
    """
    home = queries.nursery(actor, nursery, permit=MANAGE, lock=True)
    if group not in CLASSES or charge not in set(Charge):
        raise BadChildcare(
            "group", "请选择班型和计费方式。", "Choose the class and how it is counted.",
            field="group",
        )  # fmt: skip
    fee, meal = given.get("fee", 0), given.get("meal", 0)
    inclusive, document = given.get("inclusive", False), normalise(given.get("document", ""))[:120]
    if not 0 <= fee <= MOST or not 0 <= meal <= MOST:
        raise BadChildcare(
            "fee", "金额应在 0 到 100,000 元之间，请核对。", "From 0 to 100,000 yuan.", field="fee"
        )
    billed = Bill.objects.filter(nursery=home, month__gte=since.replace(day=1)).exists()
    if billed:
        raise BadChildcare(
            "billed", "这个日期所在的月份已经出过账单；新的收费标准请从下一个未出账的月份开始。",
            "That month is billed already: begin with one that is not.", field="since",
        )  # fmt: skip
    most = ceiling(group, Charge(charge), Month.of(since))
    if inclusive and most and fee > most:
        raise BadChildcare(
            "ceiling",
            f"普惠价不得高于县里定的上限 {format_yuan(most)} 元；请调低价格，或不标普惠价。",
            f"An inclusive price is at most {format_yuan(most)} yuan here.", field="fee",
        )  # fmt: skip
    return Price.objects.create(
        nursery=home, group=group, charge=charge, since=since, fee=fee, meal=meal,
        inclusive=inclusive, document=document, recorded_at=clock.now(),
        recorded_by=actor.name[:64],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawn:
    """What drawing a month's bills did: bills made, children left out for want of a price."""

    made: int
    unpriced: int


@action(permit=MANAGE, title=_("生成托育月度账单"), logs=("nursery", "month"), subject="nursery")
def draw_bills(actor: Actor, *, nursery: int, month: date) -> Drawn:
    """Draw the bill of every child of a month; who has one is left alone, so again adds none.

    Raises `BadChildcare` for a month that is not over: its days are not known yet.
    """
    home = queries.nursery(actor, nursery, permit=MANAGE, lock=True)
    asked = Month.of(month)
    if asked.last >= clock.today():
        raise BadChildcare(
            "month", "这个月还没有过完，下月一日起再生成账单。",
            "The month is not over: draw its bills from the first of the next.", field="month",
        )  # fmt: skip
    rows = Bill.objects.filter(nursery=home, month=asked.first)
    billed = set(rows.values_list("person", flat=True))
    opened, prices = open_days(asked), tariffs(home.pk)
    made = unpriced = 0
    for person, stayed in sorted(month_of(home.pk, asked).items()):
        if person in billed:
            continue
        lines = computed(stayed, asked, prices, opened)
        if lines is None:
            unpriced += 1
        elif lines:
            _write(actor, home, person, asked, lines, stayed)
            made += 1
    return Drawn(made, unpriced)


def _write(
    actor: Actor, home: Nursery, person: int, month: Month, lines: Sequence[Line], stayed: Stayed,
    *, last: Bill | None = None, reason: str = "",
) -> Bill:  # fmt: skip
    due, before = sum(line.amount for line in lines), last.due if last else 0
    bill = Bill.objects.create(
        nursery=home, person_id=person, month=month.first, due=due, before=before,
        total=due - before, number=last.number + 1 if last else 0,
        open_days=len(open_days(month)), attended=len(stayed.attended), reason=reason,
        recorded_at=clock.now(), recorded_by=actor.name[:64],
    )  # fmt: skip
    BillLine.objects.bulk_create(
        BillLine(
            bill=bill, kind=line.kind, group=line.group, charge=line.charge, since=line.since,
            until=line.until, price=line.price, count=line.count, of=line.of,
            percent=line.percent, amount=line.amount,
        )
        for line in lines
    )  # fmt: skip
    return bill


@action(permit=MANAGE, title=_("更正托育账单"), logs=("bill",), subject="childcare_bill")
def correct_bill(actor: Actor, *, bill: int, reason: str) -> Bill:
    """Work a billed month out anew and bill the difference; the earlier bill stays as it is.

    Only the month's last bill is corrected. Raises `BadChildcare` where nothing would change.
    """
    shown = queries.bill(actor, bill, permit=MANAGE)
    home = queries.nursery(actor, shown.nursery_id, permit=MANAGE, lock=True)
    chain = Bill.objects.filter(nursery=home, person=shown.person_id, month=shown.month)
    last = chain.order_by("-number").first()
    if last is None or last.pk != shown.pk:
        raise Stale("childcare_bill", bill)
    said = normalise(refuse_turned(reason))[:200]
    if not said:
        raise BadChildcare("reason", "请填写更正原因。", "Say why.", field="reason")
    month = Month.of(shown.month)
    stayed = month_of(home.pk, month, [shown.person_id]).get(shown.person_id, Stayed())
    lines = computed(stayed, month, tariffs(home.pk), open_days(month))
    if lines is None:
        raise BadChildcare(
            "unpriced",
            "有的项目没有收费标准，请先登记。",
            "Something has no price: enter it first.",
        )
    if Fen(sum(line.amount for line in lines)) == last.due:
        raise BadChildcare(
            "same", "按现在的记录重算，金额没有变化，不需要更正。",
            "Worked out anew it comes to the same: nothing to correct.",
        )  # fmt: skip
    try:
        with transaction.atomic():
            return _write(
                actor, home, shown.person_id, month, lines, stayed, last=last, reason=said
            )
    except IntegrityError as clash:
        raise Stale("childcare_bill", bill) from clash
