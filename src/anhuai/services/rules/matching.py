"""Which provider suits an order best: points for each reason, every reason in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from anhuai.facilities.rules import Titled

SCALE: Final = 1000
"""A part that is fully met; points are its weight × so many thousandths."""
FAMILIAR: Final = 3
"""Times a provider has served somebody before it counts as fully familiar."""


class Reason(Titled):
    """What a provider is judged by."""

    DISTANCE = "distance", "距离", "Distance"
    PRICE = "price", "价格", "Price"
    RATING = "rating", "评价", "Rating"
    CONTINUITY = "continuity", "熟悉老人", "Continuity"
    FAIRNESS = "fairness", "派单均衡", "Fair shares"


class Bar(Titled):
    """Why a provider cannot take an order at all."""

    AREA = "area", "服务范围不含此地", "The place is outside its area"
    CLOSED = "closed", "当天不在运营", "Not operating on the day"
    LICENCE = "licence", "缺少有效证照", "A licence is missing or expired"
    SKILL = "skill", "没有持证的在岗人员", "Nobody there may deliver it"
    FULL = "full", "当天接单已满", "Full on that day"
    REFUSED = "refused", "已拒绝过此单", "Has refused this order"
    FAR = "far", "超出最远距离", "Too far away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A provider and what is known of it. `metres` None: a point is missing, so not known.

    `stars` is the mean rating × 100 over `rated` orders; `served` how often it served the person of
    late, `orders` how many orders it took of late.
    """

    facility: int
    name: str
    offering: int
    price: int
    metres: int | None = None
    stars: int = 0
    rated: int = 0
    served: int = 0
    orders: int = 0
    workers: int = 1
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One reason's points of at most so many, with the figures in words."""

    reason: Reason
    points: int
    most: int
    says: str
    says_en: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """A provider with its points in all; barred ones have none and stand last."""

    one: Candidate
    points: int
    parts: tuple[Part, ...]

    @property
    def is_able(self) -> bool:
        """Whether the provider can take the order."""
        return not self.one.bars


def ranked(
    candidates: Sequence[Candidate], weights: Mapping[Reason, int], *, farthest: int
) -> list[Ranked]:
    """Return providers, the best first; equal ones by id, so that the order never depends on luck.

    `farthest` is the distance in metres at which nearness is worth nothing.
    """
    able = [one for one in candidates if not one.bars]
    cheapest = min((one.price for one in able), default=0)
    busiest = max((one.orders / one.workers for one in able), default=0)
    found = []
    for one in candidates:
        if one.bars:
            found.append(Ranked(one, 0, ()))
            continue
        parts = (
            _distance(one, weights[Reason.DISTANCE], farthest),
            _price(one, weights[Reason.PRICE], cheapest),
            _rating(one, weights[Reason.RATING]),
            _continuity(one, weights[Reason.CONTINUITY]),
            _fairness(one, weights[Reason.FAIRNESS], busiest),
        )
        found.append(Ranked(one, sum(part.points for part in parts), parts))
    return sorted(found, key=lambda r: (not r.is_able, -r.points, r.one.facility))


def _points(weight: int, part: float) -> int:
    return weight * round(SCALE * min(1.0, max(0.0, part))) // SCALE


def _distance(one: Candidate, weight: int, farthest: int) -> Part:
    if one.metres is None:
        return Part(
            Reason.DISTANCE, _points(weight, 0.5), weight,
            "缺少坐标，距离不明，按一半计", "A point is missing: half the points",
        )  # fmt: skip
    part = 1 - one.metres / farthest if farthest else 0
    kilometres = f"{one.metres / 1000:.1f}"
    return Part(
        Reason.DISTANCE, _points(weight, part), weight,
        f"约 {kilometres} 公里（直线估算）", f"About {kilometres} km (estimated)",
    )  # fmt: skip


def _price(one: Candidate, weight: int, cheapest: int) -> Part:
    part = cheapest / one.price if one.price else 1.0
    yuan = f"{one.price / 100:.2f}"
    least = f"{cheapest / 100:.2f}"
    return Part(
        Reason.PRICE, _points(weight, part), weight,
        f"单价 {yuan} 元，最低 {least} 元", f"{yuan} yuan a unit, the cheapest {least}",
    )  # fmt: skip


def _rating(one: Candidate, weight: int) -> Part:
    if not one.rated:
        return Part(
            Reason.RATING, _points(weight, 0.5), weight,
            "还没有评价，按一半计", "Not rated yet: half the points",
        )  # fmt: skip
    stars = f"{one.stars / 100:.1f}"
    return Part(
        Reason.RATING, _points(weight, (one.stars - 100) / 400), weight,
        f"{stars} 星（{one.rated} 次评价）", f"{stars} stars ({one.rated} ratings)",
    )  # fmt: skip


def _continuity(one: Candidate, weight: int) -> Part:
    return Part(
        Reason.CONTINUITY, _points(weight, one.served / FAMILIAR), weight,
        f"近 90 天服务过此人 {one.served} 次", f"Served the person {one.served} times in 90 days",
    )  # fmt: skip


def _fairness(one: Candidate, weight: int, busiest: float) -> Part:
    load = one.orders / one.workers
    part = 1 - load / busiest if busiest else 1.0
    return Part(
        Reason.FAIRNESS, _points(weight, part), weight,
        f"近 30 天 {one.orders} 单，在岗 {one.workers} 人",
        f"{one.orders} orders in 30 days, {one.workers} workers",
    )  # fmt: skip
