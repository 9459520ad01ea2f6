"""儿童福利: orphans, unattended children, childcare."""

from anhuai.funds.rules.books import Purpose
from anhuai.kernel.confidence import Basis, Confidence

definition = Purpose(
    title="儿童福利",
    title_en="Child welfare",
    covers=("孤儿基本生活费", "事实无人抚养儿童补贴", "育儿补贴"),
    basis=Basis(document="", confidence=Confidence.C, note="用途按业务划分，供专账核算"),
    examples=(("孤儿基本生活费", True), ("高龄津贴", False)),
)
