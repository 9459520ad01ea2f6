"""The subsidy of inclusive places: which child's place counts in a month, and what looks odd."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from anhuai.childcare.rules.fees import Charge
from anhuai.facilities.rules import Titled
from anhuai.kernel.money import Fen, Rounding, share


class SubsidyState(Titled):
    """Where a statement stands."""

    PREPARED = "prepared", "待审批", "To be approved"
    PAID = "paid", "已支付", "Paid"
    RETURNED = "returned", "已退回", "Returned"


class Why(Titled):
    """Why a place is paid for, or not."""

    COUNTS = "counts", "普惠托位，计入", "Inclusive place: counts"
    NO_MARK = "no_mark", "机构当月没有普惠标识", "The nursery was not marked inclusive"
    UNPRICED = "unpriced", "没有登记收费标准", "No price on record"
    ORDINARY = "ordinary", "不是普惠价", "Not at an inclusive price"
    ABOVE = "above", "高于普惠价格上限", "Above the price ceiling"
    FEW_DAYS = "few_days", "出勤不足最低天数", "Too few days attended"
    ELSEWHERE = "elsewhere", "本月已在别处计入", "Counted elsewhere this month"
    GONE = "gone", "记录里当月已不在托", "No longer enrolled that month"


class Doubt(Titled):
    """What should be looked into before a statement is approved."""

    NO_MARK = "no_mark", "机构当月没有普惠标识", "The nursery was not marked inclusive"
    NO_CEILING = "no_ceiling", "县里没有定普惠价格上限，无法核对", "No price ceiling is decided"
    ABOVE = "above", "收费高于普惠价格上限", "A price is above the ceiling"
    CROWDED = "crowded", "有的日子在园人数超过班级托位", "More children than places on some days"
    ALL_PRESENT = "all_present", "全部孩子整月全勤，请抽查", "Nobody missed a day: look into it"
    ELSEWHERE = "elsewhere", "孩子本月在别处已计入", "Children counted elsewhere this month"
    UNPRICED = "unpriced", "有的孩子没有收费标准", "Children without a price"


@dataclass(frozen=True, slots=True)
class Place:
    """A standing place in a month: days open while held, days attended, its price."""

    enrolment: int
    person: int
    charge: Charge
    days: int
    attended: int
    fee: Fen | None
    inclusive: bool
    ceiling: Fen
    """0 where none is decided."""
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """What the county pays for a whole place a month, from how many days, for half a day."""

    amount: Fen
    least: int
    half: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A place with what is paid for it and why."""

    place: Place
    amount: Fen
    why: Why


def judge(place: Place, rate: Rate, *, marked: bool) -> Judged:
    """Return what is paid for a place: all of the amount or nothing, half days by their share."""
    why = _why(place, rate, marked=marked)
    percent = 100 if place.charge is Charge.FULL_DAY else rate.half
    whole = share(rate.amount, percent, 100, rounding=Rounding.HALF_UP)
    return Judged(place, whole if why is Why.COUNTS else Fen(0), why)


def _why(place: Place, rate: Rate, *, marked: bool) -> Why:
    if not marked:
        return Why.NO_MARK
    if place.fee is None:
        return Why.UNPRICED
    if not place.inclusive:
        return Why.ORDINARY
    if place.ceiling and place.fee > place.ceiling:
        return Why.ABOVE
    if place.attended < max(1, rate.least):
        return Why.FEW_DAYS
    return Why.ELSEWHERE if place.elsewhere else Why.COUNTS


def doubts_of(judged: Sequence[Judged], *, marked: bool, crowded: int) -> list[tuple[Doubt, int]]:
    """Return what should be looked into, with how many children or days it concerns."""
    inclusive = [one for one in judged if one.place.inclusive]
    whole = [one for one in judged if one.place.days and one.place.attended >= one.place.days]
    counted = [
        (Doubt.NO_MARK, 0 if marked else len(judged)),
        (Doubt.NO_CEILING, sum(not one.place.ceiling for one in inclusive)),
        (Doubt.ABOVE, sum(one.why is Why.ABOVE for one in judged)),
        (Doubt.CROWDED, crowded),
        (Doubt.ALL_PRESENT, len(judged) if len(judged) > 1 and len(whole) == len(judged) else 0),
        (Doubt.ELSEWHERE, sum(one.why is Why.ELSEWHERE for one in judged)),
        (Doubt.UNPRICED, sum(one.place.fee is None for one in judged)),
    ]
    return [(doubt, count) for doubt, count in counted if count]


@dataclass(frozen=True, slots=True)
class Change:
    """What a paid month gave for a child, and what it comes to by today's records."""

    of: int
    month: date
    person: int
    enrolment: int
    charge: str
    days: int
    attended: int
    before: Fen
    now: Fen
    why: Why

    @property
    def due(self) -> int:
        """Return the difference in fen: paid later, or taken back where negative."""
        return self.now - self.before


def settled(changes: Sequence[Change], own: Fen) -> list[tuple[Change, int]]:
    """Return how much of each difference a statement takes that comes to `own` by itself.

    What is due to the nursery is paid whole; what it owes is taken back oldest first, as far as
    the statement's money goes, and the rest waits for the next.
    """
    left = own + sum(max(0, one.due) for one in changes)
    found = []
    for one in sorted(changes, key=lambda change: (change.month, change.of, change.person)):
        taken = one.due if one.due > 0 else -min(left, -one.due)
        left += min(0, taken)
        found.append((one, taken))
    return found
