"""同一人员服务时间重叠."""

from collections.abc import Iterator, Sequence

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.anomalies import Anomaly, Example, Found, Limits, by_worker, sketch
from anhuai.services.rules.settlement import Fact


def find(orders: Sequence[Fact], _limits: Limits) -> Iterator[Found]:
    """Yield both of two services of one worker that run at the same time."""
    for own in by_worker(orders):
        last = own[0]
        for one in own[1:]:
            if one.begun < last.ended:
                minutes = (min(last.ended, one.ended) - one.begun + 59) // 60
                yield Found(one.key, last.key, minutes)
                yield Found(last.key, one.key, minutes)
            if one.ended > last.ended:
                last = one


definition = Anomaly(
    title="服务时间重叠",
    title_en="Overlapping services",
    says="同一服务人员的两单服务时间有重叠。",
    says_en="Two services of one worker run at the same time.",
    told="与订单 %(other)s 的服务时间重叠 %(measure)s 分钟",
    told_en="overlaps order %(other)s by %(measure)s minutes",
    find=find,
    basis=Basis(document="", confidence=Confidence.C, note="产品缺省的核查规则，由县里核定"),
    examples=(
        Example("前一单结束时后一单开始", (sketch(1), sketch(2, "09:00-10:00")), ()),
        Example("重叠十分钟", (sketch(1), sketch(2, "08:50-10:00")), (1, 2)),
        Example("两名人员同时服务", (sketch(1), sketch(2, worker=2)), ()),
        Example(
            "长的一单套住后面两单",
            (sketch(1, "08:00-12:00"), sketch(2, "08:30-09:00"), sketch(3, "11:00-11:30")),
            (1, 2, 3),
        ),
    ),
)
