"""养老服务: everything spent on services for elders."""

from anhuai.funds.rules.books import Purpose
from anhuai.kernel.confidence import Basis, Confidence

definition = Purpose(
    title="养老服务",
    title_en="Elderly care",
    is_elderly=True,
    covers=("高龄津贴", "养老服务补贴", "护理补贴", "养老设施建设", "居家适老化改造"),
    basis=Basis(document="", confidence=Confidence.C, note="用途按业务划分，供专账核算"),
    examples=(("高龄津贴", True), ("临时救助", False)),
)
