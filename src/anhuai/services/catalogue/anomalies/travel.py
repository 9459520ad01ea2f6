"""两单之间来不及赶到."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.geometry import LonLat, haversine_m
from anhuai.services.rules.anomalies import Anomaly, Example, Found, Limits, by_worker, sketch
from anhuai.services.rules.settlement import Fact

NEAR = 500
"""Metres within which positions may simply be inexact."""


def find(orders: Sequence[Fact], limits: Limits) -> Iterator[Found]:
    """Yield both of two services between which the straight line alone is too fast to travel."""
    for own in by_worker(orders):
        for one, then in pairwise(own):
            gap = then.begun - one.ended
            if gap < 0 or one.point is None or then.point is None:
                continue  # at the same time: the other anomaly; nowhere: nothing is known
            metres = haversine_m(LonLat(*one.point), LonLat(*then.point))
            if metres > NEAR and metres * 3600 > gap * limits.speed * 1000:
                yield Found(then.key, one.key, round(metres))
                yield Found(one.key, then.key, round(metres))


definition = Anomaly(
    title="来不及赶到",
    title_en="Impossible travel",
    says="同一人员相邻两单之间按直线距离估算也来不及赶到（估算，不是路程）。",
    says_en="Between two services the worker could not have travelled even in a straight line "
    "(an estimate, not the way by road).",
    told="与订单 %(other)s 的地点直线相距约 %(measure)s 米，间隔时间来不及赶到（估算）",
    told_en="some %(measure)s m in a straight line from order %(other)s: no time to travel "
    "(estimate)",
    find=find,
    basis=Basis(document="", confidence=Confidence.D, note="距离和时速均为估算，时速由县里设置"),
    examples=(
        Example(
            "十分钟走一公里",
            (sketch(1, point=(100.0, 39.0)), sketch(2, "09:10-10:00", point=(100.01, 39.0))), (),
        ),
        Example(
            "五分钟到三十公里外",
            (sketch(1, point=(100.0, 39.0)), sketch(2, "09:05-10:00", point=(100.35, 39.0))),
            (1, 2),
        ),
        Example(
            "没有定位的不判断",
            (sketch(1), sketch(2, "09:01-10:00", point=(100.35, 39.0))), (),
        ),
    ),
)  # fmt: skip
