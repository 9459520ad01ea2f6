"""防骗."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.checks import Answer, Check

definition = Check(
    title="防骗",
    title_en="Fraud",
    asks="有没有人推销保健品、投资、要转账？",
    asks_en="Anybody selling remedies or investments, or asking for a transfer?",
    answers=(
        Answer("fine", "没有", "No"),
        Answer("approached", "有人找过，没有上当", "Approached, not taken in", severity=3),
        Answer("lost", "已经被骗钱", "Has lost money", severity=2),
    ),
    basis=Basis(document="", confidence=Confidence.C, note="产品缺省的探访问题，由县里核定"),
    examples=(
        ("fine", 0),
        ("approached", 3),
        ("lost", 2),
    ),
)
