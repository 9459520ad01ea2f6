"""与子女联系."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.checks import Answer, Check

definition = Check(
    title="与子女联系",
    title_en="Contact with children",
    asks="子女多久联系一次？",
    asks_en="How often do the children call?",
    answers=(
        Answer("weekly", "每周或更多", "Weekly or more"),
        Answer("monthly", "每月", "Monthly"),
        Answer("rarely", "几个月没有联系", "Not for months", severity=3),
    ),
    tiers=("left_behind",),
    basis=Basis(document="", confidence=Confidence.C, note="产品缺省的探访问题，由县里核定"),
    examples=(
        ("weekly", 0),
        ("monthly", 0),
        ("rarely", 3),
    ),
)
