"""Care given, at the monthly check of a bed."""

from anhuai.services.catalogue.bed_checks import OURS
from anhuai.services.rules.checks import Answer, Check

definition = Check(
    title="照护落实",
    title_en="Care given",
    asks="按计划来服务了吗？",
    asks_en="Was care given as planned?",
    answers=(
        Answer("fine", "按计划", "As planned"),
        Answer("less", "少于计划", "Less than planned", severity=3),
        Answer("none", "没有来", "None at all", severity=2),
    ),
    basis=OURS,
    examples=(
        ("fine", 0),
        ("less", 3),
        ("none", 2),
    ),
)
