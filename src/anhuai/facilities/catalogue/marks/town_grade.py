"""乡镇敬老院等级: first or second grade of a town home."""

from anhuai.facilities.rules import Group, MarkKind
from anhuai.kernel.confidence import Basis, Confidence

definition = MarkKind(
    title="乡镇敬老院等级",
    title_en="Town home grade",
    groups=(Group.ELDERLY_RESIDENTIAL,),
    grades={"1": ("一级", "Grade 1"), "2": ("二级", "Grade 2")},
    basis=Basis(document="", confidence=Confidence.C, note="见于其他县规划"),
    examples=(
        ("1", True),
        ("2", True),
        ("3", False),
    ),
)
