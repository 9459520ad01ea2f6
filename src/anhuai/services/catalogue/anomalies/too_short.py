"""服务时间过短."""

from collections.abc import Iterator, Sequence

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.anomalies import Anomaly, Example, Found, Limits, sketch
from anhuai.services.rules.settlement import Fact


def find(orders: Sequence[Fact], limits: Limits) -> Iterator[Found]:
    """Yield every service that took less than its share of the time ordered."""
    for one in orders:
        if not one.begun or not one.ended or not one.minutes:
            continue
        if (one.ended - one.begun) * 100 < one.minutes * 60 * limits.short:
            yield Found(one.key, 0, max(0, one.ended - one.begun) // 60)


definition = Anomaly(
    title="服务时间过短",
    title_en="Too short",
    says="实际服务时间不到约定时间的规定比例（由县里设置）。",
    says_en="The service took less than the county's share of the time that was ordered.",
    told="实际只服务了 %(measure)s 分钟",
    told_en="it took only %(measure)s minutes",
    find=find,
    basis=Basis(document="", confidence=Confidence.D, note="比例为产品缺省值，由县里设置"),
    examples=(
        Example("正好一半", (sketch(1, "08:00-08:30"),), ()),
        Example("不到一半", (sketch(1, "08:00-08:29"),), (1,)),
        Example("没有约定时长", (sketch(1, "08:00-08:01", minutes=0),), ()),
    ),
)
