"""助农: help in field and yard."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.care import Care, CareExample, CareGroup, CareUnit, WorkStep
from anhuai.services.rules.ordering_words import Payer

definition = Care(
    title="助农",
    title_en="Farm work aid",
    says="春种秋收、院落柴草等力所不及的农活。",
    says_en="Sowing, harvest and yard work the elder cannot do.",
    group=CareGroup.AIDS,
    unit=CareUnit.HOUR,
    minutes=60,
    steps=(
        WorkStep("agree", "商定农活和工具", "Agree work and tools"),
        WorkStep("work", "完成农活", "Do the work"),
        WorkStep("tidy", "收拾工具", "Put tools away", must=False),
    ),
    payers=(
        Payer.GOVERNMENT, Payer.SUBSIDY, Payer.SELF, Payer.FAMILY, Payer.DONATION,
    ),
    voucher=False,
    basis=Basis(
        document="吴忠市利通区推进养老服务高质量发展实施方案", confidence=Confidence.A,
        note="只列举服务名称；做法、时长和人员要求为产品缺省，未核",
    ),
    examples=(
        CareExample("服务商的任何员工", ("cook",), (), may=True),
    ),
)  # fmt: skip
