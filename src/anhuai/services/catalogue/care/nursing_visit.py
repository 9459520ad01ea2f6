"""上门护理: nursing at home."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.care import Care, CareExample, CareGroup, CareUnit, WorkStep
from anhuai.services.rules.ordering_words import Payer

definition = Care(
    title="上门护理",
    title_en="Nursing visit",
    says="注册护士按医嘱上门：换药、导管护理、压疮护理、注射等。",
    says_en="A registered nurse by a doctor’s order: dressings, catheters, sores, injections.",
    group=CareGroup.HEALTH,
    unit=CareUnit.TIME,
    minutes=60,
    steps=(
        WorkStep("order", "核对医嘱和知情同意", "Check the order and consent"),
        WorkStep("identity", "核对本人", "Check the person"),
        WorkStep("clean", "无菌操作", "Sterile work"),
        WorkStep("nurse", "完成护理", "Nurse"),
        WorkStep("waste", "医疗废物带回", "Take medical waste back"),
        WorkStep("watch", "观察反应并记录", "Watch and note"),
    ),
    posts=("nurse",),
    certificates=("nurse_licence",),
    licences=("medical",),
    payers=(
        Payer.GOVERNMENT, Payer.SUBSIDY, Payer.VOUCHER, Payer.SELF, Payer.FAMILY, Payer.DONATION,
    ),
    basis=Basis(document="", confidence=Confidence.C, note="产品目录，由县里核定"),
    examples=(
        CareExample("有规定岗位和有效证书", ("nurse",), ("nurse_licence",), may=True),
        CareExample("有岗位没有证书", ("nurse",), (), may=False),
        CareExample("炊事员", ("cook",), ("nurse_licence",), may=False),
    ),
)  # fmt: skip
