"""心情."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.checks import Answer, Check

definition = Check(
    title="心情",
    title_en="Mood",
    asks="最近心情怎么样？",
    asks_en="How is the mood?",
    answers=(
        Answer("fine", "还好", "Fine"),
        Answer("low", "情绪低落", "Low", severity=3),
        Answer("crisis", "流露轻生念头", "Speaks of ending life", severity=1),
    ),
    basis=Basis(document="", confidence=Confidence.C, note="产品缺省的探访问题，由县里核定"),
    examples=(
        ("fine", 0),
        ("low", 3),
        ("crisis", 1),
    ),
)
