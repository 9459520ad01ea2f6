"""Shifts and absences of a provider's workers, and the words of a day's plan."""

from dataclasses import dataclass
from datetime import date, time

from anhuai.facilities.rules import Titled
from anhuai.kernel.unfit import Unfit

WORKING = 0b0011111
"""Monday to Friday."""


class BadRoster(Unfit):
    """A shift, an absence or a day's plan that cannot be; `code` names what is wrong."""


class AwayKind(Titled):
    """Why a worker is away."""

    ILL = "ill", "生病", "Ill"
    LEAVE = "leave", "请假", "On leave"
    TRAINING = "training", "培训", "In training"
    OTHER = "other", "其他", "Other"


class DayState(Titled):
    """How a day's plan stands."""

    DRAFT = "draft", "草稿", "Draft"
    PUBLISHED = "published", "已下发", "Published"
    REPLACED = "replaced", "已被新版代替", "Replaced"


class LeftOver(Titled):
    """Why an order is on nobody's route (the engine's reasons, and where nothing is known)."""

    NOBODY = "nobody", "当天没有人上班", "Nobody is on shift that day"
    CLOSED = "closed", "约定的时间已过或不成立", "The agreed time is past or impossible"
    SKILL = "skill", "上班的人都没有这项资格", "Nobody on shift has the qualification"
    SHIFT = "shift", "约定的时间没有合格的人上班", "Nobody qualified works at the agreed time"
    REACH = "reach", "路程或时长超出任何一人的班次", "Too far or too long for any shift"
    FULL = "full", "合格的人那段时间都排满了", "Everybody qualified is taken at that time"
    NO_POINT = "no_point", "住处和村都没有坐标", "Neither the house nor the village has a point"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """A shift as filled in: weekdays (0 Monday), hours, a break begun within a window."""

    weekdays: tuple[int, ...]
    starts: time
    ends: time
    break_minutes: int = 0
    break_from: time | None = None
    break_to: time | None = None


def check_hours(one: Hours) -> None:
    """Raise `BadRoster` for hours nobody can work."""
    if not one.weekdays:
        raise BadRoster("weekdays", "请至少选一个星期几。", "Choose a weekday.", field="weekdays")
    if one.starts >= one.ends:
        raise BadRoster(
            "hours", "下班时间应晚于上班时间；跨夜的班次请按两天登记。",
            "The shift ends after it begins; enter one over midnight as two.", field="ends",
        )  # fmt: skip
    if not one.break_minutes:
        return
    first, last = one.break_from, one.break_to
    if first is None or last is None or first > last:
        raise BadRoster(
            "break", "有休息的班次请写明最早和最晚几点开始休息。",
            "Say from when to when the break may begin.", field="break_from",
        )  # fmt: skip
    if first < one.starts or minute(last) + one.break_minutes > minute(one.ends):
        raise BadRoster(
            "break_outside", "休息应在班次之内开始和结束。", "The break lies within the shift.",
            field="break_from",
        )  # fmt: skip


def check_days(since: date, until: date | None) -> None:
    """Raise `BadRoster` for days that end before they begin."""
    if until is not None and until <= since:
        raise BadRoster(
            "days", "结束日期不能早于开始日期。", "It ends no earlier than it begins.",
            field="until",
        )  # fmt: skip


def mask(weekdays: tuple[int, ...]) -> int:
    """Return weekdays as bits."""
    return sum(1 << one for one in sorted(set(weekdays)))


def minute(at: time) -> int:
    """Return a time as the minute of its day."""
    return at.hour * 60 + at.minute


def clock_face(minutes: int) -> str:
    """Return a minute of the day as people write it; after midnight it goes on (25:10)."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
