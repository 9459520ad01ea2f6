"""助行: going out with help."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.care import Care, CareExample, CareGroup, CareUnit, WorkStep
from anhuai.services.rules.ordering_words import Payer

definition = Care(
    title="助行",
    title_en="Mobility aid",
    says="陪同外出、上下楼、办事或散步。",
    says_en="Help to go out, on stairs, on errands or for a walk.",
    group=CareGroup.AIDS,
    unit=CareUnit.HOUR,
    minutes=60,
    steps=(
        WorkStep("able", "出门前问身体情况", "Ask how they feel"),
        WorkStep("walk", "全程搀扶或推轮椅", "Support or push the wheelchair"),
        WorkStep("home", "送回家里坐稳", "Bring home and seat"),
    ),
    posts=("care_worker", "social_worker"),
    payers=(
        Payer.GOVERNMENT, Payer.SUBSIDY, Payer.VOUCHER, Payer.SELF, Payer.FAMILY, Payer.DONATION,
    ),
    basis=Basis(document="", confidence=Confidence.C, note="产品目录，由县里核定"),
    examples=(
        CareExample("有规定岗位", ("care_worker",), (), may=True),
        CareExample("炊事员", ("cook",), (), may=False),
    ),
)  # fmt: skip
