"""Services arranged ahead: which days of a month they fall on, and what an arrangement may say."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID, uuid5

from anhuai.facilities.rules import Titled
from anhuai.kernel.months import Month

MOST_TIMES = 31
_OURS = UUID("5f1c7f8e-3f0d-4c7e-9b53-1c1a0d9e8a81")


class PlaceState(Titled):
    """Whether a place of a month has its order."""

    WAITING = "waiting", "待下单", "Waiting"
    PLACED = "placed", "已下单", "Ordered"
    OVER = "over", "未能下单", "Not ordered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arranged:
    """What somebody arranges: a service so many times a month, between two hours of the day."""

    service: str = ""
    times: int = 0
    facility: int = 0
    earliest: time = time(9)
    latest: time = time(11)
    since: date

    def __str__(self) -> str:
        """Return it as the trail writes it."""
        return f"{self.service} {self.times} {self.since}"


def days_of(month: Month, times: int) -> list[date]:
    """Return the days of a month that so many services fall on, evenly spaced, in order.

    Each lies in the middle of its share of the month; more than one a day never.
    """
    length = (month.last - month.first).days + 1
    count = min(times, length)
    return [
        month.first + timedelta(days=(2 * number + 1) * length // (2 * count))
        for number in range(count)
    ]


def client_of(arrangement: int, month: Month, service: str, number: int) -> UUID:
    """Return the id an order of an arrangement has, the same whenever the job asks."""
    return uuid5(_OURS, f"{arrangement}:{month}:{service}:{number}")
