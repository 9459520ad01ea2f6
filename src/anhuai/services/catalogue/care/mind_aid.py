"""助心: talk and company."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.care import Care, CareExample, CareGroup, CareUnit, WorkStep
from anhuai.services.rules.ordering_words import Payer

definition = Care(
    title="助心",
    title_en="Company and counselling",
    says="聊天陪伴、读报、情绪疏导；发现严重问题转介。",
    says_en="Company, reading and talk; grave trouble is passed on.",
    group=CareGroup.COMPANY,
    unit=CareUnit.HOUR,
    minutes=60,
    steps=(
        WorkStep("talk", "聊天陪伴", "Talk and keep company"),
        WorkStep("mood", "记录情绪", "Note the mood"),
        WorkStep("refer", "严重问题转介", "Pass on grave trouble", must=False),
    ),
    posts=("social_worker", "care_worker"),
    payers=(
        Payer.GOVERNMENT, Payer.SUBSIDY, Payer.VOUCHER, Payer.SELF, Payer.FAMILY, Payer.DONATION,
    ),
    basis=Basis(
        document="吴忠市利通区推进养老服务高质量发展实施方案", confidence=Confidence.A,
        note="只列举服务名称；做法、时长和人员要求为产品缺省，未核",
    ),
    examples=(
        CareExample("有规定岗位", ("social_worker",), (), may=True),
        CareExample("炊事员", ("cook",), (), may=False),
    ),
)  # fmt: skip
