"""Points of the mart (爱心超市): earned for listed deeds, spent on goods, never below zero."""

from datetime import date

from anhuai.assessments.rules.due import months_after
from anhuai.facilities.rules import Titled
from anhuai.kernel.unfit import Unfit


class BadMart(Unfit):
    """Points or goods that cannot be moved so; codes: left, stock, deed, goods, twice, reason."""


class PointBook(Titled):
    """Where points stand; every movement leads from one book of an account to another."""

    ISSUED = "issued", "已发放", "Issued"
    HELD = "held", "可用积分", "Held"
    SPENT = "spent", "已兑换", "Spent"
    LAPSED = "lapsed", "已过期", "Lapsed"


class PointKind(Titled):
    """What a movement of points records."""

    EARN = "earn", "获得积分", "Earned"
    EXCHANGE = "exchange", "兑换物品", "Exchanged"
    LAPSE = "lapse", "过期作废", "Lapsed"
    RETURN = "return", "退回兑换", "Exchange given back"


MOVES = {
    PointKind.EARN: (PointBook.ISSUED, PointBook.HELD),
    PointKind.EXCHANGE: (PointBook.HELD, PointBook.SPENT),
    PointKind.LAPSE: (PointBook.HELD, PointBook.LAPSED),
    PointKind.RETURN: (PointBook.SPENT, PointBook.HELD),
}


def until_of(earned: date, months: int) -> date | None:
    """Return the first day points no longer hold; None where they never end (0 months)."""
    return months_after(earned, months) if months else None
