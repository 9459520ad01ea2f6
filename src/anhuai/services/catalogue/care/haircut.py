"""理发: a haircut at home."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.care import Care, CareExample, CareGroup, CareUnit, WorkStep
from anhuai.services.rules.ordering_words import Payer

definition = Care(
    title="上门理发",
    title_en="Haircut at home",
    says="理发、剃须，工具消毒，碎发清扫。",
    says_en="Haircut and shave, tools disinfected, hair swept up.",
    group=CareGroup.CARE,
    unit=CareUnit.TIME,
    minutes=40,
    steps=(
        WorkStep("clean", "工具消毒", "Disinfect the tools"),
        WorkStep("cut", "理发、剃须", "Cut and shave"),
        WorkStep("sweep", "清扫碎发", "Sweep up"),
    ),
    payers=(
        Payer.GOVERNMENT, Payer.SUBSIDY, Payer.VOUCHER, Payer.SELF, Payer.FAMILY, Payer.DONATION,
    ),
    basis=Basis(document="", confidence=Confidence.C, note="产品目录，由县里核定"),
    examples=(
        CareExample("服务商的任何员工", ("cook",), (), may=True),
    ),
)  # fmt: skip
