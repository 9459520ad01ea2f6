"""社会救助: dibao, tekun, temporary assistance."""

from anhuai.funds.rules.books import Purpose
from anhuai.kernel.confidence import Basis, Confidence

definition = Purpose(
    title="社会救助",
    title_en="Social assistance",
    covers=("最低生活保障", "特困人员供养", "临时救助"),
    basis=Basis(document="", confidence=Confidence.C, note="用途按业务划分，供专账核算"),
    examples=(("最低生活保障", True), ("高龄津贴", False)),
)
