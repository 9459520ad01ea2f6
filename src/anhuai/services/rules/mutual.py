"""Mutual help and its hours: the words, what overlaps, which hours are spent first, when they end.

An hour of help is counted in whole minutes. Nothing national says what it is worth or how long it
lasts: every such number is a setting of the county (queries.bank).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from anhuai.facilities.rules import Titled
from anhuai.kernel.months import Month
from anhuai.kernel.unfit import Unfit

MOST_TASK = 12 * 60
OLDEST = timedelta(days=62)
"""How long after it was done a task may still be written down."""
TRIES = 5
"""Wrong codes after which a task is confirmed by signature or account only."""
OLD = 60  # 老年人: of 60 years and more (law on the rights of the elderly, art. 2)


class BadHelp(Unfit):
    """A member, team, pair, task or move of hours that cannot be; `code` names what is wrong."""


class MemberKind(Titled):
    """As whom somebody helps; "" is who is only helped."""

    PARTY = "party", "党员", "Party member"
    VOLUNTEER = "volunteer", "志愿者", "Volunteer"
    YOUNGER = "younger", "低龄健康老人", "Younger, healthy elder"
    NEIGHBOUR = "neighbour", "邻里", "Neighbour"
    STUDENT = "student", "学生", "Student"
    OTHER = "other", "其他", "Other"


class HelpKind(Titled):
    """What help is about."""

    TALK = "talk", "陪伴聊天", "Company and talk"
    ERRAND = "errand", "代购代办", "Errands and shopping"
    HOUSEWORK = "housework", "家务清洁", "Housework"
    ESCORT = "escort", "陪同就医出行", "Escort to the doctor or out"
    MEAL = "meal", "送餐做饭", "Meals brought or cooked"
    REPAIR = "repair", "小修小补", "Small repairs"
    DIGITAL = "digital", "教用手机", "Help with the phone"
    OTHER = "other", "其他互助", "Other help"


class Origin(Titled):
    """Whether help was asked for or offered."""

    ASKED = "asked", "求助", "Asked for"
    OFFERED = "offered", "愿意帮忙", "Offered"


class TaskState(Titled):
    """Where a task stands; only a confirmed one earns hours."""

    OPEN = "open", "待接", "Open"
    TAKEN = "taken", "已接", "Taken"
    DONE = "done", "已完成待确认", "Done, to be confirmed"
    CONFIRMED = "confirmed", "已确认", "Confirmed"
    CANCELLED = "cancelled", "已取消", "Cancelled"


class Confirmed(Titled):
    """How the helped person confirmed."""

    CODE = "code", "确认码", "Code"
    SIGNATURE = "signature", "签名", "Signature"
    OWN = "own", "本人或家属账号", "Own or family account"


class HelpDoubt(Titled):
    """What about a task somebody should look at."""

    OVERLAP = "overlap", "与同一户的另一次互助时间重叠", "Overlaps another task in the house"
    KIN = "kin", "帮助的是本人亲属或同户", "Helped kin or own household"
    LATE = "late", "完成后超过 7 天才登记", "Recorded more than 7 days after"
    CAPPED = "capped", "超过每日计时上限，超出部分未计入", "Over the day's limit, rest not counted"


class TimeBook(Titled):
    """The books of the time bank; every movement leads from one to another."""

    ISSUED = "issued", "服务产生", "Earned by service"
    HELD = "held", "个人时间账户", "Held by a member"
    SPENT = "spent", "已兑换", "Spent"
    LAPSED = "lapsed", "已过期", "Lapsed"
    COMMON = "common", "公益时间池", "Common pool"


class TimeKind(Titled):
    """What an entry of the time bank records."""

    EARN = "earn", "服务计时", "Earned"
    SPEND = "spend", "兑换使用", "Spent"
    TRANSFER = "transfer", "转给亲属", "Given to kin"
    GIFT = "gift", "捐入公益时间池", "Given to the common pool"
    GRANT = "grant", "由公益时间池发给", "Granted from the common pool"
    LAPSE = "lapse", "到期", "Lapsed"
    UNDO = "undo", "更正退回", "Put right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Help that is asked for or offered; `client` is made once by the page or the caller."""

    client: UUID
    kind: HelpKind
    wanted_on: date
    minutes: int
    says: str = ""


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """Hours of one origin: their key, the minutes left, and the first day they no longer hold."""

    key: int
    left: int
    ends: date | None


def ends_on(earned: date, months: int) -> date | None:
    """Return the first day hours no longer hold; None where the county lets them last.

    They hold to the end of the month so many months later: nobody counts days.
    """
    return (Month.of(earned) + months + 1).first if months else None


def spent_first(minutes: int, lots: Iterable[TimeLeft]) -> list[tuple[int, int]] | None:
    """Return how many minutes to take from which lot, what ends first going first.

    None where all together do not suffice: hours are never overdrawn.
    """
    found: list[tuple[int, int]] = []
    for one in sorted(lots, key=lambda lot: (lot.ends or date.max, lot.key)):
        part = min(minutes, one.left)
        if part > 0:
            found.append((one.key, part))
            minutes -= part
    return None if minutes else found


def returned_last(minutes: int, lots: Iterable[TimeLeft]) -> list[tuple[int, int]] | None:
    """Return onto which lots minutes go back; `left` is what was used of each.

    What ends last first: so it stands as if they had never been used. None where less was used.
    """
    found: list[tuple[int, int]] = []
    for one in sorted(lots, key=lambda lot: (lot.ends or date.max, lot.key), reverse=True):
        part = min(minutes, one.left)
        if part > 0:
            found.append((one.key, part))
            minutes -= part
    return None if minutes else found


def overlaps(one: datetime, minutes: int, other: datetime, other_minutes: int) -> bool:
    """Say whether two tasks share time; what ends when the other begins does not."""
    return one < other + timedelta(minutes=other_minutes) and other < one + timedelta(
        minutes=minutes
    )


def counted(minutes: int, earned_today: int, most: int) -> int:
    """Return how many minutes of a task count under the day's limit; 0 is no limit."""
    return min(minutes, max(0, most - earned_today)) if most else minutes


def hours(minutes: int) -> str:
    """Return minutes as people read them: hours and minutes."""
    return f"{minutes // 60}:{minutes % 60:02d}"
