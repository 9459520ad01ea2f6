"""残疾人福利: the two subsidies."""

from anhuai.funds.rules.books import Purpose
from anhuai.kernel.confidence import Basis, Confidence

definition = Purpose(
    title="残疾人福利",
    title_en="Disability welfare",
    covers=("困难残疾人生活补贴", "重度残疾人护理补贴"),
    basis=Basis(document="", confidence=Confidence.C, note="用途按业务划分，供专账核算"),
    examples=(("困难残疾人生活补贴", True), ("孤儿基本生活费", False)),
)
