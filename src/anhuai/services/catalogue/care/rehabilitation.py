"""康复: exercises at home."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.care import Care, CareExample, CareGroup, CareUnit, WorkStep
from anhuai.services.rules.ordering_words import Payer

definition = Care(
    title="上门康复",
    title_en="Rehabilitation at home",
    says="按康复方案训练肢体和日常生活能力，教会家属。",
    says_en="Exercises by the plan; the family is taught.",
    group=CareGroup.HEALTH,
    unit=CareUnit.TIME,
    minutes=60,
    steps=(
        WorkStep("plan", "核对康复方案", "Check the plan"),
        WorkStep("vitals", "训练前测量", "Measure before"),
        WorkStep("train", "完成训练", "Train"),
        WorkStep("teach", "教会家属", "Teach the family", must=False),
        WorkStep("note", "记录效果", "Note the effect"),
    ),
    posts=("rehabilitation_therapist", "nurse", "doctor"),
    certificates=("rehabilitation", "nurse_licence", "doctor_licence"),
    licences=("medical",),
    payers=(
        Payer.GOVERNMENT, Payer.SUBSIDY, Payer.VOUCHER, Payer.SELF, Payer.FAMILY, Payer.DONATION,
    ),
    basis=Basis(document="", confidence=Confidence.C, note="产品目录，由县里核定"),
    examples=(
        CareExample("有岗位和有效证书", ("nurse",), ("nurse_licence",), may=True),
        CareExample("有岗位没有证书", ("rehabilitation_therapist",), (), may=False),
        CareExample("炊事员", ("cook",), ("rehabilitation",), may=False),
    ),
)  # fmt: skip
