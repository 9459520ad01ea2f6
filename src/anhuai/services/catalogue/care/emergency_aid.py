"""助急: urgent help at home."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.care import Care, CareExample, CareGroup, CareUnit, WorkStep
from anhuai.services.rules.ordering_words import Payer

definition = Care(
    title="助急",
    title_en="Urgent help",
    says="突发困难上门处置：跌倒后看护、断电断水、临时照看；危急时先打 120。",
    says_en="Urgent trouble at home; in danger 120 is called first.",
    group=CareGroup.AIDS,
    unit=CareUnit.TIME,
    minutes=60,
    steps=(
        WorkStep("safe", "先判断是否需要 120", "Decide whether 120 is needed"),
        WorkStep("help", "现场处置", "Help on the spot"),
        WorkStep("tell", "告知家属和村（社区）", "Tell family and village"),
    ),
    posts=("care_worker", "nurse", "social_worker"),
    payers=(
        Payer.GOVERNMENT, Payer.SUBSIDY, Payer.SELF, Payer.FAMILY, Payer.DONATION,
    ),
    voucher=False,
    basis=Basis(
        document="吴忠市利通区推进养老服务高质量发展实施方案", confidence=Confidence.A,
        note="只列举服务名称；做法、时长和人员要求为产品缺省，未核",
    ),
    examples=(
        CareExample("有规定岗位", ("care_worker",), (), may=True),
        CareExample("炊事员", ("cook",), (), may=False),
    ),
)  # fmt: skip
