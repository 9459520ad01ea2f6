"""45 分钟内到场: there within 45 min."""

from anhuai.desk.rules.figures import Target
from anhuai.kernel.confidence import Basis, Confidence

definition = Target(
    title="45 分钟内到场",
    title_en="There within 45 min",
    says="派出后有人到场的呼叫，从立案到到场不超过 45 分钟的比例。",
    per_mille=900,
    at_least=True,
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="一家境外服务商公布的目标：90% 在 45 分钟内到场，借作预设，未核",
    ),
    examples=(
        ((9, 10), True),
        ((8, 10), False),
    ),
)
