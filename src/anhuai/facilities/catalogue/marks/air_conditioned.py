"""空调: every eligible bedroom and activity room has air-conditioning."""

from anhuai.facilities.rules import Group, MarkKind
from anhuai.kernel.confidence import Basis, Confidence

definition = MarkKind(
    title="居室活动室装有空调",
    title_en="Air-conditioned rooms",
    groups=(Group.ELDERLY_RESIDENTIAL,),
    basis=Basis(document="", confidence=Confidence.C, note="见于其他县规划"),
    examples=(
        ("", True),
        ("x", False),
    ),
)
