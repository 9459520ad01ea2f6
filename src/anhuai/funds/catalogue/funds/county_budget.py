"""县级财政预算: the county's own budget."""

from datetime import date

from anhuai.funds.rules.books import Fund
from anhuai.kernel.confidence import Basis, Confidence

definition = Fund(
    title="县级财政预算",
    title_en="County budget",
    says="县级财政年度预算安排的民政资金。",
    basis=Basis(
        document="临泽县“十四五”养老服务发展规划",
        article="四",
        date=date(2022, 8, 12),
        confidence=Confidence.A,
    ),
    examples=(("", True), ("620723101", False)),
)
