"""同一张照片."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.anomalies import Anomaly, Example, Found, Limits, sketch
from anhuai.services.rules.settlement import Fact


def find(orders: Sequence[Fact], _limits: Limits) -> Iterator[Found]:
    """Yield every service whose photo, byte by byte, is that of another."""
    held: dict[str, list[int]] = defaultdict(list)
    for one in orders:
        for digest in set(one.photos):
            held[digest].append(one.key)
    for digest in sorted(held):
        keys = held[digest]
        if len(keys) > 1:
            for key in keys:
                yield Found(key, keys[0] if key != keys[0] else keys[1], len(keys))


definition = Anomaly(
    title="同一张照片",
    title_en="Same photo",
    says="几单服务交了同一张照片（文件指纹相同）。",
    says_en="Several services show the same photo (the same digest).",
    told="与订单 %(other)s 等共 %(measure)s 单用了同一张照片",
    told_en="the same photo as order %(other)s, in %(measure)s orders",
    find=find,
    basis=Basis(document="", confidence=Confidence.C, note="产品缺省的核查规则，由县里核定"),
    examples=(
        Example("各有各的照片", (sketch(1, photos=("a",)), sketch(2, photos=("b",))), ()),
        Example("两单同一张", (sketch(1, photos=("a",)), sketch(2, photos=("b", "a"))), (1, 2)),
        Example("一单之内重复", (sketch(1, photos=("a", "a")),), ()),
    ),
)
