"""What a child's month costs, line by line, in whole fen; nothing here asks a database.

Each line is price × count × percent ÷ (of × 100), rounded once, a half fen up, so that anybody
can compute it again from what the line says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from anhuai.childcare.rules.words import Care
from anhuai.facilities.rules import Titled
from anhuai.kernel.money import Fen, Rounding, share
from anhuai.kernel.months import Month


class Charge(Titled):
    """How a price is counted: by the month of a standing place, or by the hour."""

    FULL_DAY = "full_day", "全日托（每月）", "Full-day, a month"
    HALF_DAY = "half_day", "半日托（每月）", "Half-day, a month"
    HOURLY = "hourly", "计时托（每小时）", "Hourly, an hour"
    OCCASIONAL = "occasional", "临时托（每小时）", "Occasional, an hour"

    @property
    def is_standing(self) -> bool:
        """Whether it is for a month of a place held day after day."""
        return self in (Charge.FULL_DAY, Charge.HALF_DAY)


def charge_of(care: str) -> Charge:
    """Return how a kind of care is priced; both half-days alike."""
    return Charge.HALF_DAY if care in (Care.MORNING, Care.AFTERNOON) else Charge(care)


class LineKind(Titled):
    """What a line of a bill is for."""

    CARE = "care", "保育费", "Care"
    REFUND = "refund", "缺勤退费", "Refund for absence"
    MEALS = "meals", "伙食费", "Meals"
    HOURS = "hours", "计时服务费", "Care by the hour"
    MISSED = "missed", "预约未到", "Booked, not come"


class Way(Titled):
    """How money came."""

    TRANSFER = "transfer", "转账", "Transfer"
    MOBILE = "mobile", "扫码支付", "Mobile payment"
    CASH = "cash", "现金", "Cash"


@dataclass(frozen=True, slots=True)
class Terms:
    """The county's rules of a month: refunds begin with so many absences (0: none)."""

    refund_from: int = 0
    refund_percent: int = 100
    missed_percent: int = 0


@dataclass(frozen=True, slots=True)
class Tariff:
    """A price in force from a day on."""

    group: str
    charge: Charge
    since: date
    fee: Fen
    meal: Fen
    inclusive: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A standing place held in [since, until); None: still held."""

    group: str
    charge: Charge
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Booked:
    """Hours of a day that were booked and not cancelled, and whether the child came."""

    group: str
    charge: Charge
    day: date
    hours: int
    came: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a bill; `count` is negative where money is given back."""

    kind: LineKind
    group: str
    charge: Charge
    since: date
    until: date
    price: Fen
    count: int
    of: int = 1
    percent: int = 100

    @property
    def amount(self) -> Fen:
        """Return what the line comes to."""
        return share(
            self.price, self.count * self.percent, self.of * 100, rounding=Rounding.HALF_UP
        )


def tariff_on(prices: Sequence[Tariff], group: str, charge: Charge, on: date) -> Tariff | None:
    """Return the price of a day: the newest begun; of one day the last in the list."""
    found = None
    for one in prices:
        begun = one.group == group and one.charge == charge and one.since <= on
        if begun and (found is None or one.since >= found.since):
            found = one
    return found


def lines_of(
    month: Month, *, held: Sequence[Held], booked: Sequence[Booked], prices: Sequence[Tariff],
    open_days: Iterable[date], attended: Iterable[date], terms: Terms,
) -> list[Line] | None:  # fmt: skip
    """Return the lines of a child's month; None where something used has no price.

    A part of a month is its share of the month's open days. Refunds begin where the month's
    absences on open days reach the county's number, and then count all of them.
    """
    opened, came = sorted(set(open_days)), set(attended)
    spans: list[tuple[Held, date, date, Tariff]] = []
    for one in held:
        for since, until in _parts(one, month, prices):
            price = tariff_on(prices, one.group, one.charge, since)
            if price is None:
                return None
            spans.append((one, since, until, price))
    away = sum(
        day not in came for _one, since, until, _price in spans for day in opened
        if since <= day < until
    )  # fmt: skip
    refunds = bool(terms.refund_from) and away >= terms.refund_from
    found = []
    for one, since, until, price in spans:
        days = [day for day in opened if since <= day < until]
        if days:
            found.append(Line(LineKind.CARE, one.group, one.charge, since, until, price.fee,
                              len(days), len(opened)))  # fmt: skip
        missed = sum(day not in came for day in days)
        if refunds and missed:
            found.append(Line(LineKind.REFUND, one.group, one.charge, since, until, price.fee,
                              -missed, len(opened), terms.refund_percent))  # fmt: skip
        eaten = sum(since <= day < until for day in came)
        if eaten and price.meal:
            found.append(
                Line(LineKind.MEALS, one.group, one.charge, since, until, price.meal, eaten)
            )
    hours = _hours(month, booked, prices, terms)
    return None if hours is None else found + hours


def _parts(one: Held, month: Month, prices: Sequence[Tariff]) -> list[tuple[date, date]]:
    """Return the days of a place in a month, cut where its price changes."""
    after = month.last + timedelta(1)
    since, until = max(one.since, month.first), min(one.until or after, after)
    if since >= until:
        return []
    cuts = {
        price.since for price in prices
        if (price.group, price.charge) == (one.group, one.charge) and since < price.since < until
    }  # fmt: skip
    edges = [since, *sorted(cuts), until]
    return list(pairwise(edges))


def _hours(
    month: Month, booked: Sequence[Booked], prices: Sequence[Tariff], terms: Terms
) -> list[Line] | None:
    found = []
    for one in sorted(booked, key=lambda row: (row.day, row.group, row.charge, row.hours)):
        if one.day not in month or not (one.came or terms.missed_percent):
            continue
        price = tariff_on(prices, one.group, one.charge, one.day)
        if price is None:
            return None
        kind = LineKind.HOURS if one.came else LineKind.MISSED
        percent = 100 if one.came else terms.missed_percent
        found.append(Line(kind, one.group, one.charge, one.day, one.day + timedelta(1), price.fee,
                          one.hours, 1, percent))  # fmt: skip
    return found
