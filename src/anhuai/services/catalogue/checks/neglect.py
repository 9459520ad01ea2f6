"""照料与虐待."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.checks import Answer, Check

definition = Check(
    title="照料与虐待",
    title_en="Care and neglect",
    asks="有没有没人管、被打骂、被欺负的情况？",
    asks_en="Neglected, beaten or bullied?",
    answers=(
        Answer("fine", "没有", "No"),
        Answer("neglect", "无人照料", "Nobody cares for them", severity=2),
        Answer("abuse", "疑似被打骂虐待", "Possible abuse", severity=1),
    ),
    basis=Basis(document="", confidence=Confidence.C, note="产品缺省的探访问题，由县里核定"),
    examples=(
        ("fine", 0),
        ("neglect", 2),
        ("abuse", 1),
    ),
)
