"""高温天气重点老年人: heat wave."""

from anhuai.desk.rules.caring import CareList
from anhuai.kernel.confidence import Basis, Confidence

definition = CareList(
    title="高温天气重点老年人",
    title_en="Heat wave",
    circumstances=("living_alone", "disabled_elder", "serious_illness"),
    min_age=80,
    floor=60,
    unheard=False,
    is_monthly=False,
    script="heat_wave",
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="随高温预警自动启动，也可由值班负责人启动；口径为产品约定，未核",
    ),
    examples=(
        ((("disabled_elder",), 65, False), True),
        ((("serious_illness",), 62, False), True),
        ((("serious_illness",), 50, False), False),
        (((), 85, False), True),
        (((), 70, False), False),
    ),
)
