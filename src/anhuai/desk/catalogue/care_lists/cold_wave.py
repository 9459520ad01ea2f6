"""低温寒潮重点老年人: cold wave."""

from anhuai.desk.rules.caring import CareList
from anhuai.kernel.confidence import Basis, Confidence

definition = CareList(
    title="低温寒潮重点老年人",
    title_en="Cold wave",
    circumstances=("living_alone", "disabled_elder", "serious_illness"),
    min_age=80,
    floor=60,
    unheard=False,
    is_monthly=False,
    script="cold_wave",
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="随低温寒潮预警自动启动，也可由值班负责人启动；口径为产品约定，未核",
    ),
    examples=(
        ((("living_alone",), 65, False), True),
        ((("serious_illness",), 61, False), True),
        ((("serious_illness",), 59, False), False),
        (((), 80, False), True),
        (((), 79, False), False),
    ),
)
