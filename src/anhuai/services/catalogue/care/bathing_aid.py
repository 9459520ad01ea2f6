"""助浴: help with bathing at home."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.care import Care, CareExample, CareGroup, CareUnit, WorkStep
from anhuai.services.rules.ordering_words import Payer

definition = Care(
    title="助浴",
    title_en="Bathing aid",
    says="上门帮助洗浴：先测体温血压，控制水温和时间，全程不离人。",
    says_en="Help with bathing at home: temperature and blood pressure first, never left alone.",
    group=CareGroup.CARE,
    unit=CareUnit.TIME,
    minutes=90,
    steps=(
        WorkStep("vitals", "测量体温、血压，异常不洗", "Temperature and blood pressure first"),
        WorkStep("room", "室温、水温、防滑检查", "Check room, water and slipping"),
        WorkStep("bath", "洗浴，全程不离人", "Bathe, never leaving"),
        WorkStep("dry", "擦干、更衣、吹发", "Dry, dress, dry the hair"),
        WorkStep("after", "浴后观察 10 分钟", "Watch for 10 minutes"),
    ),
    posts=("care_worker",),
    certificates=("elderly_care",),
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
