"""生活照护: personal care at home."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.care import Care, CareExample, CareGroup, CareUnit, WorkStep
from anhuai.services.rules.ordering_words import Payer

definition = Care(
    title="上门照护",
    title_en="Personal care at home",
    says="协助起居、进食、排泄、翻身、更衣。",
    says_en="Help with rising, eating, toilet, turning and dressing.",
    group=CareGroup.CARE,
    unit=CareUnit.HOUR,
    minutes=60,
    steps=(
        WorkStep("hands", "洗手、戴口罩", "Wash hands, mask"),
        WorkStep("plan", "核对照护计划", "Check the care plan"),
        WorkStep("care", "按计划照护", "Care by the plan"),
        WorkStep("skin", "检查皮肤", "Look at the skin"),
        WorkStep("note", "写照护记录", "Write the record"),
    ),
    posts=("care_worker",),
    certificates=("elderly_care",),
    payers=(
        Payer.GOVERNMENT, Payer.SUBSIDY, Payer.VOUCHER, Payer.SELF, Payer.FAMILY, Payer.DONATION,
    ),
    basis=Basis(
        document="国家基本养老服务清单", date=date(2023, 5, 21), confidence=Confidence.B,
        note="第 5 项养老服务补贴或购买服务；做法、时长和人员要求为产品缺省，未核",
    ),
    examples=(
        CareExample("有规定岗位和有效证书", ("care_worker",), ("elderly_care",), may=True),
        CareExample("有岗位没有证书", ("care_worker",), (), may=False),
        CareExample("炊事员", ("cook",), ("elderly_care",), may=False),
    ),
)  # fmt: skip
