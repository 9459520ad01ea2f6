"""身体."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.checks import Answer, Check

definition = Check(
    title="身体",
    title_en="Health",
    asks="最近身体有没有明显变化？",
    asks_en="A marked change in health?",
    answers=(
        Answer("fine", "没有", "No"),
        Answer("worse", "明显变差", "Clearly worse", severity=2),
        Answer("urgent", "情况紧急", "Urgent", severity=1),
    ),
    basis=Basis(document="", confidence=Confidence.C, note="产品缺省的探访问题，由县里核定"),
    examples=(
        ("fine", 0),
        ("worse", 2),
        ("urgent", 1),
    ),
)
