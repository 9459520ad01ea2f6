"""临时救助备用金: held by each town for small urgent aid."""

from anhuai.funds.rules.books import Fund
from anhuai.kernel.confidence import Basis, Confidence

definition = Fund(
    title="临时救助备用金",
    title_en="Temporary-assistance reserve",
    says="县里拨给乡镇、用于小额急难救助的备用金，每个乡镇单独记账。",
    by_town=True,
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="乡镇临时救助备用金制度，限额由地方规定，未见原文",
    ),
    examples=(("620723101", True), ("", False)),
)
