"""From what was decided to a pay run: one run a benefit and month, prepared by funds."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.benefits.catalogue import BENEFITS
from anhuai.benefits.queries import paying
from anhuai.benefits.rules.definition import Period
from anhuai.benefits.rules.paying import BadPaying, is_credited, is_payable
from anhuai.funds import actions as funds
from anhuai.funds.catalogue import FUNDS
from anhuai.funds.rules.settling import Batch
from anhuai.kernel.months import Month
from anhuai.platform import county
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit

MANAGE = Permit.FUNDS_MANAGE


@action(
    permit=MANAGE, title=_("按核定结果编制发放批次"), logs=("item", "month", "fund", "on"),
    subject="pay_run",
)  # fmt: skip
def prepare_month(actor: Actor, *, item: str, month: Month, fund: str, on: date) -> funds.Run:
    """Prepare the run of a benefit for a month: whom it was decided for and who draws it.

    Told again with the same facts it is the same run; the two approvals are given in funds. Raises
    `BadPaying`, and what funds refuses.
    """
    county.require_whole(actor, MANAGE)
    if item not in BENEFITS or not is_payable(BENEFITS[item]):
        raise BadPaying(
            "item", "请选择发放资金的待遇。", "Choose a benefit paid in cash.",
            field="item",
        )  # fmt: skip
    if fund not in FUNDS or FUNDS[fund].by_town:
        raise BadPaying("fund", "请选择县级的资金来源。", "Choose a fund of the county.",
                        field="fund")  # fmt: skip
    first = _decided(month)
    due = paying.dues(item, month=month, first=first, fund=fund, on=on)
    is_once = BENEFITS[item].period is Period.ONCE
    persons = {one.person for one in due if one.amount and one.period == month}
    why = {} if is_once else paying.stops(item, month=month, persons=persons)
    title = BENEFITS[item].title
    batch = Batch(
        month=month, code=item, title=f"{month} {title}", schemes=(item,), is_whole=not is_once
    )
    if not due and not why:
        raise BadPaying(
            "none", "这个月没有已确认的享受人员。", "Nobody is confirmed for this month.",
        )  # fmt: skip
    return funds.prepare_run(actor, batch=batch, dues=due, on=on, stops=why)


def _decided(month: Month) -> date:
    """Return the first month ever decided; raises `BadPaying` for a month that was not."""
    decided = paying.decided_months(division=county.code())
    if decided is None or not decided[0] <= month.first <= decided[1]:
        raise BadPaying(
            "month", f"{month} 的待遇还没有核定，不能编制；每天夜里核定当月。",
            f"{month} was not decided: each night decides its month.", field="month",
        )  # fmt: skip
    return decided[0]


@action(
    permit=MANAGE, title=_("按核定结果发放消费券和时长"), logs=("item", "month", "on"),
    subject="voucher",
)  # fmt: skip
def credit_month(actor: Actor, *, item: str, month: Month, on: date) -> funds.Credited:
    """Credit whoever is due a voucher or hours for a month; again it adds only who came since.

    Raises `BadPaying` for a benefit that is not credited or a month not decided.
    """
    county.require_whole(actor, MANAGE)
    if item not in BENEFITS or not is_credited(BENEFITS[item]):
        raise BadPaying(
            "item", "请选择消费券或时长类待遇。", "Choose a benefit of vouchers or hours.",
            field="item",
        )  # fmt: skip
    first = _decided(month)
    found = paying.credited(
        item, month=month, first=first, until=paying.voucher_until(month, on=on), on=on
    )
    if not found:
        raise BadPaying(
            "none", "这个月没有已确认的享受人员。", "Nobody is confirmed for this month.",
        )  # fmt: skip
    return funds.credit(actor, credits=found, on=on)
