"""居家安全."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.checks import Answer, Check

definition = Check(
    title="居家安全",
    title_en="Safety at home",
    asks="用电、用火、燃气、房屋有没有隐患？",
    asks_en="Any danger from power, fire, gas or the building?",
    answers=(
        Answer("fine", "没有隐患", "None"),
        Answer("minor", "小问题，已当场处理", "Small, dealt with"),
        Answer("danger", "有隐患，需要处理", "Danger, to be dealt with", severity=2),
    ),
    basis=Basis(document="", confidence=Confidence.C, note="产品缺省的探访问题，由县里核定"),
    examples=(
        ("fine", 0),
        ("minor", 0),
        ("danger", 2),
    ),
)
