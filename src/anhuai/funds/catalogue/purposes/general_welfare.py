"""其他社会福利: other welfare of the civil affairs office."""

from anhuai.funds.rules.books import Purpose
from anhuai.kernel.confidence import Basis, Confidence

definition = Purpose(
    title="其他社会福利",
    title_en="Other welfare",
    covers=("殡葬服务", "社会工作服务", "志愿服务"),
    basis=Basis(document="", confidence=Confidence.C, note="用途按业务划分，供专账核算"),
    examples=(("殡葬服务", True), ("高龄津贴", False)),
)
