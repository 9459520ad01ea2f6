"""同一分钟结束多单."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.anomalies import Anomaly, Example, Found, Limits, by_worker, sketch
from anhuai.services.rules.settlement import Fact


def find(orders: Sequence[Fact], limits: Limits) -> Iterator[Found]:
    """Yield services of one worker of which too many end within the same minute."""
    for own in by_worker(orders):
        minutes: dict[int, list[int]] = defaultdict(list)
        for one in own:
            minutes[one.ended // 60].append(one.key)
        for keys in minutes.values():
            if len(keys) >= limits.at_once:
                yield from (Found(key, 0, len(keys)) for key in keys)


definition = Anomaly(
    title="同一分钟结束多单",
    title_en="Many at one minute",
    says="同一人员在同一分钟内结束多单，像是事后补录。",
    says_en="One worker ended many services within one minute, as if entered afterwards.",
    told="同一分钟内共结束 %(measure)s 单",
    told_en="%(measure)s services ended within the same minute",
    find=find,
    basis=Basis(document="", confidence=Confidence.D, note="单数为产品缺省值，由县里设置"),
    examples=(
        Example("两单", (sketch(1), sketch(2, "08:30-09:00")), ()),
        Example(
            "三单同一分钟",
            (sketch(1), sketch(2, "08:20-09:00"), sketch(3, "08:40-09:00")), (1, 2, 3),
        ),
    ),
)  # fmt: skip
