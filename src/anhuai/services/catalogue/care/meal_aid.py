"""助餐: a meal brought home."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.care import Care, CareExample, CareGroup, CareUnit, WorkStep
from anhuai.services.rules.ordering_words import Payer

definition = Care(
    title="助餐（送餐）",
    title_en="Meal delivery",
    says="按约定时间把饭菜送到家，核对忌口，看着老人安好再离开。",
    says_en="A meal brought home at the agreed time; allergies checked, the elder seen to be well.",
    group=CareGroup.AIDS,
    unit=CareUnit.MEAL,
    minutes=20,
    steps=(
        WorkStep("check", "核对姓名、餐别和忌口", "Check name, meal and allergies"),
        WorkStep("warm", "饭菜温热、封装完好", "Food warm and sealed"),
        WorkStep("look", "看望老人是否安好", "See that the elder is well"),
        WorkStep("box", "收回上次餐盒", "Take back the last box", must=False),
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
