"""受理后 3 分钟内派出: sent within 3 min."""

from anhuai.desk.rules.figures import Target
from anhuai.kernel.confidence import Basis, Confidence

definition = Target(
    title="受理后 3 分钟内派出",
    title_en="Sent within 3 min",
    says="需要出动的呼叫，从立案到派出不超过 3 分钟的比例。",
    per_mille=950,
    at_least=True,
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="120 急救 2025 年目标：95% 三分钟内派车（检索所见，原文未核），借作预设",
    ),
    examples=(
        ((95, 100), True),
        ((94, 100), False),
    ),
)
