"""独居老年人: living alone."""

from anhuai.desk.rules.caring import CareList
from anhuai.kernel.confidence import Basis, Confidence

definition = CareList(
    title="独居老年人",
    title_en="Living alone",
    circumstances=("living_alone",),
    min_age=None,
    unheard=False,
    is_monthly=False,
    script="greeting",
    basis=Basis(document="", confidence=Confidence.C, note="名单口径为产品约定，未核"),
    examples=(
        ((("living_alone",), 70, False), True),
        ((("empty_nest",), 70, False), False),
    ),
)
