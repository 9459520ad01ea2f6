"""吃饭."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.checks import Answer, Check

definition = Check(
    title="吃饭",
    title_en="Meals",
    asks="每天能吃上热饭吗？",
    asks_en="A hot meal every day?",
    answers=(
        Answer("fine", "能", "Yes"),
        Answer("hard", "有时做不了饭", "Sometimes cannot cook", severity=3),
        Answer("hungry", "经常吃不上饭", "Often goes without", severity=2),
    ),
    basis=Basis(document="", confidence=Confidence.C, note="产品缺省的探访问题，由县里核定"),
    examples=(
        ("fine", 0),
        ("hard", 3),
        ("hungry", 2),
    ),
)
