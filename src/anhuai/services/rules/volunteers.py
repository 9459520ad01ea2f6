"""Activities for which people sign up, and what a certificate of service hours says."""

from dataclasses import dataclass
from datetime import date, datetime

from anhuai.facilities.rules import Titled
from anhuai.kernel.unfit import Unfit

MOST_PLACES = 2000


class BadActivity(Unfit):
    """An activity or sign-up that cannot be; `code` names what is wrong."""


class ActivityKind(Titled):
    """What an activity is."""

    CARE = "care", "为老服务", "Service for elders"
    CHILDREN = "children", "关爱儿童", "Care for children"
    HEALTH = "health", "健康义诊", "Health"
    CULTURE = "culture", "文体娱乐", "Culture and sport"
    TIDY = "tidy", "环境整治", "Tidying up"
    OTHER = "other", "其他活动", "Other activity"


class ActivityState(Titled):
    """Where an activity stands."""

    PLANNED = "planned", "报名中", "Open for sign-up"
    HELD = "held", "已举办", "Held"
    CANCELLED = "cancelled", "已取消", "Called off"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityFacts:
    """What is planned: where, when, for how long, for how many."""

    title: str
    kind: ActivityKind
    division: str
    spot: str = ""
    starts: datetime
    minutes: int
    places: int


@dataclass(frozen=True, slots=True)
class Served:
    """A member's service in a span of days: tasks confirmed, activities attended, minutes."""

    since: date
    until: date
    tasks: int
    activities: int
    minutes: int
