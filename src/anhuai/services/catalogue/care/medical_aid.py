"""助医: medicine fetched, seen to be taken."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.care import Care, CareExample, CareGroup, CareUnit, WorkStep
from anhuai.services.rules.ordering_words import Payer

definition = Care(
    title="助医",
    title_en="Medical aid",
    says="代取药、核对用药、陪同测量血压血糖；不做诊疗。",
    says_en="Medicine fetched and checked, blood pressure taken; no treatment.",
    group=CareGroup.AIDS,
    unit=CareUnit.HOUR,
    minutes=60,
    steps=(
        WorkStep("list", "核对药单", "Check the list of medicine"),
        WorkStep("fetch", "代取药并交接票据", "Fetch medicine, hand over the receipt", must=False),
        WorkStep("measure", "测量并记录血压", "Measure and note blood pressure"),
        WorkStep("tell", "异常告知家属", "Tell the family what is abnormal"),
    ),
    posts=("care_worker", "nurse"),
    certificates=("elderly_care", "nurse_licence"),
    payers=(
        Payer.GOVERNMENT, Payer.SUBSIDY, Payer.VOUCHER, Payer.SELF, Payer.FAMILY, Payer.DONATION,
    ),
    basis=Basis(
        document="吴忠市利通区推进养老服务高质量发展实施方案", confidence=Confidence.A,
        note="只列举服务名称；做法、时长和人员要求为产品缺省，未核",
    ),
    examples=(
        CareExample("有规定岗位和有效证书", ("care_worker",), ("elderly_care",), may=True),
        CareExample("有岗位没有证书", ("care_worker",), (), may=False),
        CareExample("炊事员", ("cook",), ("elderly_care",), may=False),
    ),
)  # fmt: skip
