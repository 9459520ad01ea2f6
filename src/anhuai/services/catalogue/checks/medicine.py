"""用药."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.checks import Answer, Check

definition = Check(
    title="用药",
    title_en="Medicine",
    asks="常用药够不够，能按时服药吗？",
    asks_en="Enough medicine, and taken as told?",
    answers=(
        Answer("none", "不用药", "Takes none"),
        Answer("fine", "够用，按时服", "Enough, on time"),
        Answer("short", "药快用完或买不到", "Running out", severity=3),
        Answer("wrong", "服错药或停药", "Wrong or stopped", severity=2),
    ),
    basis=Basis(document="", confidence=Confidence.C, note="产品缺省的探访问题，由县里核定"),
    examples=(
        ("none", 0),
        ("fine", 0),
        ("short", 3),
        ("wrong", 2),
    ),
)
