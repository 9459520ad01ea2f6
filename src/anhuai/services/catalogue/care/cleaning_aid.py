"""助洁: cleaning the home."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.care import Care, CareExample, CareGroup, CareUnit, WorkStep
from anhuai.services.rules.ordering_words import Payer

definition = Care(
    title="助洁",
    title_en="Cleaning aid",
    says="打扫卧室、厨房、卫生间，整理床铺，垃圾带走。",
    says_en="Bedroom, kitchen and bathroom cleaned, bed made, rubbish taken out.",
    group=CareGroup.AIDS,
    unit=CareUnit.HOUR,
    minutes=60,
    steps=(
        WorkStep("agree", "与老人商定打扫范围", "Agree with the elder what to clean"),
        WorkStep("rooms", "打扫卧室、厨房、卫生间", "Clean bedroom, kitchen and bathroom"),
        WorkStep("bed", "整理床铺", "Make the bed", must=False),
        WorkStep("floor", "地面擦干防滑", "Dry the floor"),
        WorkStep("rubbish", "带走垃圾", "Take the rubbish"),
    ),
    payers=(
        Payer.GOVERNMENT, Payer.SUBSIDY, Payer.VOUCHER, Payer.SELF, Payer.FAMILY, Payer.DONATION,
    ),
    basis=Basis(
        document="吴忠市利通区推进养老服务高质量发展实施方案", confidence=Confidence.A,
        note="只列举服务名称；做法、时长和人员要求为产品缺省，未核",
    ),
    examples=(
        CareExample("服务商的任何员工", ("cook",), (), may=True),
    ),
)  # fmt: skip
