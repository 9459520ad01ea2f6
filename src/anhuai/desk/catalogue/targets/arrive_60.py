"""60 分钟内到场: there within 60 min."""

from anhuai.desk.rules.figures import Target
from anhuai.kernel.confidence import Basis, Confidence

definition = Target(
    title="60 分钟内到场",
    title_en="There within 60 min",
    says="派出后有人到场的呼叫，从立案到到场不超过 60 分钟的比例。",
    per_mille=1000,
    at_least=True,
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="一家境外服务商公布的目标：60 分钟内全部到场，借作预设，未核",
    ),
    examples=(
        ((10, 10), True),
        ((9, 10), False),
    ),
)
