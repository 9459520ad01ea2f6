"""取暖."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.checks import Answer, Check

definition = Check(
    title="取暖",
    title_en="Heating",
    asks="屋里暖和吗？取暖用煤用气是否通风安全？",
    asks_en="Is the home warm, and heated safely with air let in?",
    answers=(
        Answer("fine", "暖和、安全", "Warm and safe"),
        Answer("cold", "取暖不够", "Too cold", severity=2),
        Answer("fumes", "燃煤燃气不通风，有中毒危险", "Fumes: risk of poisoning", severity=1),
    ),
    months=(11, 12, 1, 2, 3),
    basis=Basis(document="", confidence=Confidence.C, note="产品缺省的探访问题，由县里核定"),
    examples=(
        ("fine", 0),
        ("cold", 2),
        ("fumes", 1),
    ),
)
