"""省级补助资金: transferred by the province."""

from anhuai.funds.rules.books import Fund
from anhuai.kernel.confidence import Basis, Confidence

definition = Fund(
    title="省级补助资金",
    title_en="Provincial grants",
    says="省级财政下达的配套补助资金。",
    basis=Basis(document="", confidence=Confidence.C, note="资金来源的通行分类，未见原文"),
    examples=(("", True), ("620723101", False)),
)
