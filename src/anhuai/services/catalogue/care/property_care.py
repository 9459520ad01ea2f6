"""物业+养老: the property company looks in."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.care import Care, CareExample, CareGroup, CareUnit, WorkStep
from anhuai.services.rules.ordering_words import Payer

definition = Care(
    title="物业助老",
    title_en="Property and care",
    says="物业人员上门看望、代收代送、查水电气和门窗。",
    says_en="Property staff look in, carry things, check water, power, gas and windows.",
    group=CareGroup.COMPANY,
    unit=CareUnit.TIME,
    minutes=30,
    steps=(
        WorkStep("look", "看望老人", "See the elder"),
        WorkStep("check", "检查水电气和门窗", "Check water, power, gas and windows"),
        WorkStep("carry", "代收代送", "Carry and fetch", must=False),
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
