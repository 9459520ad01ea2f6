"""What is measured of whom, at which pace, and how an answer is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from anhuai.kernel.unfit import Unfit


class BadSiting(Unfit):
    """A request about maps and sites that cannot be met; `code` names what is wrong."""


class Subject(StrEnum):
    """What people are to reach."""

    ELDER_CARE = "elder_care"
    DAY_CARE = "day_care"
    CHILDCARE = "childcare"


class Pace(StrEnum):
    """How people get there: on foot as adults do, or slowly as an old person does."""

    WALK = "walk"
    SLOW = "slow"


class Basis(StrEnum):
    """What distances rest on."""

    IMPORTED = "imported"
    SYNTHETIC = "synthetic"


class Question(StrEnum):
    """What a scenario asks."""

    MOST = "most"  # MCLP: most people within reach of so many new sites
    FEWEST = "fewest"  # LSCP: fewest new sites that leave nobody out of reach
    WALKING = "walking"  # p-median: least walking in all


@dataclass(frozen=True, slots=True)
class Aim:
    """A subject in words, whom it is for, and which kinds of facility give it."""

    title: str
    title_en: str
    whom: str  # column of the measured people: residents, elders, toddlers
    kinds: tuple[str, ...]


AIMS: Mapping[Subject, Aim] = {
    Subject.ELDER_CARE: Aim(
        "机构养老", "Residential elder care", "elders",
        ("elderly_care_institution", "rural_elderly_home", "medical_care_institution",
         "regional_elderly_service_centre"),
    ),
    Subject.DAY_CARE: Aim(
        "社区养老（日间照料、互助、助餐）", "Community elder care", "elders",
        ("day_care_centre", "care_station", "community_service_centre", "mutual_aid_home",
         "street_service_centre", "elderly_service_complex", "meal_point", "rural_meal_point",
         "home_care_centre"),
    ),
    Subject.CHILDCARE: Aim(
        "托育服务", "Childcare", "toddlers",
        ("childcare_institution", "kindergarten_nursery", "home_childcare_point"),
    ),
}  # fmt: skip
"""By the kinds of the facilities' catalogue (standards/08)."""


def reach_dm(*, minutes: int, speed_cm: int) -> int:
    """Return how far one walks in so many minutes, in whole decimetres; the end itself counts.

    990 m in 15 minutes at 1.1 m/s.
    """
    return minutes * 60 * speed_cm // 10


def share(part: int, whole: int) -> float | None:
    """Return a share, None where there is nobody."""
    return part / whole if whole else None
