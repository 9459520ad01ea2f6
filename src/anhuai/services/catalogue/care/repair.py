"""维修: small repairs."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.care import Care, CareExample, CareGroup, CareUnit, WorkStep
from anhuai.services.rules.ordering_words import Payer

definition = Care(
    title="水电维修",
    title_en="Small repairs",
    says="更换灯泡、龙头、插座，疏通下水；燃气由燃气公司处理。",
    says_en="Bulbs, taps, sockets and drains; gas is for the gas company.",
    group=CareGroup.HOUSE,
    unit=CareUnit.TIME,
    minutes=60,
    steps=(
        WorkStep("look", "看明故障，报清材料费", "Look and say what material costs"),
        WorkStep("off", "断电、断水后作业", "Switch off first"),
        WorkStep("mend", "修好并试用", "Mend and try"),
        WorkStep("tidy", "清理现场", "Tidy up"),
    ),
    payers=(
        Payer.SELF, Payer.FAMILY, Payer.DONATION,
    ),
    voucher=False,
    hours=False,
    basis=Basis(document="", confidence=Confidence.C, note="产品目录，由县里核定"),
    examples=(
        CareExample("服务商的任何员工", ("cook",), (), may=True),
    ),
)  # fmt: skip
