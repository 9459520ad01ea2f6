"""呼叫 60 秒内受理: alarms taken within 60 s."""

from anhuai.desk.rules.figures import Target
from anhuai.kernel.confidence import Basis, Confidence

definition = Target(
    title="呼叫 60 秒内受理",
    title_en="Alarms taken within 60 s",
    says="呼叫从立案到有人受理不超过 60 秒的比例。",
    per_mille=975,
    at_least=True,
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="TSA 的应答指标（检索所见，原文未核）；国内未见 12349 应答时限，由县自定",
    ),
    examples=(
        ((39, 40), True),
        ((38, 40), False),
    ),
)
