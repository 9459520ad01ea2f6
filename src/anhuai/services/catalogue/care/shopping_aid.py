"""助购: shopping done for somebody."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.care import Care, CareExample, CareGroup, CareUnit, WorkStep
from anhuai.services.rules.ordering_words import Payer

definition = Care(
    title="助购",
    title_en="Shopping aid",
    says="按清单代购生活用品、代缴费用，票据当面点清。",
    says_en="Shopping and bills by list; receipts counted together.",
    group=CareGroup.AIDS,
    unit=CareUnit.TIME,
    minutes=60,
    steps=(
        WorkStep("list", "确认清单和预付款", "Confirm list and money"),
        WorkStep("buy", "代购或代缴", "Buy or pay"),
        WorkStep("count", "当面点清票据和找零", "Count receipts and change"),
    ),
    payers=(
        Payer.GOVERNMENT, Payer.SUBSIDY, Payer.SELF, Payer.FAMILY, Payer.DONATION,
    ),
    voucher=False,
    basis=Basis(document="", confidence=Confidence.C, note="产品目录，由县里核定"),
    examples=(
        CareExample("服务商的任何员工", ("cook",), (), may=True),
    ),
)  # fmt: skip
