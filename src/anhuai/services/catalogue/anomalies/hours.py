"""一天服务时间过长."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.anomalies import Anomaly, Example, Found, Limits, by_worker, sketch
from anhuai.services.rules.settlement import Fact


def find(orders: Sequence[Fact], limits: Limits) -> Iterator[Found]:
    """Yield every service of a day on which a worker served longer than anybody does."""
    for own in by_worker(orders):
        days: dict[object, int] = defaultdict(int)
        for one in own:
            days[one.day] += max(0, one.ended - one.begun)
        for one in own:
            if days[one.day] > limits.hours * 3600:
                yield Found(one.key, 0, (days[one.day] + 1800) // 3600)


definition = Anomaly(
    title="一天服务时间过长",
    title_en="Round-the-clock worker",
    says="同一人员一天的服务时间合计超过县里设置的小时数。",
    says_en="One worker's services of a day take longer than the hours the county sets.",
    told="这名人员当天服务约 %(measure)s 小时",
    told_en="the worker served some %(measure)s hours that day",
    find=find,
    basis=Basis(document="", confidence=Confidence.D, note="小时数为产品缺省值，由县里设置"),
    examples=(
        Example("正好 12 小时", (sketch(1, "06:00-12:00"), sketch(2, "12:00-18:00")), ()),
        Example("超过 12 小时", (sketch(1, "06:00-12:00"), sketch(2, "12:00-18:01")), (1, 2)),
    ),
)
