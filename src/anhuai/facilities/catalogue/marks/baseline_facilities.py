"""基础指标: passed the baseline checklist for renovated 敬老院."""

from anhuai.facilities.rules import Group, MarkKind
from anhuai.kernel.confidence import Basis, Confidence

definition = MarkKind(
    title="设施设备达到基础指标",
    title_en="Meets the facility baseline",
    groups=(Group.ELDERLY_RESIDENTIAL,),
    basis=Basis(document="", confidence=Confidence.C, note="见于其他县规划"),
    examples=(
        ("", True),
        ("x", False),
    ),
)
