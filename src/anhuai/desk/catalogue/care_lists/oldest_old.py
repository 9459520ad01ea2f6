"""高龄老年人: oldest old."""

from anhuai.desk.rules.caring import CareList
from anhuai.kernel.confidence import Basis, Confidence

definition = CareList(
    title="高龄老年人",
    title_en="Oldest old",
    circumstances=(),
    min_age=80,
    unheard=False,
    is_monthly=False,
    script="greeting",
    basis=Basis(document="", confidence=Confidence.C, note="80 周岁为产品约定，由县自定，未核"),
    examples=(
        (((), 80, False), True),
        (((), 79, False), False),
    ),
)
