"""本月未联系上的独居和留守老年人: not heard of this month."""

from anhuai.desk.rules.caring import CareList
from anhuai.kernel.confidence import Basis, Confidence

definition = CareList(
    title="本月未联系上的独居和留守老年人",
    title_en="Not heard of this month",
    circumstances=("living_alone", "left_behind_elder"),
    min_age=None,
    unheard=True,
    is_monthly=True,
    script="greeting",
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="本月既没有接通关爱电话、也没有完成上门探访的；口径为产品约定，未核",
    ),
    examples=(
        ((("left_behind_elder",), 66, False), True),
        ((("left_behind_elder",), 66, True), False),
    ),
)
