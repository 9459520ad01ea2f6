"""Whom the county pays a benefit in a month: what was decided, and confirmed or drawn already."""

from collections.abc import Collection, Mapping
from datetime import date

from anhuai.benefits.rules.definition import Benefit, Form, Period, Who
from anhuai.benefits.rules.procedure import State
from anhuai.kernel.months import Month
from anhuai.kernel.unfit import Unfit

CONFIRMED = (State.GRANTED, State.REVIEW, State.HEARING)
"""A grant is paid until it is ended: a review, and hearing the recipient, stop nothing by itself
(社会救助法第四十八条: whoever decides against somebody hears them first)."""
DECIDED_AGAINST = (State.REFUSED, State.ENDED)
_PURPOSES: Mapping[str, str] = {
    "dibao": "assistance", "tekun": "assistance", "child": "children", "childcare": "children",
    "disability": "disability", "old_age": "elderly_care", "elder_hardship": "elderly_care",
    "elder_institution": "elderly_care", "elder_home": "elderly_care", "urgent": "assistance",
    "institution": "elderly_care",
}  # fmt: skip
"""What the money of a group of benefits is booked as; funds' purposes say what they cover."""


class BadPaying(Unfit):
    """A month that cannot be prepared; codes: item, fund, month, none."""


def is_payable(one: Benefit) -> bool:
    """Say whether a benefit is paid to people by a run: cash of a known purpose.

    Monthly ones in each month, once-only ones in the month their application was granted; vouchers
    and hours are credited instead (`is_credited`).
    """
    is_cash = one.form is Form.CASH and one.period in (Period.MONTHLY, Period.ONCE)
    return is_cash and one.who is not Who.INSTITUTION and one.group in _PURPOSES


def is_credited(one: Benefit) -> bool:
    """Say whether a benefit is credited to people as something to spend: vouchers, and hours."""
    is_hours = one.form is Form.SERVICE and one.amount.type.unit == "hours"
    return one.who is Who.PERSON and (one.form is Form.VOUCHER or is_hours)


def in_units(one: Benefit, amount: int) -> int:
    """Return a month's amount in what accounts count: fen, or minutes of hours."""
    return amount * 60 if one.amount.type.unit == "hours" else amount


def once_owed(amount: int, *, helped: int) -> int:
    """Return what is still paid of a once-only benefit beside help that was given first.

    Urgent help comes before the papers (社会救助法第五十条); it is part of what is due.
    """
    return max(0, amount - helped)


def purpose_of(one: Benefit) -> str:
    """Return what a payable benefit is booked as."""
    return _PURPOSES[one.group]


def began(intervals: Collection[tuple[date, date | None]], month: date) -> date | None:
    """Return since when something runs without a gap up to a month; None where it does not run."""
    found: date | None = None
    for since, until in sorted(intervals, key=lambda one: one[0], reverse=True):
        holds = since <= month and (until is None or until > month)
        if holds if found is None else until == found:
            found = since
    return found


def is_due(
    state: State | None, *, confirmed: date | None, since: date, first: date, month: date
) -> bool:
    """Say whether what was decided is paid: confirmed by then, or drawn when the nights began.

    `state` is that of the latest application, `confirmed` when it was granted, `since` the first
    month of what runs, `first` the first month ever decided: what runs since then was drawn.
    A grant is paid from the month it was confirmed in; earlier months are the officer's to settle.
    """
    if state in CONFIRMED:
        return confirmed is not None and confirmed.replace(day=1) <= month
    return state not in DECIDED_AGAINST and since <= first


def owed_before(owed: int, paid: int, *, is_due: bool, ended: Month | None, month: Month) -> int:
    """Return what a past month comes to in total, beside what was paid for it.

    `owed` is what was decided, `is_due` whether it was confirmed then, `ended` the month somebody
    decided against the recipient. Who is not confirmed is paid nothing more, and loses only what is
    not owed; what a later decision ends is not paid after its month, and paid nothing more in it.
    """
    if ended is not None and month > ended:
        return 0
    if not is_due or month == ended:
        return min(owed, paid)
    return owed
