"""The elders' school: courses of a term, seats and the queue for them, who takes part regularly.

经常性参与教育活动的老年人口比例 = residents of 60 and more who came to at least N lessons in the
calendar year ÷ residents of 60 and more. No document at hand says what N is: it is a setting (D).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from anhuai.facilities.rules import Titled
from anhuai.kernel.unfit import Unfit

MOST_SEATS = 500


class BadCourse(Unfit):
    """A site, term, course or enrolment that cannot be; `code` names what is wrong."""


class Subject(Titled):
    """What a course teaches."""

    CALLIGRAPHY = "calligraphy", "书法绘画", "Calligraphy and painting"
    MUSIC = "music", "声乐器乐", "Singing and music"
    DANCE = "dance", "舞蹈", "Dance"
    HEALTH = "health", "养生保健", "Health"
    PHONE = "phone", "智能手机", "Smartphones"
    CRAFT = "craft", "手工非遗", "Handicraft"
    FARMING = "farming", "种养技术", "Farming"
    SAFETY = "safety", "防骗与安全", "Safety and fraud"
    OTHER = "other", "其他课程", "Other subject"


class SeatState(Titled):
    """How somebody stands with a course."""

    ENROLLED = "enrolled", "已录取", "Enrolled"
    WAITING = "waiting", "候补", "Waiting"
    LEFT = "left", "已退出", "Left"


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseFacts:
    """A course of a term at a site: when in the week, how many seats."""

    site: int
    term: int
    subject: Subject
    title: str
    teacher: str = ""
    weekday: int
    starts: time
    minutes: int
    seats: int


def lesson_days(since: date, until: date, weekday: int) -> list[date]:
    """Return the days of [since, until) that are a weekday (0 is Monday)."""
    first = since + timedelta((weekday - since.weekday()) % 7)
    return [first + timedelta(7 * n) for n in range(max(0, -((first - until).days // 7)))]


def regulars(times: Mapping[int, int], least: int) -> set[int]:
    """Return who came at least so many times."""
    return {person for person, count in times.items() if count >= least}
