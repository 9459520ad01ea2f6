"""中央补助资金: transferred by the central budget."""

from anhuai.funds.rules.books import Fund
from anhuai.kernel.confidence import Basis, Confidence

definition = Fund(
    title="中央补助资金",
    title_en="Central grants",
    says="中央财政下达的困难群众救助等补助资金，专款专用。",
    basis=Basis(document="", confidence=Confidence.C, note="资金来源的通行分类，未见原文"),
    examples=(("", True), ("620723101", False)),
)
